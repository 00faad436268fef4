//! The records around a place in an expression, and the field that a name or a path there leads to.
//!
//! Outside a quantifier there is one record. Inside, bare names are of the quantifier's register, `up` is the
//! record around it and `this` the outermost one.

use crate::model::catalog::Catalog;
use crate::model::catalog::system::System;
use crate::model::expr::functions::Function;
use crate::model::expr::{Expr, Question, Root, Type};
use crate::model::form::Form;
use crate::model::form::field::Field;
use crate::model::form::kind::Kind;

/// The form whose fields bare names are, and the frame around it.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    pub form: &'a Form,
    pub catalog: &'a Catalog,
    pub up: Option<&'a Frame<'a>>,
}

/// A field or a column of the envelope, of some form.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    pub form: &'a Form,
    pub name: &'a str,
}

impl<'a> Frame<'a> {
    /// The record on which an expression stands, with nothing around it.
    pub fn of(form: &'a Form, catalog: &'a Catalog) -> Self {
        Self {
            form,
            catalog,
            up: None,
        }
    }

    /// The record on which the whole expression stands.
    #[must_use]
    pub fn outermost(&self) -> Self {
        let mut frame = *self;
        while let Some(up) = frame.up {
            frame = *up;
        }
        frame
    }

    /// Its form.
    pub fn this(&self) -> &'a Form {
        self.outermost().form
    }

    /// The form at which a path begins. `up` is there only within a quantifier.
    pub fn root(&self, root: Root) -> Option<&'a Form> {
        match root {
            Root::Here => Some(self.form),
            Root::This => Some(self.this()),
            Root::Up => self.up.map(|up| up.form),
        }
    }

    /// The register that a field of a form refers to.
    pub fn target(&self, form: &Form, field: &str) -> Option<&'a Form> {
        let target = form.field(field)?.kind.target()?;
        self.catalog.form(target).map(|form| &**form)
    }

    /// The field whose value an expression is, where it is nothing but that.
    pub fn spot<'b>(&self, expr: &'b Expr) -> Option<Spot<'b>>
    where
        'a: 'b,
    {
        self.lead(self.form, self.up.map(|up| up.form), expr)
    }

    fn lead<'b>(&self, here: &'a Form, up: Option<&'a Form>, expr: &'b Expr) -> Option<Spot<'b>>
    where
        'a: 'b,
    {
        let found = |form: &'b Form, name: &'b str| Some(Spot { form, name });
        match expr {
            Expr::Name(name, _) => found(here, name),
            Expr::Path { root, steps, .. } => {
                let (last, through) = steps.split_last()?;
                let mut form = match root {
                    Root::Here => here,
                    Root::This => self.this(),
                    Root::Up => up?,
                };
                for (step, _) in through {
                    form = self.target(form, step)?;
                }
                found(form, &last.0)
            }
            Expr::Call(Function::Ref, args, _) => match args.as_slice() {
                [Expr::Name(own, _), Expr::Name(far, _)] => found(self.target(here, own)?, far),
                _ => None,
            },
            Expr::Let { value, .. } => self.outermost().spot(value),
            Expr::Over {
                question: Question::First | Question::Last,
                register,
                value: Some(value),
                ..
            } => self.lead(self.catalog.form(register)?, Some(here), value),
            Expr::Over { .. }
            | Expr::Call(..)
            | Expr::Null(_)
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
            | Expr::Case { .. } => None,
        }
    }

    /// The register of the record that an expression names by its id.
    pub fn register_of<'b>(&self, expr: &'b Expr) -> Option<&'b str>
    where
        'a: 'b,
    {
        match expr {
            Expr::Call(function, ..) if function.gives_person() => Some(System::Person.id()),
            Expr::Call(function, args, _) if function.gives_first() => {
                args.iter().find_map(|arg| self.register_of(arg))
            }
            Expr::Path { root, steps, .. } if steps.is_empty() => {
                self.root(*root).map(|form| form.id.as_str())
            }
            Expr::Let { value, .. } => self.outermost().register_of(value),
            Expr::Case { arms, other, .. } => arms
                .iter()
                .map(|(_, then)| then)
                .chain(other.as_deref())
                .find_map(|then| self.register_of(then)),
            Expr::Name(..)
            | Expr::Path { .. }
            | Expr::Call(..)
            | Expr::Over { .. }
            | Expr::Null(_)
            | Expr::Yes(..)
            | Expr::Number(..)
            | Expr::Text(..)
            | Expr::Not(..)
            | Expr::Negate(..)
            | Expr::Binary(..)
            | Expr::In { .. }
            | Expr::Between { .. }
            | Expr::Like { .. }
            | Expr::IsNull { .. } => self.spot(expr)?.register(),
        }
    }
}

impl<'a> Spot<'a> {
    pub fn field(&self) -> Option<&'a Field> {
        self.form.field(self.name)
    }

    /// Whether the workflow state stands there, under whatever name.
    pub fn is_state(&self) -> bool {
        match self.field() {
            Some(field) => matches!(field.kind, Kind::State),
            None => self.name == "state",
        }
    }

    /// The register of the record whose id stands there.
    pub fn register(&self) -> Option<&'a str> {
        match self.field() {
            Some(field) => field.kind.target(),
            None => (self.name == "id").then_some(self.form.id.as_str()),
        }
    }

    /// The type of what stands there; `None` where the form has no such name.
    pub fn ty(&self) -> Option<Type> {
        match (self.field(), self.name) {
            (Some(field), _) => Some(field.kind.ty()),
            (None, "state") => Some(Type::State),
            (None, "id" | "rev") => Some(Type::Number),
            (None, name) => crate::model::form::ENVELOPE
                .contains(&name)
                .then_some(Type::Text),
        }
    }
}
