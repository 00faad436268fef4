//! One row taken into the desk: recognised, checked, written, or refused with its reasons.
//!
//! Invariant: a refused row leaves nothing behind and stops no other row. Must never know the file.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::value::record::Cleaned;
use crate::model::{Complaint, Draft, Form, Record};
use crate::rules::{Checker, Identity, Origin};
use crate::store::{Outcome, Result, Tx};

use super::columns::said;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFate {
    New,
    /// The fields that differ from the record.
    Changed(Vec<String>),
    Same,
    Rejected(Vec<Complaint>),
}

/// Takes rows of one register into one step.
pub struct Taker {
    form: Arc<Form>,
    checker: Checker,
    /// The records this file has met, each with its line.
    met: HashMap<i64, u64>,
}

impl Taker {
    pub fn new(form: &Arc<Form>, tx: &mut Tx<'_>) -> Self {
        let to_itself = |f: &crate::model::Field| f.kind.target() == Some(form.id.as_str());
        let mut lines = form.child_tables().flat_map(|(_, lines)| lines);
        if !form.fields.iter().any(to_itself) && !lines.any(to_itself) {
            tx.gather_words(&form.id);
        }
        Self {
            form: form.clone(),
            checker: Checker::new(form, tx.catalog()),
            met: HashMap::new(),
        }
    }

    /// Writes a row, or says why not. `fill` completes a draft that is to become a new record.
    ///
    /// # Errors
    /// Trouble with the desk file, never with the row.
    pub fn take(
        &mut self,
        tx: &mut Tx<'_>,
        mut draft: Draft,
        line: u64,
        fill: impl FnOnce(&mut Draft, &Tx<'_>) -> Result<()>,
    ) -> Result<RowFate> {
        let id = match self.checker.same_as(&draft, &tx.reader())? {
            Identity::New => None,
            Identity::Twin(id) | Identity::Known(id) if self.met.contains_key(&id) => {
                let line = self.met.get(&id).map_or(0, |line| *line).to_string();
                return Ok(RowFate::Rejected(vec![said(
                    "exchange-again",
                    &[("line", &line)],
                )]));
            }
            Identity::Twin(id) => {
                self.met.insert(id, line);
                return Ok(RowFate::Same);
            }
            Identity::Known(id) => Some(id),
        };
        match id {
            Some(id) => self.amend(tx, draft, id, line),
            None => {
                fill(&mut draft, tx)?;
                self.insert(tx, &draft, line)
            }
        }
    }

    fn insert(&mut self, tx: &mut Tx<'_>, draft: &Draft, line: u64) -> Result<RowFate> {
        let checked = self
            .checker
            .check(draft, None, &Origin::Import, &tx.reader())?;
        let cleaned = match checked {
            Ok(checked) => checked.cleaned,
            Err(complaints) => return Ok(RowFate::Rejected(complaints)),
        };
        match tx.insert(&self.form, &cleaned)? {
            Outcome::Done(written) => {
                self.met.insert(written.id, line);
                Ok(RowFate::New)
            }
            Outcome::Refused(complaints) => Ok(RowFate::Rejected(complaints)),
        }
    }

    fn amend(&mut self, tx: &mut Tx<'_>, mut draft: Draft, id: i64, line: u64) -> Result<RowFate> {
        let Some(before) = tx.reader().record(&self.form.id, id)? else {
            return Ok(RowFate::Rejected(vec![said("exchange-void", &[])]));
        };
        if before.is_void() {
            return Ok(RowFate::Rejected(vec![Complaint::new(None, "void")]));
        }
        draft.of = Some((id, before.rev));
        let checked = self
            .checker
            .check(&draft, Some(&before), &Origin::Import, &tx.reader())?;
        let cleaned = match checked {
            Ok(checked) => checked.cleaned,
            // Rules may have become stricter since; what stands in the desk already is not refused again.
            Err(_) if self.says_nothing_new(&draft, &before, tx)? => {
                self.met.insert(id, line);
                return Ok(RowFate::Same);
            }
            Err(complaints) => return Ok(RowFate::Rejected(complaints)),
        };
        let fields = self.differences(&before, &cleaned);
        if fields.is_empty() {
            self.met.insert(id, line);
            return Ok(RowFate::Same);
        }
        match tx.amend(&self.form, id, before.rev, &cleaned, None)? {
            Outcome::Done(_) => {
                self.met.insert(id, line);
                Ok(RowFate::Changed(fields))
            }
            Outcome::Refused(complaints) => Ok(RowFate::Rejected(complaints)),
        }
    }

    /// Whether every answer that can be read is what the record holds.
    fn says_nothing_new(&mut self, draft: &Draft, before: &Record, tx: &Tx<'_>) -> Result<bool> {
        if draft.state.is_some() && draft.state != before.state {
            return Ok(false);
        }
        let read = self.checker.read_all(draft, &tx.reader())?;
        Ok(read.is_some_and(|read| read.iter().all(|(i, value)| before.values[*i] == *value)))
    }

    fn differences(&self, before: &Record, cleaned: &Cleaned) -> Vec<String> {
        let held = self
            .form
            .fields
            .iter()
            .enumerate()
            .filter(|(_, f)| f.is_stored() || f.line_fields().is_some());
        let mut out: Vec<String> = held
            .filter(|(i, _)| before.values[*i] != cleaned.values[*i])
            .map(|(_, f)| f.id.clone())
            .collect();
        if cleaned.state.is_some() && cleaned.state != before.state {
            out.push("state".to_owned());
        }
        out
    }
}
