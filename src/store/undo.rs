//! Undo and redo: new entries that put back what stood before; the trail is never cut.

use crate::model::form::{ENVELOPE, Form};
use crate::model::value::record::{Change, ChangeKind, Record};
use crate::model::value::stamp::wall;
use crate::model::{Complaint, Text, Value, locale};

use super::error::Result;
use super::ledger::{self, LoggedOp};
use super::outcome::{Outcome, done};
use super::records::Written;
use super::transaction::Tx;

impl Tx<'_> {
    /// Writes the inverse of every change of a step, last first.
    pub fn revert(&mut self, op: &LoggedOp) -> Result<Outcome<Vec<Written>>> {
        let changes = ledger::of_op(self.conn, op.id)?;
        done!(self.nothing_later(&changes)?);
        self.put_all(changes.iter().rev(), true)
    }

    /// Writes every change of an undone step again, where nothing was written over what the undo had put back.
    pub fn replay(&mut self, op: &LoggedOp) -> Result<Outcome<Vec<Written>>> {
        let changes = ledger::of_op(self.conn, op.id)?;
        done!(self.nothing_later(&ledger::of_undo(self.conn, op.id)?)?);
        self.put_all(changes.iter(), false)
    }

    /// Whether no later change stands over one of these, whoever made it.
    fn nothing_later(&self, changes: &[Change]) -> Result<Outcome<()>> {
        for change in changes {
            if let Some((by, at)) = ledger::later_change(self.conn, change)? {
                let record = self.named(change)?;
                let args = [("record", &*record), ("by", &by), ("at", &wall(&at))];
                return Ok(refused(locale::both("undo-later", &args)));
            }
        }
        Ok(Outcome::Done(()))
    }

    fn named(&self, change: &Change) -> Result<String> {
        let title = self.reader().title(&change.register, change.record)?;
        Ok(title.unwrap_or_default())
    }

    fn put_all<'c>(
        &mut self,
        changes: impl Iterator<Item = &'c Change>,
        back: bool,
    ) -> Result<Outcome<Vec<Written>>> {
        let mut all = Vec::new();
        for change in changes {
            all.push(done!(self.put(change, back)?));
        }
        Ok(Outcome::Done(all))
    }

    /// Puts one side of a change into the record.
    fn put(&mut self, change: &Change, back: bool) -> Result<Outcome<Written>> {
        let catalog = self.catalog;
        let Some(form) = catalog.form(&change.register) else {
            return Ok(refused(Text::same(change.register.clone())));
        };
        let before = done!(self.reader().existing(form, change.record)?);
        let reason = change.reason.as_deref();
        let inserted = change.kind == ChangeKind::Insert;
        if inserted && back {
            done!(self.refuse_if_used(form, change.record)?);
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
            let mut fields = Vec::with_capacity(change.fields.len());
            for (name, old, new) in &change.fields {
                let name = done!(self.name_today(form, name)?);
                let (stands, put) = if back { (new, old) } else { (old, new) };
                if !holds(form, &before, &name, stands) {
                    let record = self.named(change)?;
                    return Ok(refused(locale::both("undo-other", &[("record", &record)])));
                }
                fields.push((name, stands.clone(), put.clone()));
            }
            fields
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
    fn name_today(&self, form: &Form, name: &str) -> Result<Outcome<String>> {
        if form.field(name).is_some() || ENVELOPE.contains(&name) {
            return Ok(Outcome::Done(name.to_owned()));
        }
        if let Some(field) = form.fields.iter().find(|f| f.was.as_deref() == Some(name)) {
            return Ok(Outcome::Done(field.id.clone()));
        }
        let columns = self.conn.dialect().columns();
        let columns = self.conn.number(columns, &[&form.id, &name])?;
        if columns == 0 {
            let args = [("field", name), ("register", form.id.as_str())];
            return Ok(refused(locale::both("undo-field", &args)));
        }
        Ok(Outcome::Done(name.to_owned()))
    }
}

/// Whether a record still holds what a change left in a column: else the new change would tell of a "before" that never
/// stood there. Of a retired column the record does not know, and nobody can have written to it.
fn holds(form: &Form, record: &Record, column: &str, value: &Value) -> bool {
    let text = |held: Option<&str>| held == value.as_text();
    match column {
        "state" => text(record.state.as_deref()),
        "number" => text(record.number.as_deref()),
        "void_at" => text(record.void_at.as_deref()),
        "void_reason" => text(record.void_reason.as_deref()),
        _ => match form.fields.iter().position(|f| f.id == column) {
            Some(i) => record.values[i] == *value,
            None => true,
        },
    }
}

/// A refusal of undo with its reason.
pub fn refused<T>(why: Text) -> Outcome<T> {
    Outcome::refused(Complaint::new(None, "undo").with_text("why", why))
}
