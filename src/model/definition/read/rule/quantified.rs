//! What stands beside a record in another register, as the quantifiers that a rule is written out in.

use crate::model::definition::read::table::{Placed, TomlTable};
use crate::model::expr::{Formula, Piece};

use Piece::{Name, Of, Words};

/// A quantifier over the register under a key, of the records that point here.
pub(super) fn far(
    t: &TomlTable<'_>,
    key: &'static str,
    function: &str,
    value: Option<&Formula>,
) -> Option<Formula> {
    far_when(t, key, function, value, None)
}

pub(super) fn far_when(
    t: &TomlTable<'_>,
    key: &'static str,
    function: &str,
    value: Option<&Formula>,
    more: Option<&Formula>,
) -> Option<Formula> {
    Some(quantified(t, &t.string(key)?, function, value, more))
}

pub(super) fn quantified(
    t: &TomlTable<'_>,
    register: &Placed<String>,
    function: &str,
    value: Option<&Formula>,
    more: Option<&Formula>,
) -> Formula {
    let (of, filter) = (of(t), t.formula("where"));
    let condition = all(of.iter().chain(&filter).chain(more));
    let register = t.name(register);
    let mut pieces = vec![Words(function), Words("("), Name(&register), Words(", ")];
    if let Some(value) = value {
        pieces.extend([Of(value), Words(", ")]);
    }
    pieces.extend([Of(&condition), Words(")")]);
    Formula::compose(&pieces)
}

/// `of = this`, where the kind names the field that points here.
pub(super) fn of(t: &TomlTable<'_>) -> Option<Formula> {
    let field = t.string("of")?;
    let name = t.name(&field);
    Some(Formula::compose(&[Name(&name), Words(" = this")]))
}

/// One condition of all that there are.
pub(super) fn all<'a>(conditions: impl IntoIterator<Item = &'a Formula>) -> Formula {
    let mut pieces = Vec::new();
    for formula in conditions {
        if !pieces.is_empty() {
            pieces.push(Words(" and "));
        }
        pieces.push(Of(formula));
    }
    if pieces.is_empty() {
        return Formula::trusted("yes", 0);
    }
    Formula::compose(&pieces)
}

pub(super) fn need(t: &TomlTable<'_>, key: &'static str) -> Option<Formula> {
    t.need(key);
    t.formula(key)
}
