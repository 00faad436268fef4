//! Records that were true before the desk had them: checked as of now, written as of the day they were made.
//!
//! The same checker and the same write as everywhere ([`super::save`]); only the stamps are two.

use std::sync::Arc;

use crate::model::value::draft::Draft;
use crate::model::{Form, Stamp};
use crate::store::{Op, Outcome, Result, Tx, Written, done};

use crate::rules::check::Checker;
use crate::rules::check::Origin;

/// Checks and writes a new record; it keeps the time and the person of `made`. Refused with every complaint.
///
/// # Errors
/// Trouble with the file.
pub fn insert(
    tx: &mut Tx<'_>,
    form: &Arc<Form>,
    checker: &mut Checker,
    draft: &Draft,
    now: &Stamp,
    made: Stamp,
) -> Result<Outcome<Written>> {
    let checked = checker.check(draft, None, &Origin::Past, &tx.reader_at(now))?;
    let checked = done!(Outcome::from(checked));
    tx.next_act(&Op::Add, &form.id, made)?;
    tx.insert(form, &checked.cleaned)
}

/// Checks and writes a later change of a record, as of the time at which it was made. Refused with every complaint; the
/// record is as it was then.
///
/// # Errors
/// Trouble with the file.
pub fn amend(
    tx: &mut Tx<'_>,
    form: &Arc<Form>,
    checker: &mut Checker,
    draft: &Draft,
    now: &Stamp,
    made: Stamp,
) -> Result<Outcome<Written>> {
    let (id, rev) = draft.of.unwrap_or_default();
    let before = done!(tx.reader().existing(form, id)?);
    let checked = checker.check(draft, Some(&before), &Origin::Past, &tx.reader_at(now))?;
    let checked = done!(Outcome::from(checked));
    tx.next_act(&Op::Edit, &form.id, made)?;
    tx.amend(form, id, rev, &checked.cleaned, None)
}
