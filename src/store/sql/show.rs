//! What is said of a record: its title, and the words of rules with its fields filled in.
//!
//! SQL gives the raw values of the places, and the text is made of them by [`Value::show`], as in every list. Only an
//! order by titles needs the text itself in SQL: it is made there by functions that ask [`Value::show`] too.

use crate::model::form::kind::{Choice, Kind, Storage};
use crate::model::form::template::{Part, Template};
use crate::model::form::{ENVELOPE, Form};
use crate::model::{Catalog, Field, Lang, Value};

use super::dialect::Dialect;
use super::expr::Emit;
use super::names::{literal, quote};

/// How many references a title follows; beyond that the record's id stands for it.
pub const DEEPEST: usize = 2;

/// Words with places, and the columns that give their values.
#[derive(Clone, Debug)]
pub struct Sentence<'f> {
    parts: Vec<SentencePart<'f>>,
}

#[derive(Clone, Debug)]
enum SentencePart<'f> {
    Words(String),
    Value(String, &'f Kind),
    State(String, &'f Form),
    /// What the program itself keeps of the record, as it stands.
    Kept(String),
    /// The title of the record that a reference points at, and where that is found.
    Title(Sentence<'f>, String),
}

impl<'f> Sentence<'f> {
    /// The title of a row under an alias.
    pub fn title(dialect: &dyn Dialect, form: &'f Form, catalog: &'f Catalog, alias: &str) -> Self {
        let row = TitleRow {
            dialect,
            form,
            catalog,
            alias,
        };
        row.title(0)
    }

    /// The title of the record that a field of such a row points at, where it points at a register.
    pub fn of_target(
        dialect: &dyn Dialect,
        field: &Field,
        catalog: &'f Catalog,
        alias: &str,
    ) -> Option<Self> {
        let (title, from) = far(dialect, field, catalog, alias, 1)?;
        let parts = vec![SentencePart::Title(title, from)];
        Some(Self { parts })
    }

    /// Words with places in braces; what names no field stays as it is.
    pub fn said(
        dialect: &dyn Dialect,
        text: &str,
        form: &'f Form,
        catalog: &'f Catalog,
        alias: &str,
    ) -> Self {
        let row = TitleRow {
            dialect,
            form,
            catalog,
            alias,
        };
        let known = |name: &str| form.field(name).is_some() || ENVELOPE.contains(&name);
        let part = |part: Part| match part {
            Part::Plain(text) => SentencePart::Words(text),
            Part::Place(name, _) if known(&name) => row.place(&name, 0),
            Part::Place(name, _) => SentencePart::Words(format!("{{{name}}}")),
        };
        match Template::read(text) {
            Ok(template) => Self {
                parts: template.parts.into_iter().map(part).collect(),
            },
            Err(_) => Self {
                parts: vec![SentencePart::Words(text.to_owned())],
            },
        }
    }

    /// The columns that give the values, in the order in which [`Sentence::told`] takes them.
    pub fn columns(&self, dialect: &dyn Dialect) -> Vec<String> {
        let column = |part: &SentencePart<'_>| match part {
            SentencePart::Words(_) => None,
            SentencePart::Value(column, _)
            | SentencePart::State(column, _)
            | SentencePart::Kept(column) => Some(column.clone()),
            SentencePart::Title(title, from) => {
                let columns = title.columns(dialect);
                let packed = match columns.as_slice() {
                    [one] if !title.is_packed() => one.clone(),
                    many => dialect.packed(many),
                };
                Some(format!("(SELECT {packed} {from})"))
            }
        };
        self.parts.iter().filter_map(column).collect()
    }

    /// How many values it takes.
    pub fn places(&self) -> usize {
        let words = |p: &&SentencePart<'_>| matches!(p, SentencePart::Words(_));
        self.parts.len() - self.parts.iter().filter(words).count()
    }

    /// Whether its values come as one list where they are read for another record.
    fn is_packed(&self) -> bool {
        let plain = |p: &SentencePart<'_>| matches!(p, SentencePart::Title(..));
        self.places() != 1 || self.parts.iter().any(plain)
    }

    /// The text of its values.
    pub fn told(&self, values: Vec<Value>, lang: Lang) -> String {
        let mut values = values.into_iter();
        let mut next = || values.next().unwrap_or_default();
        let mut out = String::new();
        for part in &self.parts {
            match part {
                SentencePart::Words(words) => out.push_str(words),
                SentencePart::Value(_, kind) => out.push_str(&next().show(kind, lang)),
                SentencePart::State(_, form) => out.push_str(&state_label(form, &next(), lang)),
                SentencePart::Kept(_) => out.push_str(&next().show(&Kind::Text, lang)),
                SentencePart::Title(title, _) => {
                    let value = next();
                    if value == Value::Empty {
                        continue;
                    }
                    let values = if title.is_packed() {
                        unpacked(&value)
                    } else {
                        vec![value]
                    };
                    out.push_str(&title.titled(values, lang));
                }
            }
        }
        out
    }

    /// The text of a title: blanks around it are no part of it.
    pub fn titled(&self, values: Vec<Value>, lang: Lang) -> String {
        self.told(values, lang).trim_matches(' ').to_owned()
    }

    /// The same title as SQL, for an order of rows.
    pub fn sql(&self, dialect: &dyn Dialect, lang: Lang) -> String {
        let part = |part: &SentencePart<'_>| match part {
            SentencePart::Words(words) => literal(words),
            SentencePart::Value(column, kind) => blank(&shown(dialect, column, kind, lang)),
            SentencePart::State(column, form) => {
                let states = form
                    .states
                    .iter()
                    .map(|s| (s.id.as_str(), s.label.get(lang)));
                blank(&labelled(column, states))
            }
            SentencePart::Kept(column) => blank(column),
            SentencePart::Title(title, from) => {
                blank(&format!("(SELECT {} {from})", title.sql(dialect, lang)))
            }
        };
        let parts: Vec<String> = self.parts.iter().map(part).collect();
        format!("trim({})", parts.join(" || "))
    }
}

