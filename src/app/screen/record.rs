//! Records: opening, making, amending, acting on and voiding them, and what comes of it.

use crate::app::command::Command;
use crate::app::entry::Entry;
use crate::app::layer::{Choosing, Go, Layer};
use crate::app::outcome::{Mood, Outcome};
use crate::app::pane::findings::Narrow;
use crate::app::pane::today::TodayLine;
use crate::app::session::Session;
use crate::model::Draft;
use crate::rules::fill;
use crate::store::{Condition, Predicate, Result};

use super::desk::{Desk, Focus, PaneId};

impl Desk {
    /// Enter: into the register, or into the record.
    pub(in crate::app) fn enter(&mut self, session: &mut Session) {
        match (self.focus, &self.shown) {
            (Focus::Side, _) => {
                let Some(place) = self.side.place() else {
                    if !self.side.unfold() {
                        self.moved(Command::Down, session);
                    }
                    return;
                };
                self.focus = Focus::Main;
                let shown = self.go_to(place, session);
                self.check(shown);
            }
            (Focus::Main, PaneId::Findings) => self.settle_finding(session),
            (Focus::Main, PaneId::Rulebook) => self.enter_book(session),
            (Focus::Main, PaneId::Today) if self.finding_place().is_some() => {
                self.settle_finding(session);
            }
            (Focus::Main, PaneId::Today) => {
                if let Some(TodayLine::Rest(severity, _)) = self.today.line() {
                    let narrow = Narrow {
                        severity: Some(severity),
                        ..Narrow::default()
                    };
                    self.show_findings(narrow, session);
                    return;
                }
                let current = self.today.current().map(|(r, id, v)| (r.to_owned(), id, v));
                match current {
                    Some((register, Some(id), _)) => self.open_record(&register, id, session),
                    Some((register, None, view)) => {
                        let shown = self.show(Some(&register), session);
                        self.check(shown);
                        self.show_view(view, session);
                    }
                    None => {}
                }
            }
            (Focus::Main, PaneId::Register(_)) => {
                if let Some((register, id)) = self.subject() {
                    self.open_record(&register, id, session);
                }
            }
        }
    }

    pub(in crate::app) fn open_record(&mut self, register: &str, id: i64, session: &mut Session) {
        let entry = Entry::edit(register, id, session);
        self.push_entry(entry, session);
    }

    pub(in crate::app) fn new_record(&mut self, session: &mut Session) {
        match self.shown.register().map(str::to_owned) {
            Some(register) => self.begin(&register, session),
            None => self.open_new(session),
        }
    }

    /// A new record of a register, with everything the form fills in by itself.
    fn begin(&mut self, register: &str, session: &mut Session) {
        let Some(form) = self.catalog.form(register).cloned() else {
            return;
        };
        let stamp = session.stamp();
        let draft = fill::new_draft(&form, &session.reader(&stamp));
        if let Some(draft) = self.check(draft) {
            self.add(draft, session);
        }
    }

    pub(in crate::app) fn add(&mut self, draft: Draft, session: &mut Session) {
        let entry = Entry::add(draft, session);
        self.push_entry(entry, session);
    }

    pub(in crate::app) fn duplicate(&mut self, session: &mut Session) {
        let Some((register, id)) = self.subject() else {
            return;
        };
        let Some(form) = self.catalog.form(&register).cloned() else {
            return;
        };
        let stamp = session.stamp();
        let record = session.reader(&stamp).record(&register, id);
        if let Some(Some(record)) = self.check(record) {
            self.add(fill::duplicate(&form, &record), session);
        }
    }

    pub(in crate::app) fn void(&mut self, session: &mut Session) {
        if self.void_marked(session) {
            return;
        }
        if let Some((register, id)) = self.subject() {
            let entry = Entry::void(&register, id, session);
            self.push_entry(entry, session);
        }
    }

    pub(in crate::app) fn query(&mut self, session: &mut Session) {
        if let Some(pane) = self.pane() {
            let (register, matches) = (pane.form.id.clone(), pane.matches.clone());
            let entry = Entry::query(&register, &matches, session);
            self.push_entry(entry, session);
        }
    }

    pub(in crate::app) fn push_entry(&mut self, entry: Result<Entry>, session: &Session) {
        if let Some(entry) = self.check(entry) {
            self.layers.push(Layer::Entry(Box::new(entry)));
            self.order_hits();
            self.settle(session);
        }
    }

