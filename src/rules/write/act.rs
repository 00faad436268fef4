//! Moving records along their workflow: by a person, and by the clock.

use std::sync::Arc;

use crate::model::form::flow::Fill;
use crate::model::value::draft::Draft;
use crate::model::value::record::Cleaned;
use crate::model::{Complaint, Form, Record, Stamp, Text, Value, locale};
use crate::store::{Op, Outcome, Result, Store, Tx, done};

use super::save::{Saved, Warned};
use crate::rules::actions;
use crate::rules::check::Checker;
use crate::rules::check::Origin;
use crate::rules::fill;

/// Moves a record along its workflow; the draft holds what the action asks for. Refused with the reason why it is not
/// possible, or what is missing.
///
/// # Errors
/// Trouble with the file.
pub fn act(
    store: &mut Store,
    draft: &Draft,
    action: &str,
    stamp: &Stamp,
) -> Result<Outcome<Saved>> {
    let form = done!(store.form(&draft.register));
    let intent = Op::Act(action.to_owned()).on(&form.id);
    let moved = store.transact(stamp, &intent, |tx| act_inside(tx, &form, draft, action))?;
    Ok(moved.map(|done| {
        let (warned, follow) = done.value;
        Saved {
            follow,
            ..warned.saved(done.changes)
        }
    }))
}

/// What [`act`] does inside its step.
pub(super) fn act_inside(
    tx: &mut Tx<'_>,
    form: &Arc<Form>,
    draft: &Draft,
    name: &str,
) -> Result<Outcome<(Warned, Option<Draft>)>> {
    let Some(action) = form.action(name) else {
        let near: Vec<&str> = form.actions.iter().map(|a| a.id.as_str()).collect();
        let why = locale::both("act-none", &[("action", name), ("near", &near.join(", "))]);
        return Ok(impossible(&Text::same(name), &why));
    };
    let (id, rev) = draft.of.unwrap_or_default();
    let before = done!(tx.reader().existing(form, id)?);
    if action.by_system() && action.by.len() == 1 && tx.stamp().by != SYSTEM {
        return Ok(impossible(&action.label, &locale::both("act-system", &[])));
    }
    if let Some(why) = actions::why_not(form, action, &before, &tx.reader())? {
        return Ok(impossible(&action.label, &why));
    }
    let mut moved = draft.clone();
    moved.state.clone_from(&action.to);
    for (field, fill) in &action.set {
        if let Some(target) = form.field(field).filter(|_| draft.get(field).is_none()) {
            if matches!(fill, Fill::Literal(word) if word.is_empty()) {
                moved.typed(field, "");
                continue;
            }
            let value = fill::value_of(fill, target, form, &before, &tx.reader());
            fill::pick(&mut moved, target, value, &tx.reader())?;
        }
    }
    let mut complaints = forged(form, action, draft);
    let given: Vec<String> = action
        .needs
        .iter()
        .chain(action.set.iter().map(|(f, _)| f))
        .cloned()
        .collect();
    let mut checker = Checker::new(form, tx.catalog());
    let result = checker.check(&moved, Some(&before), &Origin::Action(given), &tx.reader())?;
    let shown = checker.shown(&moved, Some(&before), &tx.reader())?;
    complaints.extend(result.as_ref().err().cloned().unwrap_or_default());
    complaints.extend(missing_needs(
        form,
        action,
        &moved,
        &before,
        &shown,
        &complaints,
    ));
    let checked = match result {
        Ok(checked) if complaints.is_empty() => checked,
        _ => return Ok(Outcome::Refused(complaints)),
    };
    done!(condition_holds(
        tx,
        form,
        action,
        &before,
        &checked.cleaned
    )?);
    let written = done!(tx.amend(form, id, rev, &checked.cleaned, None)?);
    let follow = match &action.creates {
        Some(creates) => {
            let after = done!(tx.reader().existing(form, id)?);
            fill::follow_draft(creates, form, &after, &tx.reader())?
        }
        None => None,
    };
    let warnings = checked.warnings;
    Ok(Outcome::Done((Warned { written, warnings }, follow)))
}

/// Answers to what the action itself fills in: who signs, and when, is not for the person to say.
fn forged(form: &Form, action: &crate::model::form::flow::Action, draft: &Draft) -> Vec<Complaint> {
    let own = |name: &str| {
        let set = action.set.iter().any(|(field, _)| field == name);
        set && !action.needs.iter().any(|need| need == name)
    };
    form.fields
        .iter()
        .filter(|f| f.read_only && own(&f.id) && draft.get(&f.id).is_some())
        .map(|f| Complaint::new(Some(&f.id), "not-typed").clause(&f.clauses))
        .collect()
}