/// The rows of a form under an alias.
struct TitleRow<'f, 'a> {
    dialect: &'a dyn Dialect,
    form: &'f Form,
    catalog: &'f Catalog,
    alias: &'a str,
}

impl<'f> TitleRow<'f, '_> {
    fn title(&self, depth: usize) -> Sentence<'f> {
        let parts = &self.form.title.parts;
        let part = |part: &Part| match part {
            Part::Plain(text) => SentencePart::Words(text.clone()),
            Part::Place(name, _) => self.place(name, depth),
        };
        Sentence {
            parts: match parts.as_slice() {
                [] => vec![SentencePart::Kept(format!("{}.\"id\"", self.alias))],
                parts => parts.iter().map(part).collect(),
            },
        }
    }

    fn place(&self, name: &str, depth: usize) -> SentencePart<'f> {
        let column = format!("{}.{}", self.alias, quote(name));
        let Some(field) = self.form.field(name) else {
            return match name {
                "state" => SentencePart::State(column, self.form),
                _ => SentencePart::Kept(column),
            };
        };
        if field.kind.target().is_some() {
            let there = far(self.dialect, field, self.catalog, self.alias, depth + 1);
            return match there.filter(|_| depth < DEEPEST) {
                Some((title, from)) => SentencePart::Title(title, from),
                None => SentencePart::Kept(column),
            };
        }
        let stored = Emit::new(self.dialect, self.form, self.catalog, self.alias).stored(field);
        let kind = field.kind.shown();
        if matches!(kind, Kind::State) {
            SentencePart::State(stored, self.form)
        } else {
            SentencePart::Value(stored, kind)
        }
    }
}

