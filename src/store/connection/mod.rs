//! The connection to the file: our own words for what the engine gives, so that no type of its driver is seen above.
//!
//! Invariant: only this room names the driver. Values of a statement are bound by position (`?`, `?1`) or by name
//! (`:today`); statements are kept ready under their text. Must never know a form.

mod bind;
mod copy;
pub mod failure;
mod function;
mod opening;
mod row;
mod statement;
mod transaction;
mod upkeep;

use crate::store::error::{Error, Result};
use crate::store::sql::{Dialect, EMBEDDED};

pub use bind::Bind;
pub use failure::Failure;
pub use function::Arguments;
pub use opening::OpenAs;
pub use row::Row;
pub use statement::Statement;

/// One connection to a desk file.
pub struct Connection {
    driver: rusqlite::Connection,
}

/// Lets another thread stop what a connection is reading.
pub struct Interrupter(rusqlite::InterruptHandle);

impl Interrupter {
    /// Stops the statement that runs now, if there is one.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl Connection {
    /// A statement ready to be bound and run.
    ///
    /// # Errors
    /// The text does not fit the file.
    pub fn prepare(&self, text: &str) -> Result<Statement<'_>> {
        Ok(Statement::new(self.driver.prepare_cached(text)?))
    }

    /// What each row of an answer gives, in order.
    ///
    /// # Errors
    /// Trouble with the file, or what `each` says.
    pub fn rows<T>(
        &self,
        text: &str,
        values: &[&dyn Bind],
        mut each: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut out = Vec::new();
        self.prepare(text)?.bound(values)?.each(|row| {
            out.push(each(row)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// What the first row of an answer gives; nothing where there is none.
    ///
    /// # Errors
    /// As [`Connection::rows`].
    pub fn first<T>(
        &self,
        text: &str,
        values: &[&dyn Bind],
        each: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        self.prepare(text)?.bound(values)?.first(each)
    }

    /// The whole number in the only column of the only row of an answer; 0 where there is none.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn number(&self, text: &str, values: &[&dyn Bind]) -> Result<i64> {
        let found = self.first(text, values, |row| row.maybe_int(0))?;
        Ok(found.flatten().unwrap_or(0))
    }

    /// Whether an answer has a row.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn has(&self, text: &str, values: &[&dyn Bind]) -> Result<bool> {
        Ok(self.first(text, values, |_| Ok(()))?.is_some())
    }

    /// Runs a statement that changes rows, and tells how many.
    ///
    /// # Errors
    /// Trouble with the file, or what it refuses.
    pub fn execute(&self, text: &str, values: &[&dyn Bind]) -> Result<usize> {
        self.prepare(text)?.bound(values)?.execute()
    }

    /// Runs statements without values, one after the other.
    ///
    /// # Errors
    /// As [`Connection::execute`].
    pub fn batch(&self, text: &str) -> Result<()> {
        Ok(self.driver.execute_batch(text)?)
    }

    /// Lets another thread stop what this connection is reading.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.driver.get_interrupt_handle())
    }

    /// The words of the engine behind this connection.
    pub fn dialect(&self) -> &'static dyn Dialect {
        EMBEDDED
    }

    /// Whether a transaction is under way.
    pub fn is_in_transaction(&self) -> bool {
        !self.driver.is_autocommit()
    }
}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        Failure::from(cause).into()
    }
}
