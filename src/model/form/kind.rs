//! The kinds of field: what may stand in a place, with each kind's own parameters inside its variant.
//!
//! What is so of a kind whatever its parameters are stands in one table ([`facts`]). Where behaviour depends on it,
//! `Kind` is matched without a `_` arm, so that a new kind is walked round the building by the compiler.

mod facts;

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use strum::{EnumDiscriminants, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use super::field::Field;
use crate::model::catalog::system::System;
use crate::model::expr::{Formula, Type};
use crate::model::text::{Lang, Text};

pub use facts::{Entered, InJson, KindFacts, Offered, Storage};

/// What may stand in a field. [`KindWord`] is the kind without its parameters.
#[derive(Clone, Debug, Serialize, Deserialize, EnumDiscriminants)]
#[strum_discriminants(
    name(KindWord),
    derive(EnumIter, EnumString, IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
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

/// A reference to a person has a word of its own.
const PERSON: &str = System::Person.id();

impl KindWord {
    /// The word in a form definition.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The kind itself, where it has no parameters.
    fn plain(self) -> Option<Kind> {
        match self {
            Self::Text => Some(Kind::Text),
            Self::Note => Some(Kind::Note),
            Self::Integer => Some(Kind::Integer),
            Self::Number => Some(Kind::Number),
            Self::Money => Some(Kind::Money),
            Self::Date => Some(Kind::Date),
            Self::Time => Some(Kind::Time),
            Self::Moment => Some(Kind::Moment),
            Self::Duration => Some(Kind::Duration),
            Self::YesNo => Some(Kind::YesNo),
            Self::File => Some(Kind::File),
            Self::State => Some(Kind::State),
            Self::Choice
            | Self::Choices
            | Self::Checklist
            | Self::Reference
            | Self::Rows
            | Self::Computed => None,
        }
    }
}

impl Kind {
    /// The kind that a word alone stands for.
    pub fn of_word(word: &str) -> Option<Self> {
        if word == PERSON {
            return Some(Self::Reference(Target {
                register: PERSON.into(),
                filter: None,
            }));
        }
        KindWord::from_str(word).ok()?.plain()
    }

    /// The words that stand for a kind alone.
    pub fn words() -> Vec<&'static str> {
        let plain = KindWord::iter().filter(|word| word.plain().is_some());
        plain.map(KindWord::name).chain([PERSON]).collect()
    }

    pub fn word(&self) -> KindWord {
        self.into()
    }

    pub fn facts(&self) -> KindFacts {
        self.word().facts()
    }

    /// The word for the kind in a form definition.
    pub fn name(&self) -> &'static str {
        match self.target() {
            Some(PERSON) => PERSON,
            _ => self.word().name(),
        }
    }

    /// The type of its values in expressions.
    pub fn ty(&self) -> Type {
        match (self.target(), self.computed()) {
            (Some(register), _) => Type::of_register(register),
            (_, Some(computed)) => computed.as_kind.ty(),
            (None, None) => self.facts().ty,
        }
    }

    pub fn storage(&self) -> Storage {
        self.facts().storage
    }

    /// The kind whose values stand in the field: of a computed field, the kind of its result.
    pub fn shown(&self) -> &Kind {
        self.computed().map_or(self, |c| &c.as_kind)
    }

    /// How a computed field is worked out.
    pub fn computed(&self) -> Option<&Computed> {
        if let Self::Computed(c) = self {
            Some(c)
        } else {
            None
        }
    }

    /// The list of a choice, choices or checklist.
    pub fn choices(&self) -> Option<&[Choice]> {
        if let Self::Choice(list) | Self::Choices(list) | Self::Checklist(list) = self {
            Some(list)
        } else {
            None
        }
    }

    /// The columns of its lines.
    pub fn lines(&self) -> Option<&[Field]> {
        if let Self::Rows(columns) = self {
            Some(columns)
        } else {
            None
        }
    }

    /// Whether it holds lines, in a table of their own.
    pub fn has_lines(&self) -> bool {
        self.lines().is_some()
    }

    /// The register a reference points at.
    pub fn target(&self) -> Option<&str> {
        if let Self::Reference(t) = self {
            Some(&t.register)
        } else {
            None
        }
    }

    /// Decimal places of a kind kept as a scaled integer.
    pub fn places(&self) -> Option<u32> {
        self.facts().places
    }

    /// Whether values are numbers on a page: aligned at the right, compared as numbers.
    pub fn is_numeric(&self) -> bool {
        matches!(self.ty(), Type::Number | Type::Money)
    }

    /// Whether what is typed is understood as something that can be shown again in another form.
    pub fn is_understood(&self) -> bool {
        let line = self.facts().entered == Entered::Line;
        let told = [
            Type::Number,
            Type::Money,
            Type::Date,
            Type::Time,
            Type::Moment,
            Type::YesNo,
        ];
        line && told.contains(&self.ty())
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
