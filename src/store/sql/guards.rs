//! What the file itself holds of a form: indexes, what stands once, what never overlaps, and that nothing is deleted.
//! All of it can be dropped and made again at any time. Pure.

use std::collections::BTreeSet;

use crate::model::Catalog;
use crate::model::expr::Formula;
use crate::model::form::Form;
use crate::model::form::field::Field;
use crate::model::form::kind::{Kind, KindWord};
use crate::model::form::rule::{Rule, Test};

use super::dialect::{Dialect, Refusal};
use super::expr::Emit;
use super::names::quote;

/// Indexes and triggers: they can be dropped and made again at any time.
pub fn guards(dialect: &dyn Dialect, form: &Form, catalog: &Catalog) -> Vec<String> {
    let mut sql = indexes(form);
    sql.extend(uniques(dialect, form, catalog));
    sql.extend(overlaps(dialect, form, catalog));
    sql.push(dialect.keep_rows(
        &format!("tg_{}#kept", form.id),
        &quote(&form.id),
        &format!("delete:{}", form.id),
    ));
    sql
}

/// How well the index of a field tells records apart, best first; `None` where it has no index of its own.
pub fn selective(field: &Field) -> Option<u8> {
    if !field.is_stored() {
        return None;
    }
    let listed = [
        (KindWord::Moment, 0),
        (KindWord::Text, 1),
        (KindWord::Date, 2),
    ];
    let rank = listed.iter().find(|(word, _)| *word == field.kind.word());
    match rank.filter(|_| field.listed.is_some()) {
        Some((_, rank)) => Some(*rank),
        None if field.kind.target().is_some() => Some(3),
        None => field.indexed.then_some(2),
    }
}

fn indexes(form: &Form) -> Vec<String> {
    let table = quote(&form.id);
    let wanted = |f: &&Field| selective(f).is_some();
    let mut sql: Vec<String> = form
        .fields
        .iter()
        .filter(wanted)
        .map(|f| {
            format!(
                "CREATE INDEX {} ON {table}({}, \"id\")",
                quote(&format!("ix_{}.{}", form.id, f.id)),
                quote(&f.id)
            )
        })
        .collect();
    for field in form.fields.iter().filter(|f| !f.index_with.is_empty()) {
        let columns: Vec<String> = field.index_with.iter().map(|f| quote(f)).collect();
        sql.push(format!(
            "CREATE INDEX {} ON {table}({}, {})",
            quote(&format!("ix_{}.{}+", form.id, field.id)),
            quote(&field.id),
            columns.join(", ")
        ));
    }
    if !form.states.is_empty() {
        sql.push(format!(
            "CREATE INDEX {} ON {table}(\"state\", \"id\")",
            quote(&format!("ix_{}#state", form.id))
        ));
    }
    sql
}

/// What stands once: numbers, natural keys, unique fields and unique rules, among records that are not void.
fn uniques(dialect: &dyn Dialect, form: &Form, catalog: &Catalog) -> Vec<String> {
    let table = quote(&form.id);
    let mut sql = vec![format!(
        "CREATE UNIQUE INDEX {} ON {table}(\"number\") WHERE \"number\" IS NOT NULL",
        quote(&format!("ux_{}#number", form.id))
    )];
    if !form.key.is_empty() {
        sql.push(format!(
            "CREATE UNIQUE INDEX {} ON {table}({}) WHERE \"void_at\" IS NULL",
            quote(&format!("ux_{}#key", form.id)),
            key_columns(form)
        ));
    }
    for field in form
        .fields
        .iter()
        .filter(|f| f.unique && form.key != [f.id.as_str()])
    {
        sql.push(format!(
            "CREATE UNIQUE INDEX {} ON {table}({}) WHERE \"void_at\" IS NULL",
            quote(&format!("ux_{}.{}", form.id, field.id)),
            quote(&field.id)
        ));
    }
    for rule in &form.rules {
        if let Test::Unique { fields, when } = &rule.test {
            let columns: Vec<String> = fields.iter().map(|f| quote(f)).collect();
            sql.push(format!(
                "CREATE UNIQUE INDEX {} ON {table}({}) WHERE {}",
                quote(&format!("ux_{}:{}", form.id, rule.id)),
                columns.join(", "),
                live(dialect, form, catalog, "", when.as_ref())
            ));
        }
    }
    sql
}

