//! Types of function calls: each argument is what the function takes.

use super::check::{TypeCheck, quoted_time};
use crate::model::expr::functions::{Function, Gives, Takes};
use crate::model::expr::quantifier::arity;
use crate::model::expr::{Expr, Type, Wrong};
use crate::model::form::field::Field;

impl<'a> TypeCheck<'a> {
    pub(super) fn call(&mut self, function: Function, args: &[Expr], at: usize) -> Option<Type> {
        let sig = function.signature();
        if !sig.fits(args.len()) {
            self.wrongs.push(arity(function, args.len(), at));
            return None;
        }
        let mut first = None;
        let mut far = None;
        let mut timed = false;
        for (i, arg) in args.iter().enumerate() {
            let takes = sig.takes[i.min(sig.takes.len() - 1)];
            let found = self.argument(takes, arg, args);
            if i == 0 {
                first = found;
            }
            far = found;
            timed |= found == Some(Type::Moment);
        }
        match sig.gives {
            Gives::Always(ty) => Some(ty),
            Gives::First => first,
            Gives::Widest if timed => Some(Type::Moment),
            Gives::Widest => Some(Type::Date),
            Gives::Far => far,
        }
    }

    pub(super) fn argument(&mut self, takes: Takes, arg: &Expr, all: &[Expr]) -> Option<Type> {
        match takes {
            Takes::Any | Takes::Over => self.visit(arg),
            Takes::Condition => self.want(arg, Type::YesNo),
            Takes::Day | Takes::Moment => match arg {
                Expr::Text(text, _) if quoted_time(text).is_some_and(|t| t != Type::Time) => {
                    quoted_time(text)
                }
                _ if takes == Takes::Day => self.want(arg, Type::Date),
                _ => self.want(arg, Type::Moment),
            },
            Takes::Number => self.want(arg, Type::Number),
            Takes::Text => self.want(arg, Type::Text),
            Takes::Ticks => self.that_field(arg, "E16", "a field of ticks", |f| {
                f.kind.choices().is_some()
            }),
            Takes::Reference => {
                self.own_field(arg, "E16", "a field that refers to a register", |f| {
                    f.kind.target().is_some()
                })
            }
            Takes::Rows => self.own_field(arg, "E16", "a field of lines", |f| {
                f.line_fields().is_some()
            }),
            Takes::Code => {
                if let (Some(side), Expr::Text(code, at)) = (all.first(), arg) {
                    self.known_code(side, code, *at);
                }
                self.want(arg, Type::Text)
            }
            Takes::Register => self.register(arg),
            Takes::Person => self.want(arg, Type::Person),
            Takes::Period | Takes::Role | Takes::Unit | Takes::Figure | Takes::Kept => {
                self.named(takes, arg)
            }
            Takes::Far | Takes::Back | Takes::Column => self.far_field(takes, arg, all),
        }
    }

    /// A field of the record at hand itself.
    fn own_field(
        &mut self,
        arg: &Expr,
        code: &'static str,
        words: &str,
        fits: fn(&Field) -> bool,
    ) -> Option<Type> {
        let own = matches!(arg, Expr::Name(..));
        self.that_field(arg, code, words, if own { fits } else { |_| false })
    }

    /// A field, at hand or at the end of a path.
    fn that_field(
        &mut self,
        arg: &Expr,
        code: &'static str,
        words: &str,
        fits: fn(&Field) -> bool,
    ) -> Option<Type> {
        let found = self.visit(arg)?;
        let field = self.frame.spot(arg).and_then(|spot| spot.field());
        if !field.is_some_and(fits) {
            let message = format!("{words} is needed here");
            self.wrongs.push(Wrong {
                code,
                at: arg.at(),
                len: self.len(arg),
                message,
                hint: None,
            });
            return None;
        }
        Some(found)
    }

    fn register(&mut self, arg: &Expr) -> Option<Type> {
        if let Expr::Text(name, at) = arg {
            if self.frame.catalog.form(name).is_some() {
                return Some(Type::Text);
            }
            let catalog = self.frame.catalog;
            self.unknown(
                "E17",
                *at,
                name,
                "there is no register",
                catalog.heads().map(|f| f.id.as_str()),
            );
        } else {
            let message = "a register's id in quotes is needed here".to_owned();
            self.wrongs.push(Wrong {
                code: "E17",
                at: arg.at(),
                len: self.len(arg),
                message,
                hint: None,
            });
        }
        None
    }

    /// A field of another register, or a column of the record's lines.
    fn far_field(&mut self, takes: Takes, arg: &Expr, all: &[Expr]) -> Option<Type> {
        let (Expr::Name(name, at) | Expr::Text(name, at)) = arg else {
            let message = "the name of a field is needed here".to_owned();
            self.wrongs.push(Wrong {
                code: "E18",
                at: arg.at(),
                len: self.len(arg),
                message,
                hint: None,
            });
            return None;
        };
        let catalog = self.frame.catalog;
        let (owner, fields): (&str, &'a [Field]) = match (takes, all.first()?) {
            (Takes::Far, Expr::Name(own, _)) => self
                .frame
                .target(self.frame.form, own)
                .map(|f| (f.id.as_str(), f.fields.as_slice()))?,
            (Takes::Back, Expr::Text(register, _)) => catalog
                .form(register)
                .map(|f| (f.id.as_str(), f.fields.as_slice()))?,
            (Takes::Column, Expr::Name(own, _)) => {
                ("the line", self.frame.form.field(own)?.line_fields()?)
            }
            _ => return None,
        };
        if takes == Takes::Far && matches!(name.as_str(), "state" | "number") {
            return Some(if name == "state" {
                Type::State
            } else {
                Type::Text
            });
        }
        match fields.iter().find(|f| f.id == *name) {
            Some(field)
                if takes == Takes::Back && field.kind.target() != Some(&self.frame.form.id) =>
            {
                let message = format!("{owner}.{name} does not refer to {}", self.frame.form.id);
                self.wrongs.push(Wrong {
                    code: "E19",
                    at: *at,
                    len: name.len(),
                    message,
                    hint: None,
                });
                None
            }
            Some(field) => Some(field.kind.ty()),
            None => {
                self.unknown(
                    "E10",
                    *at,
                    name,
                    &format!("{owner} has no field"),
                    fields.iter().map(|f| f.id.as_str()),
                );
                None
            }
        }
    }
}
