//! The definitions kept in the file, and how a changed one is applied.

use crate::model::form::Form;
use crate::model::{Catalog, Complaint, Lang, Stamp, Text, locale};

use super::connection::failure::FailureKind;
use super::connection::{Connection, Row};
use super::error::{Error, Result};
use super::outcome::Outcome;
use super::plan::PlanStep;
use super::settings;
use super::sql::names::quote;
use super::sql::{alter, guards, lookup, own};

/// The packs that the file says are adopted; empty for all.
pub fn adopted(conn: &Connection) -> Result<Vec<String>> {
    let packs = settings::get(conn, "packs")?.unwrap_or_default();
    let packs = packs.split(',').filter(|p| !p.is_empty());
    Ok(packs.map(str::to_owned).collect())
}

/// The definition of a register as it stands in the file.
pub fn source_of(conn: &Connection, id: &str) -> Result<Option<String>> {
    conn.first(own::DEFINITIONS_OF, &[&id], |row| row.text(0))
}

/// Brings the tables of one form to its new shape inside the caller's transaction, by steps of which none is refused.
/// What an existing table enforces falls away with it, until [`guard`] puts it back.
pub fn reshape(
    conn: &Connection,
    form: &Form,
    steps: &[PlanStep],
    catalog: &Catalog,
) -> Result<()> {
    if !is_new(steps) {
        drop_guards(conn, &form.id)?;
    }
    for step in steps {
        for sql in alter::statements(conn.dialect(), step, form, catalog) {
            conn.batch(&sql)?;
        }
    }
    Ok(())
}

/// Puts the guards of a reshaped form in force; refused where the records at hand break one of them.
pub fn guard(
    conn: &Connection,
    form: &Form,
    steps: &[PlanStep],
    catalog: &Catalog,
) -> Result<Outcome<()>> {
    if !is_new(steps) {
        for sql in guards::guards(conn.dialect(), form, catalog) {
            if let Err(error) = conn.batch(&sql) {
                return broken_by_data(form, &sql, error);
            }
        }
        for (rule, sql) in guards::overlapping(conn.dialect(), form, catalog) {
            if conn.has(&sql, &[])? {
                return Ok(wrong_for_data(&rule.say));
            }
        }
    }
    Ok(Outcome::Done(()))
}

/// Keeps the definition of a form, as its newest version.
pub fn keep(conn: &Connection, form: &Form, text: &str, stamp: &Stamp) -> Result<()> {
    let at = stamp.utc_text();
    conn.execute(own::ADD_DEFINITION, &[&form.id, &text, &at, &stamp.by])?;
    Ok(())
}

fn is_new(steps: &[PlanStep]) -> bool {
    steps.contains(&PlanStep::Create)
}

/// A unique index that the records at hand do not allow.
fn broken_by_data(form: &Form, sql: &str, error: Error) -> Result<Outcome<()>> {
    if !matches!(&error, Error::Database(cause) if cause.kind() == FailureKind::Twice) {
        return Err(error);
    }
    let names = |end: &str| sql.contains(&quote(&format!("ux_{}{end}", form.id)));
    let rule = form.rules.iter().find(|r| names(&format!(":{}", r.id)));
    let field = form.fields.iter().find(|f| names(&format!(".{}", f.id)));
    let say = rule.map(|r| &r.say);
    let say = say.or_else(|| field.map(|f| &f.label));
    Ok(wrong_for_data(say.unwrap_or(&form.label)))
}

fn wrong_for_data(say: &Text) -> Outcome<()> {
    let why = Text {
        zh: locale::say(
            Lang::Zh,
            "plan-data",
            &[("say", say.zh.trim_end_matches('。'))],
        ),
        en: locale::say(
            Lang::En,
            "plan-data",
            &[("say", say.en.trim_end_matches('.'))],
        ),
    };
    Outcome::refused(Complaint::new(None, "form").with_text("why", why))
}

fn drop_guards(conn: &Connection, form: &str) -> Result<()> {
    let dialect = conn.dialect();
    let kind_and_name = |row: &Row<'_>| Ok((row.text(0)?, row.text(1)?));
    for (kind, name) in conn.rows(dialect.guards(), &[&form], kind_and_name)? {
        conn.batch(&dialect.drop_guard(&kind, &name))?;
    }
    Ok(())
}

/// How many records hold each of the codes that a plan takes out of a list.
pub fn holders(
    conn: &Connection,
    form: &Form,
    field: &str,
    codes: &[String],
) -> Result<Vec<(String, i64)>> {
    let (table, column) = match field.split_once('.') {
        Some((rows, column)) => (form.child_table(rows), column),
        None => (form.id.clone(), field),
    };
    let sql = lookup::holding_code(conn.dialect(), &table, column);
    codes
        .iter()
        .map(|code| Ok((code.clone(), conn.number(&sql, &[code])?)))
        .collect()
}
