//! The message line: what was said last, what was said in this session, and when something was saved.

use std::collections::VecDeque;

use chrono::NaiveDateTime;

use crate::app::toast::{Mood, Toast};

/// Messages kept for reading.
const KEPT: usize = 200;

/// What stands in the message line, and what stood there.
#[derive(Debug, Default)]
pub struct MessageLine {
    pub toast: Option<Toast>,
    /// The newest first.
    pub said: VecDeque<(NaiveDateTime, Toast)>,
    pub saved_at: Option<NaiveDateTime>,
}

impl MessageLine {
    /// Says something and keeps it.
    pub fn say(&mut self, toast: Toast, now: NaiveDateTime) {
        self.said.push_front((now, toast.clone()));
        self.said.truncate(KEPT);
        self.toast = Some(toast);
    }

    /// A message has been seen once the next key is pressed.
    pub fn wake(&mut self) {
        self.toast = None;
    }

    /// A message that is no error goes by itself; whether one went.
    pub fn fade(&mut self) -> bool {
        let goes = self.toast.as_ref().is_some_and(|t| t.mood != Mood::Error);
        if goes {
            self.toast = None;
        }
        goes
    }
}
