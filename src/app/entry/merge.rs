//! Somebody saved the record meanwhile: both versions are laid side by side, and what was chosen goes on over the newer one.

use crate::app::command::Command;
use crate::app::screen::effect::Effects;
use crate::app::session::Session;
use crate::model::{Complaint, Draft, Record, Value, locale};
use crate::store::Result;

use super::conflict::{Conflict, Differing};
use super::input::Input;
use super::popup::Popup;
use super::{Entry, Purpose};

impl Entry {
    /// The record as it stands now beside the draft; `None` where the revision is no longer the trouble.
    pub(super) fn both_versions(&self, session: &Session) -> Result<Option<Conflict>> {
        let Some((id, seen)) = self.draft.of else {
            return Ok(None);
        };
        let stamp = session.stamp();
        let Some(theirs) = session.reader(&stamp).record(&self.form.id, id)? else {
            return Ok(None);
        };
        let base = self.as_seen(&theirs, seen, session)?;
        let mut rows = Vec::new();
        for place in (0..self.inputs.len()).filter(|p| self.is_editable(*p)) {
            let mine = self.value(place);
            let other = theirs.values.get(place).unwrap_or(&Value::Empty);
            let unread = !self.inputs[place].is_blank() && mine.is_empty();
            if mine == other && !unread {
                continue;
            }
            let seen = base.get(place).unwrap_or(&Value::Empty);
            let (i_did, they_did) = (mine != seen || unread, other != seen);
            rows.push(Differing {
                field: place,
                mine: self.shown_input(place),
                theirs: self.shown_value(place, other, &theirs),
                take_mine: i_did,
                both: i_did && they_did,
            });
        }
        Ok(Some(Conflict {
            theirs,
            rows,
            at: 0,
        }))
    }

    /// The values of the record at the revision that the draft saw: later changes taken back.
    fn as_seen(&self, now: &Record, rev: i64, session: &Session) -> Result<Vec<Value>> {
        let mut values = now.values.clone();
        let mut changes = session.store.history(&self.form.id, now.id)?;
        changes.retain(|c| c.rev > rev);
        changes.sort_by_key(|c| std::cmp::Reverse(c.rev));
        for (name, before, _) in changes.into_iter().flat_map(|c| c.fields) {
            if let Some(place) = self.form.fields.iter().position(|f| f.id == name)
                && let Some(value) = values.get_mut(place)
            {
                *value = before;
            }
        }
        Ok(values)
    }

    pub(super) fn conflict_command(
        &mut self,
        mut both: Box<Conflict>,
        command: Command,
        session: &Session,
    ) -> Result<Effects> {
        let last = both.rows.len().saturating_sub(1);
        match command {
            Command::Up | Command::PreviousField => both.at = both.at.saturating_sub(1),
            Command::Down | Command::NextField => both.at = (both.at + 1).min(last),
            Command::Left | Command::Right => {
                let at = both.at;
                if let Some(row) = both.rows.get_mut(at) {
                    row.take_mine = command == Command::Left;
                }
            }
            Command::Cancel => return Ok(Effects::new()),
            Command::Accept => {
                self.merge(*both, session)?;
                return Ok(Effects::new());
            }
            _ => {}
        }
        self.popup = Some(Popup::Conflict(both));
        Ok(Effects::new())
    }

    /// Goes on over the newer revision with what was chosen.
    fn merge(&mut self, both: Conflict, session: &Session) -> Result<()> {
        let mine: Vec<usize> = both
            .rows
            .iter()
            .filter(|r| r.take_mine)
            .map(|r| r.field)
            .collect();
        let fresh = Draft::of(&self.form, &both.theirs);
        let editing = self.mode == Purpose::Edit;
        for place in 0..self.inputs.len() {
            if mine.contains(&place) || !self.is_editable(place) {
                continue;
            }
            let answer = fresh.get(&self.form.fields[place].id);
            self.inputs[place] = Input::of(&self.kinds[place], answer, self.lang);
        }
        let kept = self.inputs.clone();
        self.draft = if editing {
            fresh
        } else {
            Draft::new(&self.form.id)
        };
        self.draft.of = Some((both.theirs.id, both.theirs.rev));
        self.record = Some(both.theirs);
        self.fill_inputs();
        self.start = self.now_drafted();
        self.inputs = kept;
        self.refused.retain(|c: &Complaint| c.code != "conflict");
        self.notice = Some(locale::both("entry-merged", &[]));
        self.keep(session)?;
        self.look_again(session)
    }
}
