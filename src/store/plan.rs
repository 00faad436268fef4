//! What a changed form does to a filled register: steps from the stored form to the new one. Pure.
//!
//! Columns are added, renamed by `was`, widened or retired; nothing is ever dropped. A rename is never guessed.

use crate::model::form::Form;
use crate::model::form::kind::{Kind, KindWord, Storage};
use crate::model::{Field, Text, locale};

use super::sql::ddl;
use super::sql::expr::is_generated;

/// One step of a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanStep {
    /// The register is new.
    Create,
    /// A field without a column so far.
    Add { field: String },
    /// A field that was taken out of use finds its column and values again.
    Revive { field: String },
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
pub fn plan(old: Option<&Form>, new: &Form) -> Vec<PlanStep> {
    let Some(old) = old else {
        return vec![PlanStep::Create];
    };
    let mut steps = Vec::new();
    for field in &new.fields {
        match old.field(&field.id).or_else(|| renamed(old, new, field)) {
            Some(before) => steps.extend(changed((old, before), (new, field))),
            None => steps.push(PlanStep::Add {
                field: field.id.clone(),
            }),
        }
    }
    for field in &old.fields {
        let kept = new.field(&field.id).is_some()
            || new
                .fields
                .iter()
                .any(|f| renamed(old, new, f).is_some_and(|b| b.id == field.id));
        if !kept {
            steps.push(PlanStep::Retire {
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
        steps.push(PlanStep::FewerStates { states: gone });
    }
    if steps.is_empty() {
        steps.push(PlanStep::Redefine);
    }
    steps
}

/// The field that a new one was before, where it keeps values of its own.
fn renamed<'a>(old: &'a Form, new: &Form, field: &Field) -> Option<&'a Field> {
    let before = old.field(field.was.as_deref()?)?;
    let keeps = before.is_stored() || before.line_fields().is_some();
    (keeps && old.field(&field.id).is_none() && new.field(&before.id).is_none()).then_some(before)
}

/// What becomes of one field, each side with the form it stands in.
pub fn changed((old, before): (&Form, &Field), (new, after): (&Form, &Field)) -> Vec<PlanStep> {
    let id = after.id.clone();
    let (from, to) = (before.kind.name(), after.kind.name());
    let mut steps = Vec::new();
    if before.id != after.id {
        steps.push(PlanStep::Rename {
            from: before.id.clone(),
            to: id.clone(),
        });
    }
    if is_generated(before) || is_generated(after) {
        let same = is_generated(before)
            && is_generated(after)
            && ddl::is_same_column((old, before), (new, after));
        if !same {
            steps.push(if before.is_stored() || after.is_stored() {
                PlanStep::Refuse {
                    field: id,
                    from,
                    to,
                }
            } else {
                PlanStep::Recompute { field: id }
            });
        }
        return steps;
    }
    if let (Some(old), Some(new)) = (before.line_fields(), after.line_fields()) {
        steps.extend(lines(&id, old, new));
        return steps;
    }
    steps.extend(kinds(id, before, after));
    steps
}

/// What becomes of the columns of a field's lines, named `field.column`.
fn lines(field: &str, old: &[Field], new: &[Field]) -> Vec<PlanStep> {
    let find = |list: &'_ [Field], id: &str| list.iter().position(|f| f.id == id);
    let within = |column: &str| format!("{field}.{column}");
    let mut steps = Vec::new();
    for after in new {
        let was = after.was.as_deref().unwrap_or_default();
        let renamed = find(old, was).filter(|_| find(new, was).is_none());
        match find(old, &after.id).or(renamed) {
            Some(place) => {
                if old[place].id != after.id {
                    steps.push(PlanStep::Rename {
                        from: within(&old[place].id),
                        to: within(&after.id),
                    });
                }
                steps.extend(kinds(within(&after.id), &old[place], after));
            }
            None => steps.push(PlanStep::Add {
                field: within(&after.id),
            }),
        }
    }
    for before in old {
        let renamed = new.iter().any(|f| f.was.as_deref() == Some(&before.id));
        if find(new, &before.id).is_none() && !renamed {
            steps.push(PlanStep::Retire {
                field: within(&before.id),
            });
        }
    }
    steps
}

/// Whether the stored values of one kind still mean the same in another.
fn kinds(id: String, before: &Field, after: &Field) -> Vec<PlanStep> {
    let (from, to) = (before.kind.name(), after.kind.name());
    let mut steps = Vec::new();
    if from != to || before.kind.target() != after.kind.target() {
        let (field, widens) = (id.clone(), widens(&before.kind, &after.kind));
        steps.push(if widens {
            PlanStep::Widen { field, from, to }
        } else {
            PlanStep::Refuse { field, from, to }
        });
    }
    if let (Some(old), Some(new)) = (before.kind.choices(), after.kind.choices()) {
        let codes: Vec<String> = old
            .iter()
            .filter(|c| !new.iter().any(|n| n.code == c.code))
            .map(|c| c.code.clone())
            .collect();
        if !codes.is_empty() {
            steps.push(PlanStep::Fewer { field: id, codes });
        }
    }
    steps
}

/// Whether every value of one kind is a value of another, stored in the same way.
fn widens(from: &Kind, to: &Kind) -> bool {
    if from.storage() != to.storage() || from.storage() == Storage::None {
        return false;
    }
    let words = (from.word(), to.word());
    let to_text = matches!(to, Kind::Text | Kind::Note) && from.storage() == Storage::Text;
    to_text || WIDER.contains(&words)
}

/// Kinds whose values are values of another too; whatever is kept as text is text besides.
const WIDER: [(KindWord, KindWord); 10] = [
    (KindWord::Choice, KindWord::Choices),
    (KindWord::Choice, KindWord::Checklist),
    (KindWord::Choices, KindWord::Choices),
    (KindWord::Choices, KindWord::Checklist),
    (KindWord::Checklist, KindWord::Choices),
    (KindWord::Checklist, KindWord::Checklist),
    (KindWord::YesNo, KindWord::Integer),
    (KindWord::Duration, KindWord::Integer),
    (KindWord::Integer, KindWord::Duration),
    (KindWord::Text, KindWord::File),
];

impl PlanStep {
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
            Self::Revive { field } => say("revive", &[("field", field)]),
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
}
