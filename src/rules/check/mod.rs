//! The door between a draft and a record: read, required and range, across the record.
//!
//! Each stage runs on what the former left sound; all complaints are kept. What must hold against other
//! records (unique, no overlap) the file itself refuses when the record is written.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::model::expr::Formula;
use crate::model::form::field::Required;
use crate::model::form::kind::Kind;
use crate::model::form::rule::OnSave;
use crate::model::value::draft::Answer;
use crate::model::value::record::Cleaned;
use crate::model::{Catalog, Complaint, Draft, Field, Form, Record, Value};
use crate::store::{Evaluator, Reader, Result, Subject};

mod limits;
mod origin;
mod parse;
mod regulation_rules;
mod rule_params;
mod save_rules;

pub use origin::Origin;
pub use parse::nobody_knows_which;

use origin::{Admission, admission, born_in, unknown_fields};
use parse::LookedUp;
use regulation_rules::Enforced;

/// Checks drafts of one form. Made once, it remembers what repeats.
#[derive(Debug)]
pub struct Checker {
    pub(in crate::rules) form: Arc<Form>,
    evaluator: Evaluator,
    computed: Evaluator,
    conditions: Vec<Decides>,
    /// Rules of the form, by their place, each with where its answers stand.
    asked: Vec<(usize, Range<usize>)>,
    /// Rules of adopted regulations, read when they are first asked.
    enforced: Option<Enforced>,
    patterns: HashMap<String, regex_lite::Regex>,
    known: LookedUp,
}

/// What the value of an evaluated expression decides.
#[derive(Clone, Debug)]
enum Decides {
    Shown(usize),
    Required(usize),
}

/// A draft as it stands, one for each field of the form.
#[derive(Clone, Debug, Default)]
pub struct DraftState {
    pub shown: Vec<bool>,
    pub required: Vec<bool>,
    /// What can be read so far, computed fields worked out.
    pub values: Vec<Value>,
}

/// What a check gave: the record as it may be written, and warnings that do not stop it.
#[derive(Debug)]
pub struct Checked {
    pub cleaned: Cleaned,
    pub warnings: Vec<Complaint>,
}

