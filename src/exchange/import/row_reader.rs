//! From a row of a file to a draft: each cell becomes an answer of the field that its column is.
//!
//! Invariant: what the row says is kept as typed text; nothing is guessed here. Must never write.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::exchange::cell;
use crate::exchange::json::decode;
use crate::model::form::field::DefaultValue;
use crate::model::form::kind::Kind;
use crate::model::text::safety;
use crate::model::value::draft::Answer;
use crate::model::{Complaint, Draft, Field, Form};
use crate::rules::fill;
use crate::store::{Reader, Result};

use super::columns::{ColumnUse, Finder, said};
use super::source::RawRow;

/// More than this in one cell is a file in the wrong place, or a quote that was never closed.
const MOST: usize = 512 * 1024;

/// A number longer than this is none.
const LONGEST_NUMBER: usize = 80;

/// What a row came to.
pub enum RowReading {
    /// Nothing stands in it.
    Blank,
    Draft(Box<Draft>),
    Wrong(Vec<Complaint>),
}

/// Reads the rows of one file.
pub struct RowReader<'a> {
    pub form: &'a Form,
    pub finder: &'a Finder<'a>,
    /// The columns of a file with headings.
    pub places: &'a [Option<ColumnUse>],
    /// Cells are taken as they stand: no mark before a formula is ours.
    pub raw: bool,
    /// The quotes of the file do not pair up: a cell of several lines may have swallowed rows.
    pub odd: bool,
    keys: HashMap<String, std::result::Result<ColumnUse, Complaint>>,
}

impl<'a> RowReader<'a> {
    pub fn new(
        form: &'a Form,
        finder: &'a Finder<'a>,
        places: &'a [Option<ColumnUse>],
        raw: bool,
        odd: bool,
    ) -> Self {
        Self {
            odd,
            form,
            finder,
            places,
            raw,
            keys: HashMap::new(),
        }
    }

    /// The draft of a row.
    ///
    /// # Errors
    /// Trouble with the file while the records behind references are looked at.
    pub fn entry(&mut self, raw: &RawRow, reader: &Reader<'_>) -> Result<RowReading> {
        let mut draft = Draft::new(&self.form.id);
        let mut wrong = Vec::new();
        let mut blank = true;
        match raw {
            RawRow::Broken(_, why) => {
                wrong.push(Complaint::new(None, "format").with_text("what", why.clone()));
            }
            RawRow::Cells(cells) => {
                blank = cells.iter().all(|c| c.trim().is_empty());
                let beyond = cells.iter().skip(self.places.len());
                if cells.len() < self.places.len() || beyond.clone().any(|c| !c.trim().is_empty()) {
                    wrong.push(said(
                        "exchange-ragged",
                        &[
                            ("cells", &cells.len().to_string()),
                            ("columns", &self.places.len().to_string()),
                        ],
                    ));
                }
                if self.odd && cells.iter().any(|c| c.contains('\n')) {
                    wrong.push(said("exchange-odd-quotes", &[]));
                }
                for (place, text) in self.places.iter().zip(cells) {
                    if let Some(place) = place {
                        let text = if self.raw { text } else { cell::armed(text) };
                        self.text(&mut draft, *place, text, reader, &mut wrong)?;
                    }
                }
            }
            RawRow::Object(object) => {
                for (key, value) in object {
                    blank &= value.is_null();
                    let place = self
                        .keys
                        .entry(key.clone())
                        .or_insert_with(|| self.finder.find(key));
                    match place.clone() {
                        Ok(place) => self.json(&mut draft, place, value, reader, &mut wrong)?,
                        Err(complaint) => wrong.push(complaint),
                    }
                }
            }
        }
        if !wrong.is_empty() {
            return Ok(RowReading::Wrong(wrong));
        }
        if blank {
            return Ok(RowReading::Blank);
        }
        Ok(RowReading::Draft(Box::new(draft)))
    }

