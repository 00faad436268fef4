//! Rules as a save asks them: what is evaluated over the record at hand, and what the answers mean.
//!
//! A save can ask what the record and what stands beside it answer now: a condition, names that differ, an amount
//! held against its standard. Days that pass are for the watch. Unknown is never false, and said where it matters.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::expr::{Formula, Piece};
use crate::model::form::rule::{Rule, Test};
use crate::model::{Complaint, Form, Text, Value, locale};

use Piece::{Of, Words};

/// What a rule has to say of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Broken,
    /// The standard or the calendar does not say.
    Unknown,
}

/// The expressions of a rule, its condition first; nothing where a save cannot ask it.
pub(super) fn questions(rule: &Rule) -> Option<Vec<Cow<'_, Formula>>> {
    let (when, rest) = match &rule.test {
        Test::Require { holds, when } => (when, vec![Cow::Borrowed(holds)]),
        Test::Differ { when, .. } => (when, Vec::new()),
        Test::Figure {
            value,
            equals,
            off,
            when,
        } => {
            let half_a_cent = Formula::trusted("0.005", equals.at());
            let off = off.as_ref().unwrap_or(&half_a_cent);
            let blank = Formula::compose(&[Of(equals), Words(" is null")]);
            let near = Formula::compose(&[
                Words("abs("),
                Of(value),
                Words(" - "),
                Of(equals),
                Words(") <= "),
                Of(off),
            ]);
            (when, vec![Cow::Owned(blank), Cow::Owned(near)])
        }
        Test::Unique { .. }
        | Test::NoOverlap { .. }
        | Test::Deadline(_)
        | Test::Periods(_)
        | Test::Coverage(_) => return None,
    };
    Some(when.iter().map(Cow::Borrowed).chain(rest).collect())
}

/// What the answers to a rule's [`questions`] say. `calendar`: a condition without an answer lacks a calendar.
pub(super) fn verdict(
    rule: &Rule,
    answers: &[Value],
    form: &Form,
    values: &[Value],
    calendar: bool,
) -> Option<Verdict> {
    let known = |answer: Option<&Value>| answer.and_then(Value::as_int).map(|n| n != 0);
    let applies = |when: &Option<Formula>| when.is_none() || known(answers.first()) == Some(true);
    let rest = |when: &Option<Formula>| answers.get(usize::from(when.is_some())..);
    match &rule.test {
        Test::Require { when, .. } if applies(when) => match known(rest(when)?.first()) {
            Some(true) => None,
            Some(false) => Some(Verdict::Broken),
            None => calendar.then_some(Verdict::Unknown),
        },
        Test::Differ { fields, when } if applies(when) => {
            let place = |name: &String| form.fields.iter().position(|f| f.id == *name);
            let mut seen = BTreeSet::new();
            let filled = fields.iter().filter_map(place);
            let twice = filled
                .filter_map(|i| values.get(i).filter(|v| !v.is_empty()))
                .any(|value| !seen.insert(value));
            twice.then_some(Verdict::Broken)
        }
        Test::Figure { when, .. } if applies(when) => {
            let rest = rest(when)?;
            match (known(rest.first()), known(rest.get(1))) {
                (Some(true), _) => Some(Verdict::Unknown),
                (_, Some(true)) => None,
                _ => Some(Verdict::Broken),
            }
        }
        _ => None,
    }
}

/// The verdict in the words of the rule, filled in already, under the field that the rule is about.
pub(super) fn complaint(rule: &Rule, said: Text, verdict: Verdict, form: &Form) -> Complaint {
    let named = |formula: &Formula| {
        let names = formula.root().names();
        names.into_iter().find(|n| form.field(n).is_some())
    };
    let field = match &rule.test {
        Test::Require { holds, .. } => named(holds),
        Test::Figure { value, .. } => named(value),
        Test::Differ { fields, .. } => fields.last().cloned(),
        _ => None,
    };
    let words = match verdict {
        Verdict::Broken => said,
        Verdict::Unknown if matches!(rule.test, Test::Figure { .. }) => {
            locale::both("rule-no-standard", &[])
        }
        Verdict::Unknown => locale::both("rule-no-calendar", &[]),
    };
    let said = Complaint::said(field.as_deref(), "rule", words).clause(&rule.clauses);
    match verdict {
        Verdict::Broken => said,
        Verdict::Unknown => said.as_warning(),
    }
}
