//! A look without its words, to be kept until the desk is opened again and told in whatever language is spoken then.
//!
//! Invariant: what is recalled was found by these rules up to the number and at the minute that come with it, and is shown
//! as of then. The words and names are those of the records as they are now.

use std::collections::BTreeMap;
use std::sync::Arc;

use postcard::{from_bytes, to_stdvec};
use serde::{Deserialize, Serialize};

use crate::model::Text;
use crate::model::value::MOMENT;
use crate::store::{KeptLook, Reader, Result};

use super::finding::{Fact, sort};
use super::{Guard, Overflow, Snapshot, Snoozed, Watch, words};

/// A look of more bytes than this is not kept: it is made again faster than it is written at every leaving.
const LONGEST: usize = 4 << 20;

/// What is kept of a look beside its number and minute.
#[derive(Serialize, Deserialize)]
struct Facts {
    /// Who looked: a rule may ask for the person at the desk.
    me: Option<i64>,
    /// What each rule finds, by its name.
    rules: BTreeMap<String, Vec<Fact>>,
    more: Vec<Overflow>,
    troubles: Vec<(String, Text)>,
}

impl Snapshot {
    /// What is kept of it; nothing where rules have yet to run, or where it is too much.
    pub fn kept(&self, me: Option<i64>) -> Option<KeptLook> {
        if !self.later.is_empty() {
            return None;
        }
        let mut rules: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
        for finding in &self.findings {
            let facts = rules.entry(finding.rule.clone()).or_default();
            facts.push(finding.fact());
        }
        let facts = Facts {
            me,
            rules,
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

    /// A look that was kept, in the words of this reader; nothing where it cannot be told by it.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn recalled(look: &KeptLook, reader: &Reader<'_>) -> Result<Option<Self>> {
        let at = chrono::NaiveDateTime::parse_from_str(&look.at, MOMENT);
        let (Ok(at), Ok(facts)) = (at, from_bytes::<Facts>(&look.body)) else {
            return Ok(None);
        };
        // A clock that was put back makes of the last look one that is yet to come.
        if facts.me != reader.stamp.me || at > reader.stamp.now {
            return Ok(None);
        }
        reader.refresh_calendar()?;
        let watch = Watch::read(reader)?;
        let mut findings = Vec::new();
        for (rule, facts) in facts.rules {
            if let Some(guard) = watch.guard(&rule) {
                findings.extend(words::findings(guard, facts, reader)?);
            }
        }
        sort(&mut findings);
        let stands = |rule: &str| watch.guards().iter().map(Guard::name).any(|n| n == rule);
        Ok(Some(Self {
            findings,
            more: facts.more.into_iter().filter(|m| stands(&m.rule)).collect(),
            snoozes: Snoozed::read(reader)?,
            troubles: facts.troubles,
            watch: Arc::new(watch),
            later: [].into(),
            seq: look.seq,
            at,
        }))
    }
}
