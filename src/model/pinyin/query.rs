//! The user's search words as an expression for the full-text index.
//!
//! Invariant: nothing typed reaches the index raw. The expression consists of quoted tokens of our own making (letters, digits,
//! Chinese characters) and of operators written here. It asks columns `t` (text), `pi` (initials) and `py` (syllables), which
//! are filled by `search_text` and `index_text`. Must never know SQL, registers, or how results are ordered.

use super::{CharClass, combined, syllable, tokens};

/// Words of one search; what follows is ignored.
const WORDS: usize = 16;
/// Characters of one word; whatever is longer is no word, and is found by its beginning.
const LONGEST: usize = 500;
/// Tokens of one word, and alternatives of one kind: bounds the length of the expression.
const TOKENS: usize = 64;
const ALTERNATIVES: usize = 16;
/// Longest run of letters that is tried as pinyin.
const LETTERS: usize = 32;

/// Builds the FTS5 expression for what the user typed; `None` if there is nothing to search for.
///
/// Blanks part words, and all words must be found. A word is found as text (its last run of letters or digits may go on),
/// or, where it has letters, as pinyin initials or syllables of a label, mixed with Chinese characters if it is: `zbb`,
/// `zhiban`, `zhib`, `zhibb`, `值b表` all find 值班表.
#[must_use]
pub fn match_query(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| tokens(beginning(word)))
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .map(|word| found(&word))
        .collect();
    (!words.is_empty()).then(|| words.join(" AND "))
}

/// The same for a text that is known as a whole: its own words, and no other spelling of them.
#[must_use]
pub fn exact_query(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| tokens(beginning(word)))
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .map(|word| plain(&word[..word.len().min(TOKENS)]))
        .collect();
    (!words.is_empty()).then(|| words.join(" AND "))
}

fn beginning(word: &str) -> &str {
    let end = word.char_indices().nth(LONGEST);
    end.map_or(word, |(end, _)| &word[..end])
}

/// The expression for one word.
fn found(word: &[String]) -> String {
    let word = &word[..word.len().min(TOKENS)];
    let open = word
        .last()
        .is_some_and(|token| CharClass::of_token(token) != CharClass::Alone);
    let mut ways = vec![phrase("t", &word.join(" "), open)];
    if word.iter().any(|token| is_latin(token)) {
        ways.extend(by_initials(word));
        ways.extend(by_syllables(word));
    }
    ways.dedup();
    if ways.len() == 1 {
        ways.remove(0)
    } else {
        format!("({})", ways.join(" OR "))
    }
}

/// A word as it is written; its last run of letters or digits may go on.
fn plain(word: &[String]) -> String {
    let open = word
        .last()
        .is_some_and(|token| CharClass::of_token(token) != CharClass::Alone);
    phrase("t", &word.join(" "), open)
}

fn phrase(column: &str, tokens: &str, open: bool) -> String {
    format!("{column}:\"{tokens}\"{}", if open { "*" } else { "" })
}

fn is_latin(token: &str) -> bool {
    token.len() <= LETTERS && token.bytes().all(|b| b.is_ascii_lowercase())
}

/// Every letter as the initial of a character: `zbb`, `值b表`, `zbb1`.
fn by_initials(word: &[String]) -> Vec<String> {
    let spelt = |token: &String| match CharClass::of_token(token) {
        CharClass::Letter if !is_latin(token) || !syllable::are_initials(token) => Vec::new(),
        CharClass::Letter => vec![
            token
                .chars()
                .map(String::from)
                .collect::<Vec<_>>()
                .join(" "),
        ],
        CharClass::Alone | CharClass::Digit | CharClass::Other => syllable::initials(token),
    };
    let parts: Vec<Vec<String>> = word.iter().map(spelt).collect();
    let open = word
        .last()
        .is_some_and(|token| CharClass::of_token(token) == CharClass::Digit);
    combined(&parts, ALTERNATIVES)
        .iter()
        .map(|way| with_characters(word, &phrase("pi", way, open)))
        .collect()
}

/// Letters cut into syllables, the last of them perhaps half-typed.
fn by_syllables(word: &[String]) -> Vec<String> {
    if let [letters] = word
        && letters.len() < 2
    {
        return Vec::new();
    }
    let cut = |(nth, token): (usize, &String)| match CharClass::of_token(token) {
        CharClass::Letter if !is_latin(token) => Vec::new(),
        CharClass::Letter => {
            let cuts = syllable::cuts(token, nth + 1 == word.len(), ALTERNATIVES);
            cuts.iter().map(|cut| cut.join(" ")).collect()
        }
        CharClass::Alone | CharClass::Digit | CharClass::Other => syllable::spoken(token),
    };
    let parts: Vec<Vec<String>> = word.iter().enumerate().map(cut).collect();
    let open = word
        .last()
        .is_some_and(|token| CharClass::of_token(token) != CharClass::Alone);
    let mut ways: Vec<String> = combined(&parts, ALTERNATIVES)
        .iter()
        .map(|way| with_characters(word, &phrase("py", way, open)))
        .collect();
    if let ([letters], true) = (word, ways.is_empty()) {
        ways.extend(mixed(letters));
    }
    ways
}

/// Syllables and initials in one word, `zhibb`: the index keeps them in two columns, so both are asked for.
fn mixed(letters: &str) -> Vec<String> {
    const LONGEST: usize = 12; // beyond it English words begin
    if letters.len() > LONGEST {
        return Vec::new();
    }
    let ways = syllable::loose_cuts(letters, 4)
        .into_iter()
        .filter(|cut| cut.iter().any(|token| token.len() > 1));
    ways.map(|cut| {
        let initials: Vec<&str> = cut.iter().map(|token| &token[..1]).collect();
        let mut all = vec![phrase("pi", &initials.join(" "), false)];
        all.extend(
            cut.split(|token| token.len() == 1)
                .filter(|run| !run.is_empty())
                .map(|run| phrase("py", &run.join(" "), false)),
        );
        format!("({})", all.join(" AND "))
    })
    .collect()
}

/// Pinyin alone would let 织 pass for 值: the characters of a mixed word must stand in the text too.
fn with_characters(word: &[String], pinyin: &str) -> String {
    let runs = word
        .split(|token| CharClass::of_token(token) != CharClass::Alone)
        .filter(|run| !run.is_empty());
    let characters: Vec<String> = runs.map(|run| phrase("t", &run.join(" "), false)).collect();
    if characters.is_empty() {
        return pinyin.to_owned();
    }
    format!("({pinyin} AND {})", characters.join(" AND "))
}
