//! Dates as people write and say them.
//!
//! Invariant: every date returned lies in the years 1 to 9999 (the stored form has four digits) and exists in the calendar.
//! Must never look at the clock or at a calendar of days off.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{figure, heard, shifted, week};

/// Days from today, by name.
const NAMED: [(i64, &str); 7] = [
    (0, "t today 今天 今日 今"),
    (1, "tomorrow tmr 明天 明日"),
    (2, "后天"),
    (3, "大后天"),
    (-1, "yesterday 昨天 昨日"),
    (-2, "前天"),
    (-3, "大前天"),
];

/// Reads a date, relative to `today` where it is not complete.
///
/// * complete: `2026-11-23 2026/11/23 2026.11.23 20261123 2026年11月23日`; the year has four digits
/// * month and day of this year: `11-23 11/23 11.23 1123 11月23日`; day of this month: `23 23日`
/// * steps: `+3 -3` days, `+1w +2m +1y`, `3天后`, `2周前` (a month from 31 January is the last of February)
/// * names: `t today 今天 明天 后天 昨天 前天 tomorrow yesterday`, `月初 月底 eom 上月底 下月初 年初 年底`
/// * weekdays: `mon`…`sun`, `周一`…`周日`, `星期天` are the coming one, today included; `本周三 上周五 下周三` and
///   `this`/`next mon` belong to this, the last, the next week from Monday to Sunday; `last fri` is the latest before today
///
/// `None` for everything else, also for 30 February.
#[must_use]
pub fn date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    read(&heard(text)?, today)
}

/// [`date`] on text that was heard already.
pub(super) fn read(said: &str, today: NaiveDate) -> Option<NaiveDate> {
    let found = named(said, today)
        .or_else(|| edge(said, today))
        .or_else(|| step(said, today))
        .or_else(|| week::read(said, today))
        .or_else(|| figures(said, today))?;
    (1..=9999).contains(&found.year()).then_some(found)
}

fn named(said: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (days, _) = NAMED
        .iter()
        .find(|(_, names)| names.split(' ').any(|name| name == said))?;
    shifted(today, *days)
}

/// The first or last day of a month or of this year.
fn edge(said: &str, today: NaiveDate) -> Option<NaiveDate> {
    let month = Months::new(1);
    let first = today.with_day(1)?;
    let (first, rest) = match (said.strip_prefix('上'), said.strip_prefix('下')) {
        (Some(rest), _) => (first.checked_sub_months(month)?, rest),
        (_, Some(rest)) => (first.checked_add_months(month)?, rest),
        _ => (first, said.strip_prefix(['本', '这']).unwrap_or(said)),
    };
    match (said, rest.strip_prefix('个').unwrap_or(rest)) {
        (_, "月初" | "bom") => Some(first),
        (_, "月底" | "月末" | "eom") => first.checked_add_months(month)?.pred_opt(),
        ("年初" | "boy", _) => NaiveDate::from_ymd_opt(today.year(), 1, 1),
        ("年底" | "年末" | "eoy", _) => NaiveDate::from_ymd_opt(today.year(), 12, 31),
        _ => None,
    }
}

/// A signed number with a unit, days if there is none: `+3`, `-1w`, `3天后`.
fn step(said: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (back, body, spoken) = signed(said)?;
    let split = body
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(body.len());
    let (count, unit) = body.split_at(split);
    let count = figure(count, 7)?;
    let months = |each: u32| {
        let months = Months::new(count.checked_mul(each)?);
        if back {
            today.checked_sub_months(months)
        } else {
            today.checked_add_months(months)
        }
    };
    let days = |each: u64| {
        let days = Days::new(u64::from(count) * each);
        if back {
            today.checked_sub_days(days)
        } else {
            today.checked_add_days(days)
        }
    };
    match unit.trim() {
        "" if !spoken => days(1),
        "d" | "day" | "days" | "天" | "日" => days(1),
        "w" | "week" | "weeks" | "周" | "个星期" | "星期" | "礼拜" => days(7),
        "m" | "month" | "months" | "个月" | "月" => months(1),
        "y" | "year" | "years" | "年" => months(12),
        _ => None,
    }
}

/// Whether it goes back, how far, and whether the direction was said in words after the number.
pub(super) fn signed(said: &str) -> Option<(bool, &str, bool)> {
    for (sign, back) in [('+', false), ('-', true)] {
        if let Some(body) = said.strip_prefix(sign) {
            return Some((back, body.trim_start(), false));
        }
    }
    for (word, back) in [
        ("以后", false),
        ("之后", false),
        ("后", false),
        ("以前", true),
        ("之前", true),
        ("前", true),
    ] {
        if let Some(body) = said.strip_suffix(word) {
            return Some((back, body.trim_end(), true));
        }
    }
    None
}

/// Dates made of figures, separated or not.
fn figures(said: &str, today: NaiveDate) -> Option<NaiveDate> {
    let plain = if said.contains(['年', '月', '日', '号']) {
        // `2026年 11 月` is one date; blanks between bare figures stay an error.
        let tight = said.replace(' ', "");
        tight
            .strip_suffix(['日', '号'])
            .unwrap_or(&tight)
            .replace(['年', '月'], "-")
    } else {
        said.to_owned()
    };
    let parts: Vec<&str> = plain.split(['-', '/', '.']).collect();
    let (year, month, day) = match parts[..] {
        [run] if run.len() == 8 && run.is_ascii() => (Some(&run[..4]), Some(&run[4..6]), &run[6..]),
        [run] if run.len() == 4 && run.is_ascii() => (None, Some(&run[..2]), &run[2..]),
        [day] => (None, None, day),
        [month, day] => (None, Some(month), day),
        [year, month, day] if year.len() == 4 => (Some(year), Some(month), day),
        _ => return None,
    };
    let year = match year {
        Some(year) => i32::try_from(figure(year, 4)?).ok()?,
        None => today.year(),
    };
    let month = match month {
        Some(month) => figure(month, 2)?,
        None => today.month(),
    };
    NaiveDate::from_ymd_opt(year, month, figure(day, 2)?)
}
