//! What is true: a stored record, and the exact change of one.

use strum::{EnumString, IntoStaticStr};

use super::Value;

/// One stored record with its envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub id: i64,
    pub number: Option<String>,
    /// Raised by one with every write; a write names the revision it saw.
    pub rev: i64,
    pub state: Option<String>,
    pub created_at: String,
    pub created_by: String,
    pub updated_at: String,
    pub updated_by: String,
    pub void_at: Option<String>,
    pub void_reason: Option<String>,
    /// One value for each field of the form, in the form's order.
    pub values: Vec<Value>,
    /// The titles of the records that references point at, by the place of the field.
    pub titles: Vec<Option<String>>,
    /// How this record is named elsewhere.
    pub title: String,
}

impl Record {
    pub fn is_void(&self) -> bool {
        self.void_at.is_some()
    }
}

/// Values that passed every check of the rules and may be written.
///
/// Only `rules::clean` makes one from a draft; the import and the demo go through the same door.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// One value for each field of the form, in the form's order; fields without a column stay empty.
    pub values: Vec<Value>,
    /// The state to be born in or to move to; `None` keeps it, or takes the birth state.
    pub state: Option<String>,
    /// A number brought along by an import; `None` issues the next one.
    pub number: Option<String>,
}

/// One exact write with what stood before and after. History, undo, audit and refresh are readings of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub seq: i64,
    /// The step to which the change belongs: everything that one act of a person wrote.
    pub op: i64,
    pub register: String,
    pub record: i64,
    pub rev: i64,
    /// UTC with milliseconds, `2026-11-23T10:54:00.123Z`.
    pub at: String,
    pub by: String,
    pub kind: ChangeKind,
    pub reason: Option<String>,
    /// Column by column: name, before, after.
    pub fields: Vec<(String, Value, Value)>,
}

/// What a change did to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ChangeKind {
    Insert,
    Amend,
    Void,
    Unvoid,
}

impl ChangeKind {
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn read(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}
