//! Expressions: conditions and computed values over the fields of a form.
//!
//! SQL expression syntax, read by a library and reduced to the few shapes below. The tree knows names
//! and places, not SQL: the store turns it into text. No sub-selects, no clock of its own, no randomness.

mod calls;
mod compose;
use std::sync::OnceLock;

mod functions;
mod parse;
mod types;

pub use compose::Piece;
pub use functions::{FUNCTIONS, Function, Signature};
pub use types::{Scope, Type, check, type_of};

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

impl Expr {
    /// Calls `visit` for this node and every node below it.
    pub fn walk(&self, visit: &mut dyn FnMut(&Expr)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// The names of fields that the expression reads of the record at hand.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.collect_names(&mut names);
        names.sort();
        names.dedup();
        names
    }

    fn collect_names(&self, names: &mut Vec<String>) {
        match self {
            Self::Name(name, _) => names.push(name.clone()),
            // The second argument of these names a field elsewhere.
            Self::Call(Function::Ref | Function::Total, args, _) => {
                if let Some(first) = args.first() {
                    first.collect_names(names);
                }
            }
            _ => self
                .children()
                .into_iter()
                .for_each(|c| c.collect_names(names)),
        }
    }

    fn children(&self) -> Vec<&Expr> {
        match self {
            Self::Null | Self::Yes(_) | Self::Number(..) | Self::Text(..) | Self::Name(..) => {
                Vec::new()
            }
            Self::Not(a) | Self::Negate(a) | Self::IsNull { of: a, .. } => vec![a],
            Self::Binary(_, a, b) => vec![a, b],
            Self::Like { of, pattern, .. } => vec![of, pattern],
            Self::In { of, list, .. } => std::iter::once(&**of).chain(list).collect(),
            Self::Between { of, low, high, .. } => vec![of, low, high],
            Self::Case { of, arms, other } => of
                .as_deref()
                .into_iter()
                .chain(arms.iter().flat_map(|(when, then)| [when, then]))
                .chain(other.as_deref())
                .collect(),
            Self::Call(_, args, _) => args.iter().collect(),
        }
    }

    /// Whether the value follows from the stored columns of the record alone, so that the file can hold it.
    pub fn is_local(&self) -> bool {
        let mut local = true;
        self.walk(&mut |node| {
            if let Self::Call(function, ..) = node {
                local &= function.is_local();
            }
        });
        local
    }
}
