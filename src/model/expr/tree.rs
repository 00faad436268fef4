//! The tree of an expression: a few shapes that know names and places, and neither SQL nor a form.

use std::ops::Range;
use std::sync::Arc;

use strum::EnumString;

use super::functions::Function;

/// The place of a part in the text of its expression, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// A node of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Null(Span),
    Yes(bool, Span),
    /// A number as written.
    Number(String, Span),
    Text(String, Span),
    /// A field, or a column of the envelope.
    Name(String, Span),
    Not(Box<Expr>, Span),
    Negate(Box<Expr>, Span),
    Binary(Operator, Box<Expr>, Box<Expr>),
    In {
        of: Box<Expr>,
        list: Vec<Expr>,
        not: bool,
        at: Span,
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
        at: Span,
    },
    Case {
        of: Option<Box<Expr>>,
        arms: Vec<(Expr, Expr)>,
        other: Option<Box<Expr>>,
        at: Span,
    },
    Call(Function, Vec<Expr>, Span),
    /// A record, or a field reached from one: `this`, `this.asset`, `asset.keeper.status`. Only the last step
    /// need not refer to a register.
    Path {
        root: Root,
        steps: Vec<(String, Span)>,
        at: Span,
    },
    /// A question over the live records of another register. Names in `value` and `condition` are of that
    /// register, those in `until` are of the record at hand.
    Over {
        question: Question,
        register: String,
        /// Where the register's name stands.
        named_at: Span,
        value: Option<Box<Expr>>,
        condition: Box<Expr>,
        until: Option<Box<Expr>>,
        at: Span,
    },
    /// An expression that the rule has given a name. Wherever the name stands, it is about the record on which the
    /// whole expression stands.
    Let {
        name: String,
        value: Arc<Expr>,
        at: Span,
    },
}

/// What is asked over the records of a register; the word is that of the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Question {
    Some,
    None,
    Count,
    Sum,
    First,
    Last,
    List,
    Streak,
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
    Compare(Comparison),
    Reckon(Arithmetic),
    /// Texts, one behind the other.
    Join,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// How a number is made of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
}

impl Comparison {
    /// The same with its sides exchanged.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Equal => Self::Equal,
            Self::NotEqual => Self::NotEqual,
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
        }
    }
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// From the beginning of one part to the end of another.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start, other.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

impl Expr {
    /// Where it stands; brackets around it do not count.
    pub fn span(&self) -> Span {
        match self {
            Self::Null(at)
            | Self::Yes(_, at)
            | Self::Number(_, at)
            | Self::Text(_, at)
            | Self::Name(_, at)
            | Self::Not(_, at)
            | Self::Negate(_, at)
            | Self::In { at, .. }
            | Self::IsNull { at, .. }
            | Self::Case { at, .. }
            | Self::Call(_, _, at)
            | Self::Path { at, .. }
            | Self::Over { at, .. }
            | Self::Let { at, .. } => *at,
            Self::Binary(_, a, b) => a.span().to(b.span()),
            Self::Between { of, high, .. } => of.span().to(high.span()),
            Self::Like { of, pattern, .. } => of.span().to(pattern.span()),
        }
    }
}
