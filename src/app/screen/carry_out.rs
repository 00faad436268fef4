//! What the desk does for its panes and layers, effect by effect.

use crate::app::adopt::{self, AdoptionDone, AdoptionPlan};
use crate::app::command::Command;
use crate::app::layer::Layer;
use crate::app::layer::chooser::Chooser;
use crate::app::layer::confirm::Confirm;
use crate::app::pane::list::ListPane;
use crate::app::pane::{Pane, findings::FindingsPane, tabs};
use crate::app::scope::PaneId;
use crate::app::session::Session;
use crate::app::toast::Mood;
use crate::app::worker::Job;
use crate::model::locale;
use crate::store::Result;

use super::desk::Desk;
use super::effect::{Effect, Effects};
use super::notice::{Notice, Notices};
use super::scene::{Focus, Sight};
use super::sidebar::Sidebar;

impl Desk {
    /// Carries out what a pane or a layer asks for, in the order in which it is asked.
    pub(super) fn carry_out(&mut self, effects: Effects, session: &mut Session) {
        for effect in effects {
            self.carry_out_one(effect, session);
        }
        self.order_hits();
    }

    fn carry_out_one(&mut self, effect: Effect, session: &mut Session) {
        match effect {
            Effect::Notice(notice) => self.notice(vec![notice]),
            Effect::Run(command) => self.run(command, session),
            Effect::Recall(command) => {
                self.recent.retain(|c| *c != command);
                self.recent.insert(0, command);
                self.run(command, session);
            }
            Effect::Show(pane) => self.show(pane, session),
            Effect::Enter(pane) => self.enter(pane, session),
            Effect::View(tab) => self.show_tab(tab, session),
            Effect::Refer {
                register,
                field,
                id,
                shown,
            } => {
                self.enter(PaneId::Register(register), session);
                self.with_list(session, |list, s| list.refer(&field, id, shown, s));
            }
            Effect::Conditions(matches) => {
                self.with_list(session, |list, s| list.show_matching(matches, s));
            }
            Effect::Narrow(narrow) => self.narrow(session, |pane| pane.narrow = narrow),
            Effect::NarrowBy(more) => {
                self.narrow(session, |pane| pane.narrow = pane.narrow.and(more));
            }
            Effect::TurnMine => {
                self.scene.findings.mine = !self.scene.findings.mine;
                self.arrange(session);
            }
            Effect::TurnAside => {
                self.scene.findings.aside = !self.scene.findings.aside;
                self.arrange(session);
            }
            Effect::Export(ending) => self.export(ending, session),
            Effect::Copy(text) => self.signals.copied = Some(text),
            Effect::Choose(chooser) => self.push(Layer::Chooser(chooser)),
            Effect::Find(words) => self.find(words),
            Effect::Confirm(question) => self.push(Layer::Confirm(question)),
            Effect::Read(pages) => self.push(Layer::Pages(pages)),
            Effect::Close => {
                self.layers.pop();
                self.settle(session);
            }
            Effect::Adopted(adopted) => self.adopted(&adopted.0, &adopted.1, session),
            Effect::AdoptLater => self.adopt_later(session),
            Effect::Quit => self.signals.quit = true,
            Effect::Open(opening) => self.open(opening, session),
            Effect::ActAll {
                register,
                ids,
                action,
            } => self.act_all(&register, &ids, &action, session),
            Effect::VoidAll {
                register,
                ids,
                reason,
            } => self.void_all(&register, &ids, &reason, session),
            Effect::Saved(saved) => self.saved(*saved, session),
            Effect::Turn { forward } => self.turn(forward, session),
        }
    }

    /// Says and orders what reading led to.
    pub(super) fn notice(&mut self, notices: Notices) {
        for notice in notices {
            match notice {
                Notice::Say(toast) => self.line.say(toast, self.scene.now),
                Notice::Order(job) => self.jobs.push(*job),
            }
        }
    }

    /// Shows a pane; what was selected there before is selected again. The keys stay where they are.
    pub fn show(&mut self, id: PaneId, session: &Session) {
        if !self.panes.contains_key(&id) {
            let Some(pane) = Pane::new(&id, &self.scene.catalog) else {
                self.shown = PaneId::Today;
                return;
            };
            self.panes.insert(id.clone(), pane);
        }
        self.shown = id;
        self.side.show(&self.shown);
        if let Some(pane) = self.panes.get_mut(&self.shown) {
            let sight = Sight::new(&self.scene, session);
            let notices = pane.component_mut().enter(&sight);
            self.notice(notices);
        }
        self.settle(session);
    }

    /// Shows a tab of the register that is shown.
    fn show_tab(&mut self, tab: usize, session: &Session) {
        let register = self.shown.register();
        let Some(form) = register.and_then(|id| self.scene.catalog.form(id)) else {
            return;
        };
        let pane = tabs::pane_of(form, tab);
        if self.shown != pane {
            self.show(pane, session);
        }
        self.with_list(session, |list, s| list.show_view(tab, s));
    }

