//! Carries out commands: what holds everywhere first, then the topmost layer, then whoever has the keys, then what is
//! the same for every pane.

use crate::app::adopt::Standing;
use crate::app::command::{Command, Need};
use crate::app::findings::look::How;
use crate::app::findings::snooze;
use crate::app::layer::chooser::{Chooser, Choosing};
use crate::app::layer::choosers::{self, Readiness};
use crate::app::layer::confirm::Confirm;
use crate::app::layer::wizard::Wizard;
use crate::app::layer::{Layer, choices, history};
use crate::app::scope::PaneId;
use crate::app::session::Session;
use crate::app::toast::{Mood, Toast};
use crate::model::{Text, locale};
use crate::store::Result;

use super::desk::Desk;
use super::effect::{Effect, Effects, Opening};
use super::scene::{Focus, Sight};

impl Desk {
    /// Carries out a command, or says why not.
    pub fn run(&mut self, command: Command, session: &mut Session) {
        if let Some(why) = self.why_not(command) {
            self.line
                .say(Toast::new(Mood::Warning, why), self.scene.now);
            return;
        }
        if self.run_anywhere(command, session) {
            return;
        }
        if let Some(layer) = self.layers.last_mut() {
            let effects = layer.run(command, &self.scene, session);
            self.carry_out(effects, session);
            return;
        }
        match self.run_with_keys(command, session) {
            Some(effects) => self.carry_out(effects, session),
            None => self.run_browse(command, session),
        }
    }

    /// Why a command cannot be carried out now.
    pub fn why_not(&self, command: Command) -> Option<Text> {
        let missing = |id: &str| Some(locale::both(id, &[]));
        let entry = self.layers.is_covered();
        match command.entry().need {
            Need::Nothing => None,
            // A record that was never saved has no history, and nothing can be done with it.
            Need::Record | Need::Change if entry && self.subject().is_none() => {
                missing("desk-need-saved")
            }
            _ if entry => None,
            Need::Register if self.panes.shown.register().is_none() => {
                missing("desk-need-register")
            }
            Need::Record | Need::Change if self.subject().is_none() => missing("desk-need-record"),
            Need::Finding | Need::Aside if self.finding().is_none() => missing("desk-need-finding"),
            Need::Aside if self.scene.catalog.form(snooze::REGISTER).is_none() => {
                missing("desk-need-snooze")
            }
            Need::NewRecord | Need::Change | Need::Aside | Need::Writable
                if !self.scene.writable =>
            {
                missing("desk-need-writable")
            }
            _ => None,
        }
    }

    /// Commands that mean the same whatever lies on top; `false` for all others.
    fn run_anywhere(&mut self, command: Command, session: &mut Session) -> bool {
        let over_form = matches!(self.layers.last(), Some(Layer::Entry(_)));
        match command {
            Command::Help => self.turn_chooser(Choosing::Help, session),
            Command::Menu => self.turn_chooser(Choosing::Menu, session),
            Command::Palette => self.turn_chooser(Choosing::Command, session),
            Command::GoToRegister => self.turn_chooser(Choosing::Register, session),
            Command::FindEverywhere => self.turn_chooser(Choosing::Everywhere, session),
            Command::Quit => self.ask_quit(session),
            Command::Language => self.switch_language(session),
            Command::Theme => self.switch_theme(session),
            Command::Redraw => self.signals.redraw = true,
            Command::Messages => {
                let pages = history::messages(&self.line.said, self.scene.lang);
                self.layers.push(Layer::Pages(pages), &self.scene);
            }
            Command::History if over_form => self.read_history(session),
            Command::Act if over_form => self.choose_of_subject(choosers::actions, session),
            _ => return false,
        }
        true
    }

    /// The side list or the pane takes a command, whoever has the keys; `None` if it is not theirs.
    fn run_with_keys(&mut self, command: Command, session: &Session) -> Option<Effects> {
        match self.scene.focus {
            Focus::Side => self.side.run(command),
            Focus::Main => {
                let sight = Sight::new(&self.scene, session);
                let pane = self.panes.current_mut()?;
                pane.component_mut().run(command, &sight)
            }
        }
    }

