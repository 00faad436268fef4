//! Files out: the records of a query as a table for spreadsheets, as JSON for scripts, or as a page to print.
//!
//! Invariant: one record stands in memory at a time, and the file appears whole or not at all. Must never
//! know a terminal.

mod cells;
mod page;

use std::io::{self, Write};
use std::path::Path;

use crate::exchange::encoding::{Charset, Encoded};
use crate::exchange::json;
use crate::model::form::view::Sort;
use crate::model::{Form, Lang};
use crate::store::{Error, Query, Reader, Result};

use super::atomic_file::{AtomicFile, trouble};

/// What a file is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
    JsonLines,
    Html,
}

impl Format {
    pub const ALL: [(&'static str, Self); 7] = [
        ("csv", Self::Csv),
        ("tsv", Self::Csv),
        ("json", Self::Json),
        ("jsonl", Self::JsonLines),
        ("ndjson", Self::JsonLines),
        ("html", Self::Html),
        ("htm", Self::Html),
    ];

    /// The format that a file's ending asks for.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|(known, _)| *known == ending)
            .map(|(_, format)| format)
    }
}

/// How records are written.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    pub format: Format,
    /// Columns by id, `number`, `state` and the rest of the envelope among them; empty: everything that an import takes.
    pub columns: Vec<String>,
    /// Encoding of CSV; `None` is UTF-8 with a byte order mark.
    pub encoding: Option<Charset>,
    /// For machines: ids and codes, no mark before formulas.
    pub raw: bool,
    /// Cells of CSV are parted by this.
    pub delimiter: u8,
    /// A file that stands there is replaced.
    pub over: bool,
    /// The heading of a page; empty: the register's name.
    pub heading: String,
    /// The organisation, for the page.
    pub organisation: String,
}

impl ExportOptions {
    pub fn new(format: Format) -> Self {
        Self {
            format,
            columns: Vec::new(),
            encoding: None,
            raw: false,
            delimiter: b',',
            over: true,
            heading: String::new(),
            organisation: String::new(),
        }
    }
}

/// How many records pass between two looks at the progress.
const PACE: u64 = 256;

/// Writes the records of a query into a file and tells how many there were. `progress` may say no.
///
/// # Errors
/// The place cannot be written; [`Error::Interrupted`] when the progress said no. No file is there then.
pub fn run(
    reader: &Reader<'_>,
    query: &Query,
    options: &ExportOptions,
    path: &Path,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<u64> {
    let mut file = AtomicFile::new(path, options.over)?;
    let rows = write(reader, query, options, &mut file, progress).map_err(|e| match e {
        Error::Io(e) => trouble(path, &e),
        other => other,
    })?;
    file.finish()?;
    Ok(rows)
}

/// Writes the records of a query to standard output or into memory.
///
/// # Errors
/// As [`run`], with [`Error::Io`] for the writer's own trouble.
pub fn write(
    reader: &Reader<'_>,
    query: &Query,
    options: &ExportOptions,
    to: &mut dyn Write,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<u64> {
    let Some(form) = reader.catalog.form(&query.register).cloned() else {
        return Ok(0);
    };
    let mut query = query.clone();
    // Oldest first, so that what a record points at comes back in before it.
    query.sort.get_or_insert(Sort {
        field: "id".to_owned(),
        descending: false,
    });
    let mut rows = 0;
    let mut tick = |rows: &mut u64| {
        *rows += 1;
        if rows.is_multiple_of(PACE) && !progress(*rows) {
            return Err(Error::Interrupted);
        }
        Ok(())
    };
    match options.format {
        Format::Csv => {
            let charset = options.encoding.unwrap_or(Charset::UTF8_MARKED);
            let mut table = cells::CellTable::new(&form, options, reader);
            let mut writer = csv::WriterBuilder::new()
                .delimiter(options.delimiter)
                .terminator(csv::Terminator::CRLF)
                .from_writer(Encoded::new(&mut *to, charset));
            writer.write_record(table.headings()).map_err(of_csv)?;
            reader.each(&query, |record| {
                tick(&mut rows)?;
                table.row(&record, reader)?;
                writer.write_record(&table.cells).map_err(of_csv)?;
                Ok(())
            })?;
            let encoded = writer.into_inner().map_err(|e| Error::Io(io_of(&e)))?;
            encoded.finish()?.flush()?;
        }
        Format::Json => {
            to.write_all(b"[")?;
            reader.each(&query, |record| {
                let between: &[u8] = if rows == 0 { b"\n" } else { b",\n" };
                tick(&mut rows)?;
                to.write_all(between)?;
                to.write_all(object(&form, &record, options, reader)?.as_bytes())?;
                Ok(())
            })?;
            to.write_all(b"\n]\n")?;
        }
        Format::JsonLines => reader.each(&query, |record| {
            tick(&mut rows)?;
            to.write_all(object(&form, &record, options, reader)?.as_bytes())?;
            to.write_all(b"\n")?;
            Ok(())
        })?,
        Format::Html => {
            let mut page = page::HtmlPage::new(&form, options, reader);
            to.write_all(page.head().as_bytes())?;
            reader.each(&query, |record| {
                tick(&mut rows)?;
                to.write_all(page.row(&record).as_bytes())?;
                Ok(())
            })?;
            to.write_all(page.foot().as_bytes())?;
        }
    }
    to.flush()?;
    Ok(rows)
}

fn object(
    form: &Form,
    record: &crate::model::Record,
    options: &ExportOptions,
    reader: &Reader<'_>,
) -> Result<String> {
    let json = if options.columns.is_empty() {
        json::record_json(form, record, reader)?
    } else {
        let fields: Vec<_> = options
            .columns
            .iter()
            .filter_map(|c| form.field(c))
            .collect();
        json::fields_json(form, record, &fields, reader)?
    };
    Ok(json.to_string())
}

fn of_csv(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(e) => Error::Io(e),
        other => Error::Io(io::Error::other(format!("{other:?}"))),
    }
}

fn io_of<W>(error: &csv::IntoInnerError<W>) -> io::Error {
    io::Error::new(error.error().kind(), error.error().to_string())
}

/// What a heading or a label reads as in the language of the reader.
fn label(form: &Form, column: &str, lang: Lang) -> String {
    form.label_of(column, lang)
}
