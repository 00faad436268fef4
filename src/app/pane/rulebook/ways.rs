//! From a line of the Rulebook pane to what holds an obligation: its register, its view, the record of a figure.

use crate::app::command::Command;
use crate::app::scope::{KeyScope, PaneId};
use crate::app::screen::effect::{Effect, Effects, Opening};
use crate::app::screen::scene::{Scene, Sight};
use crate::app::toast::Mood;
use crate::model::catalog::system::System;
use crate::model::rulebook::params::Param;
use crate::model::rulebook::{By, Holder, params};
use crate::model::{Draft, Value};
use crate::rules::fill;
use crate::store::{Condition, Direction, Query, Result};

/// The register or view that holds an obligation.
pub fn to_holder(holder: &Holder, scene: &Scene) -> Effects {
    let Some(form) = scene.catalog.form(&holder.register) else {
        let id = format!("book-how-{}", holder.by.word());
        return vec![Effect::say(Mood::Note, &id, &[])];
    };
    let mut effects = vec![Effect::Enter(PaneId::Register(form.id.clone()))];
    if holder.by == By::View {
        let place = form.views.iter().position(|v| v.id == holder.name);
        effects.push(Effect::View(place.map_or(0, |n| n + 1)));
    }
    let key = scene.keymap.key_of(KeyScope::List, Command::Rulebook);
    let key = key.unwrap_or_default();
    effects.push(Effect::say(Mood::Note, "book-back", &[("key", &key)]));
    effects
}

/// The figure as the organisation has set it, or a new record to set it.
///
/// # Errors
/// Trouble with the file.
pub fn to_figure(code: &str, sight: &Sight<'_>) -> Result<Effects> {
    if let Some(id) = figure_record(code, sight)? {
        return Ok(vec![Effect::Open(Opening::Record(PARAMS.to_owned(), id))]);
    }
    if !sight.scene.writable {
        return Ok(vec![Effect::say(Mood::Note, "book-figure-unset", &[])]);
    }
    let draft = match params::find(code) {
        Some(param) => figure_draft(param, sight)?,
        None => None,
    };
    let add = |draft| Effect::Open(Opening::Filled(Box::new(draft)));
    Ok(draft.map(add).into_iter().collect())
}

/// The register of figures.
const PARAMS: &str = System::RuleParam.id();

fn figure_record(code: &str, sight: &Sight<'_>) -> Result<Option<i64>> {
    let reader = sight.reader();
    if reader.catalog.form(PARAMS).is_none() {
        return Ok(None);
    }
    let query = Query {
        register: PARAMS.into(),
        conditions: vec![Condition::is("code", Value::text(code))],
        ..Query::default()
    };
    let page = reader.page(&query, None, Direction::Forward, 1)?;
    Ok(page.rows.first().map(|r| r.id))
}

/// A new record of a figure with what the rulebook knows of it.
fn figure_draft(param: &Param, sight: &Sight<'_>) -> Result<Option<Draft>> {
    let reader = sight.reader();
    let Some(form) = reader.catalog.form(PARAMS) else {
        return Ok(None);
    };
    let mut draft = fill::new_draft(form, &reader)?;
    let label = param.label();
    for (field, text) in [
        ("code", param.code.as_str()),
        ("meaning", label.get(sight.lang())),
        ("value", &param.value.to_string()),
        ("unit", &param.unit),
        ("clause", &param.clauses.join(", ")),
        ("given_by_text", if param.given { "yes" } else { "no" }),
    ] {
        draft.typed(field, text);
    }
    Ok(Some(draft))
}
