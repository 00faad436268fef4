//! Finding by words in SQLite: one contentless FTS5 table for each register, its rowid the record's id.

use crate::store::sql::dialect::WordSearch;

use super::Sqlite;

impl WordSearch for Sqlite {
    /// Contentless: the words are in the register already. `t` holds words, `pi` initials, `py` full pinyin.
    fn search_table(&self, table: &str) -> String {
        format!(
            "CREATE VIRTUAL TABLE {table} USING fts5(t, pi, py, content='', contentless_delete=1, tokenize='unicode61')"
        )
    }

    /// Driven from the index, whatever else is asked.
    fn searched(&self, table: &str, register: &str) -> String {
        format!("{table} AS s CROSS JOIN {register} AS r ON r.\"id\" = s.rowid")
    }

    fn has_words(&self, table: &str, words: &str) -> String {
        format!("s.{table} MATCH {words}")
    }

    fn searched_id(&self) -> &'static str {
        "s.rowid"
    }

    fn index_words(&self, table: &str) -> String {
        format!("INSERT INTO {table} (rowid, t, pi, py) VALUES (?, ?, ?, ?)")
    }

    fn drop_words(&self, table: &str) -> String {
        format!("DELETE FROM {table} WHERE rowid = ?")
    }

    fn drop_all_words(&self, table: &str) -> String {
        format!("INSERT INTO {table} ({table}) VALUES ('delete-all')")
    }
}
