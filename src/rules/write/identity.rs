//! Which record of the desk a row from outside is.
//!
//! Invariant: a row is recognised by its number, else by the natural key of its register, else by being
//! equal in everything it says; so the same file taken in twice changes nothing. Must never know files.

use crate::model::form::kind::Kind;
use crate::model::{Draft, Value};
use crate::store::{Reader, Result};

use crate::rules::check::Checker;

/// What a row from outside means to the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    New,
    /// The record with its number or natural key; the row may change it.
    Known(i64),
    /// A record without number or key in the row that says the same already.
    Twin(i64),
}

impl Checker {
    /// Looks for the record that a draft means. What cannot be read yet is left to the check to say.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn same_as(&mut self, draft: &Draft, reader: &Reader<'_>) -> Result<Identity> {
        let form = self.form.clone();
        if let Some(number) = &draft.number {
            let holder = reader.by_number(&form, number)?;
            return Ok(holder.map_or(Identity::New, Identity::Known));
        }
        let key = form.natural_key();
        let mut values = vec![Value::Empty; form.fields.len()];
        let mut given = vec![false; form.fields.len()];
        for (i, field) in form.fields.iter().enumerate() {
            let in_key = key.contains(&field.id.as_str());
            let Some(answer) = draft.get(&field.id).filter(|_| in_key || key.is_empty()) else {
                continue;
            };
            if !field.is_stored() || matches!(field.kind, Kind::Rows(_)) {
                continue;
            }
            let Ok(value) = self.read(field, answer, reader)? else {
                return Ok(Identity::New);
            };
            given[i] = !value.is_empty();
            values[i] = value;
        }
        if key.is_empty() {
            return Ok(reader
                .twin(&form, &values, &given)?
                .map_or(Identity::New, Identity::Twin));
        }
        Ok(reader
            .by_key(&form, &values)?
            .map_or(Identity::New, Identity::Known))
    }
    /// The answers of a draft as values, by the place of their field; `None` where one cannot be read.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn read_all(
        &mut self,
        draft: &Draft,
        reader: &Reader<'_>,
    ) -> Result<Option<Vec<(usize, Value)>>> {
        let form = self.form.clone();
        let mut out = Vec::new();
        for (i, field) in form.fields.iter().enumerate() {
            if let Some(answer) = draft.get(&field.id) {
                match self.read(field, answer, reader)? {
                    Ok(value) => out.push((i, value)),
                    Err(_) => return Ok(None),
                }
            }
        }
        Ok(Some(out))
    }
}
