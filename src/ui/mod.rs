//! The terminal: draws the desk and turns what is pressed into keys. The only floor that names ratatui and crossterm.
//!
//! Painting never changes state: everything is drawn from `&Desk` and `&Theme`.

mod input;
pub mod layer;
mod pane;
mod run;
pub mod screen;
mod terminal;
pub mod theme;
mod told;
pub mod widget;

pub use run::{TerminalOptions, run};
