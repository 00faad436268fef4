//! Copying all pages of a file while others write to it.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};

use crate::store::error::{Error, Result};

use super::Connection;

/// Pages copied between two reports of progress.
const STEP: std::ffi::c_int = 2048;

/// How long to wait where somebody holds a page.
const PAUSE: Duration = Duration::from_millis(20);

impl Connection {
    /// Copies everything into a file at rest: one file, no write-ahead log beside it. Pages remaining and total are
    /// reported; `false` from the report cancels.
    ///
    /// # Errors
    /// The target cannot be written, or the copy was cancelled.
    pub fn copy_into(
        &self,
        target: &Path,
        mut progress: impl FnMut(i32, i32) -> bool,
    ) -> Result<()> {
        // One look at the file from beginning to end: what others write meanwhile does not start it anew.
        let look = self.look()?;
        look.has("SELECT 1 FROM sqlite_schema LIMIT 1", &[])?;
        {
            let mut into = rusqlite::Connection::open(target)?;
            let backup = Backup::new(&look.driver, &mut into)?;
            loop {
                let step = backup.step(STEP)?;
                let at = backup.progress();
                if !progress(at.remaining, at.pagecount) {
                    return Err(Error::Interrupted);
                }
                if step == StepResult::Done {
                    break;
                }
                if matches!(step, StepResult::Busy | StepResult::Locked) {
                    std::thread::sleep(PAUSE);
                }
            }
        }
        drop(look);
        let into = rusqlite::Connection::open(target)?;
        into.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
        Ok(())
    }
}
