//! Questions over the records of another register: `some(repair, asset = this and state <> 'closed')`.
//!
//! The condition and the value stand in a frame of their own: bare names there are the register's.

use super::check::TypeCheck;
use super::scope::Frame;
use crate::model::expr::functions::Takes;
use crate::model::expr::{Expr, Question, Type};
use crate::model::fault::{Fault, Wrong};

impl TypeCheck<'_> {
    /// The type of a quantifier; `None` where its register is not known.
    pub(super) fn over(&mut self, expr: &Expr) -> Option<Type> {
        let Expr::Over {
            question,
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
        let takes = match question {
            Question::Sum => Takes::Number,
            Question::Streak => Takes::Day,
            Question::First | Question::Last | Question::List => Takes::Any,
            Question::Some | Question::None | Question::Count => Takes::Condition,
        };
        let value = value.as_deref();
        let found = value.and_then(|value| inner.argument(takes, value, &[]));
        inner.want(condition, Type::YesNo);
        self.faults = inner.faults;
        match question {
            Question::Some | Question::None => Some(Type::YesNo),
            Question::Count | Question::Streak => Some(Type::Number),
            Question::Sum if found == Some(Type::Money) => found,
            Question::Sum => Some(Type::Number),
            Question::First | Question::Last => found,
            Question::List => Some(Type::Text),
        }
    }
}
