//! Expressions: conditions and computed values over the fields of a form.
//!
//! Syntax alone: [`tokens`] become a [`tree`] by the [`grammar`], which lets a part of SQL's expressions through. The tree
//! knows names and places, not SQL: the store turns it into text. No clock of its own, no randomness. What the names
//! mean is the business of [`super::typing`].

mod compose;
mod formula;
pub mod functions;
mod grammar;
mod quantifier;
mod source_map;
mod stored;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;
mod ty;
mod walk;

pub use compose::Piece;
pub use formula::{Formula, Lets};
pub use functions::{FUNCTIONS, Function, Signature, WORDS};
pub(super) use quantifier::arity;
pub use source_map::{Segment, SourceMap};
pub use tree::{Arithmetic, Comparison, Expr, Operator, Question, Root, Span};
pub use ty::Type;
