//! What a line is about, whatever its place: the selection finds it again when the lines are made anew.

use crate::rules::watch::Finding;

/// A record, or a finding by rule, record and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    Record(String, i64),
    Finding(String, i64, Option<String>),
}

impl Mark {
    pub fn of(finding: &Finding) -> Self {
        Self::Finding(finding.rule.clone(), finding.id, finding.since.clone())
    }
}
