//! How a record is named elsewhere, as SQL: the title template over its own row, references by their titles.

use crate::model::form::kind::Kind;
use crate::model::form::template::{Part, Template};
use crate::model::form::{ENVELOPE, Form};
use crate::model::{Catalog, Field, Lang};

use super::dialect::Dialect;
use super::expr::Emit;
use super::names::{literal, quote};

/// How many references a title follows; beyond that the record's number or id stands for it.
pub const DEEPEST: usize = 2;

/// The title of a row under an alias.
pub fn title(
    dialect: &dyn Dialect,
    form: &Form,
    catalog: &Catalog,
    alias: &str,
    lang: Lang,
) -> String {
    at_depth(dialect, form, catalog, alias, lang, 0)
}

/// The title of one record.
pub fn title_by_id(dialect: &dyn Dialect, form: &Form, catalog: &Catalog, lang: Lang) -> String {
    format!(
        "SELECT {} FROM {} AS r WHERE r.\"id\" = ?",
        title(dialect, form, catalog, "r", lang),
        quote(&form.id)
    )
}

/// A sentence with places in braces, the record's fields filled in; what names no field stays as it is.
pub fn filled(
    dialect: &dyn Dialect,
    text: &str,
    form: &Form,
    catalog: &Catalog,
    alias: &str,
    lang: Lang,
) -> String {
    let template = Template::read(text).unwrap_or_default();
    let parts: Vec<String> = template
        .parts
        .iter()
        .map(|part| match part {
            Part::Place(name, _)
                if form.field(name).is_some() || ENVELOPE.contains(&name.as_str()) =>
            {
                format!(
                    "coalesce({}, '')",
                    place(dialect, form, catalog, alias, lang, 0, name)
                )
            }
            Part::Place(name, _) => literal(&format!("{{{name}}}")),
            Part::Plain(text) => literal(text),
        })
        .collect();
    if parts.is_empty() {
        return literal(text);
    }
    parts.join(" || ")
}

/// The title of the record that a reference field points at.
pub fn title_of(
    dialect: &dyn Dialect,
    field: &Field,
    catalog: &Catalog,
    alias: &str,
    lang: Lang,
    depth: usize,
) -> Option<String> {
    let far = catalog.form(field.kind.target()?)?;
    let inner = format!("{alias}_{}", field.id);
    Some(format!(
        "(SELECT {} FROM {} AS {inner} WHERE {inner}.\"id\" = {alias}.{})",
        at_depth(dialect, far, catalog, &inner, lang, depth),
        quote(&far.id),
        quote(&field.id)
    ))
}

fn at_depth(
    dialect: &dyn Dialect,
    form: &Form,
    catalog: &Catalog,
    alias: &str,
    lang: Lang,
    depth: usize,
) -> String {
    let parts: Vec<String> = form
        .title
        .parts
        .iter()
        .map(|part| match part {
            Part::Plain(text) => literal(text),
            Part::Place(name, _) => format!(
                "coalesce({}, '')",
                place(dialect, form, catalog, alias, lang, depth, name)
            ),
        })
        .collect();
    match parts.as_slice() {
        [] => dialect.as_text(&format!("{alias}.\"id\"")),
        parts => format!("trim({})", parts.join(" || ")),
    }
}

fn place(
    dialect: &dyn Dialect,
    form: &Form,
    catalog: &Catalog,
    alias: &str,
    lang: Lang,
    depth: usize,
    name: &str,
) -> String {
    let column = format!("{alias}.{}", quote(name));
    let Some(field) = form.field(name) else {
        return column;
    };
    if field.kind.target().is_some() {
        let far = if depth < DEEPEST {
            title_of(dialect, field, catalog, alias, lang, depth + 1)
        } else {
            None
        };
        return far.unwrap_or(column);
    }
    let stored = Emit::new(dialect, form, catalog, alias).stored(field);
    match field.kind.shown() {
        Kind::Choice(list) => {
            let arms: Vec<String> = list
                .iter()
                .map(|c| {
                    format!(
                        "WHEN {} THEN {}",
                        literal(&c.code),
                        literal(c.label.get(lang))
                    )
                })
                .collect();
            format!("CASE {stored} {} ELSE {stored} END", arms.join(" "))
        }
        Kind::Moment => format!("replace({stored}, 'T', ' ')"),
        Kind::Money => dialect.shown_amount(&stored),
        Kind::Number => dialect.shown_number(&stored),
        _ => stored,
    }
}
