//! What the keys do in the wizard.

use crate::app::command::Command;
use crate::app::layer::Layer;
use crate::app::screen::browse::{edit_line, roll};
use crate::app::screen::desk::Desk;
use crate::app::session::Session;
use crate::model::catalog::shipped;
use crate::model::{Text, locale, rulebook};

use super::{Wizard, WizardField, WizardStep};

impl Desk {
    pub(in crate::app) fn run_wizard(&mut self, command: Command, session: &mut Session) {
        let Some(Layer::Adopt(wizard)) = self.layers.last_mut() else {
            return;
        };
        wizard.wrong = None;
        if wizard.at == WizardField::List && roll(&mut wizard.roll, command) {
            return;
        }
        let turns = matches!(command, Command::Left | Command::Right | Command::Tick);
        if wizard.at == WizardField::Language && turns {
            self.switch_language(session);
            return;
        }
        if command == Command::Tick {
            match wizard.line() {
                Some(line) => _ = line.insert(" "),
                None => wizard.tick(),
            }
            return;
        }
        if let Some(line) = wizard.line()
            && edit_line(line, command).is_some()
        {
            return;
        }
        match command {
            Command::TickAll => wizard.tick_all(),
            Command::Accept => self.next_in_wizard(session),
            Command::NextField | Command::Down => wizard.turn(true),
            Command::PreviousField | Command::Up => wizard.turn(false),
            Command::Cancel => self.back_in_wizard(session),
            _ => {}
        }
        self.settle(session);
    }

    /// Text typed into the wizard.
    pub(in crate::app) fn type_in_wizard(&mut self, text: &str) {
        if let Some(Layer::Adopt(wizard)) = self.layers.last_mut() {
            wizard.wrong = None;
            if let Some(line) = wizard.line() {
                line.insert(text);
            }
        }
    }

    /// Enter: the next field, the next step, or all of it is written.
    fn next_in_wizard(&mut self, session: &mut Session) {
        let Some(Layer::Adopt(wizard)) = self.layers.last_mut() else {
            return;
        };
        if wizard.at == WizardField::Go {
            self.adopt(session);
        } else if wizard.places().last() != Some(&wizard.at) {
            wizard.turn(true);
        } else if let Some(wrong) = wizard.hinders() {
            wizard.halt(Some(wrong));
        } else if let Some(next) = wizard.step.neighbour(true) {
            wizard.enter(next);
        }
    }

    /// Esc: the step before; before the first it is left for later.
    fn back_in_wizard(&mut self, session: &mut Session) {
        let Some(Layer::Adopt(wizard)) = self.layers.last_mut() else {
            return;
        };
        let first = wizard.first;
        let starts = if wizard.asks_name() {
            WizardStep::Organisation
        } else {
            WizardStep::Regulations
        };
        match wizard
            .step
            .neighbour(false)
            .filter(|_| wizard.step > starts)
        {
            Some(before) => wizard.enter(before),
            None => {
                self.layers.pop();
                if first {
                    self.adopt_later(session);
                }
            }
        }
    }
}

impl Wizard {
    /// Another field of the step, or the step beside where there is only one.
    fn turn(&mut self, forward: bool) {
        let places = self.places();
        let at = places.iter().position(|p| *p == self.at).unwrap_or(0);
        let to = if forward { at + 1 } else { at.wrapping_sub(1) };
        if let Some(place) = places.get(to) {
            self.at = *place;
        } else if let Some(step) = self.step.neighbour(forward)
            && (!forward || self.hinders().is_none())
        {
            self.enter(step);
        } else {
            self.halt(self.hinders().filter(|_| forward));
        }
    }

    /// Says why the step cannot be left; the cursor stands where that can be put right, in its first field.
    fn halt(&mut self, wrong: Option<Text>) {
        if let Some(first) = self.places().first().filter(|_| wrong.is_some()) {
            self.at = *first;
        }
        self.wrong = wrong;
    }

    /// Why the step cannot be left forwards.
    fn hinders(&self) -> Option<Text> {
        let id = match self.step {
            WizardStep::Organisation if self.asks_name() && self.name.text().trim().is_empty() => {
                "adopt-no-name"
            }
            WizardStep::Regulations
                if self.numbers.is_empty() && self.before.numbers.is_empty() =>
            {
                "adopt-none"
            }
            _ => return None,
        };
        Some(locale::both(id, &[]))
    }

    /// The tick of the selected line, on or off.
    pub(in crate::app) fn tick(&mut self) {
        match self.step {
            WizardStep::Regulations => {
                let regulation = rulebook::shipped().regulations.get(self.roll.selected);
                if let Some(number) = regulation.map(|r| r.number)
                    && !self.numbers.remove(&number)
                {
                    self.numbers.insert(number);
                }
            }
            WizardStep::Packs => {
                let packs = shipped::packs();
                if let Some(pack) = packs.all().get(self.roll.selected) {
                    // Why a tick stays stands beside it.
                    let fixed = self.pack(&pack.id).fixed.is_some();
                    if !fixed && !self.packs.remove(&pack.id) {
                        self.packs.insert(pack.id.clone());
                    }
                }
            }
            WizardStep::Organisation | WizardStep::Summary => {}
        }
    }

    /// All ticks, or none if all are there.
    fn tick_all(&mut self) {
        match self.step {
            WizardStep::Regulations => {
                let all = rulebook::shipped().regulations.iter().map(|r| r.number);
                let all = all.collect();
                self.numbers = if self.numbers == all {
                    self.before.numbers.clone()
                } else {
                    all
                };
            }
            WizardStep::Packs => {
                let packs = shipped::packs();
                let all = packs.all().iter().map(|p| p.id.clone()).collect();
                self.packs = if self.packs == all {
                    self.before.packs.clone()
                } else {
                    all
                };
            }
            WizardStep::Organisation | WizardStep::Summary => {}
        }
    }
}
