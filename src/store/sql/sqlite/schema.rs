//! Tables, guards and what the file says of itself in SQLite.
//!
//! What a guard says is a plain literal: older SQLite than ours cannot read a file whose triggers work one out, and
//! the desk promises that any SQLite tool can look into it. Which record is in the way is looked up afterwards.

use crate::store::sql::dialect::{Refusal, Schema};
use crate::store::sql::names::{literal, quote};

use super::{Sqlite, own_tables};

impl Schema for Sqlite {
    fn own_tables(&self) -> &'static [&'static str] {
        own_tables::STEPS
    }

    fn int_type(&self) -> &'static str {
        "INTEGER"
    }

    fn text_type(&self) -> &'static str {
        "TEXT"
    }

    fn id_column(&self) -> &'static str {
        "\"id\" INTEGER PRIMARY KEY"
    }

    fn table(&self, name: &str, columns: &[String]) -> String {
        format!(
            "CREATE TABLE {name} (\n  {}\n) STRICT",
            columns.join(",\n  ")
        )
    }

    fn worked_out(&self, column: &str, ty: &str, value: &str) -> String {
        format!("{column} {ty} GENERATED ALWAYS AS ({value}) VIRTUAL")
    }

    fn keep_rows(&self, guard: &str, table: &str, tag: &str) -> String {
        format!(
            "CREATE TRIGGER {} BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, {}); END",
            quote(guard),
            literal(tag)
        )
    }

    fn refuse_rows(&self, guard: &str, table: &str, refusal: &Refusal<'_>) -> Vec<String> {
        let Refusal {
            watched,
            counts,
            look,
            against,
            tag,
        } = refusal;
        let changed = format!("UPDATE OF {}", watched.join(", "));
        [("i", "INSERT"), ("u", changed.as_str())]
            .map(|(end, event)| {
                format!(
                    "CREATE TRIGGER {} AFTER {event} ON {table} WHEN {counts} BEGIN \
                     SELECT RAISE(ABORT, {}) FROM ({look}) WHERE {against}; END",
                    quote(&format!("{guard}:{end}")),
                    literal(tag),
                )
            })
            .into()
    }

    fn drop_guard(&self, kind: &str, name: &str) -> String {
        format!("DROP {kind} {}", quote(name))
    }

    fn drop_index(&self, name: &str) -> String {
        self.drop_guard("INDEX", name)
    }

    fn guards(&self) -> &'static str {
        "SELECT type, name FROM sqlite_schema WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL"
    }

    fn tables(&self) -> &'static str {
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?"
    }

    fn columns(&self) -> &'static str {
        "SELECT count(*) FROM pragma_table_xinfo(?) WHERE name = ?"
    }

    fn column_worked_out(&self) -> &'static str {
        "SELECT max(hidden) FROM pragma_table_xinfo(?) WHERE name = ?"
    }

    fn broken_references(&self) -> &'static str {
        "SELECT count(*) FROM pragma_foreign_key_check"
    }

    /// One pass: a search for each newest version would read long definitions again and again to compare their keys.
    fn newest_definitions(&self) -> &'static str {
        "SELECT id, source, max(version) FROM _form GROUP BY id"
    }

    /// The index over records would be walked from end to end.
    fn ledger_by_number(&self) -> &'static str {
        "_change NOT INDEXED"
    }

    fn explained(&self, statement: &str) -> String {
        format!("EXPLAIN QUERY PLAN {statement}")
    }
}
