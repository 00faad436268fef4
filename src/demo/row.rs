//! One record in the making: a draft with the time and the person who entered it.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::model::{Draft, Value};

/// A draft, and when and by whom it was entered.
#[derive(Clone, Debug)]
pub struct DemoRow {
    pub draft: Draft,
    pub at: NaiveDateTime,
    pub by: String,
}

impl DemoRow {
    pub fn new(register: &str, at: NaiveDateTime, by: &str) -> Self {
        Self {
            draft: Draft::new(register),
            at,
            by: by.to_owned(),
        }
    }

    /// A later change of a record at its revision.
    pub fn of(register: &str, id: i64, rev: i64, at: NaiveDateTime, by: &str) -> Self {
        let mut row = Self::new(register, at, by);
        row.draft.of = Some((id, rev));
        row
    }

    #[must_use]
    pub fn put(mut self, field: &str, value: Value) -> Self {
        if !value.is_empty() {
            self.draft.picked(field, value, "");
        }
        self
    }

    #[must_use]
    pub fn state(mut self, state: &str) -> Self {
        self.draft.state = Some(state.to_owned());
        self
    }

    #[must_use]
    pub fn text(self, field: &str, text: impl Into<String>) -> Self {
        self.put(field, Value::text(text))
    }

    #[must_use]
    pub fn int(self, field: &str, n: i64) -> Self {
        self.put(field, Value::Int(n))
    }

    #[must_use]
    pub fn yes(self, field: &str, yes: bool) -> Self {
        self.put(field, Value::Int(i64::from(yes)))
    }

    /// An amount in whole yuan.
    #[must_use]
    pub fn yuan(self, field: &str, yuan: i64) -> Self {
        self.put(field, Value::Int(yuan * 100))
    }

    /// A number in tenths.
    #[must_use]
    pub fn tenths(self, field: &str, tenths: i64) -> Self {
        self.put(field, Value::Int(tenths * 100))
    }

    #[must_use]
    pub fn day(self, field: &str, day: NaiveDate) -> Self {
        self.put(field, Value::date(day))
    }

    #[must_use]
    pub fn time(self, field: &str, at: NaiveTime) -> Self {
        self.put(field, Value::time(at))
    }

    #[must_use]
    pub fn moment(self, field: &str, at: NaiveDateTime) -> Self {
        self.put(field, Value::moment(at))
    }

    #[must_use]
    pub fn link(self, field: &str, id: impl Into<Option<i64>>) -> Self {
        self.put(field, id.into().map_or(Value::Empty, Value::Int))
    }

    /// More fields, only where something holds.
    #[must_use]
    pub fn when(self, holds: bool, more: impl FnOnce(Self) -> Self) -> Self {
        if holds { more(self) } else { self }
    }
}
