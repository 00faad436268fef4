//! A text read as TOML, whatever is wrong with it.

use toml::de::DeTable;

use super::reading::Reading;
use super::table::TomlTable;
use crate::model::definition::places::Places;
use crate::model::fault::{Fault, Wrong};

/// What was understood of a text, with all its faults and places.
pub struct Understood<'a, T> {
    pub value: T,
    pub places: Places<'a>,
    pub faults: Vec<Fault>,
}

/// Reads a text by its shape, whatever is wrong with it.
pub fn toml<T>(
    source: &str,
    trusting: bool,
    shape: impl FnOnce(&TomlTable<'_>) -> T,
) -> Understood<'_, T> {
    let reading = Reading::of(source, trusting);
    let (root, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        reading
            .faults
            .push(Fault::new(not_toml(error.message()), at));
    }
    let table = TomlTable::root(&root, &reading);
    let value = shape(&table);
    table.finish();
    drop(table);
    let (places, faults) = reading.end();
    Understood {
        value,
        places,
        faults,
    }
}

/// What a message of the parser means, in our own words.
fn not_toml(message: &str) -> Wrong {
    let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if has(&["duplicate"]) {
        Wrong::KeyTwice
    } else if has(&["unclosed", "expected `\"`", "expected `'`"]) {
        Wrong::NotClosed
    } else if has(&["missing comma"]) {
        Wrong::CommaMissing
    } else if has(&["must be quoted"]) {
        Wrong::QuotesMissing
    } else if has(&["missing value", "no value", "missing assignment"]) {
        Wrong::ValueMissing
    } else {
        Wrong::NotToml
    }
}
