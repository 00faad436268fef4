//! One announced year: its holidays and the weekend days that are worked for them.
//!
//! Invariant: all seven festivals are there, every date lies in the year and stands once, and only weekend days are shifted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use crate::model::definition::read::{self, Placed, TomlTable};
use crate::model::fault::{Fault, Wrong};
use crate::model::locale;
use crate::model::text::Text;
use crate::model::value::DATE;

/// The statutory festivals for which every year gives days off.
pub const FESTIVALS: [&str; 7] = [
    "new_year",
    "spring_festival",
    "qingming",
    "labour_day",
    "dragon_boat",
    "mid_autumn",
    "national_day",
];

/// The one that may stand twice: the days off of the next New Year can begin in December.
const NEW_YEAR: &str = FESTIVALS[0];

/// Days off in one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    pub festivals: Vec<String>,
    pub name: Text,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// The days of one year that are not as the weekday says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    pub year: i32,
    pub holidays: Vec<Holiday>,
    /// Weekend days that are worked.
    pub worked: BTreeSet<NaiveDate>,
}

impl Year {
    /// The holiday to which a day belongs.
    pub fn holiday(&self, day: NaiveDate) -> Option<&Holiday> {
        self.holidays
            .iter()
            .find(|h| (h.from..=h.to).contains(&day))
    }

    pub(super) fn is_transfer_day(&self, day: NaiveDate) -> bool {
        !is_weekend(day) && self.holiday(day).is_none()
    }

    pub(super) fn is_working_day(&self, day: NaiveDate) -> bool {
        self.worked.contains(&day) || self.is_transfer_day(day)
    }

    /// Reads the file of a year.
    ///
    /// # Errors
    /// All faults, in the order of their places.
    pub fn read(source: &str) -> Result<Self, Vec<Fault>> {
        read(source)
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

pub(super) fn read(source: &str) -> Result<Year, Vec<Fault>> {
    let read = read::toml(source, false, shape);
    if read.faults.is_empty() {
        Ok(read.value)
    } else {
        Err(read.faults)
    }
}

fn shape(table: &TomlTable<'_>) -> Year {
    table.need("year");
    let year = table
        .number("year", 1..=9999)
        .and_then(|y| i32::try_from(y).ok());
    let mut reading = YearReader {
        table,
        year,
        taken: BTreeMap::new(),
        festivals: BTreeSet::new(),
    };
    let mut read = Year {
        year: year.unwrap_or_default(),
        holidays: Vec::new(),
        worked: BTreeSet::new(),
    };
    for entry in table.tables("holiday") {
        read.holidays.extend(reading.holiday(&entry));
        read.worked.extend(reading.worked(&entry));
        entry.finish();
    }
    reading.holes();
    read
}

/// What is known of a file while it is read.
struct YearReader<'a> {
    table: &'a TomlTable<'a>,
    year: Option<i32>,
    /// Dates that stand already, off or worked.
    taken: BTreeMap<NaiveDate, Taken>,
    festivals: BTreeSet<String>,
}

impl YearReader<'_> {
    fn holiday(&mut self, entry: &TomlTable<'_>) -> Option<Holiday> {
        let name = entry.need_text("name");
        entry.need("festivals");
        let festivals = entry.strings("festivals");
        for festival in &festivals {
            if !FESTIVALS.contains(&festival.value.as_str()) {
                let fault = Fault::new(Wrong::NoFestival, festival.at.clone());
                let fault = fault.with("name", &festival.value);
                self.table.fault(fault.near_or_known(&[], FESTIVALS));
            } else if !self.festivals.insert(festival.value.clone()) && festival.value != NEW_YEAR {
                let fault = Fault::new(Wrong::FestivalTwice, festival.at.clone());
                self.table.fault(fault.with("name", &festival.value));
            }
        }
        let (first, last) = (entry.need_string("from"), entry.need_string("to"));
        let (from, to) = (self.date(&first)?, self.date(&last)?);
        if to < from {
            let fault = Fault::new(Wrong::EndsBeforeItBegins, last.at);
            self.table.fault(fault.with("from", from.to_string()));
            return None;
        }
        for day in from.iter_days().take_while(|d| *d <= to) {
            self.take(day, &last, Taken::Off);
        }
        Some(Holiday {
            festivals: festivals.into_iter().map(|f| f.value).collect(),
            name,
            from,
            to,
        })
    }

    fn worked(&mut self, entry: &TomlTable<'_>) -> Vec<NaiveDate> {
        let mut days = Vec::new();
        for text in entry.strings("worked") {
            let Some(day) = self.date(&text) else {
                continue;
            };
            if !is_weekend(day) {
                let fault = Fault::new(Wrong::NotAWeekend, text.at.clone());
                self.table.fault(fault.with("day", day.to_string()));
            }
            self.take(day, &text, Taken::Worked);
            days.push(day);
        }
        days
    }

    /// A date of the file's year.
    fn date(&self, text: &Placed<String>) -> Option<NaiveDate> {
        let day = NaiveDate::parse_from_str(&text.value, DATE)
            .ok()
            .filter(|d| d.format(DATE).to_string() == text.value);
        let Some(day) = day else {
            // A key that is missing was reported with its place.
            if !text.value.is_empty() {
                let fault = Fault::new(Wrong::BadDay, text.at.clone());
                self.table.fault(fault.with("word", &text.value));
            }
            return None;
        };
        if self.year.is_some_and(|y| y != day.year()) {
            let fault = Fault::new(Wrong::OtherYear, text.at.clone());
            self.table.fault(fault.with("day", day.to_string()));
            return None;
        }
        Some(day)
    }

    fn take(&mut self, day: NaiveDate, text: &Placed<String>, taken: Taken) {
        if let Some(before) = self.taken.insert(day, taken) {
            let is = match before {
                Taken::Off => locale::both("calendar-off", &[]),
                Taken::Worked => locale::both("calendar-worked", &[]),
            };
            let fault = Fault::new(Wrong::DayTwice, text.at.clone());
            let fault = fault.with("day", day.to_string()).with_text("is", is);
            self.table.fault(fault);
        }
    }

    fn holes(&self) {
        let missing: Vec<&str> = FESTIVALS
            .into_iter()
            .filter(|f| !self.festivals.contains(*f))
            .collect();
        if !missing.is_empty() {
            let start = self.table.at.start;
            let fault = Fault::new(Wrong::FestivalsMissing, start..start);
            self.table.fault(fault.with("names", missing.join(", ")));
        }
    }
}

/// How a date stands in the file already.
#[derive(Clone, Copy)]
enum Taken {
    Off,
    Worked,
}
