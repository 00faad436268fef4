//! One ranking for everything that is picked by typing: palette, pick lists, register list.
//!
//! Invariant: every word of the query is found in the label, or the label is out; better fits always rank above worse ones,
//! and equal fits rank equal, so that the caller's own order (most recently used) decides. Must never know what it ranks.

use super::speller::Speller;
use crate::model::text::safety::fold;

/// How well a word fits a label, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Inside = 1,
    PinyinInside,
    WordStart,
    PinyinStart,
    Start,
    Exact,
}

/// What the user typed, prepared once and then held against any number of labels.
#[derive(Debug)]
pub struct PinyinQuery {
    whole: String,
    words: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    text: String,
    pinyin: Option<Speller>,
}

impl PinyinQuery {
    /// Prepares `text`: half width, lower case, words parted by blanks.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let plain = plain(text);
        let words: Vec<&str> = plain.split_whitespace().collect();
        Self {
            whole: words.join(" "),
            words: words.into_iter().map(Word::new).collect(),
        }
    }

    /// Whether there is nothing to look for; every label fits then, all alike.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well `label` fits, more is better; `None` if some word is not in it.
    ///
    /// In falling order: the whole label or its first word (the code); its start; pinyin from its start (`zbb`, `zhib`, `值b表`);
    /// the start of a later word; pinyin within it; text within it. Of several words the worst fit counts, unless they
    /// stand in the label as typed.
    #[must_use]
    pub fn rank(&self, label: &str) -> Option<u32> {
        if self.is_empty() {
            return Some(0);
        }
        let label = plain(label);
        let mut worst = Fit::Exact;
        for word in &self.words {
            worst = worst.min(word.fit(&label)?);
        }
        let whole = as_text(&self.whole, &label).filter(|fit| *fit >= Fit::Start);
        Some(whole.unwrap_or(worst) as u32)
    }
}

impl Word {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            pinyin: Speller::new(text),
        }
    }

    fn fit(&self, label: &str) -> Option<Fit> {
        let text = as_text(&self.text, label);
        if text >= Some(Fit::Start) || label.is_ascii() {
            return text;
        }
        let spelt = self.pinyin.as_ref().and_then(|pinyin| pinyin.find(label));
        let spelt = spelt.map(|at_start| {
            if at_start {
                Fit::PinyinStart
            } else {
                Fit::PinyinInside
            }
        });
        match (text, spelt) {
            // Chinese words and codes are found by both; then it is text that was meant.
            (Some(Fit::Inside), Some(Fit::PinyinInside)) => text,
            _ => text.max(spelt),
        }
    }
}

/// How `word` stands in `label` letter by letter.
fn as_text(word: &str, label: &str) -> Option<Fit> {
    let mut best = None;
    for (at, _) in label.match_indices(word) {
        let before = label[..at].chars().next_back();
        let fit = match (at, label[at + word.len()..].chars().next()) {
            (0, None | Some(' ')) => Fit::Exact,
            (0, _) => Fit::Start,
            _ if before.is_some_and(|c| !c.is_alphanumeric()) => Fit::WordStart,
            _ => Fit::Inside,
        };
        best = best.max(Some(fit));
    }
    best
}

/// Half width, lower case, no blanks around.
fn plain(text: &str) -> String {
    let folded = fold(text).to_lowercase();
    folded.trim().to_owned()
}
