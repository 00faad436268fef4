//! What is said about fields: `field=value`, `field=@FILE`, and JSON objects, put into a draft.
//!
//! Invariant: a draft is only filled here, never judged: what is not a value is found by the rules. A field that
//! is unknown, named twice or without its `=` on the command line is a wrong command line.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value as Json;

use crate::model::form::ENVELOPE;
use crate::model::form::field::DefaultValue;
use crate::model::{Answer, Complaint, Draft, Field, Form, Kind, Lang, Text, Value, locale};
use crate::rules::fill;
use crate::store::{self, Reader};

use super::exit::{Ended, Stop};
use super::resolve;

/// The answers of the command line, in their order.
pub fn said(lang: Lang, form: &Form, words: &[String]) -> Ended<Vec<(String, Answer)>> {
    let mut out: Vec<(String, Answer)> = Vec::new();
    for word in words {
        let usage = |id: &str| Stop::usage(lang, id, &[("text", word)]);
        let (name, text) = word.split_once('=').ok_or_else(|| usage("cli-no-equals"))?;
        if form.field(name.trim()).is_none() && ENVELOPE.contains(&name.trim()) {
            return Err(usage("cli-own"));
        }
        let field = resolve::field(lang, form, name.trim())?;
        if out.iter().any(|(seen, _)| *seen == field.id) {
            return Err(usage("cli-twice"));
        }
        let text = match text.strip_prefix('@') {
            Some(path) => file(lang, path)?,
            None => text.to_owned(),
        };
        out.push((field.id.clone(), typed(lang, field, text)?));
    }
    Ok(out)
}

