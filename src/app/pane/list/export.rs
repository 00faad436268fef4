//! The list as a file: what as, where to; the worker writes it.

use std::path::PathBuf;

use crate::app::layer::{Chooser, Choosing, Go, Item};
use crate::app::screen::desk::Desk;
use crate::app::session::Session;
use crate::app::worker::Job;
use crate::exchange::export::{ExportOptions, Format};
use crate::model::locale;

/// What a list can be written as: the ending of the file.
const ENDINGS: [&str; 3] = ["csv", "html", "json"];

impl Desk {
    /// Asks what the marked records, or all of the list, shall be written as.
    pub(in crate::app) fn open_export(&mut self, session: &Session) {
        let marked = self.pane().is_some_and(|p| !p.marks.is_empty());
        let detail = if marked {
            "desk-export-marked"
        } else {
            "desk-export-listed"
        };
        let items = ENDINGS
            .into_iter()
            .map(|ending| {
                let label = locale::both(&format!("desk-export-{ending}"), &[]);
                Item::new(label, Go::Export(ending)).detail(locale::both(detail, &[]))
            })
            .collect();
        let title = locale::both("desk-choose-export", &[]);
        self.open(Chooser::new(Choosing::Export, title, items), session);
    }

    /// Orders the file from the worker.
    pub(in crate::app) fn export(&mut self, ending: &str, session: &Session) {
        let Some(pane) = self.pane() else { return };
        let mut query = pane.query();
        if !pane.marks.is_empty() {
            query.ids = Some(pane.marks.iter().copied().collect());
        }
        let stamp = self.now.format("%Y%m%d-%H%M");
        let name = format!("{}-{stamp}.{ending}", pane.form.id);
        let path = folder(session).join(name);
        let mut options = ExportOptions::new(Format::of(&path).unwrap_or(Format::Csv));
        options.organisation.clone_from(&self.org);
        options.heading = match pane.view() {
            Some(view) => format!(
                "{} {}",
                pane.form.label.get(self.lang),
                view.label.get(self.lang)
            ),
            None => String::new(),
        };
        let total = match (&query.ids, pane.count) {
            (Some(ids), _) => u64::try_from(ids.len()).unwrap_or(0),
            (None, count) => count.unwrap_or(0),
        };
        self.exporting = true;
        self.jobs.push(Job::Export {
            query,
            options,
            path,
            total,
        });
    }
}

/// A folder that browsers can see: the person's documents, else where the desk lies.
fn folder(session: &Session) -> PathBuf {
    let documents = directories::UserDirs::new().and_then(|d| {
        d.document_dir()
            .filter(|p| p.is_dir())
            .map(std::path::Path::to_owned)
    });
    let at_home = || session.store.path().parent().map(std::path::Path::to_owned);
    documents.or_else(at_home).unwrap_or_default()
}
