//! How words are meant, for whoever draws them.

/// What a piece of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Title,
    Text,
    Dim,
    Before,
    After,
    Done,
    Error,
}

/// A line in pieces: how each is meant, and its words.
pub type InkedLine = Vec<(Ink, String)>;
