//! Functions of ours that statements may call.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use crate::model::Value;
use crate::store::error::Result;

use super::Connection;

/// What a function was called with.
pub struct Arguments<'a, 'c>(&'a Context<'c>);

impl Arguments<'_, '_> {
    /// The text at a place.
    pub fn text(&self, at: usize) -> Option<&[u8]> {
        let ValueRef::Text(text) = self.0.get_raw(at) else {
            return None;
        };
        Some(text)
    }

    /// The whole number at a place.
    pub fn whole(&self, at: usize) -> Option<i64> {
        match self.0.get_raw(at) {
            ValueRef::Integer(n) => Some(n),
            // Arithmetic of expressions may come out as 2.0.
            ValueRef::Real(n) if n.fract() == 0.0 && n.abs() < 1e15 => {
                #[allow(clippy::cast_possible_truncation, reason = "it is whole and small")]
                let n = n as i64;
                Some(n)
            }
            ValueRef::Null | ValueRef::Real(_) | ValueRef::Text(_) | ValueRef::Blob(_) => None,
        }
    }
}

impl Connection {
    /// Gives statements a function. Within one statement the same arguments have the same answer; over the years they
    /// may not, so the file's own schema cannot use it.
    ///
    /// # Errors
    /// The connection does not take it.
    pub fn add_function(
        &self,
        name: &str,
        arguments: usize,
        answer: impl Fn(&Arguments<'_, '_>) -> Value + Send + 'static,
    ) -> Result<()> {
        let flags = FunctionFlags::SQLITE_UTF8
            | FunctionFlags::SQLITE_DETERMINISTIC
            | FunctionFlags::SQLITE_DIRECTONLY;
        let count = i32::try_from(arguments).unwrap_or(-1);
        let called = move |context: &mut Context<'_>| Ok(given_back(answer(&Arguments(context))));
        Ok(self
            .driver
            .create_scalar_function(name, count, flags, called)?)
    }
}

/// A value as the driver takes it back.
fn given_back(value: Value) -> rusqlite::types::Value {
    match value {
        Value::Empty | Value::Lines(_) => rusqlite::types::Value::Null,
        Value::Int(n) => n.into(),
        Value::Text(text) => text.into(),
    }
}
