//! The wizard that adopts regulations: who keeps the desk, which regulations, which registers beside, from when.
//!
//! Invariant: nothing is written before the last step is accepted; going back loses nothing that was typed or ticked.

mod keys;
pub mod plan;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use strum::VariantArray;

use crate::app::adopt::{self, AdoptionPlan, LONGEST, Standing};
use crate::app::screen::layout::Cells;
use crate::app::screen::selection::Selection;
use crate::app::session::Session;
use crate::model::text::editor::LineEdit;
use crate::model::text::typed;
use crate::model::{Catalog, Text, locale, rulebook};
use crate::store::Result;

use plan::WizardPlan;

/// The steps in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum WizardStep {
    Organisation,
    Regulations,
    Packs,
    Summary,
}

/// What takes the keys within a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WizardField {
    Name,
    Language,
    List,
    From,
    Reason,
    Go,
}

/// How a line with a tick stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticked {
    pub on: bool,
    /// Why it cannot be changed.
    pub fixed: Option<Text>,
}

/// The wizard.
#[derive(Clone, Debug)]
pub struct Wizard {
    pub step: WizardStep,
    pub at: WizardField,
    pub before: Standing,
    /// Asked at the start, not called for.
    pub first: bool,
    pub name: LineEdit,
    pub from: LineEdit,
    pub reason: LineEdit,
    pub numbers: BTreeSet<u8>,
    pub packs: BTreeSet<String>,
    /// The regulations, or the packs.
    pub selection: Selection,
    /// What is wrong, until the next key.
    pub wrong: Option<Text>,
    today: NaiveDate,
}

impl WizardStep {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The message of its name.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Organisation => "adopt-step-organisation",
            Self::Regulations => "adopt-step-regulations",
            Self::Packs => "adopt-step-packs",
            Self::Summary => "adopt-step-summary",
        }
    }

    fn neighbour(self, forward: bool) -> Option<Self> {
        let at = Self::ALL.iter().position(|s| *s == self)?;
        let to = if forward { at + 1 } else { at.checked_sub(1)? };
        Self::ALL.get(to).copied()
    }
}

impl Wizard {
    /// A wizard over a desk as it stands.
    pub fn new(before: Standing, first: bool, today: NaiveDate) -> Self {
        let mut wizard = Self {
            step: WizardStep::Organisation,
            at: WizardField::Name,
            first,
            name: LineEdit::new(&before.name, LONGEST),
            from: LineEdit::new(&today.format("%Y-%m-%d").to_string(), 40),
            reason: LineEdit::new("", 200),
            numbers: before.numbers.clone(),
            packs: before.packs.clone(),
            selection: Selection::default(),
            wrong: None,
            today,
            before,
        };
        if !wizard.asks_name() {
            wizard.enter(WizardStep::Regulations);
        }
        wizard
    }

    /// A wizard over a desk as it stands in the file.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn open(first: bool, session: &Session) -> Result<Self> {
        let stamp = session.stamp();
        let before = Standing::read(&session.store, &session.reader(&stamp))?;
        Ok(Self::new(before, first, stamp.now.date()))
    }

    /// Whether its step has a list.
    pub fn has_list(&self) -> bool {
        matches!(self.step, WizardStep::Regulations | WizardStep::Packs)
    }

    /// Is told the cells it is drawn in.
    pub fn resize(&mut self, cells: Cells) {
        let rows = WizardPlan::of(cells, self.has_list()).rows;
        self.selection.resize(usize::from(rows.height));
    }

    /// What stands in the form now; nothing where the date cannot be read.
    pub fn plan(&self) -> Option<AdoptionPlan> {
        Some(AdoptionPlan {
            name: self.name.text().trim().to_owned(),
            numbers: self.numbers.clone(),
            packs: self.packs.clone(),
            from: typed::date(self.from.text(), self.today)?,
            reason: self.reason.text().trim().to_owned(),
        })
    }

    /// The places that take the keys in this step.
    pub fn places(&self) -> &'static [WizardField] {
        match self.step {
            WizardStep::Organisation => &[WizardField::Name, WizardField::Language],
            WizardStep::Regulations | WizardStep::Packs => &[WizardField::List],
            WizardStep::Summary if self.ends() => {
                &[WizardField::From, WizardField::Reason, WizardField::Go]
            }
            WizardStep::Summary => &[WizardField::From, WizardField::Go],
        }
    }

    /// Whether something that was in force ends.
    pub fn ends(&self) -> bool {
        self.before.numbers.difference(&self.numbers).count() > 0
    }

    /// Whether it begins with who keeps the desk: nothing was ever written there.
    fn asks_name(&self) -> bool {
        self.first || self.before.fresh
    }

    fn enter(&mut self, step: WizardStep) {
        self.step = step;
        self.at = match self.places() {
            [first, ..] => *first,
            [] => WizardField::Go,
        };
        let lines = match step {
            WizardStep::Regulations => rulebook::shipped().regulations.len(),
            WizardStep::Packs => crate::model::catalog::shipped::packs().all().len(),
            WizardStep::Organisation | WizardStep::Summary => 0,
        };
        self.selection.set(vec![true; lines]);
        self.selection.first();
    }

    /// The line that is typed into.
    pub fn line(&mut self) -> Option<&mut LineEdit> {
        match self.at {
            WizardField::Name => Some(&mut self.name),
            WizardField::From => Some(&mut self.from),
            WizardField::Reason => Some(&mut self.reason),
            WizardField::Language | WizardField::List | WizardField::Go => None,
        }
    }

    /// How a pack stands: always there, brought by regulations, shown already, or to be chosen.
    pub fn pack(&self, id: &str) -> Ticked {
        let book = rulebook::shipped();
        let brings = |n: &&u8| {
            let regulation = book.regulation(**n);
            regulation.is_some_and(|r| r.packs.iter().any(|p| p == id))
        };
        let by: Vec<String> = self
            .numbers
            .iter()
            .filter(brings)
            .map(|n| format!("R{n}"))
            .collect();
        let shown =
            !self.before.fresh && (self.before.packs.is_empty() || self.before.packs.contains(id));
        let fixed = if id == "core" {
            Some(locale::both("adopt-pack-always", &[]))
        } else if shown {
            Some(locale::both("adopt-pack-shown", &[]))
        } else if by.is_empty() {
            None
        } else {
            let by = by.join(" ");
            Some(locale::both("adopt-pack-brought", &[("regulations", &by)]))
        };
        Ticked {
            on: fixed.is_some() || self.packs.contains(id),
            fixed,
        }
    }

    /// Rules that will watch, and registers that will be shown.
    pub fn counts(&self, catalog: &Catalog) -> (usize, usize) {
        let packs = self
            .plan()
            .map(|p| p.packs_after(&self.before))
            .unwrap_or_default();
        (
            adopt::rules(&self.numbers),
            adopt::registers(&packs, catalog),
        )
    }
}