    /// Commands that mean the same for every pane.
    fn run_browse(&mut self, command: Command, session: &mut Session) {
        match command {
            Command::Edit => {
                if let Some((register, id)) = self.subject() {
                    self.open(Opening::Record(register, id), session);
                }
            }
            Command::New => match self.panes.shown.register().map(str::to_owned) {
                Some(register) => self.open(Opening::New(register), session),
                None => self.choose(Ok(choosers::beginnings(&self.scene.catalog))),
            },
            Command::Duplicate => {
                if let Some((register, id)) = self.subject() {
                    self.open(Opening::Copy(register, id), session);
                }
            }
            Command::Void => {
                if let Some((register, id)) = self.subject() {
                    self.open(Opening::Void(register, vec![id]), session);
                }
            }
            Command::Related => self.choose_of_subject(choosers::related, session),
            Command::Act => self.choose_of_subject(choosers::actions, session),
            Command::History => self.read_history(session),
            Command::Undo => self.undo(true, session),
            Command::Redo => self.undo(false, session),
            Command::Drafts => {
                let drafts = choosers::drafts(&Sight::new(&self.scene, session));
                self.choose(drafts);
            }
            Command::Adopt => self.open_wizard(false, session),
            Command::Today => self.enter(PaneId::Today, session),
            Command::Findings => self.enter(PaneId::Findings, session),
            Command::Rulebook => self.enter(PaneId::Rulebook, session),
            Command::Refresh => self.refresh(session),
            Command::NextPane | Command::PreviousPane => self.turn_focus(session),
            Command::Cancel if self.orders.exporting => self.signals.stop = true,
            Command::Cancel => self.back(session),
            // An arrow that leads nowhere says so by itself.
            _ if command.is_plain_key() => {}
            _ => {
                let what = command.doc(self.scene.lang);
                self.say(Mood::Note, "desk-not-here", &[("what", &what)]);
            }
        }
    }

    /// Back one level: out of what narrows the pane, then to the side list.
    fn back(&mut self, session: &mut Session) {
        let sight = Sight::new(&self.scene, session);
        let pane = self.panes.current_mut();
        let back = pane.and_then(|pane| pane.component_mut().back(&sight));
        match (back, self.scene.focus) {
            (Some(effects), _) => self.carry_out(effects, session),
            (None, Focus::Main) => self.turn_focus(session),
            (None, Focus::Side) => self.say(Mood::Note, "desk-quit-by", &[]),
        }
    }

    /// Everything in sight is read again.
    fn refresh(&mut self, session: &Session) {
        if let Some(pane) = self.panes.current_mut() {
            let sight = Sight::new(&self.scene, session);
            let notices = pane.component_mut().refresh(&sight);
            self.notice(notices);
        }
        self.orders.today(&self.scene);
        self.orders.findings(How::Anew, &mut self.scene);
        self.settle(session);
    }

    /// Opens a list to choose from. The key that opened one closes it; another one takes its place.
    fn turn_chooser(&mut self, wanted: Choosing, session: &mut Session) {
        if let Some(Layer::Chooser(open)) = self.layers.last() {
            let same = open.what == wanted;
            self.layers.pop();
            if same {
                return;
            }
        }
        let chooser = match wanted {
            Choosing::Register => choosers::registers(&self.scene.catalog, &self.side.open, ""),
            Choosing::Everywhere => choosers::everywhere(""),
            Choosing::Command => {
                let mut more = self.action_items(session);
                more.extend(choices::registers(&self.scene.catalog, &self.side.open));
                self.with_readiness(|now| choosers::palette(now, more))
            }
            Choosing::Help => {
                let register = self.panes.shown.register();
                let register = register.filter(|_| self.scene.focus == Focus::Main);
                let title = choosers::help_title(register, &self.scene.catalog);
                self.with_readiness(|now| choosers::commands(wanted, title, now))
            }
            _ => {
                let title = locale::both("desk-choose-menu", &[]);
                self.with_readiness(|now| choosers::commands(wanted, title, now))
            }
        };
        self.choose(Ok(chooser));
        if wanted == Choosing::Everywhere {
            self.orders.find(String::new(), &mut self.layers);
        }
    }

