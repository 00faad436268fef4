//! Commands as the form takes them.

use chrono::NaiveDateTime;

use crate::app::command::Command;
use crate::app::screen::effect::{Effect, Effects};
use crate::app::session::Session;
use crate::model::form::kind::Kind;
use crate::model::{Answer, Draft, Value, locale};
use crate::store::{Direction, PageKey, Query, Result};

use super::input::Input;
use super::popup::Popup;
use super::{Entry, Purpose};

impl Entry {
    /// Takes a command.
    pub fn run(&mut self, command: Command, session: &mut Session) -> Effects {
        if self.lang != session.lang {
            self.speak(session);
        }
        self.notice = None;
        let done = self.carry_out(command, session);
        done.unwrap_or_else(|error| vec![Effect::trouble(&error)])
    }

    /// The outcome of work that may meet trouble with the file.
    pub(super) fn told(&self, done: Result<()>) -> Effects {
        match done {
            Ok(()) => Effects::new(),
            Err(error) => vec![Effect::trouble(&error)],
        }
    }

    /// The mouse was pressed on a cell of the area it was drawn in.
    pub fn click(&mut self, column: u16, row: u16, session: &mut Session) -> Effects {
        if matches!(self.popup, Some(Popup::Leave(_) | Popup::Conflict(_))) {
            return Effects::new();
        }
        let done = self.point(column, row, session);
        self.told(done)
    }

