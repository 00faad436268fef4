//! Editing one line of text: the caret, typing over, erasing, undo, and the part that fits a field.
//!
//! Wraps tui-input's `Input`. Invariant: the caret always stands between two grapheme clusters, the text holds no control
//! character and no more characters than allowed, and every change can be undone. Must never know keys, colours, what the text
//! means, or where on the screen it is.

mod steps;
#[cfg(test)]
mod tests;
mod view;

pub use view::LineView;

use steps::{Steps, Streak};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

/// A way for the caret to go, or for an erasure to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// One grapheme to the left: backspace when erasing.
    Left,
    /// One grapheme to the right: delete when erasing.
    Right,
    /// To the start of the word before.
    WordLeft,
    /// To the start of the next word.
    WordRight,
    /// To the start of the line.
    Home,
    /// To the end of the line.
    End,
}

/// One line being edited.
#[derive(Debug, Clone)]
pub struct LineEdit {
    input: Input,
    most: usize,
    armed: bool,
    steps: Steps,
}

impl LineEdit {
    /// A line holding `text`, the caret at its end, that takes at most `most` characters (code points, as the store counts).
    ///
    /// A longer `text` is kept whole; it can only shrink.
    #[must_use]
    pub fn new(text: &str, most: usize) -> Self {
        Self {
            input: Input::new(one_line(text)),
            most,
            armed: false,
            steps: Steps::default(),
        }
    }

    /// The text as it stands. Clean it when the field is left: it may hold invisible characters that were pasted.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Replaces the whole text as one undo step, the caret at its end: a value that was picked, or the parsed form.
    pub fn set(&mut self, text: &str) {
        let text = one_line(text);
        if text != self.text() {
            self.steps.remember(&self.input, Streak::None);
            self.input = Input::new(text);
        }
        self.seal();
        self.armed = false;
    }

    /// From now on the first insertion replaces everything: the field was entered, and most often a clerk types it anew.
    pub fn arm(&mut self) {
        self.seal();
        self.armed = true;
    }

    /// Whether the next insertion replaces everything.
    #[must_use]
    pub fn is_armed(&self) -> bool {
        self.armed
    }

    /// Ends the current undo step: the clerk paused.
    pub fn seal(&mut self) {
        self.steps.seal();
    }

    /// Inserts what was typed, pasted or committed by an input method; `false` if the length limit cut something off.
    ///
    /// Single graphemes in a row are one undo step until a move, an erasure or [`seal`](Self::seal); a longer text is a step of
    /// its own. Line ends and tabs become blanks (a line end that closes the text is dropped), other controls are dropped.
    pub fn insert(&mut self, text: &str) -> bool {
        let fresh = one_line(text);
        let (kept, caret) = if self.armed {
            ("", 0)
        } else {
            (self.input.value(), self.input.cursor())
        };
        let room = self.most.saturating_sub(kept.chars().count());
        let fitting = fitting(&fresh, room);
        let complete = fitting.len() == fresh.len();
        if fitting.is_empty() {
            return complete;
        }
        let at = kept
            .char_indices()
            .nth(caret)
            .map_or(kept.len(), |(at, _)| at);
        let spliced = [&kept[..at], fitting, &kept[at..]].concat();
        let caret = caret + fitting.chars().count();
        let single = fitting.graphemes(true).nth(1).is_none();
        if self.armed || !single {
            self.seal();
        }
        self.steps.remember(
            &self.input,
            if single { Streak::Typing } else { Streak::None },
        );
        self.armed = false;
        self.input = Input::new(spliced).with_cursor(caret);
        self.settle();
        complete
    }

    /// Erases from the caret as far as `reach` goes; `false` if there was nothing. Single graphemes in a row are one undo step.
    pub fn erase(&mut self, reach: Reach) -> bool {
        let (request, run) = match reach {
            Reach::Left => (InputRequest::DeletePrevChar, Streak::Erasing),
            Reach::Right => (InputRequest::DeleteNextChar, Streak::Erasing),
            Reach::WordLeft => (InputRequest::DeletePrevWord, Streak::None),
            Reach::WordRight => (InputRequest::DeleteNextWord, Streak::None),
            Reach::Home => (InputRequest::DeleteFromStart, Streak::None),
            Reach::End => (InputRequest::DeleteTillEnd, Streak::None),
        };
        self.armed = false;
        let mut erased = self.input.clone();
        erased.handle(request);
        if erased.value() == self.text() {
            return false;
        }
        self.steps.remember(&self.input, run);
        self.input = erased;
        self.settle();
        true
    }

    /// Moves the caret; `false` if it could not go. Disarms: whoever moves in a text wants to keep it.
    pub fn go(&mut self, reach: Reach) -> bool {
        self.seal();
        self.armed = false;
        let request = match reach {
            Reach::Left => InputRequest::GoToPrevChar,
            Reach::Right => InputRequest::GoToNextChar,
            Reach::WordLeft => InputRequest::GoToPrevWord,
            Reach::WordRight => InputRequest::GoToNextWord,
            Reach::Home => InputRequest::GoToStart,
            Reach::End => InputRequest::GoToEnd,
        };
        let moved = self.input.handle(request).is_some();
        self.settle();
        moved
    }

    /// Takes the latest step back; `false` if there is none.
    pub fn undo(&mut self) -> bool {
        self.armed = false;
        self.steps.undo(&mut self.input)
    }

    /// Does again what was undone last; `false` if nothing was, or if something was changed since.
    pub fn redo(&mut self) -> bool {
        self.armed = false;
        self.steps.redo(&mut self.input)
    }

    /// Puts the caret behind the grapheme it stands in: characters may have joined around it (a flag, a family, an accent).
    fn settle(&mut self) {
        let caret = self.input.cursor();
        let mut behind = 0;
        for grapheme in self.input.value().graphemes(true) {
            if behind >= caret {
                break;
            }
            behind += grapheme.chars().count();
        }
        self.input.handle(InputRequest::SetCursor(behind));
    }
}

/// Text made fit for one line.
fn one_line(text: &str) -> String {
    let body = text.trim_end_matches(['\r', '\n']).replace("\r\n", " ");
    let blank = |c: char| {
        if matches!(c, '\r' | '\n' | '\t') {
            ' '
        } else {
            c
        }
    };
    body.chars()
        .map(blank)
        .filter(|c| !c.is_control())
        .collect()
}

/// The longest start of `text` with at most `room` characters that cuts no grapheme.
fn fitting(text: &str, room: usize) -> &str {
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += grapheme.chars().count();
        if taken > room {
            return &text[..at];
        }
    }
    text
}
