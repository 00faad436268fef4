//! One register's complete description, which answers questions about itself.
//!
//! Nobody walks the insides of a form to find out what it already knows.

pub mod field;
pub mod flow;
pub mod kind;
pub mod rule;
pub mod template;
pub mod view;

use serde::{Deserialize, Serialize};

use super::expr::Formula;
use super::text::{Lang, Text};
use field::Field;
use flow::{Action, Follow, State};
use kind::Kind;
use rule::Rule;
use template::Template;
use view::{DayView, View};

/// One register: its fields, states, rules, views and numbering.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Form {
    pub id: String,
    pub label: Text,
    /// The name of one record.
    pub one: Text,
    pub help: Text,
    pub pack: String,
    pub group: String,
    /// How numbers are issued: once, gapless per period, kept when a record is voided.
    pub number: Option<Template>,
    /// How a record is named elsewhere.
    pub title: Template,
    /// The natural key: what makes two records the same record. Empty where the number is the key.
    pub key: Vec<String>,
    pub append_only: bool,
    /// The path to the unit of the organisation that a record belongs to, where no field of its own names it first.
    pub unit: Option<Formula>,
    pub clauses: Vec<String>,
    pub sections: Vec<Section>,
    pub fields: Vec<Field>,
    pub states: Vec<State>,
    pub actions: Vec<Action>,
    pub follows: Vec<Follow>,
    pub rules: Vec<Rule>,
    pub views: Vec<View>,
    pub print: Print,
}

/// What stands at the head of a definition: enough to list the register.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FormHead {
    pub id: String,
    pub label: Text,
    pub one: Text,
    pub pack: String,
    pub group: String,
}

/// A page of the entry form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Section {
    pub id: String,
    pub label: Text,
}

/// How records look on paper.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Print {
    pub landscape: bool,
    pub sections: bool,
    pub signatures: Vec<Text>,
    pub copies: u32,
}

/// The columns that every register has besides its fields, in the order of the file.
pub const ENVELOPE: [&str; 10] = [
    "id",
    "number",
    "rev",
    "state",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "void_at",
    "void_reason",
];

impl Form {
    pub fn head(&self) -> FormHead {
        FormHead {
            id: self.id.clone(),
            label: self.label.clone(),
            one: self.one.clone(),
            pack: self.pack.clone(),
            group: self.group.clone(),
        }
    }

    /// Whether a field or rule of the form names an obligation.
    pub fn names_clause(&self, id: &str) -> bool {
        let fields = self
            .fields
            .iter()
            .any(|f| f.clauses.iter().any(|c| c == id));
        fields || self.rules.iter().any(|r| r.clauses.iter().any(|c| c == id))
    }

    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.id == id)
    }

    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|s| s.id == id)
    }

    /// The place of a state in the order of the states.
    pub fn state_rank(&self, id: &str) -> Option<usize> {
        self.states.iter().position(|s| s.id == id)
    }

    /// The state in which a record is born.
    pub fn birth_state(&self) -> Option<&str> {
        self.states.first().map(|s| s.id.as_str())
    }

    /// The fields that receive a record which follows from this one.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        let by_action = self.actions.iter().filter_map(|a| a.creates.as_ref());
        let offered = self.follows.iter().map(|f| &f.creates);
        by_action
            .chain(offered)
            .filter_map(|creates| creates.link.as_deref())
    }

    pub fn action(&self, id: &str) -> Option<&Action> {
        self.actions.iter().find(|a| a.id == id)
    }

    pub fn view(&self, id: &str) -> Option<&View> {
        self.views.iter().find(|v| v.id == id)
    }

    /// The first picture of a day whose lines are records of a register.
    pub fn day_over(&self, target: &str) -> Option<(&View, &DayView)> {
        let over = |day: &DayView| self.field(&day.rows)?.kind.target();
        let mut days = self.views.iter().filter_map(|v| Some((v, v.day()?)));
        days.find(|(_, day)| over(day) == Some(target))
    }

    /// The fields that have a column of their own, in order.
    pub fn stored(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|f| f.is_stored())
    }

    /// The fields that hold lines in a table of their own.
    pub fn child_tables(&self) -> impl Iterator<Item = (&Field, &[Field])> {
        self.fields
            .iter()
            .filter_map(|f| f.line_fields().map(|lines| (f, lines)))
    }

    /// The name of the table that holds the lines of a field.
    pub fn child_table(&self, field: &str) -> String {
        format!("{}__{field}", self.id)
    }

    /// The fields of the list, in the order of their `listed` numbers.
    pub fn listed(&self) -> Vec<&Field> {
        let mut columns: Vec<&Field> = self.fields.iter().filter(|f| f.listed.is_some()).collect();
        columns.sort_by_key(|f| f.listed);
        columns
    }

    /// The fields of a view: its own columns, or the listed ones.
    pub fn columns(&self, view: Option<&View>) -> Vec<&Field> {
        match view.and_then(View::table) {
            Some(table) if !table.columns.is_empty() => {
                let columns = table.columns.iter();
                columns.filter_map(|c| self.field(c)).collect()
            }
            _ => self.listed(),
        }
    }

    /// The fields that refer to a register.
    pub fn references_to<'a>(&'a self, register: &'a str) -> impl Iterator<Item = &'a Field> {
        self.fields
            .iter()
            .filter(move |f| f.kind.target() == Some(register))
    }

    /// The field that shows the workflow state under its own name.
    pub fn state_field(&self) -> Option<&Field> {
        self.fields.iter().find(|f| matches!(f.kind, Kind::State))
    }

    /// The label of a field, or of a column of the envelope.
    pub fn label_of(&self, id: &str, lang: Lang) -> String {
        match self.field(id) {
            Some(field) => field.label.get(lang).to_owned(),
            None => super::locale::say(lang, &format!("envelope-{}", id.replace('_', "-")), &[]),
        }
    }

    /// The fields by which an imported row is recognised: the natural key, else the first unique field.
    pub fn natural_key(&self) -> Vec<&str> {
        if !self.key.is_empty() {
            return self.key.iter().map(String::as_str).collect();
        }
        self.fields
            .iter()
            .find(|f| f.unique)
            .map(|f| vec![f.id.as_str()])
            .unwrap_or_default()
    }
}
