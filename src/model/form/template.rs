//! Templates with places in braces: titles (`{asset} {symptom}`) and numbers (`WX-{year}-{seq:4}`).

use serde::{Deserialize, Serialize};

use chrono::{Datelike, NaiveDate};

/// A template read into its parts.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Template {
    pub parts: Vec<Part>,
    /// Where the names of the places begin in the text, in bytes.
    names: Vec<usize>,
}

/// One part of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    Plain(String),
    /// A place by name, with the number after its colon where there is one.
    Place(String, Option<usize>),
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// The byte offset of a brace that is not closed, or of a place without a name or with a bad width.
    pub fn read(text: &str) -> Result<Self, usize> {
        let (mut parts, mut names, mut rest, mut at) = (Vec::new(), Vec::new(), text, 0);
        while let Some(open) = rest.find('{') {
            if open > 0 {
                parts.push(Part::Plain(rest[..open].to_owned()));
            }
            let close = rest[open..].find('}').ok_or(at + open)? + open;
            let inside = &rest[open + 1..close];
            let (name, width) = match inside.split_once(':') {
                Some((name, width)) => (name, Some(width.parse().map_err(|_| at + open)?)),
                None => (inside, None),
            };
            if name.is_empty() || width.is_some_and(|w| w > 12) {
                return Err(at + open);
            }
            parts.push(Part::Place(name.to_owned(), width));
            names.push(at + open + 1);
            at += close + 1;
            rest = &rest[close + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Plain(rest.to_owned()));
        }
        Ok(Self { parts, names })
    }

    /// The names of the places, in order.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|p| match p {
            Part::Place(name, _) => Some(name.as_str()),
            Part::Plain(_) => None,
        })
    }

    /// The names of the places with where each begins in the text, in bytes.
    pub fn placed(&self) -> impl Iterator<Item = (&str, usize)> {
        self.places().zip(self.names.iter().copied())
    }

    /// The period within which a number template counts: the year, the month, or everything.
    pub fn period(&self, day: NaiveDate) -> String {
        let has = |place: &str| self.places().any(|p| p == place);
        match (has("year"), has("month")) {
            (true, true) => format!("{:04}-{:02}", day.year(), day.month()),
            (true, false) => format!("{:04}", day.year()),
            (false, _) => String::new(),
        }
    }

    /// The number issued as the `seq`-th of its period.
    pub fn number(&self, day: NaiveDate, seq: i64) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Plain(text) => out.push_str(text),
                Part::Place(name, width) => match name.as_str() {
                    "year" => out.push_str(&format!("{:04}", day.year())),
                    "month" => out.push_str(&format!("{:02}", day.month())),
                    _ => out.push_str(&format!("{seq:0w$}", w = width.unwrap_or(1))),
                },
            }
        }
        out
    }

    /// The sequence within a number that this template issued for the day's period, if it did.
    pub fn sequence_of(&self, number: &str, day: NaiveDate) -> Option<i64> {
        let seq = self
            .parts
            .iter()
            .position(|p| matches!(p, Part::Place(n, _) if n == "seq"))?;
        let side = |parts: &[Part]| {
            Template {
                parts: parts.to_vec(),
                names: Vec::new(),
            }
            .number(day, 0)
        };
        let (before, after) = (side(&self.parts[..seq]), side(&self.parts[seq + 1..]));
        number
            .strip_prefix(&before)?
            .strip_suffix(&after)?
            .parse()
            .ok()
            .filter(|n| *n > 0)
    }
}
