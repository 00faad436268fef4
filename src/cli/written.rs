//! What is said of a record that was written: one line, or the JSON promised to scripts.

use serde_json::{Map, Value as Json, json};

use crate::model::{Answer, Complaint, Draft, Form};
use crate::rules::Saved;
use crate::store::Written;

use super::context::Call;
use super::exit::Ended;
use super::{json, table};

/// Says what was saved, and the record that should be entered next.
pub fn tell(call: &mut Call, form: &Form, saved: &Saved) -> Ended {
    if call.json {
        let mut json = json::written(&form.id, &saved.written, &saved.warnings, call.lang);
        if let Some(draft) = &saved.follow {
            json.insert("follow".into(), follow_json(draft));
        }
        return call.put(&Json::Object(json));
    }
    tell_written(call, form, &saved.written, &saved.warnings)?;
    if let Some(draft) = &saved.follow {
        let fields: Vec<String> = draft
            .answers()
            .map(|(name, _)| format!("{name}={}", draft.text(name)))
            .collect();
        let text = call.say(
            "cli-follow",
            &[
                ("register", &draft.register),
                ("fields", &fields.join("  ")),
            ],
        );
        call.line(&text)?;
    }
    Ok(())
}

/// One line about a record that was written.
pub fn tell_written(
    call: &mut Call,
    form: &Form,
    written: &Written,
    warnings: &[Complaint],
) -> Ended {
    let state = table::state(form, written.state.as_deref(), call.lang);
    let number = written.number.clone().unwrap_or_default();
    let id = format!("id={}", written.id);
    let rev = format!("rev={}", written.rev);
    let parts: Vec<&str> = [number.as_str(), &id, &rev, &state]
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect();
    call.line(&parts.join("  "))?;
    call.warn(warnings)
}

/// The follow-up record that an action asks for, with what is known of it already.
fn follow_json(draft: &Draft) -> Json {
    let values: Map<String, Json> = draft
        .answers()
        .map(|(name, answer)| match answer {
            Answer::Lines(_) => (name.to_owned(), Json::Null),
            Answer::Typed(text) | Answer::Picked(_, text) => (name.to_owned(), json!(text)),
        })
        .collect();
    json!({ "register": draft.register, "fields": values })
}
