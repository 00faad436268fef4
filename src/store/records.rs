//! Writing: every change of a record goes through here, with its ledger entry and its search words.

use crate::model::form::Form;
use crate::model::value::record::{Change, ChangeKind, Cleaned};
use crate::model::{Complaint, Field, Record, Value};

use super::connection::Connection;
use super::error::Result;
use super::outcome::{Outcome, done};
use super::read::Subject;
use super::sql::{lookup, records};
use super::transaction::Tx;
use super::{ledger, lines, search};

/// What a write made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub id: i64,
    pub number: Option<String>,
    pub rev: i64,
    pub state: Option<String>,
}

/// How many records' words are gathered before they are written.
const GATHERED: usize = 4096;

impl Tx<'_> {
    /// From here on the search words of new records of a register are written many at a time: the index makes a
    /// segment of its own for every record that another statement follows. For a register without references to
    /// itself, because what is gathered cannot be found yet.
    pub fn gather_words(&mut self, register: &str) {
        self.gathers = Some(register.to_owned());
    }

    /// Writes the words that were gathered.
    pub(super) fn write_words(&mut self) -> Result<()> {
        let Some(register) = &self.gathers else {
            return Ok(());
        };
        for (id, words) in self.gathered.drain(..) {
            search::insert(self.conn, register, id, &words)?;
        }
        Ok(())
    }

    /// Writes a new record.
    pub fn insert(&mut self, form: &Form, cleaned: &Cleaned) -> Result<Outcome<Written>> {
        let id = self.counters.last_id(self.conn, form)? + 1;
        let brought = cleaned.number.clone();
        let day = self.stamp.now.date();
        let (number, counted) = self.counters.number(self.conn, form, brought, day)?;
        let state = cleaned
            .state
            .clone()
            .or_else(|| form.birth_state().map(str::to_owned));
        let maybe = |t: &Option<String>| t.clone().map_or(Value::Empty, Value::Text);
        let envelope = [
            Value::Int(id),
            maybe(&number),
            Value::Int(1),
            maybe(&state),
            Value::Text(self.stamp.utc_text()),
            Value::Text(self.stamp.by.clone()),
        ];
        let [stamp, by] = [4, 5];
        let sql = self.counters.insert_sql(form);
        let fields = stored(form, &cleaned.values).map(|(_, value)| value);
        let values = envelope.iter().chain([&envelope[stamp], &envelope[by]]);
        let written = Subject {
            id: Some(id),
            state: state.as_deref(),
            number: number.as_deref(),
            values: &cleaned.values,
        };
        done!(self.execute(form, &sql, values.chain(fields), &written)?);
        self.counters.given(form, id, counted);
        lines::write(self.conn, form, id, &cleaned.values)?;
        let words = self.indexer.words(
            self.conn,
            form,
            self.catalog,
            number.as_deref(),
            &cleaned.values,
        )?;
        if self.gathers.as_deref() == Some(form.id.as_str()) {
            self.gathered.push((id, words));
            if self.gathered.len() >= GATHERED {
                self.write_words()?;
            }
        } else {
            search::insert(self.conn, &form.id, id, &words)?;
        }
        let mut fields: Vec<(String, Value, Value)> = held(form, &cleaned.values)
            .filter(|(_, v)| !v.is_empty())
            .map(|(f, v)| (f.id.clone(), Value::Empty, v.clone()))
            .collect();
        for (name, value) in [("number", maybe(&number)), ("state", maybe(&state))] {
            if !value.is_empty() {
                fields.push((name.to_owned(), Value::Empty, value));
            }
        }
        self.log(form, id, 1, ChangeKind::Insert, None, fields)?;
        Ok(Outcome::Done(Written {
            id,
            number,
            rev: 1,
            state,
        }))
    }

    /// Writes new values over a record, if it is still at the revision that was seen.
    pub fn amend(
        &mut self,
        form: &Form,
        id: i64,
        rev: i64,
        cleaned: &Cleaned,
        reason: Option<&str>,
    ) -> Result<Outcome<Written>> {
        let before = done!(self.reader().existing(form, id)?);
        done!(Self::same_revision(&before, rev));
        let mut fields = Vec::new();
        for ((field, new), old) in form.fields.iter().zip(&cleaned.values).zip(&before.values) {
            if (field.is_stored() || field.line_fields().is_some()) && new != old {
                fields.push((field.id.clone(), old.clone(), new.clone()));
            }
        }
        if let Some(state) = cleaned
            .state
            .as_ref()
            .filter(|s| before.state.as_ref() != Some(s))
        {
            let old = before.state.clone().map_or(Value::Empty, Value::Text);
            fields.push(("state".into(), old, Value::Text(state.clone())));
        }
        if fields.is_empty() {
            return Ok(Outcome::Done(Written {
                id,
                number: before.number,
                rev,
                state: before.state,
            }));
        }
        self.overwrite(form, &before, fields, ChangeKind::Amend, reason)
    }

    /// Takes a record out of use; it keeps its number and stays readable.
    pub fn void(
        &mut self,
        form: &Form,
        id: i64,
        rev: i64,
        reason: &str,
    ) -> Result<Outcome<Written>> {
        let before = done!(self.reader().existing(form, id)?);
        done!(Self::same_revision(&before, rev));
        done!(self.refuse_if_used(form, id)?);
        let fields = vec![
            (
                "void_at".to_owned(),
                Value::Empty,
                Value::Text(self.stamp.utc_text()),
            ),
            ("void_reason".to_owned(), Value::Empty, Value::text(reason)),
        ];
        self.overwrite(form, &before, fields, ChangeKind::Void, Some(reason))
    }

    /// Puts the after-side of changes into the record and raises its revision: every change of a record passes here,
    /// whichever verb asks for it, and here a register that is only added to refuses it. The one exception is a link
    /// to the record that follows: it is set once that record is there, and goes when it is taken back.
    pub(super) fn overwrite(
        &mut self,
        form: &Form,
        before: &Record,
        fields: Vec<(String, Value, Value)>,
        kind: ChangeKind,
        reason: Option<&str>,
    ) -> Result<Outcome<Written>> {
        let linked = |name: &str| form.links().any(|link| link == name);
        if form.append_only
            && kind == ChangeKind::Amend
            && !fields.iter().all(|(name, ..)| linked(name))
        {
            let register = form.label.clone();
            let complaint = Complaint::new(None, "append-only").with_text("register", register);
            return Ok(Outcome::refused(complaint));
        }
        self.write_words()?;
        let rev = before.rev + 1;
        let mut columns = Vec::with_capacity(fields.len());
        let mut values = vec![
            Value::Int(rev),
            Value::Text(self.stamp.utc_text()),
            Value::Text(self.stamp.by.clone()),
        ];
        let mut after = before.values.clone();
        let mut state = before.state.clone();
        for (name, _, new) in &fields {
            match form.fields.iter().position(|f| f.id == *name) {
                Some(i) => {
                    after[i] = new.clone();
                    if form.fields[i].line_fields().is_some() {
                        continue;
                    }
                }
                None if name == "state" => state = new.as_text().map(str::to_owned),
                None => {}
            }
            columns.push(name.as_str());
            values.push(new.clone());
        }
        values.extend([Value::Int(before.id), Value::Int(before.rev)]);
        let sql = records::update(form, &columns);
        let written = Subject {
            id: Some(before.id),
            state: state.as_deref(),
            number: before.number.as_deref(),
            values: &after,
        };
        if done!(self.execute(form, &sql, &values, &written)?) == 0 {
            done!(Self::same_revision(before, before.rev - 1));
        }
        if fields
            .iter()
            .any(|(n, _, _)| form.field(n).is_some_and(|f| f.line_fields().is_some()))
        {
            lines::write(self.conn, form, before.id, &after)?;
        }
        let words = self.indexer.words(
            self.conn,
            form,
            self.catalog,
            before.number.as_deref(),
            &after,
        )?;
        search::replace(self.conn, &form.id, before.id, &words)?;
        self.retitle(form, before)?;
        self.log(form, before.id, rev, kind, reason, fields)?;
        Ok(Outcome::Done(Written {
            id: before.id,
            number: before.number.clone(),
            rev,
            state,
        }))
    }

    fn log(
        &mut self,
        form: &Form,
        id: i64,
        rev: i64,
        kind: ChangeKind,
        reason: Option<&str>,
        fields: Vec<(String, Value, Value)>,
    ) -> Result<()> {
        let change = Change {
            seq: self.next_seq,
            op: self.op,
            register: form.id.clone(),
            record: id,
            rev,
            // The step holds time and person; here they are only told to the caller.
            at: if self.keep {
                self.stamp.utc_text()
            } else {
                String::new()
            },
            by: if self.keep {
                self.stamp.by.clone()
            } else {
                String::new()
            },
            kind,
            reason: reason.map(str::to_owned),
            fields,
        };
        ledger::append(self.conn, &change)?;
        self.next_seq += 1;
        if self.keep {
            self.changes.push(change);
        }
        Ok(())
    }
}

fn stored<'a>(form: &'a Form, values: &'a [Value]) -> impl Iterator<Item = (&'a Field, &'a Value)> {
    form.fields
        .iter()
        .zip(values)
        .filter(|(f, _)| f.is_stored())
}

fn held<'a>(form: &'a Form, values: &'a [Value]) -> impl Iterator<Item = (&'a Field, &'a Value)> {
    form.fields
        .iter()
        .zip(values)
        .filter(|(f, _)| f.is_stored() || f.line_fields().is_some())
}

/// The record that holds a number, void or not.
pub fn holder_of_number(conn: &Connection, form: &Form, number: &str) -> Result<Option<i64>> {
    let holding = lookup::holding(&form.id, "number");
    conn.first(&holding, &[&number], |row| row.int(0))
}
