//! How much is open in a register.

use crate::model::form::view::Heading;
use crate::rules::watch::Severity;

/// What is open: overdue, missing or in breach; due; otherwise open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenCounts {
    pub overdue: u64,
    pub due: u64,
    pub open: u64,
}

impl OpenCounts {
    /// Rows of a view under a heading are open.
    pub fn add(&mut self, heading: Heading, n: u64) {
        match heading {
            Heading::Overdue => self.overdue += n,
            Heading::Due => self.due += n,
            Heading::Open => self.open += n,
            Heading::Now | Heading::Next => {}
        }
    }

    /// So many findings more.
    pub fn find(&mut self, severity: Severity, n: u64) {
        match severity {
            Severity::Overdue | Severity::Breach | Severity::Gap => self.overdue += n,
            Severity::Due => self.due += n,
            Severity::Unknown | Severity::Advisory => self.open += n,
        }
    }

    pub fn all(self) -> u64 {
        self.overdue + self.due + self.open
    }

    pub fn sum<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        parts.fold(Self::default(), |a, b| Self {
            overdue: a.overdue + b.overdue,
            due: a.due + b.due,
            open: a.open + b.open,
        })
    }
}
