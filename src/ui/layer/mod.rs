//! Paints what lies over the panes, a file for each kind.

pub mod chooser;
pub mod confirm;
pub mod entry;
pub mod pages;
pub mod wizard;
