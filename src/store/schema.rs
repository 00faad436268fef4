//! The program's own tables and their history: a list of steps, each released once and never edited.

use super::connection::Connection;
use super::error::Result;
use super::sql::Dialect;

/// "desk" as the file's application id.
pub const APPLICATION_ID: i32 = 0x6465_736b;

/// The version that this program writes: the length of the list of steps.
pub fn version(dialect: &dyn Dialect) -> i64 {
    i64::try_from(dialect.own_tables().len()).unwrap_or(i64::MAX)
}

/// Brings the program's own tables of a file up to date, inside the caller's transaction.
pub fn upgrade(conn: &Connection, from: i64) -> Result<()> {
    for (step, n) in conn.dialect().own_tables().iter().zip(1..) {
        if n > from {
            conn.batch(step)?;
        }
    }
    conn.sign(APPLICATION_ID, version(conn.dialect()))
}
