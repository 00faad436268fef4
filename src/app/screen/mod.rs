//! The whole screen as state: the desk, what is carried out on it, and where things stand.

mod answer;
pub mod browse;
pub mod desk;
pub mod layout;
mod mouse;
pub mod open_counts;
mod record;
pub mod selection;
pub mod sidebar;
mod undo;
mod update;

pub use desk::{Desk, Focus};
