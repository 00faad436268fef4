//! Statements that find records by what they hold: numbers, keys, equal values, what points at them.

use crate::model::Catalog;
use crate::model::expr::Formula;
use crate::model::form::Form;

use super::codes::has_code;
use super::dialect::Dialect;
use super::guards::live;
use super::names::{quote, search_table};

/// The record with a value in a column, void or not.
pub fn holding(register: &str, column: &str) -> String {
    format!(
        "SELECT \"id\" FROM {} WHERE {} = ?",
        quote(register),
        quote(column)
    )
}

/// The living record with this natural key. Parts of a declared key that are blank are alike.
pub fn by_key(form: &Form, keys: &[&str]) -> String {
    let tests = keys.iter().map(|k| {
        if form.key.is_empty() {
            format!("{} = ?", quote(k))
        } else {
            format!("coalesce({}, '') = coalesce(?, '')", quote(k))
        }
    });
    first_living(form, &tests.collect::<Vec<_>>(), "")
}

/// A living record with these values; one field leads to it, the others are kept from leading.
pub fn equal(dialect: &dyn Dialect, form: &Form, fields: &[&str], lead: &str) -> String {
    let test = |field: &&str| {
        let column = quote(field);
        let column = if *field == lead {
            column
        } else {
            dialect.unindexed(&column)
        };
        format!("{column} = ?")
    };
    let tests: Vec<String> = fields.iter().map(test).collect();
    first_living(form, &tests, " LIMIT 1")
}

/// Another record that counts and has these values, blank ones among them: the values, then the own id.
pub fn twin(
    dialect: &dyn Dialect,
    form: &Form,
    catalog: &Catalog,
    fields: &[String],
    when: Option<&Formula>,
) -> String {
    let same = fields
        .iter()
        .map(|f| dialect.same(&format!("o.{}", quote(f)), "?"));
    format!(
        "SELECT o.\"id\" FROM {} AS o WHERE {} AND o.\"id\" <> ? AND {} LIMIT 1",
        quote(&form.id),
        same.collect::<Vec<_>>().join(" AND "),
        live(dialect, form, catalog, "o", when)
    )
}

fn first_living(form: &Form, tests: &[String], end: &str) -> String {
    format!(
        "SELECT \"id\" FROM {} WHERE {} AND \"void_at\" IS NULL{end}",
        quote(&form.id),
        tests.join(" AND ")
    )
}

/// A record that counts, of the same subject, whose interval runs into one: subject, end, beginning, own id.
pub fn in_the_way(
    dialect: &dyn Dialect,
    form: &Form,
    catalog: &Catalog,
    subject: &[String],
    (from, to): (&str, &str),
    when: Option<&Formula>,
) -> String {
    let same = subject.iter().map(|s| format!("o.{} = ?", quote(s)));
    let meets = [
        format!("o.{} < ?", quote(from)),
        format!("o.{} > ?", quote(to)),
    ];
    format!(
        "SELECT o.\"id\" FROM {} AS o WHERE {} AND o.\"id\" <> ? AND {} LIMIT 1",
        quote(&form.id),
        same.chain(meets).collect::<Vec<_>>().join(" AND "),
        live(dialect, form, catalog, "o", when)
    )
}

/// How many living records point at one through a field.
pub fn pointing(register: &str, field: &str) -> String {
    format!(
        "SELECT count(*) FROM {} WHERE {} = ? AND \"void_at\" IS NULL",
        quote(register),
        quote(field)
    )
}

/// The newest value of a field that a person has written, among the newest records only.
pub fn last_value(register: &str, field: &str) -> String {
    format!(
        "SELECT {0} FROM (SELECT {0}, \"created_by\" FROM {1} ORDER BY \"id\" DESC LIMIT 2000) AS newest \
         WHERE {0} IS NOT NULL AND \"created_by\" = ? LIMIT 1",
        quote(field),
        quote(register)
    )
}

/// How many records of a table hold a code.
pub fn holding_code(dialect: &dyn Dialect, table: &str, column: &str) -> String {
    format!(
        "SELECT count(*) FROM {} WHERE {}",
        quote(table),
        has_code(dialect, &quote(column), "?")
    )
}

/// How many records of a register differ in their revision from the ledger.
pub fn strays(register: &str) -> String {
    format!(
        "SELECT count(*) FROM {} AS r WHERE rev <> \
         coalesce((SELECT rev FROM _change WHERE register = ?1 AND record = r.id ORDER BY seq DESC LIMIT 1), 0)",
        quote(register)
    )
}

/// How many records more a register has than its search table.
pub fn unfound(register: &str) -> String {
    format!(
        "SELECT (SELECT count(*) FROM {}) - (SELECT count(*) FROM {})",
        quote(register),
        quote(&search_table(register))
    )
}

/// How many records a search table has.
pub fn searched(register: &str) -> String {
    format!("SELECT count(*) FROM {}", quote(&search_table(register)))
}

/// Id and columns of the records with a value in a column, the living first; a few are enough to see that it is not one.
pub fn named_by(register: &str, column: &str, columns: &[String]) -> String {
    format!(
        "SELECT r.\"id\"{} FROM {} AS r WHERE {} = ?1 ORDER BY r.\"void_at\" IS NOT NULL, r.\"id\" LIMIT 6",
        more(columns),
        quote(register),
        quote(column)
    )
}

/// Columns after others.
fn more(columns: &[String]) -> String {
    columns.iter().map(|column| format!(", {column}")).collect()
}

/// Of the living records that some words lead to, newest first: id, whether one of their names is a text, and columns.
/// The text comes first, then the words.
pub fn called(dialect: &dyn Dialect, register: &str, names: &[&str], columns: &[String]) -> String {
    let table = quote(&search_table(register));
    let same = names.iter().map(|name| format!("r.{} = ?1", quote(name)));
    let same = same.chain([dialect.yes_no(false).to_owned()]);
    format!(
        "SELECT r.\"id\", coalesce({}, 0){} FROM {} WHERE {} AND r.\"void_at\" IS NULL ORDER BY {} DESC",
        same.collect::<Vec<_>>().join(" OR "),
        more(columns),
        dialect.searched(&table, &quote(register)),
        dialect.has_words(&table, "?2"),
        dialect.searched_id(),
    )
}
