//! What operators stand between: names and paths, numbers and texts, calls, cases, brackets.

use std::str::FromStr;

use super::super::functions::{FUNCTIONS, Function};
use super::super::quantifier;
use super::super::tokens::{Lexeme, LexemeKind};
use super::super::tree::{Expr, Question, Root, Span};
use super::{Binds, MOST, Parser, not_allowed, worded};
use crate::model::fault::{Fault, Wrong};
use crate::model::text::near::nearest;

/// Records that a path may lead through.
const FARTHEST: usize = 6;

impl Parser<'_> {
    pub(super) fn operand(&mut self) -> Result<Expr, Fault> {
        self.terms += 1;
        if self.terms > MOST {
            let fault = Fault::new(Wrong::TooManyTerms, self.peek().at.into());
            return Err(fault.with("most", MOST.to_string()));
        }
        let Lexeme { kind, at } = self.peek().clone();
        match kind {
            LexemeKind::Number(number) => Ok(self.leaf(Expr::Number(number.to_owned(), at))),
            LexemeKind::Text(text) => Ok(self.leaf(Expr::Text(text, at))),
            LexemeKind::Quoted(name) => self.path(None, name),
            LexemeKind::Word(word) => self.word(word, at),
            LexemeKind::Sign("(") => self.bracket(),
            LexemeKind::Sign("-") => {
                self.next += 1;
                let of = self.expr(Binds::Sign)?;
                let at = at.to(of.span());
                Ok(Expr::Negate(Box::new(of), at))
            }
            LexemeKind::Sign(sign @ "+") => Err(not_allowed(at, sign)),
            LexemeKind::Sign(_) | LexemeKind::End => Err(self.missing(Wrong::OperandMissing)),
        }
    }

    fn leaf(&mut self, leaf: Expr) -> Expr {
        self.next += 1;
        leaf
    }

    fn bracket(&mut self) -> Result<Expr, Fault> {
        self.next += 1;
        let inner = self.expr(Binds::Nothing)?;
        self.need(")")?;
        Ok(inner)
    }

    /// A word of the language, or a name.
    fn word(&mut self, word: &str, at: Span) -> Result<Expr, Fault> {
        let follows = &self.ahead(1).kind;
        let (called, led) = (
            *follows == LexemeKind::Sign("("),
            *follows == LexemeKind::Sign("."),
        );
        match word.to_ascii_lowercase().as_str() {
            "not" => {
                self.next += 1;
                let of = self.expr(Binds::Not)?;
                let at = at.to(of.span());
                Ok(Expr::Not(Box::new(of), at))
            }
            "case" => self.case(at),
            "null" => Ok(self.leaf(Expr::Null(at))),
            yes @ ("true" | "false") => Ok(self.leaf(Expr::Yes(yes == "true", at))),
            "select" => Err(not_allowed(at, word)),
            "when" | "then" | "else" => Err(self.missing(Wrong::OperandMissing)),
            lower if worded(lower).is_some() => Err(self.missing(Wrong::OperandMissing)),
            "this" => self.path(Some(Root::This), String::new()),
            "up" => self.path(Some(Root::Up), String::new()),
            _ if called => self.call(word, at),
            _ if led => self.path(None, word.to_owned()),
            _ if matches!(word, "yes" | "no") => Ok(self.leaf(Expr::Yes(word == "yes", at))),
            _ => Ok(match (self.named)(word) {
                Some(value) => self.leaf(Expr::Let {
                    name: word.to_owned(),
                    value,
                    at,
                }),
                None => self.leaf(Expr::Name(word.to_owned(), at)),
            }),
        }
    }

    /// A name alone, or `this.asset.keeper`, `asset.keeper`.
    fn path(&mut self, root: Option<Root>, first: String) -> Result<Expr, Fault> {
        let start = self.advance().at;
        let mut steps = match root {
            Some(_) => Vec::new(),
            None => vec![(first, start)],
        };
        while self.takes_sign(".") {
            let name = match &self.peek().kind {
                LexemeKind::Word(word) => (*word).to_owned(),
                LexemeKind::Quoted(name) => name.clone(),
                LexemeKind::Number(_)
                | LexemeKind::Text(_)
                | LexemeKind::Sign(_)
                | LexemeKind::End => return Err(self.missing(Wrong::OperandMissing)),
            };
            steps.push((name, self.advance().at));
        }
        if let Some((_, at)) = steps.get(FARTHEST) {
            let fault = Fault::new(Wrong::PathTooFar, (*at).into());
            return Err(fault.with("most", FARTHEST.to_string()));
        }
        let at = Span::new(start.start, self.end());
        if self.peek().is_sign("(") {
            return Err(unknown_function(self.written(at), at));
        }
        if root.is_none() && steps.len() == 1 {
            let (name, at) = steps.swap_remove(0);
            return Ok(Expr::Name(name, at));
        }
        let root = root.unwrap_or(Root::Here);
        Ok(Expr::Path { root, steps, at })
    }

    fn call(&mut self, word: &str, at: Span) -> Result<Expr, Fault> {
        let name = word.to_ascii_lowercase();
        let Some(function) = Function::read(&name) else {
            return Err(unknown_function(&name, at));
        };
        self.next += 2;
        let next = self.peek();
        if next.is_sign("*") || next.is_word("distinct") {
            let fault = Fault::new(Wrong::BadArguments, at.into());
            return Err(fault.with("function", name));
        }
        let args = self.list()?;
        let at = Span::new(at.start, self.end());
        if let Ok(question) = Question::from_str(&name) {
            return quantifier::node(function, question, args, at);
        }
        Ok(Expr::Call(function, args, at))
    }

    fn case(&mut self, at: Span) -> Result<Expr, Fault> {
        self.next += 1;
        let of = if self.peek().is_word("when") {
            None
        } else {
            Some(Box::new(self.expr(Binds::Nothing)?))
        };
        let mut arms = Vec::new();
        while self.takes_word("when") {
            let when = self.expr(Binds::Nothing)?;
            self.need("then")?;
            arms.push((when, self.expr(Binds::Nothing)?));
        }
        if arms.is_empty() {
            self.need("when")?;
        }
        let other = if self.takes_word("else") {
            Some(Box::new(self.expr(Binds::Nothing)?))
        } else {
            None
        };
        self.need("end")?;
        let at = Span::new(at.start, self.end());
        Ok(Expr::Case {
            of,
            arms,
            other,
            at,
        })
    }
}

fn unknown_function(name: &str, at: Span) -> Fault {
    let near = nearest(name, FUNCTIONS.iter().map(|s| s.name));
    Fault::new(Wrong::UnknownFunction, at.into())
        .with("name", name)
        .near(&near)
}
