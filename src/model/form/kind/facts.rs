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
    pub offered: Offered,
    pub json: InJson,
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

/// What is offered under the line that is being filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    Nothing,
    /// The entries of its own list.
    Entries,
    YesNo,
    Hours,
    Calendar,
    /// The records of the register that it points at.
    Records,
}

/// What a value is in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InJson {
    Text,
    /// A list of codes.
    Codes,
    YesNo,
    Whole,
    /// A number with its places behind the point.
    Fraction,
    /// A text with its places behind the point, so that no digit is lost.
    Amount,
    /// An object with id, number and title.
    Record,
    /// A list of objects.
    Lines,
}

impl KindWord {
    #[rustfmt::skip]
    pub fn facts(self) -> KindFacts {
        use {Entered as E, InJson as J, Offered as O, Storage as S, Type as T};
        const WIDE: bool = true;
        const FIXED: bool = false;
        //                        type       kept, places           entered   offered      in JSON      list         entry
        match self {
            Self::Text      => of(T::Text,   (S::Text,    None),    E::Line,  O::Nothing,  J::Text,     (16, WIDE),  48),
            Self::Note      => of(T::Text,   (S::Text,    None),    E::Note,  O::Nothing,  J::Text,     (24, WIDE),  64),
            Self::Integer   => of(T::Number, (S::Integer, None),    E::Line,  O::Nothing,  J::Whole,    ( 6, FIXED), 16),
            Self::Number    => of(T::Number, (S::Integer, Some(3)), E::Line,  O::Nothing,  J::Fraction, ( 8, FIXED), 16),
            Self::Money     => of(T::Money,  (S::Integer, Some(2)), E::Line,  O::Nothing,  J::Amount,   (12, FIXED), 16),
            Self::Date      => of(T::Date,   (S::Text,    None),    E::Line,  O::Calendar, J::Text,     (10, FIXED), 12),
            Self::Time      => of(T::Time,   (S::Text,    None),    E::Line,  O::Hours,    J::Text,     ( 5, FIXED),  8),
            Self::Moment    => of(T::Moment, (S::Text,    None),    E::Line,  O::Calendar, J::Text,     (16, FIXED), 17),
            Self::Duration  => of(T::Number, (S::Integer, None),    E::Line,  O::Nothing,  J::Whole,    ( 8, FIXED), 16),
            Self::YesNo     => of(T::YesNo,  (S::Integer, None),    E::Line,  O::YesNo,    J::YesNo,    ( 4, FIXED),  8),
            Self::Choice    => of(T::Code,   (S::Text,    None),    E::Line,  O::Entries,  J::Text,     (18, FIXED), 30),
            Self::Choices   => of(T::Code,   (S::Text,    None),    E::Ticks, O::Entries,  J::Codes,    (18, WIDE),  64),
            Self::Checklist => of(T::Code,   (S::Text,    None),    E::Ticks, O::Entries,  J::Codes,    (18, WIDE),  64),
            Self::Reference => of(T::Record, (S::Integer, None),    E::Line,  O::Records,  J::Record,   (14, WIDE),  32),
            Self::File      => of(T::Text,   (S::Text,    None),    E::Line,  O::Nothing,  J::Text,     (16, FIXED), 64),
            Self::State     => of(T::State,  (S::None,    None),    E::Line,  O::Nothing,  J::Text,     ( 8, FIXED), 64),
            Self::Rows      => of(T::Lines,  (S::None,    None),    E::Lines, O::Nothing,  J::Lines,    ( 6, FIXED), 64),
            // What is worked out is kept and shown as the kind of its result.
            Self::Computed  => of(T::Text,   (S::None,    None),    E::Never, O::Nothing,  J::Text,     (12, FIXED), 64),
        }
    }
}

const fn of(
    ty: Type,
    (storage, places): (Storage, Option<u32>),
    entered: Entered,
    offered: Offered,
    json: InJson,
    (column, stretches): (u16, bool),
    entry: u16,
) -> KindFacts {
    KindFacts {
        ty,
        storage,
        places,
        entered,
        offered,
        json,
        column,
        stretches,
        entry,
    }
}
