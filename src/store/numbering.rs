//! Ids and numbers of new records: counted by the step itself, so that a million rows need not ask the file each time.
//!
//! Invariant: numbers are written down when the step is kept; one that is dropped, or a row that is refused, leaves no gap.

use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::model::Form;

use super::connection::Connection;
use super::error::Result;
use super::sql::{own, records};

/// A period of numbers and the number issued last in it.
type Issued = Option<(String, i64)>;

/// What a step counts by itself, so that it need not ask the file before every row.
#[derive(Debug, Default)]
pub struct Counters {
    /// The id given last, by register.
    pub ids: HashMap<String, i64>,
    /// The number issued last, by register and period; written down when the step is kept.
    pub sequences: HashMap<(String, String), i64>,
    /// The statement that inserts a record, by register: its text is long and the same for every row.
    inserts: HashMap<String, Rc<str>>,
}

impl Counters {
    /// The statement that inserts a record.
    pub fn insert_sql(&mut self, form: &Form) -> Rc<str> {
        if let Some(sql) = self.inserts.get(&form.id) {
            return sql.clone();
        }
        let sql: Rc<str> = records::insert(form).into();
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
    pub fn keep(&self, conn: &Connection) -> Result<()> {
        for ((register, period), last) in &self.sequences {
            conn.execute(own::ISSUED, &[register, period, last])?;
        }
        Ok(())
    }

    /// The id given last in a register; nobody else writes while the step lasts.
    pub fn last_id(&self, conn: &Connection, form: &Form) -> Result<i64> {
        if let Some(last) = self.ids.get(&form.id) {
            return Ok(*last);
        }
        conn.number(&records::last_id(&form.id), &[])
    }

    /// The next number of the period, or one that is brought along; and how far it counts the period, to be
    /// kept once the record is written.
    pub fn number(
        &self,
        conn: &Connection,
        form: &Form,
        brought: Option<String>,
        day: NaiveDate,
    ) -> Result<(Option<String>, Issued)> {
        let Some(pattern) = &form.number else {
            return Ok((brought, None));
        };
        let period = pattern.period(day);
        let key = (form.id.clone(), period);
        let last = match self.sequences.get(&key) {
            Some(last) => *last,
            None => conn.number(own::LAST_ISSUED, &[&key.0, &key.1])?,
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
