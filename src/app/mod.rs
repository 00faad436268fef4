//! The desk as state and commands: no terminal, no SQL.

pub mod adopt;
pub mod clock;
pub mod command;
pub mod condition;
pub mod desk;
pub mod entry;
pub mod key;
pub mod keymap;
pub mod manual;
pub mod outcome;
pub mod session;
pub mod worker;