    /// Goes where a choice leads.
    pub(in crate::app) fn go(&mut self, go: Go, session: &mut Session) {
        match go {
            Go::Command(command) => self.run(command, session),
            Go::Register(register) => {
                self.layers.retain(|l| matches!(l, Layer::Entry(_)));
                if self.layers.is_empty() {
                    self.focus = Focus::Main;
                    let shown = self.show(Some(&register), session);
                    self.check(shown);
                } else {
                    self.say(Mood::Note, "desk-finish-form", &[]);
                }
            }
            Go::View(view) => self.show_view(view, session),
            Go::Record(register, id) => self.open_record(&register, id, session),
            Go::Referring {
                register,
                field,
                id,
                shown,
            } => {
                self.refer(&register, &field, id, shown, session);
            }
            Go::Act {
                register,
                id,
                action,
            } => {
                let entry = Entry::act(&register, id, &action, session);
                self.push_entry(entry, session);
            }
            Go::ActMarked(action, false) => self.ask_marked(&action),
            Go::ActMarked(action, true) => self.act_marked(&action, session),
            Go::Begin(register) => self.begin(&register, session),
            Go::New(draft) => self.add(*draft, session),
            Go::Draft(register, id) => {
                let draft = session.store.draft(&session.by, &register, id);
                if let Some(Some(draft)) = self.check(draft) {
                    if draft.of.is_some() {
                        self.open_record(&register, id, session);
                    } else {
                        self.add(draft, session);
                    }
                }
            }
            Go::Export(ending) => self.export(ending, session),
            Go::Narrow(narrow) => self.show_findings(narrow, session),
            Go::Quit => self.quit = true,
        }
    }

    /// The records of a register that refer to one record.
    fn refer(&mut self, register: &str, field: &str, id: i64, shown: String, session: &Session) {
        self.focus = Focus::Main;
        let opened = self.show(Some(register), session);
        self.check(opened);
        if let Some(pane) = self.pane_mut() {
            pane.view = 0;
            pane.search.set("");
            pane.matches.clear();
            let test = Condition {
                field: field.to_owned(),
                test: Predicate::Is(crate::model::Value::Int(id)),
            };
            pane.same = Some((test, shown));
            self.ask(session);
        }
    }

    /// Does what a form asks for after a key.
    pub(in crate::app) fn outcome(&mut self, outcome: Outcome, session: &mut Session) {
        self.order_hits();
        match outcome {
            Outcome::Stay => {}
            Outcome::Toast(toast) => self.toast(toast),
            Outcome::Close => {
                self.pop_entry();
                self.settle(session);
            }
            Outcome::Open(register, id) => {
                self.pop_entry();
                self.open_record(&register, id, session);
            }
            Outcome::VoidAll {
                register,
                ids,
                reason,
            } => self.void_all(&register, &ids, &reason, session),
            Outcome::Query(matches) => {
                self.pop_entry();
                if let Some(pane) = self.pane_mut() {
                    pane.matches = matches;
                    self.ask(session);
                }
            }
            Outcome::Saved {
                register,
                id,
                toast,
                follow,
                and_new,
            } => {
                self.pop_entry();
                let refreshed = self.refresh_touched(session);
                self.check(refreshed);
                self.saved_at = Some(session.clock.now());
                if self.shown.register() == Some(register.as_str()) {
                    self.with_pane(session, |pane, reader| pane.reveal(id, reader));
                }
                self.toast(toast);
                match follow {
                    Some(draft) => self.add(draft, session),
                    None if and_new => self.begin(&register, session),
                    None => self.settle(session),
                }
            }
        }
    }

    /// Takes the topmost form away, with whatever was opened over it.
    pub(in crate::app) fn pop_entry(&mut self) {
        if let Some(at) = self
            .layers
            .iter()
            .rposition(|l| matches!(l, Layer::Entry(_)))
        {
            self.layers.truncate(at);
        }
    }

    /// Everything typed is kept in the file: the keys rest, or the program ends.
    pub fn pause(&mut self, session: &mut Session) {
        for layer in &mut self.layers {
            if let Layer::Entry(entry) = layer {
                entry.pause(session);
            }
        }
        self.order_hits();
    }

    /// Accepts what is selected in the topmost list.
    pub(in crate::app) fn accept(&mut self, session: &mut Session) {
        let Some(Layer::Chooser(chooser)) = self.layers.last() else {
            return;
        };
        let Some(item) = chooser.current() else {
            return;
        };
        if let Some(why) = item.why_not.clone() {
            self.toast(crate::app::outcome::Toast::new(Mood::Warning, why));
            return;
        }
        let (go, what) = (item.go.clone(), chooser.what);
        self.layers.pop();
        if let (Go::Command(command), Choosing::Command) = (&go, what) {
            let command = *command;
            self.recent.retain(|c| *c != command);
            self.recent.insert(0, command);
        }
        self.go(go, session);
        self.settle(session);
    }
}
