//! Reads TOML tables key by key and collects Faults: missing keys, unknown keys, wrong types.
//!
//! The file is read once; nothing stops at the first fault.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::definition::fault::{Fault, Faults};
use crate::model::expr::{Formula, Wrong};
use crate::model::text::Text;
use crate::model::text::near::nearest;

/// A table of the definition with a note of which keys were asked for.
pub struct TomlTable<'a> {
    entries: &'a DeTable<'a>,
    pub at: Range<usize>,
    asked: RefCell<BTreeSet<&'static str>>,
    pub faults: &'a Faults,
    source: &'a str,
}

/// A value with its place.
pub struct Placed<T> {
    pub value: T,
    pub at: Range<usize>,
}

impl<'a> TomlTable<'a> {
    pub fn new(
        entries: &'a DeTable<'a>,
        at: Range<usize>,
        faults: &'a Faults,
        source: &'a str,
    ) -> Self {
        Self {
            entries,
            at,
            asked: RefCell::default(),
            faults,
            source,
        }
    }

    fn find(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().insert(key);
        self.entries
            .iter()
            .find(|(k, _)| k.get_ref() == key)
            .map(|(_, v)| v)
    }

    /// The keys that stand there, known or not.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(|k| &**k.get_ref())
    }

    pub fn has(&self, key: &'static str) -> bool {
        self.find(key).is_some()
    }

    fn missing(&self, key: &str) {
        let start = self.at.start;
        let line = self.source[start.min(self.source.len())..]
            .find('\n')
            .map_or(self.source.len(), |n| start + n);
        self.faults.add(
            "F02",
            start..line.min(self.at.end.max(start + 1)),
            format!("`{key}` is missing"),
        );
    }

    fn wrong_type(&self, value: &Spanned<DeValue<'a>>, key: &str, want: &str) {
        let message = format!(
            "`{key}` must be {want}, this is a {}",
            value.get_ref().type_str()
        );
        self.faults.add("F03", value.span(), message);
    }

    /// A string, if it is there.
    pub fn string(&self, key: &'static str) -> Option<Placed<String>> {
        let value = self.find(key)?;
        match value.get_ref().as_str() {
            Some(text) => Some(Placed {
                value: text.to_owned(),
                at: value.span(),
            }),
            None => {
                self.wrong_type(value, key, "a text in quotes");
                None
            }
        }
    }

    /// A string that must be there.
    pub fn need_string(&self, key: &'static str) -> Placed<String> {
        if !self.has(key) {
            self.missing(key);
        }
        self.string(key).unwrap_or(Placed {
            value: String::new(),
            at: self.at.clone(),
        })
    }

    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.find(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(value, key, "true or false");
        }
        flag
    }

    pub fn number(&self, key: &'static str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let value = self.find(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|i| i.as_str().parse().ok());
        if !number.is_some_and(|n| range.contains(&n)) {
            let want = format!("a whole number from {} to {}", range.start(), range.end());
            self.wrong_type(value, key, &want);
            return None;
        }
        number
    }

    /// A value that may be written as text, number, or yes/no, as its text.
    pub fn scalar(&self, key: &'static str) -> Option<Placed<String>> {
        let value = self.find(key)?;
        let text = match value.get_ref() {
            DeValue::String(s) => s.to_string(),
            DeValue::Integer(i) => i.as_str().to_owned(),
            DeValue::Float(f) => f.as_str().to_owned(),
            DeValue::Boolean(b) => if *b { "yes" } else { "no" }.to_owned(),
            _ => {
                self.wrong_type(value, key, "a text, a number, true or false");
                return None;
            }
        };
        Some(Placed {
            value: text,
            at: value.span(),
        })
    }

    /// A list of strings; empty when it is not there.
    pub fn strings(&self, key: &'static str) -> Vec<Placed<String>> {
        let Some(value) = self.find(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(value, key, "a list of texts");
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => out.push(Placed {
                    value: text.to_owned(),
                    at: item.span(),
                }),
                None => self.wrong_type(item, key, "a list of texts"),
            }
        }
        out
    }

    /// A text in both languages; both must be there and say something.
    pub fn text(&self, key: &'static str) -> Option<Text> {
        let value = self.find(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(value, key, "{ zh = \"…\", en = \"…\" }");
            return None;
        };
        let inner = TomlTable::new(table, value.span(), self.faults, self.source);
        let text = Text {
            zh: inner.need_string("zh").value,
            en: inner.need_string("en").value,
        };
        let said = inner.has("zh") && inner.has("en");
        if said && (text.zh.trim().is_empty() || text.en.trim().is_empty()) {
            let hint = "both languages say it in words";
            self.faults
                .hint("F16", value.span(), "this text says nothing", hint);
        }
        inner.finish();
        Some(text)
    }

    pub fn need_text(&self, key: &'static str) -> Text {
        if !self.has(key) {
            self.missing(key);
        }
        self.text(key).unwrap_or_default()
    }

    /// An expression, if it is there.
    pub fn formula(&self, key: &'static str) -> Option<Formula> {
        let text = self.string(key)?;
        self.read_formula(text)
    }

    pub fn read_formula(&self, text: Placed<String>) -> Option<Formula> {
        let start = self.inside(&text);
        if self.faults.trusting {
            return Some(Formula::trusted(&text.value, start));
        }
        match Formula::read(&text.value, start) {
            Ok(formula) => Some(formula),
            Err(wrong) => {
                self.faults
                    .push(wrong_at(&wrong, &Formula::trusted(&text.value, start)));
                None
            }
        }
    }

    /// Where the words of a string begin, after its quotes of whatever kind.
    pub fn inside(&self, text: &Placed<String>) -> usize {
        let written = self.source.get(text.at.clone()).unwrap_or_default();
        text.at.start + written.find(&text.value).unwrap_or(1)
    }

    /// A table under a key.
    pub fn table(&self, key: &'static str) -> Option<TomlTable<'a>> {
        let value = self.find(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(value, key, "a table");
        }
        Some(TomlTable::new(
            table?,
            value.span(),
            self.faults,
            self.source,
        ))
    }

    /// The tables of a list.
    pub fn tables(&self, key: &'static str) -> Vec<TomlTable<'a>> {
        let Some(value) = self.find(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(value, key, "a list of tables");
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in items {
            match item.get_ref().as_table() {
                Some(table) => {
                    out.push(TomlTable::new(table, item.span(), self.faults, self.source))
                }
                None => self.wrong_type(item, key, "a list of tables"),
            }
        }
        out
    }

    /// The pairs of a table of short texts, such as `set = { a = "now" }`.
    pub fn pairs(&self, key: &'static str) -> Vec<(Placed<String>, Placed<String>)> {
        let Some(value) = self.find(key) else {
            return Vec::new();
        };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(value, key, "a table");
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, item) in table {
            let name = Placed {
                value: name.get_ref().to_string(),
                at: name.span(),
            };
            match item.get_ref().as_str() {
                Some(text) => out.push((
                    name,
                    Placed {
                        value: text.to_owned(),
                        at: item.span(),
                    },
                )),
                None => self.wrong_type(item, &name.value, "a text in quotes"),
            }
        }
        out
    }

    /// The one string, flag or table under a key, whichever it is.
    pub fn either(&self, key: &'static str) -> Option<Either<'a>> {
        let value = self.find(key)?;
        match value.get_ref() {
            DeValue::String(s) => Some(Either::Word(Placed {
                value: s.to_string(),
                at: value.span(),
            })),
            DeValue::Boolean(b) => Some(Either::Flag(*b)),
            DeValue::Table(t) => Some(Either::Table(TomlTable::new(
                t,
                value.span(),
                self.faults,
                self.source,
            ))),
            _ => {
                self.wrong_type(value, key, "a word or a table");
                None
            }
        }
    }

    /// Says which keys nobody asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.entries.keys() {
            let name: &str = key.get_ref();
            if !asked.contains(name) {
                let near = nearest(name, asked.iter().copied());
                let hint = if near.is_empty() {
                    format!(
                        "known here: {}",
                        asked.iter().copied().collect::<Vec<_>>().join(", ")
                    )
                } else {
                    format!("did you mean {}?", near.join(", "))
                };
                self.faults
                    .hint("F01", key.span(), format!("unknown key `{name}`"), hint);
            }
        }
    }

    /// Reports a key that is needed here.
    pub fn need(&self, key: &'static str) {
        if !self.has(key) {
            self.missing(key);
        }
    }
}

/// A value that may be a word, a flag or a table.
pub enum Either<'a> {
    Word(Placed<String>),
    Flag(bool),
    Table(TomlTable<'a>),
}

/// A fault of an expression at its place in the file.
pub fn wrong_at(wrong: &Wrong, formula: &Formula) -> Fault {
    let at = formula.place(wrong.at);
    Fault {
        code: wrong.code,
        at: at..at + wrong.len.max(1),
        message: wrong.message.clone(),
        hint: wrong.hint.clone(),
    }
}
