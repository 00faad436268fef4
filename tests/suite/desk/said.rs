//! How a save went: what was refused and why, or what was saved.

use deskbook::model::Complaint;
use deskbook::rules::Saved;
use deskbook::store::{Error, Result};

/// The complaints of a refused save.
pub fn complaints<T: std::fmt::Debug>(result: Result<T>) -> Vec<Complaint> {
    match result {
        Err(Error::Refused(complaints)) => complaints,
        other => panic!("not refused: {other:?}"),
    }
}

/// Field and code of every complaint: `tool:required`.
pub fn codes<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    let said = complaints(result);
    said.iter()
        .map(|c| format!("{}:{}", c.field.as_deref().unwrap_or("-"), c.code))
        .collect()
}

/// The same, and nothing where nothing was refused.
pub fn codes_or_none<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match result {
        Ok(_) => Vec::new(),
        refused => codes(refused),
    }
}

/// The clauses that a refused save is held against.
pub fn clauses(result: Result<Saved>) -> Vec<String> {
    let said = complaints(result);
    said.iter().filter_map(|c| c.clause.clone()).collect()
}

/// What was saved, with every complaint where it was not.
pub fn done(result: Result<Saved>) -> Saved {
    match result {
        Ok(saved) => saved,
        Err(Error::Refused(said)) => panic!("{said:?}"),
        Err(other) => panic!("{other:?}"),
    }
}
