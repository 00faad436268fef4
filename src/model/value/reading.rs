//! The door in: what a person types becomes a value of a kind, or it is said why not.

use super::{Misread, Moment, Value};
use crate::model::form::kind::{Choice, Kind};
use crate::model::text::{near, safety, typed};

impl Value {
    /// Reads what a person typed. Blank text is the empty value of every kind.
    ///
    /// References are resolved by the store, lines are read field by field, computed fields and states
    /// are not typed: for these kinds the text is kept as it is.
    ///
    /// # Errors
    /// Why the text is not a value of the kind.
    pub fn read(kind: &Kind, text: &str, now: Moment) -> Result<Self, Misread> {
        let several = matches!(kind, Kind::Note);
        let text = safety::clean(text, several).map_err(|h| Misread::Hostile(h.code))?;
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::Empty);
        }
        let folded = safety::fold(text);
        let int = |n: Option<i64>, word| n.map(Self::Int).ok_or(Misread::Form(word));
        match kind {
            Kind::Text
            | Kind::Note
            | Kind::File
            | Kind::Reference(_)
            | Kind::State
            | Kind::Rows(_) => Ok(Self::Text(text.to_owned())),
            Kind::Computed(c) => Self::read(&c.as_kind, text, now),
            Kind::Integer => int(typed::integer(&folded), "integer"),
            Kind::Number => int(typed::decimal(&folded, 3), "number"),
            Kind::Money => int(typed::decimal(&folded, 2), "money"),
            Kind::Duration => int(typed::duration(&folded), "duration"),
            Kind::YesNo => int(typed::yes_no(&folded).map(i64::from), "yes_no"),
            Kind::Date => typed::date(&folded, now.0.date())
                .map(Self::date)
                .ok_or(Misread::Form("date")),
            Kind::Time => typed::time(&folded)
                .map(Self::time)
                .ok_or(Misread::Form("time")),
            Kind::Moment => typed::moment(&folded, now.0)
                .map(Self::moment)
                .ok_or(Misread::Form("moment")),
            Kind::Choice(list) => choice(list, text).map(Self::Text),
            Kind::Choices(list) | Kind::Checklist(list) => codes(list, text),
        }
    }
}

/// A code by its code, its label in either language, its place in the list, or the beginning of a label.
fn choice(list: &[Choice], text: &str) -> Result<String, Misread> {
    let folded = safety::fold(text).to_lowercase();
    let exact = list.iter().find(|c| {
        c.code.to_lowercase() == folded || c.label.zh == text || c.label.en.to_lowercase() == folded
    });
    if let Some(c) = exact {
        return Ok(c.code.clone());
    }
    if let Some(c) = folded
        .parse::<usize>()
        .ok()
        .and_then(|n| list.get(n.checked_sub(1)?))
    {
        return Ok(c.code.clone());
    }
    let begins: Vec<&Choice> = list
        .iter()
        .filter(|c| {
            c.code.starts_with(&folded)
                || c.label.zh.starts_with(text)
                || c.label.en.to_lowercase().starts_with(&folded)
        })
        .collect();
    match begins.as_slice() {
        [one] => Ok(one.code.clone()),
        _ => Err(Misread::Choice(nearest_choices(list, &folded))),
    }
}

fn nearest_choices(list: &[Choice], text: &str) -> Vec<String> {
    let near = near::nearest(text, list.iter().map(|c| c.code.as_str()));
    let shown: Vec<&str> = if near.is_empty() {
        list.iter().take(8).map(|c| c.code.as_str()).collect()
    } else {
        near
    };
    shown.into_iter().map(str::to_owned).collect()
}

/// Several codes, kept in the order of the list and joined by commas.
fn codes(list: &[Choice], text: &str) -> Result<Value, Misread> {
    let mut ticked = vec![false; list.len()];
    for part in text
        .split([',', '，', '、', ';', '；'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
    {
        let code = choice(list, part)?;
        for (tick, c) in ticked.iter_mut().zip(list) {
            *tick |= c.code == code;
        }
    }
    let codes: Vec<&str> = list
        .iter()
        .zip(&ticked)
        .filter(|(_, t)| **t)
        .map(|(c, _)| c.code.as_str())
        .collect();
    Ok(Value::text(codes.join(",")))
}
