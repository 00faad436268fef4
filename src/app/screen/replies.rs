//! What is ordered from the worker, what comes back, and what others or the clock have changed meanwhile.

use std::sync::Arc;

use crate::app::findings::look::{FoundIndex, How};
use crate::app::pane::Pane;
use crate::app::pane::list::ListPane;
use crate::app::pane::today::attention::Attention;
use crate::app::scope::PaneId;
use crate::app::session::Session;
use crate::app::toast::{Mood, Toast};
use crate::app::worker::{Job, Reply};
use crate::rules;

use super::desk::Desk;
use super::notice::{Notice, Notices};
use super::scene::Sight;

impl Desk {
    /// Takes what the worker has found; `true` if something on the screen changed.
    pub fn take(&mut self, reply: Reply, session: &Session) -> bool {
        match reply {
            Reply::Opening(found, top) => self.recall(found, top, session),
            Reply::Opened(found, attention) => {
                let drawn = self.recall(found, attention, session);
                // Not before all is read: two that read at once wait for each other.
                let next = self.scene.findings.order(self.scene.now);
                self.orders.jobs.extend(next.map(Job::Findings));
                drawn
            }
            Reply::Today(attention) => self.take_attention(attention, session),
            Reply::Findings(found) => {
                let news = self.scene.findings.take(found);
                let said = news.trouble.map(Notice::Say);
                self.notice(said.into_iter().collect());
                if news.changed || news.confirmed {
                    self.arrange(session);
                }
                if news.changed {
                    self.orders.today(&self.scene);
                }
                let next = self.scene.findings.order(self.scene.now);
                self.orders.jobs.extend(next.map(Job::Findings));
                (news.changed || news.confirmed) && self.layers.is_empty()
            }
            Reply::Unchecked(why) => {
                self.scene.findings.fail();
                self.arrange(session);
                self.line.say(Toast::trouble(&why), self.scene.now);
                true
            }
            Reply::Count {
                register,
                asked,
                count,
            } => self.for_list(&register, session, |list, _| list.counted(asked, count)),
            Reply::Day { asked, day } => {
                let now = self.scene.now.time();
                let shown = day.is_some_and(|day| self.panes.take_day(asked, day, now));
                if shown {
                    self.settle(session);
                }
                shown && !self.layers.is_covered()
            }
            Reply::Ladder {
                register,
                asked,
                keys,
                ..
            } => {
                let hold = |list: &mut ListPane| list.take_ladder(asked, keys);
                self.for_list(&register, session, |list, _| hold(list));
                false
            }
            Reply::Page {
                register,
                read,
                window,
            } => self.for_list(&register, session, |list, s| {
                list.take_page(read, window, s)
            }),
            Reply::Hits { asked, count } => self.layers.counted(asked, count),
            Reply::Found { asked, hits } => self.layers.take_hits(asked, hits, &self.scene),
            Reply::Progress { done, total } => {
                self.orders.exporting = true;
                let words = [("n", &*done.to_string()), ("total", &*total.to_string())];
                self.line.toast = Some(Toast::said(Mood::Note, "desk-exporting", &words));
                !self.is_typing()
            }
            Reply::Exported { rows, path } => {
                self.orders.exporting = false;
                let (n, path) = (rows.to_string(), path.display().to_string());
                self.say(Mood::Done, "desk-exported", &[("n", &n), ("path", &path)]);
                true
            }
            Reply::Stopped => {
                self.orders.exporting = false;
                self.say(Mood::Note, "desk-export-stopped", &[]);
                true
            }
            Reply::Trouble(text) => {
                self.orders.exporting = false;
                self.scene.findings.let_go();
                self.line.say(Toast::new(Mood::Error, text), self.scene.now);
                true
            }
        }
    }

    fn recall(
        &mut self,
        found: Option<Arc<FoundIndex>>,
        attention: Attention,
        session: &Session,
    ) -> bool {
        let (last, now) = (self.seen.seq, self.scene.now);
        self.scene.findings.recall(found, last, now);
        self.take_attention(attention, session);
        self.arrange(session);
        self.layers.is_empty()
    }

    fn take_attention(&mut self, attention: Attention, session: &Session) -> bool {
        let Some(today) = self.panes.today_mut() else {
            return false;
        };
        let changed = today.take(attention);
        if changed {
            self.arrange(session);
        }
        changed && self.layers.is_empty()
    }

    /// A list takes what it ordered; `true` if that changes the screen. `None` of the list: something else is wanted by
    /// now.
    fn for_list(
        &mut self,
        register: &str,
        session: &Session,
        work: impl FnOnce(&mut ListPane, &Sight<'_>) -> Option<Notices>,
    ) -> bool {
        let id = PaneId::Register(register.to_owned());
        let sight = Sight::new(&self.scene, session);
        let list = self.panes.get_mut(&id).and_then(Pane::list_mut);
        let Some(mut notices) = list.and_then(|list| work(list, &sight)) else {
            return false;
        };
        let shown = self.panes.shown == id;
        // Rows of a list that nobody looks at must not take the place of those that are waited for.
        let page = |job: &Job| matches!(job, Job::Page { .. });
        let waits = |notice: &Notice| shown || !matches!(notice, Notice::Order(job) if page(job));
        notices.retain(waits);
        self.notice(notices);
        shown && !self.layers.is_covered()
    }

    /// Looks whether another process has written; `true` if something on the screen changed.
    pub fn poll(&mut self, session: &Session) -> bool {
        let before = self.seen.seq;
        let drawn = match session.store.data_version() {
            Ok(version) if version != self.seen.version => {
                self.seen.version = version;
                self.refresh_touched(session)
            }
            _ => false,
        };
        // Drafts, and what is kept for an opening, are nothing to anybody else.
        if self.scene.findings.others_wrote(self.seen.seq != before) {
            self.orders.findings(How::Anew, &mut self.scene);
        }
        drawn
    }

    /// Reads again what was touched since the last look; `true` if the screen changed.
    pub(super) fn refresh_touched(&mut self, session: &Session) -> bool {
        let touched = session.store.touched(self.seen.seq);
        let Some((registers, seq)) = self.check(touched) else {
            return true;
        };
        self.seen.seq = seq;
        if registers.is_empty() {
            return false;
        }
        let in_sight = self.panes.touched(&registers);
        self.orders.today(&self.scene);
        self.orders.findings(How::Touched, &mut self.scene);
        if in_sight {
            self.show(self.panes.shown.clone(), session);
        }
        in_sight && !self.layers.is_covered()
    }

    /// A minute has passed: the clock moves records along; `true` if the screen is to be drawn.
    pub fn tick(&mut self, session: &mut Session) -> bool {
        self.scene.now = session.clock.now();
        let mut moved = 0;
        if self.scene.writable {
            let stamp = session.stamp();
            // Another writer may be busy just now; the next minute tries again.
            let done = rules::save::tick(&mut session.store, &stamp);
            self.signals.lagging = matches!(done, Ok(n) if n >= rules::act::AT_ONCE);
            moved = done.unwrap_or(0);
        }
        if moved > 0 {
            self.refresh_touched(session);
        } else {
            self.orders.today(&self.scene);
        }
        if self.scene.findings.is_behind(self.scene.now) {
            self.orders.findings(How::Again, &mut self.scene);
        }
        !self.is_typing()
    }
}
