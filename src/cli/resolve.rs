//! What the names on the command line mean: registers, fields, views, actions, records, conditions.
//!
//! Invariant: an unknown name is a wrong command line, and the answer holds the nearest known ones; an unknown
//! record is refused by the desk.

use std::sync::Arc;

use crate::app::session::Session;
use crate::model::expr::{Formula, Type};
use crate::model::form::ENVELOPE;
use crate::model::form::view::{Sort, View};
use crate::model::text::near::nearest;
use crate::model::typing::{self, Frame};
use crate::model::{Complaint, Fault, Field, Form, Lang, Record, Text, locale};
use crate::store::{Lookup, Query, Reader};

use super::args::ChooseArgs;
use super::exit::{Ended, Stop};

/// The form of a register.
pub fn register(session: &Session, name: &str) -> Ended<Arc<Form>> {
    let catalog = session.store.catalog();
    let ids = catalog.heads().map(|f| f.id.as_str());
    catalog
        .form(name)
        .cloned()
        .ok_or_else(|| unknown(session.lang, "register", name, ids))
}

/// A field of a form.
pub fn field<'f>(lang: Lang, form: &'f Form, name: &str) -> Ended<&'f Field> {
    let ids = form.fields.iter().map(|f| f.id.as_str());
    form.field(name)
        .ok_or_else(|| unknown(lang, "field", name, ids))
}

/// A field or a column of the envelope that has values to sort or count by.
pub fn column(lang: Lang, form: &Form, name: &str) -> Ended<String> {
    if ENVELOPE.contains(&name) {
        return Ok(name.to_owned());
    }
    let known = form
        .fields
        .iter()
        .filter(|f| f.line_fields().is_none())
        .map(|f| f.id.as_str());
    let known: Vec<&str> = known.chain(ENVELOPE).collect();
    if known.contains(&name) {
        Ok(name.to_owned())
    } else {
        Err(unknown(lang, "field", name, known))
    }
}

/// An action of a form.
pub fn action(lang: Lang, form: &Form, name: &str) -> Ended {
    let ids: Vec<&str> = form.actions.iter().map(|a| a.id.as_str()).collect();
    if ids.contains(&name) {
        Ok(())
    } else {
        Err(unknown(lang, "action", name, ids))
    }
}

/// A view of a form.
pub fn view<'f>(lang: Lang, form: &'f Form, name: &str) -> Ended<&'f View> {
    let ids = form.views.iter().map(|v| v.id.as_str());
    form.view(name)
        .ok_or_else(|| unknown(lang, "view", name, ids))
}

/// What a name that nobody knows is answered with: the nearest ones, or all where they are few.
pub fn unknown<'k>(
    lang: Lang,
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Stop {
    let known: Vec<&str> = known.into_iter().collect();
    let near = nearest(name, known.iter().copied());
    let hint = match (near.is_empty(), known.is_empty()) {
        (false, _) => locale::say(lang, "near", &[("near", &near.join(", "))]),
        (true, false) if known.len() <= 12 => {
            locale::say(lang, "cli-known", &[("known", &known.join(", "))])
        }
        _ => String::new(),
    };
    let message = locale::say(
        lang,
        &format!("cli-no-{what}"),
        &[("name", name), ("hint", &hint)],
    );
    Stop::Usage(message.trim_end().to_owned())
}

/// The record that is meant by its number, its row id, or a text that names it alone; void or not.
pub fn record(form: &Form, text: &str, reader: &Reader<'_>) -> Ended<Record> {
    let text = text.trim();
    let id = match reader.by_number(form, text)? {
        Some(id) => Some(id),
        None => row_id(form, text, reader)?,
    };
    let id = match id {
        Some(id) => id,
        None => match reader.resolve(&form.id, text)? {
            Lookup::One(id) => id,
            Lookup::None => return Err(absent(form, text, &reader.near(&form.id, text)?)),
            Lookup::Several(hits) => {
                let list: Vec<String> = hits
                    .iter()
                    .map(|(id, title)| format!("{id} {title}"))
                    .collect();
                let complaint =
                    Complaint::new(None, "ambiguous").with_text("register", form.one.clone());
                return Err(Stop::refused(
                    complaint.with("text", text).with("near", list.join(" / ")),
                ));
            }
        },
    };
    reader
        .record(&form.id, id)?
        .ok_or_else(|| absent(form, text, &[]))
}

fn row_id(form: &Form, text: &str, reader: &Reader<'_>) -> Ended<Option<i64>> {
    match text.strip_prefix('#').unwrap_or(text).parse() {
        Ok(id) if reader.title(&form.id, id)?.is_some() => Ok(Some(id)),
        _ => Ok(None),
    }
}

fn absent(form: &Form, text: &str, near: &[String]) -> Stop {
    let hint = if near.is_empty() {
        Text::default()
    } else {
        locale::both("near", &[("near", &near.join(" / "))])
    };
    let complaint = Complaint::new(None, "not-found").with_text("register", form.one.clone());
    Stop::refused(complaint.with("text", text).with_text("near", hint))
}

/// A condition over the fields of a form.
pub fn condition(session: &Session, form: &Form, text: &str) -> Ended<Formula> {
    let lang = session.lang;
    let formula = Formula::read(text, 0).map_err(|fault| wrongly(lang, text, &[fault]))?;
    let scope = Frame::of(form, session.store.catalog());
    let faults = typing::check(&formula, scope, Some(Type::YesNo));
    if faults.is_empty() {
        Ok(formula)
    } else {
        Err(wrongly(lang, text, &faults))
    }
}

/// What is wrong with a condition, each with a caret under its place.
fn wrongly(lang: Lang, text: &str, faults: &[Fault]) -> Stop {
    let shown = |fault: &Fault| fault.render(lang, "--where", text);
    Stop::Usage(faults.iter().map(shown).collect::<Vec<_>>().join("\n"))
}

/// The query that a selection asks for.
pub fn query(
    session: &Session,
    form: &Form,
    choose: &ChooseArgs,
    sort: Option<&str>,
) -> Ended<Query> {
    let view = choose
        .view
        .as_deref()
        .map(|name| view(session.lang, form, name))
        .transpose()?;
    let mut query = Query::of_view(form, view, session.clock.now().date());
    if let Some(text) = &choose.filter {
        query.filters.push(condition(session, form, text)?);
    }
    if let Some(text) = sort {
        let read = Sort::read(text);
        let sort =
            read.ok_or_else(|| Stop::usage(session.lang, "cli-bad-sort", &[("text", text)]))?;
        column(session.lang, form, &sort.field)?;
        query.sort = Some(sort);
    }
    Ok(Query {
        search: choose.search.clone(),
        with_void: choose.void,
        ..query
    })
}
