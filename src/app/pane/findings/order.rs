//! When the rules run: at the start, after changes, when the clock moves on, when others have written.

use std::sync::Arc;

use crate::app::outcome::{Mood, Toast};
use crate::app::pane::today::Mark;
use crate::app::screen::desk::{Desk, one_line};
use crate::app::session::Session;
use crate::app::worker::Job;
use crate::model::{Lang, Text, locale};

use super::{FoundIndex, How, LookOrder};

/// Looks at the file (several in a second) without a write of others before everything is checked again.
const QUIET: u8 = 5;

impl Desk {
    /// The rules are to run; ordered now, or when the look that is under way has come back.
    pub(in crate::app) fn want_findings(&mut self, how: How) {
        let findings = &mut self.findings;
        findings.wanted = findings.wanted.max(Some(how));
        self.order_findings();
    }

    fn order_findings(&mut self) {
        let findings = &mut self.findings;
        // What runs later is ordered again by the answer that comes before it; nothing of it is lost.
        let interrupts = matches!(findings.wanted, Some(How::Touched | How::Again));
        if findings
            .under_way
            .is_some_and(|h| h != How::Rest || !interrupts)
        {
            return;
        }
        if let Some(how) = findings.wanted.take() {
            findings.under_way = Some(how);
            if how > How::Touched {
                findings.looked = Some(self.now);
            }
            let held = findings.found.clone();
            self.jobs.push(Job::Findings(LookOrder { held, how }));
        }
    }

    /// Has the rest of the Today pane read.
    pub(in crate::app) fn order_today(&mut self) {
        self.jobs.push(Job::Today(self.findings.found.clone()));
    }

    /// Takes what a look has found; `true` if something on the screen changed.
    pub(in crate::app) fn found(&mut self, found: Arc<FoundIndex>, session: &Session) -> bool {
        self.findings.under_way = None;
        let same = |f: &Arc<FoundIndex>| {
            f.held.findings == found.held.findings
                && f.held.more == found.held.more
                && f.held.troubles == found.held.troubles
                && f.aside == found.aside
                && !self.findings.failed
        };
        let same = self.findings.found.as_ref().is_some_and(same);
        let told = self.findings.found.as_ref();
        let told = told.and_then(|f| f.held.troubles.first()).cloned();
        let marks = self.finding_marks();
        if !found.held.later.is_empty() {
            self.findings.wanted = self.findings.wanted.max(Some(How::Rest));
        }
        self.findings.found = Some(found);
        self.findings.failed = false;
        let trouble = self.findings.found.as_ref();
        let trouble = trouble.and_then(|f| f.held.troubles.first()).cloned();
        if let Some((rule, why)) = trouble.filter(|t| told.as_ref() != Some(t)) {
            let say = |lang| {
                let words = [("rule", &*rule), ("why", why.get(lang))];
                locale::say(lang, "found-trouble", &words)
            };
            let text = Text {
                zh: say(Lang::Zh),
                en: say(Lang::En),
            };
            self.toast(Toast::new(Mood::Error, one_line(&text)));
        }
        if !same {
            self.arrange_findings(&marks, session);
            self.order_today();
        }
        self.order_findings();
        !same && self.layers.is_empty()
    }

    /// The rules could not be checked.
    pub(in crate::app) fn unchecked(&mut self, why: Text, session: &Session) -> bool {
        self.findings.under_way = None;
        let marks = self.finding_marks();
        self.findings.failed = true;
        self.arrange_findings(&marks, session);
        self.toast(Toast::new(Mood::Error, one_line(&why)));
        true
    }

    /// A job broke down; if it was a look, the next one is not to wait for it.
    pub(in crate::app) fn let_go_of_look(&mut self) {
        self.findings.under_way = None;
    }

    /// A minute or a day may have passed: deadlines pass with the clock.
    pub(in crate::app) fn clock_findings(&mut self) {
        let minute = |at: chrono::NaiveDateTime| at.and_utc().timestamp() / 60;
        let last = self.findings.looked.map(minute);
        if last != Some(minute(self.now)) {
            self.want_findings(How::Again);
        }
    }

    /// Whether others have written since the last look at the file; once they pause, everything is checked.
    pub(in crate::app) fn others_wrote(&mut self, now: bool) {
        if now {
            self.findings.quiet = QUIET;
        } else if self.findings.quiet > 0 {
            self.findings.quiet -= 1;
            if self.findings.quiet == 0 {
                self.want_findings(How::Anew);
            }
        }
    }

    /// What the selected lines of the two panes are about.
    pub(in crate::app) fn finding_marks(&self) -> [Option<Mark>; 2] {
        [
            self.today.mark(&self.findings),
            self.findings.selected().map(Mark::of),
        ]
    }

    /// Makes the lines of both panes anew, and the counts of the side list.
    pub(in crate::app) fn arrange_findings(
        &mut self,
        [today, list]: &[Option<Mark>; 2],
        session: &Session,
    ) {
        self.today.arrange(&self.findings, today.as_ref());
        self.findings.arrange(&self.catalog, list.as_ref());
        self.count_open();
        self.arrange_book(session);
        self.settle(session);
    }

    /// What is open in each register: what the rules find, and rows of views that no finding names.
    pub(in crate::app) fn count_open(&mut self) {
        let found = self.findings.found.as_ref();
        let mut open = found.map(|f| f.open.clone()).unwrap_or_default();
        for section in self.today.attention.iter().flat_map(|a| &a.sections) {
            open.entry(section.register.clone())
                .or_default()
                .add(section.heading, section.count);
        }
        self.side.open = open;
    }
}
