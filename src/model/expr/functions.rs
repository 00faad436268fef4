//! The functions that an expression may call: their names, what they take and give.
//!
//! The list itself stands in [`table`]; parser, checker and manual are readings of it.

mod table;

use super::tree::Expr;
use super::ty::Type;
use crate::model::locale;
use crate::model::text::Text;

pub use table::{FUNCTIONS, Function, WORDS};

/// What a function takes and gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    pub function: Function,
    pub name: &'static str,
    pub takes: &'static [Takes],
    /// How many arguments there must be; those after may be left out.
    pub least: usize,
    /// Whether more of the last argument may follow.
    pub open: bool,
    pub gives: Gives,
    pub reads: RestsOn,
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
    /// A field that holds ticks.
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
    /// A register by its bare name: what follows is over its records.
    Over,
    Condition,
    /// A stretch of the calendar, in quotes.
    Period,
    Person,
    /// A code of the roles that people are appointed to.
    Role,
    /// A record of the register of units.
    Unit,
    /// The code of a figure of the rules.
    Figure,
    /// A field of the record whose changes the ledger keeps, in quotes.
    Kept,
}

/// The stretches of the calendar that have a first and a last day.
pub const PERIODS: [&str; 6] = ["day", "week", "month", "quarter", "half", "year"];

/// What an answer rests on besides the arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestsOn {
    /// The columns of the record at hand, or nothing.
    Record,
    /// The clock, or the person at the desk.
    Clock,
    /// Which days are worked.
    Calendar,
    /// The lines of the record at hand.
    Lines,
    /// The record that a reference of the record at hand points at.
    Referred,
    /// The records of a register that point at the record at hand.
    Referring,
    /// The records of a register, whichever they are.
    Register,
    /// Who is appointed to what.
    Appointments,
    /// Which unit lies below which.
    Units,
    /// The figures of the rules.
    Figures,
    /// The changes of the record at hand.
    Ledger,
    /// Since when a regulation is in force.
    InForce,
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    Always(Type),
    /// A number whose last binary digits mean nothing.
    Fraction,
    /// The type of the first argument.
    First,
    /// A date where all arguments are, else a moment.
    Widest,
    /// The type of the far field, or of the value over a register.
    Far,
}

/// The names of the functions that take something.
pub fn taking(takes: Takes) -> impl Iterator<Item = &'static str> {
    let lines = FUNCTIONS.iter().filter(move |s| s.takes.contains(&takes));
    lines.map(|s| s.name)
}

impl Signature {
    /// How the function is written, with a word for each argument: `days(day, day)`.
    pub fn usage(&self) -> String {
        let mut words = String::new();
        for (i, takes) in self.takes.iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            let word = takes.word();
            words += &if i < self.least {
                format!("{comma}{word}")
            } else {
                format!("[{comma}{word}]")
            };
        }
        let more = if self.open { ", …" } else { "" };
        format!("{}({words}{more})", self.name)
    }

    /// What comes out, in the English words of the manual.
    pub fn result(&self) -> String {
        match self.gives {
            Gives::Always(ty) => ty.words().en,
            Gives::Fraction => Type::Number.words().en,
            Gives::First => "as the first argument".into(),
            Gives::Widest => "a date, or one with time".into(),
            Gives::Far if self.function.is_quantifier() => "as that value".into(),
            Gives::Far => "as that field".into(),
        }
    }

    /// How many arguments it takes, in words.
    pub fn arity(&self) -> Text {
        let (least, most) = (self.least.to_string(), self.takes.len().to_string());
        if self.open {
            locale::both("fault-arity-open", &[("least", &least)])
        } else if least == most {
            Text::same(most)
        } else {
            locale::both("fault-arity-range", &[("least", &least), ("most", &most)])
        }
    }

    pub fn fits(&self, given: usize) -> bool {
        given >= self.least && (self.open || given <= self.takes.len())
    }
}

impl Takes {
    /// Whether the argument is a field's name in another register, or in lines.
    pub(in crate::model) fn is_name_elsewhere(self) -> bool {
        matches!(self, Self::Far | Self::Back | Self::Column)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Moment => "moment",
            Self::Number => "number",
            Self::Text => "text",
            Self::Any => "value",
            Self::Ticks => "ticks",
            Self::Code => "'code'",
            Self::Reference => "reference",
            Self::Far => "its_field",
            Self::Register => "'register'",
            Self::Back => "'its_field'",
            Self::Rows => "lines",
            Self::Column => "column",
            Self::Over => "register",
            Self::Condition => "condition",
            Self::Period => "'period'",
            Self::Person => "person",
            Self::Role => "'role'",
            Self::Unit => "unit",
            Self::Figure => "'code'",
            Self::Kept => "'field'",
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

    /// Whether it looks over the records of a register.
    pub fn is_quantifier(self) -> bool {
        self.signature().takes.first() == Some(&Takes::Over)
    }

    /// The arguments of a call with what each of them is.
    pub fn taken(self, args: &[Expr]) -> impl Iterator<Item = (Takes, &Expr)> {
        let takes = self.signature().takes;
        let more = takes.last().into_iter().cycle();
        takes.iter().chain(more).copied().zip(args)
    }

    pub(in crate::model) fn gives_first(self) -> bool {
        self.signature().gives == Gives::First
    }

    /// Whether the answer is a number whose last binary digits mean nothing.
    pub fn gives_fraction(self) -> bool {
        self.signature().gives == Gives::Fraction
    }

    /// Whether the answer is a person, as the register of persons has them.
    pub(in crate::model) fn gives_person(self) -> bool {
        self.signature().gives == Gives::Always(Type::Person)
    }

    /// Whether a calendar has to be asked.
    pub fn needs_calendar(self) -> bool {
        self.signature().reads == RestsOn::Calendar
    }

    /// Whether the value follows from the record's own columns: no clock, no person, no calendar, no other table.
    pub fn is_local(self) -> bool {
        self.signature().reads == RestsOn::Record
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_by_its_function_and_name() {
        for line in FUNCTIONS {
            let asks = line.name.parse::<crate::model::expr::Question>().is_ok();
            assert_eq!(asks, line.function.is_quantifier(), "{}", line.name);
            assert_eq!(line.function.signature(), line);
            assert_eq!(Function::read(line.name), Some(line.function));
            assert!(line.least <= line.takes.len());
        }
    }
}
