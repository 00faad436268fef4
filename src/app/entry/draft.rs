//! Between inputs and draft: what was typed is kept in the file at every pause, and is there again.

use crate::app::session::Session;
use crate::model::{Answer, Draft, Value, locale};
use crate::store::Result;

use super::input::put;
use super::{Entry, Purpose};

impl Entry {
    pub(super) fn draft_given(&self) -> &Draft {
        &self.draft
    }

    /// The draft as the inputs say it.
    pub(super) fn now_drafted(&self) -> Draft {
        let mut draft = self.draft.clone();
        for place in (0..self.inputs.len()).filter(|p| self.is_editable(*p)) {
            let field = &self.form.fields[place];
            let had = self
                .record
                .as_ref()
                .and_then(|r| r.values.get(place))
                .is_some_and(|v| !v.is_empty());
            draft.clear(&field.id);
            put(
                &mut draft,
                field,
                self.inputs[place].answer(&self.kinds[place]),
                had,
            );
        }
        draft
    }

    pub(super) fn sync(&mut self) {
        self.draft = self.now_drafted();
    }

    /// What the form is compared with to know whether something would be lost.
    pub(super) fn start_from(&mut self, draft: &Draft) {
        let given = std::mem::replace(&mut self.draft, draft.clone());
        self.fill_inputs();
        self.start = self.now_drafted();
        self.draft = given;
        self.start.slot = self.draft.slot;
        self.fill_inputs();
    }

    /// The place under which this new record's draft is kept.
    pub(super) fn take_slot(&mut self, slot: i64) {
        self.draft.slot = slot;
        self.start.slot = slot;
    }

    /// Goes on with what was typed before.
    pub(super) fn take_up(&mut self, kept: Draft) {
        self.start = self.now_drafted();
        if kept.of.is_some() {
            self.draft.of = kept.of;
        } else {
            self.draft.origin.clone_from(&kept.origin);
        }
        for (name, answer) in kept.answers() {
            match answer {
                Answer::Typed(text) => self.draft.typed(name, text),
                Answer::Picked(value, shown) => self.draft.picked(name, value.clone(), shown),
                Answer::Lines(lines) => self.draft.lines(name, lines.clone()),
            }
        }
        self.fill_inputs();
        self.kept = Some(kept);
        if self.is_dirty() {
            self.say_restored();
        }
    }

    pub(super) fn say_restored(&mut self) {
        self.notice = Some(locale::both("entry-restored", &[]));
    }

    /// Keeps what was typed, or forgets a draft that has become what the file holds.
    pub(super) fn keep(&mut self, session: &Session) -> Result<()> {
        if matches!(self.mode, Purpose::View | Purpose::Query | Purpose::Void) {
            return Ok(());
        }
        self.sync();
        let stamp = session.stamp();
        if self.draft == self.start {
            if self.kept.take().is_some() {
                self.kept_at = None;
                self.forget(session)?;
            }
        } else if self.kept.as_ref() != Some(&self.draft) {
            session.store.keep_draft(&self.draft, &stamp)?;
            self.kept = Some(self.draft.clone());
            self.kept_at = Some(stamp.now.format("%H:%M:%S").to_string());
        }
        Ok(())
    }

    pub(super) fn forget(&mut self, session: &Session) -> Result<()> {
        session
            .store
            .forget_draft(&session.by, &self.form.id, self.draft.place())
    }

    /// The keys rest: what was typed is kept as a draft. Also called before the program ends.
    pub fn pause(&mut self, session: &mut Session) {
        if let Some(place) = self.focus {
            self.inputs[place].seal();
        }
        if self.mode == Purpose::Query {
            self.count(session);
        }
        // A draft that cannot be kept now is kept at the next pause; nothing typed is lost by it.
        if self.keep(session).is_err() {
            self.kept = None;
        }
    }

    /// The value of a field that can be read so far.
    pub fn value(&self, place: usize) -> &Value {
        self.look.values.get(place).unwrap_or(&Value::Empty)
    }
}
