//! One datum of a field, and its two doors: reading text and showing text.
//!
//! A value is kept as the file keeps it: text, a whole number, or nothing. The field's kind says what
//! that means (hundredths of an amount, minutes, a record's id), so a value without its kind is mute.
//!
//! In the rooms below: what was typed ([`draft`]), what is true ([`record`]), what is not right yet ([`complaint`]), and who
//! does it when ([`stamp`]).

pub mod complaint;
pub mod draft;
pub mod record;
pub mod stamp;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::form::kind::{Choice, Kind};
use super::text::Lang;
use super::text::{safety, typed};

/// A typed datum as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Value {
    #[default]
    Empty,
    Text(String),
    Int(i64),
    /// Lines of a record, each a value for each field of the line.
    Lines(Vec<Vec<Value>>),
}

/// Why a text is not a value of a kind. The words stand in the locale under `misread-<code>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// Not of the form that the kind needs.
    Form(&'static str),
    /// Not a choice of the list; the nearest ones.
    Choice(Vec<String>),
    /// A character that is not kept: its code point.
    Hostile(u32),
}

/// The desk's clock at the time of reading, for phrases such as `+3` or `now`.
#[derive(Clone, Copy, Debug)]
pub struct Moment(pub NaiveDateTime);

pub const DATE: &str = "%Y-%m-%d";
pub const TIME: &str = "%H:%M";
pub const MOMENT: &str = "%Y-%m-%dT%H:%M";

impl Value {
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(t) => t.is_empty(),
            Self::Lines(l) => l.is_empty(),
            Self::Int(_) => false,
        }
    }

    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(t) => Some(t),
            _ => None,
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(n) => Some(*n),
            _ => None,
        }
    }

    pub fn date(day: NaiveDate) -> Self {
        Self::Text(day.format(DATE).to_string())
    }

    pub fn moment(at: NaiveDateTime) -> Self {
        Self::Text(at.format(MOMENT).to_string())
    }

    pub fn time(at: NaiveTime) -> Self {
        Self::Text(at.format(TIME).to_string())
    }

    /// The date of a date or moment.
    pub fn as_date(&self) -> Option<NaiveDate> {
        NaiveDate::parse_from_str(self.as_text()?.get(..10)?, DATE).ok()
    }

    pub fn as_moment(&self) -> Option<NaiveDateTime> {
        NaiveDateTime::parse_from_str(self.as_text()?, MOMENT).ok()
    }

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

    /// Shows the value to a person. References show their id until the store gives the title.
    pub fn show(&self, kind: &Kind, lang: Lang) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => match kind.shown() {
                Kind::Moment => text.replacen('T', " ", 1),
                Kind::Choice(list) => Choice::label_of(list, text, lang).to_owned(),
                Kind::Choices(list) | Kind::Checklist(list) => {
                    let separator = if lang == Lang::Zh { "、" } else { ", " };
                    text.split(',')
                        .map(|c| Choice::label_of(list, c, lang))
                        .collect::<Vec<_>>()
                        .join(separator)
                }
                _ => text.clone(),
            },
            Self::Int(n) => match kind.shown() {
                Kind::YesNo => match (n, lang) {
                    (0, Lang::Zh) => "否".into(),
                    (0, Lang::En) => "no".into(),
                    (_, Lang::Zh) => "是".into(),
                    (_, Lang::En) => "yes".into(),
                },
                Kind::Money => typed::show_decimal(*n, 2),
                Kind::Number => typed::show_number(*n, 3),
                Kind::Duration => typed::show_duration(*n),
                _ => n.to_string(),
            },
            Self::Lines(lines) => lines.len().to_string(),
        }
    }

    /// The value as text that [`Value::read`] reads back, for editing and for CSV.
    pub fn plain(&self, kind: &Kind) -> String {
        match (self, kind.shown()) {
            (Self::Text(text), _) => text.clone(),
            (Self::Int(n), Kind::YesNo) => if *n == 0 { "no" } else { "yes" }.into(),
            _ => self.show(kind, Lang::En),
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
    let near = super::text::near::nearest(text, list.iter().map(|c| c.code.as_str()));
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
