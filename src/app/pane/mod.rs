//! What stands in the main pane: each kind of pane in a room of its own, with its state, its keys and its plan.
//!
//! A new kind is a variant here and a room; what it has to answer for is [`Component`], and who draws it matches
//! [`Pane`].

pub mod component;
pub mod findings;
pub mod grid;
pub mod list;
pub mod mark;
pub mod rulebook;
pub mod tabs;
pub mod today;

use crate::model::Catalog;

use super::scope::PaneId;
use component::Component;
use findings::FindingsPane;
use grid::GridPane;
use list::ListPane;
use rulebook::RulebookPane;
use today::TodayPane;

/// One pane with all that belongs to it.
#[derive(Clone, Debug)]
pub enum Pane {
    Today(TodayPane),
    Findings(FindingsPane),
    Rulebook(RulebookPane),
    List(Box<ListPane>),
    Grid(Box<GridPane>),
}

impl Pane {
    /// A pane as it is at first; `None` where the desk does not know the register.
    pub fn new(id: &PaneId, catalog: &Catalog) -> Option<Self> {
        Some(match id {
            PaneId::Today => Self::Today(TodayPane::default()),
            PaneId::Findings => Self::Findings(FindingsPane::default()),
            PaneId::Rulebook => Self::Rulebook(RulebookPane::default()),
            PaneId::Register(register) => {
                let form = catalog.form(register)?.clone();
                Self::List(Box::new(ListPane::new(form)))
            }
            PaneId::Grid { register, view } => {
                let form = catalog.form(register)?.clone();
                Self::Grid(Box::new(GridPane::new(form, view)?))
            }
        })
    }

    /// What every pane does.
    pub fn component(&self) -> &dyn Component {
        match self {
            Self::Today(pane) => pane,
            Self::Findings(pane) => pane,
            Self::Rulebook(pane) => pane,
            Self::List(pane) => &**pane,
            Self::Grid(pane) => &**pane,
        }
    }

    pub fn component_mut(&mut self) -> &mut dyn Component {
        match self {
            Self::Today(pane) => pane,
            Self::Findings(pane) => pane,
            Self::Rulebook(pane) => pane,
            Self::List(pane) => &mut **pane,
            Self::Grid(pane) => &mut **pane,
        }
    }

    /// The list of a register, if it is one.
    pub fn list(&self) -> Option<&ListPane> {
        let Self::List(pane) = self else {
            return None;
        };
        Some(pane)
    }

    pub fn list_mut(&mut self) -> Option<&mut ListPane> {
        let Self::List(pane) = self else {
            return None;
        };
        Some(pane)
    }
}
