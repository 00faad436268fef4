//! One datum of a field, and its two doors: reading text and showing text.
//!
//! A value is kept as the file keeps it: text, a whole number, or nothing. The field's kind says what
//! that means (hundredths of an amount, minutes, a record's id), so a value without its kind is mute.
//!
//! In the rooms below: what was typed ([`draft`]), what is true ([`record`]), what is not right yet ([`complaint`]), and who
//! does it when ([`stamp`]).

pub mod complaint;
pub mod draft;
mod reading;
pub mod record;
mod showing;
pub mod stamp;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// A typed datum as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Value {
    #[default]
    Empty,
    Text(String),
    Int(i64),
    /// Lines of a record, each a value for each field of the line.
    Lines(Vec<Vec<Value>>),
}

/// Why a text is not a value of a kind. The words stand in the locale under `misread-<code>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// Not of the form that the kind needs.
    Form(&'static str),
    /// Not a choice of the list; the nearest ones.
    Choice(Vec<String>),
    /// A character that is not kept: its code point.
    Hostile(u32),
}

/// The desk's clock at the time of reading, for phrases such as `+3` or `now`.
#[derive(Clone, Copy, Debug)]
pub struct Moment(pub NaiveDateTime);

pub const DATE: &str = "%Y-%m-%d";
pub const TIME: &str = "%H:%M";
pub const MOMENT: &str = "%Y-%m-%dT%H:%M";

impl Value {
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(t) => t.is_empty(),
            Self::Lines(l) => l.is_empty(),
            Self::Int(_) => false,
        }
    }

    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(t) = self {
            Some(t)
        } else {
            None
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(n) = self {
            Some(*n)
        } else {
            None
        }
    }

    pub fn date(day: NaiveDate) -> Self {
        Self::Text(day.format(DATE).to_string())
    }

    pub fn moment(at: NaiveDateTime) -> Self {
        Self::Text(at.format(MOMENT).to_string())
    }

    pub fn time(at: NaiveTime) -> Self {
        Self::Text(at.format(TIME).to_string())
    }

    /// The date of a date or moment.
    pub fn as_date(&self) -> Option<NaiveDate> {
        NaiveDate::parse_from_str(self.as_text()?.get(..10)?, DATE).ok()
    }

    pub fn as_moment(&self) -> Option<NaiveDateTime> {
        NaiveDateTime::parse_from_str(self.as_text()?, MOMENT).ok()
    }
}
