//! The functions that an expression may call.

use super::types::Type;

/// A function of the expression language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    Today,
    Now,
    Me,
    Days,
    Hours,
    Minutes,
    Months,
    AddDays,
    AddMonths,
    AddHours,
    AddMinutes,
    Date,
    Year,
    Month,
    Weekday,
    Age,
    Coalesce,
    Length,
    Lower,
    Upper,
    Round,
    Abs,
    Least,
    Greatest,
    Has,
    Filled,
    Ref,
    Related,
    Lines,
    Total,
}

/// What a function takes and gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    pub function: Function,
    pub name: &'static str,
    pub takes: &'static [Takes],
    pub gives: Gives,
    /// One line for the manual.
    pub doc: &'static str,
}

/// What an argument must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A date, or a moment of which the date counts.
    Day,
    Moment,
    Number,
    Text,
    Any,
    /// A field of the record that holds ticks.
    Ticks,
    /// A code of the ticks in the first argument.
    Code,
    /// A field of the record that refers to another.
    Reference,
    /// A field of the register that the first argument points at.
    Far,
    /// A register, as text.
    Register,
    /// A field of the register named before that points back here.
    Back,
    /// A field of the record that holds lines.
    Rows,
    /// A column of the lines.
    Column,
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    Always(Type),
    /// The type of the first argument.
    First,
    /// The type of the far field.
    Far,
}

use Function as F;
use Gives::{Always, Far, First};
use Takes as T;

/// Every function, in the order of the manual.
pub const FUNCTIONS: &[Signature] = &[
    sig(
        F::Today,
        "today",
        &[],
        Always(Type::Date),
        "the desk's date",
    ),
    sig(
        F::Now,
        "now",
        &[],
        Always(Type::Moment),
        "the desk's date and time",
    ),
    sig(
        F::Me,
        "me",
        &[],
        Always(Type::Person),
        "the person at the desk",
    ),
    sig(
        F::Days,
        "days",
        &[T::Day, T::Day],
        Always(Type::Number),
        "days from the first to the second",
    ),
    sig(
        F::Hours,
        "hours",
        &[T::Moment, T::Moment],
        Always(Type::Number),
        "hours from the first to the second",
    ),
    sig(
        F::Minutes,
        "minutes",
        &[T::Moment, T::Moment],
        Always(Type::Number),
        "minutes from the first to the second",
    ),
    sig(
        F::Months,
        "months",
        &[T::Day, T::Day],
        Always(Type::Number),
        "whole months from the first to the second",
    ),
    sig(
        F::AddDays,
        "add_days",
        &[T::Day, T::Number],
        Always(Type::Date),
        "the day n days later",
    ),
    sig(
        F::AddMonths,
        "add_months",
        &[T::Day, T::Number],
        Always(Type::Date),
        "the same day n months later, or the month's last",
    ),
    sig(
        F::AddHours,
        "add_hours",
        &[T::Moment, T::Number],
        Always(Type::Moment),
        "the moment n hours later",
    ),
    sig(
        F::AddMinutes,
        "add_minutes",
        &[T::Moment, T::Number],
        Always(Type::Moment),
        "the moment n minutes later",
    ),
    sig(
        F::Date,
        "date",
        &[T::Day],
        Always(Type::Date),
        "the date of a moment",
    ),
    sig(F::Year, "year", &[T::Day], Always(Type::Number), "the year"),
    sig(
        F::Month,
        "month",
        &[T::Day],
        Always(Type::Number),
        "the month, 1 to 12",
    ),
    sig(
        F::Weekday,
        "weekday",
        &[T::Day],
        Always(Type::Number),
        "the day of the week, 1 is Monday",
    ),
    sig(
        F::Age,
        "age",
        &[T::Day],
        Always(Type::Number),
        "whole years up to today",
    ),
    sig(
        F::Coalesce,
        "coalesce",
        &[T::Any, T::Any],
        First,
        "the first that is filled",
    ),
    sig(
        F::Length,
        "length",
        &[T::Text],
        Always(Type::Number),
        "characters",
    ),
    sig(
        F::Lower,
        "lower",
        &[T::Text],
        Always(Type::Text),
        "in small letters",
    ),
    sig(
        F::Upper,
        "upper",
        &[T::Text],
        Always(Type::Text),
        "in capital letters",
    ),
    sig(
        F::Round,
        "round",
        &[T::Number],
        First,
        "rounded to a whole number",
    ),
    sig(F::Abs, "abs", &[T::Number], First, "without its sign"),
    sig(F::Least, "least", &[T::Any, T::Any], First, "the smaller"),
    sig(
        F::Greatest,
        "greatest",
        &[T::Any, T::Any],
        First,
        "the larger",
    ),
    sig(
        F::Has,
        "has",
        &[T::Ticks, T::Code],
        Always(Type::YesNo),
        "whether the list has the tick",
    ),
    sig(
        F::Filled,
        "filled",
        &[T::Any],
        Always(Type::YesNo),
        "whether anything stands there",
    ),
    sig(
        F::Ref,
        "ref",
        &[T::Reference, T::Far],
        Far,
        "a field of the record referred to",
    ),
    sig(
        F::Related,
        "related",
        &[T::Register, T::Back],
        Always(Type::Number),
        "how many records of a register point here",
    ),
    sig(
        F::Lines,
        "lines",
        &[T::Rows],
        Always(Type::Number),
        "how many lines",
    ),
    sig(
        F::Total,
        "total",
        &[T::Rows, T::Column],
        Always(Type::Number),
        "the sum of a column of the lines",
    ),
];

