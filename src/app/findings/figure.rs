//! A figure of a rule in words: its value as the desk has it, and where that comes from.

use crate::model::catalog::system::System;
use crate::model::rulebook::params;
use crate::model::{Lang, Text, Value, locale};
use crate::store::{Condition, Direction, Query, Reader, Result};

/// A figure with its value, and where the value comes from.
///
/// # Errors
/// Trouble with the file.
pub fn in_words(code: &str, reader: &Reader<'_>) -> Result<Text> {
    let Some(param) = params::find(code) else {
        return Ok(Text::same(code));
    };
    let (mut value, mut by) = (param.value.to_string(), "found-figure-start");
    if param.given {
        by = "found-figure-given";
    }
    if let Some(form) = reader.catalog.form(System::RuleParam.id()) {
        let query = Query {
            register: form.id.clone(),
            conditions: vec![Condition::is("code", Value::text(code))],
            ..Query::default()
        };
        let page = reader.page(&query, None, Direction::Forward, 1)?;
        if let Some(record) = page.rows.first() {
            let at = |id: &str| {
                let place = form.fields.iter().position(|f| f.id == id)?;
                Some((&form.fields[place], record.values.get(place)?))
            };
            if let Some((field, own)) = at("value").filter(|(_, v)| !v.is_empty()) {
                value = own.show(&field.kind, reader.lang);
                if value.contains('.') {
                    let end = value.trim_end_matches('0').trim_end_matches('.').len();
                    value.truncate(end);
                }
            }
            if at("set_by").is_some_and(|(_, v)| !v.is_empty()) {
                by = "found-figure-set";
            }
        }
    }
    let label = param.label();
    let unit = param
        .counted_in()
        .map(params::Measure::label)
        .unwrap_or_default();
    let say = |lang| {
        let words = [
            ("figure", label.get(lang)),
            ("value", &*value),
            ("unit", unit.get(lang)),
        ];
        locale::say(lang, by, &words)
    };
    Ok(Text {
        zh: say(Lang::Zh),
        en: say(Lang::En),
    })
}
