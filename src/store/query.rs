//! What a list asks for, and the SQL that answers: by key, never by OFFSET. Pure.

use crate::model::Value;
use crate::model::expr::Formula;
use crate::model::form::view::Sort;

/// A selection of a register's records in an order.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Query {
    pub register: String,
    /// Conditions, all of which hold.
    pub filters: Vec<Formula>,
    /// Conditions with values of their own: field, operator, value.
    pub conditions: Vec<Condition>,
    /// Words to be found.
    pub search: Option<String>,
    /// `None`: newest first.
    pub sort: Option<Sort>,
    /// Whether void records are shown too.
    pub with_void: bool,
    /// Marked or listed records only.
    pub ids: Option<Vec<i64>>,
}

/// One condition of a query by example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub field: String,
    pub test: Predicate,
}

impl Condition {
    /// A field or column of the envelope holds just this.
    pub fn is(field: &str, value: Value) -> Self {
        Self {
            field: field.to_owned(),
            test: Predicate::Is(value),
        }
    }
}

/// How a field is compared in a query by example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predicate {
    Is(Value),
    IsNot(Value),
    AtLeast(Value),
    AtMost(Value),
    More(Value),
    Less(Value),
    Between(Value, Value),
    /// The text contains this.
    Contains(String),
    /// The text begins with this.
    Begins(String),
    OneOf(Vec<Value>),
    /// The ticks include this code.
    Has(String),
    Empty,
    Filled,
}

/// A place in an ordered list: the sort value and the id of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageKey {
    pub sort: Value,
    pub id: i64,
}

/// Which way a page lies from a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Forward,
    Back,
}