const fn sig(
    function: Function,
    name: &'static str,
    takes: &'static [Takes],
    gives: Gives,
    doc: &'static str,
) -> Signature {
    Signature {
        function,
        name,
        takes,
        gives,
        doc,
    }
}

impl Signature {
    /// How the function is written, with a word for each argument: `days(day, day)`.
    pub fn usage(&self) -> String {
        let open = matches!(self.function, F::Coalesce | F::Least | F::Greatest);
        let words: Vec<&str> = self.takes.iter().map(|t| t.word()).collect();
        let more = if open { ", …" } else { "" };
        format!("{}({}{more})", self.name, words.join(", "))
    }

    /// What comes out, in words.
    pub fn result(&self) -> &'static str {
        match self.gives {
            Always(ty) => ty.words(),
            First => "as the first argument",
            Far => "as that field",
        }
    }
}

impl Takes {
    fn word(self) -> &'static str {
        match self {
            T::Day => "day",
            T::Moment => "moment",
            T::Number => "number",
            T::Text => "text",
            T::Any => "value",
            T::Ticks => "ticks",
            T::Code => "'code'",
            T::Reference => "reference",
            T::Far => "its_field",
            T::Register => "'register'",
            T::Back => "'its_field'",
            T::Rows => "lines",
            T::Column => "column",
        }
    }
}

impl Function {
    /// The function of a name.
    pub fn read(name: &str) -> Option<Self> {
        FUNCTIONS
            .iter()
            .find(|s| s.name == name)
            .map(|s| s.function)
    }

    /// What the function takes and gives.
    pub fn signature(self) -> &'static Signature {
        // The test below holds that every function has its line.
        FUNCTIONS
            .iter()
            .find(|s| s.function == self)
            .unwrap_or(&FUNCTIONS[0])
    }

    /// Whether the value follows from the record's own columns: no clock, no person, no other table.
    pub fn is_local(self) -> bool {
        !matches!(
            self,
            F::Today | F::Now | F::Me | F::Age | F::Ref | F::Related | F::Lines | F::Total
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_by_its_function_and_name() {
        for line in FUNCTIONS {
            assert_eq!(line.function.signature(), line);
            assert_eq!(Function::read(line.name), Some(line.function));
        }
    }
}
