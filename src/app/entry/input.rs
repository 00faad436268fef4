//! What stands in one field of the form while it is open, by the kind of the field.

use crate::model::form::kind::{Choice, Entered, Kind};
use crate::model::value::draft::{Answer, Draft};
use crate::model::{Field, Lang, Value};

use super::line_input::LineInput;
use super::lines::Lines;
use super::note::NoteEdit;
use super::ticks::Ticks;

/// The editor of one field.
#[derive(Clone, Debug)]
pub enum Input {
    Line(LineInput),
    Note(NoteEdit),
    Ticks(Ticks),
    Rows(Lines),
    /// Shown, never typed.
    Fixed,
}

impl Input {
    /// The editor of a field over what the draft holds.
    pub fn of(kind: &Kind, answer: Option<&Answer>, lang: Lang) -> Self {
        match kind.facts().entered {
            Entered::Line => Self::Line(LineInput::of(kind, answer, lang)),
            Entered::Note => Self::Note(NoteEdit::new(text_of(answer))),
            Entered::Ticks => {
                let codes: Vec<&str> = match answer {
                    Some(Answer::Picked(Value::Text(codes), _)) => codes.split(',').collect(),
                    Some(Answer::Typed(codes)) => codes.split(',').map(str::trim).collect(),
                    _ => Vec::new(),
                };
                let list = kind.choices().unwrap_or_default().iter();
                let ticked = |c: &Choice| codes.contains(&c.code.as_str());
                Self::Ticks(Ticks::new(list.map(ticked).collect()))
            }
            Entered::Lines => {
                let columns = kind.lines().unwrap_or_default();
                Self::Rows(Lines::new(columns, answer, lang))
            }
            Entered::Never => Self::Fixed,
        }
    }

    /// The content as an answer; `None` where it is blank.
    pub fn answer(&self, kind: &Kind) -> Option<Answer> {
        match self {
            Self::Line(slot) => slot.answer(),
            Self::Note(note) => {
                let text = note.text().trim_end();
                (!text.trim().is_empty()).then(|| Answer::Typed(text.to_owned()))
            }
            Self::Ticks(ticks) => {
                let list = kind.choices().unwrap_or_default();
                let codes: Vec<&str> = list
                    .iter()
                    .zip(&ticks.ticked)
                    .filter(|(_, on)| **on)
                    .map(|(c, _)| c.code.as_str())
                    .collect();
                let codes = codes.join(",");
                (!codes.is_empty()).then(|| Answer::Picked(Value::Text(codes.clone()), codes))
            }
            Self::Rows(lines) => match kind {
                Kind::Rows(columns) => lines.answer(columns),
                _ => None,
            },
            Self::Fixed => None,
        }
    }

    pub fn is_blank(&self) -> bool {
        match self {
            Self::Line(slot) => slot.text().trim().is_empty(),
            Self::Note(note) => note.text().trim().is_empty(),
            Self::Ticks(ticks) => !ticks.ticked.contains(&true),
            Self::Rows(lines) => lines
                .cells
                .iter()
                .flatten()
                .all(|s| s.text().trim().is_empty()),
            Self::Fixed => true,
        }
    }

    /// The line that has the focus: the field itself, or a cell of its rows.
    pub fn slot_mut(&mut self) -> Option<&mut LineInput> {
        match self {
            Self::Line(slot) => Some(slot),
            Self::Rows(lines) => lines.slot_mut(),
            Self::Note(_) | Self::Ticks(_) | Self::Fixed => None,
        }
    }

    pub fn slot(&self) -> Option<&LineInput> {
        match self {
            Self::Line(slot) => Some(slot),
            Self::Rows(lines) => lines.slot(),
            Self::Note(_) | Self::Ticks(_) | Self::Fixed => None,
        }
    }

    pub fn undo(&mut self) -> bool {
        match self {
            Self::Line(slot) => slot.edit.undo(),
            Self::Note(note) => note.undo(),
            Self::Ticks(ticks) => ticks.undo(),
            Self::Rows(lines) => lines.slot_mut().is_some_and(|s| s.edit.undo()) || lines.undo(),
            Self::Fixed => false,
        }
    }

    pub fn redo(&mut self) -> bool {
        match self {
            Self::Line(slot) => slot.edit.redo(),
            Self::Note(note) => note.redo(),
            Self::Ticks(ticks) => ticks.redo(),
            Self::Rows(lines) => lines.slot_mut().is_some_and(|s| s.edit.redo()),
            Self::Fixed => false,
        }
    }

    /// Names what was picked in another language.
    pub fn relabel(&mut self, kind: &Kind, lang: Lang) {
        match (self, kind) {
            (Self::Line(slot), _) => slot.relabel(kind, lang),
            (Self::Rows(lines), Kind::Rows(columns)) => {
                for line in &mut lines.cells {
                    for (slot, column) in line.iter_mut().zip(columns) {
                        slot.relabel(&column.kind, lang);
                    }
                }
            }
            (Self::Rows(_) | Self::Note(_) | Self::Ticks(_) | Self::Fixed, _) => {}
        }
    }

    /// Ends the current step of undo.
    pub fn seal(&mut self) {
        match self {
            Self::Note(note) => note.seal(),
            Self::Line(_) | Self::Rows(_) => {
                if let Some(slot) = self.slot_mut() {
                    slot.edit.seal();
                }
            }
            Self::Ticks(_) | Self::Fixed => {}
        }
    }
}

fn text_of(answer: Option<&Answer>) -> &str {
    match answer {
        Some(Answer::Typed(text) | Answer::Picked(_, text)) => text,
        _ => "",
    }
}

/// Puts an answer into a draft; a field that had something and is blank now is kept as blank, not as untouched.
pub fn put(draft: &mut Draft, field: &Field, answer: Option<Answer>, had: bool) {
    match answer {
        Some(Answer::Typed(text)) => draft.typed(&field.id, text),
        Some(Answer::Picked(value, shown)) => draft.picked(&field.id, value, shown),
        Some(Answer::Lines(lines)) => draft.lines(&field.id, lines),
        None if had && field.line_fields().is_some() => draft.lines(&field.id, Vec::new()),
        None if had => {
            draft.clear(&field.id);
            draft.typed(&field.id, "");
        }
        None => draft.clear(&field.id),
    }
}
