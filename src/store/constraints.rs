//! What the file itself refuses, as complaints: stale revisions, records in use, doubles, overlaps.

use rusqlite::params_from_iter;

use crate::model::form::Form;
use crate::model::form::rule::{Rule, Test};
use crate::model::value::stamp::wall;
use crate::model::{Complaint, Lang, Record, Text, Value, locale};

use super::error::{Error, Result};
use super::records::Tx;
use super::sql::ddl;
use super::sql::names::quote;

impl Tx<'_> {
    /// A record that others point at cannot go.
    pub(super) fn refuse_if_used(&self, form: &Form, id: i64) -> Result<()> {
        let used = self.reader().related(&form.id, id)?;
        if used.is_empty() {
            return Ok(());
        }
        let say = |lang| {
            let list: Vec<String> = used
                .iter()
                .map(|(r, _, n)| format!("{} {n}", self.catalog.label(r, lang)))
                .collect();
            list.join(", ")
        };
        let near = Text {
            zh: say(Lang::Zh),
            en: say(Lang::En),
        };
        Err(Error::refused(
            Complaint::new(None, "dependent").with_text("near", near),
        ))
    }

    pub(super) fn same_revision(&self, before: &Record, rev: i64) -> Result<()> {
        if before.rev != rev {
            return Err(Error::refused(
                Complaint::new(None, "conflict")
                    .with("by", &before.updated_by)
                    .with("at", wall(&before.updated_at))
                    .with("rev", before.rev.to_string()),
            ));
        }
        if before.is_void() {
            return Err(Error::refused(Complaint::new(None, "void")));
        }
        Ok(())
    }

    /// Runs a write; what the file itself refuses becomes a complaint.
    pub(super) fn execute<'v>(
        &self,
        form: &Form,
        sql: &str,
        values: impl IntoIterator<Item = &'v Value>,
        (own, record): (i64, &[Value]),
    ) -> Result<usize> {
        let mut statement = self.conn.prepare_cached(sql)?;
        statement
            .execute(params_from_iter(values))
            .map_err(|e| self.refused(form, e, own, record))
    }

    fn refused(&self, form: &Form, error: rusqlite::Error, own: i64, record: &[Value]) -> Error {
        let rusqlite::Error::SqliteFailure(_, Some(message)) = &error else {
            return error.into();
        };
        if let Some(rule) = message.strip_prefix("overlap:") {
            return Error::refused(self.overlap(form, rule, own, record));
        }
        if message.starts_with("UNIQUE constraint failed") {
            return Error::refused(self.duplicate(form, message, record));
        }
        // An integer that a computed column cannot hold: the sum of what was given is too large.
        if let Some(rest) = message.strip_prefix("cannot store REAL value in INTEGER column ") {
            let column = rest.rsplit('.').next().unwrap_or(rest);
            let what = locale::both("figure-too-large", &[]);
            return Error::refused(Complaint::new(Some(column), "format").with_text("what", what));
        }
        error.into()
    }

    fn overlap(&self, form: &Form, rule: &str, own: i64, record: &[Value]) -> Complaint {
        let rule = form.rules.iter().find(|r| r.id == rule);
        let say = rule.map_or_else(|| form.one.clone(), |r| r.say.clone());
        let other = rule
            .and_then(|r| self.in_the_way(form, r, own, record))
            .and_then(|id| self.reader().title(&form.id, id).ok().flatten());
        let complaint = Complaint::new(None, "overlap")
            .with_text("say", say)
            .with("near", other.unwrap_or_default());
        complaint.clause(rule.map_or(&[], |r| &r.clauses))
    }

    /// The living record whose interval a record would overlap.
    fn in_the_way(&self, form: &Form, rule: &Rule, own: i64, record: &[Value]) -> Option<i64> {
        let Test::NoOverlap {
            subject,
            from,
            to,
            when,
        } = &rule.test
        else {
            return None;
        };
        let value = |name: &String| {
            let place = form.fields.iter().position(|f| f.id == *name)?;
            record.get(place)
        };
        let mut tests: Vec<String> = subject
            .iter()
            .map(|s| format!("o.{} = ?", quote(s)))
            .collect();
        tests.push(format!("o.{} < ?", quote(from)));
        tests.push(format!("o.{} > ?", quote(to)));
        let own = Value::Int(own);
        let mut values: Vec<&Value> = subject.iter().map(value).collect::<Option<_>>()?;
        values.extend([value(to)?, value(from)?, &own]);
        let sql = format!(
            "SELECT o.\"id\" FROM {} AS o WHERE {} AND o.\"id\" <> ? AND {} LIMIT 1",
            quote(&form.id),
            tests.join(" AND "),
            ddl::live(form, self.catalog, "o", when.as_ref())
        );
        let mut statement = self.conn.prepare_cached(&sql).ok()?;
        statement
            .query_row(params_from_iter(values), |row| row.get(0))
            .ok()
    }

    /// Which unique thing was hit, read from the name of its index or its columns, and who holds it.
    fn duplicate(&self, form: &Form, message: &str, record: &[Value]) -> Complaint {
        let what = message.trim_start_matches("UNIQUE constraint failed: ");
        let prefix = format!("{}.", form.id);
        let mut fields: Vec<&str> = what
            .split(", ")
            .filter_map(|c| c.strip_prefix(&prefix))
            .collect();
        let rule = form.rules.iter().find(|r| match &r.test {
            Test::Unique { fields: own, .. } => {
                what.contains(&format!("'ux_{}:{}'", form.id, r.id)) || *own == fields
            }
            _ => false,
        });
        if let Some(rule) = rule {
            return Complaint::said(None, "duplicate", rule.say.clone()).clause(&rule.clauses);
        }
        if fields.is_empty() {
            fields = form.key.iter().map(String::as_str).collect();
        }
        let label = |lang| {
            let labels: Vec<String> = fields.iter().map(|f| form.label_of(f, lang)).collect();
            labels.join(" + ")
        };
        let what = Text {
            zh: label(Lang::Zh),
            en: label(Lang::En),
        };
        let field = fields.first().copied().filter(|_| fields.len() == 1);
        let holder = self.holder(form, &fields, record).unwrap_or_default();
        Complaint::new(field.filter(|f| form.field(f).is_some()), "duplicate")
            .with_text("what", what)
            .with("near", holder)
    }

    /// The living record that has the same values.
    fn holder(&self, form: &Form, fields: &[&str], record: &[Value]) -> Option<String> {
        let place = |name: &&str| form.fields.iter().position(|f| f.id == **name);
        let values: Vec<&Value> = fields
            .iter()
            .map(|f| record.get(place(f)?))
            .collect::<Option<_>>()?;
        let tests: Vec<String> = fields
            .iter()
            .map(|f| format!("{} IS ?", quote(f)))
            .collect();
        let sql = format!(
            "SELECT \"id\" FROM {} WHERE {} AND \"void_at\" IS NULL LIMIT 1",
            quote(&form.id),
            tests.join(" AND ")
        );
        let mut statement = self.conn.prepare_cached(&sql).ok()?;
        let id: i64 = statement
            .query_row(params_from_iter(values), |row| row.get(0))
            .ok()?;
        let (title, number) = (
            self.reader().title(&form.id, id).ok()??,
            self.reader().number_of(&form.id, id).ok()?,
        );
        Some(match number {
            Some(number) if !title.contains(&number) => format!("{number} {title}"),
            _ => title,
        })
    }
}
