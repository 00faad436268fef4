//! The calendar of the demo: days and moments around the desk's clock, and the school's periods.

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

/// The moment around which everything happens.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    pub now: NaiveDateTime,
}

/// Beginning and end of the eight periods and of the evening, in minutes after midnight.
pub const PERIODS: [(i64, i64); 9] = [
    (480, 525),
    (535, 580),
    (600, 645),
    (655, 700),
    (840, 885),
    (895, 940),
    (960, 1005),
    (1015, 1060),
    (1140, 1230),
];

impl Around {
    pub fn today(self) -> NaiveDate {
        self.now.date()
    }

    /// The day so many days from today.
    pub fn day(self, offset: i64) -> NaiveDate {
        plus(self.today(), offset)
    }

    /// A moment of the day so many days from today.
    pub fn at(self, offset: i64, hour: u32, minute: u32) -> NaiveDateTime {
        at(self.day(offset), i64::from(hour * 60 + minute))
    }

    /// So many hours ago.
    pub fn hours_ago(self, hours: i64) -> NaiveDateTime {
        self.now - Duration::hours(hours)
    }

    /// The newest moment of a working day's office hours that is not after the given one.
    pub fn office_before(self, at: NaiveDateTime) -> NaiveDateTime {
        let minute = i64::from(at.hour() * 60 + at.minute());
        let (mut day, mut minute) = match minute {
            ..480 => (plus(at.date(), -1), 900 + minute % 90),
            480..=1035 => (at.date(), minute),
            _ => (at.date(), 940 + minute % 90),
        };
        while !is_workday(day) {
            day = plus(day, -1);
            minute = 560 + minute % 400;
        }
        self::at(day, minute)
    }

    /// The first moment of a working day's office hours that is not before the given one, or the newest one there is.
    pub fn office_after(self, at: NaiveDateTime) -> NaiveDateTime {
        let minute = i64::from(at.hour() * 60 + at.minute());
        let (mut day, mut minute) = match minute {
            ..480 => (at.date(), 482 + minute % 50),
            480..=1035 => (at.date(), minute),
            _ => (plus(at.date(), 1), 485 + minute % 60),
        };
        while !is_workday(day) {
            day = plus(day, 1);
            minute = 485 + minute % 60;
        }
        self.not_after_now(self::at(day, minute))
            .max(at.min(self.now))
    }

    /// The moment itself, or now when it is still to come.
    pub fn not_after_now(self, at: NaiveDateTime) -> NaiveDateTime {
        at.min(self.now)
    }

    /// A working day near an offset: that day, or the last working day before it.
    pub fn workday(self, offset: i64) -> NaiveDate {
        let mut day = self.day(offset);
        while !is_workday(day) {
            day = plus(day, -1);
        }
        day
    }
}

pub fn plus(day: NaiveDate, offset: i64) -> NaiveDate {
    let days = Days::new(offset.unsigned_abs());
    let moved = if offset < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    };
    moved.unwrap_or(day)
}

/// A moment so many minutes after midnight.
pub fn at(day: NaiveDate, minutes: i64) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + Duration::minutes(minutes)
}

pub fn is_workday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// 1 for Monday to 7 for Sunday.
pub fn weekday(day: NaiveDate) -> i64 {
    i64::from(day.weekday().number_from_monday())
}
