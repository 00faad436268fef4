//! Records as rows of cells that a person reads in a spreadsheet and the import reads back.
//!
//! Invariant: every cell reads back as the value it came from; where a label would not, the code stands
//! there, where a title would not, the number. Must never know the file.

use std::collections::HashMap;

use crate::exchange::{cell, json};
use crate::model::form::kind::{Choice, Kind};
use crate::model::text::safety;
use crate::model::value::Moment;
use crate::model::{Field, Form, Lang, Record, Value};
use crate::store::{Lookup, Query, Reader, Result};

use super::{ExportOptions, label};

/// Registers with more records than this are referred to by number or key alone: looking up every title takes long.
const READABLE: u64 = 5_000;

/// References that were looked up; beyond this many the memory is emptied.
const REMEMBERED: usize = 100_000;

/// The columns of a table and the row at hand.
pub struct CellTable<'a> {
    form: &'a Form,
    columns: Vec<ExportColumn<'a>>,
    raw: bool,
    lang: Lang,
    references: HashMap<(String, i64), String>,
    readable: HashMap<String, bool>,
    /// The row at hand.
    pub cells: Vec<String>,
}

enum ExportColumn<'a> {
    Field(usize, &'a Field),
    Envelope(String),
}

impl<'a> CellTable<'a> {
    pub fn new(form: &'a Form, options: &ExportOptions, reader: &Reader<'_>) -> Self {
        let asked = if options.columns.is_empty() {
            everything(form)
        } else {
            options.columns.clone()
        };
        let columns = asked
            .into_iter()
            .map(|id| match form.fields.iter().position(|f| f.id == id) {
                Some(i) => ExportColumn::Field(i, &form.fields[i]),
                None => ExportColumn::Envelope(id),
            })
            .collect();
        Self {
            form,
            columns,
            raw: options.raw,
            lang: reader.lang,
            references: HashMap::new(),
            readable: HashMap::new(),
            cells: Vec::new(),
        }
    }

    /// One heading for each column: its label where no other column has the same, else its id.
    pub fn headings(&self) -> Vec<String> {
        let ids = self.columns.iter().map(|c| match c {
            ExportColumn::Field(_, field) => field.id.as_str(),
            ExportColumn::Envelope(id) => id,
        });
        if self.raw {
            return ids.map(str::to_owned).collect();
        }
        let mut times: HashMap<String, usize> = HashMap::new();
        // A label that any other field has too would not be understood on the way back.
        let all = self
            .form
            .fields
            .iter()
            .map(|f| f.label.get(self.lang).to_owned());
        for label in all {
            *times.entry(label).or_default() += 1;
        }
        ids.map(|id| {
            let text = label(self.form, id, self.lang);
            let limit = usize::from(self.form.field(id).is_some());
            if text.is_empty() || times.get(&text).copied().unwrap_or(0) > limit {
                id.to_owned()
            } else {
                cell::disarmed(&text).into_owned()
            }
        })
        .collect()
    }

    /// Puts a record into the cells.
    pub fn row(&mut self, record: &Record, reader: &Reader<'_>) -> Result<()> {
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        for at in 0..self.columns.len() {
            let text = match &self.columns[at] {
                ExportColumn::Envelope(id) => envelope(record, id),
                ExportColumn::Field(i, field) => {
                    let (i, field): (usize, &Field) = (*i, field);
                    let value = record.values.get(i).unwrap_or(&Value::Empty);
                    let title = record.titles.get(i).and_then(Option::as_deref);
                    self.text(field, value, title, reader)?
                }
            };
            cells.push(if self.raw {
                text
            } else {
                match cell::disarmed(&text) {
                    std::borrow::Cow::Borrowed(_) => text,
                    std::borrow::Cow::Owned(marked) => marked,
                }
            });
        }
        self.cells = cells;
        Ok(())
    }

