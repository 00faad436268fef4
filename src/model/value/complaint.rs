//! What a person typed is not yet right: where, why, and what would be.
//!
//! A complaint is expected and collected; it is a value in a list, never an error.

use crate::model::locale;
use crate::model::text::{Lang, Text};

/// One complaint about a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The field it stands under; `None` for the record as a whole.
    pub field: Option<String>,
    /// Stable code; the words stand in the locale under `complaint-<code>`.
    pub code: &'static str,
    words: Wording,
    /// The obligation behind it.
    pub clause: Option<String>,
    /// A warning does not stop a save.
    pub warning: bool,
}

/// The words: from the locale with arguments, or from the form itself.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wording {
    Locale(Vec<(&'static str, Text)>),
    Form(Text),
}

/// Every code a complaint can have, for the manual and the tests.
pub const CODES: [&str; 26] = [
    "ambiguous",
    "action",
    "append-only",
    "choice",
    "conflict",
    "dependent",
    "duplicate",
    "field",
    "form",
    "format",
    "hostile",
    "loosened",
    "max",
    "min",
    "misread",
    "not-found",
    "not-typed",
    "overlap",
    "pattern",
    "pin",
    "required",
    "rule",
    "state",
    "undo",
    "void",
    "when",
];

impl Complaint {
    /// A complaint with words from the locale.
    pub fn new(field: Option<&str>, code: &'static str) -> Self {
        debug_assert!(CODES.contains(&code), "complaint code {code} is not listed");
        Self {
            field: field.map(str::to_owned),
            code,
            words: Wording::Locale(Vec::new()),
            clause: None,
            warning: false,
        }
    }

    /// A complaint in a form's own words.
    pub fn said(field: Option<&str>, code: &'static str, words: Text) -> Self {
        Self {
            words: Wording::Form(words),
            ..Self::new(field, code)
        }
    }

    /// Adds an argument that reads the same in both languages.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with_text(name, Text::same(value))
    }

    /// Adds an argument in both languages.
    #[must_use]
    pub fn with_text(mut self, name: &'static str, value: Text) -> Self {
        if let Wording::Locale(args) = &mut self.words {
            args.push((name, value));
        }
        self
    }

    #[must_use]
    pub fn clause(mut self, clauses: &[String]) -> Self {
        self.clause = clauses.first().cloned();
        self
    }

    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.warning = true;
        self
    }

    /// The complaint in words.
    pub fn message(&self, lang: Lang) -> String {
        match &self.words {
            Wording::Form(text) => text.get(lang).to_owned(),
            Wording::Locale(args) => {
                let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.get(lang))).collect();
                locale::say(lang, &format!("complaint-{}", self.code), &args)
            }
        }
    }
}
