//! The desk: all state of the running program as plain data, drawn from `&Desk`.
//!
//! A key becomes a [`Command`] through the keymap and the scope of the topmost layer; [`update`] carries it out. What
//! takes long is ordered from the worker and comes back as an answer. The desk never knows a terminal or a colour.

use std::collections::{BTreeMap, VecDeque};

use chrono::NaiveDateTime;

use crate::app::command::{Command, KeyScope};
use crate::app::key::Key;
use crate::app::keymap::{Fed, Keymap};
use crate::app::layer::Layer;
use crate::app::outcome::{Mood, Toast};
use crate::app::pane::findings::{Findings, How};
use crate::app::pane::list::Pane;
use crate::app::pane::rulebook::Book;
use crate::app::pane::today::Today;
use crate::app::session::Session;
use crate::app::worker::Job;
use crate::model::{Catalog, Lang, Text};
use crate::store::Result;

use super::layout::Space;
use super::sidebar::Side;

pub use crate::app::pane::list::filters::cell;
pub use crate::app::pane::pane_id::PaneId;

/// Which pane takes the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Side,
    Main,
}

/// Messages kept for reading.
const KEPT: usize = 200;

/// All state of the running program.
pub struct Desk {
    pub lang: Lang,
    pub light: bool,
    pub width: u16,
    pub height: u16,
    pub catalog: Catalog,
    /// The organisation, and the person at the desk.
    pub org: String,
    pub who: String,
    pub writable: bool,
    /// The time of the head line.
    pub now: NaiveDateTime,
    pub keymap: Keymap,
    pub focus: Focus,
    /// What stands in the main pane.
    pub shown: PaneId,
    pub side: Side,
    pub today: Today,
    pub findings: Findings,
    pub book: Book,
    pub panes: BTreeMap<String, Pane>,
    pub layers: Vec<Layer>,
    pub toast: Option<Toast>,
    pub messages: VecDeque<(NaiveDateTime, Toast)>,
    pub saved_at: Option<NaiveDateTime>,
    /// Keys that may follow those pressed so far.
    pub pending: Vec<(Key, Option<Command>)>,
    /// Commands used last, the newest first.
    pub recent: Vec<Command>,
    /// For the worker, in order.
    pub jobs: Vec<Job>,
    /// For the clipboard of the terminal.
    pub copied: Option<String>,
    /// The worker is writing a file, and it shall stop.
    pub exporting: bool,
    pub stop: bool,
    /// The clock had more to move than one tick does.
    pub lagging: bool,
    /// The screen is to be drawn from nothing.
    pub redraw: bool,
    pub quit: bool,
    /// The ledger and the file as they were when last looked at.
    pub(in crate::app) seq: i64,
    pub(in crate::app) version: i64,
    pub(in crate::app) asked: u64,
}

impl Desk {
    /// A desk that shows Today, or a register.
    pub fn new(session: &Session, register: Option<&str>) -> Result<Self> {
        let catalog = session.store.catalog().clone();
        let stamp = session.stamp();
        let who = match session.me {
            Some(me) => session.reader(&stamp).title("person", me)?,
            None => None,
        };
        let known = register.filter(|r| catalog.form(r).is_some());
        let mut desk = Self {
            lang: session.lang,
            light: session.store.setting("ui_theme")?.as_deref() == Some("light"),
            width: 80,
            height: 24,
            side: Side::new(&catalog),
            catalog,
            org: session.store.setting("organisation")?.unwrap_or_default(),
            who: who.unwrap_or_else(|| session.by.clone()),
            writable: session.store.mode() == crate::store::Access::Write,
            now: session.clock.now(),
            keymap: Keymap::shipped(),
            focus: Focus::Main,
            shown: known.map_or(PaneId::Today, |r| PaneId::Register(r.to_owned())),
            today: Today::default(),
            findings: Findings::of(session.me),
            book: Book::default(),
            panes: BTreeMap::new(),
            layers: Vec::new(),
            toast: None,
            messages: VecDeque::new(),
            saved_at: None,
            pending: Vec::new(),
            recent: Vec::new(),
            jobs: Vec::new(),
            copied: None,
            exporting: false,
            stop: false,
            lagging: false,
            redraw: false,
            quit: false,
            seq: session.store.last_seq()?,
            version: session.store.data_version()?,
            asked: 0,
        };
        desk.side.show(&desk.shown);
        desk.order_today();
        desk.want_findings(How::Anew);
        if let Some(register) = known {
            desk.show(Some(register), session)?;
        }
        desk.offer_drafts(session)?;
        Ok(desk)
    }

