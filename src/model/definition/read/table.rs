//! Reads TOML tables key by key, notes the place of each value and collects Faults: missing keys, unknown keys, wrong
//! types.
//!
//! The text is read once; nothing stops at the first fault.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use std::str::FromStr;
use std::sync::Arc;

use strum::VariantNames;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::reading::Reading;
use crate::model::definition::places::{first_line, source_map};
use crate::model::expr::{Formula, Lets, SourceMap};
use crate::model::fault::{Fault, Wrong};
use crate::model::locale;
use crate::model::text::Text;
use crate::model::text::near::nearest;

/// A table of the definition with a note of which keys were asked for.
pub struct TomlTable<'a> {
    entries: &'a DeTable<'a>,
    pub at: Range<usize>,
    /// Where it stands in what is read: `field[2]`, or nothing for the whole.
    path: String,
    asked: RefCell<BTreeSet<&'static str>>,
    pub reading: &'a Reading<'a>,
    /// The names that expressions below may use.
    lets: Arc<Lets>,
}

/// A value with its place.
pub struct Placed<T> {
    pub value: T,
    pub at: Range<usize>,
}

/// A value that may be a word, a flag or a table.
pub enum Either<'a> {
    Word(Placed<String>),
    Flag(bool),
    Table(TomlTable<'a>),
}

impl<'a> TomlTable<'a> {
    /// The table of a whole text.
    pub fn root(root: &'a Spanned<DeTable<'a>>, reading: &'a Reading<'a>) -> Self {
        Self {
            entries: root.get_ref(),
            at: root.span(),
            path: String::new(),
            asked: RefCell::default(),
            reading,
            lets: Arc::default(),
        }
    }

    fn inner(&self, entries: &'a DeTable<'a>, at: Range<usize>, path: String) -> Self {
        Self {
            entries,
            at,
            path,
            asked: RefCell::default(),
            reading: self.reading,
            lets: self.lets.clone(),
        }
    }

    /// The path of a key; nobody asks for it where nothing is noted.
    fn path(&self, key: &str) -> String {
        match (self.reading.trusting, self.path.is_empty()) {
            (true, _) => String::new(),
            (false, true) => key.to_owned(),
            (false, false) => format!("{}.{key}", self.path),
        }
    }

    fn find(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().insert(key);
        let (found, value) = self.entries.iter().find(|(k, _)| k.get_ref() == key)?;
        self.reading
            .note(self.path(key), found.span(), value.span());
        Some(value)
    }

    /// Notes an item of a list and gives its path.
    fn item(&self, key: &str, nth: usize, at: Range<usize>) -> String {
        if self.reading.trusting {
            return String::new();
        }
        let path = format!("{}[{nth}]", self.path(key));
        self.reading.note(path.clone(), at.clone(), at);
        path
    }

