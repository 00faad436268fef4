//! From JSON to the answer of a field: the one place where a script's value becomes something typed or picked.
//!
//! Invariant: what [`super`] writes comes back as the same answer, also on a desk where other records have the same ids:
//! a reference is found by its number, else by its key or its title where that is the title of one record. Where several
//! are called so and no key parts them, it is refused: an id alone tells nothing of another desk.
//! Must never know where the JSON came from.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::model::form::kind::Kind;
use crate::model::text::{cells, near, safety};
use crate::model::{Answer, Complaint, Field, Value, locale};
use crate::rules::check::nobody_knows_which;
use crate::store::{Lookup, Reader, Result};

/// What JSON says about a field, or why it cannot stand there.
pub type AnswerRead = std::result::Result<Answer, Complaint>;

/// The answer of a field.
///
/// # Errors
/// Trouble with the file while the records behind references are looked at.
pub fn answer(field: &Field, json: &Json, reader: &Reader<'_>) -> Result<AnswerRead> {
    match (&field.kind, json) {
        (Kind::Rows(columns), Json::Null) => lines(field, columns, &[], reader),
        (Kind::Rows(columns), Json::Array(list)) => lines(field, columns, list, reader),
        (Kind::Rows(_), _) => Ok(Err(odd(field, "exchange-lines"))),
        (Kind::Reference(target), Json::Object(object)) => {
            reference(field, &target.register, object, reader)
        }
        (Kind::Reference(_), Json::Array(_) | Json::Bool(_)) => {
            Ok(Err(odd(field, "exchange-reference")))
        }
        _ => Ok(match scalar(json) {
            Some(text) => Ok(Answer::Typed(text)),
            None => Err(odd(field, "exchange-wrong-json")),
        }),
    }
}

/// Text, number, yes or no, nothing, or a list of those, as it would be typed.
pub fn scalar(json: &Json) -> Option<String> {
    match json {
        Json::Null => Some(String::new()),
        Json::String(text) => Some(text.clone()),
        Json::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Json::Number(n) => Some(n.to_string()),
        Json::Array(parts) => {
            let parts: Option<Vec<String>> = parts.iter().map(scalar).collect();
            Some(parts?.join(","))
        }
        Json::Object(_) => None,
    }
}

fn odd(field: &Field, id: &str) -> Complaint {
    let what = locale::both(id, &[]);
    Complaint::new(Some(&field.id), "format").with_text("what", what)
}

/// `{"id","number","key","title"}`: the number, else the record with that key or id if it is called so, else the title.
fn reference(
    field: &Field,
    register: &str,
    object: &Map<String, Json>,
    reader: &Reader<'_>,
) -> Result<AnswerRead> {
    let text = |key: &str| {
        let text = object.get(key).and_then(scalar);
        text.filter(|t| !t.trim().is_empty())
    };
    if let Some(number) = text("number") {
        return called(field, register, number, reader);
    }
    let id = object.get("id").and_then(Json::as_i64);
    let Some(title) = text("title") else {
        let known = id.map(|id| reader.title(register, id)).transpose()?;
        return Ok(match (id, known.flatten()) {
            (Some(id), Some(known)) => Ok(Answer::Picked(Value::Int(id), known)),
            _ => Err(odd(field, "exchange-reference")),
        });
    };
    titled(field, register, title, id, text("key"), reader)
}

