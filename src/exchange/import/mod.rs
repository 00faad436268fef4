//! Files in: every row becomes a new record, a change, nothing new, or a rejection with its reasons.
//!
//! Invariant: new + changed + same + rejected = rows. All that is taken in is one step, which one undo takes
//! back; the same file a second time changes nothing. Rows pass the same checks as what a person types.
//! Must never know a terminal.

mod array;
mod columns;
mod preview;
mod rejects;
mod report;
mod row_reader;
mod source;
mod taker;

use std::path::PathBuf;

use crate::model::{Complaint, Form, Lang, Stamp};
use crate::store::{Error, Op, Outcome, Result, Store, Tx, done};

use super::encoding::Charset;
use columns::Finder;
use rejects::Rejects;
use row_reader::{RowReader, RowReading};
use source::OpenedFile;
use taker::Taker;

pub use columns::NameMap;
pub use preview::{ColumnPreview, Preview, Sample, preview};
pub use report::{Rejected, Report};
pub use source::{FileShape, NumberedRow, RawRow, Source};
pub use taker::RowFate;

/// How a file is taken in.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The user's own names for columns.
    pub map: NameMap,
    /// Everything is tried and nothing is kept.
    pub dry_run: bool,
    /// One rejected row keeps all the others out too.
    pub all_or_nothing: bool,
    /// Where rejected rows are written with their reasons.
    pub rejects: Option<PathBuf>,
    /// The encoding, where it is known better than it can be found.
    pub encoding: Option<Charset>,
    /// Cells are taken as they stand: no mark before a formula is ours.
    pub raw: bool,
}

/// How far an import is, in bytes of the file, and how it goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    pub bytes: u64,
    pub of: u64,
    pub rows: u64,
    pub rejected: u64,
}

/// How many rows pass between two looks at the progress.
const PACE: u64 = 256;

/// Rows that point at rows further down wait for them; more than this are not waited for.
const WAITING: usize = 20_000;

/// Takes a file into a register. `progress` is asked now and then; when it says no, nothing has happened. Refused for
/// columns that nobody knows; what is wrong with a row stands in the report.
///
/// # Errors
/// [`Error::Outside`] for a file that cannot be read,
/// [`Error::Interrupted`] when the progress said no, and the troubles of the desk file.
pub fn run(
    store: &mut Store,
    stamp: &Stamp,
    lang: Lang,
    register: &str,
    source: &Source,
    options: &ImportOptions,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome<Report>> {
    let form = done!(store.form(register));
    let opened = OpenedFile::new(source, options.encoding)?;
    let finder = Finder::new(&form, &options.map);
    let mut complaints = finder.map_complaints();
    let mut places = Vec::new();
    if let FileShape::Cells(_) = opened.shape {
        let (found, wrong) = finder.columns(&opened.headings);
        places = found;
        complaints.extend(wrong);
    }
    if !complaints.is_empty() {
        return Ok(Outcome::Refused(complaints));
    }
    let mut rejects = options
        .rejects
        .as_ref()
        .map(|path| Rejects::new(path, &opened, options.raw));
    let intent = Op::Import.on(register).bulk();
    let done = store.propose(stamp, &intent, |tx| {
        let mut run = ImportRun {
            report: Report::new(&opened, options.dry_run),
            scribe: RowReader::new(&form, &finder, &places, options.raw, opened.odd),
            taker: Taker::new(&form, tx),
            rejects: rejects.as_mut(),
            waiting: Vec::new(),
            lang,
        };
        opened.each(|row, bytes| {
            let now = Progress {
                bytes,
                of: opened.size,
                rows: run.report.rows,
                rejected: run.report.rejected,
            };
            if now.rows.is_multiple_of(PACE) && !progress(now) {
                return Err(Error::Interrupted);
            }
            run.row(tx, row, true)?;
            Ok(true)
        })?;
        run.waited(tx)?;
        let mut report = run.report;
        if let Some(rejects) = rejects.take() {
            report.rejects = rejects.finish()?;
        }
        let whole = !options.all_or_nothing || report.rejected == 0;
        report.written = !options.dry_run && whole && report.new + report.changed > 0;
        let written = report.written;
        Ok((report, written))
    })?;
    Ok(Outcome::Done(done.value))
}

/// One import under way.
struct ImportRun<'a> {
    report: Report,
    scribe: RowReader<'a>,
    taker: Taker,
    rejects: Option<&'a mut Rejects>,
    /// Rows that point at records of their own register which are not there yet.
    waiting: Vec<NumberedRow>,
    lang: Lang,
}

