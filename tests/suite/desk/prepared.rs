//! Desk files that are made once in a run of the tests; every test works on a copy of its own.
//!
//! A file is kept as it lies at rest, closed and without a log beside it. Nothing outlives the run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use deskbook::model::Stamp;
use deskbook::store::{Access, Store};

use super::at;

/// The bytes of each file by its name; one that is being made is waited for.
static SHELF: Mutex<BTreeMap<String, Arc<OnceLock<Vec<u8>>>>> = Mutex::new(BTreeMap::new());

/// Lays a copy of the file of this name at `path`. Whoever asks first has it made, and must leave it closed.
pub fn copy(name: &str, path: &Path, make: impl FnOnce(&Path)) {
    let place = {
        let mut shelf = SHELF.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.entry(name.to_owned()).or_default().clone()
    };
    let bytes = place.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("desk.sqlite");
        make(&file);
        let log = folder.path().join("desk.sqlite-wal");
        assert!(!log.exists(), "{name} is still open");
        fs::read(&file).expect("a file at rest")
    });
    fs::write(path, bytes).expect("a copy");
}

/// An empty desk with all shipped registers. Of its making it keeps no trace that a clock could be held against.
pub fn shipped(path: &Path, stamp: &Stamp) -> Store {
    copy("shipped", path, |file| {
        let long_ago = super::stamp("officer A", None, at("2000-01-01T00:00"));
        let made = Store::create_shipped(file, &[], &long_ago);
        made.unwrap_or_else(|e| panic!("{e:?}")).close();
    });
    open(path, stamp)
}

/// Opens a file to write.
pub fn open(path: &Path, stamp: &Stamp) -> Store {
    Store::open(path, Access::Write, stamp).unwrap_or_else(|e| panic!("{e:?}"))
}