/// The record that is called so, among several the one with that key.
fn titled(
    field: &Field,
    register: &str,
    title: String,
    id: Option<i64>,
    key: Option<String>,
    reader: &Reader<'_>,
) -> Result<AnswerRead> {
    let is_called_so =
        |id: i64| -> Result<bool> { Ok(reader.title(register, id)?.as_ref() == Some(&title)) };
    let here = id.map_or(Ok(false), is_called_so)?;
    let keyed = key.as_ref().map(|key| reader.keyed(register, key));
    let keyed = keyed.transpose()?;
    let hits = match (reader.called(register, &title)?, id.filter(|_| here)) {
        _ if let Some(Some(keyed)) = keyed
            && is_called_so(keyed)? =>
        {
            vec![(keyed, title.clone())]
        }
        (Lookup::None, Some(id)) => vec![(id, title.clone())],
        (Lookup::None, None) => Vec::new(),
        // One that is in use no more, and one that is, are two.
        (Lookup::One(found), Some(id)) if found != id => {
            vec![(found, title.clone()), (id, title.clone())]
        }
        (Lookup::One(found), _) => vec![(found, title.clone())],
        (Lookup::Several(hits), _) => hits,
    };
    if let [(id, _)] = hits.as_slice() {
        let own = reader.key_of(register, *id)?;
        return Ok(match (key, own) {
            (Some(key), Some(own)) if key.trim() != own => Err(another(
                field,
                register,
                &format!("{title} ({key})"),
                &own,
                reader,
            )),
            _ => Ok(Answer::Picked(Value::Int(*id), title)),
        });
    }
    // As it would be typed the name is refused with everything else that is wrong, but where it is somebody's key.
    if let Lookup::One(_) = reader.resolve(register, &title)? {
        let shown = safety::visible(&title);
        return Ok(Err(nobody_knows_which(
            field, register, &shown, &hits, reader,
        )?));
    }
    Ok(Ok(Answer::Typed(title)))
}

/// Somebody is called so, but is known by another key: not the one that is meant.
fn another(
    field: &Field,
    register: &str,
    meant: &str,
    own: &str,
    reader: &Reader<'_>,
) -> Complaint {
    let label = reader.catalog.form(register).map(|f| f.one.clone());
    let near = locale::both("exchange-other-key", &[("key", &safety::visible(own))]);
    Complaint::new(Some(&field.id), "not-found")
        .with_text("register", label.unwrap_or_default())
        .with("text", safety::visible(meant))
        .with_text("near", near)
}

/// A number as it would be typed; but digits that name no record must not be taken for the id of a row.
fn called(field: &Field, register: &str, text: String, reader: &Reader<'_>) -> Result<AnswerRead> {
    let Ok(row) = text.trim().trim_start_matches('#').parse::<i64>() else {
        return Ok(Ok(Answer::Typed(text)));
    };
    if reader.resolve(register, &text)? == Lookup::One(row)
        && reader.title(register, row)?.as_deref() != Some(text.trim())
        && reader.number_of(register, row)?.as_deref() != Some(text.trim())
        && reader.key_of(register, row)?.as_deref() != Some(text.trim())
    {
        let label = reader.catalog.form(register).map(|f| f.one.clone());
        let complaint = Complaint::new(Some(&field.id), "not-found")
            .with_text("register", label.unwrap_or_default())
            .with("text", safety::visible(&text))
            .with("near", "");
        return Ok(Err(complaint));
    }
    Ok(Ok(Answer::Typed(text)))
}

/// An array of objects as the lines of a field.
fn lines(
    field: &Field,
    columns: &[Field],
    list: &[Json],
    reader: &Reader<'_>,
) -> Result<AnswerRead> {
    let mut out = Vec::with_capacity(list.len());
    for json in list {
        let Json::Object(object) = json else {
            return Ok(Err(odd(field, "exchange-lines")));
        };
        match line(field, columns, object, reader)? {
            Ok(line) => out.push(line),
            Err(complaint) => return Ok(Err(complaint)),
        }
    }
    Ok(Ok(Answer::Lines(out)))
}

fn line(
    field: &Field,
    columns: &[Field],
    object: &Map<String, Json>,
    reader: &Reader<'_>,
) -> Result<std::result::Result<BTreeMap<String, Answer>, Complaint>> {
    let mut line = BTreeMap::new();
    for (name, json) in object {
        let Some(column) = columns.iter().find(|c| c.id == *name) else {
            let near = near::nearest(name, columns.iter().map(|c| c.id.as_str()));
            let complaint = Complaint::new(Some(&field.id), "field")
                .with("field", cells::clip(&safety::visible(name), 60, '…'))
                .with("near", near.join(", "));
            return Ok(Err(complaint));
        };
        match answer(column, json, reader)? {
            Ok(answer) => line.insert(name.clone(), answer),
            Err(mut complaint) => {
                complaint.field = Some(field.id.clone());
                return Ok(Err(complaint));
            }
        };
    }
    Ok(Ok(line))
}
