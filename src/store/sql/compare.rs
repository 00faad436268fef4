//! Comparisons as SQL: states in their order, days beside moments, scaled numbers so that an index still serves.

use chrono::NaiveDate;

use crate::model::expr::{Comparison, Expr, Operator, Question, Type};
use crate::model::form::kind::Kind;
use crate::model::typing::Spot;
use crate::model::value::DATE;

use super::expr::{DEEPEST, Emit, negated};
use super::names::literal;
use super::scale::{number, shifted};

/// Tests that a draft may have one after the other: each makes the expression one level deeper to the database.
const MOST_IN_A_ROW: usize = 64;

impl Emit<'_> {
    pub(super) fn compare(&self, op: Comparison, a: &Expr, b: &Expr) -> String {
        if let Some(sql) = self
            .states(op, a, b)
            .or_else(|| self.states(op.flipped(), b, a))
        {
            return sql;
        }
        match (self.side(a), self.side(b)) {
            (Type::Moment, Type::Date) => return self.day_of_moment(op, a, b),
            (Type::Date, Type::Moment) => return self.day_of_moment(op.flipped(), b, a),
            _ => {}
        }
        let word = match op {
            Comparison::Equal => "=",
            Comparison::NotEqual => "<>",
            Comparison::Less => "<",
            Comparison::LessEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterEqual => ">=",
        };
        if self.is_reckoned(a) || self.is_reckoned(b) {
            // 1.13 - 0.05 is 1.08 to everybody but a binary fraction.
            let near = |side: &Expr| self.dialect.rounded(&self.expr(side), Some("6"));
            return format!("{} {word} {}", near(a), near(b));
        }
        format!(
            "{} {word} {}",
            self.bare(a, std::slice::from_ref(b)),
            self.against(a, std::slice::from_ref(b), b)
        )
    }

    /// States compare in their order: the states for which the comparison holds are listed.
    fn states(&self, op: Comparison, a: &Expr, b: &Expr) -> Option<String> {
        let Expr::Text(code, _) = b else {
            return None;
        };
        let spot = self.frame.spot(a).filter(Spot::is_state)?;
        let form = spot.form;
        let pivot = form.state_rank(code)?;
        let holds = |rank: usize| match op {
            Comparison::Less => rank < pivot,
            Comparison::LessEqual => rank <= pivot,
            Comparison::Greater => rank > pivot,
            Comparison::GreaterEqual => rank >= pivot,
            Comparison::NotEqual => rank != pivot,
            Comparison::Equal => rank == pivot,
        };
        let which: Vec<String> = form
            .states
            .iter()
            .enumerate()
            .filter(|(i, _)| holds(*i))
            .map(|(_, s)| literal(&s.id))
            .collect();
        let of = self.expr(a);
        let of = if self.linked {
            self.dialect.unindexed(&of)
        } else {
            of
        };
        Some(self.among(&of, &which, false, true))
    }

    /// Whether something is one of a list. For a longer list SQLite makes a table in memory at every run, which
    /// costs a draft more than all the rest of its conditions: a column is compared with one after the other.
    pub(super) fn among(&self, of: &str, items: &[String], not: bool, plain: bool) -> String {
        if !self.draft || !plain || items.is_empty() || items.len() > MOST_IN_A_ROW {
            return format!("{of} {}IN ({})", negated(not), items.join(", "));
        }
        let tests: Vec<String> = items.iter().map(|item| format!("{of} = {item}")).collect();
        format!("{}({})", negated(not), tests.join(" OR "))
    }

    /// Whether a number comes out of arithmetic, so that its last binary digits mean nothing.
    fn is_reckoned(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Binary(op, ..) => matches!(op, Operator::Reckon(_)),
            Expr::Negate(inner, _) => self.is_reckoned(inner),
            Expr::Let { value, .. } => self.outermost().is_reckoned(value),
            Expr::Call(function, ..) if function.gives_fraction() => true,
            Expr::Over {
                question: Question::Sum,
                ..
            } => true,
            Expr::Call(..)
            | Expr::Over { .. }
            | Expr::Name(..)
            | Expr::Path { .. }
            | Expr::Null(_)
            | Expr::Yes(..)
            | Expr::Number(..)
            | Expr::Text(..)
            | Expr::Not(..)
            | Expr::In { .. }
            | Expr::Between { .. }
            | Expr::Like { .. }
            | Expr::IsNull { .. }
            | Expr::Case { .. } => {
                let spot = self.frame.spot(expr);
                spot.is_some_and(|spot| self.rests_on_reckoning(spot))
            }
        }
    }

    /// The same of a field, wherever it stands: what is computed is as its expression is.
    fn rests_on_reckoning(&self, spot: Spot<'_>) -> bool {
        let Some(Kind::Computed(c)) = spot.field().map(|f| &f.kind) else {
            return false;
        };
        let there = Emit {
            depth: self.depth + 1,
            ..Emit::new(self.dialect, spot.form, self.frame.catalog, "")
        };
        self.depth < DEEPEST && c.as_kind.is_numeric() && there.is_reckoned(c.formula.root())
    }

    /// The type of one side of a comparison: a day in quotes is a date.
    pub(super) fn side(&self, expr: &Expr) -> Type {
        if let Expr::Text(text, _) = expr
            && NaiveDate::parse_from_str(text, DATE).is_ok()
        {
            return Type::Date;
        }
        self.type_of(expr)
    }

    /// A moment beside a date is compared by its day, written so that an index over the moment serves.
    fn day_of_moment(&self, op: Comparison, moment: &Expr, date: &Expr) -> String {
        let (m, d) = (self.expr(moment), self.expr(date));
        let next = || self.dialect.day_after(&d);
        match op {
            Comparison::GreaterEqual => format!("{m} >= {d}"),
            Comparison::Less => format!("{m} < {d}"),
            Comparison::LessEqual => format!("{m} < {}", next()),
            Comparison::Greater => format!("{m} >= {}", next()),
            Comparison::NotEqual => format!("substr({m}, 1, 10) <> {d}"),
            Comparison::Equal => format!("({m} >= {d} AND {m} < {})", next()),
        }
    }

    /// A scaled field beside numbers alone stays a bare column; the numbers are scaled by [`Self::against`].
    pub(super) fn bare(&self, expr: &Expr, others: &[Expr]) -> String {
        match (self.places_against(expr, others), expr) {
            (Some(_), Expr::Name(name, _)) => self.column(name),
            _ => self.expr(expr),
        }
    }

    pub(super) fn against(&self, field: &Expr, others: &[Expr], other: &Expr) -> String {
        match (self.places_against(field, others), other) {
            (Some(places), other) if number(other).is_some() => {
                number(other).map_or_else(|| "NULL".into(), |n| shifted(&n, places))
            }
            (_, Expr::Text(text, _)) if self.side(field) == Type::Moment => {
                literal(&text.replacen(' ', "T", 1))
            }
            _ => self.expr(other),
        }
    }

    /// The decimal places by which numbers are shifted, where nothing but numbers stands beside the field.
    fn places_against(&self, expr: &Expr, others: &[Expr]) -> Option<u32> {
        let Expr::Name(name, _) = expr else {
            return None;
        };
        let places = self.frame.form.field(name)?.kind.places()?;
        others.iter().all(|o| number(o).is_some()).then_some(places)
    }
}
