//! Which pane stands on the screen.

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
}

impl PaneId {
    /// The register shown, if it is one.
    pub fn register(&self) -> Option<&str> {
        match self {
            Self::Register(id) => Some(id),
            Self::Today | Self::Findings | Self::Rulebook => None,
        }
    }

    /// Whether what is selected in it can be shown beside it.
    pub fn has_preview(&self) -> bool {
        *self != Self::Today
    }
}
