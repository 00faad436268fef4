//! The terminal: draws the desk and turns what is pressed into keys. The only floor that names ratatui and crossterm.
//!
//! Painting never changes state: everything is drawn from `&Desk` and `&Theme`.

pub mod chrome;
pub mod entry;
mod run;
pub mod theme;

pub use run::{Options, run};
