//! The second stage: patterns and bounds of single values.

use std::cmp::Ordering;

use crate::model::form::field::Bound;
use crate::model::form::kind::Kind;
use crate::model::value::Moment;
use crate::model::{Complaint, Field, Form, Value};
use crate::store::Reader;

use super::Checker;

impl Checker {
    pub(super) fn range(
        &self,
        form: &Form,
        field: &Field,
        value: &Value,
        values: &[Value],
        reader: &Reader<'_>,
    ) -> Option<Complaint> {
        if let (Some(pattern), Some(text)) = (self.patterns.get(&field.id), value.as_text())
            && !pattern.is_match(text)
        {
            let shown = field.pattern.clone().unwrap_or_default();
            return Some(
                Complaint::new(Some(&field.id), "pattern")
                    .with("pattern", shown)
                    .clause(&field.clauses),
            );
        }
        let bound = |bound: &Option<Bound>| {
            bound
                .as_ref()
                .map(|b| bound_value(form, field, b, values, reader))
        };
        for (code, limit) in [("min", bound(&field.min)), ("max", bound(&field.max))] {
            let Some(limit) = limit.filter(|l| !l.is_empty()) else {
                continue;
            };
            let order = order(value, &limit);
            let bad = if code == "min" {
                order.is_lt()
            } else {
                order.is_gt()
            };
            if bad {
                let shown = |lang| limit.show(&field.kind, lang);
                let text = crate::model::Text {
                    zh: shown(crate::model::Lang::Zh),
                    en: shown(crate::model::Lang::En),
                };
                return Some(
                    Complaint::new(Some(&field.id), code)
                        .with_text("bound", text)
                        .clause(&field.clauses),
                );
            }
        }
        None
    }
}

fn bound_value(
    form: &Form,
    field: &Field,
    bound: &Bound,
    values: &[Value],
    reader: &Reader<'_>,
) -> Value {
    let now = reader.stamp.now;
    match bound {
        Bound::Number(text) => Value::read(&field.kind, text, Moment(now)).unwrap_or_default(),
        // The whole day counts for a moment.
        Bound::Today if matches!(field.kind, Kind::Moment) => {
            Value::Text(format!("{}T23:59", now.date()))
        }
        Bound::Today => Value::date(now.date()),
        Bound::Now if matches!(field.kind, Kind::Date) => Value::date(now.date()),
        Bound::Now => Value::moment(now),
        Bound::Field(name) => {
            let place = form.fields.iter().position(|f| f.id == *name);
            place.map(|i| values[i].clone()).unwrap_or_default()
        }
    }
}

/// How a value lies to its bound; a date beside a moment is compared by the day.
fn order(value: &Value, limit: &Value) -> Ordering {
    match (value, limit) {
        (Value::Text(a), Value::Text(b)) => {
            let day = |t: &str| t.len() == "2026-03-01".len() && t.contains('-');
            let common = if day(a) || day(b) { 10 } else { usize::MAX };
            let part = |t: &str| t.get(..common).map_or_else(|| t.to_owned(), str::to_owned);
            part(a).cmp(&part(b))
        }
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}
