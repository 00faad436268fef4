//! deskbook: a records desk for the terminal, one binary over one SQLite file.
//!
//! The floors, from the ground up; each may use only those below it:
//!
//! - [`model`]: forms, fields, kinds, values. Pure: no clock, no file, no SQL text, no colour.
//! - [`store`]: the open file; the only floor that names the database.
//! - [`rules`]: from what was typed to what is true; what can be done next.
//! - [`exchange`]: files in and out: import, export.
//! - [`app`]: the desk as state and commands: no terminal, no SQL.
//! - [`demo`]: a desk filled with believable records. It is data, and may know registers by name.
//! - [`ui`] and [`cli`] stand side by side on top and never see each other.

pub mod app;
pub mod cli;
pub mod demo;
pub mod exchange;
pub mod model;
pub mod rules;
pub mod store;
pub mod ui;
