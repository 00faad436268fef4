//! What lies above the panes, and its kinds: a closed list, drawn from the bottom up, keys to the topmost.
//!
//! A layer holds its own state, takes keys and mouse, and says where it stands; what it wants of the desk it returns.

pub mod choices;
pub mod chooser;
pub mod choosers;
pub mod confirm;
pub mod history;
pub mod pages;
pub mod wizard;

use super::command::Command;
use super::entry::Entry;
use super::scope::KeyScope;
use super::screen::effect::{Effect, Effects};
use super::screen::layout::Cells;
use super::screen::scene::Scene;
use super::session::Session;
use chooser::{Chooser, Choosing, Chosen};
use confirm::Confirm;
use pages::Pages;
use wizard::Wizard;

/// One thing above the panes.
#[derive(Debug)]
pub enum Layer {
    Entry(Box<Entry>),
    Chooser(Box<Chooser<Effect>>),
    Pages(Pages),
    Confirm(Box<Confirm<Effect>>),
    Adopt(Box<Wizard>),
}

impl Layer {
    /// Where its keys are looked up.
    pub fn scope(&self) -> KeyScope {
        match self {
            Self::Entry(entry) => entry.scope(),
            Self::Chooser(chooser) => match chooser.what {
                Choosing::Menu => KeyScope::Menu,
                Choosing::Help => KeyScope::Help,
                _ => KeyScope::Palette,
            },
            Self::Pages(_) => KeyScope::History,
            Self::Confirm(_) => KeyScope::Confirm,
            Self::Adopt(_) => KeyScope::Adopt,
        }
    }

    /// The commands worth a hint, the most useful first.
    pub fn hints(&self) -> &'static [Command] {
        match self {
            Self::Entry(entry) => entry.hints(),
            Self::Chooser(_) | Self::Confirm(_) => &[Command::Accept, Command::Cancel],
            Self::Pages(_) => &[Command::Cancel],
            Self::Adopt(_) => &[
                Command::Accept,
                Command::Tick,
                Command::TickAll,
                Command::NextField,
                Command::Cancel,
                Command::Help,
            ],
        }
    }

    /// Where it is drawn.
    pub fn cells(&self, scene: &Scene) -> Cells {
        let space = scene.layout(true);
        let lines = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).saturating_add(4);
        match self {
            Self::Entry(_) => space.body,
            Self::Chooser(chooser) => {
                let most = if chooser.key_list() { 30 } else { 18 };
                let height = lines(chooser.items.len().max(3) + chooser.headings()).min(most);
                space.above((scene.width * 4 / 5).clamp(56, 92), height)
            }
            Self::Pages(pages) => space.above(
                Pages::width(scene.width),
                lines(pages.lines.len())
                    .min(space.body.height.saturating_sub(2))
                    .max(8),
            ),
            Self::Confirm(_) => space.above(60, 7),
            Self::Adopt(_) => space.above(96, 27),
        }
    }

    /// Is told how large it is drawn.
    pub fn settle(&mut self, scene: &Scene) {
        let cells = self.cells(scene);
        match self {
            Self::Entry(entry) => entry.resize(cells.width, cells.height),
            Self::Chooser(chooser) => {
                let rows = usize::from(cells.inside().height.saturating_sub(2));
                chooser.selection.resize(rows);
            }
            Self::Pages(pages) => pages.resize(usize::from(cells.inside().height)),
            Self::Confirm(_) => {}
            Self::Adopt(wizard) => wizard.resize(cells),
        }
    }

    /// Takes a command.
    pub fn run(&mut self, command: Command, scene: &Scene, session: &mut Session) -> Effects {
        let effects = match self {
            Self::Entry(entry) => entry.run(command, session),
            Self::Chooser(chooser) => asked(chooser.run(command)),
            Self::Pages(pages) => {
                let read = pages.run(command);
                read.then_some(Effect::Close).into_iter().collect()
            }
            Self::Confirm(confirm) => asked(confirm.run(command)),
            Self::Adopt(wizard) => wizard.run(command, session),
        };
        self.settle(scene);
        effects
    }

    /// Takes text that was typed, or committed by an input method: as one step.
    pub fn text(&mut self, text: &str, scene: &Scene, session: &mut Session) -> Effects {
        let effects = match self {
            Self::Entry(entry) => entry.text(text, session),
            Self::Chooser(chooser) => asked(chooser.text(text)),
            Self::Adopt(wizard) => {
                wizard.text(text);
                Vec::new()
            }
            Self::Pages(_) | Self::Confirm(_) => Vec::new(),
        };
        self.settle(scene);
        effects
    }

    /// Takes a press of the mouse.
    pub fn click(&mut self, x: u16, y: u16, scene: &Scene, session: &mut Session) -> Effects {
        let cells = self.cells(scene);
        if !cells.holds(x, y) && !matches!(self, Self::Adopt(_)) {
            return self.run(Command::Cancel, scene, session);
        }
        match self {
            Self::Entry(entry) => entry.click(x, y, session),
            Self::Chooser(chooser) => asked(chooser.click(cells, y)),
            Self::Confirm(confirm) => asked(confirm.click(cells, x)),
            Self::Adopt(wizard) => {
                wizard.click(cells, x, y);
                Vec::new()
            }
            Self::Pages(_) => Vec::new(),
        }
    }
}

/// What came of a choice, as the desk carries it out.
fn asked(chosen: Chosen<Effect>) -> Effects {
    match chosen {
        Chosen::Nothing => Vec::new(),
        Chosen::Close => vec![Effect::Close],
        Chosen::Refused(why) => vec![Effect::warn(why)],
        Chosen::Search(words) => vec![Effect::Find(words)],
        Chosen::Go(go) => vec![Effect::Close, go],
    }
}
