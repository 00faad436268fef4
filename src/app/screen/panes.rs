//! The panes that were shown so far, each as it was left, and the one on the screen.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use crate::app::pane::Pane;
use crate::app::pane::findings::FindingsPane;
use crate::app::pane::grid::day::GridDay;
use crate::app::pane::list::ListPane;
use crate::app::pane::today::TodayPane;
use crate::app::scope::PaneId;
use crate::model::Catalog;

/// The panes of the desk.
#[derive(Debug)]
pub struct Panes {
    /// Which pane stands on the screen.
    pub shown: PaneId,
    open: BTreeMap<PaneId, Pane>,
}

impl Panes {
    /// The panes that every desk has; Today is shown.
    pub fn new(catalog: &Catalog) -> Self {
        let made = |id: PaneId| Some((id.clone(), Pane::new(&id, catalog)?));
        Self {
            shown: PaneId::Today,
            open: PaneId::FIXED.into_iter().filter_map(made).collect(),
        }
    }

    /// The pane on the screen.
    pub fn current(&self) -> Option<&Pane> {
        self.open.get(&self.shown)
    }

    pub fn current_mut(&mut self) -> Option<&mut Pane> {
        self.open.get_mut(&self.shown)
    }

    pub fn get(&self, id: &PaneId) -> Option<&Pane> {
        self.open.get(id)
    }

    pub fn get_mut(&mut self, id: &PaneId) -> Option<&mut Pane> {
        self.open.get_mut(id)
    }

    /// The list on the screen, if it is one.
    pub fn list(&self) -> Option<&ListPane> {
        self.current()?.list()
    }

    pub fn today(&self) -> Option<&TodayPane> {
        match self.open.get(&PaneId::Today) {
            Some(Pane::Today(today)) => Some(today),
            _ => None,
        }
    }

    pub fn today_mut(&mut self) -> Option<&mut TodayPane> {
        match self.open.get_mut(&PaneId::Today) {
            Some(Pane::Today(today)) => Some(today),
            _ => None,
        }
    }

    pub fn findings_mut(&mut self) -> Option<&mut FindingsPane> {
        match self.open.get_mut(&PaneId::Findings) {
            Some(Pane::Findings(findings)) => Some(findings),
            _ => None,
        }
    }

    /// Shows a pane; Today where the desk does not know it.
    pub fn turn_to(&mut self, id: PaneId, catalog: &Catalog) {
        if !self.open.contains_key(&id) {
            let Some(pane) = Pane::new(&id, catalog) else {
                self.shown = PaneId::Today;
                return;
            };
            self.open.insert(id.clone(), pane);
        }
        self.shown = id;
    }

    /// Records of these registers were written; whether any is in sight.
    pub fn touched(&mut self, registers: &[String]) -> bool {
        let mut in_sight = false;
        for (id, pane) in &mut self.open {
            let touched = pane.component_mut().touched(registers);
            in_sight |= touched && *id == self.shown;
        }
        in_sight
    }

    /// What they show is to be read anew when they are entered.
    pub fn outdate(&mut self) {
        for pane in self.open.values_mut() {
            pane.component_mut().outdate();
        }
    }

    /// A picture takes its day; whether it stands on the screen.
    pub fn take_day(&mut self, asked: u64, day: GridDay, now: NaiveTime) -> bool {
        let id = PaneId::Grid {
            register: day.register.clone(),
            view: day.view.clone(),
        };
        let taken = match self.open.get_mut(&id) {
            Some(Pane::Grid(grid)) => grid.take(asked, day, now),
            _ => false,
        };
        taken && self.shown == id
    }
}
