//! When the rules run: at the start, after changes, when the clock moves on, when others have written.

use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::app::session::Session;
use crate::app::toast::Toast;
use crate::model::{Lang, Text, locale};
use crate::store::KeptLook;

use super::Findings;
use super::look::{FoundIndex, How, LookOrder};

/// Looks at the file (several in a second) without a write of others before everything is checked again.
const QUIET: u8 = 5;

/// What a look that came back has brought.
pub struct News {
    /// Whether anything else is found than before.
    pub changed: bool,
    /// What was shown as of an earlier moment is so now.
    pub confirmed: bool,
    /// A rule that cannot be run, where that was not said yet.
    pub trouble: Option<Toast>,
}

impl Findings {
    /// The rules are to run; ordered now, or when the look that is under way has come back.
    pub fn want(&mut self, how: How, now: NaiveDateTime) -> Option<LookOrder> {
        self.wanted = self.wanted.max(Some(how));
        self.order(now)
    }

    /// The look that is to be ordered now, if one is.
    pub fn order(&mut self, now: NaiveDateTime) -> Option<LookOrder> {
        // What runs later is ordered again by the answer that comes before it; nothing of it is lost.
        let interrupts = matches!(self.wanted, Some(How::Touched | How::Again));
        if self
            .under_way
            .is_some_and(|h| h != How::Rest || !interrupts)
        {
            return None;
        }
        let how = self.wanted.take()?;
        self.under_way = Some(how);
        if how > How::Touched {
            self.looked = Some(now);
        }
        let held = self.found.clone();
        Some(LookOrder { held, how })
    }

    /// Takes the look that was kept, unless there is one already; what makes it true again is wanted then. `last` is the
    /// ledger's number.
    pub fn recall(&mut self, found: Option<Arc<FoundIndex>>, last: i64, now: NaiveDateTime) {
        if self.found.is_some() {
            return;
        }
        let Some(found) = found else {
            self.wanted = Some(How::Anew);
            return;
        };
        let (at, seq) = (found.held.at, found.held.seq);
        self.found = Some(found);
        self.kept = Some((seq, at));
        self.as_of = Some(at);
        if minute(at) != minute(now) {
            self.wanted = self.wanted.max(Some(How::Again));
            return;
        }
        self.looked = Some(at);
        if seq == last {
            self.as_of = None;
        } else {
            self.wanted = self.wanted.max(Some(How::Touched));
        }
    }

    /// Takes what a look has found; the next one is to be ordered after that.
    pub fn take(&mut self, found: Arc<FoundIndex>) -> News {
        self.under_way = None;
        // Rules that are left for later know of an earlier moment still; without the clock having moved there is nothing
        // that a look at the changes alone does not see.
        let looked = |at| found.held.at > at || self.looked == Some(at);
        let whole = found.held.later.is_empty();
        let confirmed = whole && self.as_of.take_if(|at| looked(*at)).is_some();
        let same = |f: &Arc<FoundIndex>| {
            f.held.findings == found.held.findings
                && f.held.more == found.held.more
                && f.held.troubles == found.held.troubles
                && f.aside == found.aside
                && !self.failed
        };
        let changed = !self.found.as_ref().is_some_and(same);
        let first = |f: &Arc<FoundIndex>| f.held.troubles.first().cloned();
        let told = self.found.as_ref().and_then(first);
        if !found.held.later.is_empty() {
            self.wanted = self.wanted.max(Some(How::Rest));
        }
        let trouble = first(&found).filter(|t| told.as_ref() != Some(t));
        self.found = Some(found);
        self.failed = false;
        News {
            changed,
            confirmed,
            trouble: trouble.map(|(rule, why)| troubled(&rule, &why)),
        }
    }

    /// Has the file keep what was found last, for the next opening: whenever the desk rests, and when it is left.
    pub fn keep(&mut self, leaving: bool, session: &mut Session) {
        let look = self.to_keep(leaving);
        if look.is_some_and(|look| session.store.keep_look(&look)) {
            self.kept = self.found.as_ref().map(|f| (f.held.seq, f.held.at));
        }
    }

    /// What is to be kept of the last look: while the desk rests only what knows of more than was kept before.
    fn to_keep(&self, leaving: bool) -> Option<KeptLook> {
        let found = self.found.as_ref().filter(|_| self.is_true())?;
        let at = (found.held.seq, found.held.at);
        let is_kept = |kept: (i64, NaiveDateTime)| kept == at || (!leaving && kept.0 == at.0);
        if self.kept.is_some_and(is_kept) {
            return None;
        }
        found.held.kept(self.me)
    }

    /// Whether what is shown is what the rules found, and all of it.
    fn is_true(&self) -> bool {
        self.as_of.is_none() && !self.failed
    }

    /// The rules could not be checked.
    pub fn fail(&mut self) {
        self.under_way = None;
        self.failed = true;
    }

    /// A job broke down; if it was a look, the next one is not to wait for it.
    pub fn let_go(&mut self) {
        self.under_way = None;
    }

    /// Whether deadlines may have passed with the clock since the last look over everything.
    pub fn is_behind(&self, now: NaiveDateTime) -> bool {
        self.looked.map(minute) != Some(minute(now))
    }

    /// Whether others have written since the last look at the file; `true` once they pause, when everything is to be
    /// checked.
    pub fn others_wrote(&mut self, now: bool) -> bool {
        if now {
            self.quiet = QUIET;
            return false;
        }
        let waiting = self.quiet > 0;
        self.quiet = self.quiet.saturating_sub(1);
        waiting && self.quiet == 0
    }
}

fn minute(at: NaiveDateTime) -> i64 {
    at.and_utc().timestamp() / 60
}

fn troubled(rule: &str, why: &Text) -> Toast {
    let say = |lang| {
        let words = [("rule", rule), ("why", why.get(lang))];
        locale::say(lang, "found-trouble", &words)
    };
    Toast::trouble(&Text::new(say(Lang::Zh), say(Lang::En)))
}
