//! What the file itself refuses, as complaints: stale revisions, records in use, doubles, overlaps.

use crate::model::expr::Formula;
use crate::model::form::Form;
use crate::model::form::kind::Kind;
use crate::model::form::rule::{Rule, Test};
use crate::model::value::stamp::wall;
use crate::model::{Complaint, Lang, Record, Text, Value, locale};

use super::connection::Bind;
use super::connection::failure::FailureKind;
use super::error::{Error, Result};
use super::outcome::Outcome;
use super::read::Subject;
use super::sql::draft::Evaluator;
use super::sql::{guards, lookup};
use super::transaction::Tx;

impl Tx<'_> {
    /// A record that others point at cannot go.
    pub(super) fn refuse_if_used(&self, form: &Form, id: i64) -> Result<Outcome<()>> {
        let used = self.reader().related(&form.id, id)?;
        if used.is_empty() {
            return Ok(Outcome::Done(()));
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
        let complaint = Complaint::new(None, "dependent").with_text("near", near);
        Ok(Outcome::refused(complaint))
    }

    /// Whether a record is still at the revision that was seen, and in use.
    pub(super) fn same_revision(before: &Record, rev: i64) -> Outcome<()> {
        if before.rev != rev {
            return Outcome::refused(
                Complaint::new(None, "conflict")
                    .with("by", &before.updated_by)
                    .with("at", wall(&before.updated_at))
                    .with("rev", before.rev.to_string()),
            );
        }
        if before.is_void() {
            return Outcome::refused(Complaint::new(None, "void"));
        }
        Outcome::Done(())
    }

    /// Runs a write; what the file itself refuses becomes a complaint.
    pub(super) fn execute<'v>(
        &self,
        form: &Form,
        sql: &str,
        bound: impl IntoIterator<Item = &'v Value>,
        written: &Subject<'_>,
    ) -> Result<Outcome<usize>> {
        let bound: Vec<&dyn Bind> = bound.into_iter().map(|v| v as &dyn Bind).collect();
        match self.conn.execute(sql, &bound) {
            Ok(rows) => Ok(Outcome::Done(rows)),
            Err(error) => match self.refusal(form, &error, written) {
                Some(complaint) => Ok(Outcome::refused(complaint)),
                None => Err(error),
            },
        }
    }

    /// What was refused, told by the code of the failure and by the tags of our own guards.
    fn refusal(&self, form: &Form, error: &Error, written: &Subject<'_>) -> Option<Complaint> {
        let Error::Database(failure) = error else {
            return None;
        };
        let kind = failure.kind();
        let values = self.reader().completed(form, written).ok()?;
        let written = &Subject {
            values: &values,
            ..*written
        };
        Some(match kind {
            FailureKind::Guard(tag) => self.overlap(form, guards::overlap_of(tag)?, written),
            FailureKind::Twice => self.duplicate(form, written),
            FailureKind::WrongType => too_large(form, written),
            FailureKind::Busy
            | FailureKind::ReadOnly
            | FailureKind::Corrupt
            | FailureKind::NotADatabase
            | FailureKind::Full
            | FailureKind::Denied
            | FailureKind::Interrupted
            | FailureKind::Misfit
            | FailureKind::Other => return None,
        })
    }

    fn overlap(&self, form: &Form, rule: &str, written: &Subject<'_>) -> Complaint {
        let rule = form.rules.iter().find(|r| r.id == rule);
        let say = rule.map_or_else(|| form.one.clone(), |r| self.said(r, form, written));
        let other = rule
            .and_then(|r| self.in_the_way(form, r, written))
            .and_then(|id| self.reader().title(&form.id, id).ok().flatten());
        let complaint = Complaint::new(None, "overlap")
            .with_text("say", say)
            .with("near", other.unwrap_or_default());
        complaint.clause(rule.map_or(&[], |r| &r.clauses))
    }

    /// The words of a rule, filled in where that can be done.
    fn said(&self, rule: &Rule, form: &Form, written: &Subject<'_>) -> Text {
        let said = self.reader().said(&rule.say, form, written);
        said.unwrap_or_else(|_| rule.say.clone())
    }

    /// The living record whose interval a record would overlap.
    fn in_the_way(&self, form: &Form, rule: &Rule, written: &Subject<'_>) -> Option<i64> {
        let Test::NoOverlap {
            subject,
            from,
            to,
            when,
        } = &rule.test
        else {
            return None;
        };
        let value = |name: &String| held(form, written, name);
        let own = Value::Int(written.id?);
        let mut values: Vec<&Value> = subject.iter().map(value).collect::<Option<_>>()?;
        values.extend([value(to)?, value(from)?, &own]);
        let (dialect, ends) = (self.conn.dialect(), (from.as_str(), to.as_str()));
        let catalog = self.catalog;
        let sql = lookup::in_the_way(dialect, form, catalog, subject, ends, when.as_ref());
        self.found(&sql, &values)
    }

    fn found(&self, sql: &str, values: &[&Value]) -> Option<i64> {
        let bound: Vec<&dyn Bind> = values.iter().map(|v| v as &dyn Bind).collect();
        let found = self.conn.first(sql, &bound, |row| row.int(0));
        found.ok().flatten()
    }

    /// Which unique thing was hit, and who holds it: each is looked for, as the engine tells only that one was.
    fn duplicate(&self, form: &Form, written: &Subject<'_>) -> Complaint {
        for rule in &form.rules {
            if let Test::Unique { fields, when } = &rule.test
                && self.counts(form, when.as_ref(), written)
                && let Some(values) = filled(form, written, fields)
                && self
                    .twin(form, fields, when.as_ref(), values, written)
                    .is_some()
            {
                let words = self.said(rule, form, written);
                return Complaint::said(None, "duplicate", words).clause(&rule.clauses);
            }
        }
        let key = form.key.iter().map(|f| held(form, written, f));
        let key: Option<Vec<&Value>> = key.collect();
        let alone = form.fields.iter().filter(|f| f.unique);
        let alone = alone.map(|f| vec![f.id.clone()]);
        let alone = alone.map(|fields| (filled(form, written, &fields), fields));
        for (values, fields) in [(key, form.key.clone())].into_iter().chain(alone) {
            if let Some(values) = values.filter(|all| !all.is_empty())
                && let Some(id) = self.twin(form, &fields, None, values, written)
            {
                return self.held_by(form, &fields, Some(id));
            }
        }
        let number = written.number.map(Value::text).unwrap_or_default();
        let holder = self.found(&lookup::holding(&form.id, "number"), &[&number]);
        self.held_by(form, &["number".to_owned()], holder)
    }

    /// Whether a rule counts a record that is being written.
    fn counts(&self, form: &Form, when: Option<&Formula>, written: &Subject<'_>) -> bool {
        let Some(when) = when else {
            return true;
        };
        let evaluator = Evaluator::new(form, self.catalog, [when]);
        let answers = self.reader().eval(&evaluator, written).unwrap_or_default();
        answers.first().and_then(Value::as_int) == Some(1)
    }

    /// Another record that counts and has the same values.
    fn twin(
        &self,
        form: &Form,
        fields: &[String],
        when: Option<&Formula>,
        values: Vec<&Value>,
        written: &Subject<'_>,
    ) -> Option<i64> {
        let own = Value::Int(written.id?);
        let values: Vec<&Value> = values.into_iter().chain([&own]).collect();
        let sql = lookup::twin(self.conn.dialect(), form, self.catalog, fields, when);
        self.found(&sql, &values)
    }

    fn held_by(&self, form: &Form, fields: &[String], holder: Option<i64>) -> Complaint {
        let label = |lang| {
            let labels: Vec<String> = fields.iter().map(|f| form.label_of(f, lang)).collect();
            labels.join(" + ")
        };
        let what = Text {
            zh: label(Lang::Zh),
            en: label(Lang::En),
        };
        let field = fields.first().filter(|_| fields.len() == 1);
        let field = field.filter(|f| form.field(f).is_some());
        let holder = holder.and_then(|id| self.called(form, id));
        Complaint::new(field.map(String::as_str), "duplicate")
            .with_text("what", what)
            .with("near", holder.unwrap_or_default())
    }

    /// What a record is called: its number, and its title where that does not say it already.
    fn called(&self, form: &Form, id: i64) -> Option<String> {
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

/// A figure that a computed column of an older file cannot hold.
fn too_large(form: &Form, written: &Subject<'_>) -> Complaint {
    let beyond = |n: i64| n == i64::MAX || n == i64::MIN;
    let fields = form.fields.iter().zip(written.values);
    let mut computed = fields.filter(|(f, _)| matches!(f.kind, Kind::Computed(_)));
    let found = computed.find(|(_, value)| value.as_int().is_some_and(beyond));
    let what = locale::both("figure-too-large", &[]);
    Complaint::new(found.map(|(f, _)| f.id.as_str()), "format").with_text("what", what)
}

/// The value of a field that is being written.
fn held<'v>(form: &Form, written: &Subject<'v>, name: &str) -> Option<&'v Value> {
    let place = form.fields.iter().position(|f| f.id == name)?;
    written.values.get(place)
}

/// The values of fields, where all of them are filled: a blank is like no other.
fn filled<'v>(form: &Form, written: &Subject<'v>, fields: &[String]) -> Option<Vec<&'v Value>> {
    let value = |name: &String| held(form, written, name).filter(|v| !v.is_empty());
    fields.iter().map(value).collect()
}
