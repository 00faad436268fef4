//! Saving: the few verbs through which every record of the desk is written.

use std::sync::Arc;

use crate::model::value::draft::Draft;
use crate::model::value::record::{Change, Cleaned};
use crate::model::{Complaint, Form, Record, Stamp, Value, locale};
use crate::store::{Error, Op, Result, Store, Tx, Written};

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

/// Saves a new record.
///
/// # Errors
/// [`Error::Refused`] with every complaint; nothing is written then.
pub fn add(store: &mut Store, draft: &Draft, stamp: &Stamp) -> Result<Saved> {
    let form = form_of(store, &draft.register)?;
    let intent = Op::Add.on(&form.id);
    let done = store.transact(stamp, &intent, |tx| {
        let mut checker = Checker::new(&form, tx.catalog());
        let (written, warnings) = insert(tx, &form, &mut checker, draft, &Origin::Person)?;
        link_back(tx, draft, &written)?;
        Ok((written, warnings))
    })?;
    let (written, warnings) = done.value;
    Ok(Saved {
        written,
        warnings,
        changes: done.changes,
        follow: None,
    })
}

/// Checks and writes a new record inside a step.
pub fn insert(
    tx: &mut Tx<'_>,
    form: &Arc<Form>,
    checker: &mut Checker,
    draft: &Draft,
    origin: &Origin,
) -> Result<(Written, Vec<Complaint>)> {
    let checked = checker
        .check(draft, None, origin, &tx.reader())?
        .map_err(Error::Refused)?;
    Ok((tx.insert(form, &checked.cleaned)?, checked.warnings))
}

/// The record that asked for this one receives the link.
fn link_back(tx: &mut Tx<'_>, draft: &Draft, written: &Written) -> Result<()> {
    let Some(origin) = &draft.origin else {
        return Ok(());
    };
    let Some(link) = &origin.link else {
        return Ok(());
    };
    let Some(form) = tx.catalog().form(&origin.register).cloned() else {
        return Ok(());
    };
    let Some(record) = tx.reader().record(&form.id, origin.id)? else {
        return Ok(());
    };
    let Some(place) = form.fields.iter().position(|f| f.id == *link) else {
        return Ok(());
    };
    let mut values = record.values;
    if values[place].is_empty() {
        values[place] = Value::Int(written.id);
        tx.amend(
            &form,
            origin.id,
            record.rev,
            &Cleaned {
                values,
                ..Cleaned::default()
            },
            None,
        )?;
    }
    Ok(())
}

/// Saves changes of a record, at the revision that the draft saw.
///
/// # Errors
/// [`Error::Refused`] with every complaint, a newer revision among them; nothing is written then.
pub fn edit(
    store: &mut Store,
    draft: &Draft,
    reason: Option<&str>,
    stamp: &Stamp,
) -> Result<Saved> {
    let form = form_of(store, &draft.register)?;
    let intent = Op::Edit.on(&form.id);
    let done = store.transact(stamp, &intent, |tx| {
        let (id, rev) = draft.of.unwrap_or_default();
        let before = existing(tx, &form, id)?;
        let mut checker = Checker::new(&form, tx.catalog());
        let checked = checker
            .check(draft, Some(&before), &Origin::Person, &tx.reader())?
            .map_err(Error::Refused)?;
        Ok((
            tx.amend(&form, id, rev, &checked.cleaned, reason)?,
            checked.warnings,
        ))
    })?;
    let (written, warnings) = done.value;
    Ok(Saved {
        written,
        warnings,
        changes: done.changes,
        follow: None,
    })
}

/// Takes a record out of use with a reason.
///
/// # Errors
/// [`Error::Refused`] without a reason, for a stale revision, or when other records point at it.
pub fn void(
    store: &mut Store,
    register: &str,
    id: i64,
    rev: i64,
    reason: &str,
    stamp: &Stamp,
) -> Result<Saved> {
    let form = form_of(store, register)?;
    if reason.trim().is_empty() {
        return Err(Error::refused(Complaint::new(
            Some("void_reason"),
            "required",
        )));
    }
    let intent = Op::Void.on(register);
    let done = store.transact(stamp, &intent, |tx| tx.void(&form, id, rev, reason.trim()))?;
    Ok(Saved {
        written: done.value,
        warnings: Vec::new(),
        changes: done.changes,
        follow: None,
    })
}

pub(super) fn form_of(store: &Store, register: &str) -> Result<Arc<Form>> {
    store.catalog().form(register).cloned().ok_or_else(|| {
        let near = crate::model::text::near::nearest(
            register,
            store.catalog().heads().map(|f| f.id.as_str()),
        );
        let hint = locale::both("near", &[("near", &near.join(", "))]);
        Error::refused(
            Complaint::new(None, "not-found")
                .with_text("register", locale::both("word-register", &[]))
                .with("text", register)
                .with_text("near", hint),
        )
    })
}

pub(super) fn existing(tx: &Tx<'_>, form: &Form, id: i64) -> Result<Record> {
    tx.reader().record(&form.id, id)?.ok_or_else(|| {
        Error::refused(
            Complaint::new(None, "not-found")
                .with_text("register", form.one.clone())
                .with("text", format!("#{id}"))
                .with("near", ""),
        )
    })
}
