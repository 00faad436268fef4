//! Definitions: the TOML in which forms and rules are written, how it is read, and the laws that it must keep.

pub mod fault;
pub mod lint;
pub mod read;
