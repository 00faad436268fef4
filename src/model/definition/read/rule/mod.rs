//! Rules as the TOML writes them: fifteen kinds, read into the few tests of [`crate::model::form::rule`].

mod counted;
mod quantified;
mod when;

use strum::IntoEnumIterator;

use super::table::TomlTable;
use super::{check_id, flow};
use crate::model::expr::Lets;
use crate::model::fault::{Fault, Wrong};
use crate::model::form::rule::{OnSave, Rule, RuleKind, Test};
use crate::model::text::near::nearest;

use counted::{count_within, order, retain, run, total};
use quantified::{far, need};
use when::{coverage, deadline, notice, periods, rolling};

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
    let (named, test) = kind.map_or((None, None), |k| of_kind(&k, register));
    let named = named.unwrap_or(RuleKind::Require);
    let usual = if named.only_watches() {
        OnSave::Nothing
    } else {
        usual
    };
    let rule = Rule {
        id: id.value,
        clauses: t.words("clauses"),
        lets,
        kind: named,
        // What could not be read is a fault already; nothing more is to be said of it.
        test: test.unwrap_or_else(|| Test::Require {
            holds: t.made("yes", t.at.start),
            when: None,
        }),
        on_save: t.word("on_save").unwrap_or(usual),
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

fn of_kind(k: &TomlTable<'_>, register: &str) -> (Option<RuleKind>, Option<Test>) {
    let Some(named) = RuleKind::iter().find(|kind| k.has(kind.name())) else {
        let known = || RuleKind::iter().map(RuleKind::name);
        let near = k
            .keys()
            .find_map(|key| nearest(key, known()).first().copied());
        let fault = Fault::new(Wrong::UnknownRule, k.at.clone());
        k.fault(fault.near_or_known(near.as_slice(), known()));
        return (None, None);
    };
    let test = test(k, named, register);
    k.finish();
    (Some(named), test)
}

fn test(t: &TomlTable<'_>, kind: RuleKind, register: &str) -> Option<Test> {
    let when = t.formula("when");
    Some(match kind {
        RuleKind::Require => Test::Require {
            holds: t.formula("require")?,
            when,
        },
        RuleKind::Deadline => Test::Deadline(deadline(t, t.formula("deadline")?, when)?),
        RuleKind::Notice => Test::Deadline(notice(t, when)?),
        RuleKind::Coverage => Test::Coverage(coverage(t, when)?),
        RuleKind::NoOverlap => Test::NoOverlap {
            subject: t.words("no_overlap"),
            from: t.need_string("from").value,
            to: t.need_string("to").value,
            when: t.formula("while"),
        },
        RuleKind::Unique => Test::Unique {
            fields: t.words("unique"),
            when: t.formula("while"),
        },
        RuleKind::Every if t.has("period") => Test::Periods(periods(t, when)?),
        RuleKind::Every => Test::Deadline(rolling(t, when)?),
        RuleKind::Total => total(t, when)?,
        RuleKind::Run => run(t, when)?,
        RuleKind::CountWithin => count_within(t, register, when.as_ref())?,
        RuleKind::Order => order(t, when),
        RuleKind::Linked => Test::Require {
            holds: far(t, "linked", "some", None)?,
            when,
        },
        RuleKind::Retain => retain(t, when)?,
        RuleKind::Figure => Test::Figure {
            value: t.formula("figure")?,
            equals: need(t, "equals")?,
            off: t.formula("off"),
            when,
        },
        RuleKind::Differ => Test::Differ {
            fields: t.words("differ"),
            when,
        },
    })
}
