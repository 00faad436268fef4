//! Writing an adoption: the top of the organisation where there is none, a record for each regulation, and what ends.

use std::collections::BTreeSet;

use crate::model::catalog::system::System;
use crate::model::rulebook::{self, Regulation};
use crate::model::{Complaint, Draft, Lang, Stamp, Value, locale};
use crate::rules::save::insert;
use crate::rules::{Checker, Origin, fill};
use crate::store::{Op, Outcome, Query, Result, Store, Tx, done};

use super::{ASKED, AdoptionPlan, Standing, rows};

/// The register of regulations.
pub const REGULATION: &str = System::Regulation.id();
/// The register of units.
const UNIT: &str = System::OrgUnit.id();

/// What an adoption has written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdoptionDone {
    pub adopted: Vec<u8>,
    pub ended: Vec<u8>,
    /// The top of the organisation was made.
    pub made_unit: bool,
}

/// Writes an adoption as one step, then what the desk is called and shows. Refused with what is wrong with the plan.
///
/// # Errors
/// Trouble with the file.
pub fn carry_out(
    store: &mut Store,
    plan: &AdoptionPlan,
    stamp: &Stamp,
    lang: Lang,
) -> Result<Outcome<AdoptionDone>> {
    let before = Standing::read(store, &store.reader(stamp, lang))?;
    let complaints = plan.complaints(&before, stamp.now.date());
    if !complaints.is_empty() {
        return Ok(Outcome::Refused(complaints));
    }
    let name = match plan.name.trim() {
        "" => before.name.clone(),
        name => name.to_owned(),
    };
    let ends: BTreeSet<u8> = plan.ends(&before).collect();
    let mut done = AdoptionDone {
        adopted: plan.adds(&before).collect(),
        ended: ends.iter().copied().collect(),
        made_unit: false,
    };
    let whole = locale::say(lang, "adopt-whole", &[]);
    let called = if name.is_empty() { &whole } else { &name };
    if !done.adopted.is_empty() || !ends.is_empty() {
        let intent = Op::Adopt.on(REGULATION);
        done!(store.transact(stamp, &intent, |tx| {
            done!(end(tx, &ends, plan.reason.trim())?);
            if done.adopted.is_empty() {
                return Ok(Outcome::Done(()));
            }
            let mut tops = tops(tx)?;
            if tops.is_empty() {
                tops.push(done!(top(tx, called)?));
                done.made_unit = true;
            }
            for number in &done.adopted {
                if let Some(regulation) = rulebook::shipped().regulation(*number) {
                    done!(begin(tx, regulation, &tops, plan, called, lang)?);
                }
            }
            Ok(Outcome::Done(()))
        })?);
    }
    if name != before.name {
        store.set_setting("organisation", &name)?;
    }
    let packs = plan.packs_after(&before);
    if packs != before.packs {
        let packs: Vec<String> = packs.into_iter().collect();
        store.set_setting("packs", &packs.join(","))?;
    }
    store.set_setting(ASKED, &stamp.now.format("%Y-%m-%d").to_string())?;
    Ok(Outcome::Done(done))
}

/// Takes what ends out of use.
fn end(tx: &mut Tx<'_>, ends: &BTreeSet<u8>, reason: &str) -> Result<Outcome<()>> {
    let Some(form) = tx.catalog().form(REGULATION).cloned() else {
        return Ok(Outcome::Done(()));
    };
    let rows = rows(&tx.reader())?;
    for row in rows.into_iter().filter(|r| ends.contains(&r.number)) {
        if let Outcome::Refused(mut why) = tx.void(&form, row.id, row.rev, reason)? {
            let text = locale::both("adopt-not-ended", &[("title", &row.title)]);
            why.insert(0, Complaint::said(None, "rule", text));
            return Ok(Outcome::Refused(why));
        }
    }
    Ok(Outcome::Done(()))
}

/// The units above which there is none.
fn tops(tx: &Tx<'_>) -> Result<Vec<i64>> {
    let mut tops = Vec::new();
    let reader = tx.reader();
    let Some(form) = reader.catalog.form(UNIT) else {
        return Ok(tops);
    };
    let parent = form.fields.iter().position(|f| f.id == "parent");
    let query = Query {
        register: UNIT.into(),
        ..Query::default()
    };
    reader.each(&query, |unit| {
        let below = parent.and_then(|i| unit.values.get(i));
        if below.is_none_or(Value::is_empty) && unit.state.as_deref() == Some("active") {
            tops.push(unit.id);
        }
        Ok(())
    })?;
    Ok(tops)
}

