//! The one door for writes: a step that happens as a whole, or not at all.
//!
//! Invariant: what a dropped or failed step did, in the file and in memory, is gone with it. Must never know
//! what the step is for.

use std::borrow::Cow;

use crate::model::value::record::Change;
use crate::model::{Catalog, Lang, Stamp};

use super::calendar::Shared;
use super::connection::Connection;
use super::error::{Error, Result};
use super::numbering::Counters;
use super::op::{Intent, Op};
use super::outcome::Outcome;
use super::read::Reader;
use super::search::{Indexer, SearchWords};
use super::{Done, Store, ledger};

/// One step in progress. Dropped without being finished, nothing of it remains.
pub struct Tx<'a> {
    pub(super) conn: &'a Connection,
    pub(super) catalog: &'a Catalog,
    pub(super) stamp: Cow<'a, Stamp>,
    pub(super) calendar: &'a Shared,
    pub(super) op: i64,
    pub(super) next_seq: i64,
    pub(super) changes: Vec<Change>,
    /// Keep every change in memory for the caller; an import of a million rows does not.
    pub(super) keep: bool,
    pub(super) indexer: &'a mut Indexer,
    pub(super) counters: Counters,
    /// The register whose words are gathered, and the words that wait.
    pub(super) gathers: Option<String>,
    pub(super) gathered: Vec<(i64, SearchWords)>,
}

impl Tx<'_> {
    /// A reader inside the step: it sees what the step has written so far.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            conn: self.conn,
            catalog: self.catalog,
            lang: Lang::Zh,
            stamp: &self.stamp,
            shared: self.calendar,
        }
    }

    /// A reader inside the step that looks at another moment than the step's own.
    pub fn reader_at<'r>(&'r self, stamp: &'r Stamp) -> Reader<'r> {
        Reader {
            stamp,
            ..self.reader()
        }
    }

    /// From here on another act: its own time and person, and its own place in the list of steps.
    ///
    /// Records that were made over months keep the dates at which they were made, and can be undone one by one.
    pub fn next_act(&mut self, op: &Op, register: &str, stamp: Stamp) -> Result<()> {
        if *self.stamp != stamp {
            self.op = ledger::begin(self.conn, &stamp, op, register)?;
            self.stamp = Cow::Owned(stamp);
        }
        Ok(())
    }

    /// What the step has written so far.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    pub fn catalog(&self) -> &Catalog {
        self.catalog
    }

    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }
}

impl Store {
    /// The one door for writes: everything in `work` happens, or nothing does. What it refuses is not written.
    ///
    /// # Errors
    /// The troubles of the world; nothing is written then.
    pub fn transact<T>(
        &mut self,
        stamp: &Stamp,
        intent: &Intent<'_>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<Outcome<T>>,
    ) -> Result<Outcome<Done<T>>> {
        let done = self.propose(stamp, intent, |tx| {
            let outcome = work(tx)?;
            let keep = matches!(outcome, Outcome::Done(_));
            Ok((outcome, keep))
        })?;
        let changes = done.changes;
        Ok(done.value.map(|value| Done { value, changes }))
    }

    /// A step that decides at its end whether it is kept: a rehearsal, or an import that wants all or nothing.
    ///
    /// # Errors
    /// As [`Store::transact`].
    pub fn propose<T>(
        &mut self,
        stamp: &Stamp,
        intent: &Intent<'_>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<(T, bool)>,
    ) -> Result<Done<T>> {
        let Self {
            conn,
            catalog,
            path,
            indexer,
            calendar,
            ..
        } = self;
        let world = |e: Error| e.at(path);
        // Titles may have changed since: by another process, or by a step that was dropped.
        indexer.begin();
        if intent.bulk {
            conn.make_room(true)?;
        }
        let inner = conn.begin().map_err(world)?;
        let op = ledger::begin(&inner, stamp, &intent.op, intent.register).map_err(world)?;
        let next_seq = ledger::last(&inner).map_err(world)? + 1;
        let mut tx = Tx {
            conn: &inner,
            catalog,
            stamp: Cow::Borrowed(stamp),
            calendar,
            op,
            next_seq,
            changes: Vec::new(),
            keep: !intent.bulk,
            indexer,
            counters: Counters::default(),
            gathers: None,
            gathered: Vec::new(),
        };
        let (value, keep) = work(&mut tx).map_err(world)?;
        if keep {
            tx.write_words().map_err(world)?;
        }
        let mut changes = tx.changes;
        if keep {
            tx.counters.keep(&inner).map_err(world)?;
            inner.commit().map_err(world)?;
        } else {
            inner.roll_back()?;
            changes.clear();
        }
        if intent.bulk {
            conn.make_room(false)?;
        }
        Ok(Done { value, changes })
    }
}
