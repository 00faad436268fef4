//! Types of expressions, checked against the forms.
//!
//! [`check`] collects everything that is wrong; [`type_of`] answers for a tree that passed.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::scope::Frame;
use crate::model::expr::{Expr, Formula, Operator, Span, Type};
use crate::model::fault::{Fault, Wrong};
use crate::model::text::near::nearest;
use crate::model::value::{DATE, MOMENT, TIME};

/// Checks an expression. The wanted type is compared where one is given; the faults stand at their places in the
/// definition of the expression.
pub fn check(formula: &Formula, frame: Frame<'_>, want: Option<Type>) -> Vec<Fault> {
    let mut checker = TypeCheck {
        frame,
        faults: Vec::new(),
    };
    let found = checker.visit(formula.root());
    if let (Some(want), Some(found)) = (want, found)
        && !want.takes(found)
    {
        let fault = Fault::new(Wrong::WholeUnfit, 0..formula.text.len());
        checker.faults.push(unfit(fault, want, found));
    }
    let placed = |fault| formula.placed(fault);
    checker.faults.into_iter().map(placed).collect()
}

/// The type of an expression that passed its check; anything else is text.
pub fn type_of(expr: &Expr, frame: Frame<'_>) -> Type {
    TypeCheck {
        frame,
        faults: Vec::new(),
    }
    .visit(expr)
    .unwrap_or(Type::Text)
}

fn unfit(fault: Fault, want: Type, found: Type) -> Fault {
    fault
        .with_text("want", want.words())
        .with_text("found", found.words())
}

/// What a text in quotes is beside a date, a time or a moment.
pub(super) fn quoted_time(text: &str) -> Option<Type> {
    let moment = text.replacen(' ', "T", 1);
    if NaiveDate::parse_from_str(text, DATE).is_ok() {
        Some(Type::Date)
    } else if NaiveDateTime::parse_from_str(&moment, MOMENT).is_ok() {
        Some(Type::Moment)
    } else {
        NaiveTime::parse_from_str(text, TIME)
            .ok()
            .map(|_| Type::Time)
    }
}

pub(super) struct TypeCheck<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) faults: Vec<Fault>,
}

impl TypeCheck<'_> {
    pub(super) fn visit(&mut self, expr: &Expr) -> Option<Type> {
        match expr {
            Expr::Null(_) => Some(Type::Null),
            Expr::Yes(..) => Some(Type::YesNo),
            Expr::Number(..) => Some(Type::Number),
            Expr::Text(..) => Some(Type::Text),
            Expr::Name(name, at) => self.name(name, *at),
            Expr::Not(a, _) => {
                self.want(a, Type::YesNo);
                Some(Type::YesNo)
            }
            Expr::Negate(a, _) => {
                self.want(a, Type::Number);
                Some(Type::Number)
            }
            Expr::Binary(op, a, b) => self.binary(*op, a, b),
            Expr::In { of, list, .. } => {
                for item in list {
                    self.compare(of, item);
                }
                Some(Type::YesNo)
            }
            Expr::Between { of, low, high, .. } => {
                self.compare(of, low);
                self.compare(of, high);
                Some(Type::YesNo)
            }
            Expr::Like { of, pattern, .. } => {
                self.want(of, Type::Text);
                self.want(pattern, Type::Text);
                Some(Type::YesNo)
            }
            Expr::IsNull { of, .. } => {
                self.visit(of);
                Some(Type::YesNo)
            }
            Expr::Case {
                of, arms, other, ..
            } => self.case(of.as_deref(), arms, other.as_deref()),
            Expr::Call(function, args, at) => self.call(*function, args, *at),
            Expr::Path { root, steps, at } => self.path(*root, steps, *at),
            Expr::Over { .. } => self.over(expr),
            Expr::Let { name, value, at } => self.named_value(name, value, *at),
        }
    }

    fn binary(&mut self, op: Operator, a: &Expr, b: &Expr) -> Option<Type> {
        match op {
            Operator::And | Operator::Or => {
                self.want(a, Type::YesNo);
                self.want(b, Type::YesNo);
                Some(Type::YesNo)
            }
            Operator::Join => {
                self.visit(a);
                self.visit(b);
                Some(Type::Text)
            }
            Operator::Reckon(_) => {
                let sides = [self.want(a, Type::Number), self.want(b, Type::Number)];
                Some(if sides.contains(&Some(Type::Money)) {
                    Type::Money
                } else {
                    Type::Number
                })
            }
            Operator::Compare(_) => {
                self.compare(a, b);
                Some(Type::YesNo)
            }
        }
    }

    pub(super) fn want(&mut self, expr: &Expr, want: Type) -> Option<Type> {
        let found = self.visit(expr)?;
        if !want.takes(found) {
            let fault = Fault::new(Wrong::Unfit, expr.span().into());
            self.faults.push(unfit(fault, want, found));
        }
        Some(found)
    }

    /// Two sides of a comparison: types that fit, and codes and states that exist.
    fn compare(&mut self, a: &Expr, b: &Expr) {
        let (Some(left), Some(right)) = (self.visit(a), self.visit(b)) else {
            return;
        };
        for (side, other) in [(a, b), (b, a)] {
            if let Expr::Text(code, at) = other {
                self.known_code(side, code, *at);
            }
        }
        if let Some((left, right)) = self.registers(a, b) {
            if left != right {
                let fault = Fault::new(Wrong::OtherRegister, b.span().into())
                    .with("left", left)
                    .with("right", right);
                self.faults.push(fault);
            }
            return;
        }
        let dated = |t| matches!(t, Type::Date | Type::Moment | Type::Time);
        let quoted = [a, b]
            .into_iter()
            .any(|side| matches!(side, Expr::Text(text, _) if quoted_time(text).is_some()));
        if !left.takes(right) && !(quoted && (dated(left) || dated(right))) {
            let fault = Fault::new(Wrong::Incomparable, b.span().into())
                .with_text("left", left.words())
                .with_text("right", right.words());
            self.faults.push(fault);
        }
    }

    fn case(
        &mut self,
        of: Option<&Expr>,
        arms: &[(Expr, Expr)],
        other: Option<&Expr>,
    ) -> Option<Type> {
        let mut result = None;
        for (when, then) in arms {
            match of {
                Some(of) => self.compare(of, when),
                None => {
                    self.want(when, Type::YesNo);
                }
            }
            result = result.or(self.visit(then));
        }
        if let Some(other) = other {
            result = result.or(self.visit(other));
        }
        result
    }

    /// A name that nothing has; what the fault says of it is filled in by the caller.
    pub(super) fn unknown<'k>(
        &mut self,
        fault: Fault,
        name: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let near = nearest(name, known);
        self.faults.push(fault.with("name", name).near(&near));
    }

    /// An expression that the rule has named: it stands on the record of the whole rule. Where its name is also that
    /// of a field, nobody could tell which is meant.
    fn named_value(&mut self, name: &str, value: &Expr, at: Span) -> Option<Type> {
        if self.frame.form.field(name).is_some() {
            let fault = Fault::new(Wrong::NameHides, at.into());
            let fault = fault.with("name", name).with("form", &self.frame.form.id);
            self.faults.push(fault);
        }
        Some(type_of(value, self.frame.outermost()))
    }
}
