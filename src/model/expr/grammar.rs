//! From tokens to the tree: operators by their precedence, as in SQL, and nothing but the shapes that are allowed.
//!
//! From the tightest to the loosest: a sign, `* / % ||`, `+ -`, comparisons with `in` and `between`, `like`, `is null`,
//! `not`, `and`, `or`. Invariant: however a text is written, reading it recurs no deeper than [`Nesting`] allows, and no
//! tree that comes out is higher than [`HIGHEST`], so that whoever walks one may recur. Must never know a form.

mod operand;

use std::sync::Arc;

use super::tokens::{Lexeme, LexemeKind, tokens};
use super::tree::{Arithmetic, Comparison, Expr, Operator, Span};
use crate::model::fault::{Fault, Wrong};
use crate::model::locale;

/// The longest text of an expression, in bytes.
const LONGEST: usize = 1 << 18;

/// Names, numbers and texts that an expression may hold.
const MOST: usize = 5000;

/// Nodes from the root of a tree down to its farthest leaf.
const HIGHEST: usize = 200;

/// Operators of arithmetic that may stand in a row, each leaning on the one before it.
const ROW: usize = 100;

/// Terms between `and` or `or` that lean on each other in the same way; more are halved, and their halves again.
const CHAIN: usize = 32;

/// How deep an expression may be nested: one that somebody writes, and one that is put together from several.
#[derive(Clone, Copy)]
pub enum Nesting {
    Written,
    Composed,
}

impl Nesting {
    fn deepest(self) -> usize {
        match self {
            Self::Written => 40,
            Self::Composed => 70,
        }
    }
}

/// The expression that a name has been given to.
pub type Named<'a> = &'a dyn Fn(&str) -> Option<Arc<Expr>>;

/// Reads an expression.
///
/// # Errors
/// The first thing that is wrong with it, at its place in the text.
pub fn parse(text: &str, nesting: Nesting, named: Named<'_>) -> Result<Expr, Fault> {
    if text.len() > LONGEST {
        let most = (LONGEST / 1024).to_string();
        return Err(Fault::new(Wrong::TooLong, 0..text.len()).with("most", most));
    }
    let mut parser = Parser {
        text,
        tokens: tokens(text)?,
        next: 0,
        left: nesting.deepest(),
        nesting,
        terms: 0,
        named,
    };
    let tree = parser.expr(Binds::Nothing)?;
    let rest = parser.peek();
    if rest.kind != LexemeKind::End {
        let fault = Fault::new(Wrong::LeftOver, rest.at.into());
        return Err(fault.with("word", parser.written(rest.at)));
    }
    if is_higher(&tree, HIGHEST) {
        let fault = Fault::new(Wrong::TooDeep, tree.span().into());
        return Err(fault.with("most", HIGHEST.to_string()));
    }
    Ok(tree)
}

/// How tightly an operator binds, the loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    Nothing,
    Or,
    And,
    Not,
    Is,
    Like,
    Compare,
    Add,
    Times,
    Sign,
}

