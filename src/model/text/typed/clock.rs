//! Times of day, and moments: a date with a time.
//!
//! Invariant: both are wall-clock times to the minute; `24:00` is no time of day (write 0:00 of the next day). Must never look
//! at the clock: `now` is handed in.

use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::{day, figure, heard, length};

/// Reads a time of day: `830 0830 8:30 8.30 08:30:00 9`, `8点 8点半 8点30分 20时`, `3pm`, `下午3点 晚上8:30`.
///
/// Two digits are an hour, three or four an hour and minutes. Seconds are dropped. `None` for `24:00`, `8:60`, `8:5`.
#[must_use]
pub fn time(text: &str) -> Option<NaiveTime> {
    read(&heard(text)?)
}

fn read(said: &str) -> Option<NaiveTime> {
    const HALVES: [&str; 10] = [
        "凌晨", "早上", "上午", "中午", "下午", "傍晚", "晚上", "晚", "am", "pm",
    ];
    let half = HALVES
        .iter()
        .find(|half| said.starts_with(**half) || said.ends_with(**half));
    let half = half.copied().unwrap_or("");
    let figures = said.strip_prefix(half).unwrap_or(said);
    let figures = figures.strip_suffix(half).unwrap_or(figures).trim();
    let (hour, minute) = if let Some((hour, rest)) = figures.split_once(['点', '时']) {
        (figure(hour.trim(), 2)?, spoken_minutes(rest.trim())?)
    } else {
        written(figures)?
    };
    NaiveTime::from_hms_opt(hour_of(half, hour)?, minute, 0)
}

fn spoken_minutes(said: &str) -> Option<u32> {
    match said {
        "" | "钟" | "整" => Some(0),
        "一刻" => Some(15),
        "半" => Some(30),
        "三刻" => Some(45),
        _ => figure(said.strip_suffix('分').unwrap_or(said), 2),
    }
}

/// Hour and minute from figures alone or with `:` or `.` between them.
fn written(figures: &str) -> Option<(u32, u32)> {
    let parts: Vec<&str> = figures.split(':').collect();
    let minutes = |text: &str| {
        if text.len() == 2 {
            figure(text, 2)
        } else {
            None
        }
    };
    match parts[..] {
        [run] => match (run.split_once('.'), run.len()) {
            (Some((hour, minute)), _) => Some((figure(hour, 2)?, minutes(minute)?)),
            (None, 3 | 4) => figure(run, 4).map(|run| (run / 100, run % 100)),
            (None, _) => Some((figure(run, 2)?, 0)),
        },
        [hour, minute] => Some((figure(hour, 2)?, minutes(minute)?)),
        [hour, minute, second] if minutes(second)? < 60 => {
            Some((figure(hour, 2)?, minutes(minute)?))
        }
        _ => None,
    }
}

/// The hour of 24, given the part of the day. `晚上12点` and `上午12点` mean different hours to different people.
fn hour_of(half: &str, hour: u32) -> Option<u32> {
    match (half, hour) {
        ("", _) => (hour < 24).then_some(hour),
        ("凌晨" | "am", 12) => Some(0),
        ("凌晨" | "am" | "早上" | "上午", _) => (hour < 12).then_some(hour),
        ("中午", 1 | 2) | ("下午" | "pm", 1..=11) | ("傍晚" | "晚上" | "晚", 5..=11) => {
            Some(hour + 12)
        }
        ("中午", 11 | 12) | ("下午" | "pm", 12..=23) | ("傍晚" | "晚上" | "晚", 17..=23) => {
            Some(hour)
        }
        _ => None,
    }
}

/// Reads a moment, relative to `now` where it is not complete; seconds are dropped.
///
/// * `now 现在 刚才`; steps of hours and minutes `+2h -30m 半小时前 10分钟后`
/// * a time alone is today's, and bare figures (`9`, `830`, `1123`, `11.23`) are always a time here
/// * date and time, parted by a blank, by `T`, or by the Chinese unit before: `11-23 830`, `2026-11-23T08:30`, `明天8点半`
/// * a date alone is 0:00 of that day, but the present time if it is today: who types `t` means now
#[must_use]
pub fn moment(text: &str, now: NaiveDateTime) -> Option<NaiveDateTime> {
    let said = heard(text)?;
    let now = now.with_second(0)?.with_nanosecond(0)?;
    let found = if matches!(said.as_str(), "now" | "现在" | "刚才" | "刚刚") {
        Some(now)
    } else if said.bytes().all(|b| b.is_ascii_digit() || b == b'.') && said.len() <= 5 {
        read(&said).map(|time| now.date().and_time(time))
    } else {
        shifted(&said, now)
            .or_else(|| read(&said).map(|time| now.date().and_time(time)))
            .or_else(|| whole_day(&said, now))
            .or_else(|| parted(&said, now))
    }?;
    (1..=9999).contains(&found.year()).then_some(found)
}

fn whole_day(said: &str, now: NaiveDateTime) -> Option<NaiveDateTime> {
    let date = day::read(said, now.date())?;
    if date == now.date() {
        Some(now)
    } else {
        date.and_hms_opt(0, 0, 0)
    }
}

fn shifted(said: &str, now: NaiveDateTime) -> Option<NaiveDateTime> {
    let (back, body, _) = day::signed(said)?;
    // Days and longer, and numbers without a unit, are steps of a date.
    if !body.contains(['h', 'm', '时', '分']) || body.contains(['d', '天']) {
        return None;
    }
    // `+2m` is two minutes here: `m` after a date is two months.
    let step = TimeDelta::try_minutes(length::read(body)?)?;
    if back {
        now.checked_sub_signed(step)
    } else {
        now.checked_add_signed(step)
    }
}

/// Tries every place where a date may end and a time begin.
fn parted(said: &str, now: NaiveDateTime) -> Option<NaiveDateTime> {
    said.char_indices().find_map(|(at, c)| {
        let after = at + c.len_utf8();
        let (date, time) = match c {
            ' ' | 't' => (&said[..at], &said[after..]),
            _ if !c.is_ascii() => (&said[..after], said[after..].trim_start()),
            _ => return None,
        };
        Some(day::read(date, now.date())?.and_time(read(time)?))
    })
}
