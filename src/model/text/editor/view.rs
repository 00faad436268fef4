//! The part of a line that a field shows, and the caret in it.
//!
//! Invariant: the text fits the cells, cuts no wide character, holds nothing a terminal would obey, and the caret lies within:
//! it is where an input method opens its window. Must never know the position of the field.

use unicode_segmentation::UnicodeSegmentation;

use super::LineEdit;
use crate::model::text::cells::width;
use crate::model::text::safety::visible;

/// Cells kept free right of the caret where a field scrolls, for what an input method is composing.
const SPARE: usize = 2;
/// Fields narrower than this have no cells to spare.
const ROOMY: usize = 8;

/// What a field of a given width shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineView {
    /// The visible part, in cells at most the width asked for; not padded.
    pub text: String,
    /// Cells from the left edge of the field to the caret, always less than the width (0 for a field without width).
    pub caret: u16,
}

impl LineEdit {
    /// Cells before the caret in the whole line as it is shown.
    #[must_use]
    pub fn caret_column(&self) -> usize {
        let value = self.input.value();
        let at = value
            .char_indices()
            .nth(self.input.cursor())
            .map_or(value.len(), |(at, _)| at);
        columns(&value[..at]).map(|(_, wide)| wide).sum()
    }

    /// The part of the line around the caret that fits into `cells`.
    ///
    /// A line that fits with the caret behind it is shown from its start; otherwise it is scrolled just so far that the caret
    /// keeps two cells to its right.
    #[must_use]
    pub fn view(&self, cells: usize) -> LineView {
        let all: Vec<(String, usize)> = columns(self.input.value()).collect();
        let total: usize = all.iter().map(|(_, wide)| wide).sum();
        let spare = if cells >= ROOMY { SPARE } else { 0 };
        let last = cells.saturating_sub(1);
        let mut caret = self.caret_column();
        let mut first = 0;
        if total > last {
            while caret > last - spare.min(last) && first < all.len() {
                caret = caret.saturating_sub(all[first].1);
                first += 1;
            }
        }
        let mut text = String::new();
        let mut taken = 0;
        for (shown, wide) in &all[first..] {
            taken += wide;
            if taken > cells {
                break;
            }
            text.push_str(shown);
        }
        LineView {
            text,
            caret: u16::try_from(caret.min(last)).unwrap_or(u16::MAX),
        }
    }
}

/// Each grapheme in its visible form, with its cells.
fn columns(text: &str) -> impl Iterator<Item = (String, usize)> + '_ {
    text.graphemes(true).map(|grapheme| {
        let shown = visible(grapheme);
        let wide = width(&shown);
        (shown.into_owned(), wide)
    })
}
