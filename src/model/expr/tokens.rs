//! From the text of an expression to its words, numbers, quoted texts and signs, each with its place.
//!
//! Invariant: every byte of the text lies in a token, in a blank or in a comment, or is a fault. Must never know what a
//! word means.

use super::tree::Span;
use crate::model::fault::{Fault, Wrong};
use crate::model::text::safety;

/// A token and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexeme<'a> {
    pub kind: LexemeKind<'a>,
    pub at: Span,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LexemeKind<'a> {
    Word(&'a str),
    /// A name in double quotes, which is never a word of the language.
    Quoted(String),
    Number(&'a str),
    Text(String),
    Sign(&'static str),
    End,
}

impl Lexeme<'_> {
    pub fn is_word(&self, word: &str) -> bool {
        matches!(self.kind, LexemeKind::Word(w) if w.eq_ignore_ascii_case(word))
    }

    pub fn is_sign(&self, sign: &str) -> bool {
        matches!(self.kind, LexemeKind::Sign(s) if s == sign)
    }
}

/// The signs of the language, the longer of two that begin alike first.
const SIGNS: [&str; 18] = [
    "||", "<>", "<=", ">=", "!=", "==", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",", ".",
];

/// The tokens of a text, the last of them its end.
///
/// # Errors
/// The first thing that is no token.
pub fn tokens(text: &str) -> Result<Vec<Lexeme<'_>>, Fault> {
    let mut scanner = Scanner { text, at: 0 };
    let mut out = Vec::new();
    loop {
        scanner.skip_blanks()?;
        let start = scanner.at;
        let kind = scanner.next()?;
        let end = kind == LexemeKind::End;
        out.push(Lexeme {
            kind,
            at: Span::new(start, scanner.at),
        });
        if end {
            return Ok(out);
        }
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Goes on while characters fit, and gives what they are.
    fn take(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn skip_blanks(&mut self) -> Result<(), Fault> {
        loop {
            self.take(char::is_whitespace);
            if self.rest().starts_with("--") {
                self.take(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                let end = self.rest().find("*/");
                let Some(end) = end else {
                    return Err(Fault::new(Wrong::OpenQuote, self.at..self.text.len()));
                };
                self.at += end + 2;
            } else {
                return Ok(());
            }
        }
    }

    fn next(&mut self) -> Result<LexemeKind<'a>, Fault> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(LexemeKind::End);
        };
        match first {
            '\'' => self.quoted('\'').map(LexemeKind::Text),
            '"' | '`' => self.quoted(first).map(LexemeKind::Quoted),
            _ if begins_number(rest) => self.number(),
            _ if is_letter(first) => Ok(LexemeKind::Word(
                self.take(|c| is_letter(c) || c.is_ascii_digit()),
            )),
            _ => self.sign(first),
        }
    }

    /// What stands between two quotes; two of them within stand for one.
    fn quoted(&mut self, quote: char) -> Result<String, Fault> {
        let start = self.at;
        let mut out = String::new();
        self.at += 1;
        loop {
            out += self.take(|c| c != quote);
            if self.rest().is_empty() {
                return Err(Fault::new(Wrong::OpenQuote, start..self.at));
            }
            self.at += 1;
            if !self.rest().starts_with(quote) {
                return Ok(out);
            }
            out.push(quote);
            self.at += 1;
        }
    }

    fn number(&mut self) -> Result<LexemeKind<'a>, Fault> {
        let start = self.at;
        let digit = |c: char| c.is_ascii_digit();
        self.take(digit);
        if self.rest().starts_with('.') {
            self.at += 1;
            self.take(digit);
        }
        let exponent = self.rest().strip_prefix(['e', 'E']);
        let exponent = exponent.map(|rest| rest.strip_prefix(['+', '-']).unwrap_or(rest));
        if exponent.is_some_and(|rest| rest.starts_with(digit)) {
            self.at += 1;
            self.take(|c| c == '+' || c == '-');
            self.take(digit);
        }
        let number = &self.text[start..self.at];
        let more = self.take(|c| is_letter(c) || digit(c) || c == '.');
        if more.is_empty() {
            return Ok(LexemeKind::Number(number));
        }
        let whole = &self.text[start..self.at];
        Err(Fault::new(Wrong::BadNumber, start..self.at).with("number", whole))
    }

    fn sign(&mut self, first: char) -> Result<LexemeKind<'a>, Fault> {
        let rest = self.rest();
        if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            self.at += sign.len();
            return Ok(LexemeKind::Sign(sign));
        }
        let at = self.at..self.at + first.len_utf8();
        let shown = safety::visible(first.encode_utf8(&mut [0; 4])).into_owned();
        Err(match half_width(first) {
            Some(half) => Fault::new(Wrong::WideSign, at)
                .with("sign", shown)
                .with("half", half),
            None => Fault::new(Wrong::StrangeCharacter, at).with("sign", shown),
        })
    }
}

/// The sign of the language that somebody meant whose input method writes it wide.
fn half_width(c: char) -> Option<String> {
    if matches!(c, '“' | '”' | '‘' | '’') {
        return Some("'".to_owned());
    }
    let half = safety::fold(c.encode_utf8(&mut [0; 4])).into_owned();
    SIGNS.contains(&half.as_str()).then_some(half)
}

fn begins_number(text: &str) -> bool {
    let digits = text.strip_prefix('.').unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
}

/// Letters of names; Chinese ones too, so that a name that nobody has is said to be one.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}
