//! Counting days over years: how many of a kind lie before each day of a year, so that no count walks the days.
//!
//! Invariant: a count over a span with an unknown day is `None`.

use chrono::{Datelike, NaiveDate};

use super::Calendar;

/// A kind of day that deadlines count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    Working,
    Transfer,
}

/// One year: how many of its first `i` days are of the kind, and of how many it is known.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    yes: Vec<u16>,
    known: Vec<u16>,
}

impl Tally {
    pub fn new(year: i32, is: impl Fn(NaiveDate) -> Option<bool>) -> Self {
        let (mut yes, mut known) = (vec![0], vec![0]);
        let (mut of_kind, mut told) = (0, 0);
        for day in (1..=366).filter_map(|n| NaiveDate::from_yo_opt(year, n)) {
            let answer = is(day);
            told += u16::from(answer.is_some());
            of_kind += u16::from(answer == Some(true));
            yes.push(of_kind);
            known.push(told);
        }
        Self { yes, known }
    }

    fn len(&self) -> usize {
        self.yes.len() - 1
    }

    fn sure(&self, from: usize, to: usize) -> Option<()> {
        (usize::from(self.known[to] - self.known[from]) == to - from).then_some(())
    }

    /// Days of the kind among the days from one place to before another.
    fn count(&self, from: usize, to: usize) -> Option<i64> {
        self.sure(from, to)?;
        Some(i64::from(self.yes[to] - self.yes[from]))
    }

    /// The place of the first unknown day from a place on.
    pub fn unknown(&self, from: usize) -> Option<usize> {
        (from..self.len()).find(|i| self.known[*i] == self.known[i + 1])
    }

    /// The place of the `n`-th day of the kind from a place on, or how many there are till the end of the year.
    fn forward(&self, from: usize, n: u64) -> Option<Result<usize, u64>> {
        let there = u64::from(self.yes[self.len()] - self.yes[from]);
        if there < n {
            self.sure(from, self.len())?;
            return Some(Err(there));
        }
        let sought = u64::from(self.yes[from]) + n;
        let found = self.yes.partition_point(|c| u64::from(*c) < sought);
        self.sure(from, found)?;
        Some(Ok(found - 1))
    }

    /// The place of the `n`-th day of the kind backwards from before a place, or how many there are in the year.
    fn backward(&self, to: usize, n: u64) -> Option<Result<usize, u64>> {
        let there = u64::from(self.yes[to]);
        if there < n {
            self.sure(0, to)?;
            return Some(Err(there));
        }
        let sought = there - n + 1;
        let found = self.yes.partition_point(|c| u64::from(*c) < sought);
        self.sure(found - 1, to)?;
        Some(Ok(found - 1))
    }
}

impl Calendar {
    pub(super) fn tally(&self, kind: DayKind, year: i32) -> Option<&Tally> {
        match kind {
            DayKind::Working => self.working.get(&year),
            DayKind::Transfer => self.transfer.get(&year),
        }
    }

    /// The `n`-th day of a kind after a day, before it if negative; the day itself for 0.
    pub fn nth(&self, kind: DayKind, day: NaiveDate, n: i64) -> Option<NaiveDate> {
        let mut rest = n.unsigned_abs();
        if rest == 0 {
            return Some(day);
        }
        let mut year = day.year();
        let place = day.ordinal0() as usize;
        let mut edge = if n > 0 { place + 1 } else { place };
        loop {
            let tally = self.tally(kind, year)?;
            let found = if n > 0 {
                tally.forward(edge, rest)?
            } else {
                tally.backward(edge, rest)?
            };
            match found {
                Ok(place) => {
                    return NaiveDate::from_yo_opt(year, u32::try_from(place).ok()? + 1);
                }
                Err(there) => rest -= there,
            }
            if n > 0 {
                (year, edge) = (year + 1, 0);
            } else {
                year -= 1;
                edge = self.tally(kind, year)?.len();
            }
        }
    }

    /// Days of a kind after `a` up to and with `b`; from `b` to before `a`, negative, where `b` is earlier.
    pub fn between(&self, kind: DayKind, a: NaiveDate, b: NaiveDate) -> Option<i64> {
        if b < a {
            return Some(-self.within(kind, (b, 0), (a, 0))?);
        }
        if a == b {
            return Some(0);
        }
        self.within(kind, (a, 1), (b, 1))
    }

    /// Days of a kind from one edge to another, each the beginning (0) or the end (1) of a day.
    fn within(
        &self,
        kind: DayKind,
        from: (NaiveDate, usize),
        to: (NaiveDate, usize),
    ) -> Option<i64> {
        let edge = |(day, side): (NaiveDate, usize)| day.ordinal0() as usize + side;
        let mut sum = 0;
        for year in from.0.year()..=to.0.year() {
            let tally = self.tally(kind, year)?;
            let first = if year == from.0.year() { edge(from) } else { 0 };
            let last = if year == to.0.year() {
                edge(to)
            } else {
                tally.len()
            };
            sum += tally.count(first, last)?;
        }
        Some(sum)
    }
}
