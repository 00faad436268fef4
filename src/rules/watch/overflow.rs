//! What one rule finds beyond what is held of it: how much, how urgent, whose and of which records, without words.
//!
//! A desk of a million records that is in bad order gives as many findings. Nobody reads them all; they are counted.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::affected::Looked;
use super::finding::is_about;
use super::{Finding, Guard, Severity};

/// So many findings of one rule are held with all their words, the most urgent first.
pub const MOST: usize = 1_000;

/// Findings of one rule, of one urgency and of one person, that are counted only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overflow {
    pub rule: String,
    pub obligations: Vec<String>,
    pub register: String,
    pub severity: Severity,
    pub whose: Option<i64>,
    /// The record of each.
    pub ids: Vec<i64>,
}

impl Overflow {
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// Whether they belong to a regulation (`R1`) or to one obligation (`R01.26`).
    pub fn is_about(&self, clause: &str) -> bool {
        is_about(&self.obligations, clause)
    }
}

/// Those of a rule by urgency and person.
pub fn of(
    guard: &Guard,
    rest: impl Iterator<Item = (Severity, Option<i64>, i64)>,
) -> Vec<Overflow> {
    let mut all: BTreeMap<(Severity, Option<i64>), Vec<i64>> = BTreeMap::new();
    for (severity, whose, id) in rest {
        all.entry((severity, whose)).or_default().push(id);
    }
    let one = |((severity, whose), ids)| Overflow {
        rule: guard.name(),
        obligations: guard.rule.clauses.clone(),
        register: guard.form.id.clone(),
        severity,
        whose,
        ids,
    };
    all.into_iter().map(one).collect()
}

/// What was counted before, but for the records that were looked at again.
pub fn but(held: &[Overflow], looked: &Looked) -> Vec<Overflow> {
    let left = |more: &Overflow| {
        let passed_by = looked.passed_by(&more.rule);
        let ids = more.ids.iter().copied();
        Overflow {
            ids: ids.filter(|id| passed_by(*id)).collect(),
            ..more.clone()
        }
    };
    let mut all: Vec<Overflow> = held.iter().map(left).collect();
    all.retain(|m| m.count() > 0);
    all
}

/// Of sorted findings those that are held; what is beyond is counted.
pub fn cap(findings: Vec<Finding>, more: &mut Vec<Overflow>, most: usize) -> Vec<Finding> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut held = Vec::with_capacity(findings.len());
    for finding in &findings {
        let n = seen.entry(&finding.rule).or_default();
        *n += 1;
        held.push(*n <= most);
    }
    if held.iter().all(|h| *h) {
        return findings;
    }
    let mut kept = Vec::with_capacity(findings.len());
    for (finding, held) in findings.into_iter().zip(held) {
        if held {
            kept.push(finding);
        } else {
            count(finding, more);
        }
    }
    kept
}

fn count(finding: Finding, more: &mut Vec<Overflow>) {
    let same = |m: &&mut Overflow| {
        m.rule == finding.rule && m.severity == finding.severity && m.whose == finding.whose
    };
    if let Some(more) = more.iter_mut().find(same) {
        more.ids.push(finding.id);
        return;
    }
    more.push(Overflow {
        rule: finding.rule,
        obligations: finding.obligations,
        register: finding.register,
        severity: finding.severity,
        whose: finding.whose,
        ids: vec![finding.id],
    });
}

#[cfg(test)]
mod tests {
    use super::super::Recheck;
    use super::*;

    fn more(rule: &str, ids: &[i64]) -> Overflow {
        Overflow {
            rule: rule.into(),
            obligations: Vec::new(),
            register: "task".into(),
            severity: Severity::Overdue,
            whose: None,
            ids: ids.into(),
        }
    }

    #[test]
    fn what_was_looked_at_again_is_not_counted_twice() {
        let held = [more("task.late", &[4, 5]), more("task.owner", &[4, 5])];
        let mut looked = Looked::default();
        looked.add("task.late".into(), &Recheck::Records(vec![5, 9]));
        let left = but(&held, &looked);
        assert_eq!(left, [more("task.late", &[4]), more("task.owner", &[4, 5])]);
        let mut looked = Looked::default();
        looked.add("task.owner".into(), &Recheck::All);
        assert_eq!(but(&held, &looked), [more("task.late", &[4, 5])]);
    }

    #[test]
    fn what_comes_to_be_too_much_is_counted() {
        let finding = |id| Finding {
            rule: "task.late".into(),
            obligations: Vec::new(),
            register: "task".into(),
            id,
            number: None,
            title: String::new(),
            severity: Severity::Overdue,
            since: None,
            due_at: None,
            missing: Vec::new(),
            message: String::new(),
            whose: None,
            rests_on: None,
        };
        let mut rest = vec![more("task.late", &[7])];
        let all = vec![finding(1), finding(2), finding(3)];
        assert_eq!(cap(all.clone(), &mut rest, 2), all[..2]);
        assert_eq!(rest, [more("task.late", &[7, 3])]);
        assert_eq!(cap(all.clone(), &mut rest, 3), all);
    }
}
