//! What lies over the form: a list of values, a calendar, the question before leaving, two versions of a record.

use chrono::NaiveTime;

use crate::app::command::Command;
use crate::app::screen::effect::{Effect, Effects};
use crate::app::session::Session;
use crate::model::form::kind::Kind;
use crate::model::{Field, Value};
use crate::store::Result;

use super::calendar::MonthPicker;
use super::conflict::Conflict;
use super::input::Input;
use super::suggestions::{self, Picklist, ROWS};
use super::{Entry, Purpose};

/// At most one thing lies over the form.
#[derive(Clone, Debug)]
pub enum Popup {
    List(Picklist),
    MonthPicker(MonthPicker),
    /// Leaving with something unsaved: which of [`LEAVE`] is chosen.
    Leave(usize),
    Conflict(Box<Conflict>),
}

/// The answers to the question before leaving, as locale ids.
pub const LEAVE: [&str; 4] = [
    "entry-leave-keep",
    "entry-leave-save",
    "entry-leave-later",
    "entry-leave-discard",
];

impl Entry {
    /// The field whose line has the focus: the field itself, or a column of its rows; with the kind it is typed by.
    pub(super) fn typed_field(&self) -> Option<(&Field, &Kind)> {
        let place = self.focus?;
        match &self.inputs[place] {
            Input::Rows(lines) => {
                let field = self.form.fields[place].line_fields()?.get(lines.column)?;
                Some((field, &field.kind))
            }
            _ => Some((&self.form.fields[place], self.kinds[place].shown())),
        }
    }

    /// Opens the list or calendar of the field: asked for by a key, or while typing.
    pub(super) fn open_list(&mut self, asked: bool, session: &Session) -> Result<()> {
        self.popup = None;
        let Some((_, kind)) = self.typed_field() else {
            return Ok(());
        };
        let kind = kind.clone();
        let slot = self.focus.and_then(|p| self.inputs[p].slot());
        let Some(slot) = slot else { return Ok(()) };
        let present = slot.value().cloned();
        // Whoever asks for the list of a filled field wants to see the others too.
        let typed = match present {
            Some(_) if asked => String::new(),
            _ => slot.text().trim().to_owned(),
        };
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        let all = |typed: &str| -> Result<Vec<suggestions::Suggestion>> {
            Ok(match &kind {
                Kind::Choice(list) | Kind::Choices(list) | Kind::Checklist(list) => {
                    suggestions::choices(list, typed, self.lang)
                }
                Kind::YesNo => suggestions::yes_no(self.lang),
                Kind::Time => suggestions::hours(),
                Kind::Reference(target) => suggestions::records(&reader, target, typed)?,
                _ => Vec::new(),
            })
        };
        if asked && matches!(kind, Kind::Date | Kind::Moment) {
            let value = present.unwrap_or_else(|| {
                Value::read(&kind, &typed, crate::model::value::Moment(stamp.now))
                    .unwrap_or_default()
            });
            let moment = matches!(kind, Kind::Moment);
            self.popup = Some(Popup::MonthPicker(MonthPicker {
                day: value.as_date().unwrap_or(stamp.now.date()),
                today: stamp.now.date(),
                time: moment.then(|| value.as_moment().unwrap_or(stamp.now).time()),
            }));
            return Ok(());
        }
        let mut items = all(&typed)?;
        if items.is_empty() && asked {
            items = all("")?;
        }
        self.popup = Picklist::new(items, asked).map(|mut list| {
            let near = match (&present, &kind) {
                (None, Kind::Time) => Some(Value::text(format!(
                    "{:02}:{:02}",
                    chrono::Timelike::hour(&stamp.now),
                    chrono::Timelike::minute(&stamp.now) / 30 * 30
                ))),
                _ => present.clone(),
            };
            list.at = list
                .items
                .iter()
                .position(|i| Some(&i.value) == near.as_ref())
                .unwrap_or(0);
            Popup::List(list)
        });
        Ok(())
    }

    /// Takes a command for what lies over the form; `None` hands it to the form.
    pub(super) fn over_command(
        &mut self,
        command: Command,
        session: &mut Session,
    ) -> Result<Option<Effects>> {
        match self.popup.take() {
            None => Ok(None),
            Some(Popup::List(list)) => self.list_command(list, command, session),
            Some(Popup::MonthPicker(month)) => self.calendar_command(month, command, session),
            Some(Popup::Leave(at)) => self.leave_command(at, command, session).map(Some),
            Some(Popup::Conflict(both)) => self.conflict_command(both, command, session).map(Some),
        }
    }

