//! Text of several lines being edited: caret, typing, undo, and how it wraps into a width.
//!
//! Holds its own text because the lines of a note wrap, split and join; one line at a time is `model::line`. Invariant: the
//! caret stands between two grapheme clusters, and every row that wraps is a piece of the text with nothing left out.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::text::cells::{folds, width};
use crate::model::text::editor::Reach;
use crate::model::text::safety::visible;

/// Characters that a note takes.
const MOST: usize = 20_000;
/// Steps that can be undone.
const STEPS: usize = 100;

/// A text of several lines.
#[derive(Clone, Debug, Default)]
pub struct NoteEdit {
    text: String,
    caret: usize,
    before: Vec<(String, usize)>,
    undone: Vec<(String, usize)>,
    typing: bool,
}

impl NoteEdit {
    pub fn new(text: &str) -> Self {
        let text = tidy(text);
        Self {
            caret: text.len(),
            text,
            ..Self::default()
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Ends the current step.
    pub fn seal(&mut self) {
        self.typing = false;
    }

    fn remember(&mut self, typing: bool) {
        if !(typing && self.typing) {
            if self.before.len() == STEPS {
                self.before.remove(0);
            }
            self.before.push((self.text.clone(), self.caret));
        }
        self.undone.clear();
        self.typing = typing;
    }

    /// Inserts text at the caret, line ends kept.
    pub fn insert(&mut self, text: &str) {
        let text = tidy(text);
        let room = MOST.saturating_sub(self.text.chars().count());
        let fitting: String = text.chars().take(room).collect();
        if fitting.is_empty() {
            return;
        }
        let single = fitting.graphemes(true).nth(1).is_none() && fitting != "\n";
        self.remember(single);
        self.text.insert_str(self.caret, &fitting);
        self.caret += fitting.len();
        self.settle();
    }

    /// Replaces everything as one step.
    pub fn set(&mut self, text: &str) {
        self.remember(false);
        self.text = tidy(text);
        self.caret = self.text.len();
    }

    pub fn erase(&mut self, reach: Reach) {
        let to = self.target(reach);
        if to == self.caret {
            return;
        }
        let (from, to) = (self.caret.min(to), self.caret.max(to));
        self.remember(false);
        self.text.replace_range(from..to, "");
        self.caret = from;
        self.settle();
    }

    pub fn go(&mut self, reach: Reach) -> bool {
        self.seal();
        let to = self.target(reach);
        let moved = to != self.caret;
        self.caret = to;
        moved
    }

    /// Moves a row up or down in a width; `false` where there is none.
    pub fn climb(&mut self, cells: usize, down: bool) -> bool {
        self.seal();
        let rows = self.rows(cells);
        let (row, column) = self.place(cells);
        let next = if down {
            rows.get(row + 1)
        } else {
            row.checked_sub(1).and_then(|r| rows.get(r))
        };
        let Some(range) = next.cloned() else {
            return false;
        };
        let mut taken = 0;
        self.caret = range.start;
        for (at, grapheme) in self.text[range.clone()].grapheme_indices(true) {
            let wide = cells_of(grapheme);
            if taken + wide > column {
                break;
            }
            taken += wide;
            self.caret = range.start + at + grapheme.len();
        }
        true
    }

    pub fn undo(&mut self) -> bool {
        self.seal();
        let Some(state) = self.before.pop() else {
            return false;
        };
        self.undone
            .push((std::mem::take(&mut self.text), self.caret));
        (self.text, self.caret) = state;
        true
    }

    pub fn redo(&mut self) -> bool {
        self.seal();
        let Some(state) = self.undone.pop() else {
            return false;
        };
        self.before
            .push((std::mem::take(&mut self.text), self.caret));
        (self.text, self.caret) = state;
        true
    }

    /// The rows into which the text wraps, as pieces of it.
    pub fn rows(&self, cells: usize) -> Vec<Range<usize>> {
        let cells = cells.max(2);
        let mut rows = Vec::new();
        let mut start = 0;
        for line in self.text.split('\n') {
            let end = start + line.len();
            let (mut from, mut taken, mut fold) = (start, 0, None);
            let mut folds = folds(line).map(|at| start + at).peekable();
            for (at, grapheme) in line.grapheme_indices(true) {
                let (at, wide) = (start + at, cells_of(grapheme));
                while let Some(here) = folds.next_if(|fold| *fold <= at) {
                    fold = Some(here);
                }
                if taken + wide > cells && at > from {
                    let cut = fold.filter(|f| *f > from).unwrap_or(at);
                    rows.push(from..cut);
                    taken = cells_of(&self.text[cut..at]);
                    (from, fold) = (cut, None);
                }
                taken += wide;
            }
            rows.push(from..end);
            start = end + 1;
        }
        rows
    }

    /// Row and cells before the caret.
    pub fn place(&self, cells: usize) -> (usize, usize) {
        let rows = self.rows(cells);
        let row = rows
            .iter()
            .rposition(|r| r.start <= self.caret)
            .unwrap_or(0);
        let from = rows.get(row).map_or(0, |r| r.start);
        let column = cells_of(&self.text[from..self.caret]);
        (row, column)
    }

    fn target(&self, reach: Reach) -> usize {
        let before = &self.text[..self.caret];
        let after = &self.text[self.caret..];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = after
            .find('\n')
            .map_or(self.text.len(), |at| self.caret + at);
        match reach {
            Reach::Left => before
                .grapheme_indices(true)
                .next_back()
                .map_or(0, |(at, _)| at),
            Reach::Right => self.caret + after.graphemes(true).next().map_or(0, str::len),
            Reach::WordLeft => before
                .split_word_bound_indices()
                .rfind(|(_, w)| !w.trim().is_empty())
                .map_or(0, |(at, _)| at),
            Reach::WordRight => after
                .split_word_bound_indices()
                .skip(1)
                .find(|(_, w)| !w.trim().is_empty())
                .map_or(self.text.len(), |(at, _)| self.caret + at),
            Reach::Home => line_start,
            Reach::End => line_end,
        }
    }

    /// Puts the caret behind the grapheme it stands in.
    fn settle(&mut self) {
        let mut behind = 0;
        for grapheme in self.text.graphemes(true) {
            if behind >= self.caret {
                break;
            }
            behind += grapheme.len();
        }
        self.caret = behind;
    }
}

/// Cells of text as it is shown.
pub fn cells_of(text: &str) -> usize {
    width(&visible(text))
}

/// Line ends made one, other control characters left out.
fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| match c {
            '\r' => '\n',
            '\t' => ' ',
            c => c,
        })
        .filter(|c| *c == '\n' || !c.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, cells: usize) -> Vec<String> {
        let note = NoteEdit::new(text);
        let rows = note.rows(cells).into_iter();
        rows.map(|row| note.text[row].to_owned()).collect()
    }

    #[test]
    fn a_row_ends_where_a_line_of_text_may() {
        assert_eq!(rows("the night duty", 9), ["the ", "night ", "duty"]);
        assert_eq!(
            rows("值班员甲接班，机房（旧）", 10),
            ["值班员甲接", "班，机房", "（旧）"]
        );
        assert_eq!(
            rows("0123456789ab\n\nc", 5),
            ["01234", "56789", "ab", "", "c"]
        );
    }
}
