//! From a form to the statements that make its table, indexes, triggers and search table. Pure.
//!
//! What the file itself must hold it enforces here: unique, no overlap, nothing deleted. Required fields
//! and ranges are not in the table: SQLite would have to rebuild it to change them.

use std::collections::BTreeSet;

use crate::model::form::Form;
use crate::model::form::field::Field;
use crate::model::form::kind::{Kind, Storage};
use crate::model::form::rule::{Rule, Test};
use crate::model::{Catalog, expr::Formula};

use super::expr::{Emit, is_generated};
use super::names::{literal, quote, search_table};

/// Everything that makes a register in an empty file.
pub fn create(form: &Form, catalog: &Catalog) -> Vec<String> {
    let mut sql = vec![table(form, catalog)];
    sql.extend(
        form.child_tables()
            .flat_map(|(field, lines)| child(form, &field.id, lines)),
    );
    sql.push(search(form));
    sql.extend(guards(form, catalog));
    sql
}

fn table(form: &Form, catalog: &Catalog) -> String {
    let mut columns = vec![
        "\"id\" INTEGER PRIMARY KEY".to_owned(),
        "\"number\" TEXT".into(),
        "\"rev\" INTEGER NOT NULL".into(),
        "\"state\" TEXT".into(),
        "\"created_at\" TEXT NOT NULL".into(),
        "\"created_by\" TEXT NOT NULL".into(),
        "\"updated_at\" TEXT NOT NULL".into(),
        "\"updated_by\" TEXT NOT NULL".into(),
        "\"void_at\" TEXT".into(),
        "\"void_reason\" TEXT".into(),
    ];
    columns.extend(form.fields.iter().filter_map(|f| column(f, form, catalog)));
    format!(
        "CREATE TABLE {} (\n  {}\n) STRICT",
        quote(&form.id),
        columns.join(",\n  ")
    )
}

/// The definition of a field's column, where it has one.
pub fn column(field: &Field, form: &Form, catalog: &Catalog) -> Option<String> {
    let name = quote(&field.id);
    let ty = type_of(field.kind.shown());
    if let Some(target) = field.kind.target() {
        return Some(format!("{name} {ty} REFERENCES {}(\"id\")", quote(target)));
    }
    match &field.kind {
        Kind::State => Some(format!(
            "{name} TEXT GENERATED ALWAYS AS (\"state\") VIRTUAL"
        )),
        Kind::Computed(c) if is_generated(field) => {
            let value = Emit::new(form, catalog, "").for_draft().stored(field);
            debug_assert!(c.formula.root().is_local());
            Some(format!("{name} {ty} GENERATED ALWAYS AS ({value}) VIRTUAL"))
        }
        kind if kind.storage() != Storage::None => Some(format!("{name} {ty}")),
        _ => None,
    }
}

fn type_of(kind: &Kind) -> &'static str {
    match kind.storage() {
        Storage::Integer => "INTEGER",
        Storage::Text | Storage::None => "TEXT",
    }
}

/// The table of a field's lines.
pub fn child(form: &Form, field: &str, lines: &[Field]) -> Vec<String> {
    let table = quote(&form.child_table(field));
    let mut columns = vec![
        "\"id\" INTEGER PRIMARY KEY".to_owned(),
        format!(
            "\"parent\" INTEGER NOT NULL REFERENCES {}(\"id\")",
            quote(&form.id)
        ),
        "\"line\" INTEGER NOT NULL".into(),
    ];
    columns.extend(lines.iter().map(child_column));
    vec![
        format!(
            "CREATE TABLE {table} (\n  {}\n) STRICT",
            columns.join(",\n  ")
        ),
        index_of_lines(form, field),
    ]
}

/// The name of the index over a field's lines.
pub fn lines_index(form: &Form, field: &str) -> String {
    format!("ix_{}.{field}#lines", form.id)
}

/// The index by which the lines of one record are found in order.
pub fn index_of_lines(form: &Form, field: &str) -> String {
    format!(
        "CREATE INDEX {} ON {}(\"parent\", \"line\")",
        quote(&lines_index(form, field)),
        quote(&form.child_table(field))
    )
}

pub fn child_column(line: &Field) -> String {
    let reference = line
        .kind
        .target()
        .map(|t| format!(" REFERENCES {}(\"id\")", quote(t)))
        .unwrap_or_default();
    format!("{} {}{reference}", quote(&line.id), type_of(&line.kind))
}

