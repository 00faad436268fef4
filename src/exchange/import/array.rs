//! The elements of one JSON array, handed over while the file is read.
//!
//! Invariant: one element stands in memory at a time. Must never know what an element means.

use std::fmt;
use std::io::Read;

use serde::de::{Deserializer as _, Error as _, SeqAccess, Visitor};
use serde_json::Value as Json;

use crate::exchange::outside;
use crate::store::{Error, Result};

/// Hands over each element with its number from 1, until `visit` says that it is enough.
///
/// # Errors
/// What `visit` says, or where the file stops being JSON.
pub fn each(
    text: impl Read,
    name: &str,
    visit: impl FnMut(u64, Json) -> Result<bool>,
) -> Result<()> {
    let mut walk = ArrayWalk {
        visit,
        failed: None,
        enough: false,
    };
    let mut reader = serde_json::Deserializer::from_reader(text);
    let read = reader
        .deserialize_seq(&mut walk)
        .and_then(|()| reader.end());
    match (walk.failed, read) {
        (Some(error), _) => Err(error),
        (None, Err(_)) if walk.enough => Ok(()),
        (None, Err(e)) => Err(outside(
            "exchange-bad-json",
            &[("path", name), ("cause", &e.to_string())],
        )),
        (None, Ok(())) => Ok(()),
    }
}

struct ArrayWalk<F> {
    visit: F,
    failed: Option<Error>,
    enough: bool,
}

impl<'de, F: FnMut(u64, Json) -> Result<bool>> Visitor<'de> for &mut ArrayWalk<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> std::result::Result<(), A::Error> {
        let mut n = 0;
        while let Some(element) = elements.next_element::<Json>()? {
            n += 1;
            match (self.visit)(n, element) {
                Ok(true) => {}
                Ok(false) => {
                    self.enough = true;
                    return Err(A::Error::custom("enough"));
                }
                Err(error) => {
                    self.failed = Some(error);
                    return Err(A::Error::custom("stopped"));
                }
            }
        }
        Ok(())
    }
}