/// The natural key as index columns: an empty part equals an empty part, which NULL alone would not.
pub fn key_columns(form: &Form) -> String {
    form.key
        .iter()
        .map(|k| format!("coalesce({}, '')", quote(k)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The condition under which a record counts: not void, and what the rule says.
pub fn live(
    dialect: &dyn Dialect,
    form: &Form,
    catalog: &Catalog,
    alias: &str,
    when: Option<&Formula>,
) -> String {
    let dot = if alias.is_empty() {
        String::new()
    } else {
        format!("{alias}.")
    };
    let mut sql = format!("{dot}\"void_at\" IS NULL");
    if let Some(when) = when {
        sql += &format!(
            " AND {}",
            Emit::new(dialect, form, catalog, alias).expr(when.root())
        );
    }
    sql
}

/// Because the intervals that are there never overlap, the one that starts last before the new one's end
/// is the only one that can: a look into the index instead of a walk through the subject's history.
/// What has no end, or ends before it begins, is no interval and takes no part.
fn overlaps(dialect: &dyn Dialect, form: &Form, catalog: &Catalog) -> Vec<String> {
    let mut sql = Vec::new();
    for rule in &form.rules {
        let Test::NoOverlap {
            subject,
            from: from_id,
            to: to_id,
            when,
        } = &rule.test
        else {
            continue;
        };
        let table = quote(&form.id);
        let (from, to) = (quote(from_id), quote(to_id));
        let subjects: Vec<String> = subject.iter().map(|s| quote(s)).collect();
        let columns = subjects
            .iter()
            .chain([&from, &to])
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        sql.push(format!(
            "CREATE INDEX {} ON {table}({columns}) WHERE {}",
            quote(&format!("ix_{}:{}", form.id, rule.id)),
            live(dialect, form, catalog, "", when.as_ref())
        ));
        // Without a subject the whole register is one.
        let same: Vec<String> = std::iter::once(dialect.yes_no(true).to_owned())
            .chain(subjects.iter().map(|s| format!("o.{s} = NEW.{s}")))
            .collect();
        let clash = format!(
            "SELECT o.\"id\" AS \"id\", o.{to} AS \"until\" FROM {table} AS o WHERE {} AND {} AND o.{from} < NEW.{to} \
             AND o.{from} < o.{to} AND o.\"id\" <> NEW.\"id\" ORDER BY o.{from} DESC LIMIT 1",
            same.join(" AND "),
            live(dialect, form, catalog, "o", when.as_ref())
        );
        let mut names: Vec<String> = subject.clone();
        names.extend([from_id.clone(), to_id.clone()]);
        names.extend(when.iter().flat_map(|w| w.root().names()));
        let watched: Vec<String> = behind(form, names).iter().map(|name| quote(name)).collect();
        let refusal = Refusal {
            watched: &watched,
            counts: &live(dialect, form, catalog, "NEW", when.as_ref()),
            look: &clash,
            against: &format!("\"until\" > NEW.{from}"),
            tag: &format!("{OVERLAP}{}", rule.id),
        };
        let guard = format!("tg_{}:{}", form.id, rule.id);
        sql.extend(dialect.refuse_rows(&guard, &table, &refusal));
    }
    sql
}

/// How the tags of guards against overlaps begin; the rule follows.
const OVERLAP: &str = "overlap:";

/// The rule against overlaps whose guard says a tag.
pub fn overlap_of(tag: &str) -> Option<&str> {
    tag.strip_prefix(OVERLAP)
}

/// The written columns that names rest on: what a computed field is worked out from, the state behind its field.
fn behind(form: &Form, names: Vec<String>) -> BTreeSet<String> {
    let mut columns = BTreeSet::from(["state".to_owned(), "void_at".to_owned()]);
    let mut left = names;
    let mut seen = BTreeSet::new();
    while let Some(name) = left.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        match form.field(&name).map(|f| &f.kind) {
            Some(Kind::Computed(c)) => left.extend(c.formula.root().names()),
            Some(Kind::State) => {}
            Some(_) | None => {
                columns.insert(name);
            }
        }
    }
    columns
}

/// For each rule against overlaps, a look for records that break it already.
pub fn overlapping<'f>(
    dialect: &dyn Dialect,
    form: &'f Form,
    catalog: &Catalog,
) -> Vec<(&'f Rule, String)> {
    let look = |rule: &'f Rule| {
        let Test::NoOverlap {
            subject,
            from,
            to,
            when,
        } = &rule.test
        else {
            return None;
        };
        let (from, to) = (quote(from), quote(to));
        let subjects: Vec<String> = subject.iter().map(|s| quote(s)).collect();
        let known: String = subjects
            .iter()
            .map(|s| format!(" AND {s} IS NOT NULL"))
            .collect();
        let apart = subjects.join(", ");
        let apart = if apart.is_empty() {
            String::new()
        } else {
            format!("PARTITION BY {apart} ")
        };
        let sql = format!(
            "SELECT 1 FROM (SELECT {from} AS begins, lag({to}) OVER ({apart}ORDER BY {from}, {to}) AS before FROM {} \
             WHERE {} AND {from} < {to}{known}) WHERE begins < before",
            quote(&form.id),
            live(dialect, form, catalog, "", when.as_ref())
        );
        Some((rule, sql))
    };
    form.rules.iter().filter_map(look).collect()
}
