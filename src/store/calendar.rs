//! The desk's calendar beside its connection: loaded from the registers `workday` and `term`, asked by SQL functions.
//!
//! Invariant: the functions answer NULL where a day is not known; while a statement runs the calendar stays the same,
//! as it is exchanged only between statements. They may not be used in the file's own schema: what an index or a
//! generated column rests on must not change with the calendar.

mod load;

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use crate::model::calendar::{Override, Term, shipped};
use crate::model::value::DATE;
use crate::model::{Calendar, Catalog};

use super::error::Result;
use super::ledger;
use super::read::Reader;

/// The calendar of one connection, shared with its SQL functions.
#[derive(Clone, Default)]
pub struct Shared(Arc<RwLock<Loaded>>);

#[derive(Default)]
struct Loaded {
    days: Vec<(NaiveDate, Override)>,
    terms: Vec<Term>,
    /// The last number of the ledger when the registers were read; `None` where they have to be read again.
    seen: Option<i64>,
    /// Made when the first one asks: most openings of a desk never do.
    made: OnceLock<Arc<Calendar>>,
}

impl Shared {
    /// Gives a connection its calendar and the functions that ask it.
    pub(super) fn attach(conn: &Connection, catalog: &Catalog) -> Result<Self> {
        let shared = Self::default();
        shared.register(conn)?;
        // A damaged file is opened all the same, to be looked at; the next run of rules meets the trouble again.
        let _ = shared.refresh(conn, catalog);
        Ok(shared)
    }

    /// The calendar as it was last read.
    pub fn get(&self) -> Arc<Calendar> {
        let state = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let made = state.made.get_or_init(|| {
            let days = state.days.iter().copied();
            Arc::new(Calendar::new(shipped(), days, state.terms.iter().cloned()))
        });
        made.clone()
    }

    /// Reads the registers again where the ledger says that they have changed.
    fn refresh(&self, conn: &Connection, catalog: &Catalog) -> Result<bool> {
        let last = ledger::last(conn)?;
        let seen = {
            let state = self.0.read().unwrap_or_else(PoisonError::into_inner);
            state.seen.filter(|seen| *seen <= last)
        };
        let fresh = match seen {
            Some(seen) => seen == last || !load::touched(conn, seen)?,
            None => false,
        };
        // Inside a step the numbers may yet be dropped and given again: nothing is remembered of them.
        let seen = conn.is_autocommit().then_some(last);
        let read = if fresh {
            None
        } else {
            Some((load::days(conn, catalog)?, load::terms(conn, catalog)?))
        };
        let mut state = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let Some((days, terms)) = read else {
            state.seen = seen.or(state.seen);
            return Ok(false);
        };
        let changed = days != state.days || terms != state.terms;
        if changed {
            (state.days, state.terms) = (days, terms);
            state.made = OnceLock::new();
        }
        state.seen = seen;
        Ok(changed)
    }

    /// Names the functions to a connection.
    fn register(&self, conn: &Connection) -> Result<()> {
        self.asks(conn, "is_working_day", Calendar::is_working_day)?;
        self.asks(conn, "is_transfer_day", Calendar::is_transfer_day)?;
        self.asks(conn, "is_teaching_day", Calendar::is_teaching_day)?;
        self.adds(conn, "add_working_days", Calendar::nth_working_day_after)?;
        self.adds(conn, "add_transfer_days", Calendar::nth_transfer_day_after)?;
        self.counts(conn, "working_days", Calendar::working_days_between)?;
        self.counts(conn, "transfer_days", Calendar::transfer_days_between)
    }

    fn asks(
        &self,
        conn: &Connection,
        name: &str,
        ask: fn(&Calendar, NaiveDate) -> Option<bool>,
    ) -> Result<()> {
        let shared = self.clone();
        let answer =
            move |row: &mut Context<'_>| Ok(day(row, 0).and_then(|day| ask(&shared.get(), day)));
        Ok(conn.create_scalar_function(name, 1, flags(), answer)?)
    }

    fn adds(
        &self,
        conn: &Connection,
        name: &str,
        nth: fn(&Calendar, NaiveDate, i64) -> Option<NaiveDate>,
    ) -> Result<()> {
        let shared = self.clone();
        let answer = move |row: &mut Context<'_>| {
            let found = day(row, 0)
                .zip(whole(row, 1))
                .and_then(|(day, n)| nth(&shared.get(), day, n));
            Ok(found.map(|day| day.format(DATE).to_string()))
        };
        Ok(conn.create_scalar_function(name, 2, flags(), answer)?)
    }

    fn counts(
        &self,
        conn: &Connection,
        name: &str,
        between: fn(&Calendar, NaiveDate, NaiveDate) -> Option<i64>,
    ) -> Result<()> {
        let shared = self.clone();
        let answer = move |row: &mut Context<'_>| {
            let days = day(row, 0).zip(day(row, 1));
            Ok(days.and_then(|(a, b)| between(&shared.get(), a, b)))
        };
        Ok(conn.create_scalar_function(name, 2, flags(), answer)?)
    }
}

impl Reader<'_> {
    /// Reads the calendar's registers again if they have changed since; told at the beginning of a run of rules.
    /// Whether another calendar holds now.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn refresh_calendar(&self) -> Result<bool> {
        self.shared.refresh(self.conn, self.catalog)
    }

    /// The calendar that the SQL functions of this connection ask.
    pub fn calendar(&self) -> Arc<Calendar> {
        self.shared.get()
    }
}

/// Within one statement the same day has the same answer; over the years it may not, so the schema is kept out.
fn flags() -> FunctionFlags {
    FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY
}

fn day(row: &Context<'_>, at: usize) -> Option<NaiveDate> {
    match row.get_raw(at) {
        ValueRef::Text(text) => load::day(text),
        _ => None,
    }
}

fn whole(row: &Context<'_>, at: usize) -> Option<i64> {
    match row.get_raw(at) {
        ValueRef::Integer(n) => Some(n),
        // Arithmetic of expressions may come out as 2.0.
        ValueRef::Real(n) if n.fract() == 0.0 && n.abs() < 1e15 => {
            #[allow(clippy::cast_possible_truncation, reason = "it is whole and small")]
            let n = n as i64;
            Some(n)
        }
        _ => None,
    }
}
