//! Looking: pages, counts, single records, titles, and evaluation of expressions over a draft.

mod evaluate;
mod index_use;
mod lookup;
mod rules;

pub use evaluate::{Evaluator, Subject};
pub use lookup::{Hit, Lookup};
pub use rules::{Realm, RecordName, RuleRow, plan as plan_of};

use rusqlite::{Connection, OptionalExtension, Row};

use crate::model::form::{ENVELOPE, Form};
use crate::model::value::stamp::wall;
use crate::model::{Catalog, Lang, Record, Stamp, Value};

use super::query::{Direction, PageKey, Query};
use crate::store::calendar::Shared;
use crate::store::error::Result;
use crate::store::sql::list::{ListStatement, Sql};
use crate::store::sql::names::{quote, search_table};
use crate::store::sql::show;
use crate::store::{ledger, lines, rows};
use index_use::is_short;

/// A page of records with the key of each, in the list's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub rows: Vec<Record>,
    pub keys: Vec<PageKey>,
}

/// A person or program looking at the file through one connection.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub conn: &'a Connection,
    pub catalog: &'a Catalog,
    pub lang: Lang,
    pub stamp: &'a Stamp,
    /// The calendar of the connection.
    pub shared: &'a Shared,
}

impl<'a> Reader<'a> {
    pub(super) fn form(&self, register: &str) -> Option<&'a Form> {
        self.catalog.form(register).map(|f| &**f)
    }

    pub(super) fn run<T>(
        &self,
        sql: &Sql,
        mut each: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
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

    /// The last entry of the ledger on the wall clock, where the desk's clock stands before it by more than a few
    /// minutes: then what fell due in between is not seen.
    pub fn clock_is_behind(&self) -> Result<Option<String>> {
        let leeway = chrono::Duration::minutes(10);
        let is_later = |at: &String| {
            let at = chrono::DateTime::parse_from_rfc3339(at);
            at.is_ok_and(|at| at.to_utc().signed_duration_since(self.stamp.utc) > leeway)
        };
        let latest = ledger::latest(self.conn)?.filter(is_later);
        Ok(latest.map(|at| wall(&at).chars().take(16).collect()))
    }

    /// Up to `limit` records after or before a key; in the list's order either way.
    pub fn page(
        &self,
        query: &Query,
        from: Option<&PageKey>,
        way: Direction,
        limit: usize,
    ) -> Result<Page> {
        let Some(form) = self.form(&query.register) else {
            return Ok(Page::default());
        };
        let maker = ListStatement {
            form,
            catalog: self.catalog,
            query,
            lang: self.lang,
        };
        let mut pairs: Vec<(Record, PageKey)> = Vec::new();
        for sql in maker.page(from, way, limit) {
            if pairs.len() < limit {
                pairs.extend(self.run(&sql, |row| self.row(form, row))?);
            }
        }
        pairs.truncate(limit);
        if way == Direction::Back {
            pairs.reverse();
        }
        let (rows, keys) = pairs.into_iter().unzip();
        Ok(Page { rows, keys })
    }

    /// Whether a page of a query can be read while somebody waits for it.
    pub fn is_quick(&self, query: &Query) -> Result<bool> {
        let Some(form) = self.form(&query.register) else {
            return Ok(true);
        };
        let maker = ListStatement {
            form,
            catalog: self.catalog,
            query,
            lang: self.lang,
        };
        Ok(maker.is_quick(self.last(form)?))
    }

    /// Whether all of a register can be looked through while somebody waits.
    pub fn is_short(&self, register: &str) -> Result<bool> {
        let form = self.form(register);
        form.map_or(Ok(true), |form| Ok(is_short(self.last(form)?)))
    }

    fn last(&self, form: &Form) -> Result<i64> {
        let sql = format!("SELECT coalesce(max(\"id\"), 0) FROM {}", quote(&form.id));
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    fn row(&self, form: &Form, row: &Row<'_>) -> Result<(Record, PageKey)> {
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
        let key = PageKey {
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
        let Some(mut record) = self.page(&query, None, Direction::Forward, 1)?.rows.pop() else {
            return Ok(None);
        };
        if let Some(form) = self.form(register) {
            self.fill_lines(form, &mut record)?;
        }
        Ok(Some(record))
    }

    /// Reads the lines of a record into its values.
    pub fn fill_lines(&self, form: &Form, record: &mut Record) -> Result<()> {
        lines::fill(self.conn, form, record.id, &mut record.values)
    }

    pub fn count(&self, query: &Query) -> Result<u64> {
        let Some(form) = self.form(&query.register) else {
            return Ok(0);
        };
        let sql = ListStatement {
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
        let sql = ListStatement {
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
    pub fn ladder(&self, query: &Query, step: usize) -> Result<Vec<PageKey>> {
        let Some(form) = self.form(&query.register) else {
            return Ok(Vec::new());
        };
        let sql = ListStatement {
            form,
            catalog: self.catalog,
            query,
            lang: self.lang,
        }
        .ladder(step);
        self.run(&sql, |row| {
            Ok(PageKey {
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
        let sql = ListStatement {
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
        let sql = ListStatement {
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
            show::title(form, self.catalog, "r", self.lang),
            quote(register)
        );
        Ok(self
            .conn
            .prepare_cached(&sql)?
            .query_row([id], |row| rows::text(row, 0))
            .optional()?)
    }

    /// Whether the search table of a register has to be made again.
    pub fn search_rows(&self, register: &str) -> Result<i64> {
        let sql = format!("SELECT count(*) FROM {}", quote(&search_table(register)));
        Ok(self.conn.query_row(&sql, [], |row| row.get(0))?)
    }
}
