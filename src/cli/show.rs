//! One record: everything that stands in it, and how it came to be so.

use serde_json::Value as Json;

use crate::model::value::record::Change;
use crate::model::value::stamp::wall;
use crate::model::{Field, Form, Lang, Record, Value};
use crate::store::Reader;

use super::args::ShowArgs;
use super::context::Call;
use super::exit::Ended;
use super::{json, list, resolve, table};

/// `deskbook show REGISTER ID`
pub fn show(call: &mut Call, args: &ShowArgs) -> Ended {
    let session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    let record = resolve::record(&form, &args.id, &reader)?;
    let history = if args.history {
        session.store.history(&form.id, record.id)?
    } else {
        Vec::new()
    };
    if call.json {
        let mut json = json::record(&form, &record, &reader)?;
        if args.history {
            let list = history
                .iter()
                .map(|c| json::change(&form, c, &reader))
                .collect::<Ended<Vec<Json>>>()?;
            json["history"] = Json::Array(list);
        }
        return call.put(&json);
    }
    let lang = call.lang;
    call.line(&format!(
        "{} {}  {}",
        form.one.get(lang),
        list::name_of(&record),
        record.title
    ))?;
    let mut pairs = envelope(&form, &record, lang);
    for (field, value) in form
        .fields
        .iter()
        .zip(&record.values)
        .filter(|(_, v)| !v.is_empty())
    {
        let shown = match (value, field.line_fields()) {
            (Value::Lines(lines), Some(columns)) => lines_text(columns, lines, &reader, lang)?,
            _ => table::shown(&form, &record, field, lang),
        };
        pairs.push((field.label.get(lang).to_owned(), shown));
    }
    table::pairs(call, &pairs)?;
    for change in &history {
        call.line("")?;
        tell_change(call, &form, change, &reader)?;
    }
    Ok(())
}

fn envelope(form: &Form, record: &Record, lang: Lang) -> Vec<(String, String)> {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let when = |at: &Option<String>| at.as_deref().map(wall).unwrap_or_default();
    let all = [
        ("id", record.id.to_string()),
        ("rev", record.rev.to_string()),
        ("state", table::state(form, record.state.as_deref(), lang)),
        (
            "created_at",
            format!("{} {}", wall(&record.created_at), record.created_by),
        ),
        (
            "updated_at",
            format!("{} {}", wall(&record.updated_at), record.updated_by),
        ),
        ("void_at", when(&record.void_at)),
        ("void_reason", some(&record.void_reason)),
    ];
    let filled = all.into_iter().filter(|(_, text)| !text.is_empty());
    filled
        .map(|(name, text)| (form.label_of(name, lang), text))
        .collect()
}

/// The lines of a record, one below the other, as `column: value` pairs.
fn lines_text(
    columns: &[Field],
    lines: &[Vec<Value>],
    reader: &Reader<'_>,
    lang: Lang,
) -> Ended<String> {
    let mut out = Vec::new();
    for (line, n) in lines.iter().zip(1..) {
        let mut cells = Vec::new();
        for (column, value) in columns.iter().zip(line).filter(|(_, v)| !v.is_empty()) {
            cells.push(format!(
                "{}={}",
                column.label.get(lang),
                told(column, value, reader, lang)?
            ));
        }
        out.push(format!("{n}. {}", cells.join("  ")));
    }
    Ok(out.join("\n"))
}

/// A value with the title of what it refers to.
fn told(field: &Field, value: &Value, reader: &Reader<'_>, lang: Lang) -> Ended<String> {
    Ok(match (field.kind.target(), value) {
        (Some(target), Value::Int(id)) => reader
            .title(target, *id)?
            .unwrap_or_else(|| format!("#{id}")),
        _ => value.show(&field.kind, lang),
    })
}

fn tell_change(call: &mut Call, form: &Form, change: &Change, reader: &Reader<'_>) -> Ended {
    let lang = call.lang;
    let kind = call.say(&format!("cli-change-{}", change.kind.name()), &[]);
    let reason = change.reason.as_deref().unwrap_or_default();
    call.line(
        format!(
            "{}. {kind}  {}  {}  {reason}",
            change.rev,
            wall(&change.at),
            change.by
        )
        .trim_end(),
    )?;
    let mut pairs = Vec::new();
    for (name, before, after) in &change.fields {
        let pair = |v: &Value| match form.field(name) {
            Some(field) => told(field, v, reader, lang),
            None if name == "state" => Ok(table::state(form, v.as_text(), lang)),
            None => Ok(v.as_text().unwrap_or_default().to_owned()),
        };
        let (before, after) = (pair(before)?, pair(after)?);
        let text = if before.is_empty() {
            after
        } else {
            format!("{before} -> {after}")
        };
        pairs.push((format!("   {}", form.label_of(name, lang)), text));
    }
    table::pairs(call, &pairs)
}
