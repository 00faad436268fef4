//! Running the statements of rules, and what is said of the records they give.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::model::form::rule::Rule;
use crate::model::{Catalog, Form, Value};

use super::Reader;
use crate::store::connection::Row;
use crate::store::error::Result;
use crate::store::severity::Severity;
use crate::store::sql::rule::{self, Among, RuleReach};
use crate::store::sql::show::Sentence;
use crate::store::sql::{lookup, records};

/// From when a rule is in force, and for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Nothing where the list says it.
    pub severity: Option<Severity>,
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
            units: Among::of(realm.units.as_ref()),
            records: Among::of(ids),
        };
        let sql = rule::statement(self.conn.dialect(), rule, form, self.catalog, reach);
        let mut statement = self.conn.prepare(&sql)?;
        self.bind_clock(&mut statement)?;
        if let Some(ids) = ids {
            statement.bind_name(":ids", &json!(ids).to_string())?;
        }
        if let Some(units) = &realm.units {
            statement.bind_name(":units", &json!(units).to_string())?;
        }
        statement.bind_name(":in_force", &realm.since)?;
        statement.bind_name(":ahead", &ahead)?;
        let mut out = Vec::new();
        statement.each(|row| {
            out.push(raw(row)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// What records are called, and what a rule says of each, in the order of their ids.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn named(&self, rule: &Rule, form: &Form, ids: &[i64]) -> Result<Vec<RecordName>> {
        let dialect = self.conn.dialect();
        let title = self.title_sentence(form);
        let words = rule.say.get(self.lang);
        let said = Sentence::said(dialect, words, form, self.catalog, "r");
        let columns = [title.columns(dialect), said.columns(dialect)].concat();
        let sql = rule::named(dialect, &form.id, &columns);
        self.conn.rows(&sql, &[&json!(ids).to_string()], |row| {
            let (title, next) = self.titled(&title, row, 2)?;
            let values = row.values(next..next + said.places())?;
            Ok(RecordName {
                id: row.int(0)?,
                number: row.maybe_text(1)?,
                title,
                said: said.told(values, self.lang),
            })
        })
    }

    /// One column of one record.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn column(&self, register: &str, id: i64, name: &str) -> Result<Option<Value>> {
        let sql = records::column(register, name);
        self.conn.first(&sql, &[&id], |row| row.value(0))
    }

    /// The records whose column is one of some values.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn having(&self, register: &str, name: &str, values: &[Value]) -> Result<Vec<i64>> {
        let sql = lookup::holding(register, name);
        let mut out = Vec::new();
        for value in values {
            out.extend(self.conn.rows(&sql, &[value], |row| row.int(0))?);
        }
        Ok(out)
    }
}

fn raw(row: &Row<'_>) -> Result<RuleRow> {
    Ok(RuleRow {
        id: row.int(0)?,
        severity: Severity::read(&row.text(1)?),
        since: row.maybe_text(2)?,
        due: row.maybe_text(3)?,
        whose: row.maybe_int(4)?,
        list: row.maybe_text(5)?,
        grace: row.maybe_int(6)?.unwrap_or(0),
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
    let dialect = reader.conn.dialect();
    let sql = rule::statement(dialect, rule, form, catalog, reach);
    let explained = dialect.explained(&sql);
    reader.conn.rows(&explained, &[], |row| row.text(3))
}
