//! Arguments that name something known elsewhere: a stretch of the calendar, a role, a unit, a figure, a field.

use super::check::TypeCheck;
use super::path::inner;
use super::scope::Spot;
use crate::model::catalog::system::System;
use crate::model::expr::functions::PERIODS;
use crate::model::expr::{Expr, Span, Type};
use crate::model::fault::{Fault, Wrong};
use crate::model::form::kind::Kind;
use crate::model::rulebook::params;

/// The register in which people are appointed to roles, and its field of roles.
pub const APPOINTMENTS: &str = System::RoleAppointment.id();
const ROLE: &str = "role";

/// The register of units.
pub const UNITS: &str = System::OrgUnit.id();

impl TypeCheck<'_> {
    /// A word in quotes, which a law of its own looks at.
    pub(super) fn quoted(&mut self, arg: &Expr, law: fn(&mut Self, &str, Span)) -> Option<Type> {
        let Expr::Text(word, at) = arg else {
            return self.needed(arg, Wrong::QuotedWordNeeded);
        };
        law(self, word, *at);
        Some(Type::Text)
    }

    pub(super) fn period(&mut self, word: &str, at: Span) {
        if !PERIODS.contains(&word) {
            let fault = Fault::new(Wrong::NoSuchPeriod, inner(at));
            self.unknown(fault, word, PERIODS.into_iter());
        }
    }

    pub(super) fn figure(&mut self, word: &str, at: Span) {
        if params::find(word).is_none() {
            let known = params::all().iter().map(|p| p.code.as_str());
            self.unknown(Fault::new(Wrong::NoSuchFigure, inner(at)), word, known);
        }
    }

    /// A desk without appointments has nobody in any role; one that has them knows its roles.
    pub(super) fn role(&mut self, word: &str, at: Span) {
        let catalog = self.frame.catalog;
        let field = catalog.form(APPOINTMENTS).and_then(|f| f.field(ROLE));
        if let Some(roles) = field.and_then(|f| f.kind.shown().choices())
            && !roles.iter().any(|role| role.code == word)
        {
            let known = roles.iter().map(|role| role.code.as_str());
            let fault = Fault::new(Wrong::NoSuchChoice, inner(at)).with("field", ROLE);
            self.unknown(fault, word, known);
        }
    }

    pub(super) fn unit(&mut self, arg: &Expr) -> Option<Type> {
        let found = self.visit(arg)?;
        if found != Type::Null && self.frame.register_of(arg) != Some(UNITS) {
            return self.needed(arg, Wrong::UnitNeeded);
        }
        Some(found)
    }

    /// What the ledger keeps: the fields that are written, lines too, and the state.
    pub(super) fn kept(&mut self, word: &str, at: Span) {
        let form = self.frame.form;
        let spot = Spot { form, name: word };
        match spot.field().map(|f| &f.kind) {
            Some(Kind::Computed(_)) => {
                self.faults.push(Fault::new(Wrong::NothingKept, at.into()));
            }
            Some(_) => {}
            None if spot.is_state() => {}
            None => {
                let known = form.fields.iter().map(|f| f.id.as_str()).chain(["state"]);
                let fault = Fault::new(Wrong::NoSuchField, inner(at)).with("form", &form.id);
                self.unknown(fault, word, known);
            }
        }
    }

    /// Something of another sort is needed in the place of an argument.
    pub(super) fn needed(&mut self, arg: &Expr, wrong: Wrong) -> Option<Type> {
        self.faults.push(Fault::new(wrong, arg.span().into()));
        None
    }
}
