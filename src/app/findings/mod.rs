//! What the rules find, as the desk holds it: the last look, whose findings are shown, when the rules run again.
//!
//! Invariant: at most one look is under way; what is wanted meanwhile is ordered when it has come back, and each look
//! begins where the last one that came back ended, so that no change is missed. What was left for later is interrupted.
//! Rules run in the worker only. Must never know the panes that show it.

pub mod commands;
mod cure;
pub mod detail;
pub mod figure;
pub mod look;
mod looked_at;
pub mod narrow;
mod narrowings;
mod ordering;
pub mod snooze;

use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::model::rulebook::{self, regulation_of};
use crate::rules::watch::{Finding, Overflow};

use look::{FoundIndex, How};

/// The findings of the desk.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Nothing until the first look has come back.
    pub found: Option<Arc<FoundIndex>>,
    /// When what is found was true, while it is of an earlier day or minute and not yet looked at again.
    pub as_of: Option<NaiveDateTime>,
    /// The last look failed.
    pub failed: bool,
    /// Only what is the business of the person at the desk.
    pub mine: bool,
    /// What is put aside is shown too.
    pub aside: bool,
    pub me: Option<i64>,
    under_way: Option<How>,
    wanted: Option<How>,
    /// The moment of the last look over everything.
    looked: Option<NaiveDateTime>,
    /// Number and moment of the look that the file keeps.
    kept: Option<(i64, NaiveDateTime)>,
    /// Looks at the file until others are taken to have finished writing.
    quiet: u8,
}

impl Findings {
    /// Nothing found yet, for somebody in the staff register.
    pub fn of(me: Option<i64>) -> Self {
        Self {
            me,
            ..Self::default()
        }
    }

    pub fn len(&self) -> usize {
        self.found.as_ref().map_or(0, |f| f.held.findings.len())
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, place: usize) -> Option<&Finding> {
        self.found.as_ref()?.get(place)
    }

    /// Whether a finding is put aside.
    pub fn is_aside(&self, place: usize) -> bool {
        let found = self.found.as_ref();
        found.is_some_and(|f| f.aside.get(place) == Some(&true))
    }

    /// Whether a finding is shown now: mine or all, with or without what is put aside.
    pub fn shows(&self, place: usize) -> bool {
        let mine = || {
            let whose = self.get(place).and_then(|f| f.whose);
            whose.is_some() && whose == self.me
        };
        (self.aside || !self.is_aside(place)) && (!self.mine || mine())
    }

    /// What is found beyond what is held, whosever it is.
    pub fn all_more(&self) -> impl Iterator<Item = &Overflow> {
        self.found.iter().flat_map(|f| &f.held.more)
    }

    /// What is found beyond what is held, and shown now. Of what is not held nothing is known to be put aside.
    pub fn more(&self) -> impl Iterator<Item = &Overflow> {
        self.all_more()
            .filter(|m| !self.mine || (m.whose.is_some() && m.whose == self.me))
    }

    /// Whether a finding names a record.
    pub fn names(&self, register: &str, id: i64) -> bool {
        self.found.as_ref().is_some_and(|f| f.names(register, id))
    }
}

/// The first clause behind a finding as it is printed: `R1 六`.
pub fn clause(finding: &Finding) -> String {
    finding
        .obligations
        .first()
        .map_or_else(String::new, |id| printed(id))
}

/// Regulation and printed clause of an obligation.
pub fn printed(id: &str) -> String {
    let clause = rulebook::shipped()
        .obligation(id)
        .map(|o| o.clause.as_str());
    match (regulation_of(id), clause) {
        (Some(number), Some(clause)) => format!("R{number} {clause}"),
        _ => id.to_owned(),
    }
}
