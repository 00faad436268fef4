//! The types of values in expressions: syntax knows their names, the checks of types do the rest.

use strum::IntoStaticStr;

use crate::model::locale;
use crate::model::text::Text;

/// The type of a value in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Type {
    Text,
    Number,
    Money,
    Date,
    Time,
    Moment,
    YesNo,
    /// A state of the form.
    State,
    /// One code of a choice, or several.
    Code,
    Person,
    /// A record of any register but persons.
    Record,
    Lines,
    Null,
}

impl Type {
    /// The type of the records of a register.
    pub fn of_register(register: &str) -> Self {
        match register {
            "person" => Self::Person,
            _ => Self::Record,
        }
    }

    /// The type in words, for faults and the manual.
    pub fn words(self) -> Text {
        let name: &'static str = self.into();
        locale::both(&format!("type-{name}"), &[])
    }

    /// Whether a value of another type may stand where this one is wanted.
    pub fn takes(self, found: Self) -> bool {
        use Type::{Code, Date, Moment, Money, Null, Number, State, Text};
        self == found
            || found == Null
            || self == Null
            || matches!(
                (self, found),
                (Money, Number) | (Number, Money) | (Date, Moment) | (Moment, Date)
            )
            || matches!((self, found), (Text, Code | State) | (Code | State, Text))
    }
}
