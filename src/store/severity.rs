//! How urgent what a rule finds is: from the word in its statement to the list that a person reads.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// How urgent a finding is, the most urgent first.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
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
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The word in JSON and in messages' ids.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The severity of a word.
    pub fn read(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}
