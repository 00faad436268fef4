//! What can be done with a record now, and why the rest cannot.

use crate::model::form::flow::Action;
use crate::model::{Form, Lang, Record, Text, locale};
use crate::store::{Evaluator, Reader, Result, Subject};

/// An action with the reason why it is not possible now; `None` when it is.
#[derive(Clone, Debug)]
pub struct Possible<'f> {
    pub action: &'f Action,
    pub why_not: Option<Text>,
}

/// Every action of the form that could concern the record, the possible ones first.
pub fn possible<'f>(
    form: &'f Form,
    record: &Record,
    reader: &Reader<'_>,
) -> Result<Vec<Possible<'f>>> {
    let mut out = Vec::new();
    for action in form
        .actions
        .iter()
        .filter(|a| !a.by_system() || a.by.len() > 1)
    {
        out.push(Possible {
            action,
            why_not: why_not(form, action, record, reader)?,
        });
    }
    out.sort_by_key(|p| p.why_not.is_some());
    Ok(out)
}

/// Why an action is not possible for a record as it stands.
pub fn why_not(
    form: &Form,
    action: &Action,
    record: &Record,
    reader: &Reader<'_>,
) -> Result<Option<Text>> {
    if record.is_void() {
        return Ok(Some(locale::both("complaint-void", &[])));
    }
    let state = record.state.as_deref().unwrap_or_default();
    if !action.starts_in(state) {
        return Ok(Some(wrong_state(form, action, state)));
    }
    if let Some(why) = not_by_this_person(form, action, record, reader) {
        return Ok(Some(why));
    }
    if let Some(when) = &action.when {
        // What the action still asks for cannot be judged before it is answered.
        let asked = when.root().names().iter().any(|n| action.needs.contains(n));
        let subject = Subject {
            id: Some(record.id),
            state: record.state.as_deref(),
            number: record.number.as_deref(),
            values: &record.values,
        };
        let evaluator = Evaluator::new(form, reader.catalog, [when]);
        let holds = reader
            .eval(&evaluator, &subject)?
            .first()
            .and_then(crate::model::Value::as_int);
        if !asked && holds != Some(1) {
            return Ok(Some(reason(action)));
        }
    }
    Ok(None)
}

/// The words of an action whose condition does not hold.
pub fn reason(action: &Action) -> Text {
    if action.say.is_empty() {
        action.label.clone()
    } else {
        action.say.clone()
    }
}

fn wrong_state(form: &Form, action: &Action, state: &str) -> Text {
    let say = |lang: Lang| {
        let label = |id: &str| {
            form.state(id)
                .map_or_else(|| id.to_owned(), |s| s.label.get(lang).to_owned())
        };
        let from: Vec<String> = action.from.iter().map(|s| label(s)).collect();
        locale::say(
            lang,
            "act-state",
            &[("state", &label(state)), ("from", &from.join(" / "))],
        )
    };
    Text {
        zh: say(Lang::Zh),
        en: say(Lang::En),
    }
}

/// Separation of duties: who did one thing may not do the next.
fn not_by_this_person(
    form: &Form,
    action: &Action,
    record: &Record,
    reader: &Reader<'_>,
) -> Option<Text> {
    let me = reader.stamp.me?;
    let field = action.not_by.iter().find_map(|name| {
        let i = form.fields.iter().position(|f| f.id == *name)?;
        (record.values[i].as_int() == Some(me)).then_some(&form.fields[i])
    })?;
    let say = |lang| locale::say(lang, "act-not-by", &[("field", field.label.get(lang))]);
    Some(Text {
        zh: say(Lang::Zh),
        en: say(Lang::En),
    })
}
