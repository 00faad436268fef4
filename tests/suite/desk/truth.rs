//! Expressions over a desk: the same one over a record as a draft, and over the file.

use deskbook::model::expr::Formula;
use deskbook::model::typing::{Frame, check};
use deskbook::model::{Lang, Value};
use deskbook::store::{Evaluator, Query, Subject};

use super::{Desk, every};

/// An expression over a register, which must be sound.
fn formula(desk: &Desk, register: &str, text: &str) -> Formula {
    let catalog = desk.store.catalog();
    let form = catalog.form(register).expect("a register");
    let formula = Formula::read(text, 0).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let wrongs = check(&formula, Frame::of(form, catalog), None);
    assert!(wrongs.is_empty(), "{text}: {wrongs:?}");
    formula
}

impl Desk {
    /// The value of an expression over a record as a draft.
    pub fn worth(&self, register: &str, id: i64, text: &str) -> Value {
        let formula = formula(self, register, text);
        let catalog = self.store.catalog();
        let form = catalog.form(register).expect("a register");
        let (stamp, record) = (self.stamp(), self.record(register, id));
        let subject = Subject {
            id: Some(id),
            state: record.state.as_deref(),
            number: None,
            values: &record.values,
        };
        self.store
            .reader(&stamp, Lang::Zh)
            .eval(&Evaluator::new(form, catalog, [&formula]), &subject)
            .unwrap_or_else(|e| panic!("{text}: {e}"))
            .remove(0)
    }

    /// Whether the file's list has a record under a condition.
    pub fn lists(&self, register: &str, id: i64, text: &str) -> bool {
        let query = Query {
            filters: vec![formula(self, register, text)],
            ..every(register)
        };
        self.ids(&query).contains(&id)
    }
}

/// Each condition is as true as expected, over the draft and over the file.
pub fn hold(desk: &Desk, register: &str, id: i64, cases: &[(&str, bool)]) {
    for (text, expected) in cases {
        let value = desk.worth(register, id, text);
        let truth = value == Value::Int(1);
        assert_eq!(truth, *expected, "over the draft: {text}: {value:?}");
        let listed = desk.lists(register, id, text);
        assert_eq!(listed, *expected, "over the file: {text}");
    }
}
