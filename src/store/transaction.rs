//! The one door for writes: a step that happens as a whole, or not at all.
//!
//! Invariant: what a dropped or failed step did, in the file and in memory, is gone with it. Must never know
//! what the step is for.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::model::{Form, Stamp};

use super::error::{Error, Result};
use super::sql::names::quote;
use super::{Act, Done, Store, Tx, ledger};

/// Pages kept in memory while a million rows are written, in KiB, and otherwise.
const BULK_CACHE: i32 = -98_304;
const CACHE: i32 = -16_000;

/// A period of numbers and the number issued last in it.
type Issued = Option<(String, i64)>;

/// What a step counts by itself, so that it need not ask the file before every row.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// The id given last, by register.
    pub ids: HashMap<String, i64>,
    /// The number issued last, by register and period; written down when the step is kept.
    pub sequences: HashMap<(String, String), i64>,
    /// The statement that inserts a record, by register: its text is long and the same for every row.
    inserts: HashMap<String, Rc<str>>,
}

impl Counters {
    /// The statement that inserts a record: envelope, then the stored fields.
    pub fn insert_sql(&mut self, form: &Form) -> Rc<str> {
        if let Some(sql) = self.inserts.get(&form.id) {
            return sql.clone();
        }
        let envelope = [
            "id",
            "number",
            "rev",
            "state",
            "created_at",
            "created_by",
            "updated_at",
            "updated_by",
        ];
        let fields = form.stored().map(|f| f.id.as_str());
        let names: Vec<String> = envelope.into_iter().chain(fields).map(quote).collect();
        let places = vec!["?"; names.len()].join(", ");
        let sql: Rc<str> = format!(
            "INSERT INTO {} ({}) VALUES ({places})",
            quote(&form.id),
            names.join(", ")
        )
        .into();
        self.inserts.insert(form.id.clone(), sql.clone());
        sql
    }

    /// Notes the id and the number that a new record has been given.
    pub fn given(&mut self, form: &Form, id: i64, counted: Issued) {
        match self.ids.get_mut(&form.id) {
            Some(last) => *last = id,
            None => {
                self.ids.insert(form.id.clone(), id);
            }
        }
        if let Some((period, seq)) = counted {
            self.sequences.insert((form.id.clone(), period), seq);
        }
    }

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

impl Tx<'_> {
    /// The id given last in a register; nobody else writes while the step lasts.
    pub(super) fn last_id(&self, form: &Form) -> Result<i64> {
        if let Some(last) = self.counters.ids.get(&form.id) {
            return Ok(*last);
        }
        let sql = format!("SELECT coalesce(max(\"id\"), 0) FROM {}", quote(&form.id));
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// The next number of the period, or one that is brought along; and how far it counts the period, to be
    /// kept once the record is written.
    pub(super) fn number(
        &self,
        form: &Form,
        brought: Option<String>,
    ) -> Result<(Option<String>, Issued)> {
        let Some(pattern) = &form.number else {
            return Ok((brought, None));
        };
        let day = self.stamp.now.date();
        let period = pattern.period(day);
        let key = (form.id.clone(), period);
        let last = match self.counters.sequences.get(&key) {
            Some(last) => *last,
            None => self
                .conn
                .prepare_cached("SELECT last FROM _sequence WHERE register = ?1 AND period = ?2")?
                .query_row([&key.0, &key.1], |row| row.get(0))
                .optional()?
                .unwrap_or(0),
        };
        Ok(match brought {
            Some(number) => {
                let counted = pattern.sequence_of(&number, day);
                let counted = counted.map(|seq| (key.1, seq.max(last)));
                (Some(number), counted)
            }
            None => {
                let number = pattern.number(day, last + 1);
                (Some(number), Some((key.1, last + 1)))
            }
        })
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
            calendar,
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
            calendar,
            op,
            next_seq,
            changes: Vec::new(),
            keep: !act.bulk,
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
