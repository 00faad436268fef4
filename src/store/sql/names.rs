//! Names in SQL: quoted in one place, and the names of indexes, triggers and search tables.

/// A name as an SQL identifier.
pub fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Text as an SQL literal; for definitions only, values of records are bound.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The search table of a register.
pub fn search_table(register: &str) -> String {
    // The index keeps tables of its own named after this one; no other register can be called like them.
    format!("_{register}_words")
}
