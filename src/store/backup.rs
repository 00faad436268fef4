//! Copies of the file: made while the desk is open, verified before they count, restored beside, never over.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::error::{Error, Result, Trouble};
use super::open::{self, Access};

/// Pages copied between two reports of progress.
const STEP: std::ffi::c_int = 2048;

/// Copies the file to a new place: pages remaining and total are reported; `false` from the report cancels.
///
/// The copy is written beside its place and gets its name when it is whole and verified.
///
/// # Errors
/// The target exists, cannot be written, or the copy does not pass its check.
pub fn copy(
    from: &Connection,
    to: &Path,
    mut progress: impl FnMut(i32, i32) -> bool,
) -> Result<()> {
    if to.exists() {
        return Err(Error::world(Trouble::Exists, to));
    }
    let folder = to
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Error::world(Trouble::NoFolder, folder));
    }
    let unfinished = tempfile::Builder::new()
        .prefix(".deskbook-")
        .suffix(".part")
        .tempfile_in(folder)
        .map_err(|e| Error::of_file(e, to))?
        .into_temp_path();
    let look = from.unchecked_transaction()?;
    {
        // One look at the file from beginning to end: what others write meanwhile does not start it anew.
        look.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        let mut target = Connection::open(&unfinished).map_err(|e| Error::from(e).at(to))?;
        let backup = Backup::new(&look, &mut target)?;
        loop {
            let step = backup.step(STEP).map_err(|e| Error::from(e).at(to))?;
            let at = backup.progress();
            if !progress(at.remaining, at.pagecount) {
                return Err(Error::Interrupted);
            }
            match step {
                StepResult::Done => break,
                StepResult::Busy | StepResult::Locked => {
                    std::thread::sleep(Duration::from_millis(20))
                }
                _ => {}
            }
        }
    }
    drop(look);
    {
        // A copy at rest is one file: no write-ahead log beside it.
        let target = Connection::open(&unfinished).map_err(|e| Error::from(e).at(to))?;
        target
            .pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))
            .map_err(|e| Error::from(e).at(to))?;
    }
    verify(&unfinished).map_err(|e| e.moved(to))?;
    fs::File::open(&unfinished)?.sync_all()?;
    unfinished
        .persist_noclobber(to)
        .map_err(|e| Error::of_file(e.error, to))?;
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// Whether a file is a desk that SQLite finds sound.
pub fn verify(path: &Path) -> Result<()> {
    let conn = open::open(path, Access::Read)?;
    let answer: String = conn
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .map_err(|e| Error::from(e).at(path))?;
    if answer == "ok" {
        Ok(())
    } else {
        Err(Error::world(Trouble::Corrupt, path))
    }
}

/// A name for a copy beside the file, made of the moment it was taken.
pub fn name_of_copy(file: &Path, stamp: &crate::model::Stamp, why: &str) -> PathBuf {
    let stem = file
        .file_stem()
        .map_or_else(|| "desk".into(), |s| s.to_string_lossy().into_owned());
    let base = format!("{stem}-{why}-{}", stamp.utc.format("%Y%m%d-%H%M%S"));
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut path = folder.join(format!("{base}.sqlite"));
    let mut n = 2;
    while path.exists() {
        path = folder.join(format!("{base}-{n}.sqlite"));
        n += 1;
    }
    path
}
