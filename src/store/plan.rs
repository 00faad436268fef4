//! What a changed form does to a filled register: steps from the stored form to the new one. Pure.
//!
//! Columns are added, renamed by `was`, widened or retired; nothing is ever dropped. A rename is never guessed.

use crate::model::form::Form;
use crate::model::kind::{Kind, Storage};
use crate::model::{Catalog, Field, Text, locale};

use super::ddl;
use super::emit::is_generated;
use super::names::quote;

/// One step of a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The register is new.
    Create,
    /// A field without a column so far.
    Add { field: String },
    /// The column keeps its values under a new name.
    Rename { from: String, to: String },
    /// The field leaves the form; its column and values stay in the file.
    Retire { field: String },
    /// The kind changes but every stored value still fits.
    Widen {
        field: String,
        from: &'static str,
        to: &'static str,
    },
    /// The column would have to change its type: refused, with the number of values it holds.
    Refuse {
        field: String,
        from: &'static str,
        to: &'static str,
    },
    /// Codes that records may hold are no longer in the list: they stay readable.
    Fewer { field: String, codes: Vec<String> },
    /// States that records may be in are no longer in the list.
    FewerStates { states: Vec<String> },
    /// A computed column is made anew.
    Recompute { field: String },
    /// Labels, order, rules, views: nothing in the file changes but the definition.
    Redefine,
}

/// The steps from one form to another; `old` is absent for a new register.
pub fn plan(old: Option<&Form>, new: &Form) -> Vec<Step> {
    let Some(old) = old else {
        return vec![Step::Create];
    };
    let mut steps = Vec::new();
    for field in &new.fields {
        match old.field(&field.id) {
            Some(before) => steps.extend(changed(before, field)),
            None => match field.was.as_deref().and_then(|was| old.field(was)) {
                Some(before) if new.field(&before.id).is_none() => {
                    steps.push(Step::Rename {
                        from: before.id.clone(),
                        to: field.id.clone(),
                    });
                    steps.extend(changed(before, field));
                }
                _ => steps.push(Step::Add {
                    field: field.id.clone(),
                }),
            },
        }
    }
    for field in &old.fields {
        let renamed = new
            .fields
            .iter()
            .any(|f| f.was.as_deref() == Some(&field.id));
        if new.field(&field.id).is_none() && !renamed {
            steps.push(Step::Retire {
                field: field.id.clone(),
            });
        }
    }
    let gone: Vec<String> = old
        .states
        .iter()
        .filter(|s| new.state(&s.id).is_none())
        .map(|s| s.id.clone())
        .collect();
    if !gone.is_empty() {
        steps.push(Step::FewerStates { states: gone });
    }
    if steps.is_empty() {
        steps.push(Step::Redefine);
    }
    steps
}

fn changed(before: &Field, after: &Field) -> Vec<Step> {
    let id = after.id.clone();
    let (from, to) = (before.kind.name(), after.kind.name());
    if is_generated(before) || is_generated(after) {
        let same = match (&before.kind, &after.kind) {
            (Kind::Computed(a), Kind::Computed(b)) => {
                a.formula == b.formula && a.as_kind.name() == b.as_kind.name()
            }
            (a, b) => a.name() == b.name(),
        };
        return match (same, before.is_stored() || after.is_stored()) {
            (true, _) => Vec::new(),
            (false, false) => vec![Step::Recompute { field: id }],
            (false, true) => vec![Step::Refuse {
                field: id,
                from,
                to,
            }],
        };
    }
    let mut steps = Vec::new();
    if from != to || before.kind.target() != after.kind.target() {
        steps.push(if widens(&before.kind, &after.kind) {
            Step::Widen {
                field: id.clone(),
                from,
                to,
            }
        } else {
            Step::Refuse {
                field: id.clone(),
                from,
                to,
            }
        });
    }
    if let (Some(old), Some(new)) = (before.kind.choices(), after.kind.choices()) {
        let codes: Vec<String> = old
            .iter()
            .filter(|c| !new.iter().any(|n| n.code == c.code))
            .map(|c| c.code.clone())
            .collect();
        if !codes.is_empty() {
            steps.push(Step::Fewer { field: id, codes });
        }
    }
    steps
}

/// Whether every value of one kind is a value of another, stored in the same way.
fn widens(from: &Kind, to: &Kind) -> bool {
    if from.storage() != to.storage() || from.storage() == Storage::None {
        return false;
    }
    match to {
        Kind::Text | Kind::Note => from.storage() == Storage::Text,
        Kind::Choices(_) | Kind::Checklist(_) => {
            matches!(
                from,
                Kind::Choice(_) | Kind::Choices(_) | Kind::Checklist(_)
            )
        }
        Kind::Integer => matches!(from, Kind::YesNo | Kind::Duration),
        Kind::Duration => matches!(from, Kind::Integer),
        Kind::File => matches!(from, Kind::Text),
        _ => false,
    }
}

impl Step {
    /// Whether the step cannot be done.
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refuse { .. })
    }

    /// Whether the step changes anything but the definition.
    pub fn touches_file(&self) -> bool {
        !matches!(
            self,
            Self::Redefine | Self::Fewer { .. } | Self::FewerStates { .. } | Self::Retire { .. }
        )
    }

    /// The step in words.
    pub fn describe(&self, form: &Form) -> Text {
        let say = |id: &str, args: &[(&str, &str)]| locale::both(&format!("plan-{id}"), args);
        let register = form.id.as_str();
        match self {
            Self::Create => say("create", &[("register", register)]),
            Self::Add { field } => say("add", &[("field", field)]),
            Self::Rename { from, to } => say("rename", &[("from", from), ("to", to)]),
            Self::Retire { field } => say("retire", &[("field", field)]),
            Self::Widen { field, from, to } => {
                say("widen", &[("field", field), ("from", from), ("to", to)])
            }
            Self::Refuse { field, from, to } => {
                say("refuse", &[("field", field), ("from", from), ("to", to)])
            }
            Self::Fewer { field, codes } => {
                say("fewer", &[("field", field), ("codes", &codes.join(", "))])
            }
            Self::FewerStates { states } => say("fewer-states", &[("states", &states.join(", "))]),
            Self::Recompute { field } => say("recompute", &[("field", field)]),
            Self::Redefine => say("redefine", &[("register", register)]),
        }
    }

    /// The statements of the step; guards are dropped before and made again after all steps.
    pub fn sql(&self, form: &Form, catalog: &Catalog) -> Vec<String> {
        let table = quote(&form.id);
        let add = |id: &str| -> Vec<String> {
            let Some(field) = form.field(id) else {
                return Vec::new();
            };
            if let Some(lines) = field.line_fields() {
                return ddl::child(form, id, lines);
            }
            ddl::column(field, form, catalog)
                .map(|c| format!("ALTER TABLE {table} ADD COLUMN {c}"))
                .into_iter()
                .collect()
        };
        match self {
            Self::Create => ddl::create(form, catalog),
            Self::Add { field } => add(field),
            Self::Rename { from, to } => {
                vec![format!(
                    "ALTER TABLE {table} RENAME COLUMN {} TO {}",
                    quote(from),
                    quote(to)
                )]
            }
            Self::Recompute { field } => {
                let mut sql = vec![format!("ALTER TABLE {table} DROP COLUMN {}", quote(field))];
                sql.extend(add(field));
                sql
            }
            Self::Retire { .. }
            | Self::Widen { .. }
            | Self::Refuse { .. }
            | Self::Fewer { .. }
            | Self::FewerStates { .. }
            | Self::Redefine => Vec::new(),
        }
    }
}