    /// The plan of the screen as it is now.
    pub fn space(&self) -> Space {
        Space::of(
            self.width,
            self.height,
            self.focus == Focus::Side,
            self.shown != PaneId::Today,
        )
    }

    /// The register pane on the screen.
    pub fn pane(&self) -> Option<&Pane> {
        self.panes.get(self.shown.register()?)
    }

    pub(in crate::app) fn pane_mut(&mut self) -> Option<&mut Pane> {
        self.panes.get_mut(self.shown.register()?)
    }

    /// Where keys are looked up.
    pub fn scope(&self) -> KeyScope {
        if let Some(layer) = self.layers.last() {
            return layer.scope();
        }
        match (self.focus, self.pane()) {
            (Focus::Side, _) => KeyScope::Side,
            (Focus::Main, Some(pane)) if pane.typing => KeyScope::Search,
            (Focus::Main, Some(_)) => KeyScope::List,
            (Focus::Main, None) if self.shown == PaneId::Findings => KeyScope::Findings,
            (Focus::Main, None) if self.shown == PaneId::Rulebook => KeyScope::Rulebook,
            (Focus::Main, None) => KeyScope::Today,
        }
    }

    /// Whether somebody is typing: nothing is drawn then that was not asked for.
    pub fn is_typing(&self) -> bool {
        !self.layers.is_empty() || self.scope() == KeyScope::Search
    }

    /// Whether a form covers the panes: what happens there is drawn once it is left.
    pub fn is_covered(&self) -> bool {
        self.layers.iter().any(|l| matches!(l, Layer::Entry(_)))
    }

    /// Register and id of the record that commands refer to.
    pub fn subject(&self) -> Option<(String, i64)> {
        let entry = self.layers.iter().rev().find_map(|l| match l {
            Layer::Entry(entry) => Some(entry.subject()),
            _ => None,
        });
        match (entry, &self.shown) {
            (Some((register, id)), _) => Some((register.to_owned(), id?)),
            (None, PaneId::Register(register)) => {
                Some((register.clone(), self.pane()?.window.current()?.id))
            }
            (None, PaneId::Rulebook) => self.finding().map(|f| (f.register.clone(), f.id)),
            (None, PaneId::Today | PaneId::Findings) => {
                if let Some(finding) = self.finding() {
                    return Some((finding.register.clone(), finding.id));
                }
                let (register, id, _) = self.today.current()?;
                Some((register.to_owned(), id?))
            }
        }
    }

    /// Takes a key press.
    pub fn press(&mut self, key: Key, session: &mut Session) {
        self.wake();
        self.pending.clear();
        match self.keymap.feed(self.scope(), key) {
            Fed::Found(command) => self.run(command, session),
            Fed::Pending(next) => self.pending = next,
            Fed::Text(c) => self.text(c.encode_utf8(&mut [0; 4]), session),
            Fed::None => self.say(Mood::Note, "desk-no-such-key", &[("key", &key.to_string())]),
        }
    }

    /// A message has been seen once the next key is pressed.
    pub(in crate::app) fn wake(&mut self) {
        self.toast = None;
    }

    /// A message that is no error goes by itself; whether one went.
    pub fn fade(&mut self) -> bool {
        let goes = self.toast.as_ref().is_some_and(|t| t.mood != Mood::Error);
        if goes {
            self.toast = None;
        }
        goes
    }

    /// Says something in the message line and keeps it.
    pub fn toast(&mut self, toast: Toast) {
        self.messages.push_front((self.now, toast.clone()));
        self.messages.truncate(KEPT);
        self.toast = Some(toast);
    }

    pub(in crate::app) fn say(&mut self, mood: Mood, id: &str, args: &[(&str, &str)]) {
        self.toast(Toast::new(mood, crate::model::locale::both(id, args)));
    }

    /// Carries on after trouble: it is said, and nothing was written.
    pub(in crate::app) fn check<T>(&mut self, result: Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.toast(Toast::new(Mood::Error, one_line(&error.text())));
                None
            }
        }
    }

    /// The screen has another size; everything that scrolls is told its height.
    pub fn resize(&mut self, width: u16, height: u16, session: &Session) {
        (self.width, self.height) = (width, height);
        self.settle(session);
    }
}

/// A message of several lines in the one line that there is.
pub(in crate::app) fn one_line(text: &Text) -> Text {
    Text {
        zh: text.zh.replace('\n', "  "),
        en: text.en.replace('\n', "  "),
    }
}
