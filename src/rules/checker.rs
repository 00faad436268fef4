//! The door between a draft and a record: read, required and range, across the record.
//!
//! Each stage runs on what the former left sound; all complaints are kept. What must hold against other
//! records (unique, no overlap) the file itself refuses when the record is written.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::expr::Formula;
use crate::model::field::{Bound, DefaultValue, Required};
use crate::model::kind::Kind;
use crate::model::record::Cleaned;
use crate::model::rule::{OnSave, Rule, RuleKind};
use crate::model::value::Moment;
use crate::model::{Catalog, Complaint, Draft, Field, Form, Record, Value};
use crate::store::{Evaluator, Reader, Result, Subject};

use super::read::{self, Known};

/// Through which door a draft comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// A person types: what the program stamps is refused.
    Person,
    /// An import or the demo brings records that were true elsewhere: any field and state may be given.
    Import,
    /// An action moves a record; these fields may be given although nobody types them.
    Action(Vec<String>),
}

/// Checks drafts of one form. Made once, it remembers what repeats.
pub struct Checker {
    form: Arc<Form>,
    evaluator: Evaluator,
    conditions: Vec<Condition>,
    patterns: HashMap<String, regex_lite::Regex>,
    known: Known,
}

/// What the value of an evaluated expression decides.
#[derive(Clone, Debug)]
enum Condition {
    Shown(usize),
    Required(usize),
    /// The rule's place; the condition that makes it apply comes first where there is one.
    Applies(usize),
    Holds(usize),
}

/// What a check gave: the record as it may be written, and warnings that do not stop it.
#[derive(Debug)]
pub struct Checked {
    pub cleaned: Cleaned,
    pub warnings: Vec<Complaint>,
}

impl Checker {
    pub fn new(form: &Arc<Form>, catalog: &Catalog) -> Self {
        let mut formulas: Vec<&Formula> = Vec::new();
        let mut conditions = Vec::new();
        let mut add = |condition, formula| {
            conditions.push(condition);
            formulas.push(formula);
        };
        for (i, field) in form.fields.iter().enumerate() {
            if let Some(formula) = &field.show_when {
                add(Condition::Shown(i), formula);
            }
            if let Required::When(formula) = &field.required {
                add(Condition::Required(i), formula);
            }
        }
        for (i, rule) in form.rules.iter().enumerate() {
            if let RuleKind::Require { holds, when } = &rule.kind {
                if let Some(when) = when {
                    add(Condition::Applies(i), when);
                }
                add(Condition::Holds(i), holds);
            }
        }
        let evaluator = Evaluator::new(form, catalog, formulas);
        let compiled = |f: &Field| {
            let pattern = f.pattern.as_deref()?;
            Some((
                f.id.clone(),
                regex_lite::Regex::new(&format!("^(?:{pattern})$")).ok()?,
            ))
        };
        let patterns = form.fields.iter().filter_map(compiled).collect();
        Self {
            form: form.clone(),
            evaluator,
            conditions,
            patterns,
            known: Known::new(),
        }
    }

    /// Checks a draft; `before` is the record being amended.
    ///
    /// # Errors
    /// The inner error holds every complaint; the outer one is trouble with the file.
    pub fn check(
        &mut self,
        draft: &Draft,
        before: Option<&Record>,
        door: &Door,
        reader: &Reader<'_>,
    ) -> Result<std::result::Result<Checked, Vec<Complaint>>> {
        let form = self.form.clone();
        let mut complaints = unknown_fields(&form, draft);
        let mut values = before.map_or_else(
            || vec![Value::Empty; form.fields.len()],
            |r| r.values.clone(),
        );
        let mut state = draft.state.clone();
        let mut unsound = BTreeSet::new();
        for (i, field) in form.fields.iter().enumerate() {
            if matches!(field.kind, Kind::Computed(_)) {
                values[i] = Value::Empty;
            }
            let Some(answer) = draft.get(&field.id) else {
                continue;
            };
            match read::answer(field, answer, reader, &mut self.known)? {
                Ok(value) => match refused(field, &value, &values[i], before, door) {
                    Some(complaint) => complaints.extend(complaint),
                    None if matches!(field.kind, Kind::State) => {
                        born_in(
                            &form,
                            field,
                            &value,
                            before,
                            door,
                            &mut state,
                            &mut complaints,
                        );
                    }
                    None => values[i] = value,
                },
                Err(complaint) => {
                    unsound.insert(i);
                    complaints.push(complaint);
                }
            }
        }
        if before.is_none() {
            self.defaults(&form, draft, &mut values, reader)?;
        }
        let state_now = state
            .clone()
            .or_else(|| before.and_then(|r| r.state.clone()))
            .or_else(|| form.birth_state().map(str::to_owned));
        if let Some(field) = form
            .fields
            .iter()
            .position(|f| matches!(f.kind, Kind::State))
        {
            values[field] = state_now.clone().map_or(Value::Empty, Value::Text);
        }
        let subject = Subject {
            id: before.map(|r| r.id),
            state: state_now.as_deref(),
            number: before.and_then(|r| r.number.as_deref()),
            values: &values,
        };
        let answers = reader.eval(&self.evaluator, &subject)?;
        let truth = Truth::of(&self.conditions, &answers, &form);
        let mut warnings = Vec::new();
        for (i, field) in form
            .fields
            .iter()
            .enumerate()
            .filter(|(i, _)| !unsound.contains(i))
        {
            if values[i].is_empty() {
                if truth.required(i) && !matches!(field.kind, Kind::Computed(_) | Kind::State) {
                    complaints
                        .push(Complaint::new(Some(&field.id), "required").clause(&field.clauses));
                }
                continue;
            }
            complaints.extend(self.range(&form, field, &values[i], &values, reader));
        }
        for (i, rule) in form.rules.iter().enumerate() {
            let Some(complaint) = broken(rule, truth.holds(i), &form, &values) else {
                continue;
            };
            match rule.on_save {
                OnSave::Refuse => complaints.push(complaint),
                OnSave::Warn => warnings.push(complaint.as_warning()),
                OnSave::Nothing => {}
            }
        }
        if !complaints.is_empty() {
            return Ok(Err(complaints));
        }
        Ok(Ok(Checked {
            cleaned: Cleaned {
                values,
                state,
                number: draft.number.clone(),
            },
            warnings,
        }))
    }

