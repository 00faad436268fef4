//! Paints what stands in the main pane, a file for each kind.

pub mod findings;
pub mod grid;
pub mod list;
pub mod rulebook;
pub mod today;
