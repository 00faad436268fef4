//! One announced year: its holidays and the weekend days that are worked for them.
//!
//! Invariant: all seven festivals are there, every date lies in the year and stands once, and only weekend days are shifted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use toml::de::DeTable;

use crate::model::definition::fault::{Fault, Faults};
use crate::model::definition::read::{Placed, TomlTable};
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
    let faults = Faults::default();
    let (root, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        faults.add(
            "K00",
            error.span().unwrap_or(0..0),
            error.message().to_owned(),
        );
    }
    let table = TomlTable::new(root.get_ref(), root.span(), &faults, source);
    table.need("year");
    let year = table
        .number("year", 1..=9999)
        .and_then(|y| i32::try_from(y).ok());
    let mut reading = YearReader {
        faults: &faults,
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
    reading.holes(&table);
    table.finish();
    drop(table);
    if faults.is_empty() {
        Ok(read)
    } else {
        Err(faults.into_sorted())
    }
}

/// What is known of a file while it is read.
struct YearReader<'a> {
    faults: &'a Faults,
    year: Option<i32>,
    /// Dates that stand already, off or worked.
    taken: BTreeMap<NaiveDate, &'static str>,
    festivals: BTreeSet<String>,
}

impl YearReader<'_> {
    fn holiday(&mut self, entry: &TomlTable<'_>) -> Option<Holiday> {
        let name = entry.need_text("name");
        entry.need("festivals");
        let festivals = entry.strings("festivals");
        for festival in &festivals {
            if !FESTIVALS.contains(&festival.value.as_str()) {
                let hint = format!("known here: {}", FESTIVALS.join(", "));
                let message = format!("`{}` is not a festival", festival.value);
                self.faults.hint("K06", festival.at.clone(), message, hint);
            } else if !self.festivals.insert(festival.value.clone()) && festival.value != NEW_YEAR {
                let message = format!("`{}` stands twice", festival.value);
                let hint = "days off of one festival stand in one piece";
                self.faults.hint("K03", festival.at.clone(), message, hint);
            }
        }
        let (first, last) = (entry.need_string("from"), entry.need_string("to"));
        let (from, to) = (self.date(&first)?, self.date(&last)?);
        if to < from {
            let hint = format!("a day from {from} on");
            let message = "the holiday ends before it begins";
            self.faults.hint("K07", last.at, message, hint);
            return None;
        }
        for day in from.iter_days().take_while(|d| *d <= to) {
            self.take(day, &last, "a day off");
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
                let message = format!("{day} is a {}, not a weekend day", day.weekday());
                let hint = "only Saturdays and Sundays are shifted; other days are worked anyhow";
                self.faults.hint("K04", text.at.clone(), message, hint);
            }
            self.take(day, &text, "a shifted working day");
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
                let message = format!("`{}` is not a date", text.value);
                let hint = "a day that exists, written 2026-10-01";
                self.faults.hint("K01", text.at.clone(), message, hint);
            }
            return None;
        };
        if self.year.is_some_and(|y| y != day.year()) {
            let message = format!("{day} is a date of another year");
            let hint = "days of another year stand in the file of that year";
            self.faults.hint("K02", text.at.clone(), message, hint);
            return None;
        }
        Some(day)
    }

    fn take(&mut self, day: NaiveDate, text: &Placed<String>, what: &'static str) {
        if let Some(before) = self.taken.insert(day, what) {
            let message = format!("{day} stands twice");
            let hint = format!("it is {before} already");
            self.faults.hint("K03", text.at.clone(), message, hint);
        }
    }

    fn holes(&self, table: &TomlTable<'_>) {
        let missing: Vec<&str> = FESTIVALS
            .into_iter()
            .filter(|f| !self.festivals.contains(*f))
            .collect();
        if !missing.is_empty() {
            let message = format!("the year has a hole: {}", missing.join(", "));
            let hint = "a year is loaded as a whole, with the days off of every festival";
            self.faults
                .hint("K05", table.at.start..table.at.start, message, hint);
        }
    }
}
