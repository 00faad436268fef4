//! School terms: their weeks A and B, and the periods of their days.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};

/// Which of two weekly plans a week follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Week {
    A,
    B,
}

impl Week {
    /// Reads `A` or `B`.
    pub fn read(text: &str) -> Option<Self> {
        match text {
            "A" | "a" => Some(Self::A),
            "B" | "b" => Some(Self::B),
            _ => None,
        }
    }

    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// A lesson's place in the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LessonPeriod {
    pub no: u32,
    pub start: NaiveTime,
    pub end: NaiveTime,
}

/// A term from its first to its last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub name: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The letter of the week in which the first day lies; `None` where the school has one plan for all weeks.
    pub first_week: Option<Week>,
    pub periods: Vec<LessonPeriod>,
}

impl Term {
    pub fn has(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The number of the week within the term, from 1; weeks begin on Monday.
    pub fn week_number(&self, day: NaiveDate) -> Option<i64> {
        let into = i64::from(self.from.weekday().num_days_from_monday());
        let days = day.signed_duration_since(self.from) + TimeDelta::try_days(into)?;
        self.has(day).then(|| days.num_days() / 7 + 1)
    }

    /// The letter of the week in which a day lies.
    pub fn week(&self, day: NaiveDate) -> Option<Week> {
        let first = self.first_week?;
        let odd = self.week_number(day)? % 2 == 1;
        Some(if odd { first } else { first.other() })
    }

    /// The period in which a time lies; its first minute belongs to it, the minute at which it ends does not.
    pub fn period_at(&self, time: NaiveTime) -> Option<&LessonPeriod> {
        self.periods
            .iter()
            .find(|p| p.start <= time && time < p.end)
    }
}
