//! The desk as state and commands: no terminal, no SQL.

pub mod adopt;
pub mod age;
pub mod clock;
pub mod command;
pub mod condition;
pub mod entry;
pub mod findings;
pub mod key;
pub mod keymap;
pub mod layer;
pub mod line_keys;
pub mod manual;
pub mod pane;
pub mod scope;
pub mod screen;
pub mod secret;
pub mod session;
pub mod toast;
pub mod worker;
