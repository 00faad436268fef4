//! What was found last, and how it is brought up to date: after a change only the rules it touches run again.
//!
//! Invariant: findings stand in the order of [`sort`]; whatever was found up to the ledger's number `seq` is in them,
//! but for the rules that are to run `later`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::model::Text;
use crate::model::value::record::Change;
use crate::store::{Error, Reader, Result};

use super::affected::Looked;
use super::finding::sort;
use super::overflow::{self, Overflow};
use super::{Finding, Guard, Recheck, Snoozed, Watch};

/// Findings with what it takes to look again.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub watch: Arc<Watch>,
    /// Of one rule at most [`super::MOST`].
    pub findings: Vec<Finding>,
    /// What is found beyond those.
    pub more: Vec<Overflow>,
    pub snoozes: Snoozed,
    /// The rules that could not be run, and why. They found nothing, which is no pass.
    pub troubles: Vec<(String, Text)>,
    /// Rules by place that changes up to `seq` touch as a whole and that have not run since.
    pub later: BTreeSet<usize>,
    /// The last number of the ledger that was seen.
    pub seq: i64,
    /// When every rule ran last.
    pub at: NaiveDateTime,
}

impl Snapshot {
    /// Reads what is in force and runs every rule. `seq` is the ledger's number from before the look.
    ///
    /// # Errors
    /// Trouble with the file, or an interrupted look.
    pub fn read(reader: &Reader<'_>, seq: i64) -> Result<Self> {
        Self::run(Arc::new(Watch::read(reader)?), reader, seq)
    }

    /// Runs every rule that was in force at the last look.
    ///
    /// # Errors
    /// As [`Snapshot::read`].
    pub fn run(watch: Arc<Watch>, reader: &Reader<'_>, seq: i64) -> Result<Self> {
        reader.refresh_calendar()?;
        let all = (0..watch.guards().len()).map(|place| (place, &Recheck::All));
        let Ran {
            mut findings,
            more,
            troubles,
        } = run_each(&watch, all, reader)?;
        sort(&mut findings);
        Ok(Self {
            findings,
            more,
            snoozes: Snoozed::read(reader)?,
            troubles,
            watch,
            later: BTreeSet::new(),
            seq,
            at: reader.stamp.now,
        })
    }

    /// The same with every rule in force, where it was recalled with only some of them.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn whole(&self, reader: &Reader<'_>) -> Result<Cow<'_, Self>> {
        if self.watch.is_whole() {
            return Ok(Cow::Borrowed(self));
        }
        Ok(Cow::Owned(Self {
            watch: Arc::new(Watch::read(reader)?),
            ..self.clone()
        }))
    }

    /// Whether changes touch what is in force, or how days are counted.
    pub fn is_ground(&self, changes: &[Change]) -> bool {
        changes.iter().any(super::affected::is_ground)
    }

    /// Runs again what some changes touch, record by record; where they change what is in force, everything. Rules
    /// that have to run over their whole register come in `later`: what was changed itself is told before them.
    ///
    /// # Errors
    /// As [`Snapshot::read`].
    pub fn after(&self, changes: &[Change], reader: &Reader<'_>, seq: i64) -> Result<Self> {
        let touched = self.watch.touched(changes, reader)?;
        if touched.ground {
            return Self::read(reader, seq);
        }
        let (whole, records): (Vec<_>, Vec<_>) = touched
            .guards
            .into_iter()
            .partition(|(_, scope)| *scope == Recheck::All);
        let mut held = self.again(&records, reader)?;
        held.later.extend(whole.into_iter().map(|(place, _)| place));
        held.seq = seq;
        Ok(held)
    }

    /// Runs the rules that were left for later. The ledger's number stays: other rules know nothing of what came since.
    ///
    /// # Errors
    /// As [`Snapshot::read`].
    pub fn rest(&self, reader: &Reader<'_>) -> Result<Self> {
        let whole = self.later.iter().map(|place| (*place, Recheck::All));
        let mut held = self.again(&whole.collect::<Vec<_>>(), reader)?;
        held.later.clear();
        Ok(held)
    }

    fn again(&self, which: &[(usize, Recheck)], reader: &Reader<'_>) -> Result<Self> {
        let ran = which.iter().map(|(place, scope)| (*place, scope));
        let fresh = run_each(&self.watch, ran, reader)?;
        let looked = Looked::of(&self.watch, which);
        let old = self.troubles.iter();
        let old = old.filter(|(rule, _)| !looked.ran(rule)).cloned();
        let mut more = overflow::but(&self.more, &looked);
        more.extend(fresh.more);
        let findings = merged(&self.findings, &looked, fresh.findings);
        Ok(Self {
            findings: overflow::cap(findings, &mut more, overflow::MOST),
            more,
            snoozes: Snoozed::read(reader)?,
            troubles: old.chain(fresh.troubles).collect(),
            watch: self.watch.clone(),
            later: self.later.clone(),
            seq: self.seq,
            at: self.at,
        })
    }
}

