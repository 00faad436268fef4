//! Lists in SQLite: as JSON where they are bound, as text with commas where they are kept.

use crate::store::sql::dialect::Lists;

use super::Sqlite;

impl Lists for Sqlite {
    fn joined(&self, value: &str) -> String {
        format!("group_concat(DISTINCT {value})")
    }

    fn packed(&self, values: &[String]) -> String {
        format!("json_array({})", values.join(", "))
    }

    fn each_of(&self, list: &str) -> String {
        format!("SELECT value FROM json_each({list})")
    }

    fn draft_lines(&self, lines: &str) -> String {
        format!("json_array_length(coalesce({lines}, '[]'))")
    }

    fn draft_sum(&self, lines: &str, column: usize) -> String {
        format!(
            "SELECT coalesce(sum(value ->> {column}), 0) FROM json_each(coalesce({lines}, '[]'))"
        )
    }

    /// A name would take the number of a value that stands further on, so the highest number is mentioned first.
    fn numbered(&self, statement: String, last: usize) -> String {
        format!("WITH numbers AS (SELECT ?{last}) {statement}")
    }
}
