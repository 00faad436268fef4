//! Days and moments in SQLite.

use crate::store::sql::dialect::{Days, TimeUnit};

use super::Sqlite;

/// A moment as the file keeps it.
const MOMENT: &str = "'%Y-%m-%dT%H:%M'";

impl Days for Sqlite {
    fn days_between(&self, from: &str, to: &str) -> String {
        format!("CAST(julianday({to}) - julianday({from}) AS INTEGER)")
    }

    fn hours_between(&self, from: &str, to: &str) -> String {
        format!("((unixepoch({to}) - unixepoch({from})) / 3600.0)")
    }

    fn minutes_between(&self, from: &str, to: &str) -> String {
        format!("((unixepoch({to}) - unixepoch({from})) / 60)")
    }

    fn months_between(&self, from: &str, to: &str) -> String {
        format!(
            "(({} - {}) * 12 + {} - {} - (substr({to}, 9, 2) < substr({from}, 9, 2) \
             AND strftime('%d', substr({to}, 1, 10), '+1 day') <> '01'))",
            part(to, 1, 4),
            part(from, 1, 4),
            part(to, 6, 2),
            part(from, 6, 2)
        )
    }

    fn moved(&self, at: &str, by: &str, span: TimeUnit) -> String {
        match span {
            TimeUnit::Days => format!("date({at}, ({by}) || ' days')"),
            TimeUnit::Months => format!("date({at}, ({by}) || ' months', 'floor')"),
            TimeUnit::Years => format!("date({at}, ({by}) || ' years', 'floor')"),
            TimeUnit::Hours => format!("strftime({MOMENT}, {at}, ({by}) || ' hours')"),
            TimeUnit::Minutes => format!("strftime({MOMENT}, {at}, ({by}) || ' minutes')"),
        }
    }

    fn day_after(&self, day: &str) -> String {
        format!("date({day}, '+1 day')")
    }

    fn weekday(&self, day: &str) -> String {
        format!("((CAST(strftime('%w', {day}) AS INTEGER) + 6) % 7 + 1)")
    }

    fn period_start(&self, day: &str, period: &str) -> String {
        match period {
            // The Monday on or before it.
            "week" => format!("date({day}, '-6 days', 'weekday 1')"),
            "month" => format!("date({day}, 'start of month')"),
            "quarter" => of_months(day, 3),
            "half" => of_months(day, 6),
            "year" => format!("date({day}, 'start of year')"),
            _ => format!("date({day})"),
        }
    }

    fn period_end(&self, day: &str, period: &str) -> String {
        let months = match period {
            "week" => return format!("date({day}, 'weekday 0')"),
            "month" => 1,
            "quarter" => 3,
            "half" => 6,
            "year" => 12,
            _ => return format!("date({day})"),
        };
        format!(
            "date({}, '+{months} months', '-1 day')",
            self.period_start(day, period)
        )
    }

    fn wall(&self, utc: &str) -> String {
        format!("strftime({MOMENT}, {utc}, 'localtime')")
    }
}

fn part(day: &str, from: u8, len: u8) -> String {
    format!("CAST(substr({day}, {from}, {len}) AS INTEGER)")
}

/// The first day of a stretch of months that divides the year.
fn of_months(day: &str, months: u8) -> String {
    format!(
        "date({day}, 'start of month', (-(({} - 1) % {months})) || ' months')",
        part(day, 6, 2)
    )
}
