//! The one door for writes: a step that happens as a whole, or not at all.
//!
//! Invariant: what a dropped or failed step did, in the file and in memory, is gone with it. Must never know
//! what the step is for.

use std::collections::HashMap;

use rusqlite::{Connection, TransactionBehavior};

use crate::model::Stamp;

use super::error::{Error, Result};
use super::{Act, Done, Store, Tx, ledger};

/// Pages kept in memory while a million rows are written, in KiB, and otherwise.
const BULK_CACHE: i32 = -98_304;
const CACHE: i32 = -16_000;

/// What a step counts by itself, so that it need not ask the file before every row.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// The id given last, by register.
    pub ids: HashMap<String, i64>,
    /// The number issued last, by register and period; written down when the step is kept.
    pub sequences: HashMap<(String, String), i64>,
}

impl Counters {
    /// Writes the numbers down: a step that is not kept, and a row that is refused, leave no gap.
    fn keep(&self, conn: &Connection) -> Result<()> {
        for ((register, period), last) in &self.sequences {
            conn.prepare_cached(
                "INSERT INTO _sequence (register, period, last) VALUES (?1, ?2, ?3)
                 ON CONFLICT (register, period) DO UPDATE SET last = max(last, ?3)",
            )?
            .execute(rusqlite::params![register, period, last])?;
        }
        Ok(())
    }
}

impl Store {
    /// The one door for writes: everything in `work` happens, or nothing does.
    ///
    /// # Errors
    /// What `work` refuses, what the file refuses, and the troubles of the world; nothing is written then.
    pub fn transact<T>(
        &mut self,
        stamp: &Stamp,
        act: &Act<'_>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        self.step(stamp, act, None, None, |tx| Ok((work(tx)?, true)))
    }

    /// A step that decides at its end whether it is kept: a rehearsal, or an import that wants all or nothing.
    ///
    /// # Errors
    /// As [`Store::transact`].
    pub fn propose<T>(
        &mut self,
        stamp: &Stamp,
        act: &Act<'_>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<(T, bool)>,
    ) -> Result<Done<T>> {
        self.step(stamp, act, None, None, work)
    }

    pub(super) fn step<T>(
        &mut self,
        stamp: &Stamp,
        act: &Act<'_>,
        undoes: Option<i64>,
        redoes: Option<i64>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<(T, bool)>,
    ) -> Result<Done<T>> {
        let Self {
            conn,
            catalog,
            path,
            indexer,
            ..
        } = self;
        let world = |e: Error| e.at(path);
        // Titles may have changed since: by another process, or by a step that was dropped.
        indexer.begin();
        if act.bulk {
            conn.pragma_update(None, "cache_size", BULK_CACHE)?;
        }
        let inner = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|e| world(e.into()))?;
        let op =
            ledger::begin(&inner, stamp, act.what, act.register, undoes, redoes).map_err(world)?;
        let next_seq = ledger::last(&inner).map_err(world)? + 1;
        let mut tx = Tx {
            conn: &inner,
            catalog,
            stamp: std::borrow::Cow::Borrowed(stamp),
            op,
            next_seq,
            changes: Vec::new(),
            keep: !act.bulk,
            indexer,
            counters: Counters::default(),
        };
        let (value, keep) = work(&mut tx).map_err(world)?;
        let mut changes = tx.changes;
        if keep {
            tx.counters.keep(&inner).map_err(world)?;
            inner.commit().map_err(|e| world(e.into()))?;
        } else {
            inner.rollback()?;
            changes.clear();
        }
        if act.bulk {
            conn.pragma_update(None, "cache_size", CACHE)?;
        }
        Ok(Done { value, changes })
    }
}
