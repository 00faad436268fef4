//! What narrows the list of findings: urgency, register, regulation or clause, and typed words.

use crate::model::rulebook::{self};
use crate::model::{Catalog, Text, locale};
use crate::rules::watch::{Finding, Overflow, Severity, is_about};

use super::printed;

/// Conditions that hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    pub severity: Option<Severity>,
    pub register: Option<String>,
    /// A regulation (`R1`) or an obligation (`R01.26`).
    pub clause: Option<String>,
}

impl Narrow {
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    pub fn lets(&self, finding: &Finding) -> bool {
        self.takes(finding.severity, &finding.register, &finding.obligations)
    }

    pub fn lets_more(&self, more: &Overflow) -> bool {
        self.takes(more.severity, &more.register, &more.obligations)
    }

    fn takes(&self, severity: Severity, register: &str, obligations: &[String]) -> bool {
        self.severity.is_none_or(|s| s == severity)
            && self.register.as_ref().is_none_or(|r| r == register)
            && self
                .clause
                .as_ref()
                .is_none_or(|c| is_about(obligations, c))
    }

    /// One more condition; one of the same sort is replaced.
    #[must_use]
    pub fn and(&self, more: Self) -> Self {
        Self {
            severity: more.severity.or(self.severity),
            register: more.register.or_else(|| self.register.clone()),
            clause: more.clause.or_else(|| self.clause.clone()),
        }
    }

    /// The conditions in words.
    pub fn words(&self, catalog: &Catalog) -> Vec<Text> {
        let mut words = Vec::new();
        words.extend(self.severity.map(severity));
        words.extend(self.register.as_deref().map(|r| register(catalog, r)));
        words.extend(self.clause.as_deref().map(clause));
        words
    }
}

/// The word of an urgency.
pub fn severity(severity: Severity) -> Text {
    locale::both(&format!("finding-{}", severity.word()), &[])
}

/// The label of a register.
pub fn register(catalog: &Catalog, id: &str) -> Text {
    catalog
        .form(id)
        .map_or_else(|| Text::same(id), |f| f.label.clone())
}

/// A clause with what it asks for, or a regulation with its title.
pub fn clause(id: &str) -> Text {
    let book = rulebook::shipped();
    let (name, text) = match book.obligation(id) {
        Some(o) => (printed(id), Some(&o.text)),
        None => {
            let number = id.trim_start_matches('R').parse().ok();
            let regulation = number.and_then(|n| book.regulation(n));
            (id.to_owned(), regulation.map(|r| &r.title))
        }
    };
    match text {
        Some(text) => Text {
            zh: format!("{name}  {}", text.zh),
            en: format!("{name}  {}", text.en),
        },
        None => Text::same(name),
    }
}