impl ImportRun<'_> {
    fn row(&mut self, tx: &mut Tx<'_>, row: NumberedRow, may_wait: bool) -> Result<bool> {
        if may_wait {
            self.report.rows += 1;
        }
        let outcome = match self.scribe.entry(&row.raw, &tx.reader())? {
            RowReading::Blank => {
                self.report.rows -= u64::from(may_wait);
                self.report.blank += 1;
                return Ok(true);
            }
            RowReading::Wrong(complaints) => RowFate::Rejected(complaints),
            RowReading::Draft(draft) => {
                let scribe = &self.scribe;
                self.taker.take(tx, *draft, row.line, |draft, tx| {
                    scribe.fill(draft, &tx.reader())
                })?
            }
        };
        match outcome {
            RowFate::New => self.report.new += 1,
            RowFate::Changed(_) => self.report.changed += 1,
            RowFate::Same => self.report.same += 1,
            RowFate::Rejected(reasons) => {
                if may_wait && self.waiting.len() < WAITING && self.looks_down(&reasons) {
                    self.waiting.push(row);
                    return Ok(false);
                }
                self.reject(&row, reasons)?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a row was refused only for pointing at a record of its own register that is not there.
    fn looks_down(&self, reasons: &[Complaint]) -> bool {
        let form = self.scribe.form;
        reasons.iter().all(|c| {
            c.code == "not-found"
                && c.field
                    .as_deref()
                    .and_then(|f| form.field(f))
                    .is_some_and(|f| f.kind.target() == Some(form.id.as_str()))
        })
    }

    /// Tries the waiting rows again for as long as it helps.
    fn waited(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        loop {
            let rows = std::mem::take(&mut self.waiting);
            let before = rows.len();
            for row in rows {
                let outcome = self.again(tx, &row)?;
                if let Some(reasons) = outcome {
                    if self.looks_down(&reasons) {
                        self.waiting.push(row);
                    } else {
                        self.reject(&row, reasons)?;
                    }
                }
            }
            if self.waiting.is_empty() || self.waiting.len() == before {
                break;
            }
        }
        for row in std::mem::take(&mut self.waiting) {
            if let Some(reasons) = self.again(tx, &row)? {
                self.reject(&row, reasons)?;
            }
        }
        Ok(())
    }

    /// Takes a row that waited; gives the reasons where it is refused again.
    fn again(&mut self, tx: &mut Tx<'_>, row: &NumberedRow) -> Result<Option<Vec<Complaint>>> {
        let draft = match self.scribe.entry(&row.raw, &tx.reader())? {
            RowReading::Draft(draft) => draft,
            RowReading::Wrong(complaints) => return Ok(Some(complaints)),
            RowReading::Blank => return Ok(Some(Vec::new())),
        };
        let scribe = &self.scribe;
        let outcome = self.taker.take(tx, *draft, row.line, |draft, tx| {
            scribe.fill(draft, &tx.reader())
        })?;
        match outcome {
            RowFate::New => self.report.new += 1,
            RowFate::Changed(_) => self.report.changed += 1,
            RowFate::Same => self.report.same += 1,
            RowFate::Rejected(reasons) => return Ok(Some(reasons)),
        }
        Ok(None)
    }

    fn reject(&mut self, row: &NumberedRow, reasons: Vec<Complaint>) -> Result<()> {
        if let Some(rejects) = &mut self.rejects {
            rejects.add(row, &in_words(self.scribe.form, &reasons, self.lang))?;
        }
        self.report.reject(row.line, reasons);
        Ok(())
    }
}

/// The reasons on one line, each under the name of its field.
pub fn in_words(form: &Form, reasons: &[Complaint], lang: Lang) -> String {
    let said: Vec<String> = reasons
        .iter()
        .map(|c| match &c.field {
            Some(field) => format!("{}: {}", form.label_of(field, lang), c.message(lang)),
            None => c.message(lang),
        })
        .collect();
    said.join(" | ").replace(['\n', '\r'], " ")
}
