//! Rules of the rulebook that a save answers to: those of the adopted regulations that say `on_save`.
//!
//! Read once for a [`super::Checker`]; a register that no such rule looks at costs nothing.

use std::ops::Range;
use std::sync::Arc;

use crate::model::expr::Formula;
use crate::model::form::rule::{OnSave, Rule};
use crate::model::rulebook;
use crate::model::typing::Frame;
use crate::model::{Complaint, Form, Value};
use crate::store::{Evaluator, Reader, Realm, Result, Subject};

use super::save_rules::{self, Verdict};
use crate::rules::watch::{InForce, open_figure};

/// The rules in force for one register.
#[derive(Clone, Debug, Default)]
pub(super) struct Enforced(Vec<One>);

#[derive(Clone, Debug)]
struct One {
    rule: Arc<Rule>,
    realm: Realm,
    /// It rests on a figure that nobody has set, or is a hint of its own accord: never more than a warning.
    advisory: bool,
    calendar: bool,
    evaluator: Evaluator,
    /// Where the unit of the record and the beginning of its matter stand among the answers.
    unit: Option<usize>,
    since: Option<usize>,
    questions: Range<usize>,
}

impl Enforced {
    /// What is in force now.
    ///
    /// # Errors
    /// Trouble with the file.
    pub(super) fn read(form: &Form, reader: &Reader<'_>) -> Result<Self> {
        let asked = rulebook::at_save(&form.id);
        if asked.is_empty() {
            return Ok(Self::default());
        }
        let (adopted, set) = (InForce::read(reader)?, reader.params_set()?);
        let one = |rule: &Arc<Rule>| {
            let realm = adopted.realm(&rule.clauses)?;
            One::new(rule, realm, form, reader, &set)
        };
        Ok(Self(asked.iter().filter_map(|w| one(&w.rule)).collect()))
    }

    /// What the rules have to say of a draft: complaints and warnings.
    ///
    /// # Errors
    /// Trouble with the file.
    pub(super) fn ask(
        &self,
        form: &Form,
        draft: &Subject<'_>,
        reader: &Reader<'_>,
    ) -> Result<Vec<Complaint>> {
        let mut said = Vec::new();
        for one in &self.0 {
            let answers = reader.eval_since(&one.evaluator, draft, &one.realm.since)?;
            let Some(verdict) = one.verdict(&answers, form, draft) else {
                continue;
            };
            let words = reader.said(&one.rule.say, form, draft)?;
            let complaint = save_rules::complaint(&one.rule, words, verdict, form);
            if one.advisory || one.rule.on_save == OnSave::Warn {
                said.push(complaint.as_warning());
            } else {
                said.push(complaint);
            }
        }
        Ok(said)
    }
}

impl One {
    fn new(
        rule: &Arc<Rule>,
        realm: Realm,
        form: &Form,
        reader: &Reader<'_>,
        set: &[String],
    ) -> Option<Self> {
        let asked = save_rules::questions(rule)?;
        let (unit, catalog) = (form.unit_of_record(), reader.catalog);
        let unit = unit.filter(|_| realm.units.is_some());
        let scope = Frame::of(form, catalog);
        let calendar = asked.iter().any(|f| f.root().needs_calendar(scope));
        let first = asked.len();
        let since = first + usize::from(unit.is_some());
        let formulas = asked.iter().map(AsRef::<Formula>::as_ref);
        let formulas = formulas.chain(&unit).chain(&rule.since);
        Some(Self {
            evaluator: Evaluator::new(form, catalog, formulas),
            advisory: rule.advisory || open_figure(rule, set).is_some(),
            calendar,
            unit: unit.is_some().then_some(first),
            since: rule.since.is_some().then_some(since),
            questions: 0..first,
            rule: rule.clone(),
            realm,
        })
    }

    fn verdict(&self, answers: &[Value], form: &Form, draft: &Subject<'_>) -> Option<Verdict> {
        let answer = |place: Option<usize>| place.and_then(|i| answers.get(i));
        if let (Some(unit), Some(units)) =
            (answer(self.unit).and_then(Value::as_int), &self.realm.units)
            && !units.contains(&unit)
        {
            return None;
        }
        let began = answer(self.since).and_then(Value::as_text);
        if began.is_some_and(|day| day.get(..10).unwrap_or(day) < self.realm.since.as_str()) {
            return None;
        }
        let asked = answers.get(self.questions.clone())?;
        save_rules::verdict(&self.rule, asked, form, draft.values, self.calendar)
    }
}
