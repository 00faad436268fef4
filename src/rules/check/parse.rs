//! The first stage: each answer of a draft is read by the kind of its field.

use std::collections::HashMap;

use crate::model::catalog::system::System;
use crate::model::form::kind::{Choice, Kind};
use crate::model::value::draft::Answer;
use crate::model::value::{Misread, Moment};
use crate::model::{Complaint, Field, Lang, Text, Value, locale};
use crate::store::{Lookup, Reader, Result};

/// Records that were looked up before; an import meets the same names again and again.
pub type LookedUp = HashMap<String, HashMap<String, i64>>;

/// The words with which a person at the desk means their own record.
const ME: [&str; 3] = ["me", "我", "本人"];

/// Reads one answer, or says why it is not a value of the field.
pub fn answer(
    field: &Field,
    answer: &Answer,
    reader: &Reader<'_>,
    known: &mut LookedUp,
) -> Result<std::result::Result<Value, Complaint>> {
    match answer {
        Answer::Picked(value, _) => Ok(Ok(value.clone())),
        Answer::Typed(text) => typed(field, text, reader, known),
        Answer::Lines(lines) => {
            let columns = field.line_fields().unwrap_or_default();
            let mut out = Vec::new();
            for (line, n) in lines.iter().zip(1..) {
                let mut values = Vec::with_capacity(columns.len());
                for column in columns {
                    let value = match line.get(&column.id) {
                        Some(a) => self::answer(column, a, reader, known)?,
                        None => Ok(Value::Empty),
                    };
                    match value {
                        Ok(value) => values.push(value),
                        Err(complaint) => return Ok(Err(in_line(field, column, n, &complaint))),
                    }
                }
                if let Some(column) = missing(columns, &values) {
                    let complaint = Complaint::new(Some(&column.id), "required");
                    return Ok(Err(in_line(field, column, n, &complaint)));
                }
                if values.iter().any(|v| !v.is_empty()) {
                    out.push(values);
                }
            }
            Ok(Ok(if out.is_empty() {
                Value::Empty
            } else {
                Value::Lines(out)
            }))
        }
    }
}

/// The first column of a line that must be filled and is not; a blank line is no line.
fn missing<'f>(columns: &'f [Field], values: &[Value]) -> Option<&'f Field> {
    if values.iter().all(Value::is_empty) {
        return None;
    }
    let needed = |f: &Field| matches!(f.required, crate::model::form::field::Required::Always);
    columns
        .iter()
        .zip(values)
        .find(|(c, v)| needed(c) && v.is_empty())
        .map(|(c, _)| c)
}

fn in_line(field: &Field, column: &Field, line: i32, complaint: &Complaint) -> Complaint {
    let say = |lang| {
        format!(
            "{line}. {}: {}",
            column.label.get(lang),
            complaint.message(lang)
        )
    };
    let what = Text {
        zh: say(Lang::Zh),
        en: say(Lang::En),
    };
    Complaint::new(Some(&field.id), "format").with_text("what", what)
}

fn typed(
    field: &Field,
    text: &str,
    reader: &Reader<'_>,
    known: &mut LookedUp,
) -> Result<std::result::Result<Value, Complaint>> {
    let value = match Value::read(&field.kind, text, Moment(reader.stamp.now)) {
        Ok(value) => value,
        Err(misread) => return Ok(Err(misread_complaint(field, text, &misread))),
    };
    match (&field.kind, &value) {
        (Kind::Reference(target), Value::Text(name)) => {
            reference(field, &target.register, name, reader, known)
        }
        _ => Ok(Ok(value)),
    }
}

fn misread_complaint(field: &Field, text: &str, misread: &Misread) -> Complaint {
    let at = Some(field.id.as_str());
    let complaint = match misread {
        Misread::Form(word) => Complaint::new(at, "misread")
            .with("text", text.trim())
            .with_text("want", locale::both(&format!("misread-{word}"), &[])),
        Misread::Choice(near) => Complaint::new(at, "choice")
            .with("text", text.trim())
            .with_text("near", labels(field, near)),
        Misread::Hostile(code) => Complaint::new(at, "hostile").with("code", format!("{code:04X}")),
    };
    complaint.clause(&field.clauses)
}

/// Choices as a person knows them.
fn labels(field: &Field, codes: &[String]) -> Text {
    let list = field.kind.choices().unwrap_or_default();
    let say = |lang, separator: &str| {
        let label = |code: &String| Choice::label_of(list, code, lang).to_owned();
        codes.iter().map(label).collect::<Vec<_>>().join(separator)
    };
    Text {
        zh: say(Lang::Zh, "、"),
        en: say(Lang::En, ", "),
    }
}

fn reference(
    field: &Field,
    register: &str,
    name: &str,
    reader: &Reader<'_>,
    known: &mut LookedUp,
) -> Result<std::result::Result<Value, Complaint>> {
    if let Some(id) = known.get(register).and_then(|names| names.get(name)) {
        return Ok(Ok(Value::Int(*id)));
    }
    if let Some(me) = reader
        .stamp
        .me
        .filter(|_| register == System::Person.id() && ME.contains(&name))
    {
        return Ok(Ok(Value::Int(me)));
    }
    let meant = reader.resolve(register, name)?;
    if let Lookup::One(id) = meant {
        let names = known.entry(register.to_owned()).or_default();
        names.insert(name.to_owned(), id);
        return Ok(Ok(Value::Int(id)));
    }
    let hits = match meant {
        Lookup::Several(hits) => hits,
        Lookup::One(_) | Lookup::None => Vec::new(),
    };
    Ok(Err(nobody_knows_which(
        field, register, name, &hits, reader,
    )?))
}

/// A name that no record has, or several: then these are some of them.
///
/// # Errors
/// Trouble with the file while what is near is looked up.
pub fn nobody_knows_which(
    field: &Field,
    register: &str,
    name: &str,
    hits: &[(i64, String)],
    reader: &Reader<'_>,
) -> Result<Complaint> {
    let label = reader
        .catalog
        .form(register)
        .map_or_else(|| Text::same(register), |f| f.one.clone());
    let at = Some(field.id.as_str());
    if !hits.is_empty() {
        let list: Vec<String> = hits
            .iter()
            .map(|(id, title)| format!("#{id} {title}"))
            .collect();
        return Ok(Complaint::new(at, "ambiguous")
            .with_text("register", label)
            .with("text", name)
            .with("near", list.join(" / ")));
    }
    let near = reader.near(register, name)?;
    let hint = if near.is_empty() {
        Text::default()
    } else {
        locale::both("near", &[("near", &near.join(" / "))])
    };
    Ok(Complaint::new(at, "not-found")
        .with_text("register", label)
        .with("text", name)
        .with_text("near", hint))
}
