//! One verb over many records as one step: all of them, or none and every reason by record.
//!
//! Invariant: what is refused for one record is written for none; one undo takes all of it back.

use std::sync::Arc;

use crate::model::value::draft::Draft;
use crate::model::{Complaint, Form, Record, Stamp};
use crate::store::{Error, Op, Result, Store, Tx};

use super::act::act_inside;
use super::save::{existing, form_of};

/// What came of it.
#[derive(Debug, Default)]
pub struct Many {
    /// Records that were written; none where something was refused.
    pub done: usize,
    pub warnings: Vec<Complaint>,
    /// What was refused, by the number (or title) of the record.
    pub refused: Vec<(String, Vec<Complaint>)>,
}

/// Moves records along their workflow by an action that asks for nothing.
///
/// # Errors
/// The register is unknown, or trouble with the file.
pub fn act_all(
    store: &mut Store,
    register: &str,
    ids: &[i64],
    action: &str,
    stamp: &Stamp,
) -> Result<Many> {
    let form = form_of(store, register)?;
    all(
        store,
        &form,
        Op::Act(action.to_owned()),
        ids,
        stamp,
        |tx, record| {
            let mut draft = Draft::new(&form.id);
            draft.of = Some((record.id, record.rev));
            Ok(act_inside(tx, &form, &draft, action)?.1)
        },
    )
}

/// Takes records out of use for one reason.
///
/// # Errors
/// [`Error::Refused`] without a reason; the register is unknown, or trouble with the file.
pub fn void_all(
    store: &mut Store,
    register: &str,
    ids: &[i64],
    reason: &str,
    stamp: &Stamp,
) -> Result<Many> {
    let form = form_of(store, register)?;
    let reason = reason.trim();
    if reason.is_empty() {
        let missing = Complaint::new(Some("void_reason"), "required");
        return Err(Error::refused(missing));
    }
    all(store, &form, Op::Void, ids, stamp, |tx, record| {
        tx.void(&form, record.id, record.rev, reason)?;
        Ok(Vec::new())
    })
}

fn all(
    store: &mut Store,
    form: &Arc<Form>,
    op: Op,
    ids: &[i64],
    stamp: &Stamp,
    mut one: impl FnMut(&mut Tx<'_>, &Record) -> Result<Vec<Complaint>>,
) -> Result<Many> {
    if ids.is_empty() {
        return Ok(Many::default());
    }
    let intent = op.on(&form.id);
    let done = store.propose(stamp, &intent, |tx| {
        let mut many = Many::default();
        for id in ids {
            let record = existing(tx, form, *id)?;
            match one(tx, &record) {
                Ok(warnings) => {
                    many.done += 1;
                    many.warnings.extend(warnings);
                }
                Err(Error::Refused(why)) => {
                    let name = record.number.unwrap_or(record.title);
                    many.refused.push((name, why));
                }
                Err(other) => return Err(other),
            }
        }
        let keep = many.refused.is_empty();
        if !keep {
            many.done = 0;
        }
        Ok((many, keep))
    })?;
    Ok(done.value)
}
