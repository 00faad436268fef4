//! The only place that asks the machine for the time.

use chrono::{DateTime, Local, NaiveDateTime, TimeZone, Utc};

use crate::model::Stamp;

/// Where the desk takes its time from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    Wall,
    /// Stands still: for tests, and for looking at another day.
    Fixed(NaiveDateTime),
}

impl Clock {
    /// The wall clock of the desk.
    pub fn now(self) -> NaiveDateTime {
        match self {
            Self::Wall => Local::now().naive_local(),
            Self::Fixed(at) => at,
        }
    }

    pub fn utc(self) -> DateTime<Utc> {
        match self {
            Self::Wall => Utc::now(),
            Self::Fixed(at) => Local
                .from_local_datetime(&at)
                .earliest()
                .map_or_else(|| at.and_utc(), |t| t.to_utc()),
        }
    }

    /// The stamp of an act at this moment.
    pub fn stamp(self, by: &str, me: Option<i64>) -> Stamp {
        Stamp {
            now: self.now(),
            utc: self.utc(),
            by: by.to_owned(),
            me,
        }
    }
}
