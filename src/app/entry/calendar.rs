//! A month to pick a day from: Monday first, the weeks in rows.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};

/// A calendar under a date field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthPicker {
    pub day: NaiveDate,
    pub today: NaiveDate,
    /// The time that stays when the field is a moment.
    pub time: Option<NaiveTime>,
}

impl MonthPicker {
    /// Moves by days.
    pub fn days(&mut self, by: i32) {
        let step = Days::new(u64::from(by.unsigned_abs()));
        let to = if by < 0 {
            self.day.checked_sub_days(step)
        } else {
            self.day.checked_add_days(step)
        };
        self.put(to);
    }

    /// Moves by months; the 31st becomes the last of a shorter month.
    pub fn months(&mut self, by: i32) {
        let step = Months::new(by.unsigned_abs());
        let to = if by < 0 {
            self.day.checked_sub_months(step)
        } else {
            self.day.checked_add_months(step)
        };
        self.put(to);
    }

    /// First or last day of the month.
    pub fn edge(&mut self, last: bool) {
        let first = self.day.with_day(1);
        self.put(if last {
            first
                .and_then(|d| d.checked_add_months(Months::new(1)))
                .and_then(|d| d.pred_opt())
        } else {
            first
        });
    }

    fn put(&mut self, day: Option<NaiveDate>) {
        // Four-digit years are what the desk keeps.
        self.day = day
            .filter(|d| (1..=9999).contains(&d.year()))
            .unwrap_or(self.day);
    }

    /// The weeks that hold the month: days of other months are `None`.
    pub fn weeks(&self) -> Vec<[Option<NaiveDate>; 7]> {
        let mut weeks = vec![[None; 7]];
        let mut day = self.day.with_day(1);
        while let Some(d) = day.filter(|d| d.month() == self.day.month()) {
            let column = usize::try_from(d.weekday().num_days_from_monday()).unwrap_or(0);
            if column == 0 && d.day() > 1 {
                weeks.push([None; 7]);
            }
            if let Some(week) = weeks.last_mut() {
                week[column] = Some(d);
            }
            day = d.succ_opt();
        }
        weeks
    }
}
