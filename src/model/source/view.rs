//! Views and rules as the TOML writes them.

use super::reader::Table;
use super::{check_id, not_one_of};
use crate::model::expr::Formula;
use crate::model::rule::{OnSave, Rule, RuleKind};
use crate::model::view::{Heading, Sort, View};

pub fn view(t: &Table<'_>) -> View {
    let id = t.need_string("id");
    check_id(t, &id);
    if let Some(kind) = t.string("kind").filter(|k| k.value != "table") {
        not_one_of(t, "F04", kind.at, &kind.value, &["table"]);
    }
    let today = t.string("today").and_then(|word| {
        let heading = Heading::read(&word.value);
        if heading.is_none() {
            not_one_of(
                t,
                "F04",
                word.at,
                &word.value,
                &Heading::ALL.map(Heading::name),
            );
        }
        heading
    });
    let view = View {
        id: id.value,
        label: t.need_text("label"),
        filter: t.formula("where"),
        columns: t.strings("columns").into_iter().map(|s| s.value).collect(),
        sort: sort(t),
        today,
        since: t.string("since").map(|s| s.value),
    };
    t.finish();
    view
}

fn sort(t: &Table<'_>) -> Option<Sort> {
    let mut sorts = t.strings("sort").into_iter().map(|s| {
        let sort = Sort::read(&s.value);
        if sort.is_none() {
            t.faults.add(
                "F09",
                s.at,
                "an order is written field, field:asc or field:desc",
            );
        }
        sort
    });
    sorts.next().flatten()
}

pub fn rule(t: &Table<'_>) -> Rule {
    let id = t.need_string("id");
    check_id(t, &id);
    t.need("kind");
    let on_save = t.string("on_save");
    let rule = Rule {
        id: id.value,
        clauses: t.strings("clauses").into_iter().map(|s| s.value).collect(),
        kind: t.table("kind").map_or_else(no_rule, |k| kind(&k)),
        on_save: match on_save.as_ref().map(|s| s.value.as_str()) {
            None | Some("refuse") => OnSave::Refuse,
            Some("warn") => OnSave::Warn,
            Some("nothing") => OnSave::Nothing,
            Some(other) => {
                let at = on_save.as_ref().map_or(t.at.clone(), |s| s.at.clone());
                not_one_of(t, "F04", at, other, &["refuse", "warn", "nothing"]);
                OnSave::Refuse
            }
        },
        say: t.need_text("say"),
    };
    t.finish();
    rule
}

fn no_rule() -> RuleKind {
    RuleKind::Differ { fields: Vec::new() }
}

fn kind(t: &Table<'_>) -> RuleKind {
    let words = |key| t.strings(key).into_iter().map(|s| s.value).collect();
    let kind = if t.has("require") {
        match t.formula("require") {
            Some(holds) => RuleKind::Require {
                holds,
                when: t.formula("when"),
            },
            None => no_rule(),
        }
    } else if t.has("differ") {
        RuleKind::Differ {
            fields: words("differ"),
        }
    } else if t.has("unique") {
        RuleKind::Unique {
            fields: words("unique"),
            when: while_(t),
        }
    } else if t.has("no_overlap") {
        RuleKind::NoOverlap {
            subject: words("no_overlap"),
            from: t.need_string("from").value,
            to: t.need_string("to").value,
            when: while_(t),
        }
    } else {
        t.faults.hint(
            "F15",
            t.at.clone(),
            "this kind of rule is not known",
            "require, differ, unique or no_overlap",
        );
        no_rule()
    };
    t.finish();
    kind
}

/// The condition under which a record takes part in a rule that the file holds.
fn while_(t: &Table<'_>) -> Option<Formula> {
    t.formula("while")
}
