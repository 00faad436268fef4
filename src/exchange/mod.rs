//! Files in and out: import, export, and the shape of a record as JSON.
//!
//! Uses the rules to write and the store to read. Invariant: what goes out comes back in as the same
//! record, and a file is either written whole or not there. Must never know a terminal or an argument.

mod atomic_file;
pub mod cell;
pub mod encoding;
pub mod export;
pub mod import;
pub mod json;

use crate::model::locale;
use crate::store::Error;

/// What is wrong with a file that comes in or goes out, in both languages.
fn outside(id: &str, args: &[(&str, &str)]) -> Error {
    Error::Outside(locale::both(id, args))
}
