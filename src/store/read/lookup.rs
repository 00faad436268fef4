//! From what a person writes to the record that is meant: numbers, keys, titles, pick lists, hints.

use std::collections::HashMap;

use crate::model::expr::Formula;
use crate::model::form::Form;
use crate::model::form::field::Search;
use crate::model::{Record, Value, pinyin};

use super::Reader;
use crate::store::connection::Bind;
use crate::store::error::Result;
use crate::store::query::{Direction, Query};
use crate::store::sql::{guards, lookup as statements, records};

/// So many records are enough to see that a name is not that of one.
const FEW: usize = 6;

/// What a reference's text may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    One(i64),
    None,
    /// Several records fit: id and title of the first few.
    Several(Vec<(i64, String)>),
}

/// A record found everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub register: String,
    pub id: i64,
    pub number: Option<String>,
    pub title: String,
}

impl Reader<'_> {
    /// The number of a record, where it has one.
    pub fn number_of(&self, register: &str, id: i64) -> Result<Option<String>> {
        if self.form(register).is_none() {
            return Ok(None);
        }
        self.text_of(register, id, "number")
    }

    /// The record that holds a number, void or not.
    pub fn by_number(&self, form: &Form, number: &str) -> Result<Option<i64>> {
        crate::store::records::holder_of_number(self.conn, form, number)
    }

    /// The record that a person means: by number, natural key, exact title, or id.
    pub fn resolve(&self, register: &str, text: &str) -> Result<Lookup> {
        let Some(form) = self.form(register) else {
            return Ok(Lookup::None);
        };
        let text = text.trim();
        for column in ["number"].into_iter().chain(only_key(form)) {
            let found = self.matching(form, column, text)?;
            if !matches!(found, Lookup::None) {
                return Ok(found);
            }
        }
        let by_title = self.by_title(form, text)?;
        if !matches!(by_title, Lookup::None) {
            return Ok(by_title);
        }
        match text.trim_start_matches('#').parse::<i64>() {
            Ok(id) if self.title(register, id)?.is_some() => Ok(Lookup::One(id)),
            _ => Ok(Lookup::None),
        }
    }

    /// The record whose natural key is one field that says this.
    pub fn keyed(&self, register: &str, key: &str) -> Result<Option<i64>> {
        let Some((form, column)) = self.form(register).and_then(|f| Some((f, only_key(f)?))) else {
            return Ok(None);
        };
        Ok(match self.matching(form, column, key)? {
            Lookup::One(id) => Some(id),
            Lookup::None | Lookup::Several(_) => None,
        })
    }

    /// The records that are called so, whatever their numbers and keys.
    pub fn called(&self, register: &str, title: &str) -> Result<Lookup> {
        match self.form(register) {
            Some(form) => self.by_title(form, title),
            None => Ok(Lookup::None),
        }
    }

    fn matching(&self, form: &Form, column: &str, text: &str) -> Result<Lookup> {
        let title = self.title_sentence(form);
        let columns = title.columns(self.conn.dialect());
        let sql = statements::named_by(&form.id, column, &columns);
        let hits = self.conn.rows(&sql, &[&text], |row| {
            Ok((row.int(0)?, self.titled(&title, row, 1)?.0))
        })?;
        Ok(one_or_several(hits))
    }

    /// A whole title, or the whole of a name: the search index narrows, equality decides among all it gives.
    fn by_title(&self, form: &Form, text: &str) -> Result<Lookup> {
        let Some(words) = pinyin::exact_query(text) else {
            return Ok(Lookup::None);
        };
        let names = form.fields.iter();
        let names = names.filter(|f| f.search == Search::Pinyin && f.is_stored());
        let names: Vec<&str> = names.map(|f| f.id.as_str()).collect();
        let (dialect, title) = (self.conn.dialect(), self.title_sentence(form));
        let sql = statements::called(dialect, &form.id, &names, &title.columns(dialect));
        let mut statement = self.conn.prepare(&sql)?;
        statement.bind(1, &text)?;
        statement.bind(2, &words)?;
        let mut hits = Vec::new();
        statement.each_while(|row| {
            let (named, told) = (row.int(1)? != 0, self.titled(&title, row, 2)?.0);
            if named || told == text {
                hits.push((row.int(0)?, told));
            }
            Ok(hits.len() < FEW)
        })?;
        Ok(one_or_several(hits))
    }

    /// Records for a pick list: what is typed narrows, newest first; a target's own filter holds.
    pub fn pick(
        &self,
        register: &str,
        typed: &str,
        filter: Option<&Formula>,
        limit: usize,
    ) -> Result<Vec<Record>> {
        let query = Query {
            register: register.into(),
            filters: filter.cloned().into_iter().collect(),
            search: Some(typed.to_owned()).filter(|t| !t.trim().is_empty()),
            ..Query::default()
        };
        Ok(self.page(&query, None, Direction::Forward, limit)?.rows)
    }

    /// The record of the natural key, if there is one that is not void.
    pub fn by_key(&self, form: &Form, values: &[Value]) -> Result<Option<i64>> {
        let keys = form.natural_key();
        if keys.is_empty() {
            return Ok(None);
        }
        let place = |k: &str| form.fields.iter().position(|f| f.id == k);
        let bound: Vec<&Value> = keys.iter().filter_map(|k| values.get(place(k)?)).collect();
        if bound.iter().all(|v| v.is_empty()) {
            return Ok(None);
        }
        let bound: Vec<&dyn Bind> = bound.into_iter().map(|v| v as &dyn Bind).collect();
        let sql = statements::by_key(form, &keys);
        self.conn.first(&sql, &bound, |row| row.int(0))
    }

    /// The natural key of a record as text, where it is one field that is no reference.
    pub fn key_of(&self, register: &str, id: i64) -> Result<Option<String>> {
        match self.form(register).and_then(only_key) {
            Some(key) => self.text_of(register, id, key),
            None => Ok(None),
        }
    }

    fn text_of(&self, register: &str, id: i64, column: &str) -> Result<Option<String>> {
        let sql = records::column(register, column);
        let found = self.conn.first(&sql, &[&id], |row| row.maybe_text(0))?;
        Ok(found.flatten())
    }

    /// A record that is not void and equal in every given field: how rows without number or key are known.
    pub fn twin(&self, form: &Form, values: &[Value], given: &[bool]) -> Result<Option<i64>> {
        let compared: Vec<usize> = (0..form.fields.len())
            .filter(|i| given.get(*i) == Some(&true))
            .collect();
        // One indexed field leads, the one likeliest to differ from record to record; the others are kept from leading.
        let lead = compared
            .iter()
            .copied()
            .filter_map(|i| Some((guards::selective(&form.fields[i])?, i)))
            .min();
        let Some((_, lead)) = lead else {
            return Ok(None);
        };
        let id = |i: usize| form.fields[i].id.as_str();
        let fields: Vec<&str> = compared.iter().map(|i| id(*i)).collect();
        let sql = statements::equal(self.conn.dialect(), form, &fields, id(lead));
        let bound: Vec<&dyn Bind> = compared.iter().map(|i| &values[*i] as &dyn Bind).collect();
        self.conn.first(&sql, &bound, |row| row.int(0))
    }

    /// Every register at once, a few of each, in the catalog's order.
    pub fn find(&self, text: &str, each: usize) -> Result<Vec<Hit>> {
        let mut hits = Vec::new();
        for form in self.catalog.forms().filter(|f| self.catalog.is_adopted(f)) {
            for record in self.pick(&form.id, text, None, each)? {
                hits.push(Hit {
                    register: form.id.clone(),
                    id: record.id,
                    number: record.number,
                    title: record.title,
                });
            }
        }
        Ok(hits)
    }

    /// Live records that refer to a record: register, field, number of records.
    pub fn related(&self, register: &str, id: i64) -> Result<Vec<(String, String, u64)>> {
        let mut out = Vec::new();
        for (form, fields) in self.catalog.referring_to(register) {
            for field in fields {
                let n = self
                    .conn
                    .number(&statements::pointing(&form.id, &field), &[&id])?;
                if n > 0 {
                    out.push((form.id.clone(), field, n.unsigned_abs()));
                }
            }
        }
        Ok(out)
    }

    /// Numbers and titles near a text that was not found, for a hint.
    pub fn near(&self, register: &str, text: &str) -> Result<Vec<String>> {
        let Some(form) = self.form(register) else {
            return Ok(Vec::new());
        };
        let mut near: Vec<String> = self
            .pick(register, text, None, 3)?
            .into_iter()
            .map(|r| with_number(&r))
            .collect();
        if near.is_empty() {
            let first: String = text.chars().take(1).collect();
            near = self
                .pick(register, &first, None, 3)?
                .into_iter()
                .map(|r| with_number(&r))
                .collect();
        }
        if near.is_empty() && form.number.is_none() {
            near = self
                .pick(register, "", None, 3)?
                .into_iter()
                .map(|r| with_number(&r))
                .collect();
        }
        Ok(near)
    }

    /// The newest value of a field, for the default "last".
    pub fn last_value(&self, form: &Form, field: &str) -> Result<Value> {
        // Among the newest records only: whoever has not written for so long starts with a blank field.
        let sql = statements::last_value(&form.id, field);
        let found = self
            .conn
            .first(&sql, &[&self.stamp.by], |row| row.value(0))?;
        Ok(found.unwrap_or_default())
    }

    /// Titles of several records, by id.
    pub fn titles(&self, register: &str, ids: &[i64]) -> Result<HashMap<i64, String>> {
        let query = Query {
            register: register.into(),
            ids: Some(ids.to_vec()),
            with_void: true,
            ..Query::default()
        };
        Ok(self
            .page(&query, None, Direction::Forward, ids.len())?
            .rows
            .into_iter()
            .map(|r| (r.id, r.title))
            .collect())
    }
}

/// The natural key, where it is one field that holds what is typed.
fn only_key(form: &Form) -> Option<&str> {
    let key = form.natural_key();
    let [key] = key.as_slice() else {
        return None;
    };
    let plain = form
        .field(key)
        .is_some_and(|f| f.is_stored() && f.kind.target().is_none());
    plain.then_some(*key)
}

fn with_number(record: &Record) -> String {
    match &record.number {
        Some(number) if !record.title.contains(number.as_str()) => {
            format!("{number} {}", record.title)
        }
        _ => record.title.clone(),
    }
}

fn one_or_several(hits: Vec<(i64, String)>) -> Lookup {
    match hits.as_slice() {
        [] => Lookup::None,
        [(id, _)] => Lookup::One(*id),
        _ => Lookup::Several(hits),
    }
}
