//! The words of a sheet that depend on the desk's day: `today`, `-40d`, `+2m`, `-40d 08:30`, years.
//!
//! The sheets are written as seen from one day of 2026. A full date in them moves by the whole years between that
//! day and the desk's, so what lay behind the writer lies behind the desk; so does a year in braces: `{2025}`.

use std::borrow::Cow;

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime};

use crate::demo::days::plus;

/// The day from which the sheets were written.
const WRITTEN: (i32, u32, u32) = (2026, 11, 23);

/// A moment of which a sheet gives only the day.
const MORNING: (u32, u32) = (9, 0);

/// How many years later than written the sheets are read; a year counts when it is over.
fn years(today: NaiveDate) -> i32 {
    let (year, month, day) = WRITTEN;
    today.year() - year - i32::from((today.month(), today.day()) < (month, day))
}

/// The day of a cell, and the time where there is one; `None` for what is no day of a sheet's own kind.
fn day(text: &str, today: NaiveDate) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let (day, time) = text.split_once(' ').unwrap_or((text, ""));
    let time = match time.trim() {
        "" => None,
        time => Some(NaiveTime::parse_from_str(time, "%H:%M").ok()?),
    };
    Some((offset(day, today).or_else(|| full(day, today))?, time))
}

fn offset(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    if word == "today" {
        return Some(today);
    }
    let (count, unit) = word.split_at_checked(word.len().checked_sub(1)?)?;
    let count: i64 = count.strip_prefix('+').unwrap_or(count).parse().ok()?;
    match unit {
        "d" => Some(plus(today, count)),
        "m" => moved(today, count),
        "y" => moved(today, count * 12),
        _ => None,
    }
}

fn full(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(word, "%Y-%m-%d").ok()?;
    moved(day, i64::from(years(today)) * 12)
}

fn moved(day: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 {
        day.checked_sub_months(count)
    } else {
        day.checked_add_months(count)
    }
}

/// The date of a cell.
pub fn date(text: &str, now: NaiveDateTime) -> Option<NaiveDate> {
    match day(text, now.date())? {
        (day, None) => Some(day),
        _ => None,
    }
}

/// The month of a cell, for a text that names one.
pub fn month(text: &str, now: NaiveDateTime) -> Option<String> {
    let ago = text.starts_with(['-', '+']) && text.ends_with('m');
    let day = ago.then(|| offset(text, now.date()))??;
    Some(day.format("%Y-%m").to_string())
}

/// The moment of a cell; of today only what has come already.
pub fn moment(text: &str, now: NaiveDateTime) -> Option<NaiveDateTime> {
    let (day, time) = day(text, now.date())?;
    let (hour, minute) = MORNING;
    let at = day.and_time(time.or_else(|| NaiveTime::from_hms_opt(hour, minute, 0))?);
    Some(if day == now.date() { at.min(now) } else { at })
}

/// The text with its years in braces as they are for the desk.
pub fn with_years(text: &str, now: NaiveDateTime) -> Cow<'_, str> {
    let Some((before, rest)) = text.split_once('{') else {
        return Cow::Borrowed(text);
    };
    let Some((year, after)) = rest.split_once('}') else {
        return Cow::Borrowed(text);
    };
    let Ok(year) = year.parse::<i32>() else {
        return Cow::Borrowed(text);
    };
    let year = year + years(now.date());
    Cow::Owned(format!("{before}{year}{}", with_years(after, now)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: i32, month: u32, day: u32) -> NaiveDateTime {
        let day = NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        day.and_hms_opt(8, 0, 0).expect("a time")
    }

    #[test]
    fn days_stand_around_the_desk() {
        let now = at(2026, 11, 23);
        for (text, day) in [
            ("today", "2026-11-23"),
            ("-40d", "2026-10-14"),
            ("+3d", "2026-11-26"),
            ("-2m", "2026-09-23"),
            ("2025-03-12", "2025-03-12"),
        ] {
            let found = date(text, now).map(|d| d.to_string());
            assert_eq!(found.as_deref(), Some(day), "{text}");
        }
        assert_eq!(date("-40d 08:30", now), None);
        assert_eq!(date("后天", now), None);
        assert_eq!(month("-14m", now).as_deref(), Some("2025-09"));
        assert_eq!(month("-14d", now), None);
    }

    #[test]
    fn a_moment_of_today_is_not_ahead_of_the_clock() {
        let now = at(2026, 11, 23);
        let shown = |text| moment(text, now).map(|m| m.to_string());
        assert_eq!(shown("-1d 14:30").as_deref(), Some("2026-11-22 14:30:00"));
        assert_eq!(shown("today 10:00").as_deref(), Some("2026-11-23 08:00:00"));
        assert_eq!(shown("+1d").as_deref(), Some("2026-11-24 09:00:00"));
    }

    #[test]
    fn years_move_with_the_desk_once_they_are_over() {
        for (now, year) in [
            (at(2026, 11, 22), "2024"),
            (at(2027, 11, 22), "2025"),
            (at(2028, 2, 29), "2026"),
        ] {
            assert_eq!(with_years("{2025} 年报", now), format!("{year} 年报"));
            let day = date("2025-03-12", now).map(|d| d.to_string());
            assert_eq!(day, Some(format!("{year}-03-12")));
        }
    }
}
