//! Faults: what is wrong with the definition of a form, a rule or a year, or with one expression.
//!
//! A fault belongs to whoever wrote the definition, never to the clerk. All faults of a text are collected and shown at
//! once, each with its line, column and a caret, in the language of the desk.

mod wrong;

use std::cell::RefCell;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::locale;
use super::text::{Lang, Text};

pub use wrong::Wrong;

/// One thing wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub wrong: Wrong,
    /// Byte range in the text.
    pub at: Range<usize>,
    args: Vec<(&'static str, Text)>,
    hint: Advice,
}

/// What would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Advice {
    /// What is always right where this is wrong, if there is such a thing.
    Own,
    /// Names that may have been meant.
    Near(Vec<String>),
    /// All that is known there.
    Known(Vec<String>),
}

impl Fault {
    pub fn new(wrong: Wrong, at: Range<usize>) -> Self {
        Self {
            wrong,
            at,
            args: Vec::new(),
            hint: Advice::Own,
        }
    }

    /// Fills in what reads the same in both languages.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with_text(name, Text::same(value))
    }

    /// Fills in a text of both languages.
    #[must_use]
    pub fn with_text(mut self, name: &'static str, value: Text) -> Self {
        self.args.push((name, value));
        self
    }

    /// Names what may have been meant, if anything.
    #[must_use]
    pub fn near(mut self, names: &[&str]) -> Self {
        if !names.is_empty() {
            self.hint = Advice::Near(names.iter().map(|&n| n.to_owned()).collect());
        }
        self
    }

    /// Names what may have been meant, or all that is known.
    #[must_use]
    pub fn near_or_known<'a>(
        mut self,
        names: &[&str],
        all: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        if names.is_empty() {
            self.hint = Advice::Known(all.into_iter().map(str::to_owned).collect());
            return self;
        }
        self.near(names)
    }

    /// The stable code, for tests and for those who look it up.
    pub fn code(&self) -> &'static str {
        self.wrong.code()
    }

    /// What is wrong, in words.
    pub fn message(&self, lang: Lang) -> String {
        self.say(lang, &self.wrong.message_id())
    }

    /// What would be right, in words.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let listed = |id: &str, names: &[String]| {
            Some(locale::say(lang, id, &[("names", &names.join(", "))]))
        };
        match &self.hint {
            Advice::Own => {
                let id = self.wrong.hint_id();
                locale::has(lang, &id).then(|| self.say(lang, &id))
            }
            Advice::Near(names) => listed("fault-near", names),
            Advice::Known(names) => listed("fault-known", names),
        }
    }

    fn say(&self, lang: Lang, id: &str) -> String {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(k, v)| (*k, v.get(lang))).collect();
        locale::say(lang, id, &args)
    }

    /// Line and column of the fault's beginning, both from 1; the column counts characters.
    pub fn place(&self, source: &str) -> (usize, usize) {
        let before = source
            .get(..source.floor_char_boundary(self.at.start))
            .unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        (line, column)
    }

    /// The fault as a block of text with the source line and a caret under the place.
    pub fn render(&self, lang: Lang, file: &str, source: &str) -> String {
        let start = source.floor_char_boundary(self.at.start);
        let span = start..source.ceil_char_boundary(self.at.end.max(start));
        let snippet = Snippet::source(source)
            .path(file)
            .annotation(AnnotationKind::Primary.span(span));
        let (error, help) = (
            locale::say(lang, "fault-error", &[]),
            locale::say(lang, "fault-help", &[]),
        );
        let (message, hint) = (self.message(lang), self.hint(lang));
        let mut report = Level::ERROR
            .with_name(error.as_str())
            .primary_title(message.as_str())
            .id(self.code())
            .element(snippet);
        if let Some(hint) = &hint {
            report = report.element(Level::HELP.with_name(help.as_str()).message(hint.as_str()));
        }
        Renderer::plain().render(&[report])
    }
}

impl Wrong {
    /// The message that says what is wrong.
    pub fn message_id(self) -> String {
        let name: &'static str = self.into();
        format!("fault-{name}")
    }

    /// The message that says what is always right there.
    pub fn hint_id(self) -> String {
        self.message_id() + "-hint"
    }
}

/// Where the faults of one text are collected while it is read.
#[derive(Debug, Default)]
pub struct Faults(RefCell<Vec<Fault>>);

impl Faults {
    pub fn push(&self, fault: Fault) {
        self.0.borrow_mut().push(fault);
    }

    /// All faults in the order of their places. What is found twice at one place, because an expression stands for
    /// two, is said once.
    pub fn into_sorted(self) -> Vec<Fault> {
        let mut all = self.0.into_inner();
        all.sort_by_key(|f| (f.at.start, f.at.end));
        let mut kept: Vec<Fault> = Vec::new();
        for fault in all {
            let known = |k: &&Fault| k.at == fault.at;
            if !kept.iter().rev().take_while(known).any(|k| *k == fault) {
                kept.push(fault);
            }
        }
        kept
    }

    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// Whether something within a range is already known to be wrong.
    pub fn has_at(&self, range: &Range<usize>) -> bool {
        let found = self.0.borrow();
        found.iter().any(|f| range.contains(&f.at.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_with_a_hint_shows_its_line_and_what_would_be_right() {
        let source = "id = \"repair\"\nlabell = 1\n";
        let fault = Fault::new(Wrong::UnknownKey, 14..20)
            .with("key", "labell")
            .near(&["label"]);
        assert_eq!(fault.place(source), (2, 1));
        let shown = fault.render(Lang::En, "repair.toml", source);
        assert!(
            shown.contains("repair.toml:2:1") && shown.contains("^^^^^^"),
            "{shown}"
        );
        assert!(shown.contains("did you mean label?"), "{shown}");
        let shown = fault.render(Lang::Zh, "repair.toml", source);
        assert!(
            shown.starts_with("错误[F01]") && shown.contains("label？"),
            "{shown}"
        );
    }
}
