//! Statements over the records of a register, one by one: written, and looked up by their id.

use crate::model::form::Form;

use super::names::quote;

/// The columns of a record that the program fills in when it is new, in the order in which they are bound.
pub const BIRTH: [&str; 8] = [
    "id",
    "number",
    "rev",
    "state",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
];

/// How many records a register has.
pub fn size(register: &str) -> String {
    format!("SELECT count(*) FROM {}", quote(register))
}

/// Inserts a record: [`BIRTH`], then the stored fields.
pub fn insert(form: &Form) -> String {
    let fields = form.stored().map(|f| f.id.as_str());
    let names: Vec<String> = BIRTH.into_iter().chain(fields).map(quote).collect();
    let places = vec!["?"; names.len()].join(", ");
    format!(
        "INSERT INTO {} ({}) VALUES ({places})",
        quote(&form.id),
        names.join(", ")
    )
}

/// Changes a record at a revision: revision, time, person, these columns, then id and the revision that was seen.
pub fn update(form: &Form, columns: &[&str]) -> String {
    let sets = ["rev", "updated_at", "updated_by"].into_iter();
    let sets = sets.chain(columns.iter().copied());
    let sets: Vec<String> = sets.map(|c| format!("{} = ?", quote(c))).collect();
    format!(
        "UPDATE {} SET {} WHERE \"id\" = ? AND \"rev\" = ?",
        quote(&form.id),
        sets.join(", ")
    )
}

/// The id given last.
pub fn last_id(register: &str) -> String {
    format!("SELECT coalesce(max(\"id\"), 0) FROM {}", quote(register))
}

/// One column of one record.
pub fn column(register: &str, name: &str) -> String {
    format!(
        "SELECT {} FROM {} WHERE \"id\" = ?",
        quote(name),
        quote(register)
    )
}

/// Everything that search words are made of: id, number, then the stored fields; in the order of ids.
pub fn indexed(form: &Form) -> String {
    let stored = form.stored().map(|f| format!(", {}", quote(&f.id)));
    let columns: String = stored.collect();
    format!(
        "SELECT \"id\", \"number\"{columns} FROM {} ORDER BY \"id\"",
        quote(&form.id)
    )
}

/// The lines of a record in order.
pub fn lines(table: &str, columns: &[&str]) -> String {
    let names: Vec<String> = columns.iter().map(|c| quote(c)).collect();
    format!(
        "SELECT {} FROM {} WHERE \"parent\" = ? ORDER BY \"line\"",
        names.join(", "),
        quote(table)
    )
}

pub fn drop_lines(table: &str) -> String {
    format!("DELETE FROM {} WHERE \"parent\" = ?", quote(table))
}

/// Inserts a line: record, place, then its columns.
pub fn insert_line(table: &str, columns: &[&str]) -> String {
    let names: Vec<String> = columns.iter().map(|c| quote(c)).collect();
    let places = vec!["?"; columns.len() + 2].join(", ");
    format!(
        "INSERT INTO {} (\"parent\", \"line\", {}) VALUES ({places})",
        quote(table),
        names.join(", ")
    )
}
