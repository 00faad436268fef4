//! Weekdays, in Chinese and English.
//!
//! Invariant: a week runs from Monday to Sunday; a bare weekday lies in the seven days from today on. Must never know which of
//! them are worked.

use chrono::{Datelike, NaiveDate};

use super::shifted;

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The day of a named weekday, in the week that was named, or the coming one.
pub(super) fn read(said: &str, today: NaiveDate) -> Option<NaiveDate> {
    let here = i64::from(today.weekday().num_days_from_monday());
    let (lead, name) = match said.split_once(' ') {
        Some(("this", name)) => (Some(0), english(name)?),
        Some(("next", name)) => (Some(1), english(name)?),
        Some(("last", name)) => return shifted(today, -((here - english(name)? + 6) % 7 + 1)),
        Some(_) => return None,
        None => chinese(said).or_else(|| english(said).map(|nth| (None, nth)))?,
    };
    match lead {
        Some(weeks) => shifted(today, weeks * 7 + name - here),
        None => shifted(today, (name - here).rem_euclid(7)),
    }
}

/// Days from Monday of an English weekday, three letters at least.
fn english(name: &str) -> Option<i64> {
    let nth = WEEKDAYS
        .iter()
        .position(|day| name.len() >= 3 && day.starts_with(name))?;
    i64::try_from(nth).ok()
}

/// Weeks from this one, if a week was named, and days from Monday.
fn chinese(said: &str) -> Option<(Option<i64>, i64)> {
    let rest = said.trim_start_matches(['上', '下', '本', '这']);
    let lead = match &said[..said.len() - rest.len()] {
        "" => None,
        "本" | "这" => Some(0),
        "下" => Some(1),
        "下下" => Some(2),
        "上" => Some(-1),
        "上上" => Some(-2),
        _ => return None,
    };
    let rest = if lead.is_some() {
        rest.trim_start_matches('个')
    } else {
        rest
    };
    let name = ["周", "星期", "礼拜"]
        .iter()
        .find_map(|week| rest.strip_prefix(week))?;
    let nth = ["一1", "二2", "三3", "四4", "五5", "六6", "日天7"]
        .iter()
        .position(|names| name.chars().count() == 1 && names.contains(name))?;
    Some((lead, i64::try_from(nth).ok()?))
}
