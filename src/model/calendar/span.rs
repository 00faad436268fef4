//! Deadlines: what lies a span of time after a moment.
//!
//! Invariant: minutes and hours are exact; everything longer runs to the end of its last day, which is written as
//! the bare date and still belongs to the span. No answer lies outside the years 1 to 9999.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::model::value::{DATE, MOMENT};

use super::Calendar;

/// What a span is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    Minutes,
    Hours,
    Days,
    WorkingDays,
    TransferDays,
    Weeks,
    Months,
    Years,
}

impl Unit {
    /// The units and the words by which rules name them.
    pub const ALL: [(&'static str, Self); 8] = [
        ("minutes", Self::Minutes),
        ("hours", Self::Hours),
        ("days", Self::Days),
        ("working_days", Self::WorkingDays),
        ("transfer_days", Self::TransferDays),
        ("weeks", Self::Weeks),
        ("months", Self::Months),
        ("years", Self::Years),
    ];

    /// Reads the word of a rule.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(w, _)| *w == word).map(|(_, u)| *u)
    }

    /// The word by which rules name it.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, u)| *u == self)
            .map_or("", |(w, _)| w)
    }

    /// Whether the span ends at a minute, not with a day.
    pub fn is_exact(self) -> bool {
        matches!(self, Self::Minutes | Self::Hours)
    }
}

/// A length of time as a rule gives it; negative spans lie before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub count: i64,
    pub unit: Unit,
}

/// The last moment of a span that begins at a moment; `None` where the calendar does not reach.
pub fn after(moment: NaiveDateTime, span: Span, calendar: &Calendar) -> Option<NaiveDateTime> {
    let day = moment.date();
    let last = match span.unit {
        Unit::Minutes => {
            return within(moment.checked_add_signed(TimeDelta::try_minutes(span.count)?));
        }
        Unit::Hours => return within(moment.checked_add_signed(TimeDelta::try_hours(span.count)?)),
        Unit::Days => days(day, span.count),
        Unit::Weeks => days(day, span.count.checked_mul(7)?),
        Unit::Months => months(day, span.count),
        Unit::Years => months(day, span.count.checked_mul(12)?),
        Unit::WorkingDays => calendar.nth_working_day_after(day, span.count),
        Unit::TransferDays => calendar.nth_transfer_day_after(day, span.count),
    };
    within(Some(end_of(last?)))
}

/// The last second of a day: the day itself still counts.
pub fn end_of(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399)
}

/// A deadline as it is written: a day where the whole day counts, a moment to the minute otherwise.
pub fn written(deadline: NaiveDateTime) -> String {
    let whole = deadline == end_of(deadline.date());
    deadline
        .format(if whole { DATE } else { MOMENT })
        .to_string()
}

fn within(moment: Option<NaiveDateTime>) -> Option<NaiveDateTime> {
    moment.filter(|m| (1..=9999).contains(&m.year()))
}

fn days(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let days = Days::new(count.unsigned_abs());
    if count < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    }
}

/// The same day of another month, its last day where it is shorter.
fn months(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let months = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 {
        day.checked_sub_months(months)
    } else {
        day.checked_add_months(months)
    }
}
