//! What the program fills in: defaults of a new record, fields set by an action, follow-up records.

use crate::model::catalog::system::System;
use crate::model::form::field::DefaultValue;
use crate::model::form::flow::{Creates, Fill};
use crate::model::form::kind::Kind;
use crate::model::value::Moment;
use crate::model::value::draft::{Answer, AskedBy};
use crate::model::{Draft, Field, Form, Record, Value};
use crate::store::{Reader, Result};

/// A new draft with everything that the form fills in by itself and a person may still change.
pub fn new_draft(form: &Form, reader: &Reader<'_>) -> Result<Draft> {
    let mut draft = Draft::new(&form.id);
    for field in form.fields.iter().filter(|f| f.is_typed()) {
        if let Some(default) = &field.default {
            let value = default_value(form, field, default, reader)?;
            pick(&mut draft, field, value, reader)?;
        }
    }
    Ok(draft)
}

/// The value of a default.
pub fn default_value(
    form: &Form,
    field: &Field,
    default: &DefaultValue,
    reader: &Reader<'_>,
) -> Result<Value> {
    let stamp = reader.stamp;
    Ok(match default {
        DefaultValue::Now => clock(&field.kind, reader),
        DefaultValue::Today if matches!(field.kind, Kind::Moment) => clock(&field.kind, reader),
        DefaultValue::Today => Value::date(stamp.now.date()),
        DefaultValue::Me => match field.kind {
            Kind::Reference(_) => stamp.me.map_or(Value::Empty, Value::Int),
            _ => Value::text(&stamp.by),
        },
        DefaultValue::MyUnit => my_unit(reader)?,
        DefaultValue::Last => reader.last_value(form, &field.id)?,
        DefaultValue::Literal(word) => match field.kind {
            Kind::State => Value::text(word),
            _ => Value::read(&field.kind, word, Moment(stamp.now)).unwrap_or_default(),
        },
    })
}

fn clock(kind: &Kind, reader: &Reader<'_>) -> Value {
    let now = reader.stamp.now;
    match kind {
        Kind::Date => Value::date(now.date()),
        Kind::Time => Value::time(now.time()),
        _ => Value::moment(now),
    }
}

/// The unit of the person at the desk: the first reference to a unit in the person's record.
fn my_unit(reader: &Reader<'_>) -> Result<Value> {
    let (Some(me), Some(form)) = (reader.stamp.me, reader.catalog.form(System::Person.id())) else {
        return Ok(Value::Empty);
    };
    let place = form
        .fields
        .iter()
        .position(|f| f.kind.target() == Some(System::OrgUnit.id()));
    let person = reader.record(System::Person.id(), me)?;
    Ok(place
        .and_then(|i| Some(person?.values.get(i)?.clone()))
        .unwrap_or_default())
}

/// Puts a value into a draft with the text that shows it.
pub fn pick(draft: &mut Draft, field: &Field, value: Value, reader: &Reader<'_>) -> Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    let shown = match (&value, field.kind.target()) {
        (Value::Int(id), Some(target)) => reader
            .title(target, *id)?
            .unwrap_or_else(|| format!("#{id}")),
        _ => value.plain(&field.kind),
    };
    draft.picked(&field.id, value, shown);
    Ok(())
}

/// What a fill gives for a field, from the record at hand.
pub fn value_of(
    fill: &Fill,
    target: &Field,
    form: &Form,
    record: &Record,
    reader: &Reader<'_>,
) -> Value {
    match fill {
        Fill::Now | Fill::Today => clock(&target.kind, reader),
        Fill::Me => match target.kind {
            Kind::Reference(_) => reader.stamp.me.map_or(Value::Empty, Value::Int),
            _ => Value::text(&reader.stamp.by),
        },
        Fill::This => Value::Int(record.id),
        Fill::Field(name) => match form.fields.iter().position(|f| f.id == *name) {
            Some(i) => converted(
                &record.values[i],
                &form.fields[i],
                target,
                record.titles.get(i).cloned().flatten(),
            ),
            None if name == "number" => record.number.clone().map_or(Value::Empty, Value::Text),
            None => Value::Empty,
        },
        Fill::Literal(word) => {
            Value::read(&target.kind, word, Moment(reader.stamp.now)).unwrap_or_default()
        }
    }
}

/// A value moved between fields of different kinds: a day of a moment, a name of a reference.
fn converted(value: &Value, from: &Field, to: &Field, title: Option<String>) -> Value {
    match (&from.kind, &to.kind) {
        (Kind::Moment, Kind::Date) => value.as_date().map_or(Value::Empty, Value::date),
        (Kind::Date, Kind::Moment) => value
            .as_text()
            .map_or(Value::Empty, |d| Value::Text(format!("{d}T00:00"))),
        (Kind::Reference(_), Kind::Text | Kind::Note) => title.map_or(Value::Empty, Value::Text),
        (kind, Kind::Text | Kind::Note) => Value::text(value.show(kind, crate::model::Lang::Zh)),
        (a, b) if a.storage() == b.storage() => value.clone(),
        _ => Value::Empty,
    }
}

/// The draft of a follow-up record: the target's own defaults, then what this record gives it.
pub fn follow_draft(
    creates: &Creates,
    form: &Form,
    record: &Record,
    reader: &Reader<'_>,
) -> Result<Option<Draft>> {
    let Some(far) = reader.catalog.form(&creates.register) else {
        return Ok(None);
    };
    let mut draft = new_draft(far, reader)?;
    for field in far.references_to(&form.id) {
        if creates.set.iter().all(|(name, _)| *name != field.id) && draft.get(&field.id).is_none() {
            pick(&mut draft, field, Value::Int(record.id), reader)?;
            break;
        }
    }
    for (name, fill) in &creates.set {
        if let Some(field) = far.field(name) {
            pick(
                &mut draft,
                field,
                value_of(fill, field, form, record, reader),
                reader,
            )?;
        }
    }
    draft.origin = Some(AskedBy {
        register: form.id.clone(),
        id: record.id,
        link: creates.link.clone(),
    });
    Ok(Some(draft))
}

/// A draft that takes over a record's values, but for what must differ.
pub fn duplicate(form: &Form, record: &Record) -> Draft {
    let full = Draft::of(form, record);
    let mut draft = Draft::new(&form.id);
    for field in form
        .fields
        .iter()
        .filter(|f| f.copy && !f.unique && f.is_typed() && !matches!(f.kind, Kind::State))
    {
        match full.get(&field.id) {
            Some(Answer::Picked(value, shown)) => {
                draft.picked(&field.id, value.clone(), shown.clone());
            }
            Some(Answer::Lines(lines)) => draft.lines(&field.id, lines.clone()),
            _ => {}
        }
    }
    draft
}
