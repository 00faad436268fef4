//! Expressions: conditions and computed values over the fields of a form.
//!
//! SQL expression syntax, read by a library and reduced to the few shapes below. The tree knows names
//! and places, not SQL: the store turns it into text. No clock of its own, no randomness. Syntax alone: what the
//! names mean is the business of [`super::typing`].

mod compose;
pub(super) mod functions;
mod parse;
pub(super) mod quantifier;
mod ty;
mod walk;

use std::sync::OnceLock;

pub use compose::Piece;
pub use functions::{FUNCTIONS, Function, Signature, WORDS};
pub use ty::Type;

/// An expression with its source text and the place of that text in the form's file.
#[derive(Clone, Debug)]
pub struct Formula {
    pub text: String,
    /// Byte offset of the text in the definition.
    pub at: usize,
    /// Where the pieces of a composed text came from: place in the text, length, place in the definition.
    pieces: Vec<(usize, usize, usize)>,
    root: OnceLock<Expr>,
}

/// A node of an expression. `usize` fields are byte offsets in the expression's text.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Null,
    Yes(bool),
    /// A number as written.
    Number(String, usize),
    Text(String, usize),
    /// A field, or a column of the envelope.
    Name(String, usize),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    Binary(Operator, Box<Expr>, Box<Expr>),
    In {
        of: Box<Expr>,
        list: Vec<Expr>,
        not: bool,
    },
    Between {
        of: Box<Expr>,
        low: Box<Expr>,
        high: Box<Expr>,
        not: bool,
    },
    Like {
        of: Box<Expr>,
        pattern: Box<Expr>,
        not: bool,
    },
    IsNull {
        of: Box<Expr>,
        not: bool,
    },
    Case {
        of: Option<Box<Expr>>,
        arms: Vec<(Expr, Expr)>,
        other: Option<Box<Expr>>,
    },
    Call(Function, Vec<Expr>, usize),
    /// A record, or a field reached from one: `this`, `this.asset`, `asset.keeper.status`. Only the last step
    /// need not refer to a register.
    Path {
        root: Root,
        steps: Vec<(String, usize)>,
        at: usize,
    },
    /// A question over the live records of another register. Names in `value` and `condition` are of that
    /// register, those in `until` are of the record at hand.
    Over {
        function: Function,
        register: String,
        /// Where the register's name stands.
        named_at: usize,
        value: Option<Box<Expr>>,
        condition: Box<Expr>,
        until: Option<Box<Expr>>,
        at: usize,
    },
}

/// The record at which a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// The one whose fields bare names are.
    Here,
    /// The one on which the whole expression stands.
    This,
    /// The one around the quantifier in which the path stands.
    Up,
}

/// The operators between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
    Join,
}

/// What is wrong with an expression: its place in the text, words, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub code: &'static str,
    pub at: usize,
    pub len: usize,
    pub message: String,
    pub hint: Option<String>,
}

impl Formula {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong and where, for syntax that is not one of the allowed shapes.
    pub fn read(text: &str, at: usize) -> Result<Self, Wrong> {
        let formula = Self::trusted(text, at);
        let root = parse::parse(text)?;
        Ok(Self {
            root: OnceLock::from(root),
            ..formula
        })
    }

    /// An expression that was read before it was kept: it is taken apart when it is first needed, because a
    /// desk that opens has hundreds of them and uses few.
    pub fn trusted(text: &str, at: usize) -> Self {
        Self {
            text: text.to_owned(),
            at,
            pieces: Vec::new(),
            root: OnceLock::new(),
        }
    }

    /// The tree of the expression.
    pub fn root(&self) -> &Expr {
        // Only what was kept unread by something else can fail here; unknown is what nothing says.
        self.root
            .get_or_init(|| parse::parse(&self.text).unwrap_or(Expr::Null))
    }
}

impl PartialEq for Formula {
    /// Two formulas are the same when they say the same, wherever they stand.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