    /// The fields that are shown for a draft as it stands; what cannot be read yet counts as blank.
    pub fn shown(
        &mut self,
        draft: &Draft,
        before: Option<&Record>,
        reader: &Reader<'_>,
    ) -> Result<Vec<bool>> {
        let form = self.form.clone();
        let mut values = before.map_or_else(
            || vec![Value::Empty; form.fields.len()],
            |r| r.values.clone(),
        );
        for (i, field) in form.fields.iter().enumerate() {
            if let Some(answer) = draft.get(&field.id)
                && let Ok(value) = read::answer(field, answer, reader, &mut self.known)?
            {
                values[i] = value;
            }
        }
        let state = draft
            .state
            .as_deref()
            .or_else(|| before.and_then(|r| r.state.as_deref()))
            .or(form.birth_state());
        let subject = Subject {
            id: before.map(|r| r.id),
            state,
            number: None,
            values: &values,
        };
        let answers = reader.eval(&self.evaluator, &subject)?;
        let truth = Truth::of(&self.conditions, &answers, &form);
        Ok((0..form.fields.len()).map(|i| truth.shown(i)).collect())
    }

    /// What the program stamps at birth although nobody typed it.
    fn defaults(
        &self,
        form: &Form,
        draft: &Draft,
        values: &mut [Value],
        reader: &Reader<'_>,
    ) -> Result<()> {
        for (i, field) in form.fields.iter().enumerate() {
            let stamped = field.read_only && values[i].is_empty();
            if let Some(default) = field
                .default
                .as_ref()
                .filter(|_| stamped && draft.get(&field.id).is_none())
            {
                values[i] = super::fill::default_value(form, field, default, reader)?;
            }
        }
        Ok(())
    }

    fn range(
        &self,
        form: &Form,
        field: &Field,
        value: &Value,
        values: &[Value],
        reader: &Reader<'_>,
    ) -> Option<Complaint> {
        if let (Some(pattern), Some(text)) = (self.patterns.get(&field.id), value.as_text())
            && !pattern.is_match(text)
        {
            let shown = field.pattern.clone().unwrap_or_default();
            return Some(
                Complaint::new(Some(&field.id), "pattern")
                    .with("pattern", shown)
                    .clause(&field.clauses),
            );
        }
        let bound = |bound: &Option<Bound>| {
            bound
                .as_ref()
                .map(|b| bound_value(form, field, b, values, reader))
        };
        for (code, limit) in [("min", bound(&field.min)), ("max", bound(&field.max))] {
            let Some(limit) = limit.filter(|l| !l.is_empty()) else {
                continue;
            };
            let order = comparable(value).cmp(&comparable(&limit));
            let bad = if code == "min" {
                order.is_lt()
            } else {
                order.is_gt()
            };
            if bad {
                let shown = |lang| limit.show(&field.kind, lang);
                let text = crate::model::Text {
                    zh: shown(crate::model::Lang::Zh),
                    en: shown(crate::model::Lang::En),
                };
                return Some(
                    Complaint::new(Some(&field.id), code)
                        .with_text("bound", text)
                        .clause(&field.clauses),
                );
            }
        }
        None
    }
}

/// Which fields are shown and required, and which rules hold.
struct Truth {
    hidden: BTreeSet<usize>,
    required: BTreeSet<usize>,
    broken: BTreeSet<usize>,
}