/// Makes the top of the organisation.
fn top(tx: &mut Tx<'_>, name: &str) -> Result<Outcome<i64>> {
    let draft = |tx: &Tx<'_>| -> Result<Draft> {
        let reader = tx.reader();
        let mut draft = match reader.catalog.form(UNIT) {
            Some(form) => fill::new_draft(form, &reader)?,
            None => Draft::new(UNIT),
        };
        for (field, text) in [("code", "00"), ("name", name), ("kind", "hq")] {
            draft.typed(field, text);
        }
        Ok(draft)
    };
    let draft = draft(tx)?;
    put(tx, &draft)
}

/// Checks and writes one record, through the door of what was true elsewhere.
fn put(tx: &mut Tx<'_>, draft: &Draft) -> Result<Outcome<i64>> {
    let Some(form) = tx.catalog().form(&draft.register).cloned() else {
        let text = locale::both("adopt-no-register", &[("register", &draft.register)]);
        return Ok(Outcome::refused(Complaint::said(None, "rule", text)));
    };
    let mut checker = Checker::new(&form, tx.catalog());
    let warned = insert(tx, &form, &mut checker, draft, &Origin::Import)?;
    Ok(warned.map(|warned| warned.written.id))
}

/// The records of one regulation: one for each top of the organisation, so that it holds for everybody.
fn begin(
    tx: &mut Tx<'_>,
    regulation: &Regulation,
    tops: &[i64],
    plan: &AdoptionPlan,
    name: &str,
    lang: Lang,
) -> Result<Outcome<()>> {
    let today = tx.stamp().now.date();
    for (n, unit) in tops.iter().enumerate() {
        let draft = |tx: &Tx<'_>| -> Result<Draft> {
            let reader = tx.reader();
            let Some(form) = reader.catalog.form(REGULATION) else {
                return Ok(Draft::new(REGULATION));
            };
            let mut draft = fill::new_draft(form, &reader)?;
            let code = match n {
                0 => format!("R{:02}", regulation.number),
                n => format!("R{:02}-{}", regulation.number, n + 1),
            };
            let version = version(tx, &code, &plan.from.format("%Y").to_string())?;
            let later = plan.from > today;
            let from = plan.from.format("%Y-%m-%d").to_string();
            // Of the papers nothing is known here: at the latest it was approved when it took effect.
            let approved = plan.from.min(today).format("%Y-%m-%d").to_string();
            for (field, text) in [
                ("code", code.as_str()),
                ("title", regulation.title.get(lang)),
                ("version", &version),
                ("kind", "own"),
                ("seed_no", &regulation.number.to_string()),
                ("approved_by", name),
                ("approved_on", &approved),
                ("effective_on", &from),
                ("note", &locale::say(lang, "adopt-note", &[])),
            ] {
                draft.typed(field, text);
            }
            for field in ["scope_unit", "drafted_by"] {
                if let Some(field) = form.field(field) {
                    fill::pick(&mut draft, field, Value::Int(*unit), &reader)?;
                }
            }
            draft.state = Some(if later { "published" } else { "in_force" }.to_owned());
            Ok(draft)
        };
        let draft = draft(tx)?;
        done!(put(tx, &draft)?);
    }
    Ok(Outcome::Done(()))
}

/// A version of a code that was never used.
fn version(tx: &Tx<'_>, code: &str, year: &str) -> Result<String> {
    let reader = tx.reader();
    let query = Query {
        register: REGULATION.into(),
        with_void: true,
        ..Query::default()
    };
    let mut used = BTreeSet::new();
    let form = reader.catalog.form(REGULATION);
    let place = |id: &str| form.and_then(|f| f.fields.iter().position(|f| f.id == id));
    let (code_at, version_at) = (place("code"), place("version"));
    reader.each(&query, |record| {
        let text = |at: Option<usize>| at.and_then(|i| record.values.get(i)?.as_text());
        if text(code_at) == Some(code) {
            used.extend(text(version_at).map(str::to_owned));
        }
        Ok(())
    })?;
    let numbered = (2..).map(|n| format!("{year}-{n}"));
    let mut all = std::iter::once(year.to_owned()).chain(numbered);
    Ok(all.find(|v| !used.contains(v)).unwrap_or_default())
}
