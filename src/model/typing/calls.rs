//! Types of function calls: each argument is what the function takes.

use super::check::{TypeCheck, quoted_time};
use super::path::inner;
use crate::model::expr::functions::{Function, Gives, Takes};
use crate::model::expr::{Expr, Span, Type, arity};
use crate::model::fault::{Fault, Wrong};
use crate::model::form::field::Field;

impl TypeCheck<'_> {
    pub(super) fn call(&mut self, function: Function, args: &[Expr], at: Span) -> Option<Type> {
        let sig = function.signature();
        if !sig.fits(args.len()) {
            self.faults.push(arity(function, args.len(), at));
            return None;
        }
        let mut first = None;
        let mut far = None;
        let mut timed = false;
        for (i, (takes, arg)) in function.taken(args).enumerate() {
            let found = self.argument(takes, arg, args);
            if i == 0 {
                first = found;
            }
            far = found;
            timed |= found == Some(Type::Moment);
        }
        match sig.gives {
            Gives::Always(ty) => Some(ty),
            Gives::Fraction => Some(Type::Number),
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
            Takes::Day => self.day(arg, Type::Date),
            Takes::Moment => self.day(arg, Type::Moment),
            Takes::Number => self.want(arg, Type::Number),
            Takes::Text => self.want(arg, Type::Text),
            Takes::Ticks => {
                self.that_field(arg, Wrong::TicksNeeded, |f| f.kind.choices().is_some())
            }
            Takes::Reference => {
                self.own_field(arg, Wrong::ReferenceNeeded, |f| f.kind.target().is_some())
            }
            Takes::Rows => self.own_field(arg, Wrong::LinesNeeded, |f| f.line_fields().is_some()),
            Takes::Code => {
                if let (Some(side), Expr::Text(code, at)) = (all.first(), arg) {
                    self.known_code(side, code, *at);
                }
                self.want(arg, Type::Text)
            }
            Takes::Register => self.register(arg),
            Takes::Person => self.want(arg, Type::Person),
            Takes::Unit => self.unit(arg),
            Takes::Period => self.quoted(arg, Self::period),
            Takes::Figure => self.quoted(arg, Self::figure),
            Takes::Role => self.quoted(arg, Self::role),
            Takes::Kept => self.quoted(arg, Self::kept),
            Takes::Far | Takes::Back | Takes::Column => self.far_field(takes, arg, all),
        }
    }

    /// A day, which may stand in quotes.
    fn day(&mut self, arg: &Expr, want: Type) -> Option<Type> {
        if let Expr::Text(text, _) = arg
            && let Some(found) = quoted_time(text)
            && found != Type::Time
        {
            return Some(found);
        }
        self.want(arg, want)
    }

    /// A field of the record at hand itself.
    fn own_field(&mut self, arg: &Expr, wrong: Wrong, fits: fn(&Field) -> bool) -> Option<Type> {
        let own = matches!(arg, Expr::Name(..));
        self.that_field(arg, wrong, if own { fits } else { |_| false })
    }

    /// A field, at hand or at the end of a path.
    fn that_field(&mut self, arg: &Expr, wrong: Wrong, fits: fn(&Field) -> bool) -> Option<Type> {
        let found = self.visit(arg)?;
        let field = self.frame.spot(arg).and_then(|spot| spot.field());
        if field.is_some_and(fits) {
            return Some(found);
        }
        self.needed(arg, wrong)
    }

    fn register(&mut self, arg: &Expr) -> Option<Type> {
        let Expr::Text(name, at) = arg else {
            return self.needed(arg, Wrong::QuotedRegisterNeeded);
        };
        let catalog = self.frame.catalog;
        if catalog.form(name).is_some() {
            return Some(Type::Text);
        }
        let fault = Fault::new(Wrong::NoSuchRegister, inner(*at));
        self.unknown(fault, name, catalog.heads().map(|f| f.id.as_str()));
        None
    }

    /// A field of another register, or a column of the record's lines.
    fn far_field(&mut self, takes: Takes, arg: &Expr, all: &[Expr]) -> Option<Type> {
        let (Expr::Name(name, at) | Expr::Text(name, at)) = arg else {
            return self.needed(arg, Wrong::FieldNameNeeded);
        };
        let at = if matches!(arg, Expr::Text(..)) {
            inner(*at)
        } else {
            (*at).into()
        };
        let catalog = self.frame.catalog;
        let (owner, fields): (&str, &[Field]) = match (takes, all.first()?) {
            (Takes::Far, Expr::Name(own, _)) => self
                .frame
                .target(self.frame.form, own)
                .map(|f| (f.id.as_str(), f.fields.as_slice()))?,
            (Takes::Back, Expr::Text(register, _)) => catalog
                .form(register)
                .map(|f| (f.id.as_str(), f.fields.as_slice()))?,
            (Takes::Column, Expr::Name(own, _)) => {
                (own.as_str(), self.frame.form.field(own)?.line_fields()?)
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
                let fault = Fault::new(Wrong::DoesNotPointBack, at)
                    .with("form", owner)
                    .with("name", name)
                    .with("back", &self.frame.form.id);
                self.faults.push(fault);
                None
            }
            Some(field) => Some(field.kind.ty()),
            None => {
                let fault = Fault::new(Wrong::NoSuchField, at).with("form", owner);
                self.unknown(fault, name, fields.iter().map(|f| f.id.as_str()));
                None
            }
        }
    }
}
