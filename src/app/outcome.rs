//! What a layer tells the desk after a key: the whole protocol between the two.

use crate::model::{Draft, Text};
use crate::store::Condition;

/// What the desk does after a layer took a command or a text.
#[derive(Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "one is made for a key press, and taken apart at once"
)]
pub enum Outcome {
    /// The layer stays and has done what there was to do.
    Stay,
    /// The layer is done.
    Close,
    /// A record was written: the layer closes, the lists behind show the record.
    Saved {
        register: String,
        id: i64,
        toast: Toast,
        /// The record that should be entered next.
        follow: Option<Draft>,
        /// A new record of the same register is begun.
        and_new: bool,
    },
    /// Shows a record instead of the layer.
    Open(String, i64),
    /// The conditions of a query by example, for the list of the register behind.
    Query(Vec<Condition>),
    /// One reason to take all these records out of use; the layer stays where one of them refuses.
    VoidAll {
        register: String,
        ids: Vec<i64>,
        reason: String,
    },
    /// The layer stays and something is said.
    Toast(Toast),
}

/// A message of one line. Errors stay until the next key, the rest for a while; all are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    pub text: Text,
    pub mood: Mood,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Done,
    Note,
    Warning,
    Error,
}

impl Toast {
    pub fn new(mood: Mood, text: Text) -> Self {
        Self { text, mood }
    }
}
