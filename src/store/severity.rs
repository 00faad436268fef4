//! How urgent what a rule finds is: from the word in its statement to the list that a person reads.

use serde::{Deserialize, Serialize};

/// How urgent a finding is, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    Overdue,
    Breach,
    Gap,
    Due,
    /// Not computable: a calendar or a figure is missing. Never a pass.
    Unknown,
    /// A warning, or it rests on a figure that the organisation has not set.
    Advisory,
}

impl Severity {
    pub const ALL: [Self; 6] = [
        Self::Overdue,
        Self::Breach,
        Self::Gap,
        Self::Due,
        Self::Unknown,
        Self::Advisory,
    ];

    /// The word in JSON and in messages' ids.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Breach => "breach",
            Self::Gap => "gap",
            Self::Due => "due",
            Self::Unknown => "unknown",
            Self::Advisory => "advisory",
        }
    }

    /// The severity of a word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }
}
