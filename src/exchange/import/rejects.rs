//! The file of rejected rows: each row as it came, with its line and the reasons, to be put right and taken in again.
//!
//! Invariant: same encoding and shape as the file that came in, and the columns added here are known to the
//! import, which passes over them. Written whole or not at all. Must never know forms.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json, json};

use crate::exchange::atomic_file::{AtomicFile, trouble};
use crate::exchange::cell;
use crate::exchange::encoding::Encoded;
use crate::store::Result;

use super::columns::OURS;
use super::source::{FileShape, NumberedRow, OpenedFile, RawRow};

/// Rejected rows on their way to their file; the file begins with the first of them.
pub struct Rejects {
    path: PathBuf,
    opened: OpenedFile,
    raw: bool,
    file: Option<Encoded<AtomicFile>>,
    rows: u64,
}

impl Rejects {
    pub fn new(path: &Path, opened: &OpenedFile, raw: bool) -> Self {
        Self {
            path: path.to_owned(),
            opened: opened.clone(),
            raw,
            file: None,
            rows: 0,
        }
    }

    /// Adds a row with its reasons in words.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(&mut self, row: &NumberedRow, reasons: &str) -> Result<()> {
        if self.file.is_none() {
            let file = AtomicFile::new(&self.path, true)?;
            self.file = Some(Encoded::new(file, self.opened.charset));
            self.begin()?;
        }
        self.rows += 1;
        let text = match (&row.raw, self.opened.shape) {
            (RawRow::Cells(cells), FileShape::Cells(delimiter)) => {
                let width = self.opened.headings.len();
                let cells = (0..width.max(cells.len())).map(|i| cells.get(i).unwrap_or_default());
                self.cells(
                    cells.map(str::to_owned),
                    &row.line.to_string(),
                    reasons,
                    delimiter,
                )
            }
            (RawRow::Object(object), shape) => {
                self.object(object.clone(), row.line, reasons, shape)
            }
            (RawRow::Broken(text, _), shape) => {
                let mut object = Map::new();
                object.insert(OURS[2].into(), json!(text));
                self.object(object, row.line, reasons, shape)
            }
            (RawRow::Cells(_), FileShape::Array | FileShape::Lines) => String::new(),
        };
        self.put(&text)
    }

    fn begin(&mut self) -> Result<()> {
        let text = match self.opened.shape {
            FileShape::Cells(delimiter) => {
                let headings = self.opened.headings.clone();
                self.cells(headings.into_iter(), OURS[0], OURS[1], delimiter)
            }
            FileShape::Array => "[\n".to_owned(),
            FileShape::Lines => String::new(),
        };
        self.put(&text)
    }

    /// A row of cells with the line and the reasons behind it.
    fn cells(
        &self,
        cells: impl Iterator<Item = String>,
        line: &str,
        reasons: &str,
        delimiter: u8,
    ) -> String {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let ours = [line.to_owned(), reasons.to_owned()];
        let record = cells.chain(ours).map(|cell| {
            if self.raw {
                cell
            } else {
                cell::disarmed(cell::armed(&cell)).into_owned()
            }
        });
        // Writing into memory cannot fail.
        let _ = writer.write_record(record);
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }

    fn object(
        &self,
        mut object: Map<String, Json>,
        line: u64,
        why: &str,
        shape: FileShape,
    ) -> String {
        object.insert(OURS[0].into(), json!(line));
        object.insert(OURS[1].into(), json!(why));
        let text = Json::Object(object).to_string();
        match (shape, self.rows) {
            (FileShape::Array, 1) => text,
            (FileShape::Array, _) => format!(",\n{text}"),
            _ => format!("{text}\n"),
        }
    }

    fn put(&mut self, text: &str) -> Result<()> {
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        file.write_all(text.as_bytes())
            .map_err(|e| trouble(&self.path, &e))
    }

    /// Brings the file to its place and tells where it is; no row, no file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<Option<PathBuf>> {
        if self.file.is_some() && self.opened.shape == FileShape::Array {
            self.put("\n]\n")?;
        }
        let Some(file) = self.file.take() else {
            return Ok(None);
        };
        let whole = file.finish().map_err(|e| trouble(&self.path, &e))?;
        whole.finish()?;
        Ok(Some(self.path))
    }
}