/// Reads a value from a file; a doubled mark is the mark itself.
fn file(lang: Lang, path: &str) -> Ended<String> {
    if path.starts_with('@') {
        return Ok(path.to_owned());
    }
    let read = std::fs::read(Path::new(path));
    let wrong =
        |cause: &str| Stop::usage(lang, "cli-value-file", &[("path", path), ("cause", cause)]);
    let bytes = read.map_err(|e| wrong(&e.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|e| wrong(&e.to_string()))?;
    Ok(text
        .strip_suffix('\n')
        .map(|t| t.strip_suffix('\r').unwrap_or(t).to_owned())
        .unwrap_or(text))
}

/// Lines of a record are written as a JSON array; everything else is typed as a person types it.
fn typed(lang: Lang, field: &Field, text: String) -> Ended<Answer> {
    let Some(columns) = field.line_fields().filter(|_| !text.trim().is_empty()) else {
        return Ok(Answer::Typed(text));
    };
    let usage = |cause: &str| {
        Stop::usage(
            lang,
            "cli-bad-lines",
            &[("field", &field.id), ("cause", cause)],
        )
    };
    let json: Json = serde_json::from_str(&text).map_err(|e| usage(&e.to_string()))?;
    match json {
        Json::Array(list) => lines(columns, &list, None).map_err(|c| usage(&c.message(lang))),
        _ => Err(usage("[{…}]")),
    }
}

/// The answers of a JSON object.
///
/// # Errors
/// A complaint about a value of a shape that no field has.
pub fn object(
    form: &Form,
    pairs: &[(String, Json)],
    reader: &Reader<'_>,
) -> Result<Vec<(String, Answer)>, Complaint> {
    let one = |(place, (name, json)): (usize, &(String, Json))| {
        if pairs[..place].iter().any(|(before, _)| before == name) {
            let what = locale::both("cli-twice", &[("text", name)]);
            return Err(Complaint::new(Some(name), "format").with_text("what", what));
        }
        // A name that the form does not have is complained of by the rules.
        let answer = match form.field(name) {
            Some(field) => value(field, json, Some(reader))?,
            None if ENVELOPE.contains(&name.as_str()) => {
                return Err(Complaint::new(Some(name), "not-typed"));
            }
            None => Answer::Typed(json.as_str().unwrap_or_default().to_owned()),
        };
        Ok((name.clone(), answer))
    };
    pairs.iter().enumerate().map(one).collect()
}

fn value(field: &Field, json: &Json, reader: Option<&Reader<'_>>) -> Result<Answer, Complaint> {
    let odd = || {
        let what = Text::same(clipped(json));
        Complaint::new(Some(&field.id), "format").with_text("what", what)
    };
    Ok(match (json, &field.kind) {
        (Json::Null, _) => Answer::Typed(String::new()),
        (Json::Array(list), Kind::Rows(columns)) => lines(columns, list, reader)?,
        (Json::Array(list), Kind::Choices(_) | Kind::Checklist(_)) => {
            let codes = list
                .iter()
                .map(|c| c.as_str().ok_or_else(odd))
                .collect::<Result<Vec<_>, _>>()?;
            Answer::Typed(codes.join(","))
        }
        (Json::Object(map), Kind::Reference(_)) => {
            match (map.get("id"), map.get("number"), map.get("title")) {
                (Some(Json::Number(id)), ..) => {
                    pointed(field, id.as_i64().ok_or_else(odd)?, reader)
                }
                (_, Some(Json::String(name)), _) | (_, _, Some(Json::String(name))) => {
                    Answer::Typed(name.clone())
                }
                _ => return Err(odd()),
            }
        }
        (Json::Number(id), Kind::Reference(_)) => {
            pointed(field, id.as_i64().ok_or_else(odd)?, reader)
        }
        (Json::String(text), _) => Answer::Typed(text.clone()),
        (Json::Number(_) | Json::Bool(_), kind) if !matches!(kind, Kind::Rows(_)) => {
            Answer::Typed(json.to_string())
        }
        _ => return Err(odd()),
    })
}

/// A record by its row id, where there is one; else the text, for the rules to look for.
fn pointed(field: &Field, id: i64, reader: Option<&Reader<'_>>) -> Answer {
    let target = field.kind.target().unwrap_or_default();
    match reader.and_then(|r| r.title(target, id).ok().flatten()) {
        Some(title) => Answer::Picked(Value::Int(id), title),
        None => Answer::Typed(format!("#{id}")),
    }
}

fn lines(
    columns: &[Field],
    list: &[Json],
    reader: Option<&Reader<'_>>,
) -> Result<Answer, Complaint> {
    let mut out = Vec::new();
    for line in list {
        let map = line.as_object().ok_or_else(|| {
            Complaint::new(None, "format").with_text("what", Text::same(clipped(line)))
        })?;
        let mut cells = BTreeMap::new();
        for (name, json) in map {
            let column = columns.iter().find(|c| c.id == *name).ok_or_else(|| {
                let near =
                    crate::model::text::near::nearest(name, columns.iter().map(|c| c.id.as_str()))
                        .join(", ");
                Complaint::new(Some(name), "field")
                    .with("field", name)
                    .with("near", near)
            })?;
            cells.insert(name.clone(), value(column, json, reader)?);
        }
        out.push(cells);
    }
    Ok(Answer::Lines(out))
}

fn clipped(json: &Json) -> String {
    crate::model::text::cells::clip(&json.to_string(), 60, '…')
}

/// A new draft as the entry form would begin it, but for what only repeats the record before.
pub fn new_draft(form: &Form, reader: &Reader<'_>) -> store::Result<Draft> {
    let mut draft = fill::new_draft(form, reader)?;
    for field in form
        .fields
        .iter()
        .filter(|f| f.default == Some(DefaultValue::Last))
    {
        draft.clear(&field.id);
    }
    Ok(draft)
}

/// Puts answers into a draft.
pub fn put(draft: &mut Draft, answers: Vec<(String, Answer)>) {
    for (field, answer) in answers {
        match answer {
            Answer::Typed(text) => {
                draft.clear(&field);
                draft.typed(&field, text);
            }
            Answer::Picked(value, shown) => draft.picked(&field, value, shown),
            Answer::Lines(lines) => draft.lines(&field, lines),
        }
    }
}
