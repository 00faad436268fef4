//! Rules as the TOML writes them: fifteen kinds, read into the few tests of [`crate::model::form::rule`].

mod counted;
mod quantified;
mod when;

use super::table::TomlTable;
use super::{check_id, flow};
use crate::model::expr::Lets;
use crate::model::fault::{Fault, Wrong};
use crate::model::form::rule::{KINDS, OnSave, Rule, Test};
use crate::model::text::near::nearest;

use counted::{count_within, order, retain, run, total};
use quantified::{far, need};
use when::{coverage, deadline, notice, periods, rolling};

/// The kinds that only watch, because time decides them.
const WATCHING: [&str; 4] = ["deadline", "notice", "coverage", "every"];

/// A rule of a form: it stops a save unless it says otherwise, or is of a kind that only watches.
pub fn rule(t: TomlTable<'_>, register: &str) -> Rule {
    with_default(t, register, OnSave::Refuse)
}

/// A rule of the rulebook: it watches, and stops a save only where it says so.
pub fn watching(t: TomlTable<'_>, register: &str) -> Rule {
    with_default(t, register, OnSave::Nothing)
}

fn with_default(mut t: TomlTable<'_>, register: &str, usual: OnSave) -> Rule {
    let id = t.need_string("id");
    check_id(&t, &id);
    let lets = named(&mut t);
    t.need("kind");
    let kind = t.table("kind");
    // A deadline or a hole in a roster is nothing that a save could put right at once.
    let usual = match &kind {
        Some(kind) if WATCHING.into_iter().any(|n| kind.has(n)) => OnSave::Nothing,
        _ => usual,
    };
    let on_save = on_save(&t, usual);
    let (named, test) = kind.map_or((None, None), |k| of_kind(&k, register));
    let rule = Rule {
        id: id.value,
        clauses: t.words("clauses"),
        lets,
        kind: named.unwrap_or("require"),
        // What could not be read is a fault already; nothing more is to be said of it.
        test: test.unwrap_or_else(|| Test::Require {
            holds: t.made("yes", t.at.start),
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

/// The expressions to which the rule gives names; each may use those before it.
fn named(t: &mut TomlTable<'_>) -> Lets {
    let mut lets = Lets::default();
    for (name, text) in t.pairs("let") {
        check_id(t, &name);
        if let Some(formula) = t.read_formula(&text) {
            lets = lets.with(&name.value, formula);
            t.give_names(lets.clone());
        }
    }
    lets
}

fn on_save(t: &TomlTable<'_>, usual: OnSave) -> OnSave {
    let Some(word) = t.string("on_save") else {
        return usual;
    };
    match word.value.as_str() {
        "refuse" => OnSave::Refuse,
        "warn" => OnSave::Warn,
        "nothing" => OnSave::Nothing,
        _ => {
            t.not_one_of(Wrong::UnknownWord, &word, &["refuse", "warn", "nothing"]);
            usual
        }
    }
}

fn of_kind(k: &TomlTable<'_>, register: &str) -> (Option<&'static str>, Option<Test>) {
    let Some(named) = KINDS.into_iter().find(|n| k.has(n)) else {
        let near = k
            .keys()
            .find_map(|key| nearest(key, KINDS).first().copied());
        let fault = Fault::new(Wrong::UnknownRule, k.at.clone());
        k.fault(fault.near_or_known(near.as_slice(), KINDS));
        return (None, None);
    };
    let test = test(k, named, register);
    k.finish();
    (Some(named), test)
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
            subject: t.words("no_overlap"),
            from: t.need_string("from").value,
            to: t.need_string("to").value,
            when: t.formula("while"),
        },
        "unique" => Test::Unique {
            fields: t.words("unique"),
            when: t.formula("while"),
        },
        "every" if t.has("period") => Test::Periods(periods(t, when)?),
        "every" => Test::Deadline(rolling(t, when)?),
        "total" => total(t, when)?,
        "run" => run(t, when)?,
        "count_within" => count_within(t, register, when.as_ref())?,
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
            fields: t.words("differ"),
            when,
        },
    })
}
