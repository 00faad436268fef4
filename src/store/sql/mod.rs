//! The only place that speaks the dialect of the database: pure makers of statements, text and parameters.
//!
//! What a form, an expression, a list or a rule means comes in; SQL goes out. Names are quoted in one function
//! ([`names`]), values of records are always bound. Must never know a connection.

pub mod ddl;
mod duplicates;
pub mod expr;
mod functions;
pub mod list;
pub mod names;
mod org_functions;
mod path;
mod period;
mod quantifier;
pub mod rule;
mod scale;
pub mod show;
