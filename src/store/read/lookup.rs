//! From what a person writes to the record that is meant: numbers, keys, titles, pick lists, hints.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params_from_iter};

use crate::model::expr::Formula;
use crate::model::form::Form;
use crate::model::form::field::Search;
use crate::model::{Record, Value, pinyin};

use super::Reader;
use crate::store::error::Result;
use crate::store::query::{Direction, Query};
use crate::store::rows;
use crate::store::sql::names::{quote, search_table};
use crate::store::sql::show;

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
        let sql = format!(
            "SELECT \"number\" FROM {} WHERE \"id\" = ?",
            quote(register)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let number = statement
            .query_row([id], |row| rows::maybe(row, 0))
            .optional()?;
        Ok(number.flatten())
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
        let mut exact = vec!["\"number\" = ?1".to_owned()];
        if let [key] = form.natural_key().as_slice()
            && form
                .field(key)
                .is_some_and(|f| f.is_stored() && f.kind.target().is_none())
        {
            exact.push(format!("{} = ?1", quote(key)));
        }
        for test in exact {
            let found = self.matching(form, &test, text)?;
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

    fn matching(&self, form: &Form, test: &str, text: &str) -> Result<Lookup> {
        let sql = format!(
            "SELECT r.\"id\", {} FROM {} AS r WHERE {test} ORDER BY r.\"void_at\" IS NOT NULL, r.\"id\" LIMIT 6",
            show::title(form, self.catalog, "r", self.lang),
            quote(&form.id)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let hits = statement
            .query_map([text], |row| Ok((row.get(0)?, rows::text(row, 1)?)))?
            .collect::<std::result::Result<Vec<(i64, String)>, _>>()?;
        Ok(one_or_several(hits))
    }

    /// A whole title, or the whole of a name: the search index narrows, equality decides among all it gives.
    fn by_title(&self, form: &Form, text: &str) -> Result<Lookup> {
        let Some(words) = pinyin::match_query(text) else {
            return Ok(Lookup::None);
        };
        let title = show::title(form, self.catalog, "r", self.lang);
        let same: Vec<String> = form
            .fields
            .iter()
            .filter(|f| f.search == Search::Pinyin && f.is_stored())
            .map(|f| format!("r.{}", quote(&f.id)))
            .chain([title.clone()])
            .map(|column| format!("{column} = ?1"))
            .collect();
        let table = quote(&search_table(&form.id));
        let sql = format!(
            "SELECT r.\"id\", {title} FROM {table} AS s CROSS JOIN {} AS r ON r.\"id\" = s.rowid \
             WHERE s.{table} MATCH ?2 AND r.\"void_at\" IS NULL AND ({}) ORDER BY s.rowid DESC LIMIT 6",
            quote(&form.id),
            same.join(" OR ")
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let hits = statement
            .query_map([text, words.as_str()], |row| {
                Ok((row.get(0)?, rows::text(row, 1)?))
            })?
            .collect::<std::result::Result<Vec<(i64, String)>, _>>()?;
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
        let tests: Vec<String> = if form.key.is_empty() {
            keys.iter().map(|k| format!("{} = ?", quote(k))).collect()
        } else {
            keys.iter()
                .map(|k| format!("coalesce({}, '') = coalesce(?, '')", quote(k)))
                .collect()
        };
        let sql = format!(
            "SELECT \"id\" FROM {} WHERE {} AND \"void_at\" IS NULL",
            quote(&form.id),
            tests.join(" AND ")
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement
            .query_row(params_from_iter(bound), |row| row.get(0))
            .optional()?)
    }

    /// The natural key of a record as text, where it is one field that is no reference.
    pub fn key_of(&self, register: &str, id: i64) -> Result<Option<String>> {
        let Some(form) = self.form(register) else {
            return Ok(None);
        };
        let key = form.natural_key();
        let ([key], true) = (
            key.as_slice(),
            key.iter().all(|k| {
                form.field(k)
                    .is_some_and(|f| f.is_stored() && f.kind.target().is_none())
            }),
        ) else {
            return Ok(None);
        };
        let sql = format!(
            "SELECT {} FROM {} WHERE \"id\" = ?",
            quote(key),
            quote(register)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let text = statement
            .query_row([id], |row| rows::maybe(row, 0))
            .optional()?;
        Ok(text.flatten())
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
            .filter_map(|i| Some((crate::store::sql::ddl::selective(&form.fields[i])?, i)))
            .min();
        let Some((_, lead)) = lead else {
            return Ok(None);
        };
        let tests: Vec<String> = compared
            .iter()
            .map(|i| {
                let plus = if *i == lead { "" } else { "+" };
                format!("{plus}{} = ?", quote(&form.fields[*i].id))
            })
            .collect();
        let sql = format!(
            "SELECT \"id\" FROM {} WHERE {} AND \"void_at\" IS NULL LIMIT 1",
            quote(&form.id),
            tests.join(" AND ")
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let bound = compared.iter().map(|i| &values[*i]);
        Ok(statement
            .query_row(params_from_iter(bound), |row| row.get(0))
            .optional()?)
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
                let sql = format!(
                    "SELECT count(*) FROM {} WHERE {} = ? AND \"void_at\" IS NULL",
                    quote(&form.id),
                    quote(&field)
                );
                let n: i64 = self
                    .conn
                    .prepare_cached(&sql)?
                    .query_row([id], |row| row.get(0))?;
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
            .map(|r| named(&r))
            .collect();
        if near.is_empty() {
            let first: String = text.chars().take(1).collect();
            near = self
                .pick(register, &first, None, 3)?
                .into_iter()
                .map(|r| named(&r))
                .collect();
        }
        if near.is_empty() && form.number.is_none() {
            near = self
                .pick(register, "", None, 3)?
                .into_iter()
                .map(|r| named(&r))
                .collect();
        }
        Ok(near)
    }

    /// The newest value of a field, for the default "last".
    pub fn last_value(&self, form: &Form, field: &str) -> Result<Value> {
        // Among the newest records only: whoever has not written for so long starts with a blank field.
        let sql = format!(
            "SELECT {0} FROM (SELECT {0}, \"created_by\" FROM {1} ORDER BY \"id\" DESC LIMIT 2000) \
             WHERE {0} IS NOT NULL AND \"created_by\" = ? LIMIT 1",
            quote(field),
            quote(&form.id)
        );
        Ok(self
            .conn
            .query_row(&sql, [&self.stamp.by], |row| rows::value(row, 0))
            .optional()?
            .unwrap_or_default())
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

fn named(record: &Record) -> String {
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
