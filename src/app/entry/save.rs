//! Saving through the rules: what is refused stands under its fields, what was typed stays.

use crate::app::screen::effect::{Effect, Effects, EntrySaved};
use crate::app::screen::notice::Notice;
use crate::app::session::Session;
use crate::app::toast::{Mood, Toast};
use crate::model::{Complaint, Text, locale};
use crate::rules::{Saved, act, save};
use crate::store::{Outcome, Result};

use super::Entry;
use super::conflict::Conflict;
use super::input::Input;
use super::occasion::{Purpose, REASON};
use super::popup::Popup;

impl Entry {
    /// Saves, or says what is not right yet and goes there.
    pub(super) fn save(&mut self, and_new: bool, session: &mut Session) -> Effects {
        if self.over.purpose == Purpose::View {
            return vec![Notice::Say(Toast::new(Mood::Note, self.over.why_read_only())).into()];
        }
        self.judged.tried = true;
        if let Err(error) = self.leave(session) {
            return vec![Effect::trouble(&error)];
        }
        if self.over.purpose == Purpose::Edit
            && !self.is_dirty()
            && self.judged.complaints.iter().all(|c| c.warning)
        {
            return vec![
                Notice::Say(Toast::new(Mood::Note, locale::both("entry-unchanged", &[]))).into(),
            ];
        }
        if !self.over.marked.is_empty() {
            return self.void_marked(session);
        }
        match self.write(session) {
            Ok(Outcome::Done(saved)) => {
                let forgotten = self.answers.forget(session);
                self.answers.kept = None;
                match forgotten {
                    Ok(()) => self.saved(saved, and_new, session),
                    Err(error) => vec![Effect::trouble(&error)],
                }
            }
            Ok(Outcome::Refused(complaints)) => self.refuse(complaints, session),
            Err(error) => {
                // What could not be written stays a draft.
                self.answers.try_to_keep(&self.over, session);
                vec![Effect::trouble(&error)]
            }
        }
    }

    fn write(&mut self, session: &mut Session) -> Result<Outcome<Saved>> {
        let stamp = session.stamp();
        match &self.over.purpose {
            Purpose::Edit => save::edit(&mut session.store, &self.answers.draft, None, &stamp),
            Purpose::Act(action) => {
                act::act(&mut session.store, &self.answers.draft, action, &stamp)
            }
            Purpose::Void => {
                let text = self.reason();
                let (id, rev) = self.answers.draft.of.unwrap_or_default();
                save::void(
                    &mut session.store,
                    &self.over.form.id,
                    id,
                    rev,
                    &text,
                    &stamp,
                )
            }
            Purpose::New | Purpose::View | Purpose::Query => {
                save::add(&mut session.store, &self.answers.draft, &stamp)
            }
        }
    }

    fn reason(&self) -> String {
        let place = self.over.form.fields.iter().position(|f| f.id == REASON);
        match place.map(|p| &self.answers.inputs[p]) {
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
            register: self.over.form.id.clone(),
            ids: self.over.marked.clone(),
            reason,
        }]
    }

    fn saved(&mut self, saved: Saved, and_new: bool, session: &Session) -> Effects {
        let id = saved.written.id;
        let name = self.name_of(id, session);
        let what = match &self.over.purpose {
            Purpose::Act(action) => self
                .over
                .form
                .action(action)
                .map_or_else(|| self.over.form.one.clone(), |a| a.label.clone()),
            _ => self.over.form.one.clone(),
        };
        let message = match self.over.purpose {
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
        self.answers.start = self.answers.draft.clone();
        vec![Effect::Saved(Box::new(EntrySaved {
            register: self.over.form.id.clone(),
            id,
            toast: Toast::new(mood, text),
            follow: saved.follow,
            and_new: and_new && self.over.purpose == Purpose::New,
        }))]
    }

    /// The number of a record, or its title.
    fn name_of(&self, id: i64, session: &Session) -> String {
        let stamp = session.stamp();
        let record = session.reader(&stamp).record(&self.over.form.id, id);
        match record.ok().flatten() {
            Some(record) => record.number.unwrap_or(record.title),
            None => format!("#{id}"),
        }
    }

    /// Puts complaints under their fields and goes to the first.
    fn refuse(&mut self, complaints: Vec<Complaint>, session: &Session) -> Effects {
        let conflict = complaints.iter().any(|c| c.code == "conflict");
        self.judged.refused = complaints;
        self.answers.try_to_keep(&self.over, session);
        if let Err(error) = self.look_again(session) {
            return vec![Effect::trouble(&error)];
        }
        if conflict {
            match Conflict::between(&self.over, &self.answers, &self.judged, session) {
                Ok(both) => self.popup = both.map(|b| Popup::Conflict(Box::new(b))),
                Err(error) => return vec![Effect::trouble(&error)],
            }
            if self.popup.is_some() {
                return Effects::new();
            }
        }
        let first = self
            .at
            .pages
            .iter()
            .flat_map(|p| p.fields.clone())
            .find(|f| {
                let is_wrong = self.complaints(Some(*f)).any(|c| !c.warning);
                self.is_shown(*f) && is_wrong
            });
        if let Some(place) = first {
            self.jump(place);
        }
        let n = self.judged.stopping().to_string();
        vec![
            Notice::Say(Toast::new(
                Mood::Error,
                locale::both("entry-refused", &[("n", &n)]),
            ))
            .into(),
        ]
    }
}
