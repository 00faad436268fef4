//! Views: tabs over a register's list.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

use crate::model::expr::Formula;
use crate::model::text::Text;

/// A named selection of a register.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct View {
    pub id: String,
    pub label: Text,
    pub filter: Option<Formula>,
    /// Columns in order; empty means the listed fields.
    pub columns: Vec<String>,
    /// The first field sorts, ties are broken by the record's id in the same direction.
    pub sort: Option<Sort>,
    /// Where the Today pane shows the rows of this view.
    pub today: Option<Heading>,
    /// The field by which a row of the Today pane is aged.
    pub since: Option<String>,
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
