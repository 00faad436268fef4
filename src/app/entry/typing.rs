//! Characters and editing keys: into the line, note, ticks or cell that has the focus.

use crate::app::command::Command;
use crate::app::line_keys;
use crate::app::screen::effect::Effects;
use crate::app::screen::notice::told;
use crate::app::session::Session;
use crate::model::Value;
use crate::model::form::kind::Kind;
use crate::model::text::editor::{LineEdit, Reach};
use crate::model::text::safety;
use crate::model::value::Moment;
use crate::store::{Patience, Result};

use super::Entry;
use super::input::Input;
use super::occasion::Purpose;
use super::popup::Popup;

impl Entry {
    /// Text typed or committed by an input method: one undo step.
    pub fn text(&mut self, text: &str, session: &mut Session) -> Effects {
        self.insert(text, true, session)
    }

    /// Text pasted: never a command.
    pub fn paste(&mut self, text: &str, session: &mut Session) -> Effects {
        self.insert(text, false, session)
    }

    fn insert(&mut self, text: &str, typed: bool, session: &Session) -> Effects {
        self.notice = None;
        match self.popup {
            Some(Popup::Leave(_) | Popup::Conflict(_)) => return Effects::new(),
            Some(Popup::Calendar(_)) => self.popup = None,
            Some(Popup::List(_)) | None => {}
        }
        let Some(place) = self.typed_place() else {
            return Effects::new();
        };
        let is_yes_no =
            matches!(self.over.kinds[place], Kind::YesNo) && self.over.purpose != Purpose::Query;
        match &mut self.answers.inputs[place] {
            Input::Note(note) => note.insert(text),
            Input::Ticks(ticks) => {
                let digit = safety::fold(text.trim()).parse::<usize>().ok();
                match digit.and_then(|d| d.checked_sub(1)) {
                    Some(entry) if typed => ticks.toggle(entry),
                    _ if typed && text.trim().is_empty() => ticks.toggle(ticks.at),
                    _ => return Effects::new(),
                }
            }
            Input::Line(slot) if is_yes_no && typed && text.trim().is_empty() => {
                let yes = slot.value().and_then(Value::as_int) == Some(1);
                let value = Value::Int(i64::from(!yes));
                let shown = value.show(&Kind::YesNo, self.lang);
                slot.pick(value, shown);
            }
            Input::Line(_) | Input::Rows(_) => {
                if let Some(slot) = self.answers.inputs[place].slot_mut() {
                    slot.edit.insert(text);
                }
            }
            Input::Fixed => return Effects::new(),
        }
        self.changed(place);
        let after = self.after_typing(session);
        told(after.map(|()| Effects::new()))
    }

    /// A field was changed.
    pub(super) fn changed(&mut self, place: usize) {
        self.judged.changed(&self.over.form.fields[place].id);
        self.answers.changed(place);
    }

    /// What was typed so far is kept as a draft, while the typing may go on.
    pub fn keep(&mut self, session: &Session) {
        self.answers.try_to_keep(&self.over, session);
    }

    /// What was typed is kept before the program ends, whoever has to be waited for.
    ///
    /// # Errors
    /// It cannot be kept.
    pub fn keep_at_last(&mut self, session: &Session) -> Result<()> {
        self.answers.keep(&self.over, session, Patience::Waits)
    }

    /// The keys rest: what was typed is kept as a draft.
    pub fn pause(&mut self, session: &mut Session) {
        if let Some(place) = self.at.focus {
            self.answers.inputs[place].seal();
        }
        if self.over.is_query() {
            self.count(session);
        }
        self.answers.try_to_keep(&self.over, session);
    }

    /// The list under the field follows what is typed, and so does the hint of what is understood.
    pub(super) fn after_typing(&mut self, session: &Session) -> Result<()> {
        self.hint = self.understood_so_far(session);
        if self.over.is_query() {
            return Ok(());
        }
        let follows = self
            .typed_field()
            .is_some_and(|(_, k)| matches!(k, Kind::Reference(_) | Kind::Choice(_)));
        let blank = self
            .at
            .focus
            .and_then(|p| self.answers.inputs[p].slot())
            .is_none_or(|s| s.text().trim().is_empty());
        if follows && !blank {
            self.open_list(false, session)?;
        } else if let Some(Popup::List(_)) = self.popup {
            self.popup = None;
        }
        if matches!(
            self.at.focus.map(|p| &self.answers.inputs[p]),
            Some(Input::Ticks(_))
        ) || self
            .at
            .focus
            .is_some_and(|p| matches!(self.over.kinds[p], Kind::YesNo))
        {
            self.look_again(session)?;
        }
        Ok(())
    }

    fn understood_so_far(&self, session: &Session) -> Option<String> {
        let place = self.at.focus?;
        let slot = self.answers.inputs[place].slot()?;
        let (_, kind) = self.typed_field()?;
        if self.over.is_query() || slot.text().trim().is_empty() {
            return None;
        }
        if !kind.is_understood() {
            return None;
        }
        let now = Moment(session.clock.now());
        let value = Value::read(kind, slot.text(), now).ok()?;
        let shown = value.show(kind, self.lang);
        let day = super::labels::weekday(kind, &value, self.lang);
        Some(format!("= {shown} {day}").trim_end().to_owned())
    }

    /// Editing keys; `false` where the form itself has to do with the key.
    pub(super) fn edit_key(&mut self, command: Command, session: &Session) -> Result<bool> {
        let Some(place) = self.typed_place() else {
            return Ok(false);
        };
        let Some((reach, erase)) = line_keys::reach(command) else {
            return Ok(false);
        };
        match &mut self.answers.inputs[place] {
            Input::Note(note) if erase => note.erase(reach),
            Input::Note(note) => {
                note.go(reach);
            }
            Input::Ticks(ticks) if !erase => {
                ticks.step(matches!(
                    reach,
                    Reach::Right | Reach::WordRight | Reach::End
                ));
            }
            Input::Ticks(_) | Input::Fixed => {}
            Input::Line(_) | Input::Rows(_) => {
                if let Some(slot) = self.answers.inputs[place].slot_mut() {
                    line_key(&mut slot.edit, reach, erase);
                }
            }
        }
        if erase {
            self.changed(place);
            self.after_typing(session)?;
        }
        Ok(true)
    }
}

/// Erasing in a line that would be typed over erases all of it.
fn line_key(edit: &mut LineEdit, reach: Reach, erase: bool) {
    if erase && (edit.is_armed() || reach == Reach::Home) {
        edit.set("");
    } else if erase {
        edit.erase(reach);
    } else {
        edit.go(reach);
    }
}
