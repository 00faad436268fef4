//! What a list asks for: of a register, a view, a query by example. Pure.

use chrono::{Days, NaiveDate, NaiveTime};

use crate::model::expr::Formula;
use crate::model::form::view::{DayView, Sort, View, ViewKind};
use crate::model::{Form, Value};

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
    /// The fields that are read of each record beside those of its title, the others being left blank; all of them where
    /// nothing is said.
    pub fields: Option<Vec<String>>,
}

impl Query {
    /// The records of a view, as it orders them; without one, all records of the register. A picture of a day has those of
    /// the day that is given.
    pub fn of_view(form: &Form, view: Option<&View>, day: NaiveDate) -> Self {
        let (conditions, sort) = match view.map(|v| &v.kind) {
            None => (Vec::new(), None),
            Some(ViewKind::Table(table)) => (Vec::new(), table.sort.clone()),
            // In a long register the index of the end leaves out what is over.
            Some(ViewKind::Day(kind)) => (on_day(form, kind, day), Some(Sort::by(&kind.to))),
        };
        Self {
            register: form.id.clone(),
            filters: view.and_then(|v| v.filter.clone()).into_iter().collect(),
            conditions,
            sort,
            ..Self::default()
        }
    }
}

/// What holds of the records that take a part of a day.
fn on_day(form: &Form, view: &DayView, day: NaiveDate) -> Vec<Condition> {
    let test = |field: &str, test| Condition {
        field: field.to_owned(),
        test,
    };
    let Some(on) = &view.on else {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        return vec![
            test(&view.from, Predicate::Less(midnight(next))),
            test(&view.to, Predicate::More(midnight(day))),
        ];
    };
    let mut all = vec![Condition::is(&on.field, on.value(form, day))];
    if let Some([first, last]) = &on.during {
        all.push(test(first, Predicate::AtMost(Value::date(day))));
        all.push(test(last, Predicate::AtLeast(Value::date(day))));
    }
    all
}

fn midnight(day: NaiveDate) -> Value {
    Value::moment(day.and_time(NaiveTime::MIN))
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