/// The name under which the clock acts.
pub const SYSTEM: &str = "system";

fn missing_needs(
    form: &Form,
    action: &crate::model::form::flow::Action,
    draft: &Draft,
    before: &Record,
    shown: &[bool],
    complaints: &[Complaint],
) -> Vec<Complaint> {
    let mut out = Vec::new();
    for need in &action.needs {
        let Some(i) = form.fields.iter().position(|f| f.id == *need) else {
            continue;
        };
        let blank = draft.get(need).map_or_else(
            || before.values[i].is_empty(),
            crate::model::Answer::is_blank,
        );
        let said = complaints.iter().any(|c| c.field.as_deref() == Some(need));
        if blank && shown[i] && !said {
            out.push(Complaint::new(Some(need), "required").clause(&form.fields[i].clauses));
        }
    }
    out
}

/// The action's own condition, over what it has been given.
fn condition_holds(
    tx: &Tx<'_>,
    form: &Form,
    action: &crate::model::form::flow::Action,
    before: &Record,
    cleaned: &Cleaned,
) -> Result<Outcome<()>> {
    let Some(when) = &action.when else {
        return Ok(Outcome::Done(()));
    };
    let evaluator = crate::store::Evaluator::new(form, tx.catalog(), [when]);
    let subject = crate::store::Subject {
        id: Some(before.id),
        state: before.state.as_deref(),
        number: before.number.as_deref(),
        values: &cleaned.values,
    };
    match tx
        .reader()
        .eval(&evaluator, &subject)?
        .first()
        .and_then(Value::as_int)
    {
        Some(1) => Ok(Outcome::Done(())),
        _ => Ok(impossible(&action.label, &actions::reason(action))),
    }
}

fn impossible<T>(action: &Text, why: &Text) -> Outcome<T> {
    let trim = |t: &str| t.trim_end_matches(['.', '。']).to_owned();
    let why = Text {
        zh: trim(&why.zh),
        en: trim(&why.en),
    };
    Outcome::refused(
        Complaint::new(None, "action")
            .with_text("action", action.clone())
            .with_text("why", why),
    )
}

/// Records that one tick moves at most: somebody may be about to press a key.
pub const AT_ONCE: usize = 50;

/// Lets the clock do what is its to do: every action `by` the system whose condition holds now; what is left after
/// so many ([`AT_ONCE`]) waits for the next tick.
///
/// # Errors
/// Trouble with the file; a record that refuses to be moved is left as it is.
pub fn tick(store: &mut Store, stamp: &Stamp) -> Result<usize> {
    let system = Stamp {
        by: SYSTEM.to_owned(),
        me: None,
        ..stamp.clone()
    };
    let mut moved = 0;
    let forms: Vec<Arc<Form>> = store.catalog().forms().cloned().collect();
    for form in forms {
        for action in form
            .actions
            .iter()
            .filter(|a| a.by_system() && a.when.is_some())
        {
            for (id, rev) in waiting(store, &form, action, &system)? {
                if moved >= AT_ONCE {
                    return Ok(moved);
                }
                let mut draft = Draft::new(&form.id);
                draft.of = Some((id, rev));
                match self::act(store, &draft, &action.id, &system)? {
                    Outcome::Done(_) => moved += 1,
                    Outcome::Refused(_) => {}
                }
            }
        }
    }
    Ok(moved)
}

fn waiting(
    store: &Store,
    form: &Form,
    action: &crate::model::form::flow::Action,
    stamp: &Stamp,
) -> Result<Vec<(i64, i64)>> {
    let mut query = crate::store::Query {
        register: form.id.clone(),
        ..crate::store::Query::default()
    };
    query.filters.extend(action.when.clone());
    if !action.from.is_empty() {
        let states = action.from.iter().map(Value::text).collect();
        query.conditions.push(crate::store::Condition {
            field: "state".into(),
            test: crate::store::Predicate::OneOf(states),
        });
    }
    let reader = store.reader(stamp, crate::model::Lang::Zh);
    let page = reader.page(&query, None, crate::store::Direction::Forward, 500)?;
    Ok(page.rows.into_iter().map(|r| (r.id, r.rev)).collect())
}
