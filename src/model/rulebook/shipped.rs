//! The rulebook that comes with the program: `assets/rulebook/rNN.toml` and `rNN.rules.toml`.

use std::sync::OnceLock;

use include_dir::{Dir, include_dir};

use super::{Rulebook, params};
use crate::model::definition::read;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/rulebook");

/// The definitions that come with the program: file name and TOML, by name.
pub fn sources() -> Vec<(&'static str, &'static str)> {
    let mut files: Vec<_> = FILES
        .files()
        .filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)))
        .filter(|(name, _)| *name != params::FILE)
        .collect();
    files.sort_unstable();
    files
}

/// The rulebook of the program. The tests hold that its files have no fault.
pub fn shipped() -> &'static Rulebook {
    static READ: OnceLock<Rulebook> = OnceLock::new();
    READ.get_or_init(|| read::rulebook::shipped(sources()))
}

/// Whether there is an obligation of this id.
pub fn knows(id: &str) -> bool {
    shipped().obligation(id).is_some()
}

/// The ids of all obligations.
pub fn ids() -> impl Iterator<Item = &'static str> {
    shipped().obligations().map(|o| o.id.as_str())
}
