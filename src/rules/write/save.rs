//! Saving: the few verbs through which every record of the desk is written.

use std::sync::Arc;

use crate::model::value::draft::Draft;
use crate::model::value::record::{Change, Cleaned};
use crate::model::{Complaint, Form, Stamp, Value};
use crate::store::{Op, Outcome, Result, Store, Tx, Written, done};

pub use super::act::{SYSTEM, act, tick};
pub use super::bulk::{act_all, void_all};
use crate::rules::check::Checker;
use crate::rules::check::Origin;

/// A save that happened.
#[derive(Debug)]
pub struct Saved {
    pub written: Written,
    pub warnings: Vec<Complaint>,
    pub changes: Vec<Change>,
    /// A follow-up record that the action asks for, ready to be completed.
    pub follow: Option<Draft>,
}

/// A record that was written inside a step, and what was said of it all the same.
#[derive(Debug)]
pub struct Warned {
    pub written: Written,
    pub warnings: Vec<Complaint>,
}

impl Warned {
    /// The save that it is once the step has happened.
    pub(super) fn saved(self, changes: Vec<Change>) -> Saved {
        Saved {
            written: self.written,
            warnings: self.warnings,
            changes,
            follow: None,
        }
    }
}

/// Saves a new record. Refused with every complaint; nothing is written then.
///
/// # Errors
/// Trouble with the file.
pub fn add(store: &mut Store, draft: &Draft, stamp: &Stamp) -> Result<Outcome<Saved>> {
    let form = done!(store.form(&draft.register));
    let intent = Op::Add.on(&form.id);
    let added = store.transact(stamp, &intent, |tx| {
        let mut checker = Checker::new(&form, tx.catalog());
        let warned = done!(insert(tx, &form, &mut checker, draft, &Origin::Person)?);
        done!(link_back(tx, draft, &warned.written)?);
        Ok(Outcome::Done(warned))
    })?;
    Ok(added.map(|done| done.value.saved(done.changes)))
}

/// Checks and writes a new record inside a step. Refused with every complaint.
///
/// # Errors
/// Trouble with the file.
pub fn insert(
    tx: &mut Tx<'_>,
    form: &Arc<Form>,
    checker: &mut Checker,
    draft: &Draft,
    origin: &Origin,
) -> Result<Outcome<Warned>> {
    let checked = checker.check(draft, None, origin, &tx.reader())?;
    let checked = done!(Outcome::from(checked));
    let inserted = tx.insert(form, &checked.cleaned)?;
    Ok(inserted.map(|written| Warned {
        written,
        warnings: checked.warnings,
    }))
}

/// The record that asked for this one receives the link.
fn link_back(tx: &mut Tx<'_>, draft: &Draft, written: &Written) -> Result<Outcome<()>> {
    let Some(origin) = &draft.origin else {
        return Ok(Outcome::Done(()));
    };
    let Some(link) = &origin.link else {
        return Ok(Outcome::Done(()));
    };
    let Some(form) = tx.catalog().form(&origin.register).cloned() else {
        return Ok(Outcome::Done(()));
    };
    let Some(record) = tx.reader().record(&form.id, origin.id)? else {
        return Ok(Outcome::Done(()));
    };
    let Some(place) = form.fields.iter().position(|f| f.id == *link) else {
        return Ok(Outcome::Done(()));
    };
    let mut values = record.values;
    if values[place].is_empty() {
        values[place] = Value::Int(written.id);
        let cleaned = Cleaned {
            values,
            ..Cleaned::default()
        };
        done!(tx.amend(&form, origin.id, record.rev, &cleaned, None)?);
    }
    Ok(Outcome::Done(()))
}

/// Saves changes of a record, at the revision that the draft saw. Refused with every complaint, a newer revision among
/// them; nothing is written then.
///
/// # Errors
/// Trouble with the file.
pub fn edit(
    store: &mut Store,
    draft: &Draft,
    reason: Option<&str>,
    stamp: &Stamp,
) -> Result<Outcome<Saved>> {
    let form = done!(store.form(&draft.register));
    let intent = Op::Edit.on(&form.id);
    let edited = store.transact(stamp, &intent, |tx| {
        let (id, rev) = draft.of.unwrap_or_default();
        let before = done!(tx.reader().existing(&form, id)?);
        let mut checker = Checker::new(&form, tx.catalog());
        let checked = checker.check(draft, Some(&before), &Origin::Person, &tx.reader())?;
        let checked = done!(Outcome::from(checked));
        let amended = tx.amend(&form, id, rev, &checked.cleaned, reason)?;
        Ok(amended.map(|written| Warned {
            written,
            warnings: checked.warnings,
        }))
    })?;
    Ok(edited.map(|done| done.value.saved(done.changes)))
}

/// Takes a record out of use with a reason. Refused without one, for a stale revision, or when other records point at it.
///
/// # Errors
/// Trouble with the file.
pub fn void(
    store: &mut Store,
    register: &str,
    id: i64,
    rev: i64,
    reason: &str,
    stamp: &Stamp,
) -> Result<Outcome<Saved>> {
    let form = done!(store.form(register));
    if reason.trim().is_empty() {
        let missing = Complaint::new(Some("void_reason"), "required");
        return Ok(Outcome::refused(missing));
    }
    let intent = Op::Void.on(register);
    let gone = store.transact(stamp, &intent, |tx| tx.void(&form, id, rev, reason.trim()))?;
    Ok(gone.map(|done| Saved {
        written: done.value,
        warnings: Vec::new(),
        changes: done.changes,
        follow: None,
    }))
}
