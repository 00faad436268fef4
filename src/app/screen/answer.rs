//! What is ordered from the worker, what comes back, and what others have changed meanwhile.

use crate::app::layer::choices;
use crate::app::layer::{Choosing, Layer};
use crate::app::outcome::{Mood, Toast};
use crate::app::pane::findings::How;
use crate::app::session::Session;
use crate::app::worker::{Job, Reply};
use crate::model::locale;
use crate::rules;
use crate::store::Result;

use super::desk::Desk;

/// From this many rows on a ladder is worth its time.
const LONG: u64 = 5_000;
/// Rungs of a ladder.
const RUNGS: u64 = 1_000;

/// The rows between two rungs of the ladder of a list.
pub fn step(count: u64) -> u64 {
    (count / RUNGS).max(200)
}

impl Desk {
    /// Has the rows of the list that is shown read, where no index serves it.
    pub(in crate::app) fn order_page(&mut self) {
        let job = self
            .pane_mut()
            .and_then(crate::app::pane::list::Pane::order_page);
        self.jobs.extend(job);
    }

    /// Has the hits of a query that is being typed counted.
    pub(in crate::app) fn order_hits(&mut self) {
        if let Some(Layer::Entry(entry)) = self.layers.last_mut()
            && let Some(query) = entry.order_hits(self.asked + 1)
        {
            self.asked += 1;
            let asked = self.asked;
            self.jobs.push(Job::Hits { asked, query });
        }
    }

    /// Has the list that is shown counted.
    pub(in crate::app) fn order_count(&mut self) {
        self.order_page();
        if let Some(pane) = self.pane().filter(|p| p.count.is_none()) {
            let job = Job::Count {
                asked: pane.asked,
                query: pane.query(),
            };
            self.jobs.push(job);
        }
    }

    /// Takes what the worker has found; `true` if something on the screen changed.
    pub fn take(&mut self, answer: Reply, session: &Session) -> bool {
        match answer {
            Reply::Today(attention) => {
                if self.today.attention.as_ref() == Some(&attention) {
                    return false;
                }
                let marks = self.finding_marks();
                self.today.attention = Some(attention);
                self.arrange_findings(&marks, session);
                self.layers.is_empty()
            }
            Reply::Findings(found) => self.found(found, session),
            Reply::Unchecked(why) => self.unchecked(why, session),
            Reply::Count {
                register,
                asked,
                count,
            } => self.counted(&register, asked, count),
            Reply::Ladder {
                register,
                asked,
                keys,
                ..
            } => {
                if let Some(pane) = self.panes.get_mut(&register).filter(|p| p.asked == asked) {
                    pane.ladder = keys;
                }
                false
            }
            Reply::Page {
                register,
                read,
                window,
            } => {
                let stamp = session.stamp();
                let reader = session.reader(&stamp);
                let pane = self.panes.get_mut(&register);
                let taken = pane.map_or(Ok(false), |p| p.took(read, window, &reader));
                let taken = self.check(taken).unwrap_or(true);
                self.order_page();
                taken && self.shown.register() == Some(register.as_str()) && !self.is_covered()
            }
            Reply::Hits { asked, count } => self.layers.iter_mut().any(|layer| match layer {
                Layer::Entry(entry) => entry.counted(asked, count),
                _ => false,
            }),
            Reply::Found { asked, hits } => {
                let (catalog, lang) = (self.catalog.clone(), self.lang);
                for layer in &mut self.layers {
                    if let Layer::Chooser(c) = layer
                        && c.what == Choosing::Everywhere
                        && c.asked == asked
                    {
                        c.items = choices::hits(hits, &catalog, lang);
                        c.narrow();
                        self.settle(session);
                        return true;
                    }
                }
                false
            }
            Reply::Progress { done, total } => {
                self.exporting = true;
                let words = [("n", &*done.to_string()), ("total", &*total.to_string())];
                self.toast = Some(Toast::new(
                    Mood::Note,
                    locale::both("desk-exporting", &words),
                ));
                !self.is_typing()
            }
            Reply::Exported { rows, path } => {
                self.exporting = false;
                let (n, path) = (rows.to_string(), path.display().to_string());
                self.say(Mood::Done, "desk-exported", &[("n", &n), ("path", &path)]);
                true
            }
            Reply::Stopped => {
                self.exporting = false;
                self.say(Mood::Note, "desk-export-stopped", &[]);
                true
            }
            Reply::Trouble(text) => {
                self.exporting = false;
                self.let_go_of_look();
                self.toast(Toast::new(Mood::Error, text));
                true
            }
        }
    }

    fn counted(&mut self, register: &str, asked: u64, count: u64) -> bool {
        let Some(pane) = self.panes.get_mut(register).filter(|p| p.asked == asked) else {
            return false;
        };
        pane.count = Some(count);
        pane.window.counted(count);
        if count >= LONG && pane.ladder.is_empty() {
            self.jobs.push(Job::Ladder {
                asked,
                step: usize::try_from(step(count)).unwrap_or(usize::MAX),
                query: pane.query(),
            });
        }
        self.shown.register() == Some(register) && !self.is_covered()
    }

    /// Looks whether another process has written; `true` if something on the screen changed.
    pub fn poll(&mut self, session: &Session) -> bool {
        match session.store.data_version() {
            Ok(version) if version != self.version => {
                self.version = version;
                self.others_wrote(true);
                let refreshed = self.refresh_touched(session);
                self.check(refreshed).unwrap_or(true)
            }
            _ => {
                self.others_wrote(false);
                false
            }
        }
    }

    /// Reads again what was touched since the last look.
    pub(in crate::app) fn refresh_touched(&mut self, session: &Session) -> Result<bool> {
        let (registers, seq) = session.store.touched(self.seq)?;
        self.seq = seq;
        if registers.is_empty() {
            return Ok(false);
        }
        for register in &registers {
            if let Some(pane) = self.panes.get_mut(register) {
                pane.stale = true;
                pane.asked += 1;
                pane.count = None;
                pane.ladder.clear();
            }
        }
        self.order_today();
        self.want_findings(How::Touched);
        let shown = self.shown.register();
        let behind = shown.is_some_and(|s| registers.iter().any(|r| r == s));
        if behind {
            self.go_to(self.shown.clone(), session)?;
        }
        Ok(behind && !self.is_covered())
    }

    /// Everything in sight is read again.
    pub(in crate::app) fn refresh(&mut self, session: &Session) {
        self.with_pane(session, |pane, reader| {
            pane.count = None;
            pane.again(reader)
        });
        self.order_count();
        self.order_today();
        self.want_findings(How::Anew);
        self.settle(session);
    }

    /// A minute has passed: the clock moves records along; `true` if the screen is to be drawn.
    pub fn tick(&mut self, session: &mut Session) -> bool {
        self.now = session.clock.now();
        if !self.writable {
            self.order_today();
            self.clock_findings();
            return !self.is_typing();
        }
        let stamp = session.stamp();
        let moved = rules::save::tick(&mut session.store, &stamp);
        self.lagging = matches!(moved, Ok(n) if n >= rules::act::AT_ONCE);
        // Another writer may be busy just now; the next minute tries again.
        if let Ok(moved) = moved
            && moved > 0
        {
            let refreshed = self.refresh_touched(session);
            self.check(refreshed);
        } else {
            self.order_today();
        }
        self.clock_findings();
        !self.is_typing()
    }
}
