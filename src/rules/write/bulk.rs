//! One verb over many records as one step: all of them, or none and every reason by record.
//!
//! Invariant: what is refused for one record is written for none; one undo takes all of it back.

use std::sync::Arc;

use crate::model::value::draft::Draft;
use crate::model::{Complaint, Form, Record, Stamp};
use crate::store::{Op, Outcome, Result, Store, Tx, done};

use super::act::act_inside;

/// What came of it.
#[derive(Debug, Default)]
pub struct Many {
    /// Records that were written; none where something was refused.
    pub done: usize,
    pub warnings: Vec<Complaint>,
    /// What was refused, by the number (or title) of the record.
    pub refused: Vec<(String, Vec<Complaint>)>,
}

/// Moves records along their workflow by an action that asks for nothing. Refused where the register is unknown or one of
/// the records is not there; what is wrong with a record stands in [`Many::refused`].
///
/// # Errors
/// Trouble with the file.
pub fn act_all(
    store: &mut Store,
    register: &str,
    ids: &[i64],
    action: &str,
    stamp: &Stamp,
) -> Result<Outcome<Many>> {
    let form = done!(store.form(register));
    all(
        store,
        &form,
        Op::Act(action.to_owned()),
        ids,
        stamp,
        |tx, record| {
            let mut draft = Draft::new(&form.id);
            draft.of = Some((record.id, record.rev));
            let moved = act_inside(tx, &form, &draft, action)?;
            Ok(moved.map(|(warned, _)| warned.warnings))
        },
    )
}

/// Takes records out of use for one reason. Refused without one, and as [`act_all`].
///
/// # Errors
/// Trouble with the file.
pub fn void_all(
    store: &mut Store,
    register: &str,
    ids: &[i64],
    reason: &str,
    stamp: &Stamp,
) -> Result<Outcome<Many>> {
    let form = done!(store.form(register));
    let reason = reason.trim();
    if reason.is_empty() {
        let missing = Complaint::new(Some("void_reason"), "required");
        return Ok(Outcome::refused(missing));
    }
    all(store, &form, Op::Void, ids, stamp, |tx, record| {
        let gone = tx.void(&form, record.id, record.rev, reason)?;
        Ok(gone.map(|_| Vec::new()))
    })
}

fn all(
    store: &mut Store,
    form: &Arc<Form>,
    op: Op,
    ids: &[i64],
    stamp: &Stamp,
    mut one: impl FnMut(&mut Tx<'_>, &Record) -> Result<Outcome<Vec<Complaint>>>,
) -> Result<Outcome<Many>> {
    if ids.is_empty() {
        return Ok(Outcome::Done(Many::default()));
    }
    let intent = op.on(&form.id);
    let done = store.propose(stamp, &intent, |tx| {
        let mut many = Many::default();
        for id in ids {
            let record = match tx.reader().existing(form, *id)? {
                Outcome::Done(record) => record,
                Outcome::Refused(why) => return Ok((Outcome::Refused(why), false)),
            };
            match one(tx, &record)? {
                Outcome::Done(warnings) => {
                    many.done += 1;
                    many.warnings.extend(warnings);
                }
                Outcome::Refused(why) => {
                    let name = record.number.unwrap_or(record.title);
                    many.refused.push((name, why));
                }
            }
        }
        let keep = many.refused.is_empty();
        if !keep {
            many.done = 0;
        }
        Ok((Outcome::Done(many), keep))
    })?;
    Ok(done.value)
}
