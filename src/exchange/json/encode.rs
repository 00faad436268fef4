//! A record as JSON: the one place where the shape promised to scripts is made.
//!
//! Invariant: every key is an id, whatever the language, and what is written here the import reads back as
//! the same values. Must never know which command asked.

use serde_json::{Map, Value as Json, json};

use crate::model::form::kind::InJson;
use crate::model::text::typed;
use crate::model::{Field, Form, Record, Value};
use crate::store::{Reader, Result};

/// A record as scripts see it: `id`, `number`, `rev`, `state`, then every field; the reason where it is void.
///
/// # Errors
/// Trouble with the file while the numbers of references are looked up.
pub fn record_json(form: &Form, record: &Record, reader: &Reader<'_>) -> Result<Json> {
    let fields: Vec<&Field> = form.fields.iter().collect();
    fields_json(form, record, &fields, reader)
}

/// A record with some of its fields only.
///
/// # Errors
/// As [`record_json`].
pub fn fields_json(
    form: &Form,
    record: &Record,
    fields: &[&Field],
    reader: &Reader<'_>,
) -> Result<Json> {
    let mut out = Map::new();
    out.insert("id".into(), json!(record.id));
    out.insert("number".into(), json!(record.number));
    out.insert("rev".into(), json!(record.rev));
    out.insert("state".into(), json!(record.state));
    for field in fields {
        let Some(place) = form.fields.iter().position(|f| f.id == field.id) else {
            continue;
        };
        let value = record.values.get(place).unwrap_or(&Value::Empty);
        let title = record.titles.get(place).and_then(Option::as_deref);
        out.insert(field.id.clone(), value_json(field, value, title, reader)?);
    }
    if record.is_void() {
        out.insert("void_at".into(), json!(record.void_at));
        out.insert("void_reason".into(), json!(record.void_reason));
    }
    Ok(Json::Object(out))
}

/// One value as JSON; `title` is that of the record a reference points at, where it is known already.
///
/// # Errors
/// As [`record_json`].
pub fn value_json(
    field: &Field,
    value: &Value,
    title: Option<&str>,
    reader: &Reader<'_>,
) -> Result<Json> {
    let kind = field.kind.shown();
    let places = kind.places().unwrap_or(0);
    Ok(match (value, kind.facts().json) {
        (Value::Empty, InJson::Codes | InJson::Lines) => json!([]),
        (Value::Empty, _) => Json::Null,
        (Value::Text(codes), InJson::Codes) => codes.split(',').map(Json::from).collect(),
        (Value::Text(text), _) => json!(text),
        (Value::Int(n), InJson::YesNo) => json!(*n != 0),
        (Value::Int(n), InJson::Amount) => json!(typed::show_decimal(*n, places)),
        (Value::Int(n), InJson::Fraction) => decimal(*n, places),
        (Value::Int(id), InJson::Record) => {
            let register = kind.target().unwrap_or_default();
            let title = match title {
                Some(title) => Some(title.to_owned()),
                None => reader.title(register, *id)?,
            };
            reference(*id, register, title.as_deref(), reader)?
        }
        (Value::Int(n), InJson::Whole | InJson::Text | InJson::Codes | InJson::Lines) => json!(n),
        (Value::Lines(lines), _) => {
            let columns = kind.lines().unwrap_or_default();
            let mut out = Vec::with_capacity(lines.len());
            for line in lines {
                let mut object = Map::new();
                for (column, value) in columns.iter().zip(line) {
                    object.insert(column.id.clone(), value_json(column, value, None, reader)?);
                }
                out.push(Json::Object(object));
            }
            Json::Array(out)
        }
    })
}

/// What names a record: its number, and the natural key where it has none.
fn reference(id: i64, register: &str, title: Option<&str>, reader: &Reader<'_>) -> Result<Json> {
    let number = reader.number_of(register, id)?;
    let key = match number {
        Some(_) => None,
        None => reader.key_of(register, id)?,
    };
    let mut out = json!({ "id": id, "number": number, "title": title });
    if let Some(key) = key {
        out["key"] = json!(key);
    }
    Ok(out)
}

/// A scaled integer as a JSON number; a whole one without a point.
fn decimal(scaled: i64, places: u32) -> Json {
    let one = 10_i64.pow(places);
    if scaled % one == 0 {
        return json!(scaled / one);
    }
    let text = typed::show_decimal(scaled, places);
    match text.parse::<f64>() {
        // Beyond this a binary fraction would no longer hold every digit.
        Ok(n) if scaled.unsigned_abs() < 1 << 50 => json!(n),
        _ => json!(text),
    }
}
