//! What was typed: raw text by field, kept until it is right or given up.

use std::collections::BTreeMap;

use super::Value;
use super::record::Record;
use crate::model::form::Form;

/// A record in the making, or a record being amended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub register: String,
    /// The record being amended and the revision that was seen; `None` for a new record.
    pub of: Option<(i64, i64)>,
    /// The state wanted at birth, or moved to by an action.
    pub state: Option<String>,
    /// The record that this new one answers: its register, id, and the field that receives the link.
    pub origin: Option<AskedBy>,
    /// Where the draft of a new record is kept: 0, or a negative place of its own when 0 is taken.
    pub slot: i64,
    /// A number brought along by an import.
    pub number: Option<String>,
    answers: BTreeMap<String, Answer>,
}

/// Where a follow-up record comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedBy {
    pub register: String,
    pub id: i64,
    /// The field of the origin that is to name the new record.
    pub link: Option<String>,
}

/// What stands in one field of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// As typed; still to be read.
    Typed(String),
    /// Picked from a list, or taken from the record: already a value, with the text that shows it.
    Picked(Value, String),
    /// The lines of a field of rows.
    Lines(Vec<BTreeMap<String, Answer>>),
}

impl Draft {
    /// An empty draft of a new record.
    pub fn new(register: &str) -> Self {
        Self {
            register: register.to_owned(),
            of: None,
            state: None,
            origin: None,
            slot: 0,
            number: None,
            answers: BTreeMap::new(),
        }
    }

    /// A draft that starts from a record as it stands.
    pub fn of(form: &Form, record: &Record) -> Self {
        let mut draft = Self {
            of: Some((record.id, record.rev)),
            ..Self::new(&form.id)
        };
        for (i, field) in form
            .fields
            .iter()
            .enumerate()
            .filter(|(_, f)| f.is_stored() || f.line_fields().is_some())
        {
            let value = record.values.get(i).cloned().unwrap_or_default();
            if value.is_empty() {
                continue;
            }
            let answer = match (&value, field.line_fields()) {
                (Value::Lines(lines), Some(columns)) => Answer::Lines(
                    lines
                        .iter()
                        .map(|line| {
                            columns
                                .iter()
                                .zip(line)
                                .filter(|(_, v)| !v.is_empty())
                                .map(|(c, v)| {
                                    (c.id.clone(), Answer::Picked(v.clone(), v.plain(&c.kind)))
                                })
                                .collect()
                        })
                        .collect(),
                ),
                _ => {
                    let title = record.titles.get(i).cloned().flatten();
                    let shown = title.unwrap_or_else(|| value.plain(&field.kind));
                    Answer::Picked(value, shown)
                }
            };
            draft.answers.insert(field.id.clone(), answer);
        }
        draft
    }

    /// The record under which the draft is kept: its own, or the slot of a new one.
    pub fn place(&self) -> i64 {
        self.of.map_or(self.slot, |(id, _)| id)
    }

    pub fn get(&self, field: &str) -> Option<&Answer> {
        self.answers.get(field)
    }

    /// The text that stands in a field.
    pub fn text(&self, field: &str) -> &str {
        match self.answers.get(field) {
            Some(Answer::Typed(text) | Answer::Picked(_, text)) => text,
            _ => "",
        }
    }

    /// Puts typed text into a field; the same text leaves a picked value as it was.
    pub fn typed(&mut self, field: &str, text: impl Into<String>) {
        let text = text.into();
        if self.text(field) != text || !self.answers.contains_key(field) {
            self.answers.insert(field.to_owned(), Answer::Typed(text));
        }
    }

    pub fn picked(&mut self, field: &str, value: Value, shown: impl Into<String>) {
        self.answers
            .insert(field.to_owned(), Answer::Picked(value, shown.into()));
    }

    pub fn lines(&mut self, field: &str, lines: Vec<BTreeMap<String, Answer>>) {
        self.answers.insert(field.to_owned(), Answer::Lines(lines));
    }

    pub fn clear(&mut self, field: &str) {
        self.answers.remove(field);
    }

    /// Every answer by field.
    pub fn answers(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.answers.iter().map(|(k, v)| (k.as_str(), v))
    }
}

impl Answer {
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Typed(text) => text.trim().is_empty(),
            Self::Picked(value, _) => value.is_empty(),
            Self::Lines(lines) => lines.is_empty(),
        }
    }
}
