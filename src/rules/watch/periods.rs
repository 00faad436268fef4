//! Periods of the calendar in which something was to be done, and was not. Pure.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::model::calendar::Calendar;
use crate::model::form::rule::Period;
use crate::model::value::DATE;

/// What is missing of the periods that are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Whole periods without a record, by name, oldest first.
    pub names: Vec<String>,
    /// The last day of the oldest of them.
    pub since: Option<NaiveDate>,
    /// The running period has none yet: its last day.
    pub due: Option<NaiveDate>,
    /// The first day of the running period.
    pub began: NaiveDate,
    /// A day that the calendar does not know, and on which nothing was done.
    pub unknown: Option<NaiveDate>,
}

/// What to look at.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub period: Period,
    /// How many whole periods back.
    pub reach: u32,
    /// Days that a period may be late.
    pub grace: i64,
    /// Nothing is asked for periods that begin before.
    pub start: NaiveDate,
    pub today: NaiveDate,
}

/// Which periods are missing, given the days on which something was done.
pub fn missing(asked: Asked, days: &BTreeSet<NaiveDate>, calendar: &Calendar) -> Missing {
    let mut out = Missing::default();
    let Asked { period, today, .. } = asked;
    let done = |from, to| days.range(from..=to).next().is_some();
    let (mut from, to) = bounds(period, today);
    out.began = from;
    if from >= asked.start && !done(from, to) {
        match counts(period, today, calendar) {
            Some(true) => out.due = Some(to),
            Some(false) => {}
            None => out.unknown = Some(from),
        }
    }
    let mut looked = 0;
    while looked < asked.reach {
        let Some(before) = from.checked_sub_days(Days::new(1)) else {
            break;
        };
        let last;
        (from, last) = bounds(period, before);
        if from < asked.start {
            break;
        }
        match counts(period, from, calendar) {
            None if done(from, last) => {}
            None => out.unknown = Some(from),
            Some(false) => continue,
            Some(true) => {
                let late = last.checked_add_days(Days::new(asked.grace.max(0).unsigned_abs()));
                if late.is_some_and(|late| today > late) && !done(from, last) {
                    out.names.push(name(period, from));
                    out.since = Some(last);
                }
            }
        }
        looked += 1;
    }
    out.names.reverse();
    out
}

/// Whether a period is one in which something is to be done.
fn counts(period: Period, day: NaiveDate, calendar: &Calendar) -> Option<bool> {
    match period {
        Period::WorkingDay => calendar.is_working_day(day),
        Period::TeachingDay => calendar.is_teaching_day(day),
        _ => Some(true),
    }
}

/// The first and last day of the period around a day.
pub fn bounds(period: Period, day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let months = |each: u32| {
        let first = (day.month0() / each) * each + 1;
        let from = NaiveDate::from_ymd_opt(day.year(), first, 1).unwrap_or(day);
        let next = from.checked_add_months(Months::new(each));
        let last = next.and_then(|n| n.checked_sub_days(Days::new(1)));
        (from, last.unwrap_or(day))
    };
    match period {
        Period::Day | Period::WorkingDay | Period::TeachingDay => (day, day),
        Period::Week => {
            let back = u64::from(day.weekday().num_days_from_monday());
            let from = day.checked_sub_days(Days::new(back)).unwrap_or(day);
            (from, from.checked_add_days(Days::new(6)).unwrap_or(day))
        }
        Period::Month => months(1),
        Period::Quarter => months(3),
        Period::Half => months(6),
        Period::Year => months(12),
    }
}

/// A period as people write it: `2026-10-09`, `2026-W41`, `2026-10`, `2026-Q4`, `2026-H2`, `2026`.
fn name(period: Period, from: NaiveDate) -> String {
    let year = from.year();
    match period {
        Period::Day | Period::WorkingDay | Period::TeachingDay => from.format(DATE).to_string(),
        Period::Week => format!("{}-W{:02}", from.iso_week().year(), from.iso_week().week()),
        Period::Month => format!("{year}-{:02}", from.month()),
        Period::Quarter => format!("{year}-Q{}", from.month0() / 3 + 1),
        Period::Half => format!("{year}-H{}", from.month0() / 6 + 1),
        Period::Year => year.to_string(),
    }
}

/// The days of a list; what is no date is passed over.
pub fn days(list: &str) -> BTreeSet<NaiveDate> {
    let day = |d: &str| NaiveDate::parse_from_str(d.get(..10)?, DATE).ok();
    list.split(',').filter_map(day).collect()
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, DATE).expect("a date")
    }

    fn asked(period: Period, today: &str) -> Asked {
        Asked {
            period,
            reach: period.usual_reach(),
            grace: 0,
            start: day("2026-01-01"),
            today: day(today),
        }
    }

    #[test]
    fn a_month_without_a_record_is_named_and_the_running_one_is_due() {
        let done = days("2026-01-31,2026-03-01");
        let found = missing(
            asked(Period::Month, "2026-04-10"),
            &done,
            &Calendar::announced(),
        );
        assert_eq!(found.names, ["2026-02"]);
        assert_eq!(found.since, Some(day("2026-02-28")));
        assert_eq!(found.due, Some(day("2026-04-30")));
    }

    #[test]
    fn rest_days_are_not_asked_for_and_shifted_saturdays_are() {
        // The week of the National Day 2026 rests from the 1st to the 7th; Saturday the 10th is worked.
        let done = days("2026-09-30,2026-10-08,2026-10-09");
        let ask = Asked {
            start: day("2026-09-30"),
            ..asked(Period::WorkingDay, "2026-10-12")
        };
        let found = missing(ask, &done, &Calendar::announced());
        assert_eq!(found.names, ["2026-10-10"]);
        assert_eq!(found.due, Some(day("2026-10-12")));
    }

    #[test]
    fn a_day_that_the_calendar_does_not_know_is_said() {
        let ask = Asked {
            start: day("2027-01-04"),
            ..asked(Period::WorkingDay, "2027-01-06")
        };
        let found = missing(ask, &BTreeSet::new(), &Calendar::announced());
        assert!(
            found.names.is_empty() && found.unknown.is_some(),
            "{found:?}"
        );
    }

    #[test]
    fn the_ends_of_time_are_no_trouble() {
        for today in [
            NaiveDate::MIN,
            NaiveDate::MAX,
            day("0001-01-01"),
            day("9999-12-31"),
        ] {
            for period in Period::iter() {
                let ask = Asked {
                    start: NaiveDate::MIN,
                    today,
                    ..asked(period, "2026-01-01")
                };
                let _ = missing(ask, &BTreeSet::new(), &Calendar::announced());
            }
        }
    }

    #[test]
    fn grace_lets_a_period_be_late() {
        let late = Asked {
            grace: 10,
            ..asked(Period::Quarter, "2026-04-10")
        };
        assert_eq!(
            missing(late, &BTreeSet::new(), &Calendar::announced()).names,
            Vec::<String>::new()
        );
        let later = Asked {
            today: day("2026-04-11"),
            ..late
        };
        assert_eq!(
            missing(later, &BTreeSet::new(), &Calendar::announced()).names,
            ["2026-Q1"]
        );
    }
}
