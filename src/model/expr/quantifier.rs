//! Questions over the records of another register: `some(repair, asset = this and state <> 'closed')`.

use super::functions::{Function, Takes};
use super::{Expr, Wrong};

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
            at: register.map_or(at, |r| r.at()),
            len: 1,
            message: format!("{} begins with the bare name of a register", sig.name),
            hint: Some(sig.usage()),
        }),
    }
}

/// The complaint about too few or too many arguments.
pub(in crate::model) fn arity(function: Function, given: usize, at: usize) -> Wrong {
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
