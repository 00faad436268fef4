//! Which days count: statutory holidays and shifted working days, what the organisation says of its own days, terms.
//!
//! Invariant: every answer is `Some` only where all the days it rests on are known; a year that was not announced
//! gives `None`, never a guess from weekends. Must never know the clock, a file, or where the days were kept.

mod shipped;
mod tally;
mod term;
mod words;
mod year;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

pub use shipped::{faults, shipped, sources};
pub use tally::DayKind;
use tally::Tally;
pub use term::{LessonPeriod, Term, Week};
pub use words::{no_terms, not_loaded, out_of_reach};
pub use year::{FESTIVALS, Holiday, Year};

/// What the organisation says of one of its days; what it leaves open stays as announced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Override {
    pub working: Option<bool>,
    pub transfer: Option<bool>,
    pub teaching: Option<bool>,
}

/// The days of one desk.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
    days: BTreeMap<NaiveDate, Override>,
    terms: Vec<Term>,
    working: BTreeMap<i32, Tally>,
    transfer: BTreeMap<i32, Tally>,
}

impl Calendar {
    /// The calendar of announced years, a desk's own days and its terms.
    pub fn new(
        years: &[Year],
        days: impl IntoIterator<Item = (NaiveDate, Override)>,
        terms: impl IntoIterator<Item = Term>,
    ) -> Self {
        let mut terms: Vec<Term> = terms.into_iter().filter(|t| t.from <= t.to).collect();
        terms.sort_by_key(|t| (t.from, t.to));
        let mut calendar = Self {
            years: years.iter().map(|y| (y.year, y.clone())).collect(),
            days: days.into_iter().collect(),
            terms,
            ..Self::default()
        };
        let mut known: Vec<i32> = calendar.years.keys().copied().collect();
        known.extend(calendar.days.keys().map(Datelike::year));
        known.sort_unstable();
        known.dedup();
        let count = |kind| {
            let tally = |y: &i32| (*y, Tally::new(*y, |d| calendar.is(kind, d)));
            known.iter().map(tally).collect()
        };
        let (working, transfer) = (count(DayKind::Working), count(DayKind::Transfer));
        (calendar.working, calendar.transfer) = (working, transfer);
        calendar
    }

    /// The announced years that come with the program, and nothing of a desk.
    pub fn announced() -> Self {
        Self::new(shipped(), [], [])
    }

    /// Whether a day is of a kind.
    fn is(&self, kind: DayKind, day: NaiveDate) -> Option<bool> {
        match kind {
            DayKind::Working => self.is_working_day(day),
            DayKind::Transfer => self.is_transfer_day(day),
        }
    }

    /// Whether people are at work: weekdays without holidays, and shifted weekend days.
    pub fn is_working_day(&self, day: NaiveDate) -> Option<bool> {
        let own = self.days.get(&day).and_then(|o| o.working);
        own.or_else(|| Some(self.years.get(&day.year())?.is_working_day(day)))
    }

    /// Whether shares can be transferred: Monday to Friday without holidays. A shifted weekend day is none.
    pub fn is_transfer_day(&self, day: NaiveDate) -> Option<bool> {
        let own = self.days.get(&day).and_then(|o| o.transfer);
        own.or_else(|| Some(self.years.get(&day.year())?.is_transfer_day(day)))
    }

    /// Whether lessons are held: a working day within a term. Before the first and after the last term nothing is
    /// known; between two terms no lessons are held.
    pub fn is_teaching_day(&self, day: NaiveDate) -> Option<bool> {
        if let Some(own) = self.days.get(&day).and_then(|o| o.teaching) {
            return Some(own);
        }
        if self.term(day).is_some() {
            return self.is_working_day(day);
        }
        let begun = self.terms.iter().any(|t| t.from <= day);
        let more = self.terms.iter().any(|t| t.to >= day);
        (begun && more).then_some(false)
    }

    /// The announced holiday to which a day belongs.
    pub fn holiday(&self, day: NaiveDate) -> Option<&Holiday> {
        self.years.get(&day.year())?.holiday(day)
    }

    /// What the organisation said of a day.
    pub fn own(&self, day: NaiveDate) -> Option<&Override> {
        self.days.get(&day)
    }

    /// The `n`-th working day after a day, before it if negative; the day itself for 0.
    pub fn nth_working_day_after(&self, day: NaiveDate, n: i64) -> Option<NaiveDate> {
        self.nth(DayKind::Working, day, n)
    }

    /// The `n`-th transfer day after a day, before it if negative; the day itself for 0.
    pub fn nth_transfer_day_after(&self, day: NaiveDate, n: i64) -> Option<NaiveDate> {
        self.nth(DayKind::Transfer, day, n)
    }

    /// How many working days lie after `a` up to and with `b`. Where `b` is earlier: how many lie from `b` up to
    /// the day before `a`, as a negative number. So it counts back what [`Self::nth_working_day_after`] counts.
    pub fn working_days_between(&self, a: NaiveDate, b: NaiveDate) -> Option<i64> {
        self.between(DayKind::Working, a, b)
    }

    /// As [`Self::working_days_between`], of transfer days.
    pub fn transfer_days_between(&self, a: NaiveDate, b: NaiveDate) -> Option<i64> {
        self.between(DayKind::Transfer, a, b)
    }

    /// The first day from `a` to `b` of which it is not known whether it is of a kind.
    pub fn unknown(&self, kind: DayKind, a: NaiveDate, b: NaiveDate) -> Option<NaiveDate> {
        let mut day = a;
        while day <= b {
            let Some(tally) = self.tally(kind, day.year()) else {
                return Some(day);
            };
            if let Some(ordinal) = tally.unknown(day.ordinal0() as usize) {
                let found = NaiveDate::from_yo_opt(day.year(), u32::try_from(ordinal).ok()? + 1)?;
                return (found <= b).then_some(found);
            }
            day = NaiveDate::from_yo_opt(day.year().checked_add(1)?, 1)?;
        }
        None
    }

    /// The terms of the school, in their order.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The term in which a day lies.
    pub fn term(&self, day: NaiveDate) -> Option<&Term> {
        self.terms.iter().find(|t| t.has(day))
    }

    /// Whether a day lies in an A or a B week of its term.
    pub fn week(&self, day: NaiveDate) -> Option<Week> {
        self.term(day)?.week(day)
    }

    /// The weekday of a moment and the period of the term's day in which it lies.
    pub fn period_at(&self, moment: NaiveDateTime) -> Option<(Weekday, u32)> {
        let term = self.term(moment.date())?;
        let period = term.period_at(moment.time())?;
        Some((moment.weekday(), period.no))
    }

    /// When a period of a day begins and ends.
    pub fn lesson(&self, day: NaiveDate, no: u32) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let period = self.term(day)?.periods.iter().find(|p| p.no == no)?;
        Some((day.and_time(period.start), day.and_time(period.end)))
    }
}
