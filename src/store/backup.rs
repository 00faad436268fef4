//! Copies of the file: made while the desk is open, verified before they count, restored beside, never over.

use std::fs;
use std::path::{Path, PathBuf};

use super::connection::Connection;
use super::error::{Error, Result, Trouble};
use super::open::{self, Access};
use super::unfinished;

/// Copies the file to a new place: pages remaining and total are reported; `false` from the report cancels.
///
/// The copy is written beside its place and gets its name when it is whole and verified.
///
/// # Errors
/// The target exists, cannot be written, or the copy does not pass its check.
pub fn copy(from: &Connection, to: &Path, progress: impl FnMut(i32, i32) -> bool) -> Result<()> {
    if to.exists() {
        return Err(Error::world(Trouble::Exists, to));
    }
    let folder = unfinished::folder_of(to);
    if !folder.is_dir() {
        return Err(Error::world(Trouble::NoFolder, folder));
    }
    let unfinished = unfinished::begin(folder)
        .map_err(|e| Error::of_file(e, to))?
        .into_temp_path();
    from.copy_into(&unfinished, progress)
        .map_err(|e| e.at(to))?;
    verify(&unfinished).map_err(|e| e.moved(to))?;
    settle(unfinished, to)
}

/// Gives a whole file its place, where nothing stands yet, and brings both to the disk.
pub fn settle(whole: tempfile::TempPath, place: &Path) -> Result<()> {
    fs::File::open(&whole)?.sync_all()?;
    whole
        .persist_noclobber(place)
        .map_err(|e| Error::of_file(e.error, place))?;
    fs::File::open(unfinished::folder_of(place))?.sync_all()?;
    Ok(())
}

/// Whether a file is a desk that SQLite finds sound.
pub fn verify(path: &Path) -> Result<()> {
    let conn = open::open(path, Access::Read)?;
    if conn.is_sound().map_err(|e| e.at(path))? {
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