    fn list_command(
        &mut self,
        mut list: Picklist,
        command: Command,
        session: &Session,
    ) -> Result<Option<Effects>> {
        let page = isize::try_from(ROWS).unwrap_or(8);
        match command {
            Command::Up => list.step(-1),
            Command::Down => list.step(1),
            Command::PageUp | Command::PreviousPage => list.step(-page),
            Command::PageDown | Command::NextPage => list.step(page),
            Command::Cancel | Command::PickList => return Ok(Some(Effects::new())),
            Command::Accept
            | Command::NextField
            | Command::PreviousField
            | Command::Save
            | Command::SaveAndNew => {
                if let Some(item) = list.selected().cloned() {
                    self.take(item.value, item.text);
                }
                if command == Command::Accept {
                    self.move_on_in_rows(session)?;
                    return Ok(Some(Effects::new()));
                }
                return Ok(None);
            }
            _ => return Ok(None),
        }
        self.popup = Some(Popup::List(list));
        Ok(Some(Effects::new()))
    }

    fn calendar_command(
        &mut self,
        mut month: MonthPicker,
        command: Command,
        session: &Session,
    ) -> Result<Option<Effects>> {
        match command {
            Command::Left => month.days(-1),
            Command::Right => month.days(1),
            Command::Up => month.days(-7),
            Command::Down => month.days(7),
            Command::PageUp | Command::PreviousPage => month.months(-1),
            Command::PageDown | Command::NextPage => month.months(1),
            Command::LineStart | Command::Top => month.edge(false),
            Command::LineEnd | Command::Bottom => month.edge(true),
            Command::TodayNow => month.day = month.today,
            Command::Accept | Command::NextField => {
                let value = match month.time {
                    Some(time) => Value::moment(month.day.and_time(minutes(time))),
                    None => Value::date(month.day),
                };
                let kind = if month.time.is_some() {
                    Kind::Moment
                } else {
                    Kind::Date
                };
                let shown = value.show(&kind, self.lang);
                self.take(value, shown);
                self.move_on_in_rows(session)?;
                return Ok(Some(Effects::new()));
            }
            Command::Cancel | Command::PickList => return Ok(Some(Effects::new())),
            _ => return Ok(None),
        }
        self.popup = Some(Popup::MonthPicker(month));
        Ok(Some(Effects::new()))
    }

    /// Puts a picked value into the line with the focus.
    fn take(&mut self, value: Value, shown: String) {
        let query = self.mode == Purpose::Query;
        let Some(place) = self.focus else { return };
        if let Some(slot) = self.inputs[place].slot_mut() {
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
        if let Some(place) = self.focus
            && let Input::Rows(_) = self.inputs[place]
        {
            self.leave(session)?;
            if let Input::Rows(lines) = &mut self.inputs[place]
                && lines.step(true)
            {
                return Ok(true);
            }
        }
        self.move_on(true, session)
    }

    fn leave_command(
        &mut self,
        at: usize,
        command: Command,
        session: &mut Session,
    ) -> Result<Effects> {
        let last = LEAVE.len() - 1;
        let at = match command {
            Command::Left | Command::Up | Command::PreviousField => at.saturating_sub(1),
            Command::Right | Command::Down | Command::NextField => (at + 1).min(last),
            Command::Save => return Ok(self.save(false, session)),
            Command::Cancel => return Ok(Effects::new()),
            Command::Accept => {
                return Ok(match at {
                    1 => self.save(false, session),
                    2 => {
                        self.keep(session)?;
                        vec![Effect::Close]
                    }
                    3 => {
                        self.forget(session)?;
                        self.kept = None;
                        self.draft = self.start.clone();
                        self.fill_inputs();
                        vec![Effect::Close]
                    }
                    _ => Effects::new(),
                });
            }
            _ => at,
        };
        self.popup = Some(Popup::Leave(at));
        Ok(Effects::new())
    }
}

/// The time without its seconds.
fn minutes(time: NaiveTime) -> NaiveTime {
    use chrono::Timelike;
    time.with_second(0)
        .and_then(|t| t.with_nanosecond(0))
        .unwrap_or(time)
}
