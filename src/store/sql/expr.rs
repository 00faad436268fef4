//! Expressions as SQL.
//!
//! Amounts and decimals are kept as scaled integers; inside an expression they are numbers, and a plain
//! comparison of such a field with a number scales the number instead, so that an index still serves.
//! Clock and person come in as `:today`, `:now` and `:me`.

use chrono::NaiveDate;

use crate::model::expr::{Expr, Function, Operator, Span, Type};
use crate::model::form::Form;
use crate::model::form::kind::{Kind, Storage};
use crate::model::typing::{Frame, Spot, type_of};
use crate::model::value::DATE;
use crate::model::{Catalog, Field};

use super::names::{literal, quote};
use super::scale::{number, shifted};

/// How deep computed fields may rest on each other.
pub(super) const DEEPEST: u32 = 8;

/// Writes expressions over the rows of one form under an alias.
#[derive(Clone, Copy)]
pub struct Emit<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) alias: &'a str,
    /// The rows are a draft's values, not a table: lines come as JSON.
    pub(super) draft: bool,
    /// Computed fields and references around, which must end somewhere.
    pub(super) depth: u32,
    /// Quantifiers around, so that each has an alias of its own.
    pub(super) level: u32,
    /// The rows around a quantifier.
    pub(super) up: Option<&'a Emit<'a>>,
    /// The rows are found by a reference: no index of states is to be tried, which tells few records apart.
    pub(super) linked: bool,
}

impl<'a> Emit<'a> {
    pub fn new(form: &'a Form, catalog: &'a Catalog, alias: &'a str) -> Self {
        Self {
            frame: Frame {
                form,
                catalog,
                up: None,
            },
            alias,
            draft: false,
            depth: 0,
            level: 0,
            up: None,
            linked: false,
        }
    }

    #[must_use]
    pub fn for_draft(mut self) -> Self {
        self.draft = true;
        self
    }

    /// The type of an expression here.
    pub fn type_of(&self, expr: &Expr) -> Type {
        type_of(expr, self.frame)
    }

    /// Whether an expression asks the calendar, itself or through a computed field.
    pub fn needs_calendar(&self, expr: &Expr) -> bool {
        let (form, catalog) = (self.frame.form, self.frame.catalog);
        expr.needs_calendar(Frame::of(form, catalog))
    }

    /// A column of the row.
    pub(super) fn column(&self, name: &str) -> String {
        if self.alias.is_empty() {
            quote(name)
        } else {
            format!("{}.{}", self.alias, quote(name))
        }
    }

    /// The value of a field as the file would keep it, whether it has a column or is worked out.
    pub fn stored(&self, field: &Field) -> String {
        match &field.kind {
            Kind::Computed(c) if self.draft || !is_generated(field) => {
                let inner = self.deeper().expr(c.formula.root());
                match (c.as_kind.places(), c.as_kind.storage()) {
                    (Some(places), _) => {
                        format!("CAST(round(({inner}) * {}) AS INTEGER)", 10_i64.pow(places))
                    }
                    // What is kept whole is compared and paged as it is shown.
                    (None, Storage::Integer) => format!("CAST(round({inner}) AS INTEGER)"),
                    (None, _) => format!("({inner})"),
                }
            }
            Kind::State if self.draft => self.column("state"),
            _ => self.column(&field.id),
        }
    }

    /// For the expression of a computed field: it stands on this record, whatever stands around.
    fn deeper(&self) -> Self {
        Self {
            frame: Frame {
                up: None,
                ..self.frame
            },
            depth: self.depth + 1,
            up: None,
            ..*self
        }
    }

