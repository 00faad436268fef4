//! What writes the rows: a register at a time, in steps of some thousand records, through the rules' own door.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::app::clock::Clock;
use crate::model::{Answer, Catalog, Complaint, Draft, Lang, Stamp, Text};
use crate::rules::{Checker, backdated};
use crate::store::{Error, Op, Reader, Result, Store};

use super::row::DemoRow;

/// Records of one step: enough to make the commit cheap, few enough to keep the log small.
const STEP: usize = 4_000;

/// Writes rows into the open file and says how far it is.
pub struct DemoPen<'a> {
    store: &'a mut Store,
    now: Stamp,
    pub done: u64,
    by_register: BTreeMap<String, u64>,
    total: u64,
    /// Somebody asked to stop: nothing more is written.
    pub stopped: bool,
    progress: &'a mut dyn FnMut(u64, u64) -> bool,
}

impl<'a> DemoPen<'a> {
    pub fn new(
        store: &'a mut Store,
        clock: Clock,
        total: u64,
        progress: &'a mut dyn FnMut(u64, u64) -> bool,
    ) -> Self {
        Self {
            store,
            now: clock.stamp("demo", None),
            done: 0,
            by_register: BTreeMap::new(),
            total,
            stopped: false,
            progress,
        }
    }

    /// The registers of the file.
    pub fn catalog(&self) -> &Catalog {
        self.store.catalog()
    }

    /// What stands in the file so far, seen from the desk's clock.
    pub fn reader(&self) -> Reader<'_> {
        self.store.reader(&self.now, Lang::Zh)
    }

    /// How many records of a register have been written.
    pub fn written(&self, register: &str) -> u64 {
        self.by_register.get(register).copied().unwrap_or_default()
    }

    /// Writes new records and gives their ids, in the order of the rows.
    ///
    /// # Errors
    /// A row that the rules refuse: a fault of the demo; the steps before it stay.
    pub fn write(
        &mut self,
        register: &str,
        rows: impl IntoIterator<Item = DemoRow>,
    ) -> Result<Vec<i64>> {
        let mut ids = Vec::new();
        self.each(register, rows, |id| ids.push(id))?;
        Ok(ids)
    }

    /// Writes new records in the order in which they were entered; what is known of each comes back with its id.
    ///
    /// # Errors
    /// As [`DemoPen::write`].
    pub fn write_known<K>(
        &mut self,
        register: &str,
        mut rows: Vec<(DemoRow, K)>,
    ) -> Result<Vec<(i64, K)>> {
        rows.sort_by_key(|(row, _)| row.at);
        let (rows, known): (Vec<DemoRow>, Vec<K>) = rows.into_iter().unzip();
        let ids = self.write(register, rows)?;
        Ok(ids.into_iter().zip(known).collect())
    }

    /// Writes new records in the order in which they were entered.
    ///
    /// # Errors
    /// As [`DemoPen::write`].
    pub fn write_by_time(&mut self, register: &str, mut rows: Vec<DemoRow>) -> Result<Vec<i64>> {
        rows.sort_by_key(|row| row.at);
        self.write(register, rows)
    }

    /// As [`DemoPen::write`], for so many records that their ids are not kept.
    pub fn pour(&mut self, register: &str, rows: impl IntoIterator<Item = DemoRow>) -> Result<()> {
        self.each(register, rows, |_| {})
    }

    fn each(
        &mut self,
        register: &str,
        rows: impl IntoIterator<Item = DemoRow>,
        mut made: impl FnMut(i64),
    ) -> Result<()> {
        let Some(form) = self.store.catalog().form(register).cloned() else {
            return Ok(());
        };
        let mut checker = Checker::new(&form, self.store.catalog());
        let mut rows = rows.into_iter().peekable();
        while let Some(first) = rows.peek()
            && !self.stopped
        {
            let intent = Op::Add.on(register).bulk();
            let (now, begun) = (self.now.clone(), stamp(first.at, &first.by));
            let wrote = self.store.propose(&begun, &intent, |tx| {
                let mut wrote = 0;
                for row in rows.by_ref().take(STEP) {
                    let amends = row.draft.of.is_some();
                    let write = if amends {
                        backdated::amend
                    } else {
                        backdated::insert
                    };
                    let made_at = stamp(row.at, &row.by);
                    let done = write(tx, &form, &mut checker, &row.draft, &now, made_at)?;
                    let done = done
                        .into_result()
                        .map_err(|why| fault(register, &row.draft, &why))?;
                    if !amends {
                        wrote += 1;
                        made(done.id);
                    }
                }
                Ok((wrote, true))
            })?;
            self.done += wrote.value;
            *self.by_register.entry(register.to_owned()).or_default() += wrote.value;
            self.stopped = !(self.progress)(self.done, self.total.max(self.done));
        }
        Ok(())
    }
}

fn stamp(at: NaiveDateTime, by: &str) -> Stamp {
    Clock::Fixed(at).stamp(by, None)
}

/// A demo record that the rules refuse is a fault of the demo, which nobody at the desk can put right: it says which
/// record it was.
fn fault(register: &str, draft: &Draft, why: &[Complaint]) -> Error {
    let mut what = format!(
        "demo {register} {}",
        draft.state.as_deref().unwrap_or_default()
    );
    for (name, answer) in draft.answers() {
        match answer {
            Answer::Picked(value, _) => what += &format!(" {name}={value:?}"),
            Answer::Typed(text) => what += &format!(" {name}={text}"),
            Answer::Lines(_) => {}
        }
    }
    let say = |lang| {
        let reasons = why.iter().map(|c| {
            let field = c.field.as_deref().unwrap_or_default();
            format!("{field}: {}", c.message(lang))
        });
        let lines: Vec<String> = std::iter::once(what.clone()).chain(reasons).collect();
        lines.join("\n")
    };
    Error::Outside(Text::new(say(Lang::Zh), say(Lang::En)))
}
