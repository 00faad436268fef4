//! The door out: a value as people read it, and as it is read back.

use super::Value;
use crate::model::form::kind::{Choice, Kind};
use crate::model::text::{Lang, typed};

impl Value {
    /// Shows the value to a person. References show their id until the store gives the title.
    pub fn show(&self, kind: &Kind, lang: Lang) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => match kind.shown() {
                Kind::Moment => text.replacen('T', " ", 1),
                Kind::Choice(list) => Choice::label_of(list, text, lang).to_owned(),
                Kind::Choices(list) | Kind::Checklist(list) => {
                    let separator = if lang == Lang::Zh { "、" } else { ", " };
                    text.split(',')
                        .map(|c| Choice::label_of(list, c, lang))
                        .collect::<Vec<_>>()
                        .join(separator)
                }
                Kind::Text
                | Kind::Note
                | Kind::Integer
                | Kind::Number
                | Kind::Money
                | Kind::Date
                | Kind::Time
                | Kind::Duration
                | Kind::YesNo
                | Kind::Reference(_)
                | Kind::File
                | Kind::State
                | Kind::Rows(_)
                | Kind::Computed(_) => text.clone(),
            },
            Self::Int(n) => match kind.shown() {
                Kind::YesNo => match (n, lang) {
                    (0, Lang::Zh) => "否".into(),
                    (0, Lang::En) => "no".into(),
                    (_, Lang::Zh) => "是".into(),
                    (_, Lang::En) => "yes".into(),
                },
                Kind::Money => typed::show_decimal(*n, 2),
                Kind::Number => typed::show_number(*n, 3),
                Kind::Duration => typed::show_duration(*n),
                Kind::Text
                | Kind::Note
                | Kind::Integer
                | Kind::Date
                | Kind::Time
                | Kind::Moment
                | Kind::Choice(_)
                | Kind::Choices(_)
                | Kind::Checklist(_)
                | Kind::Reference(_)
                | Kind::File
                | Kind::State
                | Kind::Rows(_)
                | Kind::Computed(_) => n.to_string(),
            },
            Self::Lines(lines) => lines.len().to_string(),
        }
    }

    /// The value as text that [`Value::read`] reads back, for editing and for CSV.
    pub fn plain(&self, kind: &Kind) -> String {
        match (self, kind.shown()) {
            (Self::Text(text), _) => text.clone(),
            (Self::Int(n), Kind::YesNo) => if *n == 0 { "no" } else { "yes" }.into(),
            _ => self.show(kind, Lang::En),
        }
    }
}
