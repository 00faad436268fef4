//! Quantifiers as SQL: correlated sub-selects over the live records of a register.
//!
//! Each level of nesting has an alias of its own. Columns stay bare where the record around is compared with
//! them, so that the far register's indexes serve.

use crate::model::expr::{Comparison, Expr, Operator, Question, Span};
use crate::model::form::Form;
use crate::model::typing::{Frame, Spot};

use super::expr::Emit;
use super::guards::selective;
use super::names::{literal, quote};

/// Whether a condition narrows the records by something that an index tells apart better than by their state.
fn is_linked(condition: &Expr, form: &Form) -> bool {
    let known = |name: &str| form.field(name).is_some_and(|f| selective(f).is_some());
    let told = |expr: &Expr| matches!(expr, Expr::Name(name, _) if known(name));
    if let Expr::Binary(Operator::And, a, b) = condition {
        return is_linked(a, form) || is_linked(b, form);
    }
    matches!(condition, Expr::Binary(Operator::Compare(Comparison::Equal), a, b) if told(a) || told(b))
}

impl Emit<'_> {
    pub(super) fn over(&self, expr: &Expr) -> String {
        let Expr::Over {
            question,
            register,
            value,
            condition,
            until,
            ..
        } = expr
        else {
            return "NULL".into();
        };
        let Some(form) = self.frame.catalog.form(register) else {
            return "NULL".into();
        };
        let alias = format!("q{}", self.level + 1);
        let inner = Emit {
            dialect: self.dialect,
            frame: Frame {
                form,
                catalog: self.frame.catalog,
                up: Some(&self.frame),
            },
            alias: &alias,
            draft: false,
            depth: self.depth,
            level: self.level + 1,
            up: Some(self),
            linked: is_linked(condition, form),
        };
        let from = format!(
            "FROM {} AS {alias} WHERE {alias}.\"void_at\" IS NULL AND {}",
            quote(register),
            inner.expr(condition)
        );
        let value = value.as_deref();
        match question {
            Question::Some => format!("(EXISTS (SELECT 1 {from}))"),
            Question::None => format!("(NOT EXISTS (SELECT 1 {from}))"),
            Question::Count => format!("(SELECT count(*) {from})"),
            Question::Sum => inner.gathered("sum", value, &from),
            Question::First => inner.end("min", "", value, &from),
            Question::Last => inner.end("max", " DESC", value, &from),
            Question::List => format!(
                "(SELECT {} {from})",
                self.dialect
                    .joined(&inner.expr(value.unwrap_or(&Expr::Null(Span::default()))))
            ),
            Question::Streak => inner.streak(value, until.as_deref(), &from),
        }
    }

    /// The least or greatest of a value; states in their order.
    fn end(&self, aggregate: &str, way: &str, value: Option<&Expr>, from: &str) -> String {
        let state = value.and_then(|v| self.frame.spot(v).filter(Spot::is_state));
        let (Some(spot), Some(value)) = (state, value) else {
            return self.gathered(aggregate, value, from);
        };
        let state = self.expr(value);
        format!(
            "(SELECT {state} {from} AND {state} IS NOT NULL ORDER BY {}{way} LIMIT 1)",
            ranked(&state, spot.form)
        )
    }

    /// An aggregate of a value. What is kept scaled is gathered whole and scaled at the end: sums stay exact.
    fn gathered(&self, aggregate: &str, value: Option<&Expr>, from: &str) -> String {
        let places = match value {
            Some(Expr::Name(name, _)) => {
                let field = self.frame.form.field(name);
                field.and_then(|f| f.kind.places()).map(|p| (name, p))
            }
            _ => None,
        };
        let (inner, scale) = match (places, value) {
            (Some((name, places)), _) => {
                (self.column(name), format!(" / {}.0", 10_i64.pow(places)))
            }
            (None, Some(value)) => (self.expr(value), String::new()),
            (None, None) => ("NULL".into(), String::new()),
        };
        let gathered = match aggregate {
            "sum" => format!("coalesce(sum({inner}), 0)"),
            other => format!("{other}({inner})"),
        };
        format!("(SELECT {gathered}{scale} {from})")
    }

    /// Months are numbered; those in a row have the same sum of number and rank from the newest. The row that
    /// counts is the newest one, if it reaches the month asked for or the one before.
    fn streak(&self, day: Option<&Expr>, until: Option<&Expr>, from: &str) -> String {
        let (Some(day), Some(until), Some(up)) = (day, until, self.up) else {
            return "0".into();
        };
        let part = |text: String| self.dialect.whole(&text);
        let number = |month: &str| {
            let year = part(format!("substr({month}, 1, 4)"));
            format!("{year} * 12 + {}", part(format!("substr({month}, 6, 2)")))
        };
        format!(
            "(SELECT count(*) FROM (SELECT top, goal, k + row_number() OVER (ORDER BY k DESC) AS run FROM \
             (SELECT {} AS k, {} AS goal, max({}) OVER () AS top FROM \
             (SELECT DISTINCT substr({}, 1, 7) AS m, substr({}, 1, 7) AS u {from}) WHERE m <= u)) \
             WHERE run = top + 1 AND top >= goal - 1)",
            number("m"),
            number("u"),
            number("m"),
            self.expr(day),
            up.expr(until),
        )
    }
}

/// The place of a state among the states of its form.
fn ranked(state: &str, form: &Form) -> String {
    let mut sql = format!("CASE {state}");
    for (rank, known) in form.states.iter().enumerate() {
        sql += &format!(" WHEN {} THEN {rank}", literal(&known.id));
    }
    sql + " END"
}
