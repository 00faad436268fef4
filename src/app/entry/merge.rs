//! Somebody saved the record meanwhile: both versions are laid side by side, and what was chosen goes on over the newer one.

use crate::app::session::Session;
use crate::model::{Complaint, Draft, locale};
use crate::store::Result;

use super::Entry;
use super::conflict::Conflict;
use super::input::Input;
use super::occasion::Purpose;

impl Entry {
    /// Goes on over the newer revision with what was chosen.
    pub(super) fn merge(&mut self, both: Conflict, session: &Session) -> Result<()> {
        let mine: Vec<usize> = both
            .rows
            .iter()
            .filter(|r| r.take_mine)
            .map(|r| r.field)
            .collect();
        let fresh = Draft::of(&self.over.form, &both.theirs);
        let editing = self.over.purpose == Purpose::Edit;
        for place in 0..self.answers.inputs.len() {
            if mine.contains(&place) || !self.is_editable(place) {
                continue;
            }
            let answer = fresh.get(&self.over.form.fields[place].id);
            self.answers.inputs[place] = Input::of(&self.over.kinds[place], answer, self.lang);
        }
        let kept = self.answers.inputs.clone();
        self.answers.draft = if editing {
            fresh
        } else {
            Draft::new(&self.over.form.id)
        };
        self.answers.draft.of = Some((both.theirs.id, both.theirs.rev));
        self.over.record = Some(both.theirs);
        self.answers.fill(&self.over, self.lang);
        self.answers.start = self.answers.drafted(&self.over);
        self.answers.inputs = kept;
        self.judged
            .refused
            .retain(|c: &Complaint| c.code != "conflict");
        self.notice = Some(locale::both("entry-merged", &[]));
        self.answers.try_to_keep(&self.over, session);
        self.look_again(session)
    }
}
