//! What the keys and the mouse do in the wizard.

use crate::app::adopt;
use crate::app::command::Command;
use crate::app::line_keys;
use crate::app::screen::effect::{Effect, Effects};
use crate::app::screen::layout::Cells;
use crate::app::session::Session;
use crate::model::catalog::shipped;
use crate::model::{Complaint, Lang, Text, locale, rulebook};
use crate::store::Outcome;

use super::plan::WizardPlan;
use super::{Wizard, WizardField, WizardStep};

impl Wizard {
    /// Takes a command.
    pub fn run(&mut self, command: Command, session: &mut Session) -> Effects {
        self.wrong = None;
        if self.at == WizardField::List && self.selection.moved(command) {
            return Vec::new();
        }
        let turns = matches!(command, Command::Left | Command::Right | Command::Tick);
        if self.at == WizardField::Language && turns {
            return vec![Effect::Run(Command::Language)];
        }
        if command == Command::Tick {
            match self.line() {
                Some(line) => _ = line.insert(" "),
                None => self.tick(),
            }
            return Vec::new();
        }
        if let Some(line) = self.line()
            && line_keys::edit(line, command).is_some()
        {
            return Vec::new();
        }
        match command {
            Command::TickAll => self.tick_all(),
            Command::Accept => return self.next(session),
            Command::NextField | Command::Down => self.turn(true),
            Command::PreviousField | Command::Up => self.turn(false),
            Command::Cancel => return self.back(),
            _ => {}
        }
        Vec::new()
    }

    /// Takes text into the line that is typed into.
    pub fn text(&mut self, text: &str) {
        self.wrong = None;
        if let Some(line) = self.line() {
            line.insert(text);
        }
    }

    /// A press of the mouse on a line ticks it.
    pub fn click(&mut self, cells: Cells, x: u16, y: u16) {
        let rows = WizardPlan::of(cells, self.has_list()).rows;
        if rows.holds(x, y) {
            let line = self.selection.top + usize::from(y - rows.y);
            self.selection.select(line);
            if self.selection.selected == line {
                self.tick();
            }
        }
    }

    /// Enter: the next field, the next step, or all of it is written.
    fn next(&mut self, session: &mut Session) -> Effects {
        if self.at == WizardField::Go {
            return self.adopt(session);
        }
        if self.places().last() != Some(&self.at) {
            self.turn(true);
        } else if let Some(wrong) = self.hinders() {
            self.halt(Some(wrong));
        } else if let Some(next) = self.step.neighbour(true) {
            self.enter(next);
        }
        Vec::new()
    }

    /// Esc: the step before; before the first it is left for later.
    fn back(&mut self) -> Effects {
        let starts = if self.asks_name() {
            WizardStep::Organisation
        } else {
            WizardStep::Regulations
        };
        match self.step.neighbour(false).filter(|_| self.step > starts) {
            Some(before) => {
                self.enter(before);
                Vec::new()
            }
            None if self.first => vec![Effect::Close, Effect::AdoptLater],
            None => vec![Effect::Close],
        }
    }

    /// Writes what was chosen; what is wrong with it is said where it stands.
    fn adopt(&mut self, session: &mut Session) -> Effects {
        let Some(plan) = self.plan() else {
            self.at = WizardField::From;
            self.wrong = Some(locale::both("adopt-unread-date", &[]));
            return Vec::new();
        };
        let stamp = session.stamp();
        let complaints = plan.complaints(&self.before, stamp.now.date());
        if let Some(complaint) = complaints.first() {
            self.at = match complaint.field.as_deref() {
                Some("from") => WizardField::From,
                Some("reason") => WizardField::Reason,
                _ => self.at,
            };
            self.wrong = Some(both(complaint));
            return Vec::new();
        }
        let lang = session.lang;
        match adopt::carry_out(&mut session.store, &plan, &stamp, lang) {
            Ok(Outcome::Done(done)) => {
                vec![Effect::Close, Effect::Adopted(Box::new((plan, done)))]
            }
            Ok(Outcome::Refused(complaints)) => {
                self.wrong = complaints.first().map(both);
                Vec::new()
            }
            Err(error) => vec![Effect::trouble(&error)],
        }
    }
}

/// A complaint in both languages.
fn both(complaint: &Complaint) -> Text {
    Text::new(complaint.message(Lang::Zh), complaint.message(Lang::En))
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
    fn tick(&mut self) {
        match self.step {
            WizardStep::Regulations => {
                let regulation = rulebook::shipped().regulations.get(self.selection.selected);
                if let Some(number) = regulation.map(|r| r.number)
                    && !self.numbers.remove(&number)
                {
                    self.numbers.insert(number);
                }
            }
            WizardStep::Packs => {
                let packs = shipped::packs();
                if let Some(pack) = packs.all().get(self.selection.selected) {
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
