//! Commands as the form takes them.

use crate::app::command::Command;
use crate::app::screen::effect::{Effect, Effects};
use crate::app::screen::notice::told;
use crate::app::session::Session;
use crate::app::toast::Mood;
use crate::model::{Lang, locale};
use crate::store::Result;

use super::Entry;
use super::input::Input;
use super::occasion::Purpose;
use super::popup::Popup;

impl Entry {
    /// Takes a command.
    pub fn run(&mut self, command: Command, session: &mut Session) -> Effects {
        if self.lang != session.lang {
            self.speak(session.lang);
        }
        self.notice = None;
        told(self.carry_out(command, session))
    }

    /// The mouse was pressed on a cell of the area it was drawn in.
    pub fn click(&mut self, column: u16, row: u16, session: &mut Session) -> Effects {
        if matches!(self.popup, Some(Popup::Leave(_) | Popup::Conflict(_))) {
            return Effects::new();
        }
        let done = self.point(column, row, session);
        told(done.map(|()| Effects::new()))
    }

    fn speak(&mut self, lang: Lang) {
        self.lang = lang;
        self.answers.speak(&self.over, lang);
    }

    fn carry_out(&mut self, command: Command, session: &mut Session) -> Result<Effects> {
        if let Some(outcome) = self.over_command(command, session)? {
            return Ok(outcome);
        }
        if self.edit_key(command, session)? {
            return Ok(Effects::new());
        }
        match command {
            Command::Accept | Command::Open => self.accept(session),
            Command::NextField => self.onward(true, session),
            Command::PreviousField => self.onward(false, session),
            Command::Down => self.climb(true, session),
            Command::Up => self.climb(false, session),
            Command::NextPage | Command::PageDown => self.page_key(true, session),
            Command::PreviousPage | Command::PageUp => self.page_key(false, session),
            Command::Top => self.jump_end(false, session).map(|()| Effects::new()),
            Command::Bottom => self.jump_end(true, session).map(|()| Effects::new()),
            Command::PickList => self.ask_list(session),
            Command::ValueFromAbove => self.value_above(session),
            Command::TodayNow => self.today(session),
            Command::AddLine | Command::RemoveLine | Command::LineUp | Command::LineDown => {
                Ok(self.rows_key(command))
            }
            Command::Save if self.over.is_query() => self.run_query(session),
            Command::RunQuery => self.run_query(session),
            Command::Save => Ok(self.save(false, session)),
            Command::SaveAndNew => Ok(self.save(true, session)),
            Command::NextRecord => self.next_record(true, session),
            Command::PreviousRecord => self.next_record(false, session),
            Command::Undo => Ok(self.undo(session)),
            Command::Redo => Ok(self.redo(session)),
            Command::Cancel => self.cancel(session),
            _ => Ok(Effects::new()),
        }
    }

    fn accept(&mut self, session: &mut Session) -> Result<Effects> {
        if let Some(place) = self.typed_place()
            && let Input::Note(note) = &mut self.answers.inputs[place]
        {
            note.insert("\n");
            self.changed(place);
            return Ok(Effects::new());
        }
        if let (Purpose::Query, false) = (&self.over.purpose, self.at.focus.is_some()) {
            return self.run_query(session);
        }
        self.onward(true, session)
    }

    pub(super) fn onward(&mut self, forward: bool, session: &Session) -> Result<Effects> {
        if let Some(place) = self.at.focus
            && let Input::Rows(_) = self.answers.inputs[place]
        {
            self.leave(session)?;
            if let Input::Rows(lines) = &mut self.answers.inputs[place]
                && lines.step(forward)
            {
                return Ok(Effects::new());
            }
        }
        if !self.move_on(forward, session)? && forward {
            let id = match self.over.purpose {
                Purpose::View => return Ok(Effects::new()),
                Purpose::Query => "entry-last-query",
                _ => "entry-last-field",
            };
            self.notice = Some(locale::both(id, &[]));
        }
        Ok(Effects::new())
    }

    fn climb(&mut self, down: bool, session: &Session) -> Result<Effects> {
        let cells = self.note_cells();
        if let Some(place) = self.at.focus {
            let stays = match &mut self.answers.inputs[place] {
                Input::Note(note) => note.climb(cells, down),
                Input::Rows(lines) => lines.climb(down),
                _ => false,
            };
            if stays {
                return Ok(Effects::new());
            }
        }
        self.move_on(down, session)?;
        Ok(Effects::new())
    }

    fn page_key(&mut self, forward: bool, session: &Session) -> Result<Effects> {
        if !self.turn_page(forward, session)? {
            self.jump_end(forward, session)?;
        }
        Ok(Effects::new())
    }

    fn ask_list(&mut self, session: &Session) -> Result<Effects> {
        let Some(place) = self.typed_place() else {
            return Ok(Effects::new());
        };
        if let Input::Ticks(ticks) = &mut self.answers.inputs[place] {
            ticks.toggle(ticks.at);
            self.changed(place);
            self.look_again(session)?;
            return Ok(Effects::new());
        }
        self.open_list(true, session)?;
        if self.popup.is_none() {
            self.notice = Some(locale::both("entry-no-list", &[]));
        }
        Ok(Effects::new())
    }

    fn rows_key(&mut self, command: Command) -> Effects {
        if let Some(place) = self.typed_place()
            && let Input::Rows(lines) = &mut self.answers.inputs[place]
        {
            match command {
                Command::AddLine => lines.add(),
                Command::RemoveLine => lines.remove(),
                _ => {
                    lines.shift(command == Command::LineDown);
                }
            }
            self.changed(place);
        }
        Effects::new()
    }

    /// Takes the latest change back: in the field, else in the field changed before it.
    fn undo(&mut self, session: &Session) -> Effects {
        self.popup = None;
        let here = self.at.focus.into_iter();
        let order: Vec<usize> = here
            .chain(self.answers.trail.iter().rev().copied())
            .collect();
        for place in order {
            if self.is_shown(place) && self.answers.inputs[place].undo() {
                if self.at.focus != Some(place) {
                    self.jump(place);
                }
                let done = self.look_again(session);
                return told(done.map(|()| Effects::new()));
            }
        }
        self.notice = Some(locale::both("entry-nothing-to-undo", &[]));
        Effects::new()
    }

    fn redo(&mut self, session: &Session) -> Effects {
        self.popup = None;
        if let Some(place) = self.at.focus
            && self.answers.inputs[place].redo()
        {
            let done = self.look_again(session);
            return told(done.map(|()| Effects::new()));
        }
        self.notice = Some(locale::both("entry-nothing-to-redo", &[]));
        Effects::new()
    }

    /// On to the next record, or back to the one before; not away from what is still to be saved or answered.
    fn next_record(&mut self, forward: bool, session: &Session) -> Result<Effects> {
        let reads = matches!(self.over.purpose, Purpose::View | Purpose::Edit);
        if !reads || self.is_dirty() {
            return Ok(vec![Effect::say(Mood::Note, "desk-finish-form", &[])]);
        }
        if self.answers.kept.is_some() {
            self.answers.try_to_keep(&self.over, session);
        }
        Ok(vec![Effect::Turn { forward }])
    }

    fn cancel(&mut self, session: &Session) -> Result<Effects> {
        if self.is_dirty() && self.over.purpose != Purpose::Void {
            self.answers.try_to_keep(&self.over, session);
            self.popup = Some(Popup::Leave(0));
            return Ok(Effects::new());
        }
        if self.answers.kept.is_some() {
            self.answers.try_to_keep(&self.over, session);
        }
        Ok(vec![Effect::Close])
    }
}
