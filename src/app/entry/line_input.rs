//! One line of a field: what is typed, and the value it was picked as.
//!
//! Invariant: the value counts only while the text is the one that shows it; a changed text is to be read anew.

use crate::model::form::kind::Kind;
use crate::model::text::editor::LineEdit;
use crate::model::value::draft::Answer;
use crate::model::{Lang, Value};

/// Characters that one line takes.
const MOST: usize = 2_000;

/// A line with the value it stands for.
#[derive(Clone, Debug)]
pub struct LineInput {
    pub edit: LineEdit,
    value: Option<Value>,
    shown: String,
}

impl LineInput {
    /// A line of bare text.
    pub fn new(text: &str) -> Self {
        Self {
            edit: LineEdit::new(text, MOST),
            value: None,
            shown: String::new(),
        }
    }

    /// A line over an answer of a draft.
    pub fn of(kind: &Kind, answer: Option<&Answer>, lang: Lang) -> Self {
        match answer {
            Some(Answer::Picked(value, shown)) if !value.is_empty() => {
                let shown = match kind {
                    Kind::Reference(_) => shown.clone(),
                    _ => value.show(kind, lang),
                };
                Self {
                    edit: LineEdit::new(&shown, MOST),
                    value: Some(value.clone()),
                    shown,
                }
            }
            Some(Answer::Typed(text)) => Self::new(text),
            _ => Self::new(""),
        }
    }

    /// Puts a value in place of the text, as one step that can be undone.
    pub fn pick(&mut self, value: Value, shown: String) {
        self.edit.set(&shown);
        self.value = Some(value);
        self.shown = shown;
    }

    pub fn text(&self) -> &str {
        self.edit.text()
    }

    /// The value, unless the text was changed since.
    pub fn value(&self) -> Option<&Value> {
        self.value.as_ref().filter(|_| self.shown == self.text())
    }

    /// The line as an answer; `None` where it is blank.
    pub fn answer(&self) -> Option<Answer> {
        if self.text().trim().is_empty() {
            return None;
        }
        Some(match self.value() {
            Some(value) => Answer::Picked(value.clone(), self.shown.clone()),
            None => Answer::Typed(self.text().to_owned()),
        })
    }

    /// The text for a language: a picked choice is named in it.
    pub fn label(&self, kind: &Kind, lang: Lang) -> String {
        match (self.value(), kind) {
            (Some(value), Kind::Choice(_) | Kind::YesNo) => value.show(kind, lang),
            _ => self.text().to_owned(),
        }
    }

    /// Names a picked choice in another language.
    pub fn relabel(&mut self, kind: &Kind, lang: Lang) {
        let label = self.label(kind, lang);
        if label != self.text()
            && let Some(value) = self.value().cloned()
        {
            self.pick(value, label);
        }
    }
}
