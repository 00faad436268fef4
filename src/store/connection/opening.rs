//! Opening a connection: how the engine is set, so that a saved record survives and no SQL does what it should not.

use std::path::Path;
use std::time::Duration;

use rusqlite::OpenFlags;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;

use crate::store::error::Result;

use super::Connection;

/// The oldest SQLite that is safe with several processes on one file.
const OLDEST: i32 = 3_051_003;

/// How long a statement waits for another writer.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a connection is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenAs {
    /// The file is empty, and made by us.
    Create,
    Write,
    Read,
    /// It only reads, and nothing can change the file meanwhile.
    AtRest,
}

impl Connection {
    /// A connection on which nothing is set yet: a file of another program is left exactly as it was.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(path: &Path, opening: OpenAs) -> Result<Self> {
        let flags = match opening {
            OpenAs::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            OpenAs::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            OpenAs::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            OpenAs::AtRest => OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
        };
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let driver = match opening {
            OpenAs::AtRest => rusqlite::Connection::open_with_flags(unchanging(path), flags),
            OpenAs::Create | OpenAs::Write | OpenAs::Read => {
                rusqlite::Connection::open_with_flags(path, flags)
            }
        }?;
        driver.busy_timeout(PATIENCE)?;
        Ok(Self { driver })
    }

    /// The opening recipe: safe against power loss, strict about what SQL may do.
    ///
    /// # Errors
    /// The file cannot be written, or is damaged.
    pub fn settle(&self, opening: OpenAs) -> Result<()> {
        debug_assert!(rusqlite::version_number() >= OLDEST);
        let conn = &self.driver;
        if matches!(opening, OpenAs::Create | OpenAs::Write) {
            conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        }
        conn.execute_batch(
            "PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA recursive_triggers = ON;
             PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON;
             PRAGMA mmap_size = 0;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -16000;",
        )?;
        self.guard_schema(true)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
        conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, 32 << 20)?;
        self.keep_statements(256);
        Ok(())
    }

    /// Whether statements are kept from damaging the file; lifted while a form is applied.
    ///
    /// # Errors
    /// The engine does not take it.
    pub fn guard_schema(&self, on: bool) -> Result<()> {
        self.driver
            .set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, on)?;
        Ok(())
    }

    /// Keeps so many statements ready.
    pub fn keep_statements(&self, n: usize) {
        self.driver.set_prepared_statement_cache_capacity(n);
    }

    /// Does something without waiting for another writer.
    ///
    /// # Errors
    /// The engine does not take it; not what `work` says, which comes as it is.
    pub fn without_waiting<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> Result<T> {
        self.driver.busy_timeout(Duration::ZERO)?;
        let done = work(self);
        self.driver.busy_timeout(PATIENCE)?;
        Ok(done)
    }

    /// The same for a single statement.
    ///
    /// # Errors
    /// The engine does not take it, or what `work` says.
    pub fn at_once<T>(&self, work: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        self.driver.busy_timeout(Duration::ZERO)?;
        let done = work(self);
        self.driver.busy_timeout(PATIENCE)?;
        done
    }
}

/// The name by which a file is read without its log and locks.
fn unchanging(path: &Path) -> String {
    let mut name = "file:".to_owned();
    for c in path.to_string_lossy().chars() {
        match c {
            '%' | '?' | '#' => name.push_str(&format!("%{:02x}", c as u32)),
            other => name.push(other),
        }
    }
    name + "?immutable=1"
}
