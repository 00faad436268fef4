//! What every pane and layer is shown: the size of the screen, the language, the clock, the registers, what is found.
//!
//! Only the desk changes it. Must never know which panes and layers there are.

use chrono::NaiveDateTime;

use crate::app::findings::Findings;
use crate::app::keymap::Keymap;
use crate::app::session::Session;
use crate::model::catalog::system::System;
use crate::model::{Catalog, Lang, Stamp};
use crate::store::{Access, Reader, Result};

use super::layout::ScreenLayout;

/// Which half of the screen takes the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The side list.
    Side,
    /// The pane.
    Main,
}

/// What is the same for everything on the screen.
pub struct Scene {
    pub lang: Lang,
    pub light: bool,
    pub width: u16,
    pub height: u16,
    pub focus: Focus,
    pub catalog: Catalog,
    /// The organisation, and the person at the desk.
    pub org: String,
    pub who: String,
    pub writable: bool,
    /// The time of the head line.
    pub now: NaiveDateTime,
    pub keymap: Keymap,
    pub findings: Findings,
}

impl Scene {
    /// The scene of a session as it begins.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn new(session: &Session) -> Result<Self> {
        let stamp = session.stamp();
        let who = match session.me {
            Some(me) => session.reader(&stamp).title(System::Person.id(), me)?,
            None => None,
        };
        Ok(Self {
            lang: session.lang,
            light: session.store.setting("ui_theme")?.as_deref() == Some("light"),
            width: 80,
            height: 24,
            focus: Focus::Main,
            catalog: session.store.catalog().clone(),
            org: session.store.setting("organisation")?.unwrap_or_default(),
            who: who.unwrap_or_else(|| session.by.clone()),
            writable: session.store.mode() == Access::Write,
            now: session.clock.now(),
            keymap: Keymap::shipped(),
            findings: Findings::of(session.me),
        })
    }

    /// The plan of the screen, with or without room for a preview beside the pane.
    pub fn layout(&self, with_preview: bool) -> ScreenLayout {
        let on_side = self.focus == Focus::Side;
        ScreenLayout::of(self.width, self.height, on_side, with_preview)
    }
}

/// The scene with the file behind it, at one moment: what a pane works with.
pub struct Sight<'a> {
    pub scene: &'a Scene,
    pub session: &'a Session,
    pub stamp: Stamp,
}

impl<'a> Sight<'a> {
    pub fn new(scene: &'a Scene, session: &'a Session) -> Self {
        Self {
            scene,
            session,
            stamp: session.stamp(),
        }
    }

    pub fn lang(&self) -> Lang {
        self.scene.lang
    }

    /// Looks at the file.
    pub fn reader(&self) -> Reader<'_> {
        self.session.reader(&self.stamp)
    }
}
