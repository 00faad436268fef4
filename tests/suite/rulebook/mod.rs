//! The rulebook held to what it promises: every file sound, every obligation held, every rule shown at work.

pub mod cases;
