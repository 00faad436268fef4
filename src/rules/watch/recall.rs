//! A look without its words, to be kept until the desk is opened again and told in whatever language is spoken then.
//!
//! Invariant: what is recalled was found by these rules up to the number and at the minute that come with it, and is shown
//! as of then. The words and names are those of the records as they are now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDateTime;
use postcard::{from_bytes, to_stdvec};
use serde::{Deserialize, Serialize};

use crate::model::Text;
use crate::model::form::rule::Rule;
use crate::model::value::MOMENT;
use crate::store::{KeptLook, Reader, Realm, Result};

use super::finding::{Fact, sort};
use super::{Guard, Overflow, Snapshot, Snoozed, Watch, words};

/// A look of more bytes than this is not kept: it is made again faster than it is written at every leaving.
const LONGEST: usize = 4 << 20;

/// What is kept of a look beside its number and minute.
#[derive(Serialize, Deserialize)]
struct Facts {
    /// Who looked: a rule may ask for the person at the desk.
    me: Option<i64>,
    rules: Vec<RuleFacts>,
    more: Vec<Overflow>,
    troubles: Vec<(String, Text)>,
}

/// What one rule finds, with the rule: to tell it again nothing else of the rulebook is needed.
#[derive(Serialize, Deserialize)]
struct RuleFacts {
    register: String,
    rule: Arc<Rule>,
    realm: Realm,
    /// The open figure that it rests on.
    open: Option<String>,
    facts: Vec<Fact>,
}

impl Snapshot {
    /// What is kept of it; nothing where rules have yet to run, or where it is too much.
    pub fn kept(&self, me: Option<i64>) -> Option<KeptLook> {
        if !self.later.is_empty() {
            return None;
        }
        let mut facts: BTreeMap<&str, Vec<Fact>> = BTreeMap::new();
        for finding in &self.findings {
            let facts = facts.entry(&finding.rule).or_default();
            facts.push(finding.fact());
        }
        let found = |guard: &Guard| {
            let facts = facts.remove(guard.name().as_str())?;
            Some(RuleFacts {
                register: guard.form.id.clone(),
                rule: guard.rule.clone(),
                realm: guard.realm.clone(),
                open: guard.open.clone(),
                facts,
            })
        };
        let facts = Facts {
            me,
            rules: self.watch.guards().iter().filter_map(found).collect(),
            more: self.more.clone(),
            troubles: self.troubles.clone(),
        };
        let body = to_stdvec(&facts).ok()?;
        (body.len() <= LONGEST).then(|| KeptLook {
            seq: self.seq,
            at: self.at.format(MOMENT).to_string(),
            body,
        })
    }
}

/// A look that was kept, before it is told.
pub struct Recollection {
    facts: Facts,
    seq: i64,
    at: NaiveDateTime,
}

impl Recollection {
    /// What was kept for this reader; nothing where it was kept for somebody else, or is not of the past.
    pub fn of(look: &KeptLook, reader: &Reader<'_>) -> Option<Self> {
        let at = NaiveDateTime::parse_from_str(&look.at, MOMENT).ok()?;
        let facts = from_bytes::<Facts>(&look.body).ok()?;
        // A clock that was put back makes of the last look one that is yet to come.
        let is_past = at <= reader.stamp.now;
        (is_past && facts.me == reader.stamp.me).then_some(Self {
            facts,
            seq: look.seq,
            at,
        })
    }

    /// The last number of the ledger that it knows of.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// What was found, in the words of this reader. Of the rules in force it knows those that found something.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn told(self, reader: &Reader<'_>) -> Result<Snapshot> {
        reader.refresh_calendar()?;
        let (mut findings, mut guards) = (Vec::new(), Vec::new());
        for found in self.facts.rules {
            let Some(form) = reader.catalog.form(&found.register) else {
                continue;
            };
            let guard = Guard {
                form: form.clone(),
                rule: found.rule,
                realm: found.realm,
                open: found.open,
                reads: OnceLock::new(),
            };
            findings.extend(words::findings(&guard, found.facts, reader)?);
            guards.push(guard);
        }
        sort(&mut findings);
        let whole = false;
        Ok(Snapshot {
            findings,
            more: self.facts.more,
            snoozes: Snoozed::read(reader)?,
            troubles: self.facts.troubles,
            watch: Arc::new(Watch { guards, whole }),
            later: BTreeSet::new(),
            seq: self.seq,
            at: self.at,
        })
    }
}