    fn text(
        &self,
        draft: &mut Draft,
        place: ColumnUse,
        text: &str,
        reader: &Reader<'_>,
        wrong: &mut Vec<Complaint>,
    ) -> Result<()> {
        if text.len() > MOST {
            let size = (text.len() / 1024).to_string();
            let most = (MOST / 1024).to_string();
            wrong.push(said(
                "exchange-too-large",
                &[("size", &size), ("most", &most)],
            ));
            return Ok(());
        }
        if text.contains('\u{FFFD}') {
            wrong.push(said("exchange-undecodable", &[]));
            return Ok(());
        }
        match place {
            ColumnUse::Nothing => {}
            ColumnUse::Void if text.trim().is_empty() => {}
            ColumnUse::Void => wrong.push(said("exchange-void", &[])),
            ColumnUse::Number => self.number(draft, text, wrong),
            ColumnUse::State => self.state(draft, text, wrong),
            ColumnUse::Field(i) => {
                let field = &self.form.fields[i];
                match field.line_fields() {
                    Some(_) => match serde_json::from_str::<Json>(text) {
                        Ok(json) => self.json(draft, place, &json, reader, wrong)?,
                        Err(_) if text.trim().is_empty() => draft.lines(&field.id, Vec::new()),
                        Err(_) => wrong.push(at(said("exchange-lines", &[]), field)),
                    },
                    None => draft.typed(&field.id, text),
                }
            }
        }
        Ok(())
    }

    fn number(&self, draft: &mut Draft, text: &str, wrong: &mut Vec<Complaint>) {
        let text = text.trim();
        if text.is_empty() || draft.number.is_some() {
            return;
        }
        match safety::clean(text, false) {
            Ok(number) if number.chars().count() <= LONGEST_NUMBER => draft.number = Some(number),
            Ok(_) => wrong.push(said("exchange-long-number", &[])),
            Err(hostile) => wrong.push(
                Complaint::new(Some("number"), "hostile")
                    .with("code", format!("{:04X}", hostile.code)),
            ),
        }
    }

    fn state(&self, draft: &mut Draft, text: &str, wrong: &mut Vec<Complaint>) {
        let asked = safety::fold(text).trim().to_lowercase();
        if asked.is_empty() || draft.state.is_some() {
            return;
        }
        let found = self.form.states.iter().find(|s| {
            s.id == asked
                || safety::fold(&s.label.zh).to_lowercase() == asked
                || s.label.en.to_lowercase() == asked
        });
        match found {
            Some(state) => draft.state = Some(state.id.clone()),
            None => {
                let near: Vec<&str> = self.form.states.iter().map(|s| s.id.as_str()).collect();
                wrong.push(
                    Complaint::new(Some("state"), "state")
                        .with("state", safety::visible(text.trim()))
                        .with("near", near.join(", ")),
                );
            }
        }
    }

    fn json(
        &self,
        draft: &mut Draft,
        place: ColumnUse,
        value: &Json,
        reader: &Reader<'_>,
        wrong: &mut Vec<Complaint>,
    ) -> Result<()> {
        let ColumnUse::Field(i) = place else {
            let text = decode::scalar(value).unwrap_or_default();
            return self.text(draft, place, &text, reader, wrong);
        };
        let field = &self.form.fields[i];
        match decode::answer(field, value, reader)? {
            Ok(Answer::Typed(text)) => self.text(draft, place, &text, reader, wrong)?,
            Ok(Answer::Picked(value, title)) => draft.picked(&field.id, value, title),
            Ok(Answer::Lines(lines)) => draft.lines(&field.id, lines),
            Err(complaint) => wrong.push(complaint),
        }
        Ok(())
    }

    /// A column that the file does not have takes the form's own literal, so that a short list can be taken in.
    ///
    /// What depends on the day or the person is not made up for records of another time.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn fill(&self, draft: &mut Draft, reader: &Reader<'_>) -> Result<()> {
        for field in &self.form.fields {
            if let Some(default @ DefaultValue::Literal(_)) = &field.default
                && field.is_typed()
                && !matches!(field.kind, Kind::State)
                && draft.get(&field.id).is_none()
            {
                let value = fill::default_value(self.form, field, default, reader)?;
                fill::pick(draft, field, value, reader)?;
            }
        }
        Ok(())
    }
}

fn at(mut complaint: Complaint, field: &Field) -> Complaint {
    complaint.field = Some(field.id.clone());
    complaint
}
