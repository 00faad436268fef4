//! Putting a finding aside until a day, with a reason; and what else is done in the list of findings.

use chrono::Days;

use crate::app::command::Command;
use crate::app::entry::Entry;
use crate::app::layer::{Chooser, Choosing};
use crate::app::outcome::Mood;
use crate::app::screen::browse;
use crate::app::screen::desk::{Desk, PaneId};
use crate::app::session::Session;
use crate::model::{Draft, Value, locale};
use crate::rules::fill;
use crate::store::Result;

use super::{Narrow, narrow};

/// The register of what is put aside.
pub const REGISTER: &str = "snooze";
/// How long, unless somebody says otherwise.
const WEEK: Days = Days::new(7);

impl Desk {
    /// Asks until when, and why; the record is saved like any other.
    pub(in crate::app) fn snooze(&mut self, session: &mut Session) {
        let draft = self.snooze_draft(session);
        if let Some(Some(draft)) = self.check(draft) {
            let about = draft.text("subject").to_owned();
            let entry = Entry::ask(draft, &["until", "reason"], about, session);
            self.push_entry(entry, session);
        }
    }

    fn snooze_draft(&self, session: &Session) -> Result<Option<Draft>> {
        let (Some(form), Some(finding)) = (self.catalog.form(REGISTER), self.finding()) else {
            return Ok(None);
        };
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        let mut draft = fill::new_draft(form, &reader)?;
        let until = stamp.now.date().checked_add_days(WEEK);
        for (name, value) in [
            ("rule", Value::text(&finding.rule)),
            ("register", Value::text(&finding.register)),
            ("record", Value::Int(finding.id)),
            (
                "subject",
                Value::text(format!("{}  {}", finding.title, finding.message)),
            ),
            ("until", until.map_or(Value::Empty, Value::date)),
        ] {
            if let Some(field) = form.field(name) {
                fill::pick(&mut draft, field, value, &reader)?;
            }
        }
        Ok(Some(draft))
    }

    /// Commands over findings, in Today and in their list; `false` for all others.
    pub(in crate::app) fn run_findings(&mut self, command: Command, session: &mut Session) -> bool {
        match command {
            Command::Explain => self.open_explanation(session),
            Command::Snooze => self.snooze(session),
            Command::Mine => self.turn_mine(session),
            Command::ShowAside => {
                let marks = self.finding_marks();
                self.findings.aside = !self.findings.aside;
                self.arrange_findings(&marks, session);
            }
            Command::Narrow => self.open_narrow(session),
            Command::Group => {
                let marks = self.finding_marks();
                self.findings.list.group = self.findings.list.group.next();
                self.arrange_findings(&marks, session);
            }
            _ => return false,
        }
        true
    }

    fn turn_mine(&mut self, session: &Session) {
        if self.findings.me.is_none() {
            self.say(Mood::Warning, "found-nobody", &[]);
            return;
        }
        let marks = self.finding_marks();
        self.findings.mine = !self.findings.mine;
        self.arrange_findings(&marks, session);
    }

    /// By what the list is narrowed.
    fn open_narrow(&mut self, session: &Session) {
        let items = narrow::choices(&self.findings, &self.catalog);
        let title = locale::both("command-narrow", &[]);
        self.open(Chooser::new(Choosing::Narrow, title, items), session);
    }

    /// The line that narrows the list takes a command; `false` if it is not about the line.
    pub(in crate::app) fn edit_findings(&mut self, command: Command, session: &Session) -> bool {
        let erases = matches!(
            command,
            Command::EraseLeft | Command::EraseWord | Command::EraseLine
        );
        if self.shown != PaneId::Findings || !erases {
            return false;
        }
        let marks = self.finding_marks();
        browse::edit_line(&mut self.findings.list.line, command);
        self.arrange_findings(&marks, session);
        true
    }

    /// Words typed over the list narrow it.
    pub(in crate::app) fn type_findings(&mut self, text: &str, session: &Session) {
        let marks = self.finding_marks();
        self.findings.list.line.insert(text);
        self.arrange_findings(&marks, session);
    }

    /// Back one level: out of what narrows the list; `false` if nothing does.
    pub(in crate::app) fn widen_findings(&mut self, session: &Session) -> bool {
        let list = &mut self.findings.list;
        if !list.line.text().is_empty() {
            list.line.set("");
        } else if list.narrow != Narrow::default() {
            list.narrow = Narrow::default();
        } else {
            return false;
        }
        let marks = self.finding_marks();
        self.arrange_findings(&marks, session);
        true
    }
}
