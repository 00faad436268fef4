//! Questions over the records of another register: `some(repair, asset = this and state <> 'closed')`.

use super::functions::{Function, Takes};
use super::tree::{Expr, Question, Span};
use crate::model::fault::{Fault, Wrong};

/// Makes the node from what stands between the brackets.
pub(super) fn node(
    function: Function,
    question: Question,
    args: Vec<Expr>,
    at: Span,
) -> Result<Expr, Fault> {
    let sig = function.signature();
    if !sig.fits(args.len()) {
        return Err(arity(function, args.len(), at));
    }
    let (mut register, mut value, mut condition, mut until) = (None, None, None, None);
    for (takes, arg) in sig.takes.iter().zip(args) {
        // What stands before the condition is over the register, what stands behind it over the record at hand.
        if *takes == Takes::Over {
            register = Some(arg);
        } else if *takes == Takes::Condition {
            condition = Some(Box::new(arg));
        } else if condition.is_some() {
            until = Some(Box::new(arg));
        } else {
            value = Some(Box::new(arg));
        }
    }
    match (register, condition) {
        (Some(Expr::Name(register, named_at)), Some(condition)) => Ok(Expr::Over {
            question,
            register,
            named_at,
            value,
            condition,
            until,
            at,
        }),
        (register, _) => {
            let at = register.map_or(at, |r| r.span());
            Err(Fault::new(Wrong::BareRegisterNeeded, at.into())
                .with("function", sig.name)
                .with("usage", sig.usage()))
        }
    }
}

/// Too few or too many arguments in a call that stands at a place.
pub(in crate::model) fn arity(function: Function, given: usize, at: Span) -> Fault {
    let sig = function.signature();
    let name = at.start..at.start + sig.name.len();
    Fault::new(Wrong::Arity, name)
        .with("function", sig.name)
        .with_text("takes", sig.arity())
        .with("given", given.to_string())
}
