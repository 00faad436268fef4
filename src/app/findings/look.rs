//! Running the rules for the desk: everything, or what the ledger says has changed. Run by the worker.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::app::screen::open_counts::OpenCounts;
use crate::rules::watch::{Finding, Recollection, Snapshot};
use crate::store::{Error, Reader, Result, Store};

/// From so many changes on everything is looked at.
const MANY: usize = 2_000;
/// Statements kept ready: one or two for each rule.
const STATEMENTS: usize = 800;

/// What the worker is to look at.
#[derive(Clone, Debug)]
pub struct LookOrder {
    /// What is known already; nothing at first.
    pub held: Option<Arc<FoundIndex>>,
    pub how: How,
}

/// How far a look goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The rules that the look before has left for later; the next change comes before them.
    Rest,
    /// What the changes since the last look touch.
    Touched,
    /// Every rule again: the clock has moved on.
    Again,
    /// What is in force is read anew, and every rule runs.
    Anew,
}

/// The findings with what the desk asks of them at once.
#[derive(Clone, Debug, Default)]
pub struct FoundIndex {
    pub held: Snapshot,
    /// Whether each finding is put aside, by its place.
    pub aside: Vec<bool>,
    /// The records that a finding names, by register.
    pub named: BTreeMap<String, BTreeSet<i64>>,
    /// What is open in each register, but for what is put aside.
    pub open: BTreeMap<String, OpenCounts>,
}

/// The look that was kept when the desk was left last; nothing where it is not to be believed or cannot be told any more.
///
/// # Errors
/// An interrupted look.
pub fn recalled(store: &Store, reader: &Reader<'_>) -> Result<Option<FoundIndex>> {
    let kept = store.kept_look();
    let Some(kept) = kept.and_then(|look| Recollection::of(&look, reader)) else {
        return Ok(None);
    };
    // A file that was put back to an earlier day knows nothing of what came after.
    if kept.seq() > store.last_seq()? {
        return Ok(None);
    }
    // Whoever draws it asks for the clauses: nobody is to read the files for them then.
    store.ready_rulebook();
    match kept.told(reader) {
        Err(Error::Interrupted) => Err(Error::Interrupted),
        // What is not to be told is found again by the look that follows.
        told => Ok(told.ok().map(FoundIndex::of)),
    }
}

/// Runs the rules.
///
/// # Errors
/// Trouble with the file, or an interrupted look.
pub fn look(store: &Store, reader: &Reader<'_>, look: &LookOrder) -> Result<FoundIndex> {
    store.keep_statements(STATEMENTS);
    store.ready_rulebook();
    // What is written while the rules run is looked at once more.
    let seq = store.last_seq()?;
    let held = match &look.held {
        Some(found) if look.how != How::Anew => found.held.whole(reader)?,
        _ => return Ok(FoundIndex::of(Snapshot::read(reader, seq)?)),
    };
    let found = match look.how {
        How::Rest => held.rest(reader)?,
        How::Again | How::Touched => match changes(store, held.seq)? {
            None => Snapshot::read(reader, seq)?,
            Some(changes) if look.how == How::Touched => held.after(&changes, reader, seq)?,
            Some(changes) if held.is_ground(&changes) => Snapshot::read(reader, seq)?,
            Some(_) => Snapshot::run(held.watch.clone(), reader, seq)?,
        },
        How::Anew => Snapshot::read(reader, seq)?,
    };
    Ok(FoundIndex::of(found))
}

/// The changes since a number of the ledger; nothing where there are too many to go through.
fn changes(store: &Store, seq: i64) -> Result<Option<Vec<crate::model::value::record::Change>>> {
    let changes = store.changes_after(seq, MANY + 1)?;
    Ok(Some(changes).filter(|c| c.len() <= MANY))
}

impl FoundIndex {
    pub fn of(held: Snapshot) -> Self {
        let aside: Vec<bool> = held
            .findings
            .iter()
            .map(|f| !held.snoozes.is_empty() && held.snoozes.until(f).is_some())
            .collect();
        let mut named: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        let mut open: BTreeMap<String, OpenCounts> = BTreeMap::new();
        for (finding, aside) in held.findings.iter().zip(&aside) {
            if !named.contains_key(&finding.register) {
                named.insert(finding.register.clone(), BTreeSet::new());
                open.insert(finding.register.clone(), OpenCounts::default());
            }
            if let Some(ids) = named.get_mut(&finding.register) {
                ids.insert(finding.id);
            }
            if let Some(open) = open.get_mut(&finding.register).filter(|_| !aside) {
                open.find(finding.severity, 1);
            }
        }
        for more in &held.more {
            let ids = named.entry(more.register.clone()).or_default();
            ids.extend(&more.ids);
            let open = open.entry(more.register.clone()).or_default();
            open.find(
                more.severity,
                u64::try_from(more.count()).unwrap_or(u64::MAX),
            );
        }
        Self {
            held,
            aside,
            named,
            open,
        }
    }

    pub fn get(&self, place: usize) -> Option<&Finding> {
        self.held.findings.get(place)
    }

    /// Whether a finding names a record.
    pub fn names(&self, register: &str, id: i64) -> bool {
        self.named
            .get(register)
            .is_some_and(|ids| ids.contains(&id))
    }
}
