//! The JSON shapes promised to scripts (the record itself: [`crate::exchange::json`]).

use serde_json::{Map, Value as Json, json};

use crate::exchange::json::{record_json, value_json};
use crate::model::value::record::Change;
use crate::model::{Complaint, Form, Lang, Record, Text};
use crate::store::{Reader, Written};

use super::exit::{self, Ended};

/// A record with everything that is known of it.
pub fn record(form: &Form, record: &Record, reader: &Reader<'_>) -> Ended<Json> {
    let mut json = record_json(form, record, reader)?;
    if let Json::Object(map) = &mut json {
        let more = [
            ("title", json!(record.title)),
            ("void_at", json!(record.void_at)),
            ("void_reason", json!(record.void_reason)),
            ("created_at", json!(record.created_at)),
            ("created_by", json!(record.created_by)),
            ("updated_at", json!(record.updated_at)),
            ("updated_by", json!(record.updated_by)),
        ];
        for (key, value) in more {
            // A field of the form that is called so comes first.
            map.entry(key).or_insert(value);
        }
    }
    Ok(json)
}

/// What a write made.
pub fn written(
    register: &str,
    written: &Written,
    warnings: &[Complaint],
    lang: Lang,
) -> Map<String, Json> {
    let mut map = Map::new();
    map.insert("register".into(), json!(register));
    map.insert("id".into(), json!(written.id));
    map.insert("number".into(), json!(written.number));
    map.insert("rev".into(), json!(written.rev));
    map.insert("state".into(), json!(written.state));
    if !warnings.is_empty() {
        map.insert("warnings".into(), exit::complaints_json(warnings, lang));
    }
    map
}

/// One entry of a record's history.
pub fn change(form: &Form, change: &Change, reader: &Reader<'_>) -> Ended<Json> {
    let mut fields = Map::new();
    for (name, before, after) in &change.fields {
        let pair = match form.field(name) {
            Some(field) => json!([
                value_json(field, before, None, reader)?,
                value_json(field, after, None, reader)?
            ]),
            None => json!([before.as_text(), after.as_text()]),
        };
        fields.insert(name.clone(), pair);
    }
    Ok(json!({
        "seq": change.seq, "op": change.op, "rev": change.rev, "kind": change.kind.name(),
        "at": change.at, "by": change.by, "reason": change.reason, "changes": fields,
    }))
}

/// A label in both languages.
pub fn text(text: &Text) -> Json {
    json!({ "zh": text.zh, "en": text.en })
}
