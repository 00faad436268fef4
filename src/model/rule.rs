//! Rules of a form, as data.

use super::expr::Formula;
use super::text::Text;

/// Something that must hold for the records of a form.
#[derive(Clone, Debug)]
pub struct Rule {
    pub id: String,
    pub clauses: Vec<String>,
    pub kind: RuleKind,
    pub on_save: OnSave,
    pub say: Text,
}

/// What a rule holds.
#[derive(Clone, Debug)]
pub enum RuleKind {
    /// When a condition holds, another holds.
    Require {
        holds: Formula,
        when: Option<Formula>,
    },
    /// Two fields name different things.
    Differ { fields: Vec<String> },
    /// A value or combination stands once, among the records for which the condition holds. Held by the file.
    Unique {
        fields: Vec<String>,
        when: Option<Formula>,
    },
    /// Intervals of one subject never overlap; touching is fine. Held by the file.
    NoOverlap {
        subject: Vec<String>,
        from: String,
        to: String,
        when: Option<Formula>,
    },
}

/// What a breach does to a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum OnSave {
    #[default]
    Refuse,
    Warn,
    Nothing,
}
