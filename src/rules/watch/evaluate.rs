//! From what a statement gives to findings: holes and periods named, titles and words fetched for those alone.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::Lang;
use crate::model::form::rule::{Rule, Test};
use crate::model::value::{DATE, MOMENT};
use crate::store::{Reader, RecordName, Result, RuleRow};

use super::Severity;
use super::finding::Finding;
use super::overflow::{self, Overflow};
use super::periods::{Asked, Missing, days, missing};
use super::{Guard, gaps, unknown};

/// One thing to be said of a record.
struct Said {
    id: i64,
    severity: Severity,
    since: Option<String>,
    due: Option<String>,
    missing: String,
    whose: Option<i64>,
}

/// Runs one rule; of more than `most` findings the most urgent, the rest is counted and nothing is fetched for it.
pub fn evaluate(
    guard: &Guard,
    reader: &Reader<'_>,
    ahead: &str,
    ids: Option<&[i64]>,
    most: usize,
) -> Result<(Vec<Finding>, Vec<Overflow>)> {
    let rule = &*guard.rule;
    let raw = reader.watch(rule, &guard.form, &guard.realm, ahead, ids)?;
    let mut said = Vec::new();
    for row in raw {
        match &rule.test {
            Test::Periods(_) => said.extend(by_period(guard, &row, reader, ahead)),
            Test::Coverage(_) => said.extend(by_gap(guard, &row)),
            _ => said.extend(plain(row)),
        }
    }
    let more = beyond(guard, &mut said, most);
    let mut wanted: Vec<i64> = said.iter().map(|s| s.id).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok((Vec::new(), more));
    }
    let named = reader.named(rule, &guard.form, &wanted)?;
    let names: HashMap<i64, &RecordName> = named.iter().map(|n| (n.id, n)).collect();
    let found = said
        .into_iter()
        .filter_map(|s| Some(finding(guard, reader, names.get(&s.id)?, s)));
    Ok((found.collect(), more))
}

/// Takes away what is too much, in the order of [`super::sort`], and counts it.
fn beyond(guard: &Guard, said: &mut Vec<Said>, most: usize) -> Vec<Overflow> {
    if said.len() <= most {
        return Vec::new();
    }
    said.sort_by(|a, b| {
        let day = |s: &Said| s.due.as_ref().or(s.since.as_ref()).is_none();
        let key = |s: &Said| (urgency(guard, s.severity), day(s));
        let days = (a.due.as_ref().or(a.since.as_ref())).cmp(&b.due.as_ref().or(b.since.as_ref()));
        let rest = || (a.id, &a.since).cmp(&(b.id, &b.since));
        key(a).cmp(&key(b)).then(days).then_with(rest)
    });
    let rest = said.drain(most..);
    overflow::of(
        guard,
        rest.map(|s| (urgency(guard, s.severity), s.whose, s.id)),
    )
}

/// How urgent something is where the rule only advises, or rests on a figure that nobody has set.
fn urgency(guard: &Guard, severity: Severity) -> Severity {
    if severity != Severity::Unknown && (guard.rule.advisory || guard.open.is_some()) {
        Severity::Advisory
    } else {
        severity
    }
}

fn plain(row: RuleRow) -> Option<Said> {
    Some(Said {
        id: row.id,
        severity: row.severity?,
        since: row.since,
        due: row.due,
        missing: String::new(),
        whose: row.whose,
    })
}

fn by_gap(guard: &Guard, row: &RuleRow) -> Vec<Said> {
    let edge = |text: &Option<String>| text.as_deref().and_then(gaps::moment);
    let (Some(after), Some(until)) = (edge(&row.since), edge(&row.due)) else {
        return Vec::new();
    };
    let force = gaps::moment(&guard.realm.since).unwrap_or(after);
    let spans = gaps::spans(row.list.as_deref().unwrap_or_default());
    let write = |at: NaiveDateTime| at.format(MOMENT).to_string();
    let holes = gaps::gaps(spans, after.max(force), until);
    let said = |(from, to)| Said {
        id: row.id,
        severity: Severity::Gap,
        since: Some(write(from)),
        due: Some(write(to)),
        missing: format!(
            "{} – {}",
            write(from).replace('T', " "),
            write(to).replace('T', " ")
        ),
        whose: row.whose,
    };
    holes.into_iter().map(said).collect()
}

fn by_period(guard: &Guard, row: &RuleRow, reader: &Reader<'_>, ahead: &str) -> Vec<Said> {
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
    let said = |severity, since: Option<NaiveDate>, due: Option<NaiveDate>, missing| Said {
        id: row.id,
        severity,
        since: since.map(write),
        due: due.map(write),
        missing,
        whose: row.whose,
    };
    let mut out = Vec::new();
    if !names.is_empty() {
        out.push(said(
            Severity::Gap,
            since,
            None,
            in_short(&names, reader.lang),
        ));
    } else if let (Some(due), None) = (near, unknown) {
        out.push(said(Severity::Due, Some(began), Some(due), write(due)));
    }
    // What is missing for certain does not hide that other days cannot be told.
    out.extend(unknown.map(|day| said(Severity::Unknown, Some(day), None, write(day))));
    out
}

/// Periods that are named in a row of a list; of more, the first ones and how many.
const NAMED: usize = 12;

fn in_short(names: &[String], lang: Lang) -> String {
    let (between, counted) = match lang {
        Lang::Zh => ("、", ["…（", "）"]),
        Lang::En => (", ", [" … (", ")"]),
    };
    match names.get(..NAMED) {
        Some(first) if names.len() > NAMED => {
            let [opens, closes] = counted;
            format!("{}{opens}{}{closes}", first.join(between), names.len())
        }
        _ => names.join(between),
    }
}

fn finding(guard: &Guard, reader: &Reader<'_>, named: &RecordName, said: Said) -> Finding {
    let rule: &Rule = &guard.rule;
    let due = said.due.as_deref().unwrap_or("?").replace('T', " ");
    let message = named
        .said
        .replace("{due}", &due)
        .replace("{missing}", &said.missing);
    let message = match said.severity {
        Severity::Unknown => unknown::words(guard, said.since.as_deref(), &message, reader),
        _ => message,
    };
    Finding {
        rule: guard.name(),
        obligations: rule.clauses.clone(),
        register: guard.form.id.clone(),
        id: named.id,
        number: named.number.clone(),
        title: named.title.clone(),
        severity: urgency(guard, said.severity),
        since: said.since,
        due_at: said.due,
        message,
        whose: said.whose,
        rests_on: guard.open.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_listed_in_the_marks_of_the_language() {
        let names: Vec<String> = (1..=2).map(|n| format!("2026-0{n}")).collect();
        assert_eq!(in_short(&names, Lang::Zh), "2026-01、2026-02");
        assert_eq!(in_short(&names, Lang::En), "2026-01, 2026-02");
        let many: Vec<String> = (1..=14).map(|n| n.to_string()).collect();
        assert!(in_short(&many, Lang::Zh).ends_with("12…（14）"));
        assert!(in_short(&many, Lang::En).ends_with("12 … (14)"));
    }
}
