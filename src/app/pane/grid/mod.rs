//! Panes where people would rather look than read.

pub mod day;
