//! The kinds of field: what may stand in a place, with each kind's own parameters inside its variant.
//!
//! `Kind` is matched without a `_` arm wherever behaviour depends on it, so that a new kind is walked
//! round the building by the compiler.

use serde::{Deserialize, Serialize};

use super::field::Field;
use crate::model::catalog::system::System;
use crate::model::expr::{Formula, Type};
use crate::model::text::{Lang, Text};

/// What may stand in a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Text of several lines.
    Note,
    Integer,
    /// A decimal with up to three places, kept in thousandths.
    Number,
    /// An amount with two places, kept in hundredths.
    Money,
    /// `YYYY-MM-DD`.
    Date,
    /// `HH:MM`.
    Time,
    /// `YYYY-MM-DDTHH:MM`, the wall clock of the desk.
    Moment,
    /// Minutes.
    Duration,
    YesNo,
    /// One of a list.
    Choice(Vec<Choice>),
    /// Several of a list, shown as tags.
    Choices(Vec<Choice>),
    /// A list to be ticked.
    Checklist(Vec<Choice>),
    /// A record of another register.
    Reference(Target),
    /// The name of a file kept beside the desk.
    File,
    /// The workflow state under a name of its own: may be chosen at birth, afterwards only actions move it.
    State,
    /// Lines of the record, kept in a table of their own.
    Rows(Vec<Field>),
    /// Never typed: worked out from other fields.
    Computed(Computed),
}

/// One entry of a choice or checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub code: String,
    pub label: Text,
}

/// Where a reference points.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Target {
    pub register: String,
    /// Narrows the pick list; an expression over the fields of the target.
    pub filter: Option<Formula>,
}

/// A computed field: its expression and the kind of its result.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Computed {
    pub formula: Formula,
    pub as_kind: Box<Kind>,
}

/// How a kind is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    Text,
    Integer,
    /// No column that is written: worked out, or kept in another table.
    None,
}

impl Kind {
    /// The word for the kind in a form definition.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Note => "note",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::Time => "time",
            Self::Moment => "moment",
            Self::Duration => "duration",
            Self::YesNo => "yes_no",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Checklist(_) => "checklist",
            Self::Reference(t) if t.register == System::Person.id() => "person",
            Self::Reference(_) => "reference",
            Self::File => "file",
            Self::State => "state",
            Self::Rows(_) => "rows",
            Self::Computed(_) => "computed",
        }
    }

    /// The type of its values in expressions.
    pub fn ty(&self) -> Type {
        match self {
            Self::Text | Self::Note | Self::File => Type::Text,
            Self::Integer | Self::Number | Self::Duration => Type::Number,
            Self::Money => Type::Money,
            Self::Date => Type::Date,
            Self::Time => Type::Time,
            Self::Moment => Type::Moment,
            Self::YesNo => Type::YesNo,
            Self::Choice(_) | Self::Choices(_) | Self::Checklist(_) => Type::Code,
            Self::Reference(t) => Type::of_register(&t.register),
            Self::State => Type::State,
            Self::Rows(_) => Type::Lines,
            Self::Computed(c) => c.as_kind.ty(),
        }
    }

    pub fn storage(&self) -> Storage {
        match self {
            Self::Text
            | Self::Note
            | Self::Date
            | Self::Time
            | Self::Moment
            | Self::Choice(_)
            | Self::Choices(_)
            | Self::Checklist(_)
            | Self::File => Storage::Text,
            Self::Integer
            | Self::Number
            | Self::Money
            | Self::Duration
            | Self::YesNo
            | Self::Reference(_) => Storage::Integer,
            Self::State | Self::Rows(_) | Self::Computed(_) => Storage::None,
        }
    }

    /// The kind whose values stand in the field: of a computed field, the kind of its result.
    pub fn shown(&self) -> &Kind {
        match self {
            Self::Computed(c) => &c.as_kind,
            other => other,
        }
    }

    /// The list of a choice, choices or checklist.
    pub fn choices(&self) -> Option<&[Choice]> {
        match self {
            Self::Choice(list) | Self::Choices(list) | Self::Checklist(list) => Some(list),
            _ => None,
        }
    }

    /// Whether it holds lines, in a table of their own.
    pub fn has_lines(&self) -> bool {
        matches!(self, Self::Rows(_))
    }

    /// The register a reference points at.
    pub fn target(&self) -> Option<&str> {
        match self {
            Self::Reference(t) => Some(&t.register),
            _ => None,
        }
    }

    /// Decimal places of a kind kept as a scaled integer.
    pub fn places(&self) -> Option<u32> {
        match self {
            Self::Money => Some(2),
            Self::Number => Some(3),
            _ => None,
        }
    }

    /// Whether values are numbers on a page: aligned at the right, compared as numbers.
    pub fn is_numeric(&self) -> bool {
        matches!(
            self.shown(),
            Self::Integer | Self::Number | Self::Money | Self::Duration
        )
    }
}

impl Choice {
    /// The label of a code in a list, or the code itself where the list no longer has it.
    pub fn label_of<'a>(list: &'a [Choice], code: &'a str, lang: Lang) -> &'a str {
        list.iter()
            .find(|c| c.code == code)
            .map_or(code, |c| c.label.get(lang))
    }
}
