//! The side list: Today, and the adopted registers under their headings, most of them folded away.
//!
//! Invariant: the register that was gone to stands unfolded; the lines are laid again whenever a heading is folded
//! or unfolded, and the selection stays on what it was on.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::command::Command;
use crate::app::layer::choosers;
use crate::app::scope::PaneId;
use crate::model::{Catalog, Text};

use super::effect::{Effect, Effects};
use super::layout::Cells;
use super::open_counts::OpenCounts;
use super::selection::Selection;

/// The commands worth a hint while the side list has the keys, the most useful first.
pub const HINTS: &[Command] = &[
    Command::Open,
    Command::Fold,
    Command::New,
    Command::Help,
    Command::Palette,
    Command::GoToRegister,
    Command::FindEverywhere,
    Command::NextPane,
    Command::Menu,
    Command::Quit,
];

/// One line of the side list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SideLine {
    /// A pane that every desk has.
    Fixed(PaneId),
    /// A heading, by its place among the headings.
    Heading(usize),
    Register(String, Text),
}

/// A heading with the registers that it folds away.
#[derive(Clone, Debug)]
pub struct SideHeading {
    pub label: Text,
    registers: Vec<(String, Text)>,
}

/// The registers of the desk with what is open in each.
#[derive(Clone, Debug, Default)]
pub struct Sidebar {
    shelves: Vec<SideHeading>,
    unfolded: BTreeSet<usize>,
    pub items: Vec<SideLine>,
    pub selection: Selection,
    pub open: BTreeMap<String, OpenCounts>,
}

