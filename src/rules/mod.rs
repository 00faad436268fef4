//! From what was typed to what is true: drafts become records or complaints, actions move records along.
//!
//! Reads the store and writes through it. Only [`checker`] makes a `Cleaned` from a `Draft`, for the form
//! on the screen, the command line, the import and the demo alike.

pub mod act;
pub mod actions;
mod asked;
pub mod checker;
mod door;
mod enforced;

mod figures;
pub mod fill;
pub mod many;
pub mod past;
mod range;
mod read;
mod same;
pub mod save;
pub mod watch;

pub use actions::Possible;
pub use checker::Checker;
pub use door::Door;
pub use same::Same;
pub use save::Saved;
