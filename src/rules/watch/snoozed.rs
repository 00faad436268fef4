//! Findings that somebody has put aside for a while, with a reason (register `snooze`).

use std::collections::HashMap;

use crate::model::value::DATE;
use crate::store::{Reader, Result};

use super::finding::Finding;

/// Until when findings are put aside, by rule and record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snoozed(HashMap<(String, i64), String>);

impl Snoozed {
    /// Reads what is put aside today.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let today = reader.stamp.now.format(DATE).to_string();
        let mut all = HashMap::new();
        for (rule, record, until) in reader.snoozes(&today)? {
            let known = all.entry((rule, record)).or_insert_with(|| until.clone());
            if *known < until {
                *known = until;
            }
        }
        Ok(Self(all))
    }

    /// The last day on which a finding is put aside.
    pub fn until(&self, finding: &Finding) -> Option<&str> {
        self.0
            .get(&(finding.rule.clone(), finding.id))
            .map(String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
