//! Files in and out: import, export, and the shape of a record as JSON.
//!
//! Uses the rules to write and the store to read. Invariant: what goes out comes back in as the same
//! record, and a file is either written whole or not there. Must never know a terminal or an argument.

pub mod json;
