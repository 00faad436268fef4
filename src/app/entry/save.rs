//! Saving through the rules: what is refused stands under its fields, what was typed stays.

use crate::app::screen::effect::{Effect, Effects, EntrySaved};
use crate::app::session::Session;
use crate::app::toast::{Mood, Toast};
use crate::model::{Complaint, Text, locale};
use crate::rules::{Saved, act, save};
use crate::store::{Error, Result};

use super::input::Input;
use super::popup::Popup;
use super::{Entry, Purpose, REASON, toast};

impl Entry {
    /// Saves, or says what is not right yet and goes there.
    pub(super) fn save(&mut self, and_new: bool, session: &mut Session) -> Effects {
        if self.mode == Purpose::View {
            return toast(Mood::Note, self.why_read_only());
        }
        self.tried = true;
        if let Err(error) = self.leave(session) {
            return vec![Effect::trouble(&error)];
        }
        if self.mode == Purpose::Edit
            && !self.is_dirty()
            && self.complaints.iter().all(|c| c.warning)
        {
            return toast(Mood::Note, locale::both("entry-unchanged", &[]));
        }
        if !self.marked.is_empty() {
            return self.void_marked(session);
        }
        match self.write(session) {
            Ok(saved) => {
                let forgotten = self.forget(session);
                self.kept = None;
                match forgotten {
                    Ok(()) => self.saved(saved, and_new, session),
                    Err(error) => vec![Effect::trouble(&error)],
                }
            }
            Err(Error::Refused(complaints)) => self.refuse(complaints, session),
            Err(error) => {
                // What could not be written stays a draft.
                if self.keep(session).is_err() {
                    self.kept = None;
                }
                vec![Effect::trouble(&error)]
            }
        }
    }

    fn write(&mut self, session: &mut Session) -> Result<Saved> {
        let stamp = session.stamp();
        match &self.mode {
            Purpose::Edit => save::edit(&mut session.store, &self.draft, None, &stamp),
            Purpose::Act(action) => act::act(&mut session.store, &self.draft, action, &stamp),
            Purpose::Void => {
                let text = self.reason();
                let (id, rev) = self.draft.of.unwrap_or_default();
                save::void(&mut session.store, &self.form.id, id, rev, &text, &stamp)
            }
            Purpose::New | Purpose::View | Purpose::Query => {
                save::add(&mut session.store, &self.draft, &stamp)
            }
        }
    }

    fn reason(&self) -> String {
        let place = self.form.fields.iter().position(|f| f.id == REASON);
        match place.map(|p| &self.inputs[p]) {
            Some(Input::Note(note)) => note.text().trim().to_owned(),
            _ => String::new(),
        }
    }

    fn void_marked(&mut self, session: &Session) -> Effects {
        let reason = self.reason();
        if reason.is_empty() {
            let missing = Complaint::new(Some(REASON), "required");
            return self.refuse(vec![missing], session);
        }
        vec![Effect::VoidAll {
            register: self.form.id.clone(),
            ids: self.marked.clone(),
            reason,
        }]
    }

    fn saved(&mut self, saved: Saved, and_new: bool, session: &Session) -> Effects {
        let id = saved.written.id;
        let name = self.name_of(id, session);
        let what = match &self.mode {
            Purpose::Act(action) => self
                .form
                .action(action)
                .map_or_else(|| self.form.one.clone(), |a| a.label.clone()),
            _ => self.form.one.clone(),
        };
        let message = match self.mode {
            Purpose::Void => "entry-voided",
            Purpose::Act(_) => "entry-acted",
            _ => "entry-saved",
        };
        let say = |lang| {
            let mut text = locale::say(lang, message, &[("what", what.get(lang)), ("name", &name)]);
            if let Some(warning) = saved.warnings.first() {
                let words = warning.message(lang);
                text = locale::say(
                    lang,
                    "entry-saved-warned",
                    &[("saved", &text), ("warning", &words)],
                );
            }
            text
        };
        let text = Text {
            zh: say(crate::model::Lang::Zh),
            en: say(crate::model::Lang::En),
        };
        let mood = if saved.warnings.is_empty() {
            Mood::Done
        } else {
            Mood::Warning
        };
        self.start = self.draft.clone();
        vec![Effect::Saved(Box::new(EntrySaved {
            register: self.form.id.clone(),
            id,
            toast: Toast::new(mood, text),
            follow: saved.follow,
            and_new: and_new && self.mode == Purpose::New,
        }))]
    }

    /// The number of a record, or its title.
    fn name_of(&self, id: i64, session: &Session) -> String {
        let stamp = session.stamp();
        let record = session.reader(&stamp).record(&self.form.id, id);
        match record.ok().flatten() {
            Some(record) => record.number.unwrap_or(record.title),
            None => format!("#{id}"),
        }
    }

    /// Puts complaints under their fields and goes to the first.
    fn refuse(&mut self, complaints: Vec<Complaint>, session: &Session) -> Effects {
        let conflict = complaints.iter().any(|c| c.code == "conflict");
        self.refused = complaints;
        if let Err(error) = self.keep(session).and_then(|()| self.look_again(session)) {
            return vec![Effect::trouble(&error)];
        }
        if conflict {
            match self.both_versions(session) {
                Ok(both) => self.popup = both.map(|b| Popup::Conflict(Box::new(b))),
                Err(error) => return vec![Effect::trouble(&error)],
            }
            if self.popup.is_some() {
                return Effects::new();
            }
        }
        let first = self.pages.iter().flat_map(|p| p.fields.clone()).find(|f| {
            let is_wrong = self.complaints(Some(*f)).any(|c| !c.warning);
            self.is_shown(*f) && is_wrong
        });
        if let Some(place) = first {
            self.jump(place);
        }
        let n = self.wrong().to_string();
        toast(Mood::Error, locale::both("entry-refused", &[("n", &n)]))
    }

    /// How many complaints stop a save.
    pub(super) fn wrong(&self) -> usize {
        self.complaints
            .iter()
            .chain(&self.refused)
            .filter(|c| !c.warning)
            .count()
    }

    /// Why nothing can be typed here.
    pub fn why_read_only(&self) -> Text {
        match &self.record {
            Some(record) if record.is_void() => locale::both("complaint-void", &[]),
            _ if self.form.append_only => {
                let say = |lang| {
                    let register = self.form.label.get(lang);
                    locale::say(lang, "complaint-append-only", &[("register", register)])
                };
                Text {
                    zh: say(crate::model::Lang::Zh),
                    en: say(crate::model::Lang::En),
                }
            }
            _ => locale::both("entry-read-only", &[]),
        }
    }
}
