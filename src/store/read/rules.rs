//! Running the statements of rules, and what is said of the records they give.

use rusqlite::{OptionalExtension, Row};
use serde_json::json;

use crate::model::form::rule::Rule;
use crate::model::value::MOMENT;
use crate::model::{Catalog, Form, Value};

use super::Reader;
use crate::store::error::Result;
use crate::store::rows;
use crate::store::sql::names::quote;
use crate::store::sql::rule::{self, RuleReach};
use crate::store::sql::show;

/// From when a rule is in force, and for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Realm {
    /// The first day, `YYYY-MM-DD`.
    pub since: String,
    /// The units; nothing means all of them.
    pub units: Option<Vec<i64>>,
}

/// A record that a statement gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    pub id: i64,
    /// A word of the findings; `list` where the list says it.
    pub severity: String,
    pub since: Option<String>,
    pub due: Option<String>,
    pub whose: Option<i64>,
    pub list: Option<String>,
    pub grace: i64,
}

/// What a record is called beside a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordName {
    pub id: i64,
    pub number: Option<String>,
    pub title: String,
    /// What the rule says, with the fields of the record filled in.
    pub said: String,
}

impl Reader<'_> {
    /// The records of which a rule has something to say; `ids` narrows the look to a few.
    ///
    /// # Errors
    /// Trouble with the file, or an interrupted look.
    pub fn watch(
        &self,
        rule: &Rule,
        form: &Form,
        realm: &Realm,
        ahead: &str,
        ids: Option<&[i64]>,
    ) -> Result<Vec<RuleRow>> {
        let reach = RuleReach {
            units: realm.units.is_some(),
            ids: ids.is_some(),
        };
        let sql = rule::statement(rule, form, self.catalog, reach);
        let mut statement = self.conn.prepare_cached(&sql)?;
        rows::bind_stamp(&mut statement, self.stamp)?;
        let lists = [
            (":ids", ids.map(|ids| json!(ids).to_string())),
            (
                ":units",
                realm.units.as_ref().map(|units| json!(units).to_string()),
            ),
            (":in_force", Some(realm.since.clone())),
            (":ahead", Some(ahead.to_owned())),
        ];
        for (name, value) in lists {
            if let (Some(index), Some(value)) = (statement.parameter_index(name)?, value) {
                statement.raw_bind_parameter(index, value)?;
            }
        }
        let mut found = statement.raw_query();
        let mut out = Vec::new();
        while let Some(row) = found.next()? {
            out.push(raw(row)?);
        }
        Ok(out)
    }

    /// What records are called, and what a rule says of each, in the order of their ids.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn named(&self, rule: &Rule, form: &Form, ids: &[i64]) -> Result<Vec<RecordName>> {
        let said = show::filled(rule.say.get(self.lang), form, self.catalog, "r", self.lang);
        let sql = format!(
            "SELECT r.\"id\", r.\"number\", {}, {said} FROM {} AS r \
             WHERE r.\"id\" IN (SELECT value FROM json_each(?)) ORDER BY r.\"id\"",
            show::title(form, self.catalog, "r", self.lang),
            quote(&form.id),
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let found = statement.query_map([json!(ids).to_string()], |row| {
            Ok(RecordName {
                id: row.get(0)?,
                number: rows::maybe(row, 1)?,
                title: rows::text(row, 2)?,
                said: rows::text(row, 3)?,
            })
        })?;
        Ok(found.collect::<std::result::Result<_, _>>()?)
    }

    /// The regulations in force: number, scope and first day.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn adopted(&self) -> Result<Vec<(u8, Option<i64>, String)>> {
        if self.form("regulation").is_none() {
            return Ok(Vec::new());
        }
        let sql = "SELECT \"seed_no\", \"scope_unit\", coalesce(substr(\"effective_on\", 1, 10), '0001-01-01') FROM \"regulation\" \
                   WHERE \"void_at\" IS NULL AND \"state\" = 'in_force' AND \"seed_no\" IS NOT NULL ORDER BY 1, 3";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(found.collect::<std::result::Result<_, _>>()?)
    }

    /// A unit and all units below it; nothing when these are all units there are.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn units_under(&self, unit: i64) -> Result<Option<Vec<i64>>> {
        if self.form("org_unit").is_none() {
            return Ok(None);
        }
        let sql = "WITH RECURSIVE u(id) AS (VALUES (?1) UNION SELECT o.\"id\" FROM \"org_unit\" AS o JOIN u ON o.\"parent\" = u.id) \
                   SELECT id FROM u ORDER BY 1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let under: Vec<i64> = statement
            .query_map([unit], |row| row.get(0))?
            .collect::<std::result::Result<_, _>>()?;
        let all: i64 = self
            .conn
            .prepare_cached("SELECT count(*) FROM \"org_unit\" WHERE \"void_at\" IS NULL")?
            .query_row([], |row| row.get(0))?;
        Ok(Some(under).filter(|u| i64::try_from(u.len()).is_ok_and(|n| n < all)))
    }

    /// The figures that the organisation has set itself: those with somebody who set them.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn params_set(&self) -> Result<Vec<String>> {
        if self.form("rule_param").is_none() {
            return Ok(Vec::new());
        }
        let sql = "SELECT \"code\" FROM \"rule_param\" WHERE \"void_at\" IS NULL AND \"set_by\" IS NOT NULL AND \"set_on\" IS NOT NULL";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([], |row| rows::text(row, 0))?;
        Ok(found.collect::<std::result::Result<_, _>>()?)
    }

    /// One column of one record.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn column(&self, register: &str, id: i64, name: &str) -> Result<Option<Value>> {
        let sql = format!(
            "SELECT {} FROM {} WHERE \"id\" = ?",
            quote(name),
            quote(register)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement
            .query_row([id], |row| rows::value(row, 0))
            .optional()?)
    }

    /// The records whose column is one of some values.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn having(&self, register: &str, name: &str, values: &[Value]) -> Result<Vec<i64>> {
        let sql = format!(
            "SELECT \"id\" FROM {} WHERE {} = ?",
            quote(register),
            quote(name)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut out = Vec::new();
        for value in values {
            let found = statement.query_map([value], |row| row.get(0))?;
            out.extend(found.collect::<std::result::Result<Vec<i64>, _>>()?);
        }
        Ok(out)
    }

    /// What is put aside on a day or longer: rule, record, last day.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn snoozes(&self, today: &str) -> Result<Vec<(String, i64, String)>> {
        if self.form("snooze").is_none() {
            return Ok(Vec::new());
        }
        let sql = "SELECT \"rule\", \"record\", \"until\" FROM \"snooze\" WHERE \"void_at\" IS NULL AND \"until\" >= ?";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([today], |row| {
            Ok((rows::text(row, 0)?, row.get(1)?, rows::text(row, 2)?))
        })?;
        Ok(found.collect::<std::result::Result<_, _>>()?)
    }

    /// The clock of this look as the file writes moments.
    pub fn now(&self) -> String {
        self.stamp.now.format(MOMENT).to_string()
    }
}

fn raw(row: &Row<'_>) -> Result<RuleRow> {
    Ok(RuleRow {
        id: row.get(0)?,
        severity: rows::text(row, 1)?,
        since: rows::maybe(row, 2)?,
        due: rows::maybe(row, 3)?,
        whose: row.get(4)?,
        list: rows::maybe(row, 5)?,
        grace: row.get::<_, Option<i64>>(6)?.unwrap_or(0),
    })
}

/// The query plan of a rule's statement, for the tests that hold that an index serves.
///
/// # Errors
/// Trouble with the file.
pub fn plan(
    reader: &Reader<'_>,
    rule: &Rule,
    form: &Form,
    catalog: &Catalog,
    reach: RuleReach,
) -> Result<Vec<String>> {
    let sql = rule::statement(rule, form, catalog, reach);
    let mut statement = reader.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
    let mut found = statement.raw_query();
    let mut lines = Vec::new();
    while let Some(row) = found.next()? {
        lines.push(rows::text(row, 3)?);
    }
    Ok(lines)
}