    /// An expression as SQL text.
    pub fn expr(&self, expr: &Expr) -> String {
        match expr {
            Expr::Null(_) => "NULL".into(),
            Expr::Yes(yes, _) => u8::from(*yes).to_string(),
            Expr::Number(n, _) => n.clone(),
            Expr::Text(t, _) => literal(t),
            Expr::Name(name, _) => self.name(name),
            Expr::Not(a, _) => format!("NOT ({})", self.expr(a)),
            Expr::Negate(a, _) => format!("-({})", self.expr(a)),
            Expr::Binary(op, a, b) => self.binary(*op, a, b),
            Expr::In { of, list, not, .. } => {
                let items: Vec<String> = list
                    .iter()
                    .map(|item| self.against(of, list, item))
                    .collect();
                let plain = matches!(**of, Expr::Name(..));
                self.among(&self.bare(of, list), &items, *not, plain)
            }
            Expr::Between { of, low, high, not } => format!(
                "{}(({}) AND ({}))",
                negated(*not),
                self.compare(Operator::GreaterEqual, of, low),
                self.compare(Operator::LessEqual, of, high)
            ),
            Expr::Like { of, pattern, not } => {
                format!(
                    "({} {}LIKE {})",
                    self.expr(of),
                    negated(*not),
                    self.expr(pattern)
                )
            }
            Expr::IsNull { of, not, .. } => format!("({} IS {}NULL)", self.expr(of), negated(*not)),
            Expr::Case {
                of, arms, other, ..
            } => self.case(of.as_deref(), arms, other.as_deref()),
            Expr::Call(function, args, _) => self.call(*function, args),
            Expr::Path { root, steps, .. } => self.path(*root, steps),
            Expr::Over { .. } => self.over(expr),
            Expr::Let { value, .. } => self.outermost().expr(value),
        }
    }

    pub(super) fn name(&self, name: &str) -> String {
        let Some(field) = self.frame.form.field(name) else {
            return self.column(name);
        };
        match &field.kind {
            Kind::Computed(c) if self.depth < DEEPEST => {
                format!("({})", self.deeper().expr(c.formula.root()))
            }
            Kind::Computed(_) => "NULL".into(),
            Kind::State => self.column("state"),
            // Lines are not one value: there are some, or there is nothing.
            Kind::Rows(_) => format!(
                "nullif({}, 0)",
                self.lines(&[Expr::Name(name.into(), Span::default())], None)
            ),
            kind => match kind.places() {
                Some(places) => format!("({} / {}.0)", self.column(name), 10_i64.pow(places)),
                None => self.column(name),
            },
        }
    }

    fn binary(&self, op: Operator, a: &Expr, b: &Expr) -> String {
        let word = match op {
            Operator::And => "AND",
            Operator::Or => "OR",
            Operator::Plus => "+",
            Operator::Minus => "-",
            Operator::Times => "*",
            // Whole numbers divide to decimals, as a clerk expects.
            Operator::Divide => "* 1.0 /",
            Operator::Remainder => "%",
            Operator::Join => {
                return format!(
                    "(coalesce({}, '') || coalesce({}, ''))",
                    self.expr(a),
                    self.expr(b)
                );
            }
            _ => return format!("({})", self.compare(op, a, b)),
        };
        format!("({} {word} {})", self.expr(a), self.expr(b))
    }

    fn compare(&self, op: Operator, a: &Expr, b: &Expr) -> String {
        if let Some(sql) = self
            .states(op, a, b)
            .or_else(|| self.states(flipped(op), b, a))
        {
            return sql;
        }
        match (self.side(a), self.side(b)) {
            (Type::Moment, Type::Date) => return self.day_of_moment(op, a, b),
            (Type::Date, Type::Moment) => return self.day_of_moment(flipped(op), b, a),
            _ => {}
        }
        let word = match op {
            Operator::NotEqual => "<>",
            Operator::Less => "<",
            Operator::LessEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterEqual => ">=",
            _ => "=",
        };
        if self.is_reckoned(a) || self.is_reckoned(b) {
            // 1.13 - 0.05 is 1.08 to everybody but a binary fraction.
            return format!(
                "round({}, 6) {word} round({}, 6)",
                self.expr(a),
                self.expr(b)
            );
        }
        format!(
            "{} {word} {}",
            self.bare(a, std::slice::from_ref(b)),
            self.against(a, std::slice::from_ref(b), b)
        )
    }

    /// States compare in their order: the states for which the comparison holds are listed.
    fn states(&self, op: Operator, a: &Expr, b: &Expr) -> Option<String> {
        let Expr::Text(code, _) = b else {
            return None;
        };
        let spot = self.frame.spot(a).filter(Spot::is_state)?;
        let form = spot.form;
        let pivot = form.state_rank(code)?;
        let holds = |rank: usize| match op {
            Operator::Less => rank < pivot,
            Operator::LessEqual => rank <= pivot,
            Operator::Greater => rank > pivot,
            Operator::GreaterEqual => rank >= pivot,
            Operator::NotEqual => rank != pivot,
            _ => rank == pivot,
        };
        let which: Vec<String> = form
            .states
            .iter()
            .enumerate()
            .filter(|(i, _)| holds(*i))
            .map(|(_, s)| literal(&s.id))
            .collect();
        let of = self.expr(a);
        let of = if self.linked { format!("+{of}") } else { of };
        Some(self.among(&of, &which, false, true))
    }

