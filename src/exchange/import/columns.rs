//! Which column of a file is which field: by id, by label in either language, or by a map.
//!
//! Invariant: no column is dropped unseen. One that is not known is a complaint with the nearest names,
//! unless a map gives it to `-`. Must never know rows.

use std::collections::HashMap;

use crate::exchange::{cell, outside};
use crate::model::expr::Expr;
use crate::model::form::ENVELOPE;
use crate::model::form::kind::Kind;
use crate::model::text::near::nearest;
use crate::model::text::safety;
use crate::model::{Complaint, Form, Lang, Text, locale};
use crate::store::Result;

/// What a column gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnUse {
    /// The field at this place of the form.
    Field(usize),
    Number,
    State,
    /// When the record was voided: such rows are not taken in.
    Void,
    /// What the program makes by itself, or a map leaves out.
    Nothing,
}

/// A user's own names for columns: `"列名" = "field"`, and `"-"` for a column that is left out.
#[derive(Clone, Debug, Default)]
pub struct NameMap {
    names: HashMap<String, String>,
}

/// Columns that our own rejects file adds.
pub const OURS: [&str; 3] = ["_line", "_reason", "_text"];

impl NameMap {
    /// Reads a map.
    ///
    /// # Errors
    /// It is not TOML, or not a table of texts.
    pub fn read(text: &str, path: &str) -> Result<Self> {
        let wrong = |cause: &str| outside("exchange-bad-map", &[("path", path), ("cause", cause)]);
        let table: toml::Table = text
            .parse()
            .map_err(|e: toml::de::Error| wrong(e.message()))?;
        let mut names = HashMap::new();
        for (column, field) in table {
            match field {
                toml::Value::String(field) => {
                    names.insert(folded(&column), field.trim().to_owned())
                }
                other => return Err(wrong(&format!("{column} = {other}"))),
            };
        }
        Ok(Self { names })
    }
}

/// How headings are compared: half width, lower case, no blanks around.
fn folded(heading: &str) -> String {
    let text = heading.trim_start_matches('\u{FEFF}');
    safety::fold(cell::armed(text.trim())).trim().to_lowercase()
}

/// Finds columns of one form; JSON keys go the same way as headings.
pub struct Finder<'a> {
    form: &'a Form,
    map: &'a NameMap,
    known: HashMap<String, Vec<ColumnUse>>,
}

impl<'a> Finder<'a> {
    pub fn new(form: &'a Form, map: &'a NameMap) -> Self {
        let mut known: HashMap<String, Vec<ColumnUse>> = HashMap::new();
        let mut add = |name: &str, place: ColumnUse| {
            let places = known.entry(folded(name)).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        };
        for (i, field) in form.fields.iter().enumerate() {
            let place = match &field.kind {
                // Worked out again, except where the number stands in a field of its own.
                Kind::Computed(c) if matches!(c.formula.root(), Expr::Name(n, _) if n == "number") => {
                    ColumnUse::Number
                }
                Kind::Computed(_) => ColumnUse::Nothing,
                Kind::State => ColumnUse::State,
                _ => ColumnUse::Field(i),
            };
            for name in [&field.label.zh, &field.label.en] {
                add(name, place);
            }
        }
        for name in ENVELOPE {
            for lang in [Lang::Zh, Lang::En] {
                let label = form.label_of(name, lang);
                let places = known.entry(folded(&label));
                places.or_insert_with(|| vec![envelope(name)]);
            }
        }
        // Ids stand above labels: a label that reads like another field's id does not hide it.
        for name in ENVELOPE {
            known.insert(name.to_owned(), vec![envelope(name)]);
        }
        for name in OURS {
            known.insert(name.to_owned(), vec![ColumnUse::Nothing]);
        }
        let mut ids: Vec<(String, ColumnUse)> = Vec::new();
        for (i, field) in form.fields.iter().enumerate() {
            let place = match &field.kind {
                Kind::Computed(_) => ColumnUse::Nothing,
                Kind::State => ColumnUse::State,
                _ => ColumnUse::Field(i),
            };
            ids.extend(field.was.clone().map(|was| (was, place)));
            ids.push((field.id.clone(), place));
        }
        for (id, place) in ids {
            known.insert(id, vec![place]);
        }
        Self { form, map, known }
    }

