//! Which registers an expression looks at, and which of its records a changed record there can touch.
//!
//! Computed fields are looked into. Whoever keeps answers of an expression need ask again only for the records
//! that [`Touch::By`] names.

use std::collections::BTreeMap;

use super::builtins::{APPOINTMENTS, UNITS};
use super::scope::{Frame, Spot};
use crate::model::catalog::system::System;
use crate::model::expr::functions::{RestsOn, Takes};
use crate::model::expr::{Comparison, Expr, Function, Operator, Root, Span, Type};
use crate::model::form::Form;
use crate::model::form::kind::Kind;

/// How deep computed fields are looked into.
const DEEPEST: u32 = 8;

/// What a changed record of a register means for an expression over another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touch {
    /// The register is not looked at.
    Unread,
    /// Only those records are touched that one of the links finds, by the far record before or after its change.
    By(Vec<Link>),
    /// Any record may be.
    Whole,
}

/// The records whose column `own` equals the column `far` of the changed record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub own: String,
    pub far: String,
}

impl Expr {
    /// The registers that the expression looks at besides the record at hand, each with what a change there touches.
    pub fn registers(&self, frame: Frame<'_>) -> BTreeMap<String, Touch> {
        let mut reads = Reads::default();
        reads.read(self, frame, true, 0);
        reads.registers
    }

    /// What a changed record of a register touches.
    pub fn touches(&self, register: &str, frame: Frame<'_>) -> Touch {
        self.registers(frame)
            .remove(register)
            .unwrap_or(Touch::Unread)
    }

    /// Whether the calendar of working days is asked.
    pub fn needs_calendar(&self, frame: Frame<'_>) -> bool {
        let mut reads = Reads::default();
        reads.read(self, frame, true, 0);
        reads.calendar
    }
}

#[derive(Default)]
struct Reads {
    registers: BTreeMap<String, Touch>,
    calendar: bool,
}

impl Reads {
    fn note(&mut self, register: &str, link: Option<Link>) {
        let known = self
            .registers
            .entry(register.to_owned())
            .or_insert_with(|| Touch::By(Vec::new()));
        match (known, link) {
            (Touch::By(links), Some(link)) => {
                if !links.contains(&link) {
                    links.push(link);
                    links.sort();
                }
            }
            (known, _) => *known = Touch::Whole,
        }
    }

    /// `ours`: whether `this` is the record that is asked about, and not one that it only leads to.
    fn read(&mut self, expr: &Expr, frame: Frame<'_>, ours: bool, depth: u32) {
        match expr {
            Expr::Name(name, at) => {
                self.path(Root::Here, &[(name.clone(), *at)], frame, ours, depth);
            }
            Expr::Path { root, steps, .. } => self.path(*root, steps, frame, ours, depth),
            Expr::Call(function, args, _) => self.call(*function, args, frame, ours, depth),
            Expr::Let { value, .. } => self.read(value, frame.outermost(), ours, depth),
            Expr::Over {
                register,
                value,
                condition,
                until,
                ..
            } => {
                if let Some(until) = until {
                    self.read(until, frame, ours, depth);
                }
                let Some(form) = frame.catalog.form(register) else {
                    return;
                };
                let inner = Frame {
                    form,
                    catalog: frame.catalog,
                    up: Some(&frame),
                };
                let link = inner.link(condition).filter(|_| ours);
                self.note(register, link);
                for part in value.as_deref().into_iter().chain([&**condition]) {
                    self.read(part, inner, ours, depth);
                }
            }
            Expr::Null(_)
            | Expr::Yes(..)
            | Expr::Number(..)
            | Expr::Text(..)
            | Expr::Not(..)
            | Expr::Negate(..)
            | Expr::Binary(..)
            | Expr::In { .. }
            | Expr::Between { .. }
            | Expr::Like { .. }
            | Expr::IsNull { .. }
            | Expr::Case { .. } => {
                for child in expr.children() {
                    self.read(child, frame, ours, depth);
                }
            }
        }
    }

    fn path(
        &mut self,
        root: Root,
        steps: &[(String, Span)],
        frame: Frame<'_>,
        ours: bool,
        depth: u32,
    ) {
        let (Some(mut form), Some(((last, _), through))) = (frame.root(root), steps.split_last())
        else {
            return;
        };
        let mut own = ours && frame.is_outermost(root);
        for (step, _) in through {
            let Some(target) = frame.target(form, step) else {
                return;
            };
            let link = own.then(|| Link {
                own: step.clone(),
                far: "id".into(),
            });
            self.note(&target.id, link);
            (form, own) = (target, false);
        }
        if let Some(Kind::Computed(c)) = form.field(last).map(|f| &f.kind)
            && depth < DEEPEST
        {
            let frame = Frame::of(form, frame.catalog);
            self.read(c.formula.root(), frame, own, depth + 1);
        }
    }

