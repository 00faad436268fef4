//! A look before anything is done: what the columns are taken for, and what would become of the first rows.
//!
//! Invariant: nothing is kept. Must never know how it is shown.

use std::collections::HashMap;

use crate::model::{Complaint, Lang, Stamp};
use crate::store::{Act, Result, Store};

use super::columns::{Finder, Place};
use super::entry::{Entry, Scribe};
use super::source::{Opened, Raw, Shape, Source};
use super::taker::{Outcome, Taker};
use super::{Options, form_of};

/// How many rows are tried.
const ROWS: usize = 20;

/// What a file looks like to the desk.
#[derive(Clone, Debug)]
pub struct Preview {
    pub encoding: String,
    pub shape: Shape,
    pub columns: Vec<Column>,
    pub rows: Vec<Sample>,
    /// What keeps the import from being done: columns that nobody knows, a wrong map.
    pub complaints: Vec<Complaint>,
}

/// A column of the file and the field it was taken for: a field's id, `number`, `state`, `-` where it is
/// passed over, `None` where nobody knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub heading: String,
    pub field: Option<String>,
}

/// One of the first rows, in the order of the columns.
#[derive(Clone, Debug)]
pub struct Sample {
    pub line: u64,
    pub cells: Vec<String>,
    pub outcome: Outcome,
}

/// Looks at a file without taking it in.
///
/// # Errors
/// As [`super::run`], but for unknown columns, which are shown.
pub fn preview(
    store: &mut Store,
    stamp: &Stamp,
    _lang: Lang,
    register: &str,
    source: &Source,
    options: &Options,
) -> Result<Preview> {
    let form = form_of(store, register)?;
    let opened = Opened::new(source, options.encoding)?;
    let finder = Finder::new(&form, &options.map);
    let mut complaints = finder.map_complaints();
    let mut rows = Vec::new();
    opened.each(|row, _| {
        rows.push(row);
        Ok(rows.len() < ROWS)
    })?;
    let headings = match opened.shape {
        Shape::Cells(_) => opened.headings.clone(),
        Shape::Array | Shape::Lines => keys(&rows),
    };
    let (places, wrong) = finder.columns(&headings);
    complaints.extend(wrong);
    let name = |place: &Place| match place {
        Place::Field(i) => form.fields[*i].id.clone(),
        Place::Number => "number".to_owned(),
        Place::State => "state".to_owned(),
        Place::Void | Place::Nothing => "-".to_owned(),
    };
    let columns = headings
        .iter()
        .zip(&places)
        .map(|(heading, place)| Column {
            heading: heading.clone(),
            field: place.as_ref().map(name),
        })
        .collect();
    let act = Act {
        what: "import",
        register,
        bulk: true,
    };
    let done = store.propose(stamp, &act, |tx| {
        let mut scribe = Scribe::new(&form, &finder, &places, options.raw, opened.odd);
        let mut taker = Taker::new(&form, tx);
        let mut samples = Vec::new();
        for row in &rows {
            let outcome = match scribe.entry(&row.raw, &tx.reader())? {
                Entry::Blank => continue,
                Entry::Wrong(complaints) => Outcome::Rejected(complaints),
                Entry::Draft(draft) => taker.take(tx, *draft, row.line, |draft, tx| {
                    scribe.fill(draft, &tx.reader())
                })?,
            };
            samples.push(Sample {
                line: row.line,
                cells: cells(&row.raw, &headings),
                outcome,
            });
        }
        Ok((samples, false))
    })?;
    Ok(Preview {
        encoding: opened.charset.name(),
        shape: opened.shape,
        columns,
        rows: done.value,
        complaints,
    })
}

/// The keys of the first objects, in the order in which they appear.
fn keys(rows: &[super::Row]) -> Vec<String> {
    let mut seen = HashMap::new();
    let mut out = Vec::new();
    for row in rows {
        if let Raw::Object(object) = &row.raw {
            for key in object.keys() {
                if seen.insert(key.clone(), ()).is_none() {
                    out.push(key.clone());
                }
            }
        }
    }
    out
}

fn cells(raw: &Raw, headings: &[String]) -> Vec<String> {
    match raw {
        Raw::Cells(cells) => cells.iter().map(str::to_owned).collect(),
        Raw::Object(object) => headings
            .iter()
            .map(|key| match object.get(key) {
                None | Some(serde_json::Value::Null) => String::new(),
                Some(serde_json::Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            })
            .collect(),
        Raw::Broken(text, _) => vec![text.clone()],
    }
}
