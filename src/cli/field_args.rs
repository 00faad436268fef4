//! What is said about fields: `field=value`, `field=@FILE`, and JSON objects, put into a draft.
//!
//! Invariant: a draft is only filled here, never judged: what is not a value is found by the rules. A field that
//! is unknown, named twice or without its `=` on the command line is a wrong command line.

use std::path::Path;

use serde_json::Value as Json;

use crate::exchange::json::decode;
use crate::model::form::ENVELOPE;
use crate::model::form::field::DefaultValue;
use crate::model::{Answer, Complaint, Draft, Field, Form, Kind, Lang, locale};
use crate::rules::fill;
use crate::store::{self, Reader};

use super::exit::{Ended, Stop};
use super::resolve;

/// The answers of the command line, in their order.
pub fn said(form: &Form, words: &[String], reader: &Reader<'_>) -> Ended<Vec<(String, Answer)>> {
    let lang = reader.lang;
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
        out.push((field.id.clone(), typed(field, text, reader)?));
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
fn typed(field: &Field, text: String, reader: &Reader<'_>) -> Ended<Answer> {
    if field.line_fields().is_none() || text.trim().is_empty() {
        return Ok(Answer::Typed(text));
    }
    let lang = reader.lang;
    let usage = |cause: &str| {
        let args = [("field", &*field.id), ("cause", cause)];
        Stop::usage(lang, "cli-bad-lines", &args)
    };
    let json: Json = serde_json::from_str(&text).map_err(|e| usage(&e.to_string()))?;
    decode::answer(field, &json, reader)?.map_err(|c| usage(&c.message(lang)))
}

/// The answers of a JSON object. What a listed record says of itself beside its fields is passed over: the record is new.
///
/// # Errors
/// Trouble with the file.
pub fn object(
    form: &Form,
    pairs: &[(String, Json)],
    reader: &Reader<'_>,
) -> store::Result<Result<Vec<(String, Answer)>, Complaint>> {
    let mut out = Vec::with_capacity(pairs.len());
    for (nth, (name, json)) in pairs.iter().enumerate() {
        if pairs[..nth].iter().any(|(before, _)| before == name) {
            let what = locale::both("cli-twice", &[("text", name)]);
            let twice = Complaint::new(Some(name), "format").with_text("what", what);
            return Ok(Err(twice));
        }
        match form.field(name) {
            Some(field) if matches!(field.kind, Kind::Computed(_)) => {}
            Some(field) => match decode::answer(field, json, reader)? {
                Ok(answer) => out.push((name.clone(), answer)),
                Err(complaint) => return Ok(Err(complaint)),
            },
            None if of_itself(form, name, json) => {}
            None if ENVELOPE.contains(&name.as_str()) => {
                return Ok(Err(Complaint::new(Some(name), "not-typed")));
            }
            // A name that the form does not have is complained of by the rules.
            None => {
                let text = json.as_str().unwrap_or_default().to_owned();
                out.push((name.clone(), Answer::Typed(text)));
            }
        }
    }
    Ok(Ok(out))
}

/// Whether a name is what a listed record says of itself. One that is void, or is no longer as it was born, is no new one.
fn of_itself(form: &Form, name: &str, json: &Json) -> bool {
    match name {
        "void_at" | "void_reason" => json.is_null(),
        "state" => json.is_null() || json.as_str() == form.birth_state(),
        "title" => true,
        _ => ENVELOPE.contains(&name),
    }
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
