//! Writing: every change of a record goes through here, with its ledger entry and its search words.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension};

use crate::model::form::Form;
use crate::model::value::record::{Change, ChangeKind, Cleaned};
use crate::model::{Catalog, Complaint, Field, Lang, Record, Stamp, Value};

use super::calendar::Shared;
use super::error::{Error, Result};
use super::ledger;
use super::read::Reader;
use super::search::{self, Indexer, SearchWords};
use super::sql::names::quote;
use super::transaction::Counters;

/// What a write made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub id: i64,
    pub number: Option<String>,
    pub rev: i64,
    pub state: Option<String>,
}

/// One step in progress. Dropped without being finished, nothing of it remains.
pub struct Tx<'a> {
    pub(super) conn: &'a Connection,
    pub(super) catalog: &'a Catalog,
    pub(super) stamp: Cow<'a, Stamp>,
    pub(super) calendar: &'a Shared,
    pub(super) op: i64,
    pub(super) next_seq: i64,
    pub(super) changes: Vec<Change>,
    /// Keep every change in memory for the caller; an import of a million rows does not.
    pub(super) keep: bool,
    pub(super) indexer: &'a mut Indexer,
    pub(super) counters: Counters,
    /// The register whose words are gathered, and the words that wait.
    pub(super) gathers: Option<String>,
    pub(super) gathered: Vec<(i64, SearchWords)>,
}

/// How many records' words are gathered before they are written.
const GATHERED: usize = 4096;

impl Tx<'_> {
    /// A reader inside the step: it sees what the step has written so far.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            conn: self.conn,
            catalog: self.catalog,
            lang: Lang::Zh,
            stamp: &self.stamp,
            shared: self.calendar,
        }
    }

    /// A reader inside the step that looks at another moment than the step's own.
    pub fn reader_at<'r>(&'r self, stamp: &'r Stamp) -> Reader<'r> {
        Reader {
            stamp,
            ..self.reader()
        }
    }

    /// From here on another act: its own time and person, and its own place in the list of steps.
    ///
    /// Records that were made over months keep the dates at which they were made, and can be undone one by one.
    pub fn next_act(&mut self, what: &str, register: &str, stamp: Stamp) -> Result<()> {
        if *self.stamp != stamp {
            self.op = ledger::begin(self.conn, &stamp, what, register, None, None)?;
            self.stamp = Cow::Owned(stamp);
        }
        Ok(())
    }

    /// What the step has written so far.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    pub fn catalog(&self) -> &Catalog {
        self.catalog
    }

    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

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
    pub fn insert(&mut self, form: &Form, cleaned: &Cleaned) -> Result<Written> {
        let id = self.last_id(form)? + 1;
        let (number, counted) = self.number(form, cleaned.number.clone())?;
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
        self.execute(form, &sql, values.chain(fields), (id, &cleaned.values))?;
        self.counters.given(form, id, counted);
        self.write_lines(form, id, &cleaned.values)?;
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
        Ok(Written {
            id,
            number,
            rev: 1,
            state,
        })
    }

    /// Writes new values over a record, if it is still at the revision that was seen.
    pub fn amend(
        &mut self,
        form: &Form,
        id: i64,
        rev: i64,
        cleaned: &Cleaned,
        reason: Option<&str>,
    ) -> Result<Written> {
        let before = self.current(form, id)?;
        self.same_revision(&before, rev)?;
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
            return Ok(Written {
                id,
                number: before.number,
                rev,
                state: before.state,
            });
        }
        self.overwrite(form, &before, fields, ChangeKind::Amend, reason)
    }

    /// Takes a record out of use; it keeps its number and stays readable.
    pub fn void(&mut self, form: &Form, id: i64, rev: i64, reason: &str) -> Result<Written> {
        let before = self.current(form, id)?;
        self.same_revision(&before, rev)?;
        self.refuse_if_used(form, id)?;
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

    pub(super) fn current(&self, form: &Form, id: i64) -> Result<Record> {
        match self.reader().record(&form.id, id)? {
            Some(record) => Ok(record),
            None => Err(Error::refused(
                Complaint::new(None, "not-found")
                    .with_text("register", form.one.clone())
                    .with("text", id.to_string())
                    .with("near", ""),
            )),
        }
    }

    /// Puts the after-side of changes into the record and raises its revision.
    pub(super) fn overwrite(
        &mut self,
        form: &Form,
        before: &Record,
        fields: Vec<(String, Value, Value)>,
        kind: ChangeKind,
        reason: Option<&str>,
    ) -> Result<Written> {
        self.write_words()?;
        let rev = before.rev + 1;
        let mut sets = vec![
            "\"rev\" = ?".to_owned(),
            "\"updated_at\" = ?".into(),
            "\"updated_by\" = ?".into(),
        ];
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
            sets.push(format!("{} = ?", quote(name)));
            values.push(new.clone());
        }
        values.extend([Value::Int(before.id), Value::Int(before.rev)]);
        let sql = format!(
            "UPDATE {} SET {} WHERE \"id\" = ? AND \"rev\" = ?",
            quote(&form.id),
            sets.join(", ")
        );
        if self.execute(form, &sql, &values, (before.id, &after))? == 0 {
            self.same_revision(before, before.rev - 1)?;
        }
        if fields
            .iter()
            .any(|(n, _, _)| form.field(n).is_some_and(|f| f.line_fields().is_some()))
        {
            self.write_lines(form, before.id, &after)?;
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
        Ok(Written {
            id: before.id,
            number: before.number.clone(),
            rev,
            state,
        })
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
        let mut change = Change {
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
        ledger::append(self.conn, &mut change)?;
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
    let sql = format!(
        "SELECT \"id\" FROM {} WHERE \"number\" = ?",
        quote(&form.id)
    );
    Ok(conn
        .prepare_cached(&sql)?
        .query_row([number], |row| row.get(0))
        .optional()?)
}
