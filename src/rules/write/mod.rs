//! The verbs through which every record of the desk is written: one by one, many at once, or as of the past.

pub mod act;
pub mod backdated;
pub mod bulk;
mod identity;
pub mod save;

pub use identity::Identity;
pub use save::Saved;
