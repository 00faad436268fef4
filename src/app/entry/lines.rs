//! The lines of a field of rows, edited inside the form: one slot for each cell.
//!
//! Invariant: there is always a line to type into, and every line has a slot for each column.

use std::collections::BTreeMap;

use crate::model::value::draft::Answer;
use crate::model::{Field, Lang};

use super::line_input::LineInput;

/// A table of slots with the cell that has the focus.
#[derive(Clone, Debug)]
pub struct Lines {
    pub cells: Vec<Vec<LineInput>>,
    pub line: usize,
    pub column: usize,
    columns: usize,
    before: Vec<Vec<Vec<LineInput>>>,
}

impl Lines {
    pub fn new(columns: &[Field], answer: Option<&Answer>, lang: Lang) -> Self {
        let cells = match answer {
            Some(Answer::Lines(lines)) => lines
                .iter()
                .map(|line| {
                    columns
                        .iter()
                        .map(|c| LineInput::of(&c.kind, line.get(&c.id), lang))
                        .collect()
                })
                .collect(),
            _ => Vec::new(),
        };
        let mut lines = Self {
            cells,
            line: 0,
            column: 0,
            columns: columns.len(),
            before: Vec::new(),
        };
        lines.settle();
        lines
    }

    fn settle(&mut self) {
        if self.cells.is_empty() {
            self.cells.push(self.blank());
        }
        self.line = self.line.min(self.cells.len() - 1);
        self.column = self.column.min(self.columns.saturating_sub(1));
    }

    fn blank(&self) -> Vec<LineInput> {
        vec![LineInput::new(""); self.columns]
    }

    pub fn slot(&self) -> Option<&LineInput> {
        self.cells.get(self.line)?.get(self.column)
    }

    pub fn slot_mut(&mut self) -> Option<&mut LineInput> {
        self.cells.get_mut(self.line)?.get_mut(self.column)
    }

    /// Adds a line under the present one.
    pub fn add(&mut self) {
        self.before.push(self.cells.clone());
        let at = (self.line + 1).min(self.cells.len());
        self.cells.insert(at, self.blank());
        (self.line, self.column) = (at, 0);
    }

    /// Takes the present line away.
    pub fn remove(&mut self) {
        if self.line < self.cells.len() {
            self.before.push(self.cells.clone());
            self.cells.remove(self.line);
            self.settle();
        }
    }

    /// Moves the present line up or down.
    pub fn shift(&mut self, down: bool) -> bool {
        let to = if down {
            Some(self.line + 1).filter(|l| *l < self.cells.len())
        } else {
            self.line.checked_sub(1)
        };
        let Some(to) = to else { return false };
        self.before.push(self.cells.clone());
        self.cells.swap(self.line, to);
        self.line = to;
        true
    }

    pub fn undo(&mut self) -> bool {
        let Some(state) = self.before.pop() else {
            return false;
        };
        self.cells = state;
        self.settle();
        true
    }

    /// The next or the previous cell; a filled last line is followed by a blank one. `false` at the ends.
    pub fn step(&mut self, forward: bool) -> bool {
        if forward {
            if self.column + 1 < self.columns {
                self.column += 1;
            } else if self.line + 1 < self.cells.len() {
                (self.line, self.column) = (self.line + 1, 0);
            } else if self.is_filled(self.line) {
                self.cells.push(self.blank());
                (self.line, self.column) = (self.line + 1, 0);
            } else {
                return false;
            }
        } else if self.column > 0 {
            self.column -= 1;
        } else if self.line > 0 {
            (self.line, self.column) = (self.line - 1, self.columns.saturating_sub(1));
        } else {
            return false;
        }
        true
    }

    /// The same cell of the line above or below; `false` at the ends.
    pub fn climb(&mut self, down: bool) -> bool {
        let to = if down {
            Some(self.line + 1).filter(|l| *l < self.cells.len())
        } else {
            self.line.checked_sub(1)
        };
        self.line = to.unwrap_or(self.line);
        to.is_some()
    }

    fn is_filled(&self, line: usize) -> bool {
        self.cells
            .get(line)
            .is_some_and(|l| l.iter().any(|s| !s.text().trim().is_empty()))
    }

    /// The lines as an answer; blank ones are left out.
    pub fn answer(&self, columns: &[Field]) -> Option<Answer> {
        let lines: Vec<BTreeMap<String, Answer>> = self
            .cells
            .iter()
            .map(|line| {
                columns
                    .iter()
                    .zip(line)
                    .filter_map(|(c, slot)| Some((c.id.clone(), slot.answer()?)))
                    .collect()
            })
            .filter(|line: &BTreeMap<String, Answer>| !line.is_empty())
            .collect();
        (!lines.is_empty()).then_some(Answer::Lines(lines))
    }
}
