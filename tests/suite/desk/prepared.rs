//! Desk files that are made once in a run of the tests; every test works on a copy of its own.
//!
//! A file is kept as it lies at rest, closed and without a log beside it. Nothing outlives the run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use deskbook::app::clock::Clock;
use deskbook::app::session::Session;
use deskbook::model::{Lang, Stamp};
use deskbook::store::{Access, Seal, Store};

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

/// As [`copy`], of a desk at which somebody sat: `sit` is given a folder for it.
pub fn sat_at(name: &str, path: &Path, sit: impl FnOnce(&Path) -> Session) {
    copy(name, path, |file| {
        let folder = tempfile::tempdir().expect("a folder");
        let session = sit(folder.path());
        let made = session.store.path().to_owned();
        session.store.close();
        fs::copy(made, file).expect("what was made");
    });
}

/// An empty desk with all shipped registers. Of its making it keeps no trace that a clock could be held against.
pub fn shipped(path: &Path, stamp: &Stamp) -> Store {
    copy("shipped", path, |file| {
        let long_ago = super::stamp("officer A", None, at("2000-01-01T00:00"));
        let made = Store::create_shipped(file, &[], &long_ago);
        close(made.unwrap_or_else(|e| panic!("{e:?}")));
    });
    open(path, stamp)
}

/// The secret of whoever runs the tests.
pub const SECRET: [u8; 32] = [7; 32];

/// The seal under which things are kept in the files.
pub fn seal() -> Option<Seal> {
    Some(Seal::of(SECRET))
}

/// Closes a file that was made, with what it keeps for those who open its copies.
pub fn close(mut made: Store) {
    made.seal_with(seal());
    made.close();
}

/// Opens a file to write.
pub fn open(path: &Path, stamp: &Stamp) -> Store {
    let opened = Store::open_sealed(path, Access::Write, stamp, seal());
    opened.unwrap_or_else(|e| panic!("{e:?}"))
}

/// Opens a file as a person.
pub fn session(path: &Path, clock: Clock, by: &str, lang: Lang) -> Session {
    let opened = Session::open_sealed(path, Access::Write, clock, by, lang, seal());
    opened.unwrap_or_else(|e| panic!("{e:?}"))
}