impl Truth {
    fn of(conditions: &[Condition], answers: &[Value], form: &Form) -> Self {
        let mut truth = Self {
            hidden: BTreeSet::new(),
            required: BTreeSet::new(),
            broken: BTreeSet::new(),
        };
        let always = |f: &Field| matches!(f.required, Required::Always);
        truth.required.extend(
            form.fields
                .iter()
                .enumerate()
                .filter(|(_, f)| always(f))
                .map(|(i, _)| i),
        );
        let mut applies: BTreeSet<usize> = (0..form.rules.len()).collect();
        for (condition, answer) in conditions.iter().zip(answers) {
            // Unknown is not false: a rule is broken only by what is known.
            let known = answer.as_int().map(|n| n != 0);
            match condition {
                Condition::Shown(i) if known != Some(true) => {
                    truth.hidden.insert(*i);
                }
                Condition::Required(i) if known == Some(true) => {
                    truth.required.insert(*i);
                }
                Condition::Applies(i) if known != Some(true) => {
                    applies.remove(i);
                }
                Condition::Holds(i) if known == Some(false) && applies.contains(i) => {
                    truth.broken.insert(*i);
                }
                _ => {}
            }
        }
        truth
    }

    fn shown(&self, field: usize) -> bool {
        !self.hidden.contains(&field)
    }

    fn required(&self, field: usize) -> bool {
        self.required.contains(&field) && self.shown(field)
    }

    fn holds(&self, rule: usize) -> bool {
        !self.broken.contains(&rule)
    }
}

fn unknown_fields(form: &Form, draft: &Draft) -> Vec<Complaint> {
    draft
        .answers()
        .filter(|(name, _)| form.field(name).is_none())
        .map(|(name, _)| {
            let near =
                crate::model::fault::nearest(name, form.fields.iter().map(|f| f.id.as_str()));
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

/// Whether a value may not be given through this door. `Some(None)`: silently left as it was.
fn refused(
    field: &Field,
    new: &Value,
    old: &Value,
    before: Option<&Record>,
    door: &Door,
) -> Option<Option<Complaint>> {
    let computed = matches!(field.kind, Kind::Computed(_));
    let stamped =
        field.read_only && matches!(field.default, Some(DefaultValue::Now | DefaultValue::Today));
    let allowed = match door {
        Door::Import => !computed,
        Door::Person => !computed && !stamped,
        Door::Action(fields) => !computed && (!stamped || fields.contains(&field.id)),
    };
    if allowed || (before.is_some() && new == old) {
        return None;
    }
    // An export brings computed columns along; they are worked out again.
    if computed && *door == Door::Import {
        return Some(None);
    }
    Some(Some(
        Complaint::new(Some(&field.id), "not-typed").clause(&field.clauses),
    ))
}

/// A state field may be chosen at birth; afterwards only actions move it.
fn born_in(
    form: &Form,
    field: &Field,
    value: &Value,
    before: Option<&Record>,
    door: &Door,
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
        Some(record) if record.state.as_deref() != Some(&found.id) && *door != Door::Import => {
            complaints.push(Complaint::new(Some(&field.id), "not-typed").clause(&field.clauses));
        }
        Some(record) if record.state.as_deref() == Some(&found.id) => {}
        _ if state.is_none() => *state = Some(found.id.clone()),
        _ => {}
    }
}

/// Whether a rule that looks only at the record is broken.
fn broken(rule: &Rule, holds: bool, form: &Form, values: &[Value]) -> Option<Complaint> {
    let place = |name: &String| form.fields.iter().position(|f| f.id == *name);
    let (field, broken) = match &rule.kind {
        RuleKind::Require { holds: formula, .. } => {
            let named = formula.root.names();
            (
                named.iter().find(|n| form.field(n).is_some()).cloned(),
                !holds,
            )
        }
        RuleKind::Differ { fields } => {
            let mut seen = BTreeSet::new();
            let twice = fields
                .iter()
                .filter_map(place)
                .filter(|i| !values[*i].is_empty())
                .any(|i| !seen.insert(&values[i]));
            (fields.last().cloned(), twice)
        }
        RuleKind::Unique { .. } | RuleKind::NoOverlap { .. } => return None,
    };
    broken
        .then(|| Complaint::said(field.as_deref(), "rule", rule.say.clone()).clause(&rule.clauses))
}

fn bound_value(
    form: &Form,
    field: &Field,
    bound: &Bound,
    values: &[Value],
    reader: &Reader<'_>,
) -> Value {
    let now = reader.stamp.now;
    match bound {
        Bound::Number(text) => Value::read(&field.kind, text, Moment(now)).unwrap_or_default(),
        // The whole day counts for a moment.
        Bound::Today if matches!(field.kind, Kind::Moment) => {
            Value::Text(format!("{}T23:59", now.date()))
        }
        Bound::Today => Value::date(now.date()),
        Bound::Now if matches!(field.kind, Kind::Date) => Value::date(now.date()),
        Bound::Now => Value::moment(now),
        Bound::Field(name) => {
            let place = form.fields.iter().position(|f| f.id == *name);
            place.map(|i| values[i].clone()).unwrap_or_default()
        }
    }
}

/// Dates beside moments are compared by their day.
fn comparable(value: &Value) -> (i64, &str) {
    match value {
        Value::Int(n) => (*n, ""),
        Value::Text(text) => (0, text),
        Value::Empty | Value::Lines(_) => (0, ""),
    }
}
