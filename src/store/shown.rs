//! Values as a person reads them, for statements that order by titles: they ask [`Value::show`] as everybody does.

use crate::model::form::kind::{Choice, Kind};
use crate::model::{Lang, Text, Value};

use super::connection::{Arguments, Connection};
use super::error::Result;
use super::sql::show::{SHOWN, SHOWN_CODES};

/// Gives a connection the functions.
pub fn add_functions(conn: &Connection) -> Result<()> {
    conn.add_function(SHOWN, 3, |given| {
        let word = given.text(1).and_then(|word| str::from_utf8(word).ok());
        let kind = word.and_then(Kind::of_word).unwrap_or(Kind::Integer);
        let value = given.whole(0).map_or(Value::Empty, Value::Int);
        Value::text(value.show(&kind, lang(given, 2)))
    })?;
    conn.add_function(SHOWN_CODES, 3, |given| {
        let text = |at: usize| {
            let bytes = given.text(at).unwrap_or_default();
            String::from_utf8_lossy(bytes).into_owned()
        };
        let labels: Vec<[String; 2]> = serde_json::from_str(&text(1)).unwrap_or_default();
        let choice = |[code, label]: [String; 2]| Choice {
            code,
            label: Text::same(label),
        };
        let kind = Kind::Choices(labels.into_iter().map(choice).collect());
        Value::text(Value::text(text(0)).show(&kind, lang(given, 2)))
    })
}

fn lang(given: &Arguments<'_, '_>, at: usize) -> Lang {
    match given.text(at) {
        Some(b"en") => Lang::En,
        _ => Lang::Zh,
    }
}
