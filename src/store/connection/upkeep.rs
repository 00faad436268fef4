//! What a connection knows of its file as a whole, and what it does for it.

use crate::store::error::Result;

use super::Connection;

/// Memory for pages in KiB, as the engine wants it: while a million rows are written, and otherwise.
const BULK_CACHE: i32 = -98_304;
const CACHE: i32 = -16_000;

impl Connection {
    fn pragma(&self, name: &str) -> Result<i64> {
        Ok(self
            .driver
            .pragma_query_value(None, name, |row| row.get(0))?)
    }

    fn pragma_text(&self, name: &str) -> Result<String> {
        Ok(self
            .driver
            .pragma_query_value(None, name, |row| row.get(0))?)
    }

    /// The program that the file says it belongs to.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn owner(&self) -> Result<i64> {
        self.pragma("application_id")
    }

    /// The version of the program's own tables.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn version(&self) -> Result<i64> {
        self.pragma("user_version")
    }

    /// Notes to whom the file belongs and which version its own tables have.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn sign(&self, owner: i32, version: i64) -> Result<()> {
        self.driver.pragma_update(None, "user_version", version)?;
        self.driver.pragma_update(None, "application_id", owner)?;
        Ok(())
    }

    /// A number that changes when another connection has written to the file.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn data_version(&self) -> Result<i64> {
        self.pragma("data_version")
    }

    /// What is wrong with the pages of the file, quickly looked for; nothing where they are sound.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn page_faults(&self) -> Result<Option<String>> {
        Ok(Some(self.pragma_text("quick_check")?).filter(|said| said != "ok"))
    }

    /// Whether the engine finds the whole file sound.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn is_sound(&self) -> Result<bool> {
        Ok(self.pragma_text("integrity_check")? == "ok")
    }

    /// Brings the file to rest as one file without a log; `false` while somebody else has it open.
    ///
    /// # Errors
    /// The file cannot be written, or is damaged.
    pub fn rest(&self) -> Result<bool> {
        let set = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
        let mode = self
            .driver
            .pragma_update_and_check(None, "journal_mode", "delete", set)?;
        Ok(mode == "delete")
    }

    /// Looks after statistics and log before the connection is closed.
    ///
    /// # Errors
    /// The file cannot be written; nothing is lost by that.
    pub fn tidy_up(&self) -> Result<()> {
        self.batch("PRAGMA optimize; PRAGMA wal_checkpoint(PASSIVE);")
    }

    /// Keeps more pages in memory while a million rows are written.
    ///
    /// # Errors
    /// The engine does not take it.
    pub fn make_room(&self, bulk: bool) -> Result<()> {
        let size = if bulk { BULK_CACHE } else { CACHE };
        Ok(self.driver.pragma_update(None, "cache_size", size)?)
    }
}
