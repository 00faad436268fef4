//! An expression with the text that it was written as, the place of that text in its definition, and the names that its
//! rule has given to expressions.

use std::sync::{Arc, OnceLock};

use super::grammar::{Nesting, parse};
use super::source_map::SourceMap;
use super::tree::{Expr, Span};
use crate::model::fault::Fault;

/// An expression with its source text.
#[derive(Clone, Debug)]
pub struct Formula {
    pub text: String,
    pub(super) map: SourceMap,
    /// The names that its rule has given to expressions.
    pub(super) lets: Arc<Lets>,
    /// Put together from several, each within its brackets.
    pub(super) composed: bool,
    root: OnceLock<Arc<Expr>>,
}

impl Formula {
    /// Reads an expression that stands at a byte offset of its definition.
    ///
    /// # Errors
    /// What is wrong and where, for syntax that is not one of the allowed shapes.
    pub fn read(text: &str, at: usize) -> Result<Self, Fault> {
        Self::trusted(text, at).sound()
    }

    /// An expression that was read before it was kept: it is taken apart when it is first needed, because a
    /// desk that opens has hundreds of them and uses few.
    pub fn trusted(text: &str, at: usize) -> Self {
        Self::written(text, SourceMap::plain(text.len(), at), Arc::default())
    }

    /// An expression as it is written in a definition, with the names that it may use; not read yet.
    pub fn written(text: &str, map: SourceMap, lets: Arc<Lets>) -> Self {
        Self {
            text: text.to_owned(),
            map,
            lets,
            composed: false,
            root: OnceLock::new(),
        }
    }

    /// The same once it has been read.
    ///
    /// # Errors
    /// What is wrong, at its place in the definition.
    pub fn sound(self) -> Result<Self, Fault> {
        match self.parse() {
            Ok(tree) => Ok(Self {
                root: OnceLock::from(Arc::new(tree)),
                ..self
            }),
            Err(fault) => Err(self.placed(fault)),
        }
    }

    /// The tree of the expression.
    pub fn root(&self) -> &Expr {
        self.kept()
    }

    /// The same, to be a part of other trees.
    fn shared(&self) -> Arc<Expr> {
        self.kept().clone()
    }

    fn kept(&self) -> &Arc<Expr> {
        // Only what was kept unread by something else can fail here; unknown is what nothing says.
        let unknown = |_| Expr::Null(Span::default());
        self.root
            .get_or_init(|| Arc::new(self.parse().unwrap_or_else(unknown)))
    }

    fn parse(&self) -> Result<Expr, Fault> {
        let nesting = if self.composed {
            Nesting::Composed
        } else {
            Nesting::Written
        };
        parse(&self.text, nesting, &|name| self.lets.find(name))
    }

    /// Where it begins in its definition.
    pub fn at(&self) -> usize {
        self.map.start()
    }

    /// A fault of the text at its place in the definition.
    #[must_use]
    pub fn placed(&self, mut fault: Fault) -> Fault {
        fault.at = self.map.place(fault.at);
        fault
    }
}

impl PartialEq for Formula {
    /// Two formulas are the same when they say the same, wherever they stand.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.lets == other.lets
    }
}

/// Expressions to which a rule has given names, so that it says each of them once; in the order of their writing. Each
/// may use those before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lets(Vec<(String, Formula)>);

impl Lets {
    /// The same with one more.
    #[must_use]
    pub fn with(&self, name: &str, formula: Formula) -> Self {
        let mut all = self.0.clone();
        all.push((name.to_owned(), formula));
        Self(all)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Formula)> {
        self.0
            .iter()
            .map(|(name, formula)| (name.as_str(), formula))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn find(&self, name: &str) -> Option<Arc<Expr>> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, formula)| formula.shared())
    }
}