    /// What a heading means.
    ///
    /// # Errors
    /// Nothing known, or several things; with the nearest names.
    pub fn find(&self, heading: &str) -> std::result::Result<ColumnUse, Complaint> {
        let asked = folded(heading);
        let name = match self.map.names.get(&asked) {
            Some(field) if field == "-" => return Ok(ColumnUse::Nothing),
            Some(field) => folded(field),
            None if asked.is_empty() => return Ok(ColumnUse::Nothing),
            None => asked,
        };
        match self.known.get(&name).map(Vec::as_slice) {
            Some([place]) => Ok(*place),
            Some(several) => Err(said(
                "exchange-two-fields",
                &[("column", heading), ("near", &self.ids(several))],
            )),
            None => {
                let near = nearest(&name, self.known.keys().map(String::as_str));
                let hint = if near.is_empty() {
                    let ids: Vec<&str> = self.form.fields.iter().map(|f| f.id.as_str()).collect();
                    locale::both("exchange-possible", &[("near", &ids.join(", "))])
                } else {
                    locale::both("near", &[("near", &near.join(", "))])
                };
                let shown = safety::visible(heading.trim());
                Err(Complaint::new(Some(&shown), "field")
                    .with("field", shown.as_ref())
                    .with_text("near", hint))
            }
        }
    }

    fn ids(&self, places: &[ColumnUse]) -> String {
        let ids = places.iter().filter_map(|p| match p {
            ColumnUse::Field(i) => Some(self.form.fields[*i].id.as_str()),
            ColumnUse::Number => Some("number"),
            ColumnUse::State => Some("state"),
            ColumnUse::Void | ColumnUse::Nothing => None,
        });
        ids.collect::<Vec<_>>().join(", ")
    }

    /// The columns of a heading row, and what is wrong with it.
    pub fn columns(&self, headings: &[String]) -> (Vec<Option<ColumnUse>>, Vec<Complaint>) {
        let mut complaints = Vec::new();
        let mut taken: HashMap<ColumnUse, &str> = HashMap::new();
        let mut places = Vec::with_capacity(headings.len());
        for heading in headings {
            let place = match self.find(heading) {
                Ok(place) => place,
                Err(complaint) => {
                    complaints.push(complaint);
                    places.push(None);
                    continue;
                }
            };
            if place != ColumnUse::Nothing
                && let Some(other) = taken.insert(place, heading)
                // The state may stand under its own name and under that of its field.
                && !matches!(place, ColumnUse::State | ColumnUse::Number)
            {
                complaints.push(said(
                    "exchange-column-twice",
                    &[("column", heading), ("near", other)],
                ));
            }
            places.push(Some(place));
        }
        if complaints.is_empty() && !taken.keys().any(|p| *p != ColumnUse::Void) {
            let ids: Vec<&str> = self.form.fields.iter().map(|f| f.id.as_str()).collect();
            complaints.push(said("exchange-no-columns", &[("near", &ids.join(", "))]));
        }
        (places, complaints)
    }

    /// Fields that a map names and the form does not have.
    pub fn map_complaints(&self) -> Vec<Complaint> {
        let mut wrong: Vec<&String> = self
            .map
            .names
            .values()
            .filter(|field| *field != "-" && !self.known.contains_key(&folded(field)))
            .collect();
        wrong.sort();
        wrong
            .into_iter()
            .filter_map(|field| self.find_plain(field).err())
            .collect()
    }

    fn find_plain(&self, field: &str) -> std::result::Result<ColumnUse, Complaint> {
        Finder {
            form: self.form,
            map: &NameMap::default(),
            known: self.known.clone(),
        }
        .find(field)
    }
}

fn envelope(name: &str) -> ColumnUse {
    match name {
        "number" => ColumnUse::Number,
        "state" => ColumnUse::State,
        "void_at" => ColumnUse::Void,
        _ => ColumnUse::Nothing,
    }
}

/// A complaint in words of the exchange's own.
pub fn said(id: &str, args: &[(&str, &str)]) -> Complaint {
    let args: Vec<(&str, String)> = args
        .iter()
        .map(|(k, v)| (*k, safety::visible(v).into_owned()))
        .collect();
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let what: Text = locale::both(id, &args);
    Complaint::new(None, "format").with_text("what", what)
}
