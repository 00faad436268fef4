//! Values and rows: the one place where the file's types meet ours.

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Row, Statement};

use crate::model::Value;
use crate::model::value::stamp::Stamp;
use crate::model::value::{DATE, MOMENT};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Empty | Self::Lines(_) => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Int(n) => ToSqlOutput::Borrowed(ValueRef::Integer(*n)),
        })
    }
}

/// A column as a value. Bytes that are not UTF-8 are shown with replacement characters, never an error:
/// something else may have written to the file.
pub fn value(row: &Row<'_>, column: usize) -> rusqlite::Result<Value> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => Value::Empty,
        ValueRef::Integer(n) => Value::Int(n),
        #[allow(
            clippy::cast_possible_truncation,
            reason = "expressions give whole results where they are kept"
        )]
        ValueRef::Real(r) => Value::Int(r.round() as i64),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            Value::text(String::from_utf8_lossy(bytes))
        }
    })
}

/// A column as text; nothing is the empty text.
pub fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match value(row, column)? {
        Value::Text(text) => text,
        Value::Int(n) => n.to_string(),
        Value::Empty | Value::Lines(_) => String::new(),
    })
}

/// A column as text, where there is any.
pub fn maybe(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<String>> {
    Ok(Some(text(row, column)?).filter(|t| !t.is_empty()))
}

/// Binds the clock and the person where a statement asks for them.
pub fn bind_stamp(statement: &mut Statement<'_>, stamp: &Stamp) -> rusqlite::Result<()> {
    let clock = [
        (":today", Value::Text(stamp.now.format(DATE).to_string())),
        (":now", Value::Text(stamp.now.format(MOMENT).to_string())),
        (":me", stamp.me.map_or(Value::Empty, Value::Int)),
    ];
    for (name, value) in clock {
        if let Some(index) = statement.parameter_index(name)? {
            statement.raw_bind_parameter(index, value)?;
        }
    }
    Ok(())
}