    fn text(
        &mut self,
        field: &Field,
        value: &Value,
        title: Option<&str>,
        reader: &Reader<'_>,
    ) -> Result<String> {
        Ok(match (value, field.kind.shown()) {
            (Value::Empty, _) => String::new(),
            (Value::Int(id), Kind::Reference(target)) => {
                self.reference(&target.register, *id, title, reader)?
            }
            (Value::Lines(_), _) => json::value_json(field, value, None, reader)?.to_string(),
            (Value::Text(codes), Kind::Choice(list)) if !self.raw => labels(list, codes, self.lang),
            (Value::Text(codes), Kind::Choices(list) | Kind::Checklist(list)) if !self.raw => {
                labels(list, codes, self.lang)
            }
            (Value::Text(state), _) if matches!(field.kind, Kind::State) && !self.raw => {
                self.state(state)
            }
            (Value::Int(_), Kind::YesNo) if !self.raw => value.show(&field.kind, self.lang),
            (_, kind) => {
                let shown = value.plain(&field.kind);
                if self.raw || !matches!(kind, Kind::Moment) {
                    shown
                } else {
                    // A spreadsheet takes this for a date and time.
                    shown.replacen('T', " ", 1)
                }
            }
        })
    }

    fn state(&self, id: &str) -> String {
        match self.form.state(id) {
            Some(state) => state.label.get(self.lang).to_owned(),
            None => id.to_owned(),
        }
    }

    /// A record by its title where that finds it again, else by its number, its key, or `#id`.
    fn reference(
        &mut self,
        register: &str,
        id: i64,
        title: Option<&str>,
        reader: &Reader<'_>,
    ) -> Result<String> {
        let key = (register.to_owned(), id);
        if let Some(text) = self.references.get(&key) {
            return Ok(text.clone());
        }
        if self.references.len() > REMEMBERED {
            self.references.clear();
        }
        let mut text = format!("#{id}");
        let readable = !self.raw && self.is_readable(register, reader)?;
        let number = reader.number_of(register, id)?;
        let by_key = reader.key_of(register, id)?;
        let title = title.filter(|_| readable || (number.is_none() && by_key.is_none()));
        // The import looks with this language, and titles hold labels.
        let zh = Reader {
            lang: Lang::Zh,
            ..*reader
        };
        for name in [title.map(str::to_owned), number, by_key]
            .into_iter()
            .flatten()
        {
            if reads_back(&name) && zh.resolve(register, &name)? == Lookup::One(id) {
                text = name;
                break;
            }
        }
        self.references.insert(key, text.clone());
        Ok(text)
    }

    fn is_readable(&mut self, register: &str, reader: &Reader<'_>) -> Result<bool> {
        if let Some(known) = self.readable.get(register) {
            return Ok(*known);
        }
        let query = Query {
            register: register.to_owned(),
            ..Query::default()
        };
        let readable = reader.count(&query)? <= READABLE;
        self.readable.insert(register.to_owned(), readable);
        Ok(readable)
    }
}

/// Whether a name is what is left of it when it is read: one line, no blanks around it.
fn reads_back(name: &str) -> bool {
    safety::clean(name, false).is_ok_and(|kept| kept.trim() == name)
}

/// Everything that the import takes, in the order of the form.
fn everything(form: &Form) -> Vec<String> {
    let mut columns = Vec::new();
    let computed_number =
        |f: &Field| matches!(&f.kind, Kind::Computed(c) if c.formula.root().names() == ["number"]);
    columns.push("number".to_owned());
    columns.extend(
        form.fields
            .iter()
            .filter(|f| !computed_number(f))
            .map(|f| f.id.clone()),
    );
    if !form.states.is_empty() && form.state_field().is_none() {
        columns.push("state".to_owned());
    }
    columns
}

fn envelope(record: &Record, id: &str) -> String {
    let maybe = |text: &Option<String>| text.clone().unwrap_or_default();
    match id {
        "id" => record.id.to_string(),
        "number" => maybe(&record.number),
        "rev" => record.rev.to_string(),
        "state" => maybe(&record.state),
        "created_at" => record.created_at.clone(),
        "created_by" => record.created_by.clone(),
        "updated_at" => record.updated_at.clone(),
        "updated_by" => record.updated_by.clone(),
        "void_at" => maybe(&record.void_at),
        "void_reason" => maybe(&record.void_reason),
        _ => String::new(),
    }
}

/// Codes by their labels, if these read back as the same codes.
fn labels(list: &[Choice], codes: &str, lang: Lang) -> String {
    let shown: Vec<&str> = codes
        .split(',')
        .map(|code| Choice::label_of(list, code, lang))
        .collect();
    let shown = shown.join(if lang == Lang::Zh { "、" } else { ", " });
    let many = Kind::Choices(list.to_vec());
    let midnight = Moment(chrono::NaiveDateTime::default());
    match Value::read(&many, &shown, midnight) {
        Ok(Value::Text(read)) if read == codes => shown,
        _ => codes.to_owned(),
    }
}
