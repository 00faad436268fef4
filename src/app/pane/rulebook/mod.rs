//! The Rulebook pane: the regulations, the obligations of one, and all that holds one of these.
//!
//! Invariant: the lines say what the rulebook of the program says; what is found comes from the desk's last look and
//! is never worked out here.

mod detail;
mod held;
mod keys;
mod lines;

use std::collections::BTreeMap;

use crate::app::layer::Ink;
use crate::app::screen::selection::Roll;
use crate::model::Text;
use crate::model::rulebook::{Holder, regulation_of};
use crate::model::text::editor::LineEdit;
use crate::rules::watch::Severity;

use super::findings::{Detail, Findings};

pub use held::{name as holder_name, register as holder_register, way as holder_way};

/// The longest text that narrows the pane.
const LONGEST: usize = 100;

/// How deep one has gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// All regulations.
    #[default]
    Book,
    /// The obligations of one.
    Regulation(u8),
    /// What holds one obligation.
    Obligation(String),
}

/// One line of the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulebookRow {
    Regulation(u8),
    /// The message of a heading.
    Heading(&'static str),
    Obligation(String),
    /// A clause that the print lacks, by regulation and place.
    Absent(u8, usize),
    /// Something to be read.
    Words(Ink, usize, String),
    Holder(Holder),
    /// A figure by its code.
    Figure(String),
    /// A finding by its place.
    Finding(usize),
}

/// What is found: how much, and how urgent the worst of it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FoundTally {
    pub count: usize,
    pub worst: Option<Severity>,
}

/// The Rulebook pane.
#[derive(Clone, Debug)]
pub struct Book {
    pub level: Depth,
    /// What is typed narrows the lines.
    pub line: LineEdit,
    pub rows: Vec<RulebookRow>,
    pub roll: Roll,
    /// The selected line explained.
    pub detail: Option<Detail>,
    /// The figures of the obligation shown, with value and where it comes from, by code.
    figures: BTreeMap<String, Text>,
    /// Since when each adopted regulation is in force.
    pub since: BTreeMap<u8, String>,
    regulations: BTreeMap<u8, FoundTally>,
    obligations: BTreeMap<String, FoundTally>,
    /// What was typed and selected on the levels above.
    above: Vec<(String, Option<RulebookRow>)>,
    /// The cells for which words were broken into lines.
    width: u16,
}

impl Default for Book {
    fn default() -> Self {
        Self {
            level: Depth::default(),
            line: LineEdit::new("", LONGEST),
            rows: Vec::new(),
            roll: Roll::default(),
            detail: None,
            figures: BTreeMap::new(),
            since: BTreeMap::new(),
            regulations: BTreeMap::new(),
            obligations: BTreeMap::new(),
            above: Vec::new(),
            width: 0,
        }
    }
}

impl FoundTally {
    fn add(&mut self, severity: Severity, n: usize) {
        self.count += n;
        self.worst = Some(self.worst.map_or(severity, |w| w.min(severity)));
    }
}

impl Book {
    /// The way to the level shown.
    pub fn way(&self) -> Vec<String> {
        let regulation = |number: u8| format!("R{number}");
        match &self.level {
            Depth::Book => Vec::new(),
            Depth::Regulation(number) => vec![regulation(*number)],
            Depth::Obligation(id) => {
                let number = regulation_of(id).map(regulation);
                number.into_iter().chain([id.clone()]).collect()
            }
        }
    }

    pub fn is_narrowed(&self) -> bool {
        !self.line.text().trim().is_empty()
    }

    pub fn current(&self) -> Option<&RulebookRow> {
        self.rows.get(self.roll.selected)
    }

    /// The place of the selected finding.
    pub fn finding(&self) -> Option<usize> {
        match self.current()? {
            RulebookRow::Finding(place) => Some(*place),
            _ => None,
        }
    }

    /// A figure of the obligation shown, in words.
    pub fn figure(&self, code: &str) -> Option<&Text> {
        self.figures.get(code)
    }

    pub fn of_regulation(&self, number: u8) -> FoundTally {
        self.regulations.get(&number).copied().unwrap_or_default()
    }

    pub fn of_obligation(&self, id: &str) -> FoundTally {
        self.obligations.get(id).copied().unwrap_or_default()
    }

    /// Counts what is found and not put aside, once for each regulation and obligation that asks for it.
    fn count(&mut self, findings: &Findings) {
        self.regulations.clear();
        self.obligations.clear();
        let places = (0..findings.len()).filter(|p| !findings.is_aside(*p));
        for f in places.filter_map(|p| findings.get(p)) {
            self.tally(&f.obligations, f.severity, 1);
        }
        for m in findings.all_more() {
            self.tally(&m.obligations, m.severity, m.count());
        }
    }

    fn tally(&mut self, obligations: &[String], severity: Severity, n: usize) {
        for number in numbers(obligations) {
            let tally = self.regulations.entry(number).or_default();
            tally.add(severity, n);
        }
        for id in obligations {
            let tally = self.obligations.entry(id.clone()).or_default();
            tally.add(severity, n);
        }
    }
}

/// The regulations that obligations belong to, each once.
fn numbers(obligations: &[String]) -> Vec<u8> {
    let mut numbers: Vec<u8> = obligations
        .iter()
        .filter_map(|id| regulation_of(id))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
