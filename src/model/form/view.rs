//! Views: tabs over a register's list, line by line or as a picture of a stretch of time.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumDiscriminants, EnumString, IntoStaticStr, VariantNames};

use super::Form;
use super::kind::Kind;
use crate::model::expr::Formula;
use crate::model::text::Text;
use crate::model::value::Value;

/// A named selection of a register.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct View {
    pub id: String,
    pub label: Text,
    pub filter: Option<Formula>,
    pub kind: ViewKind,
}

/// How the records of a view are shown, with each kind's own parameters inside its variant.
#[derive(Clone, Debug, Serialize, Deserialize, EnumDiscriminants)]
#[strum_discriminants(
    name(ViewWord),
    doc = "The word for a kind of view in a form definition.",
    derive(EnumString, IntoStaticStr, VariantNames),
    strum(serialize_all = "snake_case")
)]
pub enum ViewKind {
    /// A line for each record.
    Table(TableView),
    /// One day: a line for each record that a reference can name, the hours across.
    Day(DayView),
}

/// The records line by line.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TableView {
    /// Columns in order; empty means the listed fields.
    pub columns: Vec<String>,
    /// The first field sorts, ties are broken by the record's id in the same direction.
    pub sort: Option<Sort>,
    /// Where the Today pane shows the rows of this view.
    pub today: Option<Heading>,
    /// The field by which a row of the Today pane is aged.
    pub since: Option<String>,
}

/// Which hours of a day are taken, and by what.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DayView {
    /// The reference whose records are the lines, as far as its own condition lets them be chosen.
    pub rows: String,
    /// The fields between which a record takes its line: moments, or times of the days that [`Self::on`] tells.
    pub from: String,
    pub to: String,
    pub on: Option<OnDay>,
    /// Registers whose first day over the same records is shown too.
    pub also: Vec<String>,
    /// The hours shown, from the first to before the last.
    pub hours: Range<u32>,
    /// Where it stands in the Today pane.
    pub today: Option<PictureSpot>,
}

/// Where a picture stands in the Today pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum PictureSpot {
    /// Below everything else.
    Foot,
}

/// On which days the times of a record hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnDay {
    /// A date, or a whole number from 1 for Monday to 7 for Sunday.
    pub field: String,
    /// The dates from the first to the last on which it holds at all.
    pub during: Option<[String; 2]>,
}

impl Default for ViewKind {
    fn default() -> Self {
        Self::Table(TableView::default())
    }
}

impl ViewKind {
    /// The word for the kind in a form definition.
    pub fn name(&self) -> &'static str {
        ViewWord::from(self).into()
    }
}

impl View {
    /// What a table has, where it is one.
    pub fn table(&self) -> Option<&TableView> {
        match &self.kind {
            ViewKind::Table(table) => Some(table),
            ViewKind::Day(_) => None,
        }
    }

    /// What a day has, where it is one.
    pub fn day(&self) -> Option<&DayView> {
        match &self.kind {
            ViewKind::Day(day) => Some(day),
            ViewKind::Table(_) => None,
        }
    }
}

impl DayView {
    /// The hours of a day on which people are about.
    pub const HOURS: Range<u32> = 7..22;
}

impl OnDay {
    /// What stands in the field where a record is of a day.
    pub fn value(&self, form: &Form, day: NaiveDate) -> Value {
        let kind = form.field(&self.field).map(|f| f.kind.shown());
        match kind {
            Some(Kind::Integer) => Value::Int(i64::from(day.weekday().number_from_monday())),
            _ => Value::date(day),
        }
    }
}

/// An order of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    pub field: String,
    pub descending: bool,
}

impl Sort {
    /// Reads `field`, `field:asc` or `field:desc`.
    pub fn read(text: &str) -> Option<Self> {
        let (field, way) = text.split_once(':').unwrap_or((text, "asc"));
        let descending = match way {
            "asc" => false,
            "desc" => true,
            _ => return None,
        };
        Some(Self {
            field: field.to_owned(),
            descending,
        })
    }

    /// By a field, the least first.
    pub fn by(field: &str) -> Self {
        Self {
            field: field.to_owned(),
            descending: false,
        }
    }
}

/// The headings of the Today pane, most urgent after what is on now.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum Heading {
    Now,
    Next,
    Overdue,
    Due,
    Open,
}

impl Heading {
    /// The word for the heading in a form definition.
    pub fn name(self) -> &'static str {
        self.into()
    }
}
