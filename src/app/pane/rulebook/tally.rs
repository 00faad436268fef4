//! What the Rulebook pane knows of each regulation and obligation: since when it is in force, how much is found.

use std::collections::BTreeMap;

use crate::app::findings::Findings;
use crate::model::rulebook::regulation_of;
use crate::rules::watch::{InForce, Severity};

use super::row::FoundTally;

/// Regulations in force and what is found of each, worked out when the findings change.
#[derive(Clone, Debug, Default)]
pub struct Tallies {
    /// Since when each adopted regulation is in force.
    pub since: BTreeMap<u8, String>,
    regulations: BTreeMap<u8, FoundTally>,
    obligations: BTreeMap<String, FoundTally>,
}

impl Tallies {
    /// Counts what is found and not put aside, once for each regulation and obligation that asks for it.
    pub fn of(adopted: &InForce, findings: &Findings) -> Self {
        let since = |n: u8| Some((n, adopted.since(n)?.to_owned()));
        let mut tallies = Self {
            since: adopted.numbers().filter_map(since).collect(),
            ..Self::default()
        };
        let places = (0..findings.len()).filter(|p| !findings.is_aside(*p));
        for f in places.filter_map(|p| findings.get(p)) {
            tallies.tally(&f.obligations, f.severity, 1);
        }
        for m in findings.all_more() {
            tallies.tally(&m.obligations, m.severity, m.count());
        }
        tallies
    }

    pub fn of_regulation(&self, number: u8) -> FoundTally {
        self.regulations.get(&number).copied().unwrap_or_default()
    }

    pub fn of_obligation(&self, id: &str) -> FoundTally {
        self.obligations.get(id).copied().unwrap_or_default()
    }

    fn tally(&mut self, obligations: &[String], severity: Severity, n: usize) {
        for number in numbers(obligations) {
            let tally = self.regulations.entry(number).or_default();
            tally.add(severity, n);
        }
        for id in obligations {
            let tally = self.obligations.entry(id.clone()).or_default();
            tally.add(severity, n);
        }
    }
}

/// The regulations that obligations belong to, each once.
fn numbers(obligations: &[String]) -> Vec<u8> {
    let mut numbers: Vec<u8> = obligations
        .iter()
        .filter_map(|id| regulation_of(id))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
