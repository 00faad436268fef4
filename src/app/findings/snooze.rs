//! Putting a finding aside until a day, with a reason: a record of a register like any other.

use chrono::Days;

use crate::app::screen::effect::{Effect, Effects, Opening};
use crate::app::screen::scene::Sight;
use crate::model::Value;
use crate::model::catalog::system::System;
use crate::rules::fill;
use crate::rules::watch::Finding;
use crate::store::Result;

/// The register of what is put aside.
pub const REGISTER: &str = System::Snooze.id();
/// How long, unless somebody says otherwise.
const WEEK: Days = Days::new(7);

/// Asks until when, and why.
///
/// # Errors
/// Trouble with the file.
pub fn ask(finding: &Finding, sight: &Sight<'_>) -> Result<Effects> {
    let Some(form) = sight.scene.catalog.form(REGISTER) else {
        return Ok(Vec::new());
    };
    let reader = sight.reader();
    let mut draft = fill::new_draft(form, &reader)?;
    let until = sight.stamp.now.date().checked_add_days(WEEK);
    for (name, value) in [
        ("rule", Value::text(&finding.rule)),
        ("register", Value::text(&finding.register)),
        ("record", Value::Int(finding.id)),
        (
            "subject",
            Value::text(format!("{}  {}", finding.title, finding.message)),
        ),
        ("until", until.map_or(Value::Empty, Value::date)),
    ] {
        if let Some(field) = form.field(name) {
            fill::pick(&mut draft, field, value, &reader)?;
        }
    }
    Ok(vec![Effect::Open(Opening::Asked {
        about: draft.text("subject").to_owned(),
        draft: Box::new(draft),
        fields: &["until", "reason"],
    })])
}
