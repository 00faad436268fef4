//! The words of SQLite: the only place where they stand.

mod days;
mod lists;
mod own_tables;
mod scalars;
mod schema;
mod search;

use super::dialect::Dialect;

/// SQLite, version 3.51.3 or later.
#[derive(Clone, Copy, Debug)]
pub struct Sqlite;

impl Dialect for Sqlite {}