    fn call(
        &mut self,
        function: Function,
        args: &[Expr],
        frame: Frame<'_>,
        ours: bool,
        depth: u32,
    ) {
        let own = ours && frame.up.is_none();
        let by = |own: &str, far: &str| Link {
            own: own.to_owned(),
            far: far.to_owned(),
        };
        let taken = |wanted: Takes| function.taken(args).find(|(takes, _)| *takes == wanted);
        match (function.signature().reads, args) {
            (RestsOn::Calendar, _) => self.calendar = true,
            (RestsOn::Referred, [Expr::Name(reference, at), Expr::Name(far, there)]) => {
                let steps = [(reference.clone(), *at), (far.clone(), *there)];
                return self.path(Root::Here, &steps, frame, ours, depth);
            }
            (
                RestsOn::Referring,
                [
                    Expr::Text(register, _),
                    Expr::Name(back, _) | Expr::Text(back, _),
                ],
            ) => {
                return self.note(register, own.then(|| by("id", back)));
            }
            (RestsOn::Lines, _) => return,
            (RestsOn::Appointments, _) => {
                let person = taken(Takes::Person).filter(|_| ours);
                let field = person.and_then(|(_, person)| frame.own_column(person));
                self.note(APPOINTMENTS, field.map(|f| by(f, "person")));
                // Who has left holds nothing today.
                if taken(Takes::Day).is_none() {
                    self.note(System::Person.id(), field.map(|f| by(f, "id")));
                }
                if taken(Takes::Unit).is_some() {
                    self.note(UNITS, None);
                }
            }
            (RestsOn::Units, _) => self.note(UNITS, None),
            (RestsOn::Figures, _) => self.note(System::RuleParam.id(), None),
            (
                RestsOn::Record
                | RestsOn::Clock
                | RestsOn::Referred
                | RestsOn::Referring
                | RestsOn::Register
                | RestsOn::Ledger
                | RestsOn::InForce,
                _,
            ) => {}
        }
        for arg in args {
            self.read(arg, frame, ours, depth);
        }
    }
}

impl<'a> Frame<'a> {
    /// Whether a path begins at the record on which the expression stands.
    fn is_outermost(&self, root: Root) -> bool {
        match root {
            Root::Here => self.up.is_none(),
            Root::This => true,
            Root::Up => self.up.is_some_and(|up| up.up.is_none()),
        }
    }

    /// A column of the record on which the expression stands, where an expression is nothing but that.
    fn own_column<'b>(&self, expr: &'b Expr) -> Option<&'b str> {
        if let Expr::Let { value, .. } = expr {
            return self.outermost().own_column(value);
        }
        if let Expr::Path { root, steps, .. } = expr {
            return match steps.as_slice() {
                _ if !self.is_outermost(*root) => None,
                [] => Some("id"),
                [(name, _)] => Some(name),
                _ => None,
            };
        }
        if let Expr::Name(name, _) = expr
            && self.up.is_none()
        {
            return Some(name);
        }
        None
    }

    /// The first equality that every record must fulfil for which a quantifier's condition holds, `this` before
    /// fields of it.
    fn link(&self, condition: &Expr) -> Option<Link> {
        let mut found: Option<Link> = None;
        let mut left = vec![condition];
        while let Some(expr) = left.pop() {
            if let Expr::Binary(Operator::And, a, b) = expr {
                left.extend([&**b, &**a]);
            }
            if let Expr::Binary(Operator::Compare(Comparison::Equal), a, b) = expr {
                let link = self.equal(a, b).or_else(|| self.equal(b, a));
                found = match (found, link) {
                    (Some(known), Some(link)) if link.own == "id" && known.own != "id" => {
                        Some(link)
                    }
                    (known, link) => known.or(link),
                };
            }
        }
        found
    }

    /// Both sides are columns that hold the same sort of thing.
    fn equal(&self, far: &Expr, own: &Expr) -> Option<Link> {
        let Expr::Name(far, _) = far else {
            return None;
        };
        let own = self.own_column(own)?;
        let sort = |form: &'a Form, name: &str| column(Spot { form, name });
        (sort(self.form, far)? == sort(self.this(), own)?).then(|| Link {
            own: own.to_owned(),
            far: far.clone(),
        })
    }
}

/// What a written column holds, so that two of them can be compared as they are.
fn column(spot: Spot<'_>) -> Option<(Type, Option<u32>)> {
    let Some(field) = spot.field() else {
        return match spot.name {
            "id" => Some((Type::Record, None)),
            "number" => Some((Type::Text, None)),
            _ => None,
        };
    };
    if !field.is_stored() {
        return None;
    }
    let same = [(Type::Code, Type::Text), (Type::Person, Type::Record)];
    let ty = field.kind.ty();
    let kept = same.iter().find(|(told, _)| *told == ty);
    Some((kept.map_or(ty, |(_, kept)| *kept), field.kind.places()))
}
