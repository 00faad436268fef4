//! Lengths of time.
//!
//! Invariant: a length is a whole number of minutes and never negative; units fall from left to right, each at most once.
//! Must never know a date: a day is 24 hours here, and months have no length.

use super::{amount, figure, heard};

/// Reads a length of time, in minutes: `90 90m 1:30 1h30 1.5h 2小时 1个半小时 半小时 2d 1天2小时`.
///
/// A bare number is minutes. `None` for a negative length and for one that is no whole number of minutes (`0.33h`).
#[must_use]
pub fn duration(text: &str) -> Option<i64> {
    read(&heard(text)?)
}

/// [`duration`] on text that was heard already.
pub(super) fn read(said: &str) -> Option<i64> {
    if let Some((hours, minutes)) = said.split_once(':') {
        let minutes = figure(minutes, 2).filter(|m| minutes.len() == 2 && *m < 60)?;
        let hours = amount::plain(hours, 0)?.checked_mul(60)?;
        return hours.checked_add(i64::from(minutes));
    }
    let tight = said.replace(' ', "");
    if let Some(minutes) = amount::plain(&tight, 0) {
        return Some(minutes);
    }
    let mut total: i64 = 0;
    let mut rest = tight.as_str();
    let mut least = i64::MAX;
    while !rest.is_empty() {
        let (minutes, unit, left) = portion(rest, least)?;
        // Units come once and fall: `1天2小时`, never `30m1h`.
        if unit >= least {
            return None;
        }
        total = total.checked_add(minutes)?;
        least = unit;
        rest = left;
    }
    Some(total)
}

/// One number with its unit from the start of `said`: its minutes, the unit in minutes, and what is left.
fn portion(said: &str, before: i64) -> Option<(i64, i64, &str)> {
    const UNITS: [(i64, &str); 3] = [
        (1440, "days day 天 d"),
        (60, "个小时 小时 hours hour hrs hr h"),
        (1, "分钟 分 minutes minute mins min m"),
    ];
    let (ten_thousandths, left) = if let Some(left) = said.strip_prefix('半') {
        if before == 60 {
            // 2小时半: the half is of the hour before it, and ends the length.
            return left.is_empty().then_some((30, 1, left));
        }
        (5000, left)
    } else {
        let end = said
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(said.len());
        let (number, left) = said.split_at(end);
        if left.is_empty() && before == 60 {
            return figure(number, 2)
                .filter(|m| *m < 60)
                .map(|m| (i64::from(m), 1, left));
        }
        let number = match amount::plain(number, 0) {
            Some(whole) => i128::from(whole) * 10_000,
            None => i128::from(amount::plain(number, 4)?),
        };
        match left.strip_prefix("个半") {
            Some(left) => (number + 5000, left),
            None => (number, left),
        }
    };
    let (minutes, unit) = UNITS.iter().find_map(|(minutes, names)| {
        names
            .split(' ')
            .find(|name| left.starts_with(name))
            .map(|name| (*minutes, name))
    })?;
    let total = ten_thousandths * i128::from(minutes);
    let whole = i64::try_from(total / 10_000).ok()?;
    (total % 10_000 == 0).then_some((whole, minutes, &left[unit.len()..]))
}

/// Shows a length of time: `45m`, `2h`, `1h30`; hours run on beyond a day (`48h`). A negative one, which only a computed
/// figure can be, gets a sign and is not read back.
#[must_use]
pub fn show_duration(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let minutes = minutes.unsigned_abs();
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{sign}{minutes}m"),
        (hours, 0) => format!("{sign}{hours}h"),
        (hours, minutes) => format!("{sign}{hours}h{minutes:02}"),
    }
}
