//! Pinyin syllables: how a character is read, and how a run of letters may be cut into syllables.
//!
//! Invariant: the syllables known here are exactly those that the readings of characters produce (toneless, `v` for ü), so that
//! whatever a query asks for can be in the index. Must never know the index or the query language.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound;
use std::sync::LazyLock;

use pinyin::{Pinyin, ToPinyinMulti};

/// Every syllable as typed, with the form in the index: `lue` is typed for `lve`.
static SYLLABLES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    // The first search waits for this: what is read the same is looked at once.
    let common = '\u{4E00}'..='\u{9FFF}';
    let readings: HashSet<&str> = common.flat_map(of).collect();
    let mut all: BTreeMap<String, String> = readings
        .into_iter()
        .filter_map(kept)
        .map(|s| (s.clone(), s))
        .collect();
    for (typed, token) in [("lue", "lve"), ("nue", "nve")] {
        all.insert(typed.to_owned(), token.to_owned());
    }
    all
});

/// The readings of a character as the dictionary gives them, commonest first, with repetitions where only the tone differs.
pub(super) fn of(c: char) -> impl Iterator<Item = &'static str> {
    c.to_pinyin_multi().into_iter().flatten().map(Pinyin::plain)
}

/// The readings of a character as the index keeps them; none for anything that is not Chinese.
fn of_char(c: char) -> Vec<String> {
    let mut found = Vec::new();
    for plain in of(c).filter_map(kept) {
        if !found.contains(&plain) {
            found.push(plain);
        }
    }
    found
}

/// A reading as the index keeps it.
fn kept(reading: &str) -> Option<String> {
    let plain = reading.replace('ü', "v").replace('ê', "e");
    // Interjections such as `hm` and `ng` would let any consonant pass for a syllable.
    let voiced = plain.contains(['a', 'e', 'i', 'o', 'u', 'v']) && plain.is_ascii();
    voiced.then_some(plain)
}

/// The syllables a token may stand for; a token without readings stands for itself.
pub(super) fn spoken(token: &str) -> Vec<String> {
    let mut chars = token.chars();
    let found = match (chars.next(), chars.next()) {
        (Some(c), None) => of_char(c),
        _ => Vec::new(),
    };
    if found.is_empty() {
        vec![token.to_owned()]
    } else {
        found
    }
}

/// The initial letters a token may stand for; a token without readings stands for itself.
pub(super) fn initials(token: &str) -> Vec<String> {
    let spoken = spoken(token);
    if spoken == [token] {
        return spoken;
    }
    let mut found: Vec<String> = Vec::new();
    for letter in spoken.iter().filter_map(|syllable| syllable.get(..1)) {
        if !found.iter().any(|known| known == letter) {
            found.push(letter.to_owned());
        }
    }
    found
}

/// Whether the letters can each begin a syllable: none begins with `i`, `u` or `v`.
pub(super) fn are_initials(letters: &str) -> bool {
    letters
        .bytes()
        .all(|b| b.is_ascii_lowercase() && !matches!(b, b'i' | b'u' | b'v'))
}

/// All ways, at most `most`, longest syllables first, to cut `letters` into syllables. With `open` the last may be
/// half-typed: `zhib` is `zhi b`.
pub(super) fn cuts(letters: &str, open: bool, most: usize) -> Vec<Vec<&str>> {
    cut(letters, most, |rest| {
        let mut ends = known_starts(rest);
        if open && is_begun(rest) {
            ends.push((rest.len(), rest));
        }
        ends
    })
}

/// As [`cuts`], but a single letter may stand for a whole syllable anywhere: `zhibb` is `zhi b b`.
pub(super) fn loose_cuts(letters: &str, most: usize) -> Vec<Vec<&str>> {
    cut(letters, most, |rest| {
        let mut ends = known_starts(rest);
        if rest.get(..1).is_some_and(are_initials) && !ends.iter().any(|(len, _)| *len == 1) {
            ends.push((1, &rest[..1]));
        }
        ends
    })
}

/// Syllables that `rest` begins with, longest first: bytes taken, and the form in the index.
fn known_starts(rest: &str) -> Vec<(usize, &str)> {
    const LONGEST: usize = 6; // zhuang
    let lengths = (1..=LONGEST.min(rest.len())).rev();
    lengths
        .filter_map(|len| {
            SYLLABLES
                .get(rest.get(..len)?)
                .map(|token| (len, token.as_str()))
        })
        .collect()
}

/// Whether `rest` is the beginning of a syllable, and not a whole one.
fn is_begun(rest: &str) -> bool {
    let after = (Bound::Excluded(rest), Bound::Unbounded);
    let next = SYLLABLES.range::<str, _>(after).next();
    !SYLLABLES.contains_key(rest) && next.is_some_and(|(syllable, _)| syllable.starts_with(rest))
}

/// Walks all cuts by `steps`, first choices first, and never into a dead end.
fn cut<'a>(
    letters: &'a str,
    most: usize,
    steps: impl Fn(&'a str) -> Vec<(usize, &'a str)>,
) -> Vec<Vec<&'a str>> {
    if !letters.is_ascii() {
        return Vec::new();
    }
    // From the end: the best cuts of each tail. A tail needs no more of them than the whole may have.
    let mut tails: Vec<Vec<Vec<&str>>> = vec![Vec::new(); letters.len() + 1];
    tails[letters.len()].push(Vec::new());
    for at in (0..letters.len()).rev() {
        let mut found = Vec::new();
        for (len, token) in steps(&letters[at..]) {
            for tail in &tails[at + len] {
                let mut way = vec![token];
                way.extend(tail);
                found.push(way);
            }
        }
        found.truncate(most);
        tails[at] = found;
    }
    tails.swap_remove(0)
}
