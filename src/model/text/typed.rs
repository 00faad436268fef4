//! Reading what a clerk types, and showing it back: dates, times, durations, amounts, yes and no.
//!
//! Invariant: one door in and one door out for each kind, and what a `show_` function writes is read back as the same value
//! (a negative length apart, which nobody types).
//! A text that could mean two things to two people is refused (`None`), never guessed. There are no masks: a field parses when
//! it is left and shows what was understood. Must never know the clock (`today` and `now` are handed in), a field, or a language
//! setting: Chinese and English are read side by side.

mod amount;
mod clock;
mod day;
mod length;
#[cfg(test)]
mod tests;
mod week;

pub use amount::{decimal, integer, show_amount, show_decimal, show_number, yes_no};
pub use clock::{moment, time};
pub use day::date;
pub use length::{duration, show_duration};

use chrono::{NaiveDate, TimeDelta};

/// Longest text worth reading, in characters; beyond it lies a paste into the wrong field.
const LONGEST: usize = 64;

/// The typed text as all readers take it: folded to half width, lower case, trimmed, runs of blanks made one.
fn heard(text: &str) -> Option<String> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let folded = super::safety::fold(text).to_lowercase();
    let said = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    (!said.is_empty()).then_some(said)
}

/// `digits` as a number, if it is made of 1 to `most` ASCII digits and of nothing else.
fn figure(digits: &str, most: usize) -> Option<u32> {
    let plain =
        !digits.is_empty() && digits.len() <= most && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// The day some days after `today`, before it if negative.
fn shifted(today: NaiveDate, days: i64) -> Option<NaiveDate> {
    today.checked_add_signed(TimeDelta::try_days(days)?)
}
