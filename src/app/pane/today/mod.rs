//! What asks for attention now: who is on, what the rules find, and the rows of views that no finding names.
//!
//! [`read`] is run by the worker; what it gives is plain data.

mod age;
mod lines;
mod read;

use chrono::{NaiveDate, NaiveDateTime};

use crate::app::screen::selection::Roll;
use crate::model::Text;
use crate::model::form::flow::Tone;
use crate::model::form::view::Heading;
use crate::rules::watch::Finding;

use super::findings::Findings;
use super::grid::day::Room;

pub use age::{age, lateness};
pub use lines::{TodayHeading, TodayLine, TodayNote};
pub use read::read;

/// One view's rows under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TodaySection {
    pub heading: Heading,
    pub register: String,
    /// The place of the view among the tabs of the register.
    pub view: usize,
    pub label: Text,
    pub form: Text,
    pub count: u64,
    pub rows: Vec<ViewRow>,
}

/// One record that asks for attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewRow {
    pub id: i64,
    pub title: String,
    /// Who or what else is worth seeing: the persons named in the view's columns, with their phone.
    pub who: String,
    pub since: Option<Since>,
    /// The state in words, and what it means.
    pub state: Option<(Text, Tone)>,
}

/// What a row is aged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    Moment(NaiveDateTime),
    /// A whole day: counted in days.
    Day(NaiveDate),
}

/// Everything the Today pane shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    pub sections: Vec<TodaySection>,
    pub rooms: Vec<Room>,
    /// The last entry of the ledger, where the desk's clock stands before it.
    pub behind: Option<String>,
}

/// The Today pane.
#[derive(Clone, Debug, Default)]
pub struct Today {
    /// Nothing until the worker has answered for the first time.
    pub attention: Option<Attention>,
    pub lines: Vec<TodayLine>,
    pub roll: Roll,
}

/// What a line is about, whatever its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    Record(String, i64),
    Finding(String, i64, Option<String>),
}

impl Mark {
    pub fn of(finding: &Finding) -> Self {
        Self::Finding(finding.rule.clone(), finding.id, finding.since.clone())
    }
}

impl Today {
    /// What the selected line is about.
    pub fn mark(&self, findings: &Findings) -> Option<Mark> {
        self.mark_at(self.roll.selected, findings)
    }

    fn mark_at(&self, line: usize, findings: &Findings) -> Option<Mark> {
        match self.lines.get(line)? {
            TodayLine::Finding(place) => findings.get(*place).map(Mark::of),
            TodayLine::Row(s, r) => {
                let section = self.attention.as_ref()?.sections.get(*s)?;
                let row = section.rows.get(*r)?;
                Some(Mark::Record(section.register.clone(), row.id))
            }
            _ => None,
        }
    }

    /// Makes the lines anew; the selection goes to the line that is about the same.
    pub fn arrange(&mut self, findings: &Findings, mark: Option<&Mark>) {
        self.lines = lines::lines(self.attention.as_ref(), findings);
        self.roll
            .set(self.lines.iter().map(TodayLine::is_selectable).collect());
        if mark.is_some() {
            let same =
                (0..self.lines.len()).find(|line| self.mark_at(*line, findings).as_ref() == mark);
            self.roll.select(same.unwrap_or(self.roll.selected));
        }
    }

    pub fn line(&self) -> Option<TodayLine> {
        self.lines.get(self.roll.selected).copied()
    }

    /// Register, record and view of the selected line, where it is a row of a view; the record is `None` for "more".
    pub fn current(&self) -> Option<(&str, Option<i64>, usize)> {
        let sections = &self.attention.as_ref()?.sections;
        match self.line()? {
            TodayLine::Row(s, r) => {
                let section = sections.get(s)?;
                let id = section.rows.get(r)?.id;
                Some((&section.register, Some(id), section.view))
            }
            TodayLine::More(s, _) => sections.get(s).map(|s| (s.register.as_str(), None, s.view)),
            _ => None,
        }
    }
}
