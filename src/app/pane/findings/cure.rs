//! Enter on a finding: what would put it right, or the record itself.

use crate::app::pane::today::TodayLine;
use crate::app::screen::desk::{Desk, PaneId};
use crate::app::session::Session;
use crate::model::Draft;
use crate::rules::fill;
use crate::rules::watch::Finding;
use crate::store::Result;

use super::{FoundIndex, Narrow};

impl Desk {
    /// The place of the selected finding.
    pub(in crate::app) fn finding_place(&self) -> Option<usize> {
        match &self.shown {
            PaneId::Today => match self.today.line()? {
                TodayLine::Finding(place) => Some(place),
                _ => None,
            },
            PaneId::Findings => self.findings.list.place(),
            PaneId::Rulebook => self.book.finding(),
            PaneId::Register(_) => None,
        }
    }

    /// The selected finding.
    pub fn finding(&self) -> Option<&Finding> {
        self.findings.get(self.finding_place()?)
    }

    /// Begins the record that would put the selected finding right; else opens the record it is about.
    pub(in crate::app) fn settle_finding(&mut self, session: &mut Session) {
        let Some((place, found)) = self.finding_place().zip(self.findings.found.clone()) else {
            return;
        };
        let Some(finding) = found.get(place) else {
            return;
        };
        if self.writable {
            let draft = self.cure(&found, finding, session);
            if let Some(Some(draft)) = self.check(draft) {
                self.add(draft, session);
                return;
            }
        }
        self.open_record(&finding.register, finding.id, session);
    }

    /// A new record, filled in as the rule says.
    fn cure(
        &self,
        found: &FoundIndex,
        finding: &Finding,
        session: &Session,
    ) -> Result<Option<Draft>> {
        let guard = found.held.watch.guard(&finding.rule);
        let Some((guard, cure)) = guard.and_then(|g| Some((g, g.rule.cure.as_ref()?))) else {
            return Ok(None);
        };
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        let Some(record) = reader.record(&finding.register, finding.id)? else {
            return Ok(None);
        };
        fill::follow_draft(cure, &guard.form, &record, &reader)
    }

    /// Shows the list of findings, narrowed.
    pub(in crate::app) fn show_findings(&mut self, narrow: Narrow, session: &Session) {
        let marks = self.finding_marks();
        self.findings.list.narrow = narrow;
        self.focus = crate::app::screen::desk::Focus::Main;
        let shown = self.go_to(PaneId::Findings, session);
        self.check(shown);
        self.arrange_findings(&marks, session);
    }
}
