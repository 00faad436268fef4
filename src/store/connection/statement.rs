//! A statement: bound, then run.

use crate::store::error::Result;

use super::{Bind, Row};

/// A statement whose values are bound one by one.
pub struct Statement<'c> {
    driver: rusqlite::CachedStatement<'c>,
}

impl<'c> Statement<'c> {
    pub(super) fn new(driver: rusqlite::CachedStatement<'c>) -> Self {
        Self { driver }
    }

    /// Binds a value to a place, counted from 1.
    ///
    /// # Errors
    /// There is no such place.
    pub fn bind(&mut self, place: usize, value: &dyn Bind) -> Result<()> {
        Ok(self.driver.raw_bind_parameter(place, value.bound())?)
    }

    /// Binds a value to a name, where the statement asks for it.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn bind_name(&mut self, name: &str, value: &dyn Bind) -> Result<()> {
        if let Some(place) = self.driver.parameter_index(name)? {
            self.driver.raw_bind_parameter(place, value.bound())?;
        }
        Ok(())
    }

    /// Binds values in order. A statement has a place for each of them.
    pub fn bound(mut self, values: &[&dyn Bind]) -> Result<Self> {
        for (value, place) in values.iter().zip(1..) {
            self.bind(place, *value)?;
        }
        Ok(self)
    }

    /// Goes through the answer row by row.
    ///
    /// # Errors
    /// Trouble with the file, an interrupted look, or what `visit` says.
    pub fn each(mut self, mut visit: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        let mut rows = self.driver.raw_query();
        while let Some(row) = rows.next()? {
            visit(&Row::new(row))?;
        }
        Ok(())
    }

    /// Goes through the answer row by row for as long as more is wanted.
    ///
    /// # Errors
    /// As [`Statement::each`].
    pub fn each_while(mut self, mut visit: impl FnMut(&Row<'_>) -> Result<bool>) -> Result<()> {
        let mut rows = self.driver.raw_query();
        while let Some(row) = rows.next()? {
            if !visit(&Row::new(row))? {
                break;
            }
        }
        Ok(())
    }

    /// What the first row gives; nothing where there is none.
    ///
    /// # Errors
    /// As [`Statement::each`].
    pub fn first<T>(mut self, visit: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
        let mut rows = self.driver.raw_query();
        match rows.next()? {
            Some(row) => visit(&Row::new(row)).map(Some),
            None => Ok(None),
        }
    }

    /// Runs a statement that changes rows, and tells how many.
    ///
    /// # Errors
    /// Trouble with the file, or what it refuses.
    pub fn execute(mut self) -> Result<usize> {
        Ok(self.driver.raw_execute()?)
    }
}
