//! What is said in the message line.

use crate::model::{Complaint, Lang, Text, locale};

/// A message of one line. Errors stay until the next key, the rest for a while; all are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    pub text: Text,
    pub mood: Mood,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Done,
    Note,
    Warning,
    Error,
}

impl Toast {
    pub fn new(mood: Mood, text: Text) -> Self {
        Self { text, mood }
    }

    /// A message of the locale.
    pub fn said(mood: Mood, id: &str, args: &[(&str, &str)]) -> Self {
        Self::new(mood, locale::both(id, args))
    }

    /// Every reason why something was refused.
    pub fn refused(complaints: &[Complaint]) -> Self {
        let say = |lang| {
            let reasons: Vec<String> = complaints.iter().map(|c| c.message(lang)).collect();
            reasons.join("\n")
        };
        Self::trouble(&Text::new(say(Lang::Zh), say(Lang::En)))
    }

    /// Trouble of several lines in the one line that there is.
    pub fn trouble(text: &Text) -> Self {
        let one_line = |text: &str| text.replace('\n', "  ");
        Self::new(
            Mood::Error,
            Text::new(one_line(&text.zh), one_line(&text.en)),
        )
    }
}
