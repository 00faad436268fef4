//! Expressions over a draft: SQLite computes them, as it does in lists.

use crate::model::expr::Formula;
use crate::model::form::Form;
use crate::model::form::kind::Kind;
use crate::model::{Catalog, Field, Value};

use super::Reader;
use crate::store::error::Result;
use crate::store::sql::expr::Emit;
use crate::store::sql::names::quote;
use crate::store::{ledger, rows};

/// Expressions of a form made ready to be evaluated over drafts: SQLite computes them, as it does in lists.
#[derive(Clone, Debug)]
pub struct Evaluator {
    sql: String,
    wanted: usize,
    /// Places of the fields whose values are bound.
    held: Vec<usize>,
}

impl Evaluator {
    pub fn new<'f>(
        form: &Form,
        catalog: &Catalog,
        formulas: impl IntoIterator<Item = &'f Formula>,
    ) -> Self {
        let emit = Emit::new(form, catalog, "d").for_draft();
        let wanted = formulas.into_iter().map(|f| emit.expr(f.root())).collect();
        Self::of(form, wanted)
    }

    /// The computed fields of a form, in its order, as the file would keep them.
    pub fn computed(form: &Form, catalog: &Catalog) -> Self {
        let emit = Emit::new(form, catalog, "d").for_draft();
        let computed = |f: &&Field| matches!(f.kind, Kind::Computed(_));
        let wanted = form.fields.iter().filter(computed);
        Self::of(form, wanted.map(|f| emit.stored(f)).collect())
    }

    fn of(form: &Form, wanted: Vec<String>) -> Self {
        let mut columns: Vec<String> = [
            "?1 AS \"id\"",
            "?2 AS \"state\"",
            "?3 AS \"number\"",
            "NULL AS \"void_at\"",
            "NULL AS \"void_reason\"",
        ]
        .map(str::to_owned)
        .to_vec();
        // What the program stamps is looked up, and only where it is asked for.
        for name in [
            "rev",
            "created_at",
            "created_by",
            "updated_at",
            "updated_by",
        ] {
            let quoted = quote(name);
            if wanted.iter().any(|w| w.contains(&format!("d.{quoted}"))) {
                columns.push(format!(
                    "(SELECT {quoted} FROM {} WHERE \"id\" = ?1) AS {quoted}",
                    quote(&form.id)
                ));
            }
        }
        let fields = || {
            form.fields
                .iter()
                .enumerate()
                .filter(|(_, f)| f.is_stored() || f.line_fields().is_some())
        };
        columns.extend(
            fields()
                .zip(4..)
                .map(|((_, f), n)| format!("?{n} AS {}", quote(&f.id))),
        );
        let held = fields().map(|(i, _)| i).collect();
        // The values first: a named parameter before them would take the number of one of them.
        let sql = format!(
            "WITH d AS (SELECT {}) SELECT {} FROM d",
            columns.join(", "),
            wanted.join(", ")
        );
        Self {
            sql,
            wanted: wanted.len(),
            held,
        }
    }
}

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

    fn evaluated(
        &self,
        evaluator: &Evaluator,
        draft: &Subject<'_>,
        in_force: Option<&str>,
    ) -> Result<Vec<Value>> {
        if evaluator.wanted == 0 {
            return Ok(Vec::new());
        }
        let mut statement = self.conn.prepare_cached(&evaluator.sql)?;
        statement.raw_bind_parameter(1, draft.id)?;
        statement.raw_bind_parameter(2, draft.state)?;
        statement.raw_bind_parameter(3, draft.number)?;
        for (place, n) in evaluator.held.iter().zip(4..) {
            match draft.values.get(*place) {
                Some(lines @ Value::Lines(_)) => {
                    statement.raw_bind_parameter(n, ledger::to_json(lines).to_string())?
                }
                Some(value) => statement.raw_bind_parameter(n, value)?,
                None => statement.raw_bind_parameter(n, Value::Empty)?,
            }
        }
        rows::bind_stamp(&mut statement, self.stamp)?;
        if let (Some(day), Some(index)) = (in_force, statement.parameter_index(":in_force")?) {
            statement.raw_bind_parameter(index, day)?;
        }
        let mut rows = statement.raw_query();
        Ok(match rows.next()? {
            Some(row) => (0..evaluator.wanted)
                .map(|i| rows::value(row, i))
                .collect::<std::result::Result<_, _>>()?,
            None => vec![Value::Empty; evaluator.wanted],
        })
    }
}
