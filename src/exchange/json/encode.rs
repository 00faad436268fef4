//! A record as JSON: the one place where the shape promised to scripts is made.
//!
//! Invariant: every key is an id, whatever the language, and what is written here the import reads back as
//! the same values. Must never know which command asked.

use serde_json::{Map, Value as Json, json};

use crate::model::form::kind::Kind;
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
    Ok(match (value, field.kind.shown()) {
        (Value::Empty, Kind::Choices(_) | Kind::Checklist(_) | Kind::Rows(_)) => json!([]),
        (Value::Empty, _) => Json::Null,
        (Value::Text(codes), Kind::Choices(_) | Kind::Checklist(_)) => {
            codes.split(',').map(Json::from).collect()
        }
        (Value::Text(text), _) => json!(text),
        (Value::Int(id), Kind::Reference(target)) => {
            let title = match title {
                Some(title) => Some(title.to_owned()),
                None => reader.title(&target.register, *id)?,
            };
            json!({ "id": id, "number": reader.number_of(&target.register, *id)?, "title": title })
        }
        (Value::Int(n), Kind::YesNo) => json!(*n != 0),
        (Value::Int(n), Kind::Money) => json!(typed::show_decimal(*n, 2)),
        (Value::Int(n), Kind::Number) => decimal(*n),
        (Value::Int(n), _) => json!(n),
        (Value::Lines(lines), Kind::Rows(columns)) => {
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
        (Value::Lines(lines), _) => json!(lines.len()),
    })
}

/// Thousandths as a JSON number; a whole one without a point.
fn decimal(thousandths: i64) -> Json {
    if thousandths % 1000 == 0 {
        return json!(thousandths / 1000);
    }
    let text = typed::show_decimal(thousandths, 3);
    match text.parse::<f64>() {
        // Beyond this a binary fraction would no longer hold every digit.
        Ok(n) if thousandths.unsigned_abs() < 1 << 50 => json!(n),
        _ => json!(text),
    }
}