    /// Whether something is one of a list. For a longer list SQLite makes a table in memory at every run, which
    /// costs a draft more than all the rest of its conditions: a column is compared with one after the other.
    fn among(&self, of: &str, items: &[String], not: bool, plain: bool) -> String {
        if !self.draft || !plain || items.is_empty() {
            return format!("{of} {}IN ({})", negated(not), items.join(", "));
        }
        let tests: Vec<String> = items.iter().map(|item| format!("{of} = {item}")).collect();
        format!("{}({})", negated(not), tests.join(" OR "))
    }

    /// Whether a number comes out of arithmetic, so that its last binary digits mean nothing.
    fn is_reckoned(&self, expr: &Expr) -> bool {
        use Operator::{Divide, Minus, Plus, Remainder, Times};
        match expr {
            Expr::Binary(op, ..) => matches!(op, Plus | Minus | Times | Divide | Remainder),
            Expr::Negate(inner, _) => self.is_reckoned(inner),
            Expr::Let { value, .. } => self.outermost().is_reckoned(value),
            Expr::Call(function, ..) => matches!(function, Function::Total | Function::Hours),
            Expr::Over {
                function: Function::Sum,
                ..
            } => true,
            other => self
                .frame
                .spot(other)
                .is_some_and(|spot| self.rests_on_reckoning(spot)),
        }
    }

    /// The same of a field, wherever it stands: what is computed is as its expression is.
    fn rests_on_reckoning(&self, spot: Spot<'_>) -> bool {
        let Some(Kind::Computed(c)) = spot.field().map(|f| &f.kind) else {
            return false;
        };
        let there = Emit {
            depth: self.depth + 1,
            ..Emit::new(spot.form, self.frame.catalog, "")
        };
        self.depth < DEEPEST && c.as_kind.is_numeric() && there.is_reckoned(c.formula.root())
    }

    /// The type of one side of a comparison: a day in quotes is a date.
    pub(super) fn side(&self, expr: &Expr) -> Type {
        match expr {
            Expr::Text(text, _) if NaiveDate::parse_from_str(text, DATE).is_ok() => Type::Date,
            other => self.type_of(other),
        }
    }

    /// A moment beside a date is compared by its day, written so that an index over the moment serves.
    fn day_of_moment(&self, op: Operator, moment: &Expr, date: &Expr) -> String {
        let (m, d) = (self.expr(moment), self.expr(date));
        match op {
            Operator::GreaterEqual => format!("{m} >= {d}"),
            Operator::Less => format!("{m} < {d}"),
            Operator::LessEqual => format!("{m} < date({d}, '+1 day')"),
            Operator::Greater => format!("{m} >= date({d}, '+1 day')"),
            Operator::NotEqual => format!("substr({m}, 1, 10) <> {d}"),
            _ => format!("({m} >= {d} AND {m} < date({d}, '+1 day'))"),
        }
    }

    /// A scaled field beside numbers alone stays a bare column; the numbers are scaled by [`Self::against`].
    fn bare(&self, expr: &Expr, others: &[Expr]) -> String {
        match (self.places_against(expr, others), expr) {
            (Some(_), Expr::Name(name, _)) => self.column(name),
            _ => self.expr(expr),
        }
    }

    fn against(&self, field: &Expr, others: &[Expr], other: &Expr) -> String {
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

    fn case(&self, of: Option<&Expr>, arms: &[(Expr, Expr)], other: Option<&Expr>) -> String {
        let mut sql = "CASE".to_owned();
        for (when, then) in arms {
            let when = of.map_or_else(
                || self.expr(when),
                |of| self.compare(Operator::Equal, of, when),
            );
            sql += &format!(" WHEN {when} THEN {}", self.expr(then));
        }
        if let Some(other) = other {
            sql += &format!(" ELSE {}", self.expr(other));
        }
        sql + " END"
    }
}

/// Whether the file holds the value of a computed field as a generated column.
pub fn is_generated(field: &Field) -> bool {
    match &field.kind {
        Kind::Computed(c) => c.formula.root().is_local(),
        Kind::State => true,
        _ => false,
    }
}

fn negated(not: bool) -> &'static str {
    if not { "NOT " } else { "" }
}

fn flipped(op: Operator) -> Operator {
    match op {
        Operator::Less => Operator::Greater,
        Operator::LessEqual => Operator::GreaterEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterEqual => Operator::LessEqual,
        other => other,
    }
}
