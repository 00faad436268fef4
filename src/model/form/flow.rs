//! States, actions and follow-up records: how a record moves along.

use serde::{Deserialize, Serialize};
use strum::{EnumString, VariantNames};

use crate::model::expr::Formula;
use crate::model::text::Text;

/// One state of the workflow. The first of a form is where a record is born; states compare in their order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    pub id: String,
    pub label: Text,
    pub tone: Tone,
}

/// What a state means at a glance; the theme gives each tone its colour and mark.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, EnumString, VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum Tone {
    Open,
    Busy,
    Good,
    Bad,
    #[default]
    Closed,
}

/// What moves a record from state to state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Action {
    pub id: String,
    pub label: Text,
    pub help: Text,
    /// States it starts from; empty means any.
    pub from: Vec<String>,
    /// The state it leads to; `None` leaves the state as it is.
    pub to: Option<String>,
    /// Roles, person fields of the register, or `system`.
    pub by: Vec<String>,
    /// Fields asked for when acting.
    pub needs: Vec<String>,
    /// Fields filled by the program when acting.
    pub set: Vec<(String, Fill)>,
    pub when: Option<Formula>,
    /// Why it is not possible when `when` does not hold.
    pub say: Text,
    /// Person fields whose holder may not act.
    pub not_by: Vec<String>,
    /// The actor signs again.
    pub sign: bool,
    pub creates: Option<Creates>,
}

/// A follow-up record that is offered without moving the record itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Follow {
    pub id: String,
    pub label: Text,
    pub when: Option<Formula>,
    pub creates: Creates,
}

/// A new record in another register, filled from this one and linked to it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Creates {
    pub register: String,
    pub set: Vec<(String, Fill)>,
    /// The field of this record that receives the new one.
    pub link: Option<String>,
}

/// Where the program takes a value from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fill {
    Now,
    Today,
    Me,
    /// A field of the record at hand.
    Field(String),
    /// The record at hand itself.
    This,
    Literal(String),
}

impl Action {
    /// Whether the action may start in a state.
    pub fn starts_in(&self, state: &str) -> bool {
        self.from.is_empty() || self.from.iter().any(|s| s == state)
    }

    /// Whether the clock, not a person, moves it.
    pub fn by_system(&self) -> bool {
        self.by.iter().any(|b| b == "system")
    }
}
