//! The desk's calendar beside its connection: loaded from the registers `workday` and `term`, asked by SQL functions.
//!
//! Invariant: the functions answer NULL where a day is not known; while a statement runs the calendar stays the same,
//! as it is exchanged only between statements. They may not be used in the file's own schema: what an index or a
//! generated column rests on must not change with the calendar.

mod load;

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use chrono::NaiveDate;

use crate::model::calendar::{Override, Term, shipped};
use crate::model::{Calendar, Catalog, Value};

use super::connection::{Arguments, Connection};
use super::error::Result;
use super::ledger;

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
    pub(super) fn refresh(&self, conn: &Connection, catalog: &Catalog) -> Result<bool> {
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
        let seen = (!conn.is_in_transaction()).then_some(last);
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
        conn.add_function(name, 1, move |given| {
            let answer = day(given, 0).and_then(|day| ask(&shared.get(), day));
            answer.map_or(Value::Empty, |yes| Value::Int(i64::from(yes)))
        })
    }

    fn adds(
        &self,
        conn: &Connection,
        name: &str,
        nth: fn(&Calendar, NaiveDate, i64) -> Option<NaiveDate>,
    ) -> Result<()> {
        let shared = self.clone();
        conn.add_function(name, 2, move |given| {
            let asked = day(given, 0).zip(given.whole(1));
            let found = asked.and_then(|(day, n)| nth(&shared.get(), day, n));
            found.map_or(Value::Empty, Value::date)
        })
    }

    fn counts(
        &self,
        conn: &Connection,
        name: &str,
        between: fn(&Calendar, NaiveDate, NaiveDate) -> Option<i64>,
    ) -> Result<()> {
        let shared = self.clone();
        conn.add_function(name, 2, move |given| {
            let days = day(given, 0).zip(day(given, 1));
            let n = days.and_then(|(a, b)| between(&shared.get(), a, b));
            n.map_or(Value::Empty, Value::Int)
        })
    }
}

fn day(given: &Arguments<'_, '_>, at: usize) -> Option<NaiveDate> {
    given.text(at).and_then(load::day)
}
