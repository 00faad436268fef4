//! Watching: every rule of the adopted regulations held against the records, now.
//!
//! A [`Watch`] knows which rules are in force and for whom; it runs them all, or only what a change touches. Findings
//! come most urgent first and in the same order every time. Nothing here waits for a person.

mod affected;
mod evaluate;
mod finding;
mod gaps;
mod in_force;
mod overflow;
mod parallel;
mod periods;
mod recall;
mod snapshot;
mod snoozed;
mod unknown;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::model::Form;
use crate::model::expr::functions::{self, Takes};
use crate::model::form::rule::{OnSave, Rule};
use crate::model::rulebook::{self, Rulebook, params};
use crate::model::typing::Touch;
use crate::store::{Reader, Realm, Result};

pub use crate::store::Severity;
pub use affected::{Affected, Recheck};
pub use finding::{Fact, Finding, is_about, sort};
pub use in_force::InForce;
pub use overflow::{MOST, Overflow};
pub use recall::Recollection;
pub use snapshot::Snapshot;
pub use snoozed::Snoozed;

/// The rules in force on a desk.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    guards: Vec<Guard>,
    /// Whether these are all of them.
    whole: bool,
}

/// One rule in force: on which register, since when and for whom.
#[derive(Clone, Debug)]
pub struct Guard {
    pub form: Arc<Form>,
    pub rule: Arc<Rule>,
    pub realm: Realm,
    /// A figure that no text gives and the organisation has not set: what rests on it is advisory.
    pub open: Option<String>,
    reads: OnceLock<BTreeMap<String, Touch>>,
}

impl Watch {
    /// The rules that the desk's adopted regulations put in force, and those of its own forms.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        Self::of(rulebook::shipped(), reader)
    }

    /// The same for another rulebook.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn of(book: &Rulebook, reader: &Reader<'_>) -> Result<Self> {
        let adopted = InForce::read(reader)?;
        let set = reader.params_set()?;
        let mut guards = Vec::new();
        let mut add = |form: &Arc<Form>, rule: Arc<Rule>| {
            if let Some(realm) = adopted.realm(&rule.clauses) {
                guards.push(Guard {
                    open: open_figure(&rule, &set),
                    form: form.clone(),
                    rule,
                    realm,
                    reads: OnceLock::new(),
                });
            }
        };
        for watch in &book.rules {
            if let Some(form) = reader.catalog.form(&watch.register) {
                add(form, watch.rule.clone());
            }
        }
        for form in reader.catalog.forms() {
            for rule in form.rules.iter().filter(|r| watches(r, form, book)) {
                add(form, Arc::new(rule.clone()));
            }
        }
        let whole = true;
        Ok(Self { guards, whole })
    }

    /// Whether it knows every rule in force, and not only those that something was found of.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    pub fn guards(&self) -> &[Guard] {
        &self.guards
    }

    /// The rule of a name, if it is in force.
    pub fn guard(&self, name: &str) -> Option<&Guard> {
        self.guards.iter().find(|g| g.name() == name)
    }

    /// What is found of those rules and records that a change touches, rule by rule.
    ///
    /// # Errors
    /// Trouble with the file, or an interrupted look.
    pub fn run_touched(
        &self,
        reader: &Reader<'_>,
        ahead: &str,
        touched: &Affected,
    ) -> Result<Vec<Finding>> {
        let mut all = Vec::new();
        for (place, scope) in &touched.guards {
            all.extend(self.run_one(*place, scope, reader, ahead)?);
        }
        finding::sort(&mut all);
        Ok(all)
    }

    /// What one rule finds, by its place; unsorted.
    ///
    /// # Errors
    /// Trouble with the file, or an interrupted look.
    pub fn run_one(
        &self,
        place: usize,
        scope: &Recheck,
        reader: &Reader<'_>,
        ahead: &str,
    ) -> Result<Vec<Finding>> {
        let guard = self.guards.get(place);
        let all = |g| evaluate::evaluate(g, reader, ahead, ids(scope), usize::MAX);
        Ok(guard.map_or(Ok(Default::default()), all)?.0)
    }

    /// The most urgent of what one rule finds, unsorted; the rest is counted only.
    fn run_most(
        &self,
        place: usize,
        scope: &Recheck,
        reader: &Reader<'_>,
    ) -> Result<(Vec<Finding>, Vec<Overflow>)> {
        let guard = self.guards.get(place);
        let most = |g| evaluate::evaluate(g, reader, "", ids(scope), MOST);
        guard.map_or(Ok(Default::default()), most)
    }
}

/// The records to look at; nothing for all of them.
fn ids(scope: &Recheck) -> Option<&[i64]> {
    match scope {
        Recheck::All => None,
        Recheck::Records(ids) => Some(ids),
    }
}

impl Guard {
    /// The name of the rule: register and id.
    pub fn name(&self) -> String {
        format!("{}.{}", self.form.id, self.rule.id)
    }

    /// The codes of the figures that the rule uses, each once, in the order of its expressions.
    pub fn figures(&self) -> Vec<String> {
        figures(&self.rule)
    }
}

/// Whether a rule of a form is watched beside those of the rulebook. What a save refuses cannot stand in the file, and a
/// warning of which the rulebook has its own rule would say the same twice.
fn watches(rule: &Rule, form: &Form, book: &Rulebook) -> bool {
    let said = |clause: &String| {
        let own =
            |w: &&rulebook::BookRule| w.register == form.id && w.rule.clauses.contains(clause);
        book.rules.iter().any(|w| own(&w))
    };
    match rule.on_save {
        OnSave::Nothing => !rule.is_held_by_file(),
        OnSave::Warn => !rule.clauses.is_empty() && !rule.clauses.iter().any(said),
        OnSave::Refuse => false,
    }
}

/// The codes of the figures that a rule uses, each once, in the order of its expressions.
pub fn figures(rule: &Rule) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    // Most formulas name no figure, and a desk that opens asks them all: only where the word stands is a tree read.
    for formula in rule.formulas() {
        let text = formula.text.to_ascii_lowercase();
        if !functions::taking(Takes::Figure).any(|word| text.contains(word)) {
            continue;
        }
        formula.root().figures(&mut |code| {
            if !codes.iter().any(|known| known == code) {
                codes.push(code.to_owned());
            }
        });
    }
    codes
}

/// The first figure of a rule that is open and not set by the organisation.
pub(in crate::rules) fn open_figure(rule: &Rule, set: &[String]) -> Option<String> {
    let open = |code: &String| params::find(code).is_some_and(|p| !p.given) && !set.contains(code);
    figures(rule).into_iter().find(open)
}
