//! Chinese text as search tokens, and its readings in pinyin.
//!
//! Holds what goes into the full-text index (one token per Chinese character, all readings of a label) and, in its children,
//! the query for that index and the ranking for pick lists. Invariant: index and query are cut into tokens by the same function,
//! and the token that parts readings can be produced by no query. Must never know SQL tables, registers, or a connection.

mod query;
mod rank;
mod speller;
mod syllable;
#[cfg(test)]
mod tests;

pub use query::{exact_query, match_query};
pub use rank::PinyinQuery;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Stands between alternative readings, and between the fields of a record, so that no phrase runs across them.
///
/// A private-use character: `unicode61` takes it for a token, and [`search_text`] never makes one, so that no query, not even
/// a half-typed word, can reach it. A separator of letters would be found by whoever types its first letter.
pub const SEPARATOR: &str = "\u{E000}";

/// Alternative readings kept per label: three characters of two readings each, all combined.
const MOST: usize = 8;

/// Labels are short; what lies beyond is a text in the wrong place and is not given readings.
const LONGEST: usize = 120;

/// All readings of a label that are kept, the commonest first. Never empty, unless the label has no letter, digit or character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readings {
    /// One letter per Chinese character, blank between: `z q`, `c q`. Letters and digits of the label stand as they are.
    pub initials: Vec<String>,
    /// One toneless syllable per Chinese character, `v` for ü: `zhong qing`, `chong qing`.
    pub full: Vec<String>,
}

/// A text as the tokens of the full-text index, parted by blanks: each Chinese character alone, runs of letters, runs of
/// digits, in lower case and half width. `PC-0137值班` becomes `pc 0137 值 班`, and so do `pc0137 值班` and `ＰＣ０１３７值班`.
#[must_use]
pub fn search_text(text: &str) -> String {
    // A Chinese character is three bytes and becomes four with its blank.
    let room = text.len() + text.len() / 2;
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        cut(text.chars(), room)
    } else {
        cut(text.nfkc(), room)
    }
}

/// The readings of a label, at most `most` (at least 1) of each kind; rare readings of several characters at once go first.
#[must_use]
pub fn readings(label: &str, most: usize) -> Readings {
    let mut tokens = tokens(label);
    tokens.truncate(LONGEST);
    let full: Vec<Vec<String>> = tokens.iter().map(|token| syllable::spoken(token)).collect();
    let initials: Vec<Vec<String>> = tokens
        .iter()
        .map(|token| syllable::initials(token))
        .collect();
    Readings {
        initials: combined(&initials, most),
        full: combined(&full, most),
    }
}

/// What the index keeps for a label: the document of initials and the document of syllables, at most eight alternatives
/// each. Several labels of one record are joined with [`SEPARATOR`] between.
#[must_use]
pub fn index_text(label: &str) -> (String, String) {
    let readings = readings(label, MOST);
    let between = format!(" {SEPARATOR} ");
    (
        readings.initials.join(&between),
        readings.full.join(&between),
    )
}

/// The tokens one by one.
fn tokens(text: &str) -> Vec<String> {
    let cut = search_text(text);
    cut.split(' ')
        .filter(|token| !token.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Cuts text into tokens with a blank between; the one place that decides what a token is.
fn cut(chars: impl Iterator<Item = char>, room: usize) -> String {
    let mut out = String::with_capacity(room);
    let mut last = CharClass::Other;
    for c in chars.flat_map(char::to_lowercase) {
        let sort = CharClass::of(c);
        let runs_on = matches!(sort, CharClass::Letter | CharClass::Digit) && sort == last;
        if sort != CharClass::Other {
            if !runs_on && !out.is_empty() {
                out.push(' ');
            }
            out.push(c);
        }
        last = sort;
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CharClass {
    /// Written without blanks between words: each character is a token.
    Alone,
    Letter,
    Digit,
    Other,
}

impl CharClass {
    fn of(c: char) -> Self {
        match c {
            '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{312F}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
                if c.is_alphanumeric() =>
            {
                Self::Alone
            }
            _ if c.is_numeric() => Self::Digit,
            _ if c.is_alphanumeric() => Self::Letter,
            _ => Self::Other,
        }
    }

    /// The sort of a token made by [`tokens`].
    fn of_token(token: &str) -> Self {
        token.chars().next().map_or(Self::Other, Self::of)
    }
}

/// The `most` likeliest ways to take one alternative from each part, parted by blanks.
///
/// Alternatives stand in falling frequency; a way costs 1 for each second choice, 3 for each third, and so on, so that rare
/// readings give way before common ones. Keeping the cheapest starts at every step is exact, because costs only add up.
fn combined<S: AsRef<str>>(parts: &[Vec<S>], most: usize) -> Vec<String> {
    let mut ways = vec![(0, String::new())];
    for part in parts {
        let mut longer = Vec::with_capacity(ways.len() * part.len());
        for (cost, way) in &ways {
            for (nth, choice) in part.iter().enumerate() {
                let blank = if way.is_empty() { "" } else { " " };
                longer.push((
                    cost + nth * (nth + 1) / 2,
                    format!("{way}{blank}{}", choice.as_ref()),
                ));
            }
        }
        longer.sort_by_key(|(cost, _)| *cost);
        longer.truncate(most.max(1));
        ways = longer;
    }
    ways.into_iter()
        .map(|(_, way)| way)
        .filter(|way| !way.is_empty())
        .collect()
}
