//! One day as a picture: a line for each record that a reference can name, and which hours are taken by what.

use std::ops::Range;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::model::Text;

/// One day of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridDay {
    pub register: String,
    pub view: String,
    pub label: Text,
    pub date: NaiveDate,
    /// From the first hour to before the last.
    pub hours: Range<u32>,
    pub lines: Vec<GridLine>,
    /// Every record that takes a part of a line.
    pub records: Vec<GridRecord>,
    /// What the other records that are shown too are called.
    pub also: Text,
    /// There is more on this day than was read.
    pub cut: bool,
}

/// A record that a reference can name, and what takes each of its hours: the places of records, what stands over the
/// others last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridLine {
    pub id: i64,
    pub name: String,
    pub hours: Vec<Vec<usize>>,
}

/// A record that takes hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRecord {
    pub register: String,
    pub id: i64,
    pub title: String,
    pub state: Option<Text>,
    pub from: NaiveDateTime,
    pub to: NaiveDateTime,
    pub mark: GridMark,
}

/// How an hour is taken; what comes later stands over what comes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GridMark {
    /// By a record of another register that is shown too.
    Also,
    /// By a record on which somebody has yet to decide: its state is open.
    Pending,
    Firm,
}

impl GridMark {
    /// From what stands over the others.
    pub const ALL: [Self; 3] = [Self::Firm, Self::Pending, Self::Also];
}

impl GridDay {
    /// Adds the line of an id where it is missing, in the order of ids.
    pub fn have(&mut self, id: i64, name: String) {
        if let Err(place) = self.lines.binary_search_by_key(&id, |line| line.id) {
            let hours = vec![Vec::new(); self.hours.len()];
            self.lines.insert(place, GridLine { id, name, hours });
        }
    }

    /// Puts a record on the line of an id. An hour is taken if any minute of it is.
    pub fn put(&mut self, line: i64, record: GridRecord) {
        let Some(at) = self.lines.iter().position(|l| l.id == line) else {
            return;
        };
        let place = self.records.len();
        for hour in 0..self.hours.len() {
            let (begins, ends) = self.stretch(hour);
            if record.from < ends && begins < record.to {
                let records = &self.records;
                let takers = &mut self.lines[at].hours[hour];
                let over = |taker: &usize| records[*taker].mark <= record.mark;
                takers.insert(takers.partition_point(over), place);
            }
        }
        self.records.push(record);
    }

    /// The place of an hour among those shown.
    pub fn hour_of(&self, time: NaiveTime) -> Option<usize> {
        self.hours.clone().position(|h| h == time.hour())
    }

    /// The hour of a place, from its beginning to its end.
    pub fn stretch(&self, place: usize) -> (NaiveDateTime, NaiveDateTime) {
        let hour = i64::from(self.hours.start) + i64::try_from(place).unwrap_or(0);
        let begins = self.date.and_time(NaiveTime::MIN) + Duration::hours(hour);
        (begins, begins + Duration::hours(1))
    }

    /// How an hour of a line is taken.
    pub fn mark(&self, line: &GridLine, hour: usize) -> Option<GridMark> {
        let record = line.hours.get(hour)?.last()?;
        Some(self.records.get(*record)?.mark)
    }

    /// The marks that occur.
    pub fn marks(&self) -> impl Iterator<Item = GridMark> {
        let occurs = |mark: &GridMark| self.records.iter().any(|r| r.mark == *mark);
        GridMark::ALL.into_iter().filter(occurs)
    }
}
