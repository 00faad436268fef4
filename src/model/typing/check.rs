//! Types of expressions, checked against the forms.
//!
//! [`check`] collects everything that is wrong; [`type_of`] answers for a tree that passed.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::scope::Frame;
use crate::model::expr::{Expr, Formula, Operator, Type, Wrong};
use crate::model::text::near::nearest;
use crate::model::value::{DATE, MOMENT, TIME};

/// Checks an expression. The wanted type is compared where one is given.
pub fn check(formula: &Formula, frame: Frame<'_>, want: Option<Type>) -> Vec<Wrong> {
    let mut checker = TypeCheck {
        frame,
        text: &formula.text,
        wrongs: Vec::new(),
    };
    let found = checker.visit(formula.root());
    if let (Some(want), Some(found)) = (want, found)
        && !want.takes(found)
    {
        let message = format!("{} is needed here, this is {}", want.words(), found.words());
        checker.wrongs.push(Wrong {
            code: "E20",
            at: 0,
            len: formula.text.len(),
            message,
            hint: None,
        });
    }
    checker.wrongs
}

/// The type of an expression that passed its check; anything else is text.
pub fn type_of(expr: &Expr, frame: Frame<'_>) -> Type {
    TypeCheck {
        frame,
        text: "",
        wrongs: Vec::new(),
    }
    .visit(expr)
    .unwrap_or(Type::Text)
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
    pub(super) text: &'a str,
    pub(super) wrongs: Vec<Wrong>,
}

impl<'a> TypeCheck<'a> {
    pub(super) fn visit(&mut self, expr: &Expr) -> Option<Type> {
        match expr {
            Expr::Null => Some(Type::Null),
            Expr::Yes(_) => Some(Type::YesNo),
            Expr::Number(..) => Some(Type::Number),
            Expr::Text(..) => Some(Type::Text),
            Expr::Name(name, at) => self.name(name, *at),
            Expr::Not(a) => {
                self.want(a, Type::YesNo);
                Some(Type::YesNo)
            }
            Expr::Negate(a) => {
                self.want(a, Type::Number);
                Some(Type::Number)
            }
            Expr::Binary(op, a, b) => self.binary(*op, a, b),
            Expr::In { of, list, .. } => {
                list.iter().for_each(|item| self.compare(of, item));
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
            Expr::Case { of, arms, other } => self.case(of.as_deref(), arms, other.as_deref()),
            Expr::Call(function, args, at) => self.call(*function, args, *at),
            Expr::Path { root, steps, at } => self.path(*root, steps, *at),
            Expr::Over { .. } => self.over(expr),
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
            Operator::Plus
            | Operator::Minus
            | Operator::Times
            | Operator::Divide
            | Operator::Remainder => {
                let (left, right) = (self.want(a, Type::Number), self.want(b, Type::Number));
                Some(if left == Some(Type::Money) || right == Some(Type::Money) {
                    Type::Money
                } else {
                    Type::Number
                })
            }
            _ => {
                self.compare(a, b);
                Some(Type::YesNo)
            }
        }
    }

    pub(super) fn want(&mut self, expr: &Expr, want: Type) -> Option<Type> {
        let found = self.visit(expr)?;
        if !want.takes(found) {
            let message = format!("{} is needed, this is {}", want.words(), found.words());
            self.wrongs.push(Wrong {
                code: "E11",
                at: expr.at(),
                len: self.len(expr),
                message,
                hint: None,
            });
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
                let message = format!("a record of {left} is not one of {right}");
                self.wrongs.push(Wrong {
                    code: "E12",
                    at: b.at(),
                    len: self.len(b),
                    message,
                    hint: None,
                });
            }
            return;
        }
        let dated = |t| matches!(t, Type::Date | Type::Moment | Type::Time);
        let quoted = [a, b].into_iter().any(|side| match side {
            Expr::Text(text, _) => quoted_time(text).is_some(),
            _ => false,
        });
        if !left.takes(right) && !(quoted && (dated(left) || dated(right))) {
            let message = format!("{} cannot be compared with {}", left.words(), right.words());
            self.wrongs.push(Wrong {
                code: "E12",
                at: b.at(),
                len: self.len(b),
                message,
                hint: None,
            });
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

    pub(super) fn unknown<'k>(
        &mut self,
        code: &'static str,
        at: usize,
        name: &str,
        what: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let near = nearest(name, known);
        let hint = if near.is_empty() {
            None
        } else {
            Some(format!("did you mean {}?", near.join(", ")))
        };
        self.wrongs.push(Wrong {
            code,
            at,
            len: name.len().max(1),
            message: format!("{what} `{name}`"),
            hint,
        });
    }

    pub(super) fn len(&self, expr: &Expr) -> usize {
        let rest = self.text.get(expr.at()..).unwrap_or_default();
        rest.split(|c: char| c.is_whitespace() || c == ')' || c == ',')
            .next()
            .map_or(1, |word| word.len().max(1))
    }
}
