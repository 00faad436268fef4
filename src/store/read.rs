//! Looking: pages, counts, single records, titles, and evaluation of expressions over a draft.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use crate::model::expr::Formula;
use crate::model::form::{ENVELOPE, Form};
use crate::model::{Catalog, Lang, Record, Stamp, Value};

use super::emit::Emit;
use super::error::Result;
use super::names::{literal, quote, search_table};
use super::query::{Key, Maker, Query, Sql, Way};
use super::{ledger, rows, title};

/// A page of records with the key of each, in the list's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub rows: Vec<Record>,
    pub keys: Vec<Key>,
}

/// What a reference's text may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
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

/// A person or program looking at the file through one connection.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub conn: &'a Connection,
    pub catalog: &'a Catalog,
    pub lang: Lang,
    pub stamp: &'a Stamp,
}

impl<'a> Reader<'a> {
    fn form(&self, register: &str) -> Option<&'a Form> {
        self.catalog.form(register).map(|f| &**f)
    }

    fn run<T>(&self, sql: &Sql, mut each: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut statement = self.conn.prepare_cached(&sql.text)?;
        for (i, value) in sql.values.iter().enumerate() {
            statement.raw_bind_parameter(i + 1, value)?;
        }
        rows::bind_stamp(&mut statement, self.stamp)?;
        let mut rows = statement.raw_query();
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(each(row)?);
        }
        Ok(out)
    }

    /// Up to `limit` records after or before a key; in the list's order either way.
    pub fn page(&self, query: &Query, from: Option<&Key>, way: Way, limit: usize) -> Result<Page> {
        let Some(form) = self.form(&query.register) else {
            return Ok(Page::default());
        };
        let maker = Maker {
            form,
            catalog: self.catalog,
            query,
            lang: self.lang,
        };
        let mut pairs: Vec<(Record, Key)> = Vec::new();
        for sql in maker.page(from, way, limit) {
            if pairs.len() < limit {
                pairs.extend(self.run(&sql, |row| self.row(form, row))?);
            }
        }
        pairs.truncate(limit);
        if way == Way::Back {
            pairs.reverse();
        }
        let (rows, keys) = pairs.into_iter().unzip();
        Ok(Page { rows, keys })
    }

    fn row(&self, form: &Form, row: &Row<'_>) -> Result<(Record, Key)> {
        let mut record = Record {
            id: row.get(0)?,
            number: rows::maybe(row, 1)?,
            rev: row.get(2)?,
            state: rows::maybe(row, 3)?,
            created_at: rows::text(row, 4)?,
            created_by: rows::text(row, 5)?,
            updated_at: rows::text(row, 6)?,
            updated_by: rows::text(row, 7)?,
            void_at: rows::maybe(row, 8)?,
            void_reason: rows::maybe(row, 9)?,
            title: rows::text(row, ENVELOPE.len())?,
            values: Vec::with_capacity(form.fields.len()),
            titles: Vec::with_capacity(form.fields.len()),
        };
        let mut at = ENVELOPE.len() + 1;
        for field in &form.fields {
            record.values.push(rows::value(row, at)?);
            at += 1;
            let title = match field.kind.target() {
                Some(target) if self.catalog.form(target).is_some() => {
                    at += 1;
                    rows::maybe(row, at - 1)?
                }
                _ => None,
            };
            record.titles.push(title);
        }
        let key = Key {
            sort: rows::value(row, at)?,
            id: record.id,
        };
        Ok((record, key))
    }

    /// One record with its lines.
    pub fn record(&self, register: &str, id: i64) -> Result<Option<Record>> {
        let query = Query {
            register: register.into(),
            ids: Some(vec![id]),
            with_void: true,
            ..Query::default()
        };
        let Some(mut record) = self.page(&query, None, Way::Forward, 1)?.rows.pop() else {
            return Ok(None);
        };
        if let Some(form) = self.form(register) {
            self.fill_lines(form, &mut record)?;
        }
        Ok(Some(record))
    }

    /// Reads the lines of a record into its values.
    pub fn fill_lines(&self, form: &Form, record: &mut Record) -> Result<()> {
        for (i, field) in form.fields.iter().enumerate() {
            let Some(columns) = field.line_fields() else {
                continue;
            };
            let names: Vec<String> = columns.iter().map(|c| quote(&c.id)).collect();
            let sql = format!(
                "SELECT {} FROM {} WHERE \"parent\" = ? ORDER BY \"line\"",
                names.join(", "),
                quote(&form.child_table(&field.id))
            );
            let mut statement = self.conn.prepare_cached(&sql)?;
            let lines = statement
                .query_map([record.id], |row| {
                    (0..columns.len()).map(|c| rows::value(row, c)).collect()
                })?
                .collect::<std::result::Result<Vec<Vec<Value>>, _>>()?;
            record.values[i] = if lines.is_empty() {
                Value::Empty
            } else {
                Value::Lines(lines)
            };
        }
        Ok(())
    }

    pub fn count(&self, query: &Query) -> Result<u64> {
        let Some(form) = self.form(&query.register) else {
            return Ok(0);
        };
        let sql = Maker {
            form,
            catalog: self.catalog,
            query,
            lang: self.lang,
        }
        .count();
        let counts = self.run(&sql, |row| Ok(row.get::<_, i64>(0)?))?;
        Ok(counts.first().copied().unwrap_or(0).unsigned_abs())
    }

    /// Counts by the value of a field: value, title where it refers to a record, number.
    pub fn count_by(
        &self,
        query: &Query,
        field: &str,
    ) -> Result<Vec<(Value, Option<String>, u64)>> {
        let Some(form) = self.form(&query.register) else {
            return Ok(Vec::new());
        };
        let sql = Maker {
            form,
            catalog: self.catalog,
            query,
            lang: self.lang,
        }
        .count_by(field);
        self.run(&sql, |row| {
            Ok((
                rows::value(row, 0)?,
                rows::maybe(row, 1)?,
                row.get::<_, i64>(2)?.unsigned_abs(),
            ))
        })
    }

    /// Keys of every `step`-th row in order.
    pub fn ladder(&self, query: &Query, step: usize) -> Result<Vec<Key>> {
        let Some(form) = self.form(&query.register) else {
            return Ok(Vec::new());
        };
        let sql = Maker {
            form,
            catalog: self.catalog,
            query,
            lang: self.lang,
        }
        .ladder(step);
        self.run(&sql, |row| {
            Ok(Key {
                sort: rows::value(row, 0)?,
                id: row.get(1)?,
            })
        })
    }

    /// All ids of a query in its order.
    pub fn ids(&self, query: &Query) -> Result<Vec<i64>> {
        let Some(form) = self.form(&query.register) else {
            return Ok(Vec::new());
        };
        let sql = Maker {
            form,
            catalog: self.catalog,
            query,
            lang: self.lang,
        }
        .ids();
        self.run(&sql, |row| Ok(row.get(0)?))
    }

    /// Reads every record of a query in order, in constant memory.
    pub fn each(&self, query: &Query, mut visit: impl FnMut(Record) -> Result<()>) -> Result<()> {
        let Some(form) = self.form(&query.register) else {
            return Ok(());
        };
        let sql = Maker {
            form,
            catalog: self.catalog,
            query,
            lang: self.lang,
        }
        .everything();
        let with_lines = form.child_tables().next().is_some();
        self.run(&sql, |row| {
            let (mut record, _) = self.row(form, row)?;
            if with_lines {
                self.fill_lines(form, &mut record)?;
            }
            visit(record)
        })?;
        Ok(())
    }

    /// The title of a record, void or not.
    pub fn title(&self, register: &str, id: i64) -> Result<Option<String>> {
        let Some(form) = self.form(register) else {
            return Ok(None);
        };
        let sql = format!(
            "SELECT {} FROM {} AS r WHERE r.\"id\" = ?",
            title::title(form, self.catalog, "r", self.lang),
            quote(register)
        );
        Ok(self
            .conn
            .prepare_cached(&sql)?
            .query_row([id], |row| rows::text(row, 0))
            .optional()?)
    }

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
        super::write::holder_of_number(self.conn, form, number)
    }

    /// The record that a person means: by number, natural key, exact title, or id.
    pub fn resolve(&self, register: &str, text: &str) -> Result<Found> {
        let Some(form) = self.form(register) else {
            return Ok(Found::None);
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
            if !matches!(found, Found::None) {
                return Ok(found);
            }
        }
        let by_title = self.by_title(form, text)?;
        if !matches!(by_title, Found::None) {
            return Ok(by_title);
        }
        match text.trim_start_matches('#').parse::<i64>() {
            Ok(id) if self.title(register, id)?.is_some() => Ok(Found::One(id)),
            _ => Ok(Found::None),
        }
    }

    fn matching(&self, form: &Form, test: &str, text: &str) -> Result<Found> {
        let sql = format!(
            "SELECT r.\"id\", {} FROM {} AS r WHERE {test} ORDER BY r.\"void_at\" IS NOT NULL, r.\"id\" LIMIT 6",
            title::title(form, self.catalog, "r", self.lang),
            quote(&form.id)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let hits = statement
            .query_map([text], |row| Ok((row.get(0)?, rows::text(row, 1)?)))?
            .collect::<std::result::Result<Vec<(i64, String)>, _>>()?;
        Ok(one_or_several(hits))
    }

    /// A whole title, or the whole of a name: the search index narrows, equality decides.
    fn by_title(&self, form: &Form, text: &str) -> Result<Found> {
        let near = self.pick(&form.id, text, None, 60)?;
        let names: Vec<usize> = form
            .fields
            .iter()
            .enumerate()
            .filter(|(_, f)| f.search == crate::model::field::Search::Pinyin)
            .map(|(i, _)| i)
            .collect();
        let same: Vec<(i64, String)> = near
            .into_iter()
            .filter(|r| {
                r.title == text || names.iter().any(|i| r.values[*i].as_text() == Some(text))
            })
            .map(|r| (r.id, r.title))
            .collect();
        Ok(one_or_several(same))
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
        Ok(self.page(&query, None, Way::Forward, limit)?.rows)
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

    /// Values of expressions over a draft.
    pub fn eval(&self, evaluator: &Evaluator, draft: &Subject<'_>) -> Result<Vec<Value>> {
        if evaluator.wanted == 0 {
            return Ok(Vec::new());
        }
        let mut statement = self.conn.prepare_cached(&evaluator.sql)?;
        statement.raw_bind_parameter(1, draft.id)?;
        statement.raw_bind_parameter(2, draft.state)?;
        statement.raw_bind_parameter(3, draft.number)?;
        for (place, n) in evaluator.held.iter().zip(4..) {
            match draft.values.get(*place) {
                Some(lines @ Value::Lines(_)) => {
                    statement.raw_bind_parameter(n, ledger::to_json(lines).to_string())?
                }
                Some(value) => statement.raw_bind_parameter(n, value)?,
                None => statement.raw_bind_parameter(n, Value::Empty)?,
            }
        }
        rows::bind_stamp(&mut statement, self.stamp)?;
        let mut rows = statement.raw_query();
        Ok(match rows.next()? {
            Some(row) => (0..evaluator.wanted)
                .map(|i| rows::value(row, i))
                .collect::<std::result::Result<_, _>>()?,
            None => vec![Value::Empty; evaluator.wanted],
        })
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

    /// Whether the search table of a register has to be made again.
    pub fn search_rows(&self, register: &str) -> Result<i64> {
        let sql = format!("SELECT count(*) FROM {}", quote(&search_table(register)));
        Ok(self.conn.query_row(&sql, [], |row| row.get(0))?)
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
        let sql = format!(
            "SELECT {0} FROM {1} WHERE {0} IS NOT NULL AND \"created_by\" = {2} ORDER BY \"id\" DESC LIMIT 1",
            quote(field),
            quote(&form.id),
            literal(&self.stamp.by)
        );
        Ok(self
            .conn
            .query_row(&sql, [], |row| rows::value(row, 0))
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
            .page(&query, None, Way::Forward, ids.len())?
            .rows
            .into_iter()
            .map(|r| (r.id, r.title))
            .collect())
    }
}

/// Expressions of a form made ready to be evaluated over drafts: SQLite computes them, as it does in lists.
#[derive(Clone, Debug)]
pub struct Evaluator {
    sql: String,
    wanted: usize,
    /// Places of the fields whose values are bound.
    held: Vec<usize>,
}

impl Evaluator {
    pub fn new<'f>(
        form: &Form,
        catalog: &Catalog,
        formulas: impl IntoIterator<Item = &'f Formula>,
    ) -> Self {
        let emit = Emit::new(form, catalog, "d").for_draft();
        let wanted: Vec<String> = formulas.into_iter().map(|f| emit.expr(&f.root)).collect();
        let mut columns: Vec<String> = [
            "?1 AS \"id\"",
            "?2 AS \"state\"",
            "?3 AS \"number\"",
            "NULL AS \"void_at\"",
        ]
        .map(str::to_owned)
        .to_vec();
        let fields = || {
            form.fields
                .iter()
                .enumerate()
                .filter(|(_, f)| f.is_stored() || f.line_fields().is_some())
        };
        columns.extend(
            fields()
                .zip(4..)
                .map(|((_, f), n)| format!("?{n} AS {}", quote(&f.id))),
        );
        let held = fields().map(|(i, _)| i).collect();
        let sql = format!(
            "SELECT {} FROM (SELECT {}) AS d",
            wanted.join(", "),
            columns.join(", ")
        );
        Self {
            sql,
            wanted: wanted.len(),
            held,
        }
    }
}

/// What an expression is evaluated over.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub id: Option<i64>,
    pub state: Option<&'a str>,
    pub number: Option<&'a str>,
    /// One for each field of the form.
    pub values: &'a [Value],
}

fn named(record: &Record) -> String {
    match &record.number {
        Some(number) if !record.title.contains(number.as_str()) => {
            format!("{number} {}", record.title)
        }
        _ => record.title.clone(),
    }
}

fn one_or_several(hits: Vec<(i64, String)>) -> Found {
    match hits.as_slice() {
        [] => Found::None,
        [(id, _)] => Found::One(*id),
        _ => Found::Several(hits),
    }
}
