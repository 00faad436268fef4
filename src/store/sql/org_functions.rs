//! Who stands where, which figure holds, when a field was changed: functions that look at registers of the house
//! and at the ledger, as SQL.
//!
//! A desk without those registers has nobody in a post, no unit under another, and the shipped figures.

use crate::model::Form;
use crate::model::catalog::system::System;
use crate::model::expr::Expr;
use crate::model::rulebook::params::{self, Strict};
use crate::model::typing::Frame;

use super::expr::Emit;
use super::names::{literal, quote};

const APPOINTMENTS: &str = System::RoleAppointment.id();
const UNITS: &str = System::OrgUnit.id();
const FIGURES: &str = System::RuleParam.id();

impl Emit<'_> {
    fn form(&self, register: &str) -> Option<&Form> {
        self.frame.catalog.form(register).map(|form| &**form)
    }

    /// The rows of another register, whatever stands around.
    fn rows<'b>(&'b self, form: &'b Form, alias: &'b str) -> Emit<'b> {
        Emit {
            dialect: self.dialect,
            frame: Frame {
                form,
                catalog: self.frame.catalog,
                up: None,
            },
            alias,
            draft: false,
            depth: self.depth + 1,
            level: self.level + 1,
            up: None,
            linked: false,
        }
    }

    /// `holds(person, 'role'[, day])`
    pub(super) fn holds(&self, args: &[Expr]) -> String {
        let (Some(person), Some(Expr::Text(role, _))) = (args.first(), args.get(1)) else {
            return "0".into();
        };
        let day = args
            .get(2)
            .map(|day| format!("substr({}, 1, 10)", self.expr(day)));
        let who = self.expr(person);
        self.appointed(role, day.as_deref(), |at| {
            format!(" AND {} = {who}", at.column("person"))
        })
    }

    /// `staffed('role'[, unit])`
    pub(super) fn staffed(&self, args: &[Expr]) -> String {
        let Some(Expr::Text(role, _)) = args.first() else {
            return "0".into();
        };
        let chain = args.get(1).map(|unit| {
            self.chain(&self.expr(unit))
                .unwrap_or_else(|| "NULL".into())
        });
        self.appointed(role, None, |at| {
            let Some(chain) = &chain else {
                return String::new();
            };
            let unit = at.column("scope_unit");
            let everywhere = match at.frame.form.field("scope_site") {
                Some(_) => format!("{unit} IS NULL AND {} IS NULL", at.column("scope_site")),
                None => format!("{unit} IS NULL"),
            };
            format!(" AND ({everywhere} OR {unit} IN ({chain}))")
        })
    }

    /// Whether there is an appointment to a role on a day, or today. Who has left holds nothing any more.
    fn appointed(
        &self,
        role: &str,
        day: Option<&str>,
        more: impl FnOnce(&Emit<'_>) -> String,
    ) -> String {
        let Some(form) = self.form(APPOINTMENTS) else {
            return "0".into();
        };
        let alias = format!("q{}", self.level + 1);
        let at = self.rows(form, &alias);
        let (from, to) = (at.column("from_date"), at.column("to_date"));
        let mut tests = format!(
            "{} IS NULL AND {} = {} AND {} <> 'proposed'",
            at.column("void_at"),
            at.column("role"),
            literal(role),
            at.column("state"),
        );
        let on = day.unwrap_or(":today");
        tests += &format!(" AND {from} <= {on} AND ({to} IS NULL OR {to} >= {on})");
        tests += &more(&at);
        if day.is_none()
            && let Some(person) = self
                .form(System::Person.id())
                .filter(|p| p.field("status").is_some())
        {
            let name = format!("{alias}_person");
            let there = self.rows(person, &name);
            tests += &format!(
                " AND EXISTS (SELECT 1 FROM \"person\" AS {name} WHERE {} = {} AND {})",
                there.column("id"),
                at.column("person"),
                self.dialect.differ(&there.name("status"), "'left'"),
            );
        }
        format!(
            "(EXISTS (SELECT 1 FROM {} AS {alias} WHERE {tests}))",
            quote(APPOINTMENTS)
        )
    }

    /// `within(unit, unit_above)`
    pub(super) fn within(&self, args: &[Expr]) -> String {
        let (Some(unit), Some(above)) = (args.first(), args.get(1)) else {
            return "0".into();
        };
        match self.chain(&self.expr(unit)) {
            Some(chain) => format!("coalesce({} IN ({chain}), 0)", self.expr(above)),
            None => "0".into(),
        }
    }

    /// A unit and all units above it. A ring of units ends where it began.
    fn chain(&self, unit: &str) -> Option<String> {
        self.form(UNITS).filter(|f| f.field("parent").is_some())?;
        Some(format!(
            "WITH RECURSIVE above(id) AS (SELECT {unit} UNION SELECT o.\"parent\" FROM above \
             JOIN {} AS o ON o.\"id\" = above.id WHERE o.\"parent\" IS NOT NULL) SELECT id FROM above",
            quote(UNITS)
        ))
    }

    /// `param('code')`
    pub(super) fn param(&self, args: &[Expr]) -> String {
        let Some(Expr::Text(code, _)) = args.first() else {
            return "NULL".into();
        };
        let shipped = params::find(code).map_or_else(|| "NULL".into(), |p| p.value.to_string());
        let Some(form) = self.form(FIGURES) else {
            return shipped;
        };
        let alias = format!("q{}", self.level + 1);
        let at = self.rows(form, &alias);
        // A looser one that something else wrote into the file changes nothing.
        let value = at.name("value");
        let value = match params::find(code).and_then(|p| p.strict) {
            None => value,
            Some(Strict::Less) => self.dialect.least(&format!("{value}, {shipped}")),
            Some(Strict::More) => self.dialect.greatest(&format!("{value}, {shipped}")),
            Some(Strict::Exact) => shipped.clone(),
        };
        format!(
            "coalesce((SELECT {value} FROM {} AS {alias} WHERE {} = {} AND {} IS NULL LIMIT 1), {shipped})",
            quote(FIGURES),
            at.column("code"),
            literal(code),
            at.column("void_at"),
        )
    }

    /// `changed_at('field')`: the last change that names the field. Within a body a quote stands bare only around
    /// names and whole texts, so the name with its bracket is found in no text.
    pub(super) fn changed_at(&self, args: &[Expr]) -> String {
        let Some(Expr::Text(name, _)) = args.first() else {
            return "NULL".into();
        };
        let form = self.frame.form;
        let state = form.state_field().is_some_and(|f| f.id == *name);
        let kept = if state { "state" } else { name };
        format!(
            "(SELECT {} FROM \"_change\" AS c JOIN \"_op\" AS o ON o.\"id\" = c.\"op\" WHERE c.\"register\" = {} \
             AND c.\"record\" = {} AND c.\"kind\" <> 'insert' AND {} ORDER BY c.\"seq\" DESC LIMIT 1)",
            self.dialect.wall("o.\"at\""),
            literal(&form.id),
            self.column("id"),
            self.dialect
                .contains("c.\"body\"", &literal(&format!("\"{kept}\":["))),
        )
    }
}
