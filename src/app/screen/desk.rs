//! The desk: all state of the running program as plain data, drawn from `&Desk`.
//!
//! A key becomes a [`Command`] through the keymap and the scope of the topmost layer or of the pane with the keys, which
//! takes it and answers with effects; the desk carries those out. What takes long is ordered from the worker and comes
//! back as a reply. The desk never knows a terminal or a colour.

use crate::app::command::Command;
use crate::app::key::Key;
use crate::app::keymap::Fed;
use crate::app::layer::{Layer, choosers};
use crate::app::pane::Pane;
use crate::app::scope::{KeyScope, PaneId};
use crate::app::session::Session;
use crate::app::toast::{Mood, Toast};
use crate::app::worker::Job;
use crate::model::locale;
use crate::rules::watch::Finding;
use crate::store::{Outcome, Result};

use super::layers::Layers;
use super::layout::ScreenLayout;
use super::message_line::MessageLine;
use super::orders::Orders;
use super::panes::Panes;
use super::scene::{Focus, Scene, Sight};
use super::sidebar::{self, Sidebar};

/// All state of the running program.
pub struct Desk {
    /// What is the same for everything on the screen.
    pub scene: Scene,
    pub side: Sidebar,
    pub panes: Panes,
    pub layers: Layers,
    pub line: MessageLine,
    /// Keys that may follow those pressed so far.
    pub pending: Vec<(Key, Option<Command>)>,
    /// Commands used last, the newest first.
    pub recent: Vec<Command>,
    pub orders: Orders,
    pub signals: Signals,
    /// The ledger and the file as they were when last looked at.
    pub(super) seen: Seen,
}

/// What the loop that runs the desk is to do.
#[derive(Debug, Default)]
pub struct Signals {
    /// For the clipboard of the terminal.
    pub copied: Option<String>,
    /// The file that is being written shall stop.
    pub stop: bool,
    /// The clock had more to move than one tick does.
    pub lagging: bool,
    /// The screen is to be drawn from nothing.
    pub redraw: bool,
    pub quit: bool,
}

/// How far the file was read.
#[derive(Debug)]
pub(super) struct Seen {
    pub seq: i64,
    pub version: i64,
}

