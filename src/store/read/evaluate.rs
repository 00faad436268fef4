//! Expressions over a draft: computed by the engine, as in lists.

use crate::model::form::kind::Kind;
use crate::model::{Form, Value};
use crate::store::error::Result;
use crate::store::ledger;
use crate::store::sql::draft::Evaluator;

use super::Reader;

/// What an expression is evaluated over.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub id: Option<i64>,
    pub state: Option<&'a str>,
    pub number: Option<&'a str>,
    /// One for each field of the form.
    pub values: &'a [Value],
}

impl Reader<'_> {
    /// Values of expressions over a draft.
    pub fn eval(&self, evaluator: &Evaluator, draft: &Subject<'_>) -> Result<Vec<Value>> {
        self.evaluated(evaluator, draft, None)
    }

    /// The same for a rule that is in force since a day.
    pub fn eval_since(
        &self,
        evaluator: &Evaluator,
        draft: &Subject<'_>,
        in_force: &str,
    ) -> Result<Vec<Value>> {
        self.evaluated(evaluator, draft, Some(in_force))
    }

    /// The values of a record as the file would hold them, those that it works out and the state among them.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn completed(&self, form: &Form, written: &Subject<'_>) -> Result<Vec<Value>> {
        let evaluator = Evaluator::computed(form, self.catalog);
        let mut answers = self.eval(&evaluator, written)?.into_iter();
        let mut values = written.values.to_vec();
        for (value, field) in values.iter_mut().zip(&form.fields) {
            if field.kind.computed().is_some() {
                *value = answers.next().unwrap_or_default();
            }
            if matches!(field.kind, Kind::State) {
                *value = written.state.map(Value::text).unwrap_or_default();
            }
        }
        Ok(values)
    }

    fn evaluated(
        &self,
        evaluator: &Evaluator,
        draft: &Subject<'_>,
        in_force: Option<&str>,
    ) -> Result<Vec<Value>> {
        if evaluator.wanted == 0 {
            return Ok(Vec::new());
        }
        let mut statement = self.conn.prepare(&evaluator.text)?;
        statement.bind(1, &draft.id)?;
        statement.bind(2, &draft.state)?;
        statement.bind(3, &draft.number)?;
        for (place, n) in evaluator.held.iter().zip(4..) {
            match draft.values.get(*place) {
                Some(lines @ Value::Lines(_)) => {
                    statement.bind(n, &ledger::to_json(lines).to_string())?;
                }
                Some(value) => statement.bind(n, value)?,
                None => statement.bind(n, &Value::Empty)?,
            }
        }
        self.bind_clock(&mut statement)?;
        if let Some(day) = in_force {
            statement.bind_name(":in_force", &day)?;
        }
        let answers =
            statement.first(|row| (0..evaluator.wanted).map(|i| row.value(i)).collect())?;
        Ok(answers.unwrap_or_else(|| vec![Value::Empty; evaluator.wanted]))
    }
}