/// What may stand behind an operand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Infix {
    Binary(Operator),
    Between,
    In,
    Is,
    Like,
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Lexeme<'a>>,
    next: usize,
    /// How much deeper it may go.
    left: usize,
    nesting: Nesting,
    terms: usize,
    named: Named<'a>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> &Lexeme<'a> {
        self.ahead(0)
    }

    /// The token so many ahead, or the end.
    fn ahead(&self, places: usize) -> &Lexeme<'a> {
        let last = self.tokens.len() - 1;
        &self.tokens[(self.next + places).min(last)]
    }

    fn advance(&mut self) -> Lexeme<'a> {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    /// Where the token before the next one ends.
    fn end(&self) -> usize {
        self.tokens[self.next.saturating_sub(1)].at.end
    }

    fn written(&self, at: Span) -> &'a str {
        self.text.get(at.start..at.end).unwrap_or_default()
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found = self.peek().is_word(word);
        self.next += usize::from(found);
        found
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let found = self.peek().is_sign(sign);
        self.next += usize::from(found);
        found
    }

    /// Goes past a sign or word that must stand here.
    fn need(&mut self, what: &str) -> Result<(), Fault> {
        if self.takes_sign(what) || self.takes_word(what) {
            return Ok(());
        }
        Err(self.missing(Wrong::SignMissing).with("sign", what))
    }

    /// Something is missing before the next token.
    fn missing(&self, wrong: Wrong) -> Fault {
        let next = self.peek();
        let before = if next.kind == LexemeKind::End {
            locale::both("fault-before-end", &[])
        } else {
            locale::both("fault-before", &[("word", self.written(next.at))])
        };
        Fault::new(wrong, next.at.into()).with_text("before", before)
    }

    /// An expression as far as its operators bind more tightly than those around it.
    fn expr(&mut self, around: Binds) -> Result<Expr, Fault> {
        if self.left == 0 {
            let most = self.nesting.deepest().to_string();
            return Err(Fault::new(Wrong::TooDeep, self.peek().at.into()).with("most", most));
        }
        self.left -= 1;
        let mut tree = self.operand()?;
        let mut row = 0;
        while let Some((infix, not, binds)) = self.infix().filter(|(.., binds)| *binds > around) {
            row += 1;
            if row > ROW {
                let fault = Fault::new(Wrong::TooDeep, self.peek().at.into());
                return Err(fault.with("most", ROW.to_string()));
            }
            tree = if let Infix::Binary(op @ (Operator::And | Operator::Or)) = infix {
                self.chain(op, binds, tree)?
            } else {
                self.behind(infix, not, binds, tree)?
            };
        }
        self.left += 1;
        Ok(tree)
    }

    /// The operator that comes next, whether `not` stands before it, and how tightly it binds.
    fn infix(&self) -> Option<(Infix, bool, Binds)> {
        let not = self.peek().is_word("not");
        let token = self.ahead(usize::from(not));
        let (infix, binds) = match &token.kind {
            LexemeKind::Sign(sign) if !not => signed(sign)?,
            LexemeKind::Word(word) => worded(word)?,
            LexemeKind::Sign(_)
            | LexemeKind::Quoted(_)
            | LexemeKind::Number(_)
            | LexemeKind::Text(_)
            | LexemeKind::End => return None,
        };
        let negated = matches!(infix, Infix::Between | Infix::In | Infix::Like);
        (!not || negated).then_some((infix, not, binds))
    }

    /// The rest of an operation whose left side is read.
    fn behind(&mut self, infix: Infix, not: bool, binds: Binds, of: Expr) -> Result<Expr, Fault> {
        self.next += 1 + usize::from(not);
        let start = of.span().start;
        let of = Box::new(of);
        Ok(match infix {
            Infix::Binary(op) => Expr::Binary(op, of, Box::new(self.expr(binds)?)),
            Infix::Between => {
                let low = Box::new(self.expr(binds)?);
                self.need("and")?;
                let high = Box::new(self.expr(binds)?);
                Expr::Between { of, low, high, not }
            }
            Infix::In => {
                self.need("(")?;
                let list = self.list()?;
                let at = Span::new(start, self.end());
                Expr::In { of, list, not, at }
            }
            Infix::Like => {
                let pattern = Box::new(self.expr(binds)?);
                self.refuse("escape")?;
                Expr::Like { of, pattern, not }
            }
            Infix::Is => {
                let not = self.takes_word("not");
                if !self.takes_word("null") {
                    return Err(self.missing(Wrong::SignMissing).with("sign", "null"));
                }
                let at = Span::new(start, self.end());
                Expr::IsNull { of, not, at }
            }
        })
    }

    /// All terms that an operator holds together, so that a thousand of them do not make a tree of that height.
    fn chain(&mut self, op: Operator, binds: Binds, first: Expr) -> Result<Expr, Fault> {
        let mut terms = vec![first];
        while matches!(self.infix(), Some((Infix::Binary(next), ..)) if next == op) {
            self.next += 1;
            terms.push(self.expr(binds)?);
        }
        Ok(joined(op, terms))
    }

    /// Expressions with commas between, up to the closing bracket.
    fn list(&mut self) -> Result<Vec<Expr>, Fault> {
        let mut list = Vec::new();
        if self.takes_sign(")") {
            return Ok(list);
        }
        loop {
            list.push(self.expr(Binds::Nothing)?);
            if self.takes_sign(",") {
                continue;
            }
            self.need(")")?;
            return Ok(list);
        }
    }

    /// A word of SQL that has no meaning here.
    fn refuse(&self, word: &str) -> Result<(), Fault> {
        let next = self.peek();
        if next.is_word(word) {
            return Err(not_allowed(next.at, self.written(next.at)));
        }
        Ok(())
    }
}

/// What SQL allows and an expression does not.
fn not_allowed(at: Span, what: &str) -> Fault {
    Fault::new(Wrong::NotAllowed, at.into()).with("what", what)
}

fn signed(sign: &str) -> Option<(Infix, Binds)> {
    use Arithmetic::{Divide, Minus, Plus, Remainder, Times};
    use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    let (compare, reckon) = (Operator::Compare, Operator::Reckon);
    let (operator, binds) = match sign {
        "=" | "==" => (compare(Equal), Binds::Compare),
        "<>" | "!=" => (compare(NotEqual), Binds::Compare),
        "<" => (compare(Less), Binds::Compare),
        "<=" => (compare(LessEqual), Binds::Compare),
        ">" => (compare(Greater), Binds::Compare),
        ">=" => (compare(GreaterEqual), Binds::Compare),
        "+" => (reckon(Plus), Binds::Add),
        "-" => (reckon(Minus), Binds::Add),
        "*" => (reckon(Times), Binds::Times),
        "/" => (reckon(Divide), Binds::Times),
        "%" => (reckon(Remainder), Binds::Times),
        "||" => (Operator::Join, Binds::Times),
        _ => return None,
    };
    Some((Infix::Binary(operator), binds))
}

fn worded(word: &str) -> Option<(Infix, Binds)> {
    let infixes = [
        ("and", Infix::Binary(Operator::And), Binds::And),
        ("or", Infix::Binary(Operator::Or), Binds::Or),
        ("in", Infix::In, Binds::Compare),
        ("between", Infix::Between, Binds::Compare),
        ("like", Infix::Like, Binds::Like),
        ("is", Infix::Is, Binds::Is),
    ];
    let found = infixes
        .into_iter()
        .find(|(name, ..)| word.eq_ignore_ascii_case(name))?;
    Some((found.1, found.2))
}

/// Terms under one operator: a few lean to the left as they are written, more are halved.
fn joined(op: Operator, mut terms: Vec<Expr>) -> Expr {
    if terms.len() > CHAIN {
        let later = terms.split_off(terms.len() / 2);
        return Expr::Binary(op, Box::new(joined(op, terms)), Box::new(joined(op, later)));
    }
    let pair = |a, b| Expr::Binary(op, Box::new(a), Box::new(b));
    // There is always a first term.
    terms
        .into_iter()
        .reduce(pair)
        .unwrap_or(Expr::Null(Span::default()))
}

fn is_higher(tree: &Expr, limit: usize) -> bool {
    let mut left = vec![(tree, 1)];
    while let Some((node, height)) = left.pop() {
        if height > limit {
            return true;
        }
        left.extend(node.children().into_iter().map(|child| (child, height + 1)));
    }
    false
}
