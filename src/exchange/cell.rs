//! Cells that a spreadsheet would run as a formula: disarmed on the way out, taken back on the way in.
//!
//! Invariant: [`armed`] of [`disarmed`] is the text itself, whatever the text. Quotes around a cell do not
//! help, so a mark stands before it. Must never know which file the cell stands in.

use std::borrow::Cow;

/// The mark that makes a spreadsheet take a cell for text.
const MARK: char = '\'';

/// The text as it may stand in a file that a spreadsheet opens.
#[must_use]
pub fn disarmed(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches(MARK)) {
        Cow::Owned(format!("{MARK}{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text as it was before [`disarmed`]; a mark that we did not set stays.
#[must_use]
pub fn armed(text: &str) -> &str {
    match text.strip_prefix(MARK) {
        Some(rest) if is_formula(rest.trim_start_matches(MARK)) => rest,
        _ => text,
    }
}

/// Whether a spreadsheet may run the text: it begins a formula, after blanks too, and is no plain number.
fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let core = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    core.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{2212}']) && !is_number(core)
}

/// `-5`, `+86`, `-1,234.50`: what begins with a sign and is harmless.
fn is_number(text: &str) -> bool {
    let digits = text.trim_end().trim_start_matches(['+', '-']);
    text.len() - text.trim_start_matches(['+', '-']).len() == 1
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}
