//! Two versions of a record: mine and the one somebody saved meanwhile, field by field.
//!
//! Invariant: nothing typed is lost; what only the other changed is taken over, what only I changed stays, and for the rest
//! a person decides.

use crate::model::Record;

/// Both versions of a record.
#[derive(Clone, Debug)]
pub struct Conflict {
    pub theirs: Record,
    pub rows: Vec<Differing>,
    pub at: usize,
}

/// A field that differs.
#[derive(Clone, Debug)]
pub struct Differing {
    pub field: usize,
    pub mine: String,
    pub theirs: String,
    pub take_mine: bool,
    /// Both changed it.
    pub both: bool,
}
