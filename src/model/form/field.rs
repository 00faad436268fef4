//! A named place in a form.

use serde::{Deserialize, Serialize};
use strum::{EnumString, VariantNames};

use super::kind::Kind;
use crate::model::expr::Formula;
use crate::model::text::Text;

/// One field of a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Field {
    pub id: String,
    pub label: Text,
    pub help: Text,
    pub kind: Kind,
    pub required: Required,
    /// Place among the list's columns, from 1.
    pub listed: Option<u32>,
    /// Width in cells where the kind's own width does not serve.
    pub width: Option<u16>,
    pub default: Option<DefaultValue>,
    pub unique: bool,
    /// Other registers look for records by it: the file keeps an index.
    pub indexed: bool,
    /// Other registers look for records by it together with these fields, in this order.
    pub index_with: Vec<String>,
    pub min: Option<Bound>,
    pub max: Option<Bound>,
    pub pattern: Option<String>,
    pub show_when: Option<Formula>,
    /// Filled by actions and by the program, never typed.
    pub read_only: bool,
    /// Written by the program's own clock when the record is made: no file brings it and nobody changes it.
    pub sealed: bool,
    /// Whether "duplicate record" takes the value along.
    pub copy: bool,
    pub search: Search,
    pub section: Option<String>,
    /// How somebody is reached: the Today pane shows it beside the record.
    pub contact: bool,
    /// Roles that may see the value; empty means everybody who sees the register.
    pub confidential: Vec<String>,
    /// The id this field had before it was renamed.
    pub was: Option<String>,
    /// Obligations of the rulebook that this field holds.
    pub clauses: Vec<String>,
}

/// When a field must be filled.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub enum Required {
    #[default]
    Never,
    Always,
    When(Formula),
}

/// What a new record starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DefaultValue {
    Now,
    Today,
    Me,
    MyUnit,
    /// The value of the record saved last.
    Last,
    Literal(String),
}

/// A lower or upper bound of a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// A number as written in the form, to be read by the field's kind.
    Number(String),
    Today,
    Now,
    /// Another field of the same record.
    Field(String),
}

/// How a field takes part in search.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, EnumString, VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum Search {
    /// Text is found by its words.
    #[default]
    Words,
    /// Also by pinyin initials and full pinyin.
    Pinyin,
    None,
}

impl Field {
    /// A field of which nothing is said but its name and kind.
    pub fn new(id: &str, label: Text, kind: Kind) -> Self {
        Self {
            id: id.to_owned(),
            label,
            help: Text::default(),
            kind,
            required: Required::Never,
            listed: None,
            width: None,
            default: None,
            unique: false,
            indexed: false,
            index_with: Vec::new(),
            min: None,
            max: None,
            pattern: None,
            show_when: None,
            read_only: false,
            sealed: false,
            copy: true,
            search: Search::default(),
            section: None,
            contact: false,
            confidential: Vec::new(),
            was: None,
            clauses: Vec::new(),
        }
    }

    /// Whether a person can type into the field.
    pub fn is_typed(&self) -> bool {
        !self.read_only && !matches!(self.kind, Kind::Computed(_))
    }

    /// Whether the field has a column that the program writes.
    pub fn is_stored(&self) -> bool {
        self.kind.storage() != super::kind::Storage::None
    }

    /// The fields of a line, where the field holds rows.
    pub fn line_fields(&self) -> Option<&[Field]> {
        self.kind.lines()
    }
}
