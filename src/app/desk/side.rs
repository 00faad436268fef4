//! The side list: Today, and the adopted registers under their headings.

use std::collections::BTreeMap;

use crate::model::{Catalog, Text};

use super::roll::Roll;
use super::today::Open;

/// One line of the side list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Today,
    Heading(Text),
    Register(String, Text),
}

/// The registers of the desk with what is open in each.
#[derive(Clone, Debug, Default)]
pub struct Side {
    pub items: Vec<Item>,
    pub roll: Roll,
    pub open: BTreeMap<String, Open>,
}

impl Side {
    pub fn new(catalog: &Catalog) -> Self {
        let mut items = vec![Item::Today];
        for group in catalog.groups() {
            items.push(Item::Heading(group.label));
            items.extend(
                group
                    .forms
                    .iter()
                    .map(|f| Item::Register(f.id.clone(), f.label.clone())),
            );
        }
        let mut roll = Roll::default();
        roll.set(
            items
                .iter()
                .map(|i| !matches!(i, Item::Heading(_)))
                .collect(),
        );
        Self {
            items,
            roll,
            open: BTreeMap::new(),
        }
    }

    pub fn current(&self) -> Option<&Item> {
        self.items.get(self.roll.selected)
    }

    /// Selects a register, or Today.
    pub fn show(&mut self, register: Option<&str>) {
        let place = self.items.iter().position(|i| match (i, register) {
            (Item::Today, None) => true,
            (Item::Register(id, _), Some(register)) => id == register,
            _ => false,
        });
        if let Some(place) = place {
            self.roll.select(place);
        }
    }

    /// All that is open, for the line of Today.
    pub fn total(&self) -> Open {
        self.open.values().fold(Open::default(), |a, b| Open {
            overdue: a.overdue + b.overdue,
            due: a.due + b.due,
            open: a.open + b.open,
        })
    }
}
