//! What lies over the form as the form deals with it: opened over the field with the focus, asked first what a key means.

use crate::app::command::Command;
use crate::app::screen::effect::{Effect, Effects};
use crate::app::session::Session;
use crate::model::form::kind::Kind;
use crate::model::{Field, Value};
use crate::store::{Patience, Result};

use super::Entry;
use super::input::Input;
use super::offers::{Sought, offer};
use super::popup::{Leaving, Onward, Popup, PopupSays};

impl Entry {
    /// The field whose line has the focus: the field itself, or a column of its rows; with the kind it is typed by.
    pub(super) fn typed_field(&self) -> Option<(&Field, &Kind)> {
        let place = self.at.focus?;
        match &self.answers.inputs[place] {
            Input::Rows(lines) => {
                let field = self.over.form.fields[place]
                    .line_fields()?
                    .get(lines.column)?;
                Some((field, &field.kind))
            }
            _ => Some((
                &self.over.form.fields[place],
                self.over.kinds[place].shown(),
            )),
        }
    }

    /// Opens the list or calendar of the field: asked for by a key, or while typing.
    pub(super) fn open_list(&mut self, asked: bool, session: &Session) -> Result<()> {
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        let slot = self.at.focus.and_then(|p| self.answers.inputs[p].slot());
        let popup = match self.typed_field().zip(slot) {
            Some(((_, kind), slot)) => {
                let sought = Sought { kind, slot, asked };
                offer(&sought, &reader)?
            }
            None => None,
        };
        self.popup = popup;
        Ok(())
    }

    /// Takes a command for what lies over the form; `None` hands it to the form.
    pub(super) fn over_command(
        &mut self,
        command: Command,
        session: &mut Session,
    ) -> Result<Option<Effects>> {
        let Some(mut popup) = self.popup.take() else {
            return Ok(None);
        };
        match popup.run(command, self.lang) {
            PopupSays::Passes => return Ok(None),
            PopupSays::Closes => {}
            PopupSays::Stays => self.popup = Some(popup),
            PopupSays::Picked(value, shown, next) => {
                self.take(value, shown);
                if next == Onward::Command {
                    return Ok(None);
                }
                self.move_on_in_rows(session)?;
            }
            PopupSays::Leaves(how) => return self.leave_form(how, session).map(Some),
            PopupSays::Merges => {
                if let Popup::Conflict(both) = popup {
                    self.merge(*both, session)?;
                }
            }
        }
        Ok(Some(Effects::new()))
    }

    /// Puts a picked value into the line with the focus.
    fn take(&mut self, value: Value, shown: String) {
        let query = self.over.is_query();
        let Some(place) = self.at.focus else { return };
        if let Some(slot) = self.answers.inputs[place].slot_mut() {
            if query {
                slot.edit.set(&shown);
            } else {
                slot.pick(value, shown);
            }
            self.changed(place);
        }
    }

    /// The next cell of rows, or the next field.
    pub(super) fn move_on_in_rows(&mut self, session: &Session) -> Result<bool> {
        if let Some(place) = self.at.focus
            && let Input::Rows(_) = self.answers.inputs[place]
        {
            self.leave(session)?;
            if let Input::Rows(lines) = &mut self.answers.inputs[place]
                && lines.step(true)
            {
                return Ok(true);
            }
        }
        self.move_on(true, session)
    }

    /// The form is left with something unsaved.
    fn leave_form(&mut self, how: Leaving, session: &mut Session) -> Result<Effects> {
        match how {
            Leaving::Save => return Ok(self.save(false, session)),
            Leaving::Later => self.answers.keep(&self.over, session, Patience::Waits)?,
            Leaving::Discard => {
                self.answers.forget(session)?;
                self.answers.give_up(&self.over, self.lang);
            }
        }
        Ok(vec![Effect::Close])
    }
}
