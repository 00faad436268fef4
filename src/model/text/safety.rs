//! Text safety: what may come into the desk, and what may go out to a terminal.
//!
//! Holds folding of full-width typing, the check of text that people type or import, and the visible form of stored text.
//! Invariant: what [`visible`] returns holds no control character and nothing that reorders or hides its neighbours, whatever
//! was stored. Must never know of fields, colours, or a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfc_quick,
};
use unicode_segmentation::UnicodeSegmentation;

/// Marks that one base character may carry on a screen; more is a stack that runs over its neighbours' lines.
const MARKS: usize = 8;

/// The first character of a text that the desk does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hostile {
    /// Where it stands in the text as given: characters (code points) before it, a byte order mark counted.
    pub at: usize,
    /// Its code point, to be shown as `U+202E`.
    pub code: u32,
}

/// Folds what an active Chinese input method turns into full width: `２０２６－１１` becomes `2026-11`.
///
/// U+FF01–FF5E and U+3000 become ASCII; `、` becomes `/` and `。` becomes `.`, because those keys sit there. For codes, numbers,
/// dates and the command line only: free text keeps its own punctuation.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| folded(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(folded).collect())
}

fn folded(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '、' => '/',
        '。' => '.',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Makes typed or imported text fit to be stored: NFC, no byte order mark, line ends as `\n`.
///
/// In a single-line text (`multiline` false) line ends and tabs become a blank each: both come from pasted cells.
///
/// # Errors
/// [`Hostile`] for the first control character, bidirectional override or invisible character. A zero-width joiner is let
/// through where it holds an emoji together, and refused everywhere else.
pub fn clean(text: &str, multiline: bool) -> Result<String, Hostile> {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let skipped = usize::from(body.len() != text.len());
    let mut kept = String::with_capacity(body.len());
    let mut before = '\0';
    for (nth, (at, c)) in body.char_indices().enumerate() {
        match c {
            '\n' if before == '\r' => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => kept.push(if multiline { '\n' } else { ' ' }),
            '\t' => kept.push(if multiline { '\t' } else { ' ' }),
            _ if c.is_control() || (is_hidden(c) && !joins_emoji(body, at, c)) => {
                return Err(Hostile {
                    at: nth + skipped,
                    code: u32::from(c),
                });
            }
            _ => kept.push(c),
        }
        before = c;
    }
    if is_nfc_quick(kept.chars()) == IsNormalized::Yes {
        return Ok(kept);
    }
    Ok(kept.nfc().collect())
}

/// The form of a stored text that may go to a terminal, a title, a log or an error line.
///
/// C0 controls are shown as their pictures (`␛`, also `␊` and `␉`: split lines first), other controls, bidirectional
/// overrides and invisible characters by code (`<U+202E>`); of combining marks at most eight stay on one base.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text
        .chars()
        .any(|c| c.is_control() || is_hidden(c) || is_combining_mark(c))
    {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        match c {
            '\0'..='\u{1F}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7F}' => shown.push('\u{2421}'),
            _ if c.is_control() || (is_hidden(c) && !joins_emoji(text, at, c)) => {
                // Writing into a String cannot fail.
                let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            }
            _ if marks <= MARKS => shown.push(c),
            _ => {}
        }
    }
    Cow::Owned(shown)
}

/// Characters that show nothing, or move what stands around them. Ordinary Arabic and Hebrew letters are not among them.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}'
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers: letters by name, blank to the eye
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether the joiner `c` at byte `at` stands inside an emoji sequence such as a family.
fn joins_emoji(text: &str, at: usize, c: char) -> bool {
    const JOINER: char = '\u{200D}';
    let is_dress = |c: char| is_combining_mark(c) || matches!(c, '\u{1F3FB}'..='\u{1F3FF}');
    // An emoji carries a skin tone and a presentation mark at most, so the base is near: no walk back through a long text.
    let base = text[..at].chars().rev().take(4).find(|c| !is_dress(*c));
    let next = text[at + c.len_utf8()..].chars().next();
    let (JOINER, Some(base), Some(next)) = (c, base, next) else {
        return false;
    };
    if next.is_alphabetic() || is_dress(next) {
        return false;
    }
    let graphemes = |s: String| s.graphemes(true).count();
    // The segmentation rules join over U+200D only between two pictographs; that is the property asked for.
    graphemes(format!("{base}{next}")) == 2 && graphemes(format!("{base}{JOINER}{next}")) == 1
}
