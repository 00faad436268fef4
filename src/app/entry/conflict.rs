//! Two versions of a record: mine and the one somebody saved meanwhile, field by field.
//!
//! Invariant: nothing typed is lost; what only the other changed is taken over, what only I changed stays, and for the rest
//! a person decides.

use crate::app::session::Session;
use crate::model::form::kind::Kind;
use crate::model::{Lang, Record, Value};
use crate::store::Result;

use super::answers::Answers;
use super::input::Input;
use super::judged::Judged;
use super::occasion::Occasion;

/// Both versions of a record.
#[derive(Clone, Debug)]
pub struct Conflict {
    pub theirs: Record,
    pub rows: Vec<Differing>,
    pub at: usize,
}

/// A field that differs.
#[derive(Clone, Debug)]
pub struct Differing {
    pub field: usize,
    pub mine: String,
    pub theirs: String,
    pub take_mine: bool,
    /// Both changed it.
    pub both: bool,
}

impl Conflict {
    /// The record as it stands now beside the draft; `None` where the revision is no longer the trouble.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn between(
        over: &Occasion,
        answers: &Answers,
        judged: &Judged,
        session: &Session,
    ) -> Result<Option<Self>> {
        let Some((id, seen)) = answers.draft.of else {
            return Ok(None);
        };
        let stamp = session.stamp();
        let Some(theirs) = session.reader(&stamp).record(&over.form.id, id)? else {
            return Ok(None);
        };
        let base = as_seen(over, &theirs, seen, session)?;
        let mut rows = Vec::new();
        for place in (0..answers.inputs.len()).filter(|p| over.is_editable(*p)) {
            let mine = judged.value(place);
            let other = theirs.values.get(place).unwrap_or(&Value::Empty);
            let unread = !answers.inputs[place].is_blank() && mine.is_empty();
            if mine == other && !unread {
                continue;
            }
            let seen = base.get(place).unwrap_or(&Value::Empty);
            let (i_did, they_did) = (mine != seen || unread, other != seen);
            let kind = over.kind(place);
            rows.push(Differing {
                field: place,
                mine: typed(&answers.inputs[place], mine, kind, session.lang),
                theirs: stored(&theirs, place, kind, session.lang),
                take_mine: i_did,
                both: i_did && they_did,
            });
        }
        Ok(Some(Self {
            theirs,
            rows,
            at: 0,
        }))
    }
}

/// The values of the record at the revision that the draft saw: later changes taken back.
fn as_seen(over: &Occasion, now: &Record, rev: i64, session: &Session) -> Result<Vec<Value>> {
    let mut values = now.values.clone();
    let mut changes = session.store.history(&over.form.id, now.id)?;
    changes.retain(|c| c.rev > rev);
    changes.sort_by_key(|c| std::cmp::Reverse(c.rev));
    for (name, before, _) in changes.into_iter().flat_map(|c| c.fields) {
        if let Some(place) = over.place_of(&name)
            && let Some(value) = values.get_mut(place)
        {
            *value = before;
        }
    }
    Ok(values)
}

/// What was typed, as it stands in its input.
fn typed(input: &Input, value: &Value, kind: &Kind, lang: Lang) -> String {
    match input {
        Input::Line(slot) => slot.text().to_owned(),
        Input::Note(note) => note.text().to_owned(),
        Input::Ticks(_) | Input::Rows(_) | Input::Fixed => value.show(kind, lang),
    }
}

/// What the record holds in a field.
fn stored(record: &Record, place: usize, kind: &Kind, lang: Lang) -> String {
    let title = record.titles.get(place).cloned().flatten();
    match (title, kind) {
        (Some(title), Kind::Reference(_)) => title,
        _ => record
            .values
            .get(place)
            .map_or_else(String::new, |v| v.show(kind, lang)),
    }
}
