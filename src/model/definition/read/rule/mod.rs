//! Rules as the TOML writes them: fifteen kinds, read into the few tests of [`crate::model::form::rule`].

mod counted;
mod quantified;
mod when;

use super::table::TomlTable;
use super::{check_id, flow, not_one_of};
use crate::model::expr::Formula;
use crate::model::form::rule::{OnSave, Rule, Test};
use crate::model::text::near::nearest;

use counted::{count_within, order, retain, run, total};
use quantified::{far, need, words};
use when::{coverage, deadline, notice, periods, rolling};

/// The words that a kind is written with.
pub const KINDS: [&str; 15] = [
    "require",
    "deadline",
    "notice",
    "coverage",
    "no_overlap",
    "every",
    "total",
    "run",
    "count_within",
    "order",
    "unique",
    "linked",
    "retain",
    "differ",
    "figure",
];

/// The kinds that only watch, because time decides them.
const WATCHING: [&str; 4] = ["deadline", "notice", "coverage", "every"];

/// A rule of a form: it stops a save unless it says otherwise, or is of a kind that only watches.
pub fn rule(t: &TomlTable<'_>, register: &str) -> Rule {
    with_default(t, register, OnSave::Refuse)
}

/// A rule of the rulebook: it watches, and stops a save only where it says so.
pub fn watching(t: &TomlTable<'_>, register: &str) -> Rule {
    with_default(t, register, OnSave::Nothing)
}

fn with_default(t: &TomlTable<'_>, register: &str, usual: OnSave) -> Rule {
    let id = t.need_string("id");
    check_id(t, &id);
    t.need("kind");
    let word = t.string("on_save");
    // A deadline or a hole in a roster is nothing that a save could put right at once.
    let usual = match t.table("kind") {
        Some(kind) if WATCHING.into_iter().any(|n| kind.has(n)) => OnSave::Nothing,
        _ => usual,
    };
    let on_save = match word.as_ref().map(|s| s.value.as_str()) {
        None => usual,
        Some("refuse") => OnSave::Refuse,
        Some("warn") => OnSave::Warn,
        Some("nothing") => OnSave::Nothing,
        Some(other) => {
            let at = word.as_ref().map_or(t.at.clone(), |s| s.at.clone());
            not_one_of(t, "F04", at, other, &["refuse", "warn", "nothing"]);
            usual
        }
    };
    let kind = t.table("kind");
    let named = kind
        .as_ref()
        .and_then(|k| KINDS.into_iter().find(|n| k.has(n)));
    let test = kind.and_then(|k| {
        let test = named.and_then(|named| test(&k, named, register));
        if named.is_none() {
            let near = k
                .keys()
                .find_map(|key| nearest(key, KINDS).first().copied());
            let hint =
                near.map_or_else(|| KINDS.join(", "), |near| format!("did you mean {near}?"));
            t.faults
                .hint("F15", k.at.clone(), "this kind of rule is not known", hint);
            return None;
        }
        k.finish();
        test
    });
    let rule = Rule {
        id: id.value,
        clauses: t.strings("clauses").into_iter().map(|s| s.value).collect(),
        kind: named.unwrap_or("require"),
        // What could not be read is a fault already; nothing more is to be said of it.
        test: test.unwrap_or_else(|| Test::Require {
            holds: Formula::trusted("yes", t.at.start),
            when: None,
        }),
        on_save,
        say: t.need_text("say"),
        help: t.text("help").unwrap_or_default(),
        since: t.formula("since"),
        whose: t.string("whose").map(|s| s.value),
        advisory: t.flag("advisory").unwrap_or(false),
        cure: t.table("cure").map(|c| flow::creates(&c)),
    };
    t.finish();
    rule
}

fn test(t: &TomlTable<'_>, kind: &'static str, register: &str) -> Option<Test> {
    let when = t.formula("when");
    Some(match kind {
        "require" => Test::Require {
            holds: t.formula("require")?,
            when,
        },
        "deadline" => Test::Deadline(deadline(t, t.formula("deadline")?, when)?),
        "notice" => Test::Deadline(notice(t, when)?),
        "coverage" => Test::Coverage(coverage(t, when)?),
        "no_overlap" => Test::NoOverlap {
            subject: words(t, "no_overlap"),
            from: t.need_string("from").value,
            to: t.need_string("to").value,
            when: t.formula("while"),
        },
        "unique" => Test::Unique {
            fields: words(t, "unique"),
            when: t.formula("while"),
        },
        "every" if t.has("period") => Test::Periods(periods(t, when)?),
        "every" => Test::Deadline(rolling(t, when)?),
        "total" => total(t, when)?,
        "run" => run(t, when)?,
        "count_within" => count_within(t, register, when)?,
        "order" => order(t, when),
        "linked" => {
            let there = far(t, "linked", "some", None)?;
            Test::Require { holds: there, when }
        }
        "retain" => retain(t, when)?,
        "figure" => Test::Figure {
            value: t.formula("figure")?,
            equals: need(t, "equals")?,
            off: t.formula("off"),
            when,
        },
        _ => Test::Differ {
            fields: words(t, "differ"),
            when,
        },
    })
}
