//! What a step is: the verb that the ledger keeps, and how the step is run.

use std::borrow::Cow;

/// The verb of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    Add,
    Edit,
    /// An action of the register's workflow, by its name.
    Act(String),
    Void,
    Import,
    Adopt,
    /// Takes back the step of a number.
    Undo(i64),
    /// Brings the step of a number back.
    Redo(i64),
    /// A word of another version of the program.
    Other(String),
}

/// How actions are written in the ledger, their name behind it.
const ACT: &str = "act:";

impl Op {
    /// The word in the ledger: `add`, `act:sign_in`, …
    pub fn word(&self) -> Cow<'_, str> {
        match self {
            Self::Add => "add".into(),
            Self::Edit => "edit".into(),
            Self::Act(action) => format!("{ACT}{action}").into(),
            Self::Void => "void".into(),
            Self::Import => "import".into(),
            Self::Adopt => "adopt".into(),
            Self::Undo(_) => "undo".into(),
            Self::Redo(_) => "redo".into(),
            Self::Other(word) => word.into(),
        }
    }

    /// The verb of a word, with the step that it takes back or brings back.
    pub fn read(word: &str, undoes: Option<i64>, redoes: Option<i64>) -> Self {
        match (word, undoes, redoes) {
            (_, Some(step), _) => Self::Undo(step),
            (_, _, Some(step)) => Self::Redo(step),
            ("add", ..) => Self::Add,
            ("edit", ..) => Self::Edit,
            ("void", ..) => Self::Void,
            ("import", ..) => Self::Import,
            ("adopt", ..) => Self::Adopt,
            (other, ..) => match other.strip_prefix(ACT) {
                Some(action) => Self::Act(action.to_owned()),
                None => Self::Other(other.to_owned()),
            },
        }
    }

    /// The step that is taken back.
    pub fn undoes(&self) -> Option<i64> {
        if let Self::Undo(step) = self {
            Some(*step)
        } else {
            None
        }
    }

    /// The step that is brought back.
    pub fn redoes(&self) -> Option<i64> {
        if let Self::Redo(step) = self {
            Some(*step)
        } else {
            None
        }
    }

    /// The verb in a register.
    pub fn on(self, register: &str) -> Intent<'_> {
        Intent {
            op: self,
            register,
            bulk: false,
        }
    }
}

/// What a step is for: a verb in a register.
#[derive(Clone, Debug)]
pub struct Intent<'a> {
    pub(super) op: Op,
    pub(super) register: &'a str,
    /// A million rows: changes are not kept in memory.
    pub(super) bulk: bool,
}

impl Intent<'_> {
    /// The same for a million rows: changes are not kept in memory.
    #[must_use]
    pub fn bulk(mut self) -> Self {
        self.bulk = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_is_read_as_it_was_written() {
        let verbs = [
            Op::Add,
            Op::Edit,
            Op::Act("sign_in".into()),
            Op::Void,
            Op::Import,
            Op::Adopt,
            Op::Undo(7),
            Op::Redo(8),
            Op::Other("poured".into()),
        ];
        for op in verbs {
            assert_eq!(Op::read(&op.word(), op.undoes(), op.redoes()), op);
        }
    }
}
