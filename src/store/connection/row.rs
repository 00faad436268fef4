//! One row of an answer: the place where the file's types meet ours.

use std::borrow::Cow;
use std::ops::Range;

use rusqlite::types::ValueRef;

use crate::model::Value;
use crate::store::error::Result;

/// Bytes as text. Nearly all of them are; to look for what is not takes longer than to see that.
fn read(bytes: &[u8]) -> Cow<'_, str> {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// A row, its columns by their place.
pub struct Row<'r>(&'r rusqlite::Row<'r>);

impl<'r> Row<'r> {
    pub(super) fn new(row: &'r rusqlite::Row<'r>) -> Self {
        Self(row)
    }

    /// A column as a value. Bytes that are not UTF-8 are shown with replacement characters, never an error:
    /// something else may have written to the file.
    ///
    /// # Errors
    /// There is no such column.
    pub fn value(&self, column: usize) -> Result<Value> {
        Ok(match self.0.get_ref(column)? {
            ValueRef::Null => Value::Empty,
            ValueRef::Integer(n) => Value::Int(n),
            #[allow(
                clippy::cast_possible_truncation,
                reason = "expressions give whole results where they are kept"
            )]
            ValueRef::Real(r) => Value::Int(r.round() as i64),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Value::text(read(bytes)),
        })
    }

    /// Columns side by side as values.
    ///
    /// # Errors
    /// There is no such column.
    pub fn values(&self, columns: Range<usize>) -> Result<Vec<Value>> {
        columns.map(|column| self.value(column)).collect()
    }

    /// A column as text; nothing is the empty text.
    ///
    /// # Errors
    /// There is no such column.
    pub fn text(&self, column: usize) -> Result<String> {
        Ok(match self.value(column)? {
            Value::Text(text) => text,
            Value::Int(n) => n.to_string(),
            Value::Empty | Value::Lines(_) => String::new(),
        })
    }

    /// A column as text, where there is any.
    ///
    /// # Errors
    /// There is no such column.
    pub fn maybe_text(&self, column: usize) -> Result<Option<String>> {
        Ok(Some(self.text(column)?).filter(|t| !t.is_empty()))
    }

    /// A column as bytes; nothing is no bytes.
    ///
    /// # Errors
    /// There is no such column.
    pub fn bytes(&self, column: usize) -> Result<Vec<u8>> {
        Ok(match self.0.get_ref(column)? {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.to_vec(),
            ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => Vec::new(),
        })
    }

    /// A column as a whole number.
    ///
    /// # Errors
    /// It is something else.
    pub fn int(&self, column: usize) -> Result<i64> {
        Ok(self.0.get(column)?)
    }

    /// A column as a whole number, where there is one.
    ///
    /// # Errors
    /// It is something else.
    pub fn maybe_int(&self, column: usize) -> Result<Option<i64>> {
        Ok(self.0.get(column)?)
    }
}
