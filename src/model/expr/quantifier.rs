//! Questions over the records of another register: `some(repair, asset = this and state <> 'closed')`.
//!
//! The condition and the value stand in a frame of their own: bare names there are the register's.

use super::functions::{Function, Gives, Takes};
use super::types::{Checker, Type};
use super::{Expr, Frame, Wrong};

/// Makes the node from what stands between the parentheses.
pub(super) fn node(function: Function, args: Vec<Expr>, at: usize) -> Result<Expr, Wrong> {
    let sig = function.signature();
    if !sig.fits(args.len()) {
        return Err(arity(function, args.len(), at));
    }
    let (mut register, mut value, mut condition, mut until) = (None, None, None, None);
    for (takes, arg) in sig.takes.iter().zip(args) {
        match takes {
            Takes::Over => register = Some(arg),
            Takes::Condition => condition = Some(Box::new(arg)),
            _ if condition.is_some() => until = Some(Box::new(arg)),
            _ => value = Some(Box::new(arg)),
        }
    }
    match (register, condition) {
        (Some(Expr::Name(register, named_at)), Some(condition)) => Ok(Expr::Over {
            function,
            register,
            named_at,
            value,
            condition,
            until,
            at,
        }),
        (register, _) => Err(Wrong {
            code: "E17",
            at: register.map_or(at, |r| super::types::place(&r)),
            len: 1,
            message: format!("{} begins with the bare name of a register", sig.name),
            hint: Some(sig.usage()),
        }),
    }
}

/// The complaint about too few or too many arguments.
pub(super) fn arity(function: Function, given: usize, at: usize) -> Wrong {
    let sig = function.signature();
    Wrong {
        code: "E15",
        at,
        len: sig.name.len(),
        message: format!(
            "{} takes {} arguments, here are {given}",
            sig.name,
            sig.arity()
        ),
        hint: None,
    }
}

impl Checker<'_> {
    /// The type of a quantifier; `None` where its register is not known.
    pub(super) fn over(&mut self, expr: &Expr) -> Option<Type> {
        let Expr::Over {
            function,
            register,
            named_at,
            value,
            condition,
            until,
            ..
        } = expr
        else {
            return None;
        };
        if let Some(until) = until {
            self.argument(Takes::Day, until, &[]);
        }
        let around = self.frame;
        let catalog = around.catalog;
        let Some(form) = catalog.form(register) else {
            let known = catalog.heads().map(|f| f.id.as_str());
            self.unknown("E17", *named_at, register, "there is no register", known);
            return None;
        };
        let mut inner = Checker {
            frame: Frame {
                form,
                catalog,
                up: Some(&around),
            },
            text: self.text,
            wrongs: std::mem::take(&mut self.wrongs),
        };
        let takes = function.signature().takes.get(1).copied();
        let found = value
            .as_deref()
            .zip(takes)
            .and_then(|(value, takes)| inner.argument(takes, value, &[]));
        inner.want(condition, Type::YesNo);
        self.wrongs = inner.wrongs;
        match (function, function.signature().gives) {
            (_, Gives::Always(ty)) => Some(ty),
            (Function::Sum, _) if found != Some(Type::Money) => Some(Type::Number),
            _ => found,
        }
    }
}
