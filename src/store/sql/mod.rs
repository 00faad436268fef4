//! Statements: the only place where SQL is written. Pure makers of text and parameters.
//!
//! What a form, an expression, a list or a rule means comes in; SQL goes out. Names are quoted in one function
//! ([`names`]), values of records are always bound. What one engine says otherwise than another is asked of the
//! [`Dialect`] that a maker is handed; the words of SQLite stand in [`sqlite`] alone. Must never know a connection.

pub mod alter;
mod codes;
mod compare;
pub mod ddl;
pub mod dialect;
pub mod draft;
mod duplicates;
pub mod expr;
mod functions;
pub mod guards;
pub mod ledger;
pub mod list;
pub mod lookup;
pub mod names;
mod org_functions;
pub mod own;
mod path;
mod period;
mod quantifier;
pub mod records;
pub mod rule;
mod scale;
pub mod show;
mod sqlite;
pub mod system;

pub use dialect::Dialect;
pub use sqlite::Sqlite;

/// The dialect of the engine inside the program: drafts are evaluated by it, whatever engine holds the desk.
pub const EMBEDDED: &dyn Dialect = &Sqlite;
