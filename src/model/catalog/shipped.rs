//! The forms and packs that come with the program.

use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};

use super::Catalog;
use super::packs::Packs;
use crate::model::definition;
use crate::model::fault::Fault;

static FORMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/forms");
const PACKS: &str = include_str!("../../../assets/packs.toml");

/// The definitions of the shipped forms: file name and TOML, by name.
pub fn sources() -> Vec<(&'static str, &'static str)> {
    let mut files: Vec<_> = FORMS
        .files()
        .filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)))
        .collect();
    files.sort_unstable();
    files
}

/// The shipped packs and groups. The tests hold that the file can be read.
pub fn packs() -> Arc<Packs> {
    static READ: OnceLock<Arc<Packs>> = OnceLock::new();
    READ.get_or_init(|| Arc::new(Packs::read(PACKS).unwrap_or_default()))
        .clone()
}

/// The catalog of all shipped forms. The tests hold that none of them has a fault.
pub fn catalog() -> Catalog {
    let forms = sources()
        .into_iter()
        .filter_map(|(_, text)| definition::read::form(text).ok())
        .map(Arc::new)
        .collect();
    Catalog::new(forms, packs(), Vec::new())
}

/// Every fault of the shipped forms: file name and fault.
pub fn faults() -> Vec<(&'static str, Fault)> {
    let catalog = catalog();
    sources()
        .into_iter()
        .flat_map(|(name, text)| {
            let faults = definition::faults(text, &catalog);
            faults.into_iter().map(move |fault| (name, fault))
        })
        .collect()
}
