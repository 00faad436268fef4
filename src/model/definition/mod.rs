//! Definitions: the TOML in which forms and rules are written, how it is read, and the laws that it must keep.

pub mod compiled;
pub mod lint;
pub mod places;
pub mod read;

use super::catalog::Catalog;
use super::fault::Fault;

/// Everything that is wrong with the definition of a form that is to stand in a catalog.
pub fn faults(source: &str, catalog: &Catalog) -> Vec<Fault> {
    let read = read::whole(source);
    let mut faults = read.faults;
    if let Some(form) = &read.value {
        faults.extend(lint::form(form, &read.places, catalog));
    }
    faults.sort_by_key(|f| (f.at.start, f.at.end));
    faults
}
