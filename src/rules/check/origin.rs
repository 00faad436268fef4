//! What may come in: fields that exist, values that a person may give, the state of birth.

use crate::model::form::field::DefaultValue;
use crate::model::form::kind::Kind;
use crate::model::{Complaint, Draft, Field, Form, Record, Value};

/// Where a draft comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A person types: what the program stamps is refused.
    Person,
    /// An import brings records that were true elsewhere: any field and state may be given, but what is sealed.
    Import,
    /// The demo writes the past of its desk: what is sealed may be given too.
    Past,
    /// An action moves a record; these fields may be given although nobody types them.
    Action(Vec<String>),
}

pub(super) fn unknown_fields(form: &Form, draft: &Draft) -> Vec<Complaint> {
    draft
        .answers()
        .filter(|(name, _)| form.field(name).is_none())
        .map(|(name, _)| {
            let near =
                crate::model::text::near::nearest(name, form.fields.iter().map(|f| f.id.as_str()));
            let hint = if near.is_empty() {
                crate::model::Text::default()
            } else {
                crate::model::locale::both("near", &[("near", &near.join(", "))])
            };
            Complaint::new(Some(name), "field")
                .with("field", name)
                .with_text("near", hint)
        })
        .collect()
}

/// What becomes of a value that a draft brings.
#[derive(Debug)]
pub(super) enum Admission {
    Taken,
    /// It says nothing new, or is worked out again: the field stays as it was.
    Left,
    Refused(Complaint),
}

/// Whether a value may be given by this origin.
pub(super) fn admission(
    field: &Field,
    new: &Value,
    old: &Value,
    before: Option<&Record>,
    origin: &Origin,
) -> Admission {
    let computed = matches!(field.kind, Kind::Computed(_));
    let stamped =
        field.read_only && matches!(field.default, Some(DefaultValue::Now | DefaultValue::Today));
    let allowed = match origin {
        Origin::Past => !computed,
        Origin::Import => !computed && !field.sealed,
        // What actions fill may be told of a record that is entered afterwards, never changed by hand.
        Origin::Person => !(computed || stamped || field.read_only && before.is_some()),
        Origin::Action(fields) => !computed && (!field.read_only || fields.contains(&field.id)),
    };
    if allowed || (before.is_some() && new == old) {
        return Admission::Taken;
    }
    // A file may have the column of what is stamped, with nothing in it.
    if field.sealed && before.is_none() && new.is_empty() {
        return Admission::Left;
    }
    // An export brings computed columns along; they are worked out again.
    if computed && matches!(origin, Origin::Import | Origin::Past) {
        return Admission::Left;
    }
    Admission::Refused(Complaint::new(Some(&field.id), "not-typed").clause(&field.clauses))
}

/// A state field may be chosen at birth; afterwards only actions move it.
pub(super) fn born_in(
    form: &Form,
    field: &Field,
    value: &Value,
    before: Option<&Record>,
    origin: &Origin,
    state: &mut Option<String>,
    complaints: &mut Vec<Complaint>,
) {
    let Some(text) = value.as_text() else { return };
    let found = form
        .states
        .iter()
        .find(|s| s.id == text || s.label.zh == text || s.label.en.eq_ignore_ascii_case(text));
    let Some(found) = found else {
        let near: Vec<&str> = form.states.iter().map(|s| s.id.as_str()).collect();
        let complaint = Complaint::new(Some(&field.id), "state")
            .with("state", text)
            .with("near", near.join(", "));
        return complaints.push(complaint);
    };
    match before {
        Some(record)
            if record.state.as_deref() != Some(&found.id)
                && !matches!(origin, Origin::Import | Origin::Past) =>
        {
            complaints.push(Complaint::new(Some(&field.id), "not-typed").clause(&field.clauses));
        }
        Some(record) if record.state.as_deref() == Some(&found.id) => {}
        _ if state.is_none() => *state = Some(found.id.clone()),
        _ => {}
    }
}
