//! The file that comes in: opened, its encoding and shape found, its rows handed over one by one.
//!
//! Invariant: memory does not grow with the file, and every row that a reader would see in it is handed
//! over once, a broken one too. Must never know forms or fields.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::exchange::encoding::{Charset, Decoded, detect};
use crate::exchange::outside;
use crate::model::{Text, locale};
use crate::store::{Error, Result};

use super::array;

/// Where the rows come from.
#[derive(Clone, Debug)]
pub enum Source {
    Path(PathBuf),
    /// Standard input, read to its end.
    Bytes(Arc<[u8]>),
}

/// How rows stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileShape {
    /// Cells parted by this byte, headings in the first row.
    Cells(u8),
    /// One JSON array of objects.
    Array,
    /// One JSON object in each line.
    Lines,
}

/// A file whose encoding, shape and headings are known.
#[derive(Clone, Debug)]
pub struct OpenedFile {
    source: Source,
    pub charset: Charset,
    pub shape: FileShape,
    /// The headings of cells; JSON has none.
    pub headings: Vec<String>,
    /// Bytes in all, for the progress.
    pub size: u64,
    /// Whether the quotes of cells do not pair up.
    pub odd: bool,
    /// Whether the first line only says `sep=;`, as spreadsheets write it.
    told: bool,
}

/// One row as it stands in the file.
#[derive(Clone, Debug)]
pub enum RawRow {
    Cells(csv::StringRecord),
    Object(Map<String, Json>),
    /// Not a row at all: the text, as far as it goes, and why.
    Broken(String, Text),
}

/// A row with its line, from 1; in a JSON array the number of the element.
#[derive(Clone, Debug)]
pub struct NumberedRow {
    pub line: u64,
    pub raw: RawRow,
}

impl Source {
    pub fn path(path: &Path) -> Self {
        Self::Path(path.to_owned())
    }

    /// The name for messages.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Bytes(_) => "-".to_owned(),
        }
    }

    fn open(&self) -> io::Result<Box<dyn Read>> {
        Ok(match self {
            Self::Path(path) => Box::new(File::open(path)?),
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes.clone())),
        })
    }

    /// What a look from outside tells: whether it can be read at all, and how long it is.
    fn size(&self) -> Result<u64> {
        let path = match self {
            Self::Bytes(bytes) => return Ok(bytes.len() as u64),
            Self::Path(path) => path,
        };
        let shown = path.display().to_string();
        let meta = std::fs::metadata(path).map_err(|e| self.trouble(&e))?;
        if meta.is_dir() {
            return Err(outside("exchange-directory", &[("path", &shown)]));
        }
        if !meta.is_file() {
            return Err(outside("exchange-not-a-file", &[("path", &shown)]));
        }
        Ok(meta.len())
    }

    fn trouble(&self, error: &io::Error) -> Error {
        let id = match error.kind() {
            io::ErrorKind::NotFound => "exchange-missing",
            io::ErrorKind::PermissionDenied => "exchange-unreadable",
            _ => "exchange-io",
        };
        outside(id, &[("path", &self.name()), ("cause", &error.to_string())])
    }

    /// The shape that the name of the file promises.
    fn promised(&self) -> Option<&'static str> {
        let Self::Path(path) = self else { return None };
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        ["csv", "tsv", "txt", "json", "jsonl", "ndjson"]
            .into_iter()
            .find(|known| *known == ending)
    }
}

impl OpenedFile {
    /// Opens a file: encoding (unless told), shape, headings.
    ///
    /// # Errors
    /// The file is not there, is a folder, cannot be read, or is empty.
    pub fn new(source: &Source, told: Option<Charset>) -> Result<Self> {
        let size = source.size()?;
        let trouble = |e: io::Error| source.trouble(&e);
        if size == 0 {
            return Err(outside("exchange-empty", &[("path", &source.name())]));
        }
        let charset = match told {
            Some(charset) => charset,
            None => detect(|| source.open()).map_err(trouble)?,
        };
        let mut opened = Self {
            source: source.clone(),
            charset,
            shape: FileShape::Lines,
            headings: Vec::new(),
            size,
            odd: false,
            told: false,
        };
        let head = opened.head().map_err(trouble)?;
        if head.trim().is_empty() {
            return Err(outside("exchange-empty", &[("path", &source.name())]));
        }
        if head.starts_with("SQLite format 3\0") || head.starts_with("PK\u{3}\u{4}") {
            return Err(outside("exchange-not-text", &[("path", &source.name())]));
        }
        opened.shape = match (source.promised(), head.trim_start().chars().next()) {
            (Some("csv" | "tsv" | "txt"), _) => opened.cells(&head),
            (_, Some('[')) => FileShape::Array,
            (_, Some('{')) | (Some("jsonl" | "ndjson" | "json"), _) => FileShape::Lines,
            _ => opened.cells(&head),
        };
        if let FileShape::Cells(_) = opened.shape {
            opened.read_headings()?;
            opened.odd = opened.quotes().map_err(trouble)? % 2 == 1;
        }
        Ok(opened)
    }

    /// The beginning of the text.
    fn head(&self) -> io::Result<String> {
        let mut head = Vec::new();
        Decoded::new(self.source.open()?, self.charset)
            .take(64 * 1024)
            .read_to_end(&mut head)?;
        Ok(String::from_utf8_lossy(&head).into_owned())
    }

