//! Findings: what a rule has to say of a record now; and facts, which are findings before anything is said.

use serde::{Deserialize, Serialize};

use crate::model::rulebook::regulation_of;
use crate::store::Severity;

/// One thing a rule holds against the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Register and id of the rule: `incident.joint_office_24h`.
    pub rule: String,
    /// The obligations that ask for it.
    pub obligations: Vec<String>,
    pub register: String,
    pub id: i64,
    pub number: Option<String>,
    /// What the record is called.
    pub title: String,
    pub severity: Severity,
    /// When it began: a date or a moment, as the file writes it.
    pub since: Option<String>,
    /// When it is or was due, likewise.
    pub due_at: Option<String>,
    /// The periods that are missing, by name.
    pub missing: Vec<String>,
    /// What is wrong, in the language of the look.
    pub message: String,
    /// The person whose business it is.
    pub whose: Option<i64>,
    /// The open figure that it rests on.
    pub rests_on: Option<String>,
}

/// What a rule holds against a record, without a word of any language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub id: i64,
    pub severity: Severity,
    /// As in a [`Finding`], and so are the others.
    pub since: Option<String>,
    pub due_at: Option<String>,
    pub missing: Vec<String>,
    pub whose: Option<i64>,
}

impl Fact {
    /// The day by which it is aged: when it was due, else when it began.
    pub fn day(&self) -> Option<&str> {
        self.due_at.as_deref().or(self.since.as_deref())
    }
}

impl Finding {
    /// What stays of it without its words.
    pub fn fact(&self) -> Fact {
        Fact {
            id: self.id,
            severity: self.severity,
            since: self.since.clone(),
            due_at: self.due_at.clone(),
            missing: self.missing.clone(),
            whose: self.whose,
        }
    }

    /// The day by which it is aged: when it was due, else when it began.
    pub fn day(&self) -> Option<&str> {
        self.due_at.as_deref().or(self.since.as_deref())
    }

    /// Whether it belongs to a regulation (`R1`) or to one obligation (`R01.26`).
    pub fn is_about(&self, clause: &str) -> bool {
        is_about(&self.obligations, clause)
    }
}

/// Whether one of some obligations belongs to a regulation (`R1`), or is this one (`R01.26`).
pub fn is_about(obligations: &[String], clause: &str) -> bool {
    if clause.contains('.') {
        return obligations.iter().any(|o| o.eq_ignore_ascii_case(clause));
    }
    let number = clause.trim_start_matches(['r', 'R']).parse::<u8>().ok();
    number.is_some() && obligations.iter().any(|o| regulation_of(o) == number)
}

/// Most urgent first, then the oldest; register, record and rule settle the rest, so that the order never changes.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.severity, f.day().is_none());
        key(a)
            .cmp(&key(b))
            .then_with(|| a.day().cmp(&b.day()))
            .then_with(|| {
                (&a.register, a.id, &a.rule, &a.since).cmp(&(&b.register, b.id, &b.rule, &b.since))
            })
    });
}