    /// The keys that stand there, known or not.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(|k| &**k.get_ref())
    }

    pub fn has(&self, key: &'static str) -> bool {
        self.find(key).is_some()
    }

    pub fn fault(&self, fault: Fault) {
        self.reading.faults.push(fault);
    }

    fn missing(&self, key: &str) {
        let at = first_line(self.reading.source, &self.at);
        self.fault(Fault::new(Wrong::MissingKey, at).with("key", key));
    }

    fn wrong_type(&self, value: &Spanned<DeValue<'a>>, key: &str, want: Text) {
        let found = value.get_ref().type_str().replace(' ', "-");
        let fault = Fault::new(Wrong::WrongType, value.span())
            .with("key", key)
            .with_text("want", want)
            .with_text("found", locale::both(&format!("toml-{found}"), &[]));
        self.fault(fault);
    }

    /// A string, if it is there.
    pub fn string(&self, key: &'static str) -> Option<Placed<String>> {
        let value = self.find(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(value, key, locale::both("toml-want-text", &[]));
            return None;
        };
        Some(Placed {
            value: text.to_owned(),
            at: value.span(),
        })
    }

    /// A string that must be there.
    pub fn need_string(&self, key: &'static str) -> Placed<String> {
        self.need(key);
        self.string(key).unwrap_or(Placed {
            value: String::new(),
            at: self.at.clone(),
        })
    }

    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.find(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(value, key, locale::both("toml-want-flag", &[]));
        }
        flag
    }

    pub fn number(&self, key: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        let value = self.find(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|i| i.as_str().parse().ok())
            .filter(|n| range.contains(n));
        if number.is_none() {
            let (from, to) = (range.start().to_string(), range.end().to_string());
            let want = locale::both("toml-want-number", &[("from", &from), ("to", &to)]);
            self.wrong_type(value, key, want);
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
            DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
                self.wrong_type(value, key, locale::both("toml-want-scalar", &[]));
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
        let want = || locale::both("toml-want-texts", &[]);
        let mut out = Vec::new();
        for item in self.items(key, want) {
            let Some(text) = item.get_ref().as_str() else {
                self.wrong_type(item, key, want());
                continue;
            };
            self.item(key, out.len(), item.span());
            out.push(Placed {
                value: text.to_owned(),
                at: item.span(),
            });
        }
        out
    }

    /// The words of a list, where their places are asked for by their paths.
    pub fn words(&self, key: &'static str) -> Vec<String> {
        self.strings(key).into_iter().map(|s| s.value).collect()
    }

    fn items(&self, key: &'static str, want: impl Fn() -> Text) -> &'a [Spanned<DeValue<'a>>] {
        let Some(value) = self.find(key) else {
            return &[];
        };
        let items = value.get_ref().as_array();
        if items.is_none() {
            self.wrong_type(value, key, want());
        }
        items.map_or(&[], |items| items)
    }

    /// A text in both languages; both must be there and say something.
    pub fn text(&self, key: &'static str) -> Option<Text> {
        let value = self.find(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(value, key, locale::both("toml-want-languages", &[]));
            return None;
        };
        let inner = self.inner(table, value.span(), self.path(key));
        let text = inner.languages();
        inner.finish();
        Some(text)
    }

    /// The two languages of a text, among other keys or alone.
    pub fn languages(&self) -> Text {
        let text = Text::new(self.need_string("zh").value, self.need_string("en").value);
        let said = self.has("zh") && self.has("en");
        if said && (text.zh.trim().is_empty() || text.en.trim().is_empty()) {
            self.fault(Fault::new(Wrong::SaysNothing, self.at.clone()));
        }
        text
    }

    pub fn need_text(&self, key: &'static str) -> Text {
        self.need(key);
        self.text(key).unwrap_or_default()
    }

    /// An expression, if it is there.
    pub fn formula(&self, key: &'static str) -> Option<Formula> {
        let text = self.string(key)?;
        self.read_formula(&text)
    }

    pub fn read_formula(&self, text: &Placed<String>) -> Option<Formula> {
        let map = source_map(self.reading.source, &text.at);
        let formula = Formula::written(&text.value, map, self.lets.clone());
        if self.reading.trusting {
            return Some(formula);
        }
        let sound = formula.sound();
        sound.map_err(|fault| self.fault(fault)).ok()
    }

    /// An expression of the program's own making that stands for what is written at a place.
    pub fn made(&self, text: &str, at: usize) -> Formula {
        Formula::written(text, SourceMap::point(at), self.lets.clone())
    }

    /// A name in the definition as an expression, to be put together with others.
    pub fn name(&self, name: &Placed<String>) -> Formula {
        let map = source_map(self.reading.source, &name.at);
        Formula::written(&name.value, map, self.lets.clone())
    }

    /// Where the words of a string begin, behind its quotes of whatever kind.
    pub fn inside(&self, text: &Placed<String>) -> usize {
        source_map(self.reading.source, &text.at).start()
    }

    /// Gives names to expressions, for all that is read below from now on.
    pub fn give_names(&mut self, lets: Lets) {
        self.lets = Arc::new(lets);
    }

    /// A table under a key.
    pub fn table(&self, key: &'static str) -> Option<TomlTable<'a>> {
        let value = self.find(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(value, key, locale::both("toml-want-table", &[]));
            return None;
        };
        Some(self.inner(table, value.span(), self.path(key)))
    }

    /// The tables of a list.
    pub fn tables(&self, key: &'static str) -> Vec<TomlTable<'a>> {
        let want = || locale::both("toml-want-tables", &[]);
        let mut out = Vec::new();
        for item in self.items(key, want) {
            let Some(table) = item.get_ref().as_table() else {
                self.wrong_type(item, key, want());
                continue;
            };
            let path = self.item(key, out.len(), item.span());
            out.push(self.inner(table, item.span(), path));
        }
        out
    }

    /// The pairs of a table of short texts, such as `set = { a = "now" }`, in the order of their writing.
    pub fn pairs(&self, key: &'static str) -> Vec<(Placed<String>, Placed<String>)> {
        let Some(table) = self.table(key) else {
            return Vec::new();
        };
        let mut entries: Vec<_> = table.entries.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        let mut out = Vec::new();
        for (name, item) in entries {
            let path = table.path(name.get_ref());
            self.reading.note(path, name.span(), item.span());
            let Some(text) = item.get_ref().as_str() else {
                self.wrong_type(item, name.get_ref(), locale::both("toml-want-text", &[]));
                continue;
            };
            let placed = |value: &str, at| Placed {
                value: value.to_owned(),
                at,
            };
            out.push((
                placed(name.get_ref(), name.span()),
                placed(text, item.span()),
            ));
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
            DeValue::Table(t) => Some(Either::Table(self.inner(t, value.span(), self.path(key)))),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Array(_) => {
                self.wrong_type(value, key, locale::both("toml-want-word", &[]));
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
                let fault = Fault::new(Wrong::UnknownKey, key.span()).with("key", name);
                self.fault(fault.near_or_known(&near, asked.iter().copied()));
            }
        }
    }

    /// The word of a list under a key, if it is there and one of them.
    pub fn word<T: FromStr + VariantNames>(&self, key: &'static str) -> Option<T> {
        let word = self.string(key)?;
        let found = word.value.parse().ok();
        if found.is_none() {
            self.not_one_of(Wrong::UnknownWord, &word, T::VARIANTS);
        }
        found
    }

    /// Reports a key that is needed here.
    pub fn need(&self, key: &'static str) {
        if !self.has(key) {
            self.missing(key);
        }
    }

    /// Reports a word that is not one of a list.
    pub fn not_one_of(&self, wrong: Wrong, word: &Placed<String>, known: &[&str]) {
        let near = nearest(&word.value, known.iter().copied());
        let fault = Fault::new(wrong, word.at.clone()).with("word", &word.value);
        self.fault(fault.near_or_known(&near, known.iter().copied()));
    }
}
