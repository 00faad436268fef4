//! Undo and redo: new entries that put back what stood before; the trail is never cut.

use crate::model::form::{ENVELOPE, Form};
use crate::model::value::record::{Change, ChangeKind};
use crate::model::value::stamp::wall;
use crate::model::{Complaint, Text, Value, locale};

use super::error::{Error, Result};
use super::ledger::{self, LoggedOp};
use super::records::Written;
use super::transaction::Tx;

impl Tx<'_> {
    /// Writes the inverse of every change of a step, last first.
    pub fn revert(&mut self, op: &LoggedOp) -> Result<Vec<Written>> {
        let changes = ledger::of_op(self.conn, op.id)?;
        for change in &changes {
            if let Some((by, at)) = ledger::later_change(self.conn, change)? {
                let record = self
                    .reader()
                    .title(&change.register, change.record)?
                    .unwrap_or_default();
                let why = locale::both(
                    "undo-later",
                    &[("record", &record), ("by", &by), ("at", &wall(&at))],
                );
                return Err(refuse(why));
            }
        }
        changes
            .iter()
            .rev()
            .map(|change| self.put(change, true))
            .collect()
    }

    /// Writes every change of an undone step again.
    pub fn replay(&mut self, op: &LoggedOp) -> Result<Vec<Written>> {
        ledger::of_op(self.conn, op.id)?
            .iter()
            .map(|change| self.put(change, false))
            .collect()
    }

    /// Puts one side of a change into the record.
    fn put(&mut self, change: &Change, back: bool) -> Result<Written> {
        let catalog = self.catalog;
        let Some(form) = catalog.form(&change.register) else {
            return Err(refuse(Text::same(change.register.clone())));
        };
        let before = self.current(form, change.record)?;
        let reason = change.reason.as_deref();
        let inserted = change.kind == ChangeKind::Insert;
        if inserted && back {
            self.refuse_if_used(form, change.record)?;
        }
        let fields: Vec<(String, Value, Value)> = if inserted {
            let at = if back {
                Value::Text(self.stamp.utc_text())
            } else {
                Value::Empty
            };
            let why = if back {
                Value::text("undo")
            } else {
                Value::Empty
            };
            let old = |v: &Option<String>| v.clone().map_or(Value::Empty, Value::Text);
            vec![
                ("void_at".into(), old(&before.void_at), at),
                ("void_reason".into(), old(&before.void_reason), why),
            ]
        } else {
            let side = |(name, old, new): &(String, Value, Value)| {
                let name = self.name_today(form, name)?;
                Ok(if back {
                    (name, new.clone(), old.clone())
                } else {
                    (name, old.clone(), new.clone())
                })
            };
            change.fields.iter().map(side).collect::<Result<_>>()?
        };
        let kind = match (change.kind, back) {
            (ChangeKind::Insert | ChangeKind::Unvoid, true) | (ChangeKind::Void, false) => {
                ChangeKind::Void
            }
            (ChangeKind::Void, true) | (ChangeKind::Insert | ChangeKind::Unvoid, false) => {
                ChangeKind::Unvoid
            }
            (ChangeKind::Amend, _) => ChangeKind::Amend,
        };
        self.overwrite(form, &before, fields, kind, reason)
    }
}

impl Tx<'_> {
    /// The name that a column of an old change has now: fields are renamed, retired ones keep their column.
    fn name_today(&self, form: &Form, name: &str) -> Result<String> {
        if form.field(name).is_some() || ENVELOPE.contains(&name) {
            return Ok(name.to_owned());
        }
        if let Some(field) = form.fields.iter().find(|f| f.was.as_deref() == Some(name)) {
            return Ok(field.id.clone());
        }
        let columns = self.conn.dialect().columns();
        let columns = self.conn.number(columns, &[&form.id, &name])?;
        if columns == 0 {
            let args = [("field", name), ("register", form.id.as_str())];
            return Err(refuse(locale::both("undo-field", &args)));
        }
        Ok(name.to_owned())
    }
}

/// A refusal of undo with its reason.
pub fn refuse(why: Text) -> Error {
    Error::refused(Complaint::new(None, "undo").with_text("why", why))
}
