//! Whether a label can be spelt by what was typed: initials, syllables and the characters themselves, in any mixture.
//!
//! Invariant: time grows with the length of the label and never with the number of ways to spell it. (A matcher that tries
//! the ways one after another needs hours for `aaaa…` on 啊啊啊…, each of which reads `a` five times over.) Must never know
//! what a good fit is.

use super::syllable;

/// Positions in the word are bits of a `u64`, and one bit stands for its end.
const LONGEST: usize = 63;

/// A typed word, ready to be held against labels.
#[derive(Debug)]
pub(super) struct Speller {
    word: Vec<char>,
}

impl Speller {
    /// `None` for a word without letters to be read as pinyin, and for one of more than 63 characters. Takes lower case.
    pub(super) fn new(word: &str) -> Option<Self> {
        let word: Vec<char> = word.chars().collect();
        let has_letters = word.iter().any(char::is_ascii_lowercase);
        (has_letters && word.len() <= LONGEST).then_some(Self { word })
    }

    /// Whether the word spells a part of `label` (lower case), and then whether it spells its start. A last syllable may be
    /// half-typed.
    pub(super) fn find(&self, label: &str) -> Option<bool> {
        let end = 1 << self.word.len();
        let (mut from_start, mut anywhere) = (1, 0);
        let mut inside = false;
        for c in label.chars() {
            from_start = self.step(from_start, c);
            anywhere = self.step(anywhere | 1, c);
            if from_start & end != 0 {
                return Some(true);
            }
            inside |= anywhere & end != 0;
            if inside && from_start == 0 {
                break;
            }
        }
        inside.then_some(false)
    }

    /// The positions in the word that can be reached by one more character of the label.
    fn step(&self, reached: u64, c: char) -> u64 {
        let mut next = 0;
        for (at, typed) in self
            .word
            .iter()
            .enumerate()
            .filter(|(at, _)| reached >> at & 1 == 1)
        {
            if *typed == c {
                next |= 1 << (at + 1);
            } else if typed.is_ascii_lowercase() && !c.is_ascii() {
                for reading in syllable::of(c) {
                    next |= self.read(at, reading);
                }
            }
        }
        next
    }

    /// The positions reached by reading `syllable` from position `at`: behind its initial, behind all of it, or at the end.
    fn read(&self, at: usize, syllable: &str) -> u64 {
        let rest = &self.word[at..];
        // ü is typed as v or as u.
        let same = |(typed, said): &(&char, char)| {
            **typed == *said || (*said == 'ü' && matches!(typed, 'u' | 'v'))
        };
        let agreed = rest.iter().zip(syllable.chars()).take_while(same).count();
        let mut reached = 0;
        if agreed > 0 {
            reached |= 1 << (at + 1);
        }
        if agreed == rest.len() || agreed == syllable.chars().count() {
            reached |= 1 << (at + agreed);
        }
        reached
    }
}