/// The title of what a reference points at, and where it is found.
fn far<'f>(
    dialect: &dyn Dialect,
    field: &Field,
    catalog: &'f Catalog,
    alias: &str,
    depth: usize,
) -> Option<(Sentence<'f>, String)> {
    let form = catalog.form(field.kind.target()?)?;
    if depth > DEEPEST {
        return None;
    }
    let inner = format!("{alias}_{}", field.id);
    let row = TitleRow {
        dialect,
        form,
        catalog,
        alias: &inner,
    };
    let from = format!(
        "FROM {} AS {inner} WHERE {inner}.\"id\" = {alias}.{}",
        quote(&form.id),
        quote(&field.id)
    );
    Some((row.title(depth), from))
}

/// A state as it is called.
pub fn state_label(form: &Form, value: &Value, lang: Lang) -> String {
    let id = value.as_text().unwrap_or_default();
    let known = form.state(id).map(|s| s.label.get(lang));
    known.unwrap_or(id).to_owned()
}

/// The values of a record that were read as one list.
fn unpacked(value: &Value) -> Vec<Value> {
    let read = |json: &serde_json::Value| match json {
        serde_json::Value::String(text) => Value::text(text.as_str()),
        serde_json::Value::Number(n) => match (n.as_i64(), n.as_f64()) {
            (Some(n), _) => Value::Int(n),
            #[allow(clippy::cast_possible_truncation, reason = "as where a column is read")]
            (None, Some(n)) => Value::Int(n.round() as i64),
            (None, None) => Value::Empty,
        },
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Array(_)
        | serde_json::Value::Object(_) => Value::Empty,
    };
    let list = serde_json::from_str::<Vec<serde_json::Value>>(value.as_text().unwrap_or("[]"));
    list.unwrap_or_default().iter().map(read).collect()
}

fn blank(column: &str) -> String {
    format!("coalesce({column}, '')")
}

/// A stored value as a person reads it, in SQL.
fn shown(dialect: &dyn Dialect, column: &str, kind: &Kind, lang: Lang) -> String {
    if let Kind::Choice(list) = kind {
        let labels = list.iter().map(|c| (c.code.as_str(), c.label.get(lang)));
        return labelled(column, labels);
    }
    if let Some(list) = kind.choices() {
        let labels = literal(&labels_json(list, lang));
        return format!("{SHOWN_CODES}({column}, {labels}, {})", literal(lang.tag()));
    }
    if matches!(kind, Kind::Moment) {
        return format!("replace({column}, 'T', ' ')");
    }
    // A whole number stands as it is kept, as texts and days do.
    let as_kept = matches!(kind, Kind::Integer | Kind::Reference(_));
    if as_kept || kind.storage() != Storage::Integer {
        return dialect.as_text(column);
    }
    let (name, lang) = (literal(kind.name()), literal(lang.tag()));
    format!("{SHOWN}({column}, {name}, {lang})")
}

/// The functions that give a number or codes as a person reads them: value, kind, language; codes, labels, language.
pub const SHOWN: &str = "shown";
pub const SHOWN_CODES: &str = "shown_codes";

fn labels_json(list: &[Choice], lang: Lang) -> String {
    let pairs = list.iter().map(|c| [c.code.as_str(), c.label.get(lang)]);
    serde_json::to_string(&pairs.collect::<Vec<_>>()).unwrap_or_default()
}

fn labelled<'l>(column: &str, labels: impl Iterator<Item = (&'l str, &'l str)>) -> String {
    let arm = |(code, label)| format!("WHEN {} THEN {}", literal(code), literal(label));
    let arms: Vec<String> = labels.map(arm).collect();
    match arms.as_slice() {
        [] => column.to_owned(),
        arms => format!("CASE {column} {} ELSE {column} END", arms.join(" ")),
    }
}

/// Columns of one record.
pub fn of_record(register: &str, columns: &[String]) -> String {
    format!(
        "SELECT {} FROM {} AS r WHERE r.\"id\" = ?",
        columns.join(", "),
        quote(register)
    )
}
