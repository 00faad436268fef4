//! Where each part of a definition stands: its path, such as `field[2].min` or `rule[0].kind.unique[1]`, and its bytes.
//!
//! Noted while the definition is read, by the places that things have in the form that comes out, so that the laws
//! point at what they mean and nothing is searched for.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::expr::{Segment, SourceMap};

/// The places of one definition.
#[derive(Clone, Debug, Default)]
pub struct Places<'a> {
    source: &'a str,
    parts: Parts,
}

/// The parts of a definition, by their paths.
#[derive(Clone, Debug, Default)]
pub struct Parts(HashMap<String, Bytes>);

/// Where the key and the value of a part stand.
#[derive(Clone, Debug)]
struct Bytes {
    key: Range<usize>,
    value: Range<usize>,
}

impl<'a> Places<'a> {
    pub fn of(source: &'a str, parts: Parts) -> Self {
        Self { source, parts }
    }

    /// Where the value of a path stands, without its quotes; of a table, its first line. What the definition leaves out
    /// stands where its table does.
    pub fn value(&self, path: &str) -> Range<usize> {
        match self.parts.0.get(path) {
            Some(part) => self.shown(&part.value),
            None => self.around(path),
        }
    }

    /// Where the key of a path stands.
    pub fn key(&self, path: &str) -> Range<usize> {
        match self.parts.0.get(path) {
            Some(part) => part.key.clone(),
            None => self.around(path),
        }
    }

    /// Where a part of the text stands that is the value of a path.
    pub fn within(&self, path: &str, part: Range<usize>) -> Range<usize> {
        match self.parts.0.get(path) {
            Some(found) => source_map(self.source, &found.value).place(part),
            None => self.around(path),
        }
    }

    fn around(&self, path: &str) -> Range<usize> {
        match path.rsplit_once(['.', '[']) {
            Some((outer, _)) => self.value(outer),
            None => 0..1.min(self.source.len()),
        }
    }

    fn shown(&self, value: &Range<usize>) -> Range<usize> {
        let written = self.source.get(value.clone()).unwrap_or_default();
        if quotes(written).is_some() {
            let inner = source_map(self.source, value).place(0..usize::MAX);
            return inner.start..value.end.saturating_sub(1).max(inner.start + 1);
        }
        first_line(self.source, value)
    }
}

impl Parts {
    pub fn note(&mut self, path: String, key: Range<usize>, value: Range<usize>) {
        self.0.insert(path, Bytes { key, value });
    }
}

/// A place as far as its first line goes.
pub fn first_line(source: &str, at: &Range<usize>) -> Range<usize> {
    let written = source.get(at.clone()).unwrap_or_default();
    let line = written.find('\n').unwrap_or(written.len());
    at.start..at.start + line.max(1)
}

/// How many bytes of quotes stand at the beginning of a text in TOML, and whether there are escapes between them.
fn quotes(written: &str) -> Option<(usize, bool)> {
    let kinds = [("\"\"\"", true), ("'''", false), ("\"", true), ("'", false)];
    let (quote, escaped) = kinds.into_iter().find(|(q, _)| written.starts_with(q))?;
    Some((quote.len(), escaped))
}

/// Where the bytes of a value come from that is written at a place.
pub fn source_map(source: &str, at: &Range<usize>) -> SourceMap {
    let written = source.get(at.clone()).unwrap_or_default();
    let Some((quote, escaped)) = quotes(written) else {
        return SourceMap::plain(written.len(), at.start);
    };
    let inner = written.get(quote..written.len().saturating_sub(quote));
    let inner = inner.unwrap_or_default();
    // A line end right behind three quotes does not belong to the text.
    let skipped = match quote {
        3 if inner.starts_with("\r\n") => 2,
        3 if inner.starts_with('\n') => 1,
        _ => 0,
    };
    let (inner, at) = (&inner[skipped..], at.start + quote + skipped);
    if !escaped || !inner.contains('\\') {
        return SourceMap::plain(inner.len(), at);
    }
    SourceMap::new(unescaped(inner, at))
}

/// The runs between the escapes of a text.
fn unescaped(inner: &str, at: usize) -> Vec<Segment> {
    let mut segments = Vec::new();
    let (mut start, mut from) = (0, 0);
    while let Some(run) = inner[from..].find('\\') {
        let (escape, value) = escape(&inner[from + run..]);
        // The escape itself belongs to the run before it, as far as it is a character at all.
        segments.push(Segment {
            start,
            len: run,
            at: at + from,
        });
        start += run + value;
        from += run + escape;
    }
    segments.push(Segment {
        start,
        len: inner.len() - from,
        at: at + from,
    });
    segments
}

/// How many bytes an escape takes, and how many it stands for.
fn escape(text: &str) -> (usize, usize) {
    let digits = |n: usize| {
        let code = text
            .get(2..2 + n)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let value = code.and_then(char::from_u32).map_or(1, char::len_utf8);
        ((2 + n).min(text.len()), value)
    };
    match text[1..].chars().next() {
        Some('u') => digits(4),
        Some('U') => digits(8),
        Some('x') => digits(2),
        Some(c) if c.is_whitespace() => {
            let rest = text[1..].trim_start();
            (text.len() - rest.len(), 0)
        }
        Some(c) => (1 + c.len_utf8(), 1),
        None => (text.len(), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(source: &str, within: Range<usize>) -> &str {
        &source[source_map(source, &(0..source.len())).place(within)]
    }

    #[test]
    fn a_part_of_a_text_is_found_behind_its_escapes() {
        let source = r#""a \"b\" c\u4e2dd""#;
        let value = "a \"b\" c中d";
        let place = |word: &str| {
            let start = value.find(word).expect("a part");
            at(source, start..start + word.len())
        };
        assert_eq!((place("b"), place("c"), place("d")), ("b", "c", "d"));
    }

    #[test]
    fn long_texts_begin_behind_their_first_line_end() {
        assert_eq!(at("'''\nab'''", 0..1), "a");
        assert_eq!(at("\"\"\"\na \\\n   b\"\"\"", 2..3), "b");
        assert_eq!(at("'ab'", 1..2), "b");
        assert_eq!(at("42", 1..2), "2");
    }
}
