//! From what a statement gives to facts: holes and periods named. What is said of them is fetched for those alone.

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::form::rule::Test;
use crate::model::value::{DATE, MOMENT};
use crate::store::{Reader, Result, RuleRow};

use super::Severity;
use super::finding::{Fact, Finding};
use super::overflow::{self, Overflow};
use super::periods::{Asked, Missing, days, missing};
use super::{Guard, gaps, words};

/// Runs one rule; of more than `most` findings the most urgent, the rest is counted and nothing is fetched for it.
pub fn evaluate(
    guard: &Guard,
    reader: &Reader<'_>,
    ahead: &str,
    ids: Option<&[i64]>,
    most: usize,
) -> Result<(Vec<Finding>, Vec<Overflow>)> {
    let raw = reader.watch(&guard.rule, &guard.form, &guard.realm, ahead, ids)?;
    let mut facts = Vec::new();
    for row in raw {
        match &guard.rule.test {
            Test::Periods(_) => facts.extend(by_period(guard, &row, reader, ahead)),
            Test::Coverage(_) => facts.extend(by_gap(guard, &row)),
            _ => facts.extend(plain(row)),
        }
    }
    for fact in &mut facts {
        fact.severity = urgency(guard, fact.severity);
    }
    let more = beyond(guard, &mut facts, most);
    Ok((words::findings(guard, facts, reader)?, more))
}

/// Takes away what is too much, in the order of [`super::sort`], and counts it.
fn beyond(guard: &Guard, facts: &mut Vec<Fact>, most: usize) -> Vec<Overflow> {
    if facts.len() <= most {
        return Vec::new();
    }
    facts.sort_by(|a, b| {
        let key = |f: &Fact| (f.severity, f.day().is_none());
        let rest = || (a.id, &a.since).cmp(&(b.id, &b.since));
        key(a)
            .cmp(&key(b))
            .then(a.day().cmp(&b.day()))
            .then_with(rest)
    });
    let rest = facts.drain(most..);
    overflow::of(guard, rest.map(|f| (f.severity, f.whose, f.id)))
}

/// How urgent something is where the rule only advises, or rests on a figure that nobody has set.
fn urgency(guard: &Guard, severity: Severity) -> Severity {
    if severity != Severity::Unknown && (guard.rule.advisory || guard.open.is_some()) {
        Severity::Advisory
    } else {
        severity
    }
}

fn plain(row: RuleRow) -> Option<Fact> {
    Some(Fact {
        id: row.id,
        severity: row.severity?,
        since: row.since,
        due_at: row.due,
        missing: Vec::new(),
        whose: row.whose,
    })
}

fn by_gap(guard: &Guard, row: &RuleRow) -> Vec<Fact> {
    let edge = |text: &Option<String>| text.as_deref().and_then(gaps::moment);
    let (Some(after), Some(until)) = (edge(&row.since), edge(&row.due)) else {
        return Vec::new();
    };
    let force = gaps::moment(&guard.realm.since).unwrap_or(after);
    let spans = gaps::spans(row.list.as_deref().unwrap_or_default());
    let write = |at: NaiveDateTime| at.format(MOMENT).to_string();
    let holes = gaps::gaps(spans, after.max(force), until);
    let fact = |(from, to)| Fact {
        id: row.id,
        severity: Severity::Gap,
        since: Some(write(from)),
        due_at: Some(write(to)),
        missing: Vec::new(),
        whose: row.whose,
    };
    holes.into_iter().map(fact).collect()
}

fn by_period(guard: &Guard, row: &RuleRow, reader: &Reader<'_>, ahead: &str) -> Vec<Fact> {
    let Test::Periods(periods) = &guard.rule.test else {
        return Vec::new();
    };
    let read = |text: &str| NaiveDate::parse_from_str(text.get(..10)?, DATE).ok();
    let force = read(&guard.realm.since).unwrap_or(NaiveDate::MIN);
    let start = row
        .since
        .as_deref()
        .and_then(read)
        .unwrap_or(NaiveDate::MIN);
    let today = reader.stamp.now.date();
    let asked = Asked {
        period: periods.period,
        reach: periods.reach,
        grace: row.grace,
        start: start.max(force),
        today,
    };
    let done = days(row.list.as_deref().unwrap_or_default());
    let Missing {
        names,
        since,
        due,
        began,
        unknown,
    } = missing(asked, &done, &reader.calendar());
    let write = |day: NaiveDate| day.format(DATE).to_string();
    let near =
        due.filter(|due| (*due - today).num_days() <= 3 || read(ahead).is_some_and(|a| *due <= a));
    let fact = |severity, since: Option<NaiveDate>, due: Option<NaiveDate>, missing| Fact {
        id: row.id,
        severity,
        since: since.map(write),
        due_at: due.map(write),
        missing,
        whose: row.whose,
    };
    let mut out = Vec::new();
    if !names.is_empty() {
        out.push(fact(Severity::Gap, since, None, names));
    } else if let (Some(due), None) = (near, unknown) {
        out.push(fact(Severity::Due, Some(began), Some(due), Vec::new()));
    }
    // What is missing for certain does not hide that other days cannot be told.
    out.extend(unknown.map(|day| fact(Severity::Unknown, Some(day), None, Vec::new())));
    out
}
