//! Arguments that name something known elsewhere: a stretch of the calendar, a role, a unit, a figure, a field.

use super::check::TypeCheck;
use super::scope::Spot;
use crate::model::expr::functions::{PERIODS, Takes};
use crate::model::expr::{Expr, Type, Wrong};
use crate::model::form::kind::Kind;
use crate::model::rulebook::params;

/// The register in which people are appointed to roles, and its field of roles.
pub const APPOINTMENTS: &str = "role_appointment";
const ROLE: &str = "role";

/// The register of units.
pub const UNITS: &str = "org_unit";

impl TypeCheck<'_> {
    pub(super) fn named(&mut self, takes: Takes, arg: &Expr) -> Option<Type> {
        if takes == Takes::Unit {
            return self.unit(arg);
        }
        let Expr::Text(word, at) = arg else {
            return self.needed(arg, "E22", "a word in quotes is needed here");
        };
        match takes {
            Takes::Period => {
                if !PERIODS.contains(&word.as_str()) {
                    let what = "there is no period";
                    self.unknown("E22", *at, word, what, PERIODS.into_iter());
                }
            }
            Takes::Figure => {
                if params::find(word).is_none() {
                    let known = params::all().iter().map(|p| p.code.as_str());
                    self.unknown("E23", *at, word, "there is no figure", known);
                }
            }
            Takes::Role => self.role(word, *at),
            _ => self.kept(arg, word, *at),
        }
        Some(Type::Text)
    }

    /// A desk without appointments has nobody in any role; one that has them knows its roles.
    fn role(&mut self, word: &str, at: usize) {
        let catalog = self.frame.catalog;
        let field = catalog.form(APPOINTMENTS).and_then(|f| f.field(ROLE));
        if let Some(roles) = field.and_then(|f| f.kind.shown().choices())
            && !roles.iter().any(|role| role.code == word)
        {
            let known = roles.iter().map(|role| role.code.as_str());
            self.unknown("E14", at, word, "role has no choice", known);
        }
    }

    fn unit(&mut self, arg: &Expr) -> Option<Type> {
        let found = self.visit(arg)?;
        if found != Type::Null && self.frame.register_of(arg) != Some(UNITS) {
            return self.needed(arg, "E16", "a unit (org_unit) is needed here");
        }
        Some(found)
    }

    /// What the ledger keeps: the fields that are written, lines too, and the state.
    fn kept(&mut self, arg: &Expr, word: &str, at: usize) {
        let form = self.frame.form;
        let spot = Spot { form, name: word };
        match spot.field().map(|f| &f.kind) {
            Some(Kind::Computed(_)) => {
                self.needed(arg, "E16", "what is worked out has no changes of its own");
            }
            Some(_) => {}
            None if spot.is_state() => {}
            None => {
                let known = form.fields.iter().map(|f| f.id.as_str()).chain(["state"]);
                self.unknown("E10", at, word, &format!("{} has no field", form.id), known);
            }
        }
    }

    fn needed(&mut self, arg: &Expr, code: &'static str, message: &str) -> Option<Type> {
        self.wrongs.push(Wrong {
            code,
            at: arg.at(),
            len: self.len(arg),
            message: message.to_owned(),
            hint: None,
        });
        None
    }
}
