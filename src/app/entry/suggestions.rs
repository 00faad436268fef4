//! The list of values under a field: choices of a form, records of another register, hours of a day.
//!
//! Invariant: the selected entry is one of the list, and the list is never empty.

use crate::model::form::kind::{Choice, Kind, Target};
use crate::model::text::safety;
use crate::model::{Form, Lang, Record, Value, pinyin};
use crate::store::{Lookup, Reader, Result};

/// Records that are read for one list.
const MOST: usize = 60;
/// Rows of a list on the screen.
pub const ROWS: usize = 8;

/// One entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub value: Value,
    /// The digit that picks it, or the number of the record.
    pub key: String,
    pub text: String,
    /// A second column that tells namesakes apart.
    pub side: String,
}

/// An open list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picklist {
    pub items: Vec<Suggestion>,
    pub at: usize,
    /// Opened by a key, not by typing.
    pub asked: bool,
    /// More records fit than the list holds.
    pub more: bool,
}

impl Picklist {
    pub fn new(items: Vec<Suggestion>, asked: bool) -> Option<Self> {
        let more = items.len() >= MOST;
        (!items.is_empty()).then_some(Self {
            items,
            at: 0,
            asked,
            more,
        })
    }

    /// Moves the selection by so many entries.
    pub fn step(&mut self, by: isize) {
        let last = self.items.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    pub fn selected(&self) -> Option<&Suggestion> {
        self.items.get(self.at)
    }

    /// The first entry that is seen when only so many fit.
    pub fn first(&self, rows: usize) -> usize {
        let last = self.items.len().saturating_sub(rows);
        (self.at + 1).saturating_sub(rows.max(1)).min(last)
    }
}

/// The entries of a choice that fit what is typed: by digit, code, label in either language, pinyin.
pub fn choices(list: &[Choice], typed: &str, lang: Lang) -> Vec<Suggestion> {
    let query = pinyin::PinyinQuery::new(typed);
    let mut items: Vec<((u32, bool), Suggestion)> = list
        .iter()
        .zip(1..)
        .filter_map(|(c, n): (&Choice, usize)| {
            let by_digit = (n.to_string() == typed.trim()).then_some(u32::MAX);
            let ranks = [&c.label.zh, &c.label.en, &c.code].map(|label| query.rank(label));
            let rank = ranks.into_iter().flatten().max().max(by_digit)?;
            let item = Suggestion {
                value: Value::text(&c.code),
                key: n.to_string(),
                text: c.label.get(lang).to_owned(),
                side: String::new(),
            };
            Some(((rank, is_usual(&c.label.zh, typed)), item))
        })
        .collect();
    items.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    items.into_iter().map(|(_, item)| item).collect()
}

/// The one choice that a text can only mean.
pub fn best_choice(list: &[Choice], typed: &str) -> Option<Value> {
    match choices(list, typed, Lang::Zh).as_slice() {
        [one] => Some(one.value.clone()),
        _ => None,
    }
}

pub fn yes_no(lang: Lang) -> Vec<Suggestion> {
    [1, 0]
        .into_iter()
        .map(|n| Suggestion {
            value: Value::Int(n),
            key: String::new(),
            text: Value::Int(n).show(&Kind::YesNo, lang),
            side: String::new(),
        })
        .collect()
}

/// Every half hour of a day.
pub fn hours() -> Vec<Suggestion> {
    (0..48)
        .map(|half| {
            let text = format!("{:02}:{:02}", half / 2, half % 2 * 30);
            Suggestion {
                value: Value::text(&text),
                key: String::new(),
                text,
                side: String::new(),
            }
        })
        .collect()
}

/// Records of another register that fit what is typed, the best first.
pub fn records(reader: &Reader<'_>, target: &Target, typed: &str) -> Result<Vec<Suggestion>> {
    let Some(form) = reader.catalog.form(&target.register) else {
        return Ok(Vec::new());
    };
    let found = reader.pick(&target.register, typed, target.filter.as_ref(), MOST)?;
    let query = pinyin::PinyinQuery::new(typed);
    let mut items: Vec<((u32, bool), Suggestion)> = found
        .iter()
        .map(|record| {
            let item = item(form, record, reader.lang);
            let rank = query.rank(&item.text).max(query.rank(&item.key));
            let usual = is_usual(&item.text, typed);
            ((rank.unwrap_or(0), usual), item)
        })
        .collect();
    items.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    Ok(items.into_iter().map(|(_, item)| item).collect())
}

/// Whether the text begins with what is typed as everybody reads it: of two names that fit, one may fit by a rare reading only.
fn is_usual(text: &str, typed: &str) -> bool {
    let typed = safety::fold(typed).to_lowercase();
    let bare = |t: &String| t.replace(' ', "");
    let usual = pinyin::readings(text, 1);
    let mut said = usual.initials.iter().chain(&usual.full).map(bare);
    said.any(|s| s.starts_with(typed.trim()))
}

/// A record as its list shows it: what it is called by, its title, and what else tells it apart.
fn item(form: &Form, record: &Record, lang: Lang) -> Suggestion {
    let mut told: Vec<(usize, String)> = Vec::new();
    for (nth, field) in form.listed().into_iter().enumerate() {
        let place = form.fields.iter().position(|f| f.id == field.id);
        let Some((place, value)) = place.and_then(|p| Some((p, record.values.get(p)?))) else {
            continue;
        };
        let title = record.titles.get(place).cloned().flatten();
        let shown = title.unwrap_or_else(|| value.show(&field.kind, lang));
        if !shown.is_empty() && !record.title.contains(&shown) {
            told.push((nth, shown));
        }
    }
    let mut told = told.into_iter().peekable();
    // Without a number the first column names a record, unless its title does already.
    let key = record.number.clone();
    let key = key.or_else(|| told.next_if(|(nth, _)| *nth == 0).map(|(_, shown)| shown));
    Suggestion {
        value: Value::Int(record.id),
        key: key.unwrap_or_default(),
        text: record.title.clone(),
        side: told.next().map(|(_, shown)| shown).unwrap_or_default(),
    }
}

/// The record that a text means: exactly, or as the only one that fits.
pub fn resolve(
    reader: &Reader<'_>,
    target: &Target,
    text: &str,
) -> Result<Option<(Value, String)>> {
    if let Lookup::One(id) = reader.resolve(&target.register, text)? {
        let title = reader.title(&target.register, id)?;
        return Ok(title.map(|t| (Value::Int(id), t)));
    }
    Ok(match records(reader, target, text)?.as_slice() {
        [one] => Some((one.value.clone(), one.text.clone())),
        _ => None,
    })
}