impl Sidebar {
    pub fn new(catalog: &Catalog) -> Self {
        let shelf = |group: crate::model::catalog::Group<'_>| SideHeading {
            label: group.label,
            registers: group
                .forms
                .iter()
                .map(|f| (f.id.clone(), f.label.clone()))
                .collect(),
        };
        let mut side = Self {
            shelves: catalog.groups().into_iter().map(shelf).collect(),
            ..Self::default()
        };
        side.lay();
        side
    }

    /// Lays the lines as the headings are folded now.
    fn lay(&mut self) {
        let current = self.current().cloned();
        self.items = PaneId::FIXED.map(SideLine::Fixed).to_vec();
        for (at, shelf) in self.shelves.iter().enumerate() {
            self.items.push(SideLine::Heading(at));
            if self.unfolded.contains(&at) {
                let lines = shelf.registers.iter().cloned();
                self.items
                    .extend(lines.map(|(id, label)| SideLine::Register(id, label)));
            }
        }
        self.selection.set(vec![true; self.items.len()]);
        if let Some(current) = current {
            self.select(&current);
        }
    }

    fn select(&mut self, item: &SideLine) {
        if let Some(place) = self.items.iter().position(|i| i == item) {
            self.selection.select(place);
        }
    }

    pub fn current(&self) -> Option<&SideLine> {
        self.items.get(self.selection.selected)
    }

    pub fn shelf(&self, at: usize) -> Option<&SideHeading> {
        self.shelves.get(at)
    }

    pub fn is_unfolded(&self, at: usize) -> bool {
        self.unfolded.contains(&at)
    }

    fn shelf_of(&self, register: &str) -> Option<usize> {
        let holds = |shelf: &SideHeading| shelf.registers.iter().any(|(id, _)| id == register);
        self.shelves.iter().position(holds)
    }

    /// Takes a command; `None` where it has nothing to do with it.
    pub fn run(&mut self, command: Command) -> Option<Effects> {
        if self.selection.moved(command) {
            // What is shown stays while one passes a heading.
            return Some(self.place().map(Effect::Show).into_iter().collect());
        }
        match (command, self.place()) {
            (Command::Open, Some(place)) => Some(vec![Effect::Enter(place)]),
            (Command::Open, None) if self.unfold() => Some(Vec::new()),
            (Command::Open, None) => self.run(Command::Down),
            (Command::Fold, _) => {
                self.fold();
                Some(Vec::new())
            }
            _ => None,
        }
    }

    /// Takes text that was typed over it: a register is looked for.
    pub fn text(&self, text: &str, catalog: &Catalog) -> Effects {
        let chooser = choosers::registers(catalog, &self.open, text);
        vec![Effect::Choose(Box::new(chooser))]
    }

    /// A press of the mouse on a line opens it; on a heading that is unfolded it folds it.
    pub fn click(&mut self, cells: Cells, x: u16, y: u16) -> Effects {
        let inside = cells.inside();
        let line = self.selection.top + usize::from(y.saturating_sub(inside.y));
        if !inside.holds(x, y) || line >= self.selection.len() {
            return Vec::new();
        }
        self.selection.select(line);
        let unfolded = match self.current() {
            Some(SideLine::Heading(at)) => self.is_unfolded(*at),
            _ => false,
        };
        let command = if unfolded {
            Command::Fold
        } else {
            Command::Open
        };
        self.run(command).unwrap_or_default()
    }

    /// What the selected line leads to; nothing for a heading.
    pub fn place(&self) -> Option<PaneId> {
        Some(match self.current()? {
            SideLine::Fixed(pane) => pane.clone(),
            SideLine::Register(id, _) => PaneId::Register(id.clone()),
            SideLine::Heading(_) => return None,
        })
    }

    /// Selects the line of what is shown. A register that was folded away is unfolded, and the other headings fold.
    pub fn show(&mut self, shown: &PaneId) {
        let Some(register) = shown.register() else {
            return self.select(&SideLine::Fixed(shown.clone()));
        };
        let Some(at) = self.shelf_of(register) else {
            return;
        };
        if !self.is_unfolded(at) {
            self.unfolded = BTreeSet::from([at]);
            self.lay();
            self.bring(at);
        }
        let found = self.shelves[at]
            .registers
            .iter()
            .find(|(id, _)| id == register);
        if let Some((id, label)) = found.cloned() {
            self.select(&SideLine::Register(id, label));
        }
    }

    /// Unfolds the heading on which the selection stands; `false` if it stands on none that is folded.
    pub fn unfold(&mut self) -> bool {
        let Some(SideLine::Heading(at)) = self.current().cloned() else {
            return false;
        };
        if !self.unfolded.insert(at) {
            return false;
        }
        self.lay();
        self.bring(at);
        true
    }

    /// Folds the heading under which the selection stands, and selects it.
    pub fn fold(&mut self) {
        let at = match self.current() {
            Some(SideLine::Heading(at)) => Some(*at),
            Some(SideLine::Register(id, _)) => self.shelf_of(id),
            Some(SideLine::Fixed(_)) | None => None,
        };
        if let Some(at) = at {
            self.unfolded.remove(&at);
            self.select(&SideLine::Heading(at));
            self.lay();
        }
    }

    /// Brings all registers of a heading into sight, as far as they fit, and selects the heading.
    fn bring(&mut self, at: usize) {
        let heading = self.items.iter().position(|i| *i == SideLine::Heading(at));
        let (Some(heading), Some(shelf)) = (heading, self.shelves.get(at)) else {
            return;
        };
        self.selection.select(heading + shelf.registers.len());
        self.selection.select(heading);
    }

    /// All that is open, for the line of Today.
    pub fn total(&self) -> OpenCounts {
        OpenCounts::sum(self.open.values())
    }

    /// What is open in the registers of a heading.
    pub fn under(&self, at: usize) -> OpenCounts {
        let shelf = self.shelves.get(at);
        let registers = shelf.into_iter().flat_map(|s| &s.registers);
        OpenCounts::sum(registers.filter_map(|(id, _)| self.open.get(id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side() -> Sidebar {
        let mut side = Sidebar::new(&crate::model::catalog::shipped::catalog());
        side.selection.resize(20);
        side
    }

    #[test]
    fn where_one_goes_is_unfolded_and_the_rest_folds() {
        let mut side = side();
        let folded = side.items.len();
        assert!(
            side.items
                .iter()
                .all(|i| !matches!(i, SideLine::Register(..)))
        );
        side.show(&PaneId::Register("asset".into()));
        assert!(matches!(side.current(), Some(SideLine::Register(id, _)) if id == "asset"));
        side.show(&PaneId::Register("incident".into()));
        assert!(matches!(side.current(), Some(SideLine::Register(id, _)) if id == "incident"));
        let asset = |i: &SideLine| matches!(i, SideLine::Register(id, _) if id == "asset");
        assert!(!side.items.iter().any(asset));
        side.fold();
        assert_eq!(side.items.len(), folded);
        assert!(matches!(side.current(), Some(SideLine::Heading(_))));
        assert!(side.unfold() && !side.unfold());
        assert!(matches!(side.current(), Some(SideLine::Heading(_))));
        side.show(&PaneId::Today);
        assert_eq!(side.current(), Some(&SideLine::Fixed(PaneId::Today)));
    }

    #[test]
    fn a_heading_at_the_foot_brings_its_registers_into_sight() {
        let mut side = side();
        side.selection.resize(8);
        side.selection.last();
        side.selection.go(-2);
        let heading = side.selection.selected;
        side.unfold();
        assert_eq!(side.selection.selected, heading);
        assert!(side.selection.visible().contains(&(heading + 1)));
    }
}
