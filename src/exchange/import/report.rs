//! What an import came to, row by row accounted for.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use crate::model::{Complaint, Form, Lang};

use super::source::OpenedFile;

/// Rejected rows kept with their reasons; the rejects file has all of them.
const KEPT: usize = 1000;

/// What became of the rows of a file: `new + changed + same + rejected == rows`.
#[derive(Clone, Debug)]
pub struct Report {
    pub rows: u64,
    pub new: u64,
    pub changed: u64,
    pub same: u64,
    pub rejected: u64,
    /// Lines in which nothing stands; they are no rows.
    pub blank: u64,
    /// The first rejected rows in the order of the file.
    pub reasons: Vec<Rejected>,
    pub encoding: String,
    pub dry_run: bool,
    /// Whether anything was written: not in a dry run, not when all or nothing was asked for in vain.
    pub written: bool,
    /// Where the rejected rows stand.
    pub rejects: Option<PathBuf>,
}

/// A row that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The line in the file; in a JSON array the number of the element.
    pub line: u64,
    pub reasons: Vec<Complaint>,
}

impl Report {
    pub(super) fn new(opened: &OpenedFile, dry_run: bool) -> Self {
        Self {
            rows: 0,
            new: 0,
            changed: 0,
            same: 0,
            rejected: 0,
            blank: 0,
            reasons: Vec::new(),
            encoding: opened.charset.name(),
            dry_run,
            written: false,
            rejects: None,
        }
    }

    pub(super) fn reject(&mut self, line: u64, reasons: Vec<Complaint>) {
        self.rejected += 1;
        if self.reasons.len() < KEPT {
            self.reasons.push(Rejected { line, reasons });
        }
    }

    /// The report for scripts.
    pub fn json(&self, form: &Form, lang: Lang) -> Json {
        let reasons: Vec<Json> = self
            .reasons
            .iter()
            .map(|r| {
                let complaints: Vec<Json> = r
                    .reasons
                    .iter()
                    .map(|c| {
                        json!({ "field": c.field, "code": c.code, "message": c.message(lang), "clause": c.clause })
                    })
                    .collect();
                json!({ "line": r.line, "complaints": complaints })
            })
            .collect();
        json!({
            "register": form.id,
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "rejected": self.rejected,
            "blank": self.blank,
            "encoding": self.encoding,
            "dry_run": self.dry_run,
            "written": self.written,
            "rejects": self.rejects.as_ref().map(|p| p.display().to_string()),
            "reasons": reasons,
        })
    }
}
