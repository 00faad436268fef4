//! A file that appears whole: written beside its place, brought to the disk, then renamed.
//!
//! Invariant: until [`AtomicFile::finish`] nothing stands in the place, and a failure leaves what was there.
//! Must never know what is written.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::store::{Result, unfinished};

use super::outside;

/// A file on its way to its place.
pub struct AtomicFile {
    to: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl AtomicFile {
    /// Begins a file; `over` allows to replace one that is there.
    ///
    /// # Errors
    /// The folder is not there or cannot be written, or something stands in the place that is not replaced.
    pub fn new(to: &Path, over: bool) -> Result<Self> {
        let shown = to.display().to_string();
        let folder = unfinished::folder_of(to);
        if !folder.is_dir() {
            let folder = folder.display().to_string();
            return Err(outside("exchange-no-folder", &[("path", &folder)]));
        }
        if to.is_dir() {
            return Err(outside("exchange-directory", &[("path", &shown)]));
        }
        if is_log_of_database(to) {
            return Err(outside("exchange-log", &[("path", &shown)]));
        }
        if to.exists() && (!over || is_database(to)) {
            return Err(outside("exchange-exists", &[("path", &shown)]));
        }
        let file = unfinished::begin(folder).map_err(|e| trouble(to, &e))?;
        Ok(Self {
            to: to.to_owned(),
            file: BufWriter::with_capacity(256 * 1024, file),
        })
    }

    /// Brings the file to the disk and to its place.
    ///
    /// # Errors
    /// The disk is full or the place has gone; nothing stands there then.
    pub fn finish(self) -> Result<()> {
        let Self { to, file } = self;
        let file = file.into_inner().map_err(|e| trouble(&to, e.error()))?;
        file.as_file().sync_all().map_err(|e| trouble(&to, &e))?;
        file.persist(&to).map_err(|e| trouble(&to, &e.error))?;
        #[cfg(unix)]
        if let Ok(folder) = File::open(unfinished::folder_of(&to)) {
            // The file is whole already; a folder that cannot be synced loses the name at worst.
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A desk is never replaced by an export, whatever was typed.
fn is_database(path: &Path) -> bool {
    let mut head = [0; 16];
    File::open(path)
        .and_then(|mut f| f.read_exact(&mut head))
        .is_ok_and(|()| &head == b"SQLite format 3\0")
}

/// The names under which the engine keeps the log of a database: what stands there would be played into it.
fn is_log_of_database(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let of = ["-wal", "-shm", "-journal"]
        .iter()
        .find_map(|end| name.strip_suffix(end));
    of.is_some_and(|database| is_database(Path::new(database)))
}

/// An error of writing, in words.
pub fn trouble(path: &Path, error: &io::Error) -> crate::store::Error {
    let id = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "exchange-full",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "exchange-denied",
        io::ErrorKind::NotFound => "exchange-missing",
        _ => "exchange-io",
    };
    let path = path.display().to_string();
    outside(id, &[("path", &path), ("cause", &error.to_string())])
}