    fn speak(&mut self, session: &Session) {
        self.lang = session.lang;
        for (input, kind) in self.inputs.iter_mut().zip(&self.kinds) {
            match input {
                Input::Line(slot) => slot.relabel(kind, self.lang),
                Input::Rows(lines) => {
                    for line in &mut lines.cells {
                        for (slot, column) in line.iter_mut().zip(match kind {
                            Kind::Rows(columns) => columns.as_slice(),
                            _ => &[],
                        }) {
                            slot.relabel(&column.kind, session.lang);
                        }
                    }
                }
                Input::Note(_) | Input::Ticks(_) | Input::Fixed => {}
            }
        }
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
            Command::Save if self.mode == Purpose::Query => self.run_query(session),
            Command::RunQuery => self.run_query(session),
            Command::Save => Ok(self.save(false, session)),
            Command::SaveAndNew => Ok(self.save(true, session)),
            Command::Undo => Ok(self.undo(session)),
            Command::Redo => Ok(self.redo(session)),
            Command::Cancel => self.cancel(session),
            _ => Ok(Effects::new()),
        }
    }

    fn accept(&mut self, session: &mut Session) -> Result<Effects> {
        if let Some(place) = self.focus.filter(|p| self.is_editable(*p))
            && let Input::Note(note) = &mut self.inputs[place]
        {
            note.insert("\n");
            self.changed(place);
            return Ok(Effects::new());
        }
        if let (Purpose::Query, false) = (&self.mode, self.focus.is_some()) {
            return self.run_query(session);
        }
        self.onward(true, session)
    }

    fn onward(&mut self, forward: bool, session: &Session) -> Result<Effects> {
        if let Some(place) = self.focus
            && let Input::Rows(_) = self.inputs[place]
        {
            self.leave(session)?;
            if let Input::Rows(lines) = &mut self.inputs[place]
                && lines.step(forward)
            {
                return Ok(Effects::new());
            }
        }
        if !self.move_on(forward, session)? && forward {
            let id = match self.mode {
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
        if let Some(place) = self.focus {
            let stays = match &mut self.inputs[place] {
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
        let Some(place) = self.focus.filter(|p| self.is_editable(*p)) else {
            return Ok(Effects::new());
        };
        if let Input::Ticks(ticks) = &mut self.inputs[place] {
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

    /// The value of the record entered before this one.
    fn value_above(&mut self, session: &Session) -> Result<Effects> {
        let Some(place) = self.focus.filter(|p| self.is_editable(*p)) else {
            return Ok(Effects::new());
        };
        if matches!(self.mode, Purpose::Query | Purpose::Void) {
            return Ok(Effects::new());
        }
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        let query = Query {
            register: self.form.id.clone(),
            ..Query::default()
        };
        let from = self.record.as_ref().map(|r| PageKey {
            sort: Value::Empty,
            id: r.id,
        });
        let page = reader.page(&query, from.as_ref(), Direction::Forward, 1)?;
        let Some(mut above) = page.rows.into_iter().next() else {
            self.notice = Some(locale::both("entry-nothing-above", &[]));
            return Ok(Effects::new());
        };
        reader.fill_lines(&self.form, &mut above)?;
        let full = Draft::of(&self.form, &above);
        let answer = match (&self.form.fields[place].kind, &above.state) {
            (Kind::State, Some(state)) => Some(Answer::Picked(Value::text(state), state.clone())),
            _ => full.get(&self.form.fields[place].id).cloned(),
        };
        let fresh = Input::of(&self.kinds[place], answer.as_ref(), self.lang);
        match (&mut self.inputs[place], fresh) {
            (Input::Line(slot), Input::Line(new)) => match new.value() {
                Some(value) => slot.pick(value.clone(), new.text().to_owned()),
                None => slot.edit.set(new.text()),
            },
            (Input::Note(note), Input::Note(new)) => note.set(new.text()),
            (Input::Ticks(ticks), Input::Ticks(new)) => ticks.set(new.ticked),
            (Input::Rows(lines), Input::Rows(new)) => *lines = new,
            _ => {}
        }
        self.changed(place);
        self.onward(true, session)
    }

    /// Today or now, as the field has it.
    fn today(&mut self, session: &Session) -> Result<Effects> {
        let Some(place) = self.focus.filter(|p| self.is_editable(*p)) else {
            return Ok(Effects::new());
        };
        let now: NaiveDateTime = session.clock.now();
        let kind = self.typed_field().map(|(_, k)| k.clone());
        let value = match kind {
            Some(Kind::Date) => Value::date(now.date()),
            Some(Kind::Time) => Value::time(now.time()),
            _ => Value::moment(now),
        };
        let query = self.mode == Purpose::Query;
        match (&mut self.inputs[place], kind) {
            (Input::Note(note), _) => note.insert(&value.show(&Kind::Moment, self.lang)),
            (input @ (Input::Line(_) | Input::Rows(_)), Some(kind)) => {
                let dated = matches!(kind, Kind::Date | Kind::Time | Kind::Moment);
                let shown = value.show(&kind, self.lang);
                if let Some(slot) = input.slot_mut() {
                    match kind {
                        _ if dated && query => slot.edit.set(&now.date().to_string()),
                        _ if dated => slot.pick(value, shown),
                        Kind::Text => {
                            slot.edit.insert(&value.show(&Kind::Moment, self.lang));
                        }
                        _ => return Ok(Effects::new()),
                    }
                }
            }
            _ => return Ok(Effects::new()),
        }
        self.changed(place);
        self.after_typing(session)?;
        Ok(Effects::new())
    }

    fn rows_key(&mut self, command: Command) -> Effects {
        if let Some(place) = self.focus.filter(|p| self.is_editable(*p))
            && let Input::Rows(lines) = &mut self.inputs[place]
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
        let here = self.focus.into_iter();
        let order: Vec<usize> = here.chain(self.trail.iter().rev().copied()).collect();
        for place in order {
            if self.is_shown(place) && self.inputs[place].undo() {
                if self.focus != Some(place) {
                    self.jump(place);
                }
                let done = self.look_again(session);
                return self.told(done);
            }
        }
        self.notice = Some(locale::both("entry-nothing-to-undo", &[]));
        Effects::new()
    }

    fn redo(&mut self, session: &Session) -> Effects {
        self.popup = None;
        if let Some(place) = self.focus
            && self.inputs[place].redo()
        {
            let done = self.look_again(session);
            return self.told(done);
        }
        self.notice = Some(locale::both("entry-nothing-to-redo", &[]));
        Effects::new()
    }

    fn cancel(&mut self, session: &Session) -> Result<Effects> {
        if self.is_dirty() && self.mode != Purpose::Void {
            self.keep(session)?;
            self.popup = Some(Popup::Leave(0));
            return Ok(Effects::new());
        }
        if self.kept.is_some() {
            self.keep(session)?;
        }
        Ok(vec![Effect::Close])
    }
}
