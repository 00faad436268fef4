//! What is in force on a desk, read from the registers that the program itself understands.

use std::sync::Arc;

use crate::model::Calendar;
use crate::model::catalog::system::System;
use crate::store::error::Result;
use crate::store::sql::system;

use super::Reader;

impl Reader<'_> {
    /// The regulations in force: number, scope and first day.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn adopted(&self) -> Result<Vec<(u8, Option<i64>, String)>> {
        if self.form(System::Regulation.id()).is_none() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        self.conn.prepare(system::REGULATIONS)?.each(|row| {
            // Only what this program knows by its number has rules.
            if let Ok(number) = u8::try_from(row.int(0)?) {
                found.push((number, row.maybe_int(1)?, row.text(2)?));
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// A unit and all units below it; nothing when these are all units there are.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn units_under(&self, unit: i64) -> Result<Option<Vec<i64>>> {
        if self.form(System::OrgUnit.id()).is_none() {
            return Ok(None);
        }
        let under = self
            .conn
            .rows(system::UNITS_UNDER, &[&unit], |row| row.int(0))?;
        let all = self.conn.number(system::UNITS, &[])?;
        Ok(Some(under).filter(|u| i64::try_from(u.len()).is_ok_and(|n| n < all)))
    }

    /// The figures that the organisation has set itself: those with somebody who set them.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn params_set(&self) -> Result<Vec<String>> {
        if self.form(System::RuleParam.id()).is_none() {
            return Ok(Vec::new());
        }
        self.conn.rows(system::FIGURES_SET, &[], |row| row.text(0))
    }

    /// What is put aside on a day or longer: rule, record, last day.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn snoozes(&self, today: &str) -> Result<Vec<(String, i64, String)>> {
        if self.form(System::Snooze.id()).is_none() {
            return Ok(Vec::new());
        }
        self.conn.rows(system::SNOOZED, &[&today], |row| {
            Ok((row.text(0)?, row.int(1)?, row.text(2)?))
        })
    }

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
