//! Faults: what is wrong with the definition of a form.
//!
//! A fault belongs to whoever wrote the form, never to the clerk. All faults of a file are collected
//! and shown at once, each with its line, column and a caret.

use std::cell::RefCell;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// One thing wrong with a form definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable code, for tests and for the manual.
    pub code: &'static str,
    /// Byte range in the definition's text.
    pub at: Range<usize>,
    pub message: String,
    /// What would be right.
    pub hint: Option<String>,
}

/// Where faults of one definition are collected while it is read.
#[derive(Debug, Default)]
pub struct Faults {
    found: RefCell<Vec<Fault>>,
    /// The definition passed its laws before it was kept: expressions need not be read again now.
    pub trusting: bool,
}

impl Faults {
    /// For a definition that was kept by the desk itself.
    pub fn trusting() -> Self {
        Self {
            trusting: true,
            ..Self::default()
        }
    }

    pub fn add(&self, code: &'static str, at: Range<usize>, message: impl Into<String>) {
        self.push(Fault {
            code,
            at,
            message: message.into(),
            hint: None,
        });
    }

    pub fn hint(
        &self,
        code: &'static str,
        at: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.push(Fault {
            code,
            at,
            message: message.into(),
            hint: Some(hint.into()),
        });
    }

    pub fn push(&self, fault: Fault) {
        self.found.borrow_mut().push(fault);
    }

    /// All faults in the order of their places.
    pub fn into_sorted(self) -> Vec<Fault> {
        let mut all = self.found.into_inner();
        all.sort_by_key(|f| (f.at.start, f.at.end));
        all.dedup();
        all
    }

    pub fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// Whether something within a range is already known to be wrong.
    pub fn has_at(&self, range: &Range<usize>) -> bool {
        self.found
            .borrow()
            .iter()
            .any(|f| range.contains(&f.at.start))
    }
}

impl Fault {
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
    pub fn render(&self, file: &str, source: &str) -> String {
        let start = source.floor_char_boundary(self.at.start);
        let span = start..source.ceil_char_boundary(self.at.end.max(start));
        let snippet = Snippet::source(source)
            .path(file)
            .annotation(AnnotationKind::Primary.span(span));
        let mut report = Level::ERROR
            .primary_title(self.message.as_str())
            .id(self.code)
            .element(snippet);
        if let Some(hint) = &self.hint {
            report = report.element(Level::HELP.message(hint.as_str()));
        }
        Renderer::plain().render(&[report])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_with_a_hint_shows_its_line_and_what_would_be_right() {
        let source = "id = \"repair\"\nlabell = 1\n";
        let fault = Fault {
            code: "F01",
            at: 14..20,
            message: "unknown key `labell`".into(),
            hint: Some("did you mean label?".into()),
        };
        assert_eq!(fault.place(source), (2, 1));
        let shown = fault.render("repair.toml", source);
        assert!(
            shown.contains("repair.toml:2:1") && shown.contains("^^^^^^"),
            "{shown}"
        );
        assert!(shown.contains("did you mean label?"), "{shown}");
    }
}
