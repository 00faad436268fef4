//! One reading of a text: what is found wrong with it, and where its parts stand.

use std::cell::RefCell;
use std::ops::Range;

use crate::model::definition::places::{Parts, Places};
use crate::model::fault::{Fault, Faults};

/// What is known while a text is read.
pub struct Reading<'a> {
    pub source: &'a str,
    pub faults: Faults,
    parts: RefCell<Parts>,
    /// The definition passed its laws before it was kept: nobody will ask for places, and expressions need not be read
    /// now.
    pub trusting: bool,
}

impl<'a> Reading<'a> {
    pub fn of(source: &'a str, trusting: bool) -> Self {
        Self {
            source,
            faults: Faults::default(),
            parts: RefCell::default(),
            trusting,
        }
    }

    pub fn note(&self, path: String, key: Range<usize>, value: Range<usize>) {
        if !self.trusting {
            self.parts.borrow_mut().note(path, key, value);
        }
    }

    /// All that was found and noted.
    pub fn end(self) -> (Places<'a>, Vec<Fault>) {
        let places = Places::of(self.source, self.parts.into_inner());
        (places, self.faults.into_sorted())
    }
}
