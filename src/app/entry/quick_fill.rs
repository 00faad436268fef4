//! Filling a field by one key: with what stands in the record before, with today or now.

use crate::app::screen::effect::Effects;
use crate::app::session::Session;
use crate::model::form::kind::Kind;
use crate::model::{Answer, Draft, Value, locale};
use crate::store::{Direction, PageKey, Query, Result};

use super::Entry;
use super::input::Input;
use super::occasion::Purpose;

impl Entry {
    /// The value of the record entered before this one.
    pub(super) fn value_above(&mut self, session: &Session) -> Result<Effects> {
        let Some(place) = self.typed_place() else {
            return Ok(Effects::new());
        };
        if matches!(self.over.purpose, Purpose::Query | Purpose::Void) {
            return Ok(Effects::new());
        }
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        let query = Query {
            register: self.over.form.id.clone(),
            ..Query::default()
        };
        let from = self.over.record.as_ref().map(|r| PageKey {
            sort: Value::Empty,
            id: r.id,
        });
        let page = reader.page(&query, from.as_ref(), Direction::Forward, 1)?;
        let Some(mut above) = page.rows.into_iter().next() else {
            self.notice = Some(locale::both("entry-nothing-above", &[]));
            return Ok(Effects::new());
        };
        reader.fill_lines(&self.over.form, &mut above)?;
        let full = Draft::of(&self.over.form, &above);
        let answer = match (&self.over.form.fields[place].kind, &above.state) {
            (Kind::State, Some(state)) => Some(Answer::Picked(Value::text(state), state.clone())),
            _ => full.get(&self.over.form.fields[place].id).cloned(),
        };
        let fresh = Input::of(&self.over.kinds[place], answer.as_ref(), self.lang);
        match (&mut self.answers.inputs[place], fresh) {
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
    pub(super) fn today(&mut self, session: &Session) -> Result<Effects> {
        let Some(place) = self.typed_place() else {
            return Ok(Effects::new());
        };
        let now = session.clock.now();
        let kind = self.typed_field().map(|(_, k)| k.clone());
        let value = match kind {
            Some(Kind::Date) => Value::date(now.date()),
            Some(Kind::Time) => Value::time(now.time()),
            _ => Value::moment(now),
        };
        let query = self.over.is_query();
        match (&mut self.answers.inputs[place], kind) {
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
}
