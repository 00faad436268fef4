//! Questions over the records of another register: `some(repair, asset = this and state <> 'closed')`.
//!
//! The condition and the value stand in a frame of their own: bare names there are the register's.

use super::check::TypeCheck;
use super::scope::Frame;
use crate::model::expr::functions::{Function, Gives, Takes};
use crate::model::expr::{Expr, Type};
use crate::model::fault::{Fault, Wrong};

impl TypeCheck<'_> {
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
            let fault = Fault::new(Wrong::NoSuchRegister, (*named_at).into());
            self.unknown(fault, register, known);
            return None;
        };
        let mut inner = TypeCheck {
            frame: Frame {
                form,
                catalog,
                up: Some(&around),
            },
            faults: std::mem::take(&mut self.faults),
        };
        let takes = function.signature().takes.get(1).copied();
        let found = value
            .as_deref()
            .zip(takes)
            .and_then(|(value, takes)| inner.argument(takes, value, &[]));
        inner.want(condition, Type::YesNo);
        self.faults = inner.faults;
        match (function, function.signature().gives) {
            (_, Gives::Always(ty)) => Some(ty),
            (Function::Sum, _) if found != Some(Type::Money) => Some(Type::Number),
            _ => found,
        }
    }
}
