//! Forms as the desk opens them, and what it does once they have written.

use crate::app::entry::Entry;
use crate::app::layer::Layer;
use crate::app::pane::component::Component;
use crate::app::pane::list::marked;
use crate::app::session::Session;
use crate::app::toast::Mood;
use crate::model::Text;
use crate::rules::bulk::Many;
use crate::rules::{fill, save};
use crate::store::{Outcome, Result};

use super::desk::Desk;
use super::effect::{EntrySaved, Opening};
use super::notice::Notices;

impl Desk {
    /// Opens a form.
    pub(super) fn open(&mut self, opening: Opening, session: &mut Session) {
        let entry = opened(opening, session);
        if let Some(Some(entry)) = self.check_outcome(entry) {
            self.layers.push(Layer::Entry(Box::new(entry)), &self.scene);
            self.orders.hits(&mut self.layers);
        }
    }

    /// Opens the record after the open one, or before it, as the list behind has them.
    pub(super) fn turn(&mut self, forward: bool, session: &mut Session) {
        let open = self.subject();
        let listed = |desk: &Self| desk.panes.list()?.subject(&desk.scene);
        // The form may have been opened from elsewhere than from the list.
        let stepped = listed(self) == open;
        if stepped {
            self.with_list(session, |list, s| list.step(forward, s));
        }
        match listed(self) {
            Some((register, id)) if stepped && listed(self) != open => {
                self.layers.pop();
                self.open(Opening::Record(register, id), session);
            }
            _ => self.say(Mood::Note, "desk-no-neighbour", &[]),
        }
    }

    /// A record was written by the form on top: it closes, and the list behind shows the record.
    pub(super) fn saved(&mut self, saved: EntrySaved, session: &mut Session) {
        self.layers.pop();
        self.refresh_touched(session);
        self.line.saved_at = Some(session.clock.now());
        if self.panes.shown.register() == Some(saved.register.as_str()) {
            self.with_list(session, |list, s| list.go_to_record(saved.id, s));
        }
        self.line.say(saved.toast, self.scene.now);
        match saved.follow {
            Some(draft) => self.open(Opening::Filled(Box::new(draft)), session),
            None if saved.and_new => self.open(Opening::New(saved.register), session),
            None => self.settle(session),
        }
    }

    pub(super) fn act_all(
        &mut self,
        register: &str,
        ids: &[i64],
        action: &str,
        session: &mut Session,
    ) {
        let stamp = session.stamp();
        let done = save::act_all(&mut session.store, register, ids, action, &stamp);
        if let Some(many) = self.check_outcome(done) {
            let form = self.scene.catalog.form(register);
            let action = form.and_then(|f| f.action(action));
            let what = action.map_or_else(Text::default, |a| a.label.clone());
            self.done_to_all("desk-acted-marked", &what, &many, session);
        }
    }

    /// Voids records for the reason that was asked for; the form stays where one of them refuses.
    pub(super) fn void_all(
        &mut self,
        register: &str,
        ids: &[i64],
        reason: &str,
        session: &mut Session,
    ) {
        let stamp = session.stamp();
        let done = save::void_all(&mut session.store, register, ids, reason, &stamp);
        if let Some(many) = self.check_outcome(done) {
            if many.refused.is_empty() {
                self.layers.pop();
            }
            let form = self.scene.catalog.form(register);
            let what = form.map_or_else(Text::default, |f| f.label.clone());
            self.done_to_all("desk-voided-marked", &what, &many, session);
        }
    }

    /// Says what came of it: what was done, or every refusal by record.
    fn done_to_all(&mut self, id: &str, what: &Text, many: &Many, session: &Session) {
        if !many.refused.is_empty() {
            self.layers.push(
                Layer::Pages(marked::refused(many, self.scene.lang)),
                &self.scene,
            );
            return;
        }
        self.with_list(session, |list, _| {
            list.marks.clear();
            Notices::new()
        });
        self.refresh_touched(session);
        self.settle(session);
        self.line.saved_at = Some(session.clock.now());
        self.line.say(marked::done(id, what, many), self.scene.now);
    }
}

/// The form that is opened for something; nothing where that is not there.
fn opened(opening: Opening, session: &mut Session) -> Result<Outcome<Option<Entry>>> {
    let entry = match opening {
        Opening::Record(register, id) => Entry::edit(&register, id, session)?,
        Opening::Act {
            register,
            id,
            action,
        } => Entry::act(&register, id, &action, session)?,
        Opening::New(register) => {
            let Some(form) = session.store.catalog().form(&register).cloned() else {
                return Ok(Outcome::Done(None));
            };
            let stamp = session.stamp();
            let draft = fill::new_draft(&form, &session.reader(&stamp))?;
            Entry::add(draft, session)?
        }
        Opening::Copy(register, id) => {
            let form = session.store.catalog().form(&register).cloned();
            let stamp = session.stamp();
            let record = session.reader(&stamp).record(&register, id)?;
            let Some((form, record)) = form.zip(record) else {
                return Ok(Outcome::Done(None));
            };
            Entry::add(fill::duplicate(&form, &record), session)?
        }
        Opening::Filled(draft) => Entry::add(*draft, session)?,
        Opening::Asked {
            draft,
            fields,
            about,
        } => Entry::ask(*draft, fields, about, session)?,
        Opening::Kept(register, id) => match session.store.draft(&session.by, &register, id)? {
            Some(draft) if draft.of.is_some() => Entry::edit(&register, id, session)?,
            Some(draft) => Entry::add(draft, session)?,
            None => return Ok(Outcome::Done(None)),
        },
        Opening::Void(register, ids) => match ids.as_slice() {
            [id] => Entry::void(&register, *id, session)?,
            ids => Entry::void_all(&register, ids, session)?,
        },
        Opening::Query(register, matches) => Entry::query(&register, &matches, session)?,
    };
    Ok(entry.map(Some))
}
