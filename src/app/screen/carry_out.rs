//! What the desk does for its panes and layers, effect by effect.

use crate::app::adopt::{self, AdoptionDone, AdoptionPlan};
use crate::app::command::Command;
use crate::app::layer::Layer;
use crate::app::layer::chooser::Chooser;
use crate::app::pane::list::ListPane;
use crate::app::pane::{Pane, findings::FindingsPane, tabs};
use crate::app::scope::PaneId;
use crate::app::session::Session;
use crate::app::toast::Mood;
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
        self.orders.hits(&mut self.layers);
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
            Effect::Export(ending) => {
                let sight = Sight::new(&self.scene, session);
                let job = self.panes.list().map(|list| list.export(ending, &sight));
                self.orders.export(job);
            }
            Effect::Copy(text) => self.signals.copied = Some(text),
            Effect::Choose(chooser) => self.layers.push(Layer::Chooser(chooser), &self.scene),
            Effect::Find(words) => self.orders.find(words, &mut self.layers),
            Effect::Confirm(question) => self.layers.push(Layer::Confirm(question), &self.scene),
            Effect::Read(pages) => self.layers.push(Layer::Pages(pages), &self.scene),
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
                Notice::Order(job) => self.orders.jobs.push(*job),
            }
        }
    }

    /// Shows a pane; what was selected there before is selected again. The keys stay where they are.
    pub fn show(&mut self, id: PaneId, session: &Session) {
        self.panes.turn_to(id, &self.scene.catalog);
        self.side.show(&self.panes.shown);
        if let Some(pane) = self.panes.current_mut() {
            let sight = Sight::new(&self.scene, session);
            let notices = pane.component_mut().enter(&sight);
            self.notice(notices);
        }
        self.settle(session);
    }

    /// Shows a tab of the register that is shown.
    fn show_tab(&mut self, tab: usize, session: &Session) {
        let register = self.panes.shown.register();
        let Some(form) = register.and_then(|id| self.scene.catalog.form(id)) else {
            return;
        };
        let pane = tabs::pane_of(form, tab);
        if self.panes.shown != pane {
            self.show(pane, session);
        }
        self.with_list(session, |list, s| list.show_view(tab, s));
    }

    /// Shows a pane and gives it the keys, unless a form is still open.
    pub(super) fn enter(&mut self, id: PaneId, session: &Session) {
        if self.layers.is_covered() {
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
        if let Some(pane) = self.panes.current_mut() {
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
        let pane = self.panes.current_mut();
        let notices = pane.and_then(Pane::list_mut).map(|list| work(list, &sight));
        self.notice(notices.unwrap_or_default());
    }

    /// Shows the findings, narrowed otherwise.
    fn narrow(&mut self, session: &Session, work: impl FnOnce(&mut FindingsPane)) {
        if let Some(pane) = self.panes.findings_mut() {
            work(pane);
        }
        self.enter(PaneId::Findings, session);
    }

    /// Makes the lines of the pane on the screen anew, and the counts of the side list.
    pub(super) fn arrange(&mut self, session: &Session) {
        if let Some(today) = self.panes.today() {
            self.side.open = today.open(&self.scene.findings);
        }
        if let Some(pane) = self.panes.current_mut() {
            let sight = Sight::new(&self.scene, session);
            let notices = pane.component_mut().arrange(&sight);
            self.notice(notices);
        }
        self.settle(session);
    }

    /// Puts a list to choose from above the panes.
    pub(super) fn choose(&mut self, chooser: Result<Chooser<Effect>>) {
        if let Some(chooser) = self.check(chooser) {
            self.layers
                .push(Layer::Chooser(Box::new(chooser)), &self.scene);
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
        self.side.show(&self.panes.shown);
        if !plan.name.is_empty() {
            self.scene.org.clone_from(&plan.name);
        }
        self.refresh_touched(session);
        self.orders.today(&self.scene);
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
