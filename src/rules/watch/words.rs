//! From facts to findings: what the records are called and what the rule says of them, in the language of the look.

use std::collections::HashMap;

use crate::model::Lang;
use crate::model::form::rule::Test;
use crate::store::{Reader, RecordName, Result};

use super::finding::{Fact, Finding};
use super::{Guard, Severity, unknown};

/// The findings that facts of one rule make; of a record that is not there, none.
///
/// # Errors
/// Trouble with the file.
pub fn findings(guard: &Guard, facts: Vec<Fact>, reader: &Reader<'_>) -> Result<Vec<Finding>> {
    let mut wanted: Vec<i64> = facts.iter().map(|fact| fact.id).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let named = reader.named(&guard.rule, &guard.form, &wanted)?;
    let names: HashMap<i64, &RecordName> = named.iter().map(|n| (n.id, n)).collect();
    let worded = |fact: Fact| {
        let name = names.get(&fact.id)?;
        Some(finding(guard, fact, name, reader))
    };
    Ok(facts.into_iter().filter_map(worded).collect())
}

fn finding(guard: &Guard, fact: Fact, named: &RecordName, reader: &Reader<'_>) -> Finding {
    let due = fact.due_at.as_deref().unwrap_or("?").replace('T', " ");
    let message = named
        .said
        .replace("{due}", &due)
        .replace("{missing}", &missing(guard, &fact, reader.lang));
    let message = match fact.severity {
        Severity::Unknown => unknown::words(guard, fact.since.as_deref(), &message, reader),
        _ => message,
    };
    Finding {
        rule: guard.name(),
        obligations: guard.rule.clauses.clone(),
        register: guard.form.id.clone(),
        id: named.id,
        number: named.number.clone(),
        title: named.title.clone(),
        severity: fact.severity,
        since: fact.since,
        due_at: fact.due_at,
        missing: fact.missing,
        message,
        whose: fact.whose,
        rests_on: guard.open.clone(),
    }
}

/// What is missing, in words: a stretch, periods, or the day that it is about.
fn missing(guard: &Guard, fact: &Fact, lang: Lang) -> String {
    let edge = |at: &Option<String>| at.as_deref().unwrap_or_default().replace('T', " ");
    match (&guard.rule.test, fact.severity) {
        (Test::Coverage(_), _) => format!("{} – {}", edge(&fact.since), edge(&fact.due_at)),
        (Test::Periods(_), Severity::Unknown) => edge(&fact.since),
        (Test::Periods(_), _) if fact.missing.is_empty() => edge(&fact.due_at),
        (Test::Periods(_), _) => in_short(&fact.missing, lang),
        _ => String::new(),
    }
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
