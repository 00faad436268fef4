//! What stands beside a record in another register, as the quantifiers that a rule is written out in.

use crate::model::definition::read::table::{Placed, TomlTable};
use crate::model::expr::{Formula, Piece};

use Piece::{Of, Words};

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
    let register: Placed<String> = t.string(key)?;
    quantified(t, &register.value, function, value, more)
}

pub(super) fn quantified(
    t: &TomlTable<'_>,
    register: &str,
    function: &str,
    value: Option<&Formula>,
    more: Option<&Formula>,
) -> Option<Formula> {
    let (of, filter) = (of(t), t.formula("where"));
    let condition = match (&filter, more) {
        (Some(filter), Some(more)) => conjunction(of.as_ref(), Some(filter), Some(more)),
        (filter, more) => conjunction(of.as_ref(), filter.as_ref().or(more), None),
    };
    let mut pieces = vec![Words(function), Words("("), Words(register), Words(", ")];
    if let Some(value) = value {
        pieces.extend([Of(value), Words(", ")]);
    }
    pieces.extend([Of(&condition), Words(")")]);
    Some(Formula::compose(&pieces))
}

/// `of = this`, where the kind names the field that points here.
pub(super) fn of(t: &TomlTable<'_>) -> Option<Formula> {
    let field = t.string("of")?;
    let at = t.inside(&field);
    Some(Formula::trusted(&format!("{} = this", field.value), at))
}

pub(super) fn conjunction(
    a: Option<&Formula>,
    b: Option<&Formula>,
    c: Option<&Formula>,
) -> Formula {
    let mut pieces = Vec::new();
    for formula in [a, b, c].into_iter().flatten() {
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

pub(super) fn words(t: &TomlTable<'_>, key: &'static str) -> Vec<String> {
    t.strings(key).into_iter().map(|s| s.value).collect()
}
