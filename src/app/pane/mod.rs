//! What stands in the main pane: each kind of pane in a room of its own.

pub mod findings;
pub mod grid;
pub mod list;
pub mod pane_id;
pub mod rulebook;
pub mod today;
