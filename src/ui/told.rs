//! What reaches the loop, from whatever thread.

use crossterm::event;

use crate::app::worker::Reply;

/// What reaches the loop.
pub enum Told {
    Event(event::Event),
    Reply(Reply),
    /// The terminal is gone, or somebody wants the program to end.
    Gone,
}
