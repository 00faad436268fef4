//! The announced years that come with the program: `assets/calendar/<year>.toml`.
//!
//! Invariant, held by the tests: no file has a fault, each is named as its year, and no year between is missing.

use std::sync::OnceLock;

use include_dir::{Dir, include_dir};

use super::year::{self, Year};
use crate::model::fault::Fault;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/calendar");

/// The shipped files: name and TOML, by name.
pub fn sources() -> Vec<(&'static str, &'static str)> {
    let mut files: Vec<_> = FILES
        .files()
        .filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)))
        .collect();
    files.sort_unstable();
    files
}

/// The shipped years in their order; read once, when somebody first asks.
pub fn shipped() -> &'static [Year] {
    static READ: OnceLock<Vec<Year>> = OnceLock::new();
    READ.get_or_init(|| {
        sources()
            .into_iter()
            .filter_map(|(_, text)| year::read(text).ok())
            .collect()
    })
}

/// Every fault of the shipped files: file name and fault.
pub fn faults() -> Vec<(&'static str, Fault)> {
    sources()
        .into_iter()
        .flat_map(|(name, text)| {
            let faults = year::read(text).err().unwrap_or_default();
            faults.into_iter().map(move |fault| (name, fault))
        })
        .collect()
}
