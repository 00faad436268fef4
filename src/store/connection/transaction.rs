//! A transaction: everything in it happens, or nothing does.

use std::ops::Deref;

use rusqlite::TransactionBehavior;

use crate::store::error::Result;

use super::Connection;

/// A transaction under way; dropped, it never was.
pub struct Transaction<'c> {
    conn: &'c Connection,
    driver: rusqlite::Transaction<'c>,
}

impl Connection {
    /// Begins to write: nobody else writes until the end.
    ///
    /// # Errors
    /// Somebody else writes for too long, or the file cannot be written.
    pub fn begin(&mut self) -> Result<Transaction<'_>> {
        self.opened(TransactionBehavior::Immediate)
    }

    /// Begins to look: what others write meanwhile is not seen.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn look(&self) -> Result<Transaction<'_>> {
        self.opened(TransactionBehavior::Deferred)
    }

    fn opened(&self, behavior: TransactionBehavior) -> Result<Transaction<'_>> {
        let driver = rusqlite::Transaction::new_unchecked(&self.driver, behavior)?;
        Ok(Transaction { conn: self, driver })
    }
}

impl Transaction<'_> {
    /// Keeps what was written: it is on the disk when this returns.
    ///
    /// # Errors
    /// Trouble with the file; nothing was written then.
    pub fn commit(self) -> Result<()> {
        Ok(self.driver.commit()?)
    }

    /// Drops what was written.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn roll_back(self) -> Result<()> {
        Ok(self.driver.rollback()?)
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.conn
    }
}
