//! Where one is: the pane that is shown, and the scope in which a key is looked up.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// The name of a pane: what can be shown beside the side list.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaneId {
    #[default]
    Today,
    /// All findings of the rules.
    Findings,
    /// The regulations, down to each obligation.
    Rulebook,
    /// The list of a register.
    Register(String),
    /// A picture of a register, by its view.
    Grid { register: String, view: String },
}

impl PaneId {
    /// The panes that every desk has, in the order of the side list.
    pub const FIXED: [Self; 3] = [Self::Today, Self::Findings, Self::Rulebook];

    /// The locale id of its name; a register has a label of its own.
    pub fn label_id(&self) -> Option<&'static str> {
        match self {
            Self::Today => Some("desk-today"),
            Self::Findings => Some("desk-findings"),
            Self::Rulebook => Some("desk-rulebook"),
            Self::Register(_) | Self::Grid { .. } => None,
        }
    }

    /// The register shown, if it is one.
    pub fn register(&self) -> Option<&str> {
        match self {
            Self::Register(register) | Self::Grid { register, .. } => Some(register),
            Self::Today | Self::Findings | Self::Rulebook => None,
        }
    }

    /// Whether what is selected in it can be shown beside it.
    pub fn has_preview(&self) -> bool {
        match self {
            Self::Today | Self::Grid { .. } => false,
            Self::Findings | Self::Rulebook | Self::Register(_) => true,
        }
    }
}

/// Where a key is pressed: the top layer's name, or the pane with the focus. The word is that of the key table.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum KeyScope {
    /// Holds wherever the scope itself has nothing.
    Global,
    /// The list of registers.
    Side,
    /// The records of a register.
    List,
    /// The same while words are being typed into its search line.
    Search,
    /// What is due today.
    Today,
    /// The list of what the rules find.
    Findings,
    /// The regulations and their obligations.
    Rulebook,
    /// A day as a picture.
    Grid,
    /// A field of a form.
    Entry,
    /// A list of values under a field.
    Picker,
    /// A form whose fields take conditions.
    Query,
    /// A list that is narrowed by typing.
    Palette,
    Menu,
    Help,
    Confirm,
    /// The wizard that adopts regulations.
    Adopt,
    /// Pages to be read: history, messages.
    History,
}

impl KeyScope {
    pub const ALL: &[Self] = Self::VARIANTS;

    pub const EVERYWHERE: &[Self] = &[Self::Global];
    pub const SIDE: &[Self] = &[Self::Side];
    /// Wherever the side list or a pane has the keys.
    pub const BROWSE: &[Self] = &[
        Self::Side,
        Self::List,
        Self::Search,
        Self::Today,
        Self::Findings,
        Self::Rulebook,
        Self::Grid,
    ];
    /// Panes whose lines are about records.
    pub const ROWS: &[Self] = &[
        Self::List,
        Self::Search,
        Self::Today,
        Self::Findings,
        Self::Rulebook,
        Self::Grid,
    ];
    pub const LIST: &[Self] = &[Self::List, Self::Search];
    /// Panes with the tabs of a register.
    pub const TABS: &[Self] = &[Self::List, Self::Search, Self::Grid];
    pub const GRID: &[Self] = &[Self::Grid];
    /// Panes whose lines are what the rules find.
    pub const FOUND: &[Self] = &[Self::Today, Self::Findings];
    pub const FINDINGS: &[Self] = &[Self::Findings];
    /// Panes that explain a line.
    pub const EXPLAINED: &[Self] = &[Self::Today, Self::Findings, Self::Rulebook];
    pub const ENTRY: &[Self] = &[Self::Entry];
    pub const FORM: &[Self] = &[Self::Entry, Self::Query, Self::Picker];
    pub const FIELDS: &[Self] = &[Self::Entry, Self::Query, Self::Picker, Self::Adopt];
    pub const ADOPT: &[Self] = &[Self::Adopt];
    pub const FORM_OR_ROWS: &[Self] = &[
        Self::Entry,
        Self::Query,
        Self::List,
        Self::Search,
        Self::Today,
        Self::Findings,
        Self::Rulebook,
        Self::Grid,
    ];

    /// The word for the scope in the key table.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether a letter that is typed there becomes part of a line of text.
    pub fn takes_words(self) -> bool {
        matches!(self, Self::Entry | Self::Query | Self::Search)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Lang, locale};

    #[test]
    fn every_pane_has_a_name_in_both_languages() {
        for id in PaneId::FIXED.iter().filter_map(PaneId::label_id) {
            assert!(
                locale::has(Lang::Zh, id) && locale::has(Lang::En, id),
                "{id}"
            );
        }
    }
}
