//! Text in terminal cells: measuring, clipping, padding, wrapping.
//!
//! Invariant: no grapheme cluster and no two-cell character is ever cut; widths are those of unicode-width, the table that
//! ratatui uses, added up per grapheme as ratatui places them. Callers pass text through `visible` first. Must never
//! know what a column or a pane is.

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Where the text stands in the cells it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Text, then blanks.
    #[default]
    Left,
    /// Blanks, then text: numbers.
    Right,
    /// Blanks on both sides, the odd one on the right.
    Center,
}

/// Cells that `text` takes on one line.
#[must_use]
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// `text` in at most `cells` cells, ended with `mark` (`…`, or `~` where that is two cells wide) if something was cut off.
///
/// May be a cell narrower than asked for, where a wide character did not fit. Without room for the mark it is left out.
#[must_use]
pub fn clip(text: &str, cells: usize, mark: char) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    match cells.checked_sub(mark.width().unwrap_or(0)) {
        Some(room) => format!("{}{mark}", head(text, room)),
        None => head(text, cells).to_owned(),
    }
}

/// `text` in exactly `cells` cells. What is too wide is cut without a mark: [`clip`] first where a mark is wanted.
#[must_use]
pub fn pad(text: &str, cells: usize, align: Align) -> String {
    let text = head(text, cells);
    let spare = cells - width(text);
    let before = match align {
        Align::Left => 0,
        Align::Right => spare,
        Align::Center => spare / 2,
    };
    // No width in a format: that has a bound, and breaks beyond it.
    " ".repeat(before) + text + &" ".repeat(spare - before)
}

/// The longest start of `text` that fits into `cells`.
fn head(text: &str, cells: usize) -> &str {
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += grapheme.width();
        if taken > cells {
            return &text[..at];
        }
    }
    text
}

/// Breaks `text` into lines of at most `cells` cells (fewer than 2 counts as 2): at `\n`, and where the line breaking of
/// Unicode allows it, which is at blanks and between Chinese characters, though not before closing or after opening
/// punctuation. A word wider than a line is cut.
///
/// The blanks at a break are dropped, those at the start of a line of the text are kept. Never empty: no text is one empty line.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(2);
    let mut lines = Vec::new();
    for line in text.split('\n') {
        fill(line, cells, &mut lines);
    }
    lines
}

/// The places at which a line of text may be broken, as byte offsets: behind blanks and between Chinese characters, though
/// not before closing or after opening punctuation. Its end is the last of them.
pub fn folds(line: &str) -> impl Iterator<Item = usize> {
    linebreaks(line).map(|(at, _)| at)
}

/// Fills lines with the pieces of one line of text.
fn fill(text: &str, cells: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut taken = 0;
    let mut gap = "";
    let mut start = 0;
    for end in folds(text) {
        let piece = &text[start..end];
        start = end;
        let word = piece.trim_end();
        if word.is_empty() {
            gap = piece;
            continue;
        }
        let (blank, wide) = (width(gap), width(word));
        if taken > 0 && taken + blank + wide > cells {
            lines.push(std::mem::take(&mut line));
            taken = 0;
        } else if taken + blank + wide <= cells {
            line.push_str(gap);
            taken += blank;
        }
        gap = &piece[word.len()..];
        for grapheme in word.graphemes(true) {
            if taken > 0 && taken + grapheme.width() > cells {
                lines.push(std::mem::take(&mut line));
                taken = 0;
            }
            line.push_str(grapheme);
            taken += grapheme.width();
        }
    }
    lines.push(line);
}
