//! The desk as state and commands: no terminal, no SQL.

pub mod clock;
pub mod key;
pub mod session;
