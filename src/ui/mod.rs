//! The terminal: draws the desk and turns what is pressed into keys. The only floor that names ratatui and crossterm.
//!
//! Painting never changes state: everything is drawn from `&Desk` and `&Theme`.

mod adopt;
mod book;
mod chooser;
pub mod chrome;
mod columns;
mod edges;
pub mod entry;
mod findings;
mod input;
mod list;
pub mod paint;
mod preview;
mod rooms;
mod run;
pub mod screen;
mod sheet;
mod side;
mod terminal;
pub mod theme;
mod today;

pub use run::{Options, run};