impl Desk {
    /// A desk that shows Today, or a register.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn new(session: &Session, register: Option<&str>) -> Result<Self> {
        let scene = Scene::new(session)?;
        let known = register.filter(|r| scene.catalog.form(r).is_some());
        let mut desk = Self {
            side: Sidebar::new(&scene.catalog),
            panes: Panes::new(&scene.catalog),
            scene,
            layers: Layers::default(),
            line: MessageLine::default(),
            pending: Vec::new(),
            recent: Vec::new(),
            orders: Orders::default(),
            signals: Signals::default(),
            seen: Seen {
                seq: session.store.last_seq()?,
                version: session.store.data_version()?,
            },
        };
        desk.side.show(&desk.panes.shown);
        desk.orders.jobs.push(Job::Opening);
        if let Some(register) = known {
            desk.show(PaneId::Register(register.to_owned()), session);
        }
        let drafts = choosers::drafts(&Sight::new(&desk.scene, session))?;
        if !drafts.items.is_empty() {
            let drafts = Layer::Chooser(Box::new(drafts));
            desk.layers.push(drafts, &desk.scene);
        }
        Ok(desk)
    }

    /// The plan of the screen as it is now.
    pub fn layout(&self) -> ScreenLayout {
        self.scene.layout(self.panes.shown.has_preview())
    }

    /// Where keys are looked up.
    pub fn scope(&self) -> KeyScope {
        match (self.layers.last(), self.scene.focus, self.panes.current()) {
            (Some(layer), ..) => layer.scope(),
            (None, Focus::Main, Some(pane)) => pane.component().scope(),
            (None, ..) => KeyScope::Side,
        }
    }

    /// The commands worth a hint, the most useful first.
    pub fn hints(&self) -> &'static [Command] {
        match (self.layers.last(), self.scene.focus, self.panes.current()) {
            (Some(layer), ..) => layer.hints(),
            (None, Focus::Main, Some(pane)) => pane.component().hints(),
            (None, ..) => sidebar::HINTS,
        }
    }

    /// The way to what is shown, for the head line.
    pub fn way(&self) -> Vec<String> {
        let name = self.panes.shown.label_id().into_iter();
        let name = name.map(|id| locale::say(self.scene.lang, id, &[]));
        let pane = self.panes.current().map(Pane::component);
        name.chain(pane.into_iter().flat_map(|pane| pane.way(&self.scene)))
            .collect()
    }

    /// Whether somebody is typing: nothing is drawn then that was not asked for.
    pub fn is_typing(&self) -> bool {
        !self.layers.is_empty() || self.scope() == KeyScope::Search
    }

    /// Register and id of the record that commands refer to.
    pub fn subject(&self) -> Option<(String, i64)> {
        match self.layers.form() {
            Some(form) => {
                let (register, id) = form.subject();
                Some((register.to_owned(), id?))
            }
            None => self.panes.current()?.component().subject(&self.scene),
        }
    }

    /// The selected finding.
    pub fn finding(&self) -> Option<&Finding> {
        let place = self.panes.current()?.component().finding()?;
        self.scene.findings.get(place)
    }

    /// Takes a key press.
    pub fn press(&mut self, key: Key, session: &mut Session) {
        self.line.wake();
        self.pending.clear();
        match self.scene.keymap.feed(self.scope(), key) {
            Fed::Found(command) => self.run(command, session),
            Fed::Pending(next) => self.pending = next,
            Fed::Text(c) => self.text(c.encode_utf8(&mut [0; 4]), session),
            Fed::None => self.say(Mood::Note, "desk-no-such-key", &[("key", &key.to_string())]),
        }
    }

    /// Text that was typed, or committed by an input method: as one step.
    pub fn text(&mut self, text: &str, session: &mut Session) {
        let scene = &self.scene;
        let effects = match (self.layers.last_mut(), scene.focus) {
            (Some(layer), _) => layer.text(text, scene, session),
            (None, Focus::Side) => self.side.text(text, &scene.catalog),
            (None, Focus::Main) => match self.panes.current_mut() {
                Some(pane) => {
                    let sight = Sight::new(scene, session);
                    pane.component_mut().text(text, &sight)
                }
                None => Vec::new(),
            },
        };
        self.carry_out(effects, session);
    }

    /// Text that was pasted: never a command.
    pub fn paste(&mut self, text: &str, session: &mut Session) {
        self.line.wake();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        if let Some(form) = self.layers.form_on_top() {
            let effects = form.paste(&text, session);
            self.carry_out(effects, session);
            return;
        }
        let line = text.split('\n').next().unwrap_or_default().trim();
        if !line.is_empty() {
            self.text(line, session);
        }
    }

    /// A press of the mouse on a cell: focuses and selects; twice opens. The mouse is never needed.
    pub fn click(&mut self, x: u16, y: u16, twice: bool, session: &mut Session) {
        self.line.wake();
        if let Some(layer) = self.layers.last_mut() {
            let effects = layer.click(x, y, &self.scene, session);
            self.carry_out(effects, session);
            return;
        }
        let layout = self.layout();
        if let Some(side) = layout.side.filter(|s| s.holds(x, y)) {
            self.scene.focus = Focus::Side;
            let effects = self.side.click(side, x, y);
            self.carry_out(effects, session);
        } else if layout.main.holds(x, y) {
            self.scene.focus = Focus::Main;
            if let Some(pane) = self.panes.current_mut() {
                let sight = Sight::new(&self.scene, session);
                let effects = pane.component_mut().click(x, y, &sight);
                self.carry_out(effects, session);
            }
            if twice {
                self.run(Command::Open, session);
            }
            self.settle(session);
        }
    }

    /// The wheel, over whatever lies on top.
    pub fn wheel(&mut self, down: bool, session: &mut Session) {
        let command = if down { Command::Down } else { Command::Up };
        for _ in 0..3 {
            self.run(command, session);
        }
    }

    /// The screen has another size; everything that scrolls is told its height.
    pub fn resize(&mut self, width: u16, height: u16, session: &Session) {
        (self.scene.width, self.scene.height) = (width, height);
        self.settle(session);
    }

    /// Tells everything that scrolls how high it is drawn.
    pub(super) fn settle(&mut self, session: &Session) {
        if let Some(side) = self.layout().side {
            let height = usize::from(side.inside().height);
            self.side.selection.resize(height);
        }
        if let Some(pane) = self.panes.current_mut() {
            let sight = Sight::new(&self.scene, session);
            let notices = pane.component_mut().settle(&sight);
            self.notice(notices);
        }
        for layer in &mut *self.layers {
            layer.settle(&self.scene);
        }
    }

    /// The keys rest: everything typed is kept in the file.
    pub fn pause(&mut self, session: &mut Session) {
        self.layers.pause(session);
        self.orders.hits(&mut self.layers);
    }

    pub(super) fn say(&mut self, mood: Mood, id: &str, args: &[(&str, &str)]) {
        self.line.say(Toast::said(mood, id, args), self.scene.now);
    }

    /// Carries on after trouble: it is said, and nothing was written.
    pub(super) fn check<T>(&mut self, result: Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                let toast = Toast::trouble(&error.text());
                self.line.say(toast, self.scene.now);
                None
            }
        }
    }

    /// Carries on after a refusal too: every reason is said.
    pub(super) fn check_outcome<T>(&mut self, result: Result<Outcome<T>>) -> Option<T> {
        match self.check(result)? {
            Outcome::Done(value) => Some(value),
            Outcome::Refused(why) => {
                self.line.say(Toast::refused(&why), self.scene.now);
                None
            }
        }
    }
}
