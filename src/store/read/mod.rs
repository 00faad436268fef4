//! Looking: pages, counts, single records, titles, and evaluation of expressions over a draft.

mod evaluate;
mod in_force;
mod index_use;
mod lookup;
mod rules;
mod told;

pub use evaluate::Subject;
pub use lookup::{Hit, Lookup};
pub use rules::{Realm, RecordName, RuleRow, plan as plan_of};

use crate::model::form::{ENVELOPE, Form};
use crate::model::value::stamp::wall;
use crate::model::{Catalog, Complaint, Lang, Record, Stamp, Value};

use super::query::{Direction, PageKey, Query};
use crate::model::value::{DATE, MOMENT};
use crate::store::calendar::Shared;
use crate::store::connection::{Connection, Row, Statement};
use crate::store::error::Result;
use crate::store::outcome::Outcome;
use crate::store::sql::list::{ListStatement, Sql};
use crate::store::sql::show::Sentence;
use crate::store::sql::{lookup as statements, records};
use crate::store::{ledger, lines};
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
        let mut statement = self.conn.prepare(&sql.text)?;
        for (value, place) in sql.values.iter().zip(1..) {
            statement.bind(place, value)?;
        }
        self.bind_clock(&mut statement)?;
        let mut out = Vec::new();
        statement.each(|row| {
            out.push(each(row)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// Binds the clock and the person where a statement asks for them.
    fn bind_clock(&self, statement: &mut Statement<'_>) -> Result<()> {
        let now = self.stamp.now;
        statement.bind_name(":today", &now.format(DATE).to_string())?;
        statement.bind_name(":now", &now.format(MOMENT).to_string())?;
        statement.bind_name(":me", &self.stamp.me)
    }

    /// The maker of the statements that answer a query.
    fn list<'q>(&'q self, form: &'q Form, query: &'q Query) -> ListStatement<'q> {
        ListStatement {
            dialect: self.conn.dialect(),
            form,
            catalog: self.catalog,
            query,
            lang: self.lang,
        }
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
        let maker = self.list(form, query);
        let targets = targets(&maker);
        let mut pairs: Vec<(Record, PageKey)> = Vec::new();
        for sql in maker.page(from, way, limit) {
            if pairs.len() < limit {
                pairs.extend(self.run(&sql, |row| self.row(form, &targets, row))?);
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
        let maker = self.list(form, query);
        Ok(maker.is_quick(self.last(form)?))
    }

    /// Whether all of a register can be looked through while somebody waits.
    pub fn is_short(&self, register: &str) -> Result<bool> {
        let form = self.form(register);
        form.map_or(Ok(true), |form| Ok(is_short(self.last(form)?)))
    }

    fn last(&self, form: &Form) -> Result<i64> {
        self.conn.number(&records::last_id(&form.id), &[])
    }

    /// A record of a list's statement, with its key; `targets` are the titles of what its fields point at.
    fn row(
        &self,
        form: &Form,
        targets: &[Option<Sentence<'_>>],
        row: &Row<'_>,
    ) -> Result<(Record, PageKey)> {
        let mut record = Record {
            id: row.int(0)?,
            number: row.maybe_text(1)?,
            rev: row.int(2)?,
            state: row.maybe_text(3)?,
            created_at: row.text(4)?,
            created_by: row.text(5)?,
            updated_at: row.text(6)?,
            updated_by: row.text(7)?,
            void_at: row.maybe_text(8)?,
            void_reason: row.maybe_text(9)?,
            title: String::new(),
            values: Vec::with_capacity(form.fields.len()),
            titles: Vec::with_capacity(form.fields.len()),
        };
        let mut at = ENVELOPE.len();
        for target in targets {
            record.values.push(row.value(at)?);
            at += 1;
            let mut title = None;
            if let Some(target) = target {
                let (told, next) = self.titled(target, row, at)?;
                (title, at) = (Some(told).filter(|t| !t.is_empty()), next);
            }
            record.titles.push(title);
        }
        record.title = self.title_of(form, &record);
        let key = PageKey {
            sort: row.value(at)?,
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

    /// One record with its lines; refused where there is none.
    pub fn existing(&self, form: &Form, id: i64) -> Result<Outcome<Record>> {
        let missing = || {
            Complaint::new(None, "not-found")
                .with_text("register", form.one.clone())
                .with("text", format!("#{id}"))
                .with("near", "")
        };
        let record = self.record(&form.id, id)?;
        Ok(Outcome::from(record.ok_or_else(missing)))
    }

    /// Reads the lines of a record into its values.
    pub fn fill_lines(&self, form: &Form, record: &mut Record) -> Result<()> {
        lines::fill(self.conn, form, record.id, &mut record.values)
    }

    pub fn count(&self, query: &Query) -> Result<u64> {
        let Some(form) = self.form(&query.register) else {
            return Ok(0);
        };
        let sql = self.list(form, query).count();
        let counts = self.run(&sql, |row| row.int(0))?;
        Ok(counts.first().copied().unwrap_or(0).unsigned_abs())
    }

    /// How many records a register has, void ones among them.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn size(&self, register: &str) -> Result<u64> {
        let n = self.conn.number(&records::size(register), &[])?;
        Ok(n.unsigned_abs())
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
        let maker = self.list(form, query);
        let target = form.field(field).and_then(|f| maker.target(f));
        self.run(&maker.count_by(field), |row| {
            let title = match &target {
                Some(target) => Some(self.titled(target, row, 1)?.0),
                None => None,
            };
            let title = title.filter(|t| !t.is_empty());
            Ok((row.value(0)?, title, row.int(2)?.unsigned_abs()))
        })
    }

    /// Keys of every `step`-th row in order.
    pub fn ladder(&self, query: &Query, step: usize) -> Result<Vec<PageKey>> {
        let Some(form) = self.form(&query.register) else {
            return Ok(Vec::new());
        };
        let sql = self.list(form, query).ladder(step);
        self.run(&sql, |row| {
            Ok(PageKey {
                sort: row.value(0)?,
                id: row.int(1)?,
            })
        })
    }

    /// All ids of a query in its order.
    pub fn ids(&self, query: &Query) -> Result<Vec<i64>> {
        let Some(form) = self.form(&query.register) else {
            return Ok(Vec::new());
        };
        let sql = self.list(form, query).ids();
        self.run(&sql, |row| row.int(0))
    }

    /// Reads every record of a query in order, in constant memory.
    pub fn each(&self, query: &Query, mut visit: impl FnMut(Record) -> Result<()>) -> Result<()> {
        let Some(form) = self.form(&query.register) else {
            return Ok(());
        };
        let maker = self.list(form, query);
        let (targets, sql) = (targets(&maker), maker.everything());
        let with_lines = form.child_tables().next().is_some();
        self.run(&sql, |row| {
            let (mut record, _) = self.row(form, &targets, row)?;
            if with_lines {
                self.fill_lines(form, &mut record)?;
            }
            visit(record)
        })?;
        Ok(())
    }

    /// Whether the search table of a register has to be made again.
    pub fn search_rows(&self, register: &str) -> Result<i64> {
        self.conn.number(&statements::searched(register), &[])
    }
}

/// The titles of what the fields of a list's rows point at, one for each field.
fn targets<'a>(list: &ListStatement<'a>) -> Vec<Option<Sentence<'a>>> {
    let fields = list.form.fields.iter();
    fields.map(|field| list.target(field)).collect()
}