/// Contentless: the words are in the register already. `t` holds words, `pi` initials, `py` full pinyin.
fn search(form: &Form) -> String {
    format!(
        "CREATE VIRTUAL TABLE {} USING fts5(t, pi, py, content='', contentless_delete=1, tokenize='unicode61')",
        quote(&search_table(&form.id))
    )
}

/// Indexes and triggers: they can be dropped and made again at any time.
pub fn guards(form: &Form, catalog: &Catalog) -> Vec<String> {
    let mut sql = indexes(form);
    sql.extend(uniques(form, catalog));
    sql.extend(overlaps(form, catalog));
    sql.push(format!(
        "CREATE TRIGGER {} BEFORE DELETE ON {} BEGIN SELECT RAISE(ABORT, 'delete:{}'); END",
        quote(&format!("tg_{}#kept", form.id)),
        quote(&form.id),
        form.id
    ));
    sql
}

/// How well the index of a field tells records apart, best first; `None` where it has no index of its own.
pub fn selective(field: &Field) -> Option<u8> {
    let listed = field.listed.is_some() && field.is_stored();
    match field.kind {
        Kind::Moment if listed => Some(0),
        Kind::Text if listed => Some(1),
        Kind::Date if listed => Some(2),
        Kind::Reference(_) => Some(3),
        _ if field.indexed && field.is_stored() => Some(2),
        _ => None,
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
fn uniques(form: &Form, catalog: &Catalog) -> Vec<String> {
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
                live(form, catalog, "", when.as_ref())
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
pub fn live(form: &Form, catalog: &Catalog, alias: &str, when: Option<&Formula>) -> String {
    let dot = if alias.is_empty() {
        String::new()
    } else {
        format!("{alias}.")
    };
    let mut sql = format!("{dot}\"void_at\" IS NULL");
    if let Some(when) = when {
        sql += &format!(" AND {}", Emit::new(form, catalog, alias).expr(when.root()));
    }
    sql
}

/// Because the intervals that are there never overlap, the one that starts last before the new one's end
/// is the only one that can: a look into the index instead of a walk through the subject's history.
/// What has no end, or ends before it begins, is no interval and takes no part.
///
/// The message is a plain literal: older SQLite than ours cannot read a file whose triggers work one out, and
/// the desk promises that any SQLite tool can look into it. Which record is in the way is looked up afterwards.
fn overlaps(form: &Form, catalog: &Catalog) -> Vec<String> {
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
            live(form, catalog, "", when.as_ref())
        ));
        // Without a subject the whole register is one.
        let same: Vec<String> = std::iter::once("1".to_owned())
            .chain(subjects.iter().map(|s| format!("o.{s} = NEW.{s}")))
            .collect();
        let clash = format!(
            "SELECT o.\"id\" AS \"id\", o.{to} AS \"until\" FROM {table} AS o WHERE {} AND {} AND o.{from} < NEW.{to} \
             AND o.{from} < o.{to} AND o.\"id\" <> NEW.\"id\" ORDER BY o.{from} DESC LIMIT 1",
            same.join(" AND "),
            live(form, catalog, "o", when.as_ref())
        );
        let mut names: Vec<String> = subject.clone();
        names.extend([from_id.clone(), to_id.clone()]);
        names.extend(when.iter().flat_map(|w| w.root().names()));
        let watched: Vec<String> = behind(form, names).iter().map(|name| quote(name)).collect();
        for (suffix, event) in [
            ("i", "INSERT".to_owned()),
            ("u", format!("UPDATE OF {}", watched.join(", "))),
        ] {
            sql.push(format!(
                "CREATE TRIGGER {} AFTER {event} ON {table} WHEN {} BEGIN SELECT RAISE(ABORT, {}) FROM ({clash}) \
                 WHERE \"until\" > NEW.{from}; END",
                quote(&format!("tg_{}:{}:{suffix}", form.id, rule.id)),
                live(form, catalog, "NEW", when.as_ref()),
                literal(&format!("overlap:{}", rule.id)),
            ));
        }
    }
    sql
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
pub fn overlapping<'f>(form: &'f Form, catalog: &Catalog) -> Vec<(&'f Rule, String)> {
    let look = |rule: &'f Rule| match &rule.test {
        Test::NoOverlap {
            subject,
            from,
            to,
            when,
        } => {
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
                live(form, catalog, "", when.as_ref())
            );
            Some((rule, sql))
        }
        _ => None,
    };
    form.rules.iter().filter_map(look).collect()
}