    fn with_readiness(
        &self,
        make: impl FnOnce(&Readiness<'_>) -> Chooser<Effect>,
    ) -> Chooser<Effect> {
        make(&Readiness {
            scope: self.scope(),
            keymap: &self.scene.keymap,
            recent: &self.recent,
            why_not: &|command| self.why_not(command),
        })
    }

    fn action_items(&mut self, session: &Session) -> Vec<choices::EffectItem> {
        let Some((register, id)) = self.subject() else {
            return Vec::new();
        };
        let stamp = session.stamp();
        let found = choices::actions(&register, id, &session.reader(&stamp));
        self.check(found).unwrap_or_default()
    }

    /// Offers what goes with the record that commands refer to.
    fn choose_of_subject(
        &mut self,
        of: fn(&str, i64, &Sight<'_>) -> Result<Chooser<Effect>>,
        session: &Session,
    ) {
        if let Some((register, id)) = self.subject() {
            let chooser = of(&register, id, &Sight::new(&self.scene, session));
            self.choose(chooser);
        }
    }

    fn read_history(&mut self, session: &Session) {
        if let Some((register, id)) = self.subject() {
            let pages = history::of(&register, id, &Sight::new(&self.scene, session));
            if let Some(Some(pages)) = self.check(pages) {
                self.layers.push(Layer::Pages(pages), &self.scene);
            }
        }
    }

    /// Asks only where something typed is not saved.
    fn ask_quit(&mut self, session: &mut Session) {
        if matches!(self.layers.last(), Some(Layer::Confirm(_))) {
            return;
        }
        if !self.layers.is_dirty() {
            self.signals.quit = true;
            return;
        }
        self.pause(session);
        let [question, no, yes] =
            ["desk-quit-dirty", "desk-quit-no", "desk-quit-yes"].map(|id| locale::both(id, &[]));
        let question = Confirm::new(question, no, yes, Effect::Quit);
        let question = Layer::Confirm(Box::new(question));
        self.layers.push(question, &self.scene);
    }

    fn switch_language(&mut self, session: &mut Session) {
        self.scene.lang = self.scene.lang.other();
        session.lang = self.scene.lang;
        self.panes.outdate();
        self.show(self.panes.shown.clone(), session);
        self.orders.today(&self.scene);
        self.orders.findings(How::Anew, &mut self.scene);
        self.keep_setting("ui_lang", self.scene.lang.tag(), session);
    }

    fn switch_theme(&mut self, session: &mut Session) {
        self.scene.light = !self.scene.light;
        let word = if self.scene.light { "light" } else { "dark" };
        self.keep_setting("ui_theme", word, session);
    }

    /// A taste is kept where the file can be written; else it holds for this session.
    pub(super) fn keep_setting(&mut self, key: &str, value: &str, session: &mut Session) {
        if self.scene.writable {
            let kept = session.store.set_setting(key, value);
            self.check(kept);
        }
    }

    /// At the first start of a desk in which nothing was ever written: which regulations is it to watch?
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn welcome(&mut self, session: &Session) -> Result<()> {
        let free = self.scene.writable && self.layers.is_empty();
        if free && Standing::is_to_be_asked(&session.store)? {
            self.open_wizard(true, session);
        }
        Ok(())
    }

    /// The wizard that adopts regulations: called for, or asked for at the first start.
    pub(super) fn open_wizard(&mut self, first: bool, session: &Session) {
        let wizard = Wizard::open(first, session);
        if let Some(wizard) = self.check(wizard) {
            self.layers
                .push(Layer::Adopt(Box::new(wizard)), &self.scene);
        }
    }
}