    /// Shows a pane and gives it the keys, unless a form is still open.
    pub(super) fn enter(&mut self, id: PaneId, session: &Session) {
        if self.is_covered() {
            self.say(Mood::Note, "desk-finish-form", &[]);
            return;
        }
        self.layers.clear();
        self.scene.focus = Focus::Main;
        self.show(id, session);
    }

    /// The side list and the pane change places as the one that takes the keys.
    pub(super) fn turn_focus(&mut self, session: &Session) {
        self.scene.focus = match self.scene.focus {
            Focus::Side => Focus::Main,
            Focus::Main => Focus::Side,
        };
        if let Some(pane) = self.panes.get_mut(&self.shown) {
            pane.component_mut().leave();
        }
        self.settle(session);
    }

    /// The list on the screen does something.
    pub(super) fn with_list(
        &mut self,
        session: &Session,
        work: impl FnOnce(&mut ListPane, &Sight<'_>) -> Notices,
    ) {
        let sight = Sight::new(&self.scene, session);
        let pane = self.panes.get_mut(&self.shown);
        let notices = pane.and_then(Pane::list_mut).map(|list| work(list, &sight));
        self.notice(notices.unwrap_or_default());
    }

    /// Shows the findings, narrowed otherwise.
    fn narrow(&mut self, session: &Session, work: impl FnOnce(&mut FindingsPane)) {
        if let Some(Pane::Findings(pane)) = self.panes.get_mut(&PaneId::Findings) {
            work(pane);
        }
        self.enter(PaneId::Findings, session);
    }

    /// Makes the lines of the pane on the screen anew, and the counts of the side list.
    pub(super) fn arrange(&mut self, session: &Session) {
        if let Some(Pane::Today(today)) = self.panes.get(&PaneId::Today) {
            self.side.open = today.open(&self.scene.findings);
        }
        if let Some(pane) = self.panes.get_mut(&self.shown) {
            let sight = Sight::new(&self.scene, session);
            let notices = pane.component_mut().arrange(&sight);
            self.notice(notices);
        }
        self.settle(session);
    }

    /// Puts something above the panes.
    pub(super) fn push(&mut self, mut layer: Layer) {
        layer.settle(&self.scene);
        self.layers.push(layer);
    }

    /// Puts a list to choose from above the panes.
    pub(super) fn choose(&mut self, chooser: Result<Chooser<Effect>>) {
        if let Some(chooser) = self.check(chooser) {
            self.push(Layer::Chooser(Box::new(chooser)));
        }
    }

    /// Asks a question; "yes" leads to the effect.
    pub(super) fn ask(&mut self, question: &str, no: &str, yes: &str, go: Effect) {
        let word = |id| locale::both(id, &[]);
        let question = Confirm::new(word(question), word(no), word(yes), go);
        self.push(Layer::Confirm(Box::new(question)));
    }

    /// Has the list on the screen written as a file.
    fn export(&mut self, ending: &str, session: &Session) {
        let sight = Sight::new(&self.scene, session);
        let job: Option<Job> = self.list().map(|list| list.export(ending, &sight));
        self.exporting |= job.is_some();
        self.jobs.extend(job);
    }

    /// Has words looked for in every register, for the list on top.
    pub(super) fn find(&mut self, text: String) {
        self.asked += 1;
        if let Some(Layer::Chooser(chooser)) = self.layers.last_mut() {
            chooser.asked = self.asked;
        }
        if !text.is_empty() {
            let asked = self.asked;
            self.jobs.push(Job::Find { asked, text });
        }
    }

    /// The wizard was left for later: nobody is asked again.
    fn adopt_later(&mut self, session: &mut Session) {
        self.keep_setting(adopt::ASKED, "later", session);
        let key = self.key_of(Command::Palette);
        self.say(Mood::Note, "adopt-later", &[("key", &key)]);
    }

    /// The desk shows other registers, is called otherwise, and is watched by other rules.
    fn adopted(&mut self, plan: &AdoptionPlan, done: &AdoptionDone, session: &Session) {
        self.scene.catalog = session.store.catalog().clone();
        let open = std::mem::take(&mut self.side.open);
        self.side = Sidebar::new(&self.scene.catalog);
        self.side.open = open;
        self.side.show(&self.shown);
        if !plan.name.is_empty() {
            self.scene.org.clone_from(&plan.name);
        }
        self.refresh_touched(session);
        self.order_today();
        self.line.saved_at = Some(session.clock.now());
        let later = plan.from > session.clock.now().date();
        let id = match (done.adopted.is_empty(), done.ended.is_empty()) {
            (true, true) => "adopt-same",
            (false, true) if later => "adopt-done-later",
            (false, true) => "adopt-done",
            _ => "adopt-changed",
        };
        let args = [
            ("n", &*done.adopted.len().to_string()),
            ("ended", &*done.ended.len().to_string()),
            ("from", &*plan.from.format("%Y-%m-%d").to_string()),
            ("key", &*self.key_of(Command::Undo)),
        ];
        self.say(Mood::Done, id, &args);
        self.settle(session);
    }

    /// The key of a command here; nothing where it has none.
    fn key_of(&self, command: Command) -> String {
        let key = self.scene.keymap.key_of(self.scope(), command);
        key.unwrap_or_default()
    }
}
