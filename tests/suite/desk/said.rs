//! How a save went: what was refused and why, or what was saved.

use std::fmt::Debug;

use deskbook::model::Complaint;
use deskbook::store::{Error, Outcome};

/// What was done, or every reason why it was refused.
pub type Tried<T> = Result<T, Vec<Complaint>>;

/// What a door of the desk answers, or what a test made of that.
pub trait Answer {
    type Done;

    fn tried(self) -> Tried<Self::Done>;
}

impl<T> Answer for Result<Outcome<T>, Error> {
    type Done = T;

    fn tried(self) -> Tried<T> {
        self.expect("no trouble with the file").into_result()
    }
}

impl<T> Answer for Tried<T> {
    type Done = T;

    fn tried(self) -> Self {
        self
    }
}

/// What came of it, where there was no trouble with the file.
pub fn tried<A: Answer>(answer: A) -> Tried<A::Done> {
    answer.tried()
}

/// What was done, with every complaint where it was not.
pub fn done<A: Answer>(answer: A) -> A::Done {
    tried(answer).unwrap_or_else(|said| panic!("{said:?}"))
}

/// The complaints of a refused save.
pub fn complaints<A: Answer<Done: Debug>>(answer: A) -> Vec<Complaint> {
    tried(answer).expect_err("a refusal")
}

/// Field and code of every complaint: `tool:required`.
pub fn codes<A: Answer<Done: Debug>>(answer: A) -> Vec<String> {
    let said = complaints(answer);
    said.iter()
        .map(|c| format!("{}:{}", c.field.as_deref().unwrap_or("-"), c.code))
        .collect()
}

/// The same, and nothing where nothing was refused.
pub fn codes_or_none<A: Answer<Done: Debug>>(answer: A) -> Vec<String> {
    match tried(answer) {
        Ok(_) => Vec::new(),
        refused => codes(refused),
    }
}

/// The clauses that a refused save is held against.
pub fn clauses<A: Answer<Done: Debug>>(answer: A) -> Vec<String> {
    let said = complaints(answer);
    said.iter().filter_map(|c| c.clause.clone()).collect()
}
