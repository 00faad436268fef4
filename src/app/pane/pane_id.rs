//! What stands in the main pane.

/// A thing that can be shown beside the side list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

    /// Whether what is selected may be a finding.
    pub fn has_findings(&self) -> bool {
        !matches!(self, Self::Register(_))
    }
}
