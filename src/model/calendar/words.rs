//! What is said where the calendar has no answer, in both languages, and what would be right.

use chrono::{Datelike, NaiveDate};

use crate::model::locale;
use crate::model::text::Text;

/// The holidays of a day's year were not announced when the program was made.
pub fn not_loaded(day: NaiveDate) -> Text {
    locale::both("calendar-not-loaded", &[("year", &day.year().to_string())])
}

/// No term reaches a day.
pub fn no_terms(day: NaiveDate) -> Text {
    locale::both(
        "calendar-no-terms",
        &[("day", &day.format("%Y-%m-%d").to_string())],
    )
}

/// A deadline would lie outside the years 1 to 9999.
pub fn out_of_reach() -> Text {
    locale::both("calendar-out-of-reach", &[])
}
