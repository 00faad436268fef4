//! Spans of days as conditions name them: a year, a month, this week, a single day.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::model::text::{safety, typed};

const NAMED: [(&str, SpanUnit, i32); 14] = [
    ("本周", SpanUnit::Week, 0),
    ("this week", SpanUnit::Week, 0),
    ("上周", SpanUnit::Week, -1),
    ("last week", SpanUnit::Week, -1),
    ("下周", SpanUnit::Week, 1),
    ("next week", SpanUnit::Week, 1),
    ("本月", SpanUnit::Month, 0),
    ("this month", SpanUnit::Month, 0),
    ("上月", SpanUnit::Month, -1),
    ("last month", SpanUnit::Month, -1),
    ("今年", SpanUnit::Year, 0),
    ("this year", SpanUnit::Year, 0),
    ("去年", SpanUnit::Year, -1),
    ("last year", SpanUnit::Year, -1),
];

#[derive(Clone, Copy)]
enum SpanUnit {
    Week,
    Month,
    Year,
}

/// First and last day of what the text names; `None` where it names no days.
pub fn span(text: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let folded = safety::fold(text.trim()).to_lowercase();
    if let Some((_, unit, step)) = NAMED.iter().find(|(name, ..)| *name == folded) {
        return named(*unit, *step, today);
    }
    if let Some((from, to)) = figures(&folded) {
        return Some((from, to));
    }
    let day = typed::date(&folded, today)?;
    Some((day, day))
}

fn named(unit: SpanUnit, step: i32, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    match unit {
        SpanUnit::Week => {
            let monday = today.week(chrono::Weekday::Mon).checked_first_day()?;
            let days = Days::new(u64::from(step.unsigned_abs()) * 7);
            let from = if step < 0 {
                monday.checked_sub_days(days)?
            } else {
                monday.checked_add_days(days)?
            };
            Some((from, from.checked_add_days(Days::new(6))?))
        }
        SpanUnit::Month => {
            let first = today.with_day(1)?;
            let months = Months::new(step.unsigned_abs());
            month(if step < 0 {
                first.checked_sub_months(months)?
            } else {
                first.checked_add_months(months)?
            })
        }
        SpanUnit::Year => year(today.year() + step),
    }
}

/// `2026`, `2026-11`, `2026/11`, `2026年`, `2026年11月`.
fn figures(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let text = text.trim_end_matches('月');
    let (head, tail) = match text.split_once(['-', '/', '年']) {
        Some((head, tail)) => (head, tail),
        None => (text, ""),
    };
    let digits = |part: &str, most: usize| {
        let plain = !part.is_empty() && part.len() <= most;
        (plain && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let of = digits(head, 4).filter(|y| (1900..=2199).contains(y))?;
    let of = i32::try_from(of).ok()?;
    if tail.is_empty() {
        return year(of);
    }
    month(NaiveDate::from_ymd_opt(of, digits(tail, 2)?, 1)?)
}

fn month(first: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
    Some((first, last))
}

fn year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    Some((first, NaiveDate::from_ymd_opt(year, 12, 31)?))
}
