//! Values that a statement takes in.

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

use crate::model::Value;

/// What can be bound: whole numbers, text, bytes, values of records, and nothing.
pub trait Bind {
    fn bound(&self) -> Datum<'_>;
}

/// The only kinds of data that stand in the file.
#[derive(Clone, Copy, Debug)]
pub enum Datum<'a> {
    Nothing,
    Int(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl Bind for i64 {
    fn bound(&self) -> Datum<'_> {
        Datum::Int(*self)
    }
}

impl Bind for str {
    fn bound(&self) -> Datum<'_> {
        Datum::Text(self)
    }
}

impl Bind for String {
    fn bound(&self) -> Datum<'_> {
        Datum::Text(self)
    }
}

impl Bind for Vec<u8> {
    fn bound(&self) -> Datum<'_> {
        Datum::Bytes(self)
    }
}

impl<const N: usize> Bind for [u8; N] {
    fn bound(&self) -> Datum<'_> {
        Datum::Bytes(self)
    }
}

impl Bind for Value {
    fn bound(&self) -> Datum<'_> {
        match self {
            Self::Empty | Self::Lines(_) => Datum::Nothing,
            Self::Text(text) => Datum::Text(text),
            Self::Int(n) => Datum::Int(*n),
        }
    }
}

impl<T: Bind + ?Sized> Bind for &T {
    fn bound(&self) -> Datum<'_> {
        (**self).bound()
    }
}

impl<T: Bind> Bind for Option<T> {
    fn bound(&self) -> Datum<'_> {
        self.as_ref().map_or(Datum::Nothing, Bind::bound)
    }
}

impl ToSql for Datum<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Datum::Nothing => ValueRef::Null,
            Datum::Int(n) => ValueRef::Integer(*n),
            Datum::Text(text) => ValueRef::Text(text.as_bytes()),
            Datum::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
