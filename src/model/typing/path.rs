//! Names and paths: each step must be there, and lead on where another follows.

use super::check::TypeCheck;
use super::scope::Spot;
use crate::model::expr::{Expr, Root, Type, Wrong};
use crate::model::form::{ENVELOPE, Form};

impl<'a> TypeCheck<'a> {
    pub(super) fn name(&mut self, name: &str, at: usize) -> Option<Type> {
        self.step(self.frame.form, name, at)
    }

    /// A field or an envelope column of a form.
    fn step(&mut self, form: &Form, name: &str, at: usize) -> Option<Type> {
        let found = Spot { form, name }.ty();
        if found.is_none() {
            let known = form.fields.iter().map(|f| f.id.as_str()).chain(ENVELOPE);
            let what = format!("{} has no field", form.id);
            self.unknown("E10", at, name, &what, known);
        }
        found
    }

    pub(super) fn path(
        &mut self,
        root: Root,
        steps: &[(String, usize)],
        at: usize,
    ) -> Option<Type> {
        let Some(mut form) = self.frame.root(root) else {
            self.wrongs.push(Wrong {
                code: "E21",
                at,
                len: 2,
                message: "there is no record around this one".into(),
                hint: Some("`up` stands only inside some(…) and its like".into()),
            });
            return None;
        };
        let Some(((last, at), through)) = steps.split_last() else {
            return Some(Type::of_register(&form.id));
        };
        for (name, at) in through {
            self.step(form, name, *at)?;
            let Some(next) = self.frame.target(form, name) else {
                let message = format!("{}.{name} does not refer to a register", form.id);
                self.wrongs.push(Wrong {
                    code: "E16",
                    at: *at,
                    len: name.len(),
                    message,
                    hint: None,
                });
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

    pub(super) fn known_code(&mut self, side: &Expr, code: &str, at: usize) {
        let frame = self.frame;
        let Some(spot) = frame.spot(side) else { return };
        let (form, name) = (spot.form, spot.name);
        if spot.is_state() {
            if form.state(code).is_none() {
                let known = form.states.iter().map(|s| s.id.as_str());
                self.unknown("E13", at, code, &format!("{} has no state", form.id), known);
            }
        } else if let Some(list) = spot.field().and_then(|f| f.kind.shown().choices())
            && !list.iter().any(|c| c.code == code)
        {
            self.unknown(
                "E14",
                at,
                code,
                &format!("{name} has no choice"),
                list.iter().map(|c| c.code.as_str()),
            );
        }
    }
}
