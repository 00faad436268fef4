//! Expressions as SQL.
//!
//! Amounts and decimals are kept as scaled integers; inside an expression they are numbers, and a plain
//! comparison of such a field with a number scales the number instead, so that an index still serves.
//! Clock and person come in as `:today`, `:now` and `:me`.

use crate::model::expr::{Arithmetic, Comparison, Expr, Operator, Span, Type};
use crate::model::form::Form;
use crate::model::form::kind::{Computed, Kind, Storage};
use crate::model::typing::{Frame, type_of};
use crate::model::{Catalog, Field};

use super::dialect::Dialect;
use super::names::{literal, quote};

/// How deep computed fields may rest on each other.
pub(super) const DEEPEST: u32 = 8;

/// Writes expressions over the rows of one form under an alias.
#[derive(Clone, Copy)]
pub struct Emit<'a> {
    pub(super) dialect: &'a dyn Dialect,
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
    pub fn new(
        dialect: &'a dyn Dialect,
        form: &'a Form,
        catalog: &'a Catalog,
        alias: &'a str,
    ) -> Self {
        Self {
            dialect,
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
        if let Some(c) = field.kind.computed()
            && (self.draft || !is_generated(field))
        {
            let inner = self.deeper().expr(c.formula.root());
            let nearest = |of: &str| self.dialect.whole(&self.dialect.rounded(of, None));
            return match (c.as_kind.places(), c.as_kind.storage()) {
                (Some(places), _) => nearest(&format!("({inner}) * {}", 10_i64.pow(places))),
                // What is kept whole is compared and paged as it is shown.
                (None, Storage::Integer) => nearest(&inner),
                (None, Storage::Text | Storage::None) => format!("({inner})"),
            };
        }
        if self.draft && matches!(field.kind, Kind::State) {
            return self.column("state");
        }
        self.column(&field.id)
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
            Expr::Yes(yes, _) => self.dialect.yes_no(*yes).into(),
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
                self.compare(Comparison::GreaterEqual, of, low),
                self.compare(Comparison::LessEqual, of, high)
            ),
            Expr::Like { of, pattern, not } => {
                let like = self.dialect.like(&self.expr(of), &self.expr(pattern));
                format!("({}{like})", negated(*not))
            }
            Expr::IsNull { of, not: true, .. } => format!("({} IS NOT NULL)", self.expr(of)),
            Expr::IsNull { of, .. } => format!("({} IS NULL)", self.expr(of)),
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
        if let Some(c) = field.kind.computed() {
            if self.depth >= DEEPEST {
                return "NULL".into();
            }
            return format!("({})", self.deeper().expr(c.formula.root()));
        }
        if matches!(field.kind, Kind::State) {
            return self.column("state");
        }
        // Lines are not one value: there are some, or there is nothing.
        if field.kind.has_lines() {
            let lines = self.lines(&[Expr::Name(name.into(), Span::default())], None);
            return format!("nullif({lines}, 0)");
        }
        match field.kind.places() {
            Some(places) => format!("({} / {}.0)", self.column(name), 10_i64.pow(places)),
            None => self.column(name),
        }
    }

    fn binary(&self, op: Operator, a: &Expr, b: &Expr) -> String {
        let sides = || (self.expr(a), self.expr(b));
        let between = |word: &str| {
            let (left, right) = sides();
            format!("({left} {word} {right})")
        };
        match op {
            Operator::And => between("AND"),
            Operator::Or => between("OR"),
            Operator::Compare(op) => format!("({})", self.compare(op, a, b)),
            Operator::Join => {
                let (left, right) = sides();
                format!("(coalesce({left}, '') || coalesce({right}, ''))")
            }
            Operator::Reckon(Arithmetic::Plus) => between("+"),
            Operator::Reckon(Arithmetic::Minus) => between("-"),
            Operator::Reckon(Arithmetic::Times) => between("*"),
            // Whole numbers divide to decimals, as a clerk expects.
            Operator::Reckon(Arithmetic::Divide) => {
                let (left, right) = sides();
                self.dialect.quotient(&left, &right)
            }
            Operator::Reckon(Arithmetic::Remainder) => {
                let (left, right) = sides();
                self.dialect.remainder(&left, &right)
            }
        }
    }

    fn case(&self, of: Option<&Expr>, arms: &[(Expr, Expr)], other: Option<&Expr>) -> String {
        let mut sql = "CASE".to_owned();
        for (when, then) in arms {
            let when = of.map_or_else(
                || self.expr(when),
                |of| self.compare(Comparison::Equal, of, when),
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
    let local = |c: &Computed| c.formula.root().is_local();
    matches!(field.kind, Kind::State) || field.kind.computed().is_some_and(local)
}

pub(super) fn negated(not: bool) -> &'static str {
    if not { "NOT " } else { "" }
}
