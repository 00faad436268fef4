//! What expressions mean over the forms: types, names that exist, records that a change can touch.

mod builtins;
mod calls;
mod check;
mod dependencies;
mod path;
mod quantifier;
mod scope;

pub use check::{check, type_of};
pub use dependencies::{Link, Touch};
pub use scope::{Frame, Spot};
