//! What is offered under a line that is being filled: a list of values, or a calendar.

use chrono::Timelike;

use crate::model::Value;
use crate::model::form::kind::{Kind, Offered};
use crate::model::value::Moment;
use crate::store::{Reader, Result};

use super::calendar::MonthPicker;
use super::line_input::LineInput;
use super::popup::Popup;
use super::suggestions::{self, Picklist, Suggestion};

/// What a list is opened for: the line with the focus, its kind, and whether it was asked for by a key.
pub struct Sought<'a> {
    pub kind: &'a Kind,
    pub slot: &'a LineInput,
    pub asked: bool,
}

/// The list or calendar that helps to fill a line; nothing where there is none for its kind, or nothing fits.
///
/// # Errors
/// Trouble with the file.
pub fn offer(sought: &Sought<'_>, reader: &Reader<'_>) -> Result<Option<Popup>> {
    let Sought { kind, slot, asked } = *sought;
    let (present, now) = (slot.value().cloned(), reader.stamp.now);
    // Whoever asks for the list of a filled field wants to see the others too.
    let typed = match present {
        Some(_) if asked => "",
        _ => slot.text().trim(),
    };
    if asked && kind.facts().offered == Offered::Calendar {
        let read = || Value::read(kind, typed, Moment(now)).unwrap_or_default();
        let value = present.unwrap_or_else(read);
        let moment = matches!(kind, Kind::Moment);
        return Ok(Some(Popup::Calendar(MonthPicker {
            day: value.as_date().unwrap_or(now.date()),
            today: now.date(),
            time: moment.then(|| value.as_moment().unwrap_or(now).time()),
        })));
    }
    let mut items = fitting(kind, typed, reader)?;
    if items.is_empty() && asked {
        items = fitting(kind, "", reader)?;
    }
    let near = match (present, kind.facts().offered) {
        (None, Offered::Hours) => {
            let half = now.minute() / 30 * 30;
            Some(Value::text(format!("{:02}:{half:02}", now.hour())))
        }
        (present, _) => present,
    };
    Ok(Picklist::new(items, asked).map(|mut list| {
        let is_near = |item: &Suggestion| Some(&item.value) == near.as_ref();
        list.at = list.items.iter().position(is_near).unwrap_or(0);
        Popup::List(list)
    }))
}

/// The values of a kind that fit what is typed.
fn fitting(kind: &Kind, typed: &str, reader: &Reader<'_>) -> Result<Vec<Suggestion>> {
    Ok(match kind.facts().offered {
        Offered::Entries => {
            suggestions::choices(kind.choices().unwrap_or_default(), typed, reader.lang)
        }
        Offered::YesNo => suggestions::yes_no(reader.lang),
        Offered::Hours => suggestions::hours(),
        Offered::Records => match kind {
            Kind::Reference(target) => suggestions::records(reader, target, typed)?,
            _ => Vec::new(),
        },
        Offered::Calendar | Offered::Nothing => Vec::new(),
    })
}
