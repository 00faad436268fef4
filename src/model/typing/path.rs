//! Names and paths: each step must be there, and lead on where another follows.

use super::check::TypeCheck;
use super::scope::Spot;
use crate::model::expr::{Expr, Root, Span, Type};
use crate::model::fault::{Fault, Wrong};
use crate::model::form::{ENVELOPE, Form};

impl<'a> TypeCheck<'a> {
    pub(super) fn name(&mut self, name: &str, at: Span) -> Option<Type> {
        self.step(self.frame.form, name, at)
    }

    /// A field or an envelope column of a form.
    fn step(&mut self, form: &Form, name: &str, at: Span) -> Option<Type> {
        let found = Spot { form, name }.ty();
        if found.is_none() {
            let known = form.fields.iter().map(|f| f.id.as_str()).chain(ENVELOPE);
            let fault = Fault::new(Wrong::NoSuchField, at.into()).with("form", &form.id);
            self.unknown(fault, name, known);
        }
        found
    }

    pub(super) fn path(&mut self, root: Root, steps: &[(String, Span)], at: Span) -> Option<Type> {
        let Some(mut form) = self.frame.root(root) else {
            let fault = Fault::new(Wrong::NothingAround, at.start..at.start + 2);
            self.faults.push(fault);
            return None;
        };
        let Some(((last, at), through)) = steps.split_last() else {
            return Some(Type::of_register(&form.id));
        };
        for (name, at) in through {
            self.step(form, name, *at)?;
            let Some(next) = self.frame.target(form, name) else {
                let fault = Fault::new(Wrong::NotAReference, (*at).into());
                let fault = fault.with("form", &form.id).with("name", name);
                self.faults.push(fault);
                return None;
            };
            form = next;
        }
        self.step(form, last, *at)
    }

    /// The registers of two sides that both name a record.
    pub(super) fn registers<'b>(&self, a: &'b Expr, b: &'b Expr) -> Option<(&'b str, &'b str)>
    where
        'a: 'b,
    {
        self.frame.register_of(a).zip(self.frame.register_of(b))
    }

    pub(super) fn known_code(&mut self, side: &Expr, code: &str, at: Span) {
        let frame = self.frame;
        let Some(spot) = frame.spot(side) else { return };
        let (form, name) = (spot.form, spot.name);
        if spot.is_state() {
            if form.state(code).is_none() {
                let fault = Fault::new(Wrong::NoSuchState, inner(at)).with("form", &form.id);
                self.unknown(fault, code, form.states.iter().map(|s| s.id.as_str()));
            }
        } else if let Some(list) = spot.field().and_then(|f| f.kind.shown().choices())
            && !list.iter().any(|c| c.code == code)
        {
            let fault = Fault::new(Wrong::NoSuchChoice, inner(at)).with("field", name);
            self.unknown(fault, code, list.iter().map(|c| c.code.as_str()));
        }
    }
}

/// What stands between the quotes of a text.
pub(super) fn inner(at: Span) -> std::ops::Range<usize> {
    let inner = Span::new(at.start + 1, at.end.saturating_sub(1).max(at.start + 1));
    inner.into()
}