impl Checker {
    pub fn new(form: &Arc<Form>, catalog: &Catalog) -> Self {
        let mut formulas: Vec<Cow<'_, Formula>> = Vec::new();
        let mut conditions = Vec::new();
        for (i, field) in form.fields.iter().enumerate() {
            if let Some(formula) = &field.show_when {
                conditions.push(Decides::Shown(i));
                formulas.push(Cow::Borrowed(formula));
            }
            if let Required::When(formula) = &field.required {
                conditions.push(Decides::Required(i));
                formulas.push(Cow::Borrowed(formula));
            }
        }
        let mut asked = Vec::new();
        for (i, rule) in form.rules.iter().enumerate() {
            let on_save = Some(rule).filter(|r| r.on_save != OnSave::Nothing);
            if let Some(questions) = on_save.and_then(save_rules::questions) {
                let first = formulas.len();
                formulas.extend(questions);
                asked.push((i, first..formulas.len()));
            }
        }
        let evaluator = Evaluator::new(form, catalog, formulas.iter().map(AsRef::as_ref));
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
            computed: Evaluator::computed(form, catalog),
            conditions,
            asked,
            enforced: None,
            patterns,
            known: LookedUp::new(),
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
        origin: &Origin,
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
            match parse::answer(field, answer, reader, &mut self.known)? {
                Ok(value) => match admission(field, &value, &values[i], before, origin) {
                    Admission::Refused(complaint) => complaints.push(complaint),
                    Admission::Left => {}
                    Admission::Taken if matches!(field.kind, Kind::State) => {
                        born_in(
                            &form,
                            field,
                            &value,
                            before,
                            origin,
                            &mut state,
                            &mut complaints,
                        );
                    }
                    Admission::Taken => values[i] = value,
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
        let mut said = Vec::new();
        for (i, answered) in &self.asked {
            let rule = &form.rules[*i];
            let answers = answers.get(answered.clone()).unwrap_or_default();
            if let Some(verdict) = save_rules::verdict(rule, answers, &form, &values, false) {
                let words = reader.said(&rule.say, &form, &subject)?;
                let complaint = save_rules::complaint(rule, words, verdict, &form);
                said.push(match rule.on_save {
                    OnSave::Warn => complaint.as_warning(),
                    OnSave::Refuse | OnSave::Nothing => complaint,
                });
            }
        }
        said.extend(self.enforced(reader)?.ask(&form, &subject, reader)?);
        said.extend(rule_params::check(&form, &values));
        let (aside, wrong): (Vec<_>, Vec<_>) = said.into_iter().partition(|c| c.warning);
        warnings.extend(aside);
        complaints.extend(wrong);
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

    fn enforced(&mut self, reader: &Reader<'_>) -> Result<&Enforced> {
        let read = match self.enforced.take() {
            Some(read) => read,
            None => Enforced::read(&self.form, reader)?,
        };
        Ok(self.enforced.insert(read))
    }

    /// The fields that are shown for a draft as it stands; what cannot be read yet counts as blank.
    pub fn shown(
        &mut self,
        draft: &Draft,
        before: Option<&Record>,
        reader: &Reader<'_>,
    ) -> Result<Vec<bool>> {
        Ok(self.look(draft, before, reader)?.shown)
    }

    /// How a draft stands while it is being typed; what cannot be read yet counts as blank.
    pub fn look(
        &mut self,
        draft: &Draft,
        before: Option<&Record>,
        reader: &Reader<'_>,
    ) -> Result<DraftState> {
        let form = self.form.clone();
        let mut values = before.map_or_else(
            || vec![Value::Empty; form.fields.len()],
            |r| r.values.clone(),
        );
        for (i, field) in form.fields.iter().enumerate() {
            if let Some(answer) = draft.get(&field.id)
                && let Ok(value) = self.read(field, answer, reader)?
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
            number: before.and_then(|r| r.number.as_deref()),
            values: &values,
        };
        let answers = reader.eval(&self.evaluator, &subject)?;
        let worked_out = reader.eval(&self.computed, &subject)?;
        let truth = Truth::of(&self.conditions, &answers, &form);
        let places = 0..form.fields.len();
        let look = DraftState {
            shown: places.clone().map(|i| truth.shown(i)).collect(),
            required: places.map(|i| truth.required(i)).collect(),
            values: Vec::new(),
        };
        let computed = form
            .fields
            .iter()
            .enumerate()
            .filter(|(_, f)| matches!(f.kind, Kind::Computed(_)));
        for ((i, _), value) in computed.zip(worked_out) {
            values[i] = value;
        }
        Ok(DraftState { values, ..look })
    }

    /// Reads the answer of one field, or says why it is not a value.
    ///
    /// # Errors
    /// The inner error is the complaint; the outer one is trouble with the file.
    pub fn read(
        &mut self,
        field: &Field,
        answer: &Answer,
        reader: &Reader<'_>,
    ) -> Result<std::result::Result<Value, Complaint>> {
        parse::answer(field, answer, reader, &mut self.known)
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
                .filter(|_| stamped && draft.get(&field.id).is_none_or(Answer::is_blank))
            {
                values[i] = crate::rules::fill::default_value(form, field, default, reader)?;
            }
        }
        Ok(())
    }
}

/// Which fields are shown and required.
struct Truth {
    hidden: BTreeSet<usize>,
    required: BTreeSet<usize>,
}

impl Truth {
    fn of(conditions: &[Decides], answers: &[Value], form: &Form) -> Self {
        let mut truth = Self {
            hidden: BTreeSet::new(),
            required: BTreeSet::new(),
        };
        let always = |f: &Field| matches!(f.required, Required::Always);
        truth.required.extend(
            form.fields
                .iter()
                .enumerate()
                .filter(|(_, f)| always(f))
                .map(|(i, _)| i),
        );
        for (condition, answer) in conditions.iter().zip(answers) {
            // Unknown is not false.
            let known = answer.as_int().map(|n| n != 0);
            match condition {
                Decides::Shown(i) if known != Some(true) => {
                    truth.hidden.insert(*i);
                }
                Decides::Required(i) if known == Some(true) => {
                    truth.required.insert(*i);
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
}