    /// The byte that parts cells: told by `sep=`, else the one that stands most often in the first line.
    fn cells(&mut self, head: &str) -> FileShape {
        let first = head.lines().next().unwrap_or_default();
        if let Some(told) = first.strip_prefix("sep=").map(str::as_bytes)
            && let [byte] = told
        {
            self.told = true;
            return FileShape::Cells(*byte);
        }
        let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
        let mut quoted = false;
        for c in head.trim_start_matches(['\n', '\r']).chars() {
            match c {
                '"' => quoted = !quoted,
                '\n' if !quoted => break,
                _ => {
                    for (byte, n) in &mut counts {
                        *n += usize::from(!quoted && c == char::from(*byte));
                    }
                }
            }
        }
        let best = counts.iter().rev().max_by_key(|(_, n)| *n);
        FileShape::Cells(best.map_or(b',', |(byte, _)| *byte))
    }

    fn read_headings(&mut self) -> Result<()> {
        let mut reader = self.csv(&Rc::default())?;
        let mut record = csv::StringRecord::new();
        if reader
            .read_record(&mut record)
            .map_err(|e| self.trouble_csv(&e))?
        {
            self.headings = record.iter().map(str::to_owned).collect();
        }
        Ok(())
    }

    /// How many quotes stand in the file.
    fn quotes(&self) -> io::Result<usize> {
        let mut text = Decoded::new(self.source.open()?, self.charset);
        let mut chunk = vec![0; 64 * 1024];
        let mut quotes = 0;
        loop {
            let n = text.read(&mut chunk)?;
            if n == 0 {
                return Ok(quotes);
            }
            let quote = |byte: &u8| usize::from(*byte == b'"');
            quotes += chunk[..n].iter().map(quote).sum::<usize>();
        }
    }

    fn text(&self, read: &Rc<Cell<u64>>) -> Result<impl BufRead + use<>> {
        let file = self.source.open().map_err(|e| self.source.trouble(&e))?;
        let counted = CountedRead {
            inner: file,
            read: read.clone(),
        };
        let mut text = BufReader::with_capacity(256 * 1024, Decoded::new(counted, self.charset));
        if self.told {
            let mut line = String::new();
            text.read_line(&mut line)
                .map_err(|e| self.source.trouble(&e))?;
        }
        Ok(text)
    }

    fn csv(&self, read: &Rc<Cell<u64>>) -> Result<csv::Reader<impl BufRead + use<>>> {
        let FileShape::Cells(delimiter) = self.shape else {
            return Err(outside("exchange-empty", &[("path", &self.source.name())]));
        };
        Ok(csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(self.text(read)?))
    }

    fn trouble_csv(&self, error: &csv::Error) -> Error {
        outside(
            "exchange-io",
            &[("path", &self.source.name()), ("cause", &error.to_string())],
        )
    }

    /// Hands over every row with the number of bytes read so far, until `visit` says that it is enough.
    ///
    /// # Errors
    /// What `visit` says, or the file cannot be read further.
    pub fn each(&self, mut visit: impl FnMut(NumberedRow, u64) -> Result<bool>) -> Result<()> {
        let read = Rc::new(Cell::new(0));
        match self.shape {
            FileShape::Cells(_) => {
                let mut reader = self.csv(&read)?;
                let mut record = csv::StringRecord::new();
                let mut first = true;
                loop {
                    let more = reader
                        .read_record(&mut record)
                        .map_err(|e| self.trouble_csv(&e))?;
                    if !more {
                        return Ok(());
                    }
                    if std::mem::take(&mut first) {
                        continue;
                    }
                    let line = record.position().map_or(0, csv::Position::line);
                    let raw = RawRow::Cells(std::mem::take(&mut record));
                    let line = line + u64::from(self.told);
                    if !visit(NumberedRow { line, raw }, read.get())? {
                        return Ok(());
                    }
                }
            }
            FileShape::Lines => {
                let mut text = self.text(&read)?;
                let mut line = String::new();
                for n in 1.. {
                    line.clear();
                    let got = text.read_line(&mut line);
                    if got.map_err(|e| self.source.trouble(&e))? == 0 {
                        return Ok(());
                    }
                    if line.trim().is_empty() {
                        continue;
                    }
                    let raw = object(line.trim());
                    if !visit(NumberedRow { line: n, raw }, read.get())? {
                        return Ok(());
                    }
                }
                Ok(())
            }
            FileShape::Array => {
                let name = self.source.name();
                array::each(self.text(&read)?, &name, |n, json| {
                    let raw = match json {
                        Json::Object(object) => RawRow::Object(object),
                        other => RawRow::Broken(other.to_string(), not_object()),
                    };
                    visit(NumberedRow { line: n, raw }, read.get())
                })
            }
        }
    }
}

fn object(line: &str) -> RawRow {
    match serde_json::from_str(line) {
        Ok(Json::Object(object)) => RawRow::Object(object),
        Ok(_) => RawRow::Broken(line.to_owned(), not_object()),
        Err(e) => {
            let why = locale::both("exchange-not-json", &[("cause", &e.to_string())]);
            RawRow::Broken(line.to_owned(), why)
        }
    }
}

fn not_object() -> Text {
    locale::both("exchange-not-object", &[])
}

/// Counts the bytes that have been read, for the progress.
struct CountedRead<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for CountedRead<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(to)?;
        self.read.set(self.read.get() + n as u64);
        Ok(n)
    }
}
