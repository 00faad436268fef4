//! What is so of each kind of field whatever its parameters are: one line for each, read by every room that asks.

use super::KindWord;
use crate::model::expr::Type;

/// What is so of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindFacts {
    /// The type of its values in expressions, as far as parameters do not say more.
    pub ty: Type,
    pub storage: Storage,
    /// Decimal places of what is kept as a scaled integer.
    pub places: Option<u32>,
    pub entered: Entered,
    /// Cells that a column of a list would like to have.
    pub column: u16,
    /// Whether a column takes what room is left.
    pub stretches: bool,
    /// Cells that a box of an entry form would like to have, the caret behind the text counted.
    pub entry: u16,
}

/// How a kind is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    Text,
    Integer,
    /// No column that is written: worked out, or kept in another table.
    None,
}

/// How a person gives a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// On one line, with what the line can mean picked from a list.
    Line,
    /// On several lines.
    Note,
    /// By ticking entries of a list.
    Ticks,
    /// Line by line, cell by cell.
    Lines,
    Never,
}

impl KindWord {
    #[rustfmt::skip]
    pub fn facts(self) -> KindFacts {
        use {Entered as E, Storage as S, Type as T};
        const WIDE: bool = true;
        const FIXED: bool = false;
        //                        type       kept        places   entered    list       entry
        match self {
            Self::Text      => of(T::Text,   S::Text,    None,    E::Line,   16, WIDE,  48),
            Self::Note      => of(T::Text,   S::Text,    None,    E::Note,   24, WIDE,  64),
            Self::Integer   => of(T::Number, S::Integer, None,    E::Line,    6, FIXED, 16),
            Self::Number    => of(T::Number, S::Integer, Some(3), E::Line,    8, FIXED, 16),
            Self::Money     => of(T::Money,  S::Integer, Some(2), E::Line,   12, FIXED, 16),
            Self::Date      => of(T::Date,   S::Text,    None,    E::Line,   10, FIXED, 12),
            Self::Time      => of(T::Time,   S::Text,    None,    E::Line,    5, FIXED,  8),
            Self::Moment    => of(T::Moment, S::Text,    None,    E::Line,   16, FIXED, 17),
            Self::Duration  => of(T::Number, S::Integer, None,    E::Line,    8, FIXED, 16),
            Self::YesNo     => of(T::YesNo,  S::Integer, None,    E::Line,    4, FIXED,  8),
            Self::Choice    => of(T::Code,   S::Text,    None,    E::Line,   18, FIXED, 30),
            Self::Choices   => of(T::Code,   S::Text,    None,    E::Ticks,  18, WIDE,  64),
            Self::Checklist => of(T::Code,   S::Text,    None,    E::Ticks,  18, WIDE,  64),
            Self::Reference => of(T::Record, S::Integer, None,    E::Line,   14, WIDE,  32),
            Self::File      => of(T::Text,   S::Text,    None,    E::Line,   16, FIXED, 64),
            Self::State     => of(T::State,  S::None,    None,    E::Line,    8, FIXED, 64),
            Self::Rows      => of(T::Lines,  S::None,    None,    E::Lines,   6, FIXED, 64),
            // What is worked out is kept and shown as the kind of its result.
            Self::Computed  => of(T::Text,   S::None,    None,    E::Never,  12, FIXED, 64),
        }
    }
}

const fn of(
    ty: Type,
    storage: Storage,
    places: Option<u32>,
    entered: Entered,
    column: u16,
    stretches: bool,
    entry: u16,
) -> KindFacts {
    KindFacts {
        ty,
        storage,
        places,
        entered,
        column,
        stretches,
        entry,
    }
}
