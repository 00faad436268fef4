//! What the lines of the Rulebook pane are.

use crate::app::screen::ink::Ink;
use crate::model::rulebook::Holder;
use crate::rules::watch::Severity;

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

impl FoundTally {
    /// So many more of an urgency.
    pub fn add(&mut self, severity: Severity, n: usize) {
        self.count += n;
        self.worst = Some(self.worst.map_or(severity, |w| w.min(severity)));
    }
}

impl RulebookRow {
    /// Whether it can be selected: something to be read cannot.
    pub fn is_selectable(&self) -> bool {
        !matches!(self, Self::Heading(_) | Self::Words(..))
    }
}
