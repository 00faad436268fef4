//! What lies over the form, and what its keys do: a list of values, a calendar, the question before leaving, two versions
//! of a record.
//!
//! A popup takes a command and says what came of it; what that means for the form is the form's business.

use chrono::NaiveTime;

use crate::app::command::Command;
use crate::model::form::kind::Kind;
use crate::model::{Lang, Value};

use super::calendar::MonthPicker;
use super::conflict::Conflict;
use super::suggestions::{Picklist, ROWS};

/// At most one thing lies over the form.
#[derive(Clone, Debug)]
pub enum Popup {
    List(Picklist),
    Calendar(MonthPicker),
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

/// What a popup makes of a command. But for [`PopupSays::Stays`] it is gone after that.
#[derive(Clone, Debug)]
pub enum PopupSays {
    Stays,
    Closes,
    /// A value was picked, and how it is shown; whether the command goes on to the form.
    Picked(Value, String, Onward),
    /// The command is for the form.
    Passes,
    /// How the form is left.
    Leaves(Leaving),
    /// One version was chosen for each field that differs.
    Merges,
}

/// What follows a value that was picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// The next field has the focus.
    Field,
    /// The form takes the same command.
    Command,
}

/// How a form is left with something unsaved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    Save,
    Later,
    Discard,
}

impl Popup {
    /// Takes a command.
    pub fn run(&mut self, command: Command, lang: Lang) -> PopupSays {
        match self {
            Self::List(list) => over_list(list, command),
            Self::Calendar(month) => over_calendar(month, command, lang),
            Self::Leave(at) => over_question(at, command),
            Self::Conflict(both) => over_conflict(both, command),
        }
    }
}

fn over_list(list: &mut Picklist, command: Command) -> PopupSays {
    let page = isize::try_from(ROWS).unwrap_or(8);
    let picked = |next| match list.selected() {
        Some(item) => PopupSays::Picked(item.value.clone(), item.text.clone(), next),
        None => PopupSays::Passes,
    };
    match command {
        Command::Up => list.step(-1),
        Command::Down => list.step(1),
        Command::PageUp | Command::PreviousPage => list.step(-page),
        Command::PageDown | Command::NextPage => list.step(page),
        Command::Cancel | Command::PickList => return PopupSays::Closes,
        Command::Accept => return picked(Onward::Field),
        Command::NextField | Command::PreviousField | Command::Save | Command::SaveAndNew => {
            return picked(Onward::Command);
        }
        _ => return PopupSays::Passes,
    }
    PopupSays::Stays
}

fn over_calendar(month: &mut MonthPicker, command: Command, lang: Lang) -> PopupSays {
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
            let (value, kind) = match month.time {
                Some(time) => {
                    let moment = month.day.and_time(minutes(time));
                    (Value::moment(moment), Kind::Moment)
                }
                None => (Value::date(month.day), Kind::Date),
            };
            let shown = value.show(&kind, lang);
            return PopupSays::Picked(value, shown, Onward::Field);
        }
        Command::Cancel | Command::PickList => return PopupSays::Closes,
        _ => return PopupSays::Passes,
    }
    PopupSays::Stays
}

fn over_question(at: &mut usize, command: Command) -> PopupSays {
    match command {
        Command::Left | Command::Up | Command::PreviousField => *at = at.saturating_sub(1),
        Command::Right | Command::Down | Command::NextField => *at = (*at + 1).min(LEAVE.len() - 1),
        Command::Save => return PopupSays::Leaves(Leaving::Save),
        Command::Cancel => return PopupSays::Closes,
        Command::Accept => {
            return match *at {
                1 => PopupSays::Leaves(Leaving::Save),
                2 => PopupSays::Leaves(Leaving::Later),
                3 => PopupSays::Leaves(Leaving::Discard),
                _ => PopupSays::Closes,
            };
        }
        _ => {}
    }
    PopupSays::Stays
}

fn over_conflict(both: &mut Conflict, command: Command) -> PopupSays {
    let last = both.rows.len().saturating_sub(1);
    match command {
        Command::Up | Command::PreviousField => both.at = both.at.saturating_sub(1),
        Command::Down | Command::NextField => both.at = (both.at + 1).min(last),
        Command::Left | Command::Right => {
            if let Some(row) = both.rows.get_mut(both.at) {
                row.take_mine = command == Command::Left;
            }
        }
        Command::Cancel => return PopupSays::Closes,
        Command::Accept => return PopupSays::Merges,
        _ => {}
    }
    PopupSays::Stays
}

/// The time without its seconds.
fn minutes(time: NaiveTime) -> NaiveTime {
    use chrono::Timelike;
    time.with_second(0)
        .and_then(|t| t.with_nanosecond(0))
        .unwrap_or(time)
}