/// Findings, what is beyond them, and the rules that could not be run, with the reason.
#[derive(Default)]
struct Ran {
    findings: Vec<Finding>,
    more: Vec<Overflow>,
    troubles: Vec<(String, Text)>,
}

/// Runs rules one by one: trouble with one of them does not hide what the others find.
fn run_each<'a>(
    watch: &Watch,
    which: impl Iterator<Item = (usize, &'a Recheck)>,
    reader: &Reader<'_>,
) -> Result<Ran> {
    let mut ran = Ran::default();
    for (place, scope) in which {
        match watch.run_most(place, scope, reader) {
            Ok((findings, more)) => {
                ran.findings.extend(findings);
                ran.more.extend(more);
            }
            Err(Error::Interrupted) => return Err(Error::Interrupted),
            Err(error) => {
                let name = watch.guards().get(place).map(Guard::name);
                ran.troubles.push((name.unwrap_or_default(), error.text()));
            }
        }
    }
    Ok(ran)
}

/// What was found before, but for the records that were looked at again, and what is found of those now.
fn merged(held: &[Finding], looked: &Looked, fresh: Vec<Finding>) -> Vec<Finding> {
    let stands = |f: &&Finding| looked.passed_by(&f.rule)(f.id);
    let mut all: Vec<Finding> = held.iter().filter(stands).cloned().collect();
    all.extend(fresh);
    sort(&mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::super::Severity;
    use super::*;

    fn finding(rule: &str, id: i64, severity: Severity, since: &str) -> Finding {
        Finding {
            rule: rule.into(),
            obligations: Vec::new(),
            register: "task".into(),
            id,
            number: None,
            title: String::new(),
            severity,
            since: Some(since.into()),
            due_at: None,
            missing: Vec::new(),
            message: String::new(),
            whose: None,
            rests_on: None,
        }
    }

    fn held() -> Vec<Finding> {
        vec![
            finding("task.late", 1, Severity::Overdue, "2026-11-01"),
            finding("task.late", 2, Severity::Overdue, "2026-11-02"),
            finding("task.owner", 1, Severity::Breach, "2026-11-01"),
        ]
    }

    fn told(all: &[Finding]) -> Vec<(&str, i64)> {
        all.iter().map(|f| (f.rule.as_str(), f.id)).collect()
    }

    #[test]
    fn only_the_records_that_were_looked_at_are_replaced() {
        let mut looked = Looked::default();
        looked.add("task.late".into(), &Recheck::Records(vec![1]));
        let all = merged(&held(), &looked, Vec::new());
        assert_eq!(told(&all), [("task.late", 2), ("task.owner", 1)]);
        let fresh = vec![finding("task.late", 1, Severity::Due, "2026-11-01")];
        let all = merged(&held(), &looked, fresh);
        let now = [("task.late", 2), ("task.owner", 1), ("task.late", 1)];
        assert_eq!(told(&all), now, "the most urgent first");
    }

    #[test]
    fn a_rule_that_ran_over_everything_is_replaced_as_a_whole() {
        let mut looked = Looked::default();
        looked.add("task.late".into(), &Recheck::All);
        let fresh = vec![finding("task.late", 9, Severity::Overdue, "2026-10-01")];
        let all = merged(&held(), &looked, fresh);
        assert_eq!(told(&all), [("task.late", 9), ("task.owner", 1)]);
    }

    #[test]
    fn what_nothing_touched_stays_as_it_is() {
        assert_eq!(merged(&held(), &Looked::default(), Vec::new()), held());
    }
}
