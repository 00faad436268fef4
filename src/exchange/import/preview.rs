//! A look before anything is done: what the columns are taken for, and what would become of the first rows.
//!
//! Invariant: nothing is kept. Must never know how it is shown.

use std::collections::HashSet;

use crate::model::{Complaint, Lang, Stamp};
use crate::store::{Op, Outcome, Result, Store, done};

use super::ImportOptions;
use super::columns::{ColumnUse, Finder};
use super::row_reader::{RowReader, RowReading};
use super::source::{FileShape, OpenedFile, RawRow, Source};
use super::taker::{RowFate, Taker};

/// How many rows are tried.
const ROWS: usize = 20;

/// What a file looks like to the desk.
#[derive(Clone, Debug)]
pub struct Preview {
    pub encoding: String,
    pub shape: FileShape,
    pub columns: Vec<ColumnPreview>,
    pub rows: Vec<Sample>,
    /// What keeps the import from being done: columns that nobody knows, a wrong map.
    pub complaints: Vec<Complaint>,
}

/// A column of the file and the field it was taken for: a field's id, `number`, `state`, `-` where it is
/// passed over, `None` where nobody knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnPreview {
    pub heading: String,
    pub field: Option<String>,
}

/// One of the first rows, in the order of the columns.
#[derive(Clone, Debug)]
pub struct Sample {
    pub line: u64,
    pub cells: Vec<String>,
    pub outcome: RowFate,
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
    options: &ImportOptions,
) -> Result<Outcome<Preview>> {
    let form = done!(store.form(register));
    let opened = OpenedFile::new(source, options.encoding)?;
    let finder = Finder::new(&form, &options.map);
    let mut complaints = finder.map_complaints();
    let mut rows = Vec::new();
    opened.each(|row, _| {
        rows.push(row);
        Ok(rows.len() < ROWS)
    })?;
    let headings = match opened.shape {
        FileShape::Cells(_) => opened.headings.clone(),
        FileShape::Array | FileShape::Lines => keys(&rows),
    };
    let (places, wrong) = finder.columns(&headings);
    complaints.extend(wrong);
    let name = |place: &ColumnUse| match place {
        ColumnUse::Field(i) => form.fields[*i].id.clone(),
        ColumnUse::Number => "number".to_owned(),
        ColumnUse::State => "state".to_owned(),
        ColumnUse::Void | ColumnUse::Nothing => "-".to_owned(),
    };
    let columns = headings
        .iter()
        .zip(&places)
        .map(|(heading, place)| ColumnPreview {
            heading: heading.clone(),
            field: place.as_ref().map(name),
        })
        .collect();
    let intent = Op::Import.on(register).bulk();
    let done = store.propose(stamp, &intent, |tx| {
        let mut scribe = RowReader::new(&form, &finder, &places, options.raw, opened.odd);
        let mut taker = Taker::new(&form, tx);
        let mut samples = Vec::new();
        for row in &rows {
            let outcome = match scribe.entry(&row.raw, &tx.reader())? {
                RowReading::Blank => continue,
                RowReading::Wrong(complaints) => RowFate::Rejected(complaints),
                RowReading::Draft(draft) => taker.take(tx, *draft, row.line, |draft, tx| {
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
    Ok(Outcome::Done(Preview {
        encoding: opened.charset.name(),
        shape: opened.shape,
        columns,
        rows: done.value,
        complaints,
    }))
}

/// The keys of the first objects, in the order in which they appear.
fn keys(rows: &[super::NumberedRow]) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    for row in rows {
        if let RawRow::Object(object) = &row.raw {
            for key in object.keys() {
                if seen.insert(key.clone()) {
                    out.push(key.clone());
                }
            }
        }
    }
    out
}

fn cells(raw: &RawRow, headings: &[String]) -> Vec<String> {
    match raw {
        RawRow::Cells(cells) => cells.iter().map(str::to_owned).collect(),
        RawRow::Object(object) => headings
            .iter()
            .map(|key| match object.get(key) {
                None | Some(serde_json::Value::Null) => String::new(),
                Some(serde_json::Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            })
            .collect(),
        RawRow::Broken(text, _) => vec![text.clone()],
    }
}
