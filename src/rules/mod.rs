//! From what was typed to what is true: drafts become records or complaints, actions move records along.
//!
//! Reads the store and writes through it. Only [`check`] makes a `Cleaned` from a `Draft`, for the form
//! on the screen, the command line, the import and the demo alike.

pub mod actions;
pub mod check;
pub mod fill;
pub mod watch;
mod write;

pub use actions::Possible;
pub use check::{Checker, Origin};
pub use write::{Identity, Saved, act, backdated, bulk, save};
