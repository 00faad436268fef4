//! The list as a file: what as, where to; the worker writes it.

use std::path::{Path, PathBuf};

use crate::app::layer::chooser::{Chooser, Choosing, Item};
use crate::app::screen::effect::{Effect, Effects};
use crate::app::screen::scene::Sight;
use crate::app::session::Session;
use crate::app::worker::Job;
use crate::exchange::export::{ExportOptions, Format};
use crate::model::locale;

use super::ListPane;

/// What a list can be written as: the ending of the file.
const ENDINGS: [&str; 3] = ["csv", "html", "json"];

impl ListPane {
    /// Asks what the marked records, or all of the list, shall be written as.
    pub(super) fn choose_export(&self) -> Effects {
        let detail = if self.marks.is_empty() {
            "desk-export-listed"
        } else {
            "desk-export-marked"
        };
        let item = |ending| {
            let label = locale::both(&format!("desk-export-{ending}"), &[]);
            Item::new(label, Effect::Export(ending)).detail(locale::both(detail, &[]))
        };
        let items = ENDINGS.into_iter().map(item).collect();
        let title = locale::both("desk-choose-export", &[]);
        let chooser = Chooser::new(Choosing::Export, title, items);
        vec![Effect::Choose(Box::new(chooser))]
    }

    /// The file with this ending, as it is ordered from the worker.
    pub fn export(&self, ending: &str, sight: &Sight<'_>) -> Job {
        let (scene, lang) = (sight.scene, sight.lang());
        let mut query = self.query();
        if !self.marks.is_empty() {
            query.ids = Some(self.marks.iter().copied().collect());
        }
        let stamp = scene.now.format("%Y%m%d-%H%M");
        let name = format!("{}-{stamp}.{ending}", self.form.id);
        let path = folder(sight.session).join(name);
        let mut options = ExportOptions::new(Format::of(&path).unwrap_or(Format::Csv));
        options.organisation.clone_from(&scene.org);
        options.heading = match self.view() {
            Some(view) => format!("{} {}", self.form.label.get(lang), view.label.get(lang)),
            None => String::new(),
        };
        let total = match (&query.ids, self.count) {
            (Some(ids), _) => u64::try_from(ids.len()).unwrap_or(0),
            (None, count) => count.unwrap_or(0),
        };
        Job::Export {
            query,
            options,
            path,
            total,
        }
    }
}

/// A folder that browsers can see: the person's documents, else where the desk lies.
fn folder(session: &Session) -> PathBuf {
    let documents = directories::UserDirs::new()
        .and_then(|d| d.document_dir().filter(|p| p.is_dir()).map(Path::to_owned));
    let at_home = || session.store.path().parent().map(Path::to_owned);
    documents.or_else(at_home).unwrap_or_default()
}
