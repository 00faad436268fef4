//! What comes of reading: something to be said, something for the worker. It changes nothing on the desk.

use crate::app::toast::{Mood, Toast};
use crate::app::worker::Job;
use crate::store::{Error, Result};

/// One thing that reading leads to.
#[derive(Clone, Debug)]
pub enum Notice {
    Say(Toast),
    /// For the worker.
    Order(Box<Job>),
}

/// What is to be said and ordered, in this order.
pub type Notices = Vec<Notice>;

impl Notice {
    pub fn say(mood: Mood, id: &str, args: &[(&str, &str)]) -> Self {
        Self::Say(Toast::said(mood, id, args))
    }

    pub fn order(job: Job) -> Self {
        Self::Order(Box::new(job))
    }

    pub fn trouble(error: &Error) -> Self {
        Self::Say(Toast::trouble(&error.text()))
    }
}

/// Work that may meet trouble with the file: nothing was written then, and it is said.
pub fn told<T: From<Notice>>(done: Result<Vec<T>>) -> Vec<T> {
    done.unwrap_or_else(|error| vec![Notice::trouble(&error).into()])
}
