//! The whole screen as state: the desk, what is carried out on it, and where things stand.

mod carry_out;
mod commands;
pub mod desk;
pub mod effect;
mod forms;
pub mod ink;
pub mod layers;
pub mod layout;
pub mod message_line;
pub mod notice;
pub mod open_counts;
pub mod orders;
pub mod panes;
mod replies;
pub mod scene;
pub mod selection;
pub mod sidebar;
mod undo;
