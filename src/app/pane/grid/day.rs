//! The rooms of the day: which hours of which teaching room are taken.
//!
//! Reads three registers by name where the desk has them: places, bookings, and the timetable.

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::{Form, Record, Value};
use crate::store::{Condition, Direction, Predicate, Query, Reader, Result};

/// The hours shown, from the first to before the last.
pub const HOURS: std::ops::Range<u32> = 7..22;

/// Rooms shown at most, and bookings looked at.
const ROOMS: usize = 12;
const BOOKINGS: usize = 400;

/// A room and its day, an hour to a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    pub id: i64,
    pub name: String,
    pub slots: Vec<HourUse>,
}

/// How an hour of a room is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum HourUse {
    #[default]
    Free,
    /// By the timetable.
    Lesson,
    /// By a booking that is not yet decided.
    Asked,
    Booked,
}

/// Reads the rooms with what is on today; empty where the desk has no rooms.
pub fn read(reader: &Reader<'_>) -> Result<Vec<Room>> {
    let adopted = |id| {
        reader
            .catalog
            .form(id)
            .filter(|f| reader.catalog.is_adopted(f))
    };
    let (Some(site), Some(booking)) = (adopted("site"), adopted("booking")) else {
        return Ok(Vec::new());
    };
    if site.field("kind").is_none() {
        return Ok(Vec::new());
    }
    let kinds = ["media_room", "computer_room"].map(Value::text).to_vec();
    let query = Query {
        register: site.id.clone(),
        conditions: vec![
            Condition {
                field: "kind".into(),
                test: Predicate::OneOf(kinds),
            },
            Condition::is("state", Value::text("open")),
        ],
        ..Query::default()
    };
    let mut page = reader.page(&query, None, Direction::Forward, ROOMS)?;
    page.rows.reverse();
    let mut rooms: Vec<Room> = page
        .rows
        .into_iter()
        .map(|r| Room {
            id: r.id,
            name: r.title,
            slots: vec![HourUse::Free; HOURS.len()],
        })
        .collect();
    let day = reader.stamp.now.date();
    if let Some(timetable) = adopted("timetable") {
        lessons(timetable, day, &mut rooms, reader)?;
    }
    bookings(booking, day, &mut rooms, reader)?;
    Ok(rooms)
}

fn value<'r>(form: &Form, record: &'r Record, name: &str) -> Option<&'r Value> {
    let place = form.fields.iter().position(|f| f.id == name)?;
    record.values.get(place)
}

fn bookings(form: &Form, day: NaiveDate, rooms: &mut [Room], reader: &Reader<'_>) -> Result<()> {
    let text = Value::date(day);
    let query = Query {
        register: form.id.clone(),
        conditions: vec![Condition {
            field: "use_start".into(),
            test: Predicate::Between(text.clone(), text),
        }],
        ..Query::default()
    };
    if form.field("use_start").is_none() {
        return Ok(());
    }
    for record in reader
        .page(&query, None, Direction::Forward, BOOKINGS)?
        .rows
    {
        let slot = match record.state.as_deref() {
            Some("refused" | "cancelled" | "withdrawn" | "no_show") => continue,
            state if state == form.birth_state() => HourUse::Asked,
            _ => HourUse::Booked,
        };
        let at = |name| value(form, &record, name).and_then(Value::as_moment);
        let room = value(form, &record, "site").and_then(Value::as_int);
        if let (Some(from), Some(to), Some(room)) = (at("use_start"), at("use_end"), room) {
            mark(rooms, room, from, to, slot);
        }
    }
    Ok(())
}

fn lessons(form: &Form, day: NaiveDate, rooms: &mut [Room], reader: &Reader<'_>) -> Result<()> {
    use chrono::Datelike;
    if ["weekday", "start_time", "end_time", "from_date", "to_date"]
        .iter()
        .any(|f| form.field(f).is_none())
    {
        return Ok(());
    }
    let bound = |field: &str, test| Condition {
        field: field.into(),
        test,
    };
    let query = Query {
        register: form.id.clone(),
        conditions: vec![
            Condition::is("state", Value::text("published")),
            Condition::is(
                "weekday",
                Value::Int(i64::from(day.weekday().number_from_monday())),
            ),
            bound("from_date", Predicate::AtMost(Value::date(day))),
            bound("to_date", Predicate::AtLeast(Value::date(day))),
        ],
        ..Query::default()
    };
    for record in reader
        .page(&query, None, Direction::Forward, BOOKINGS)?
        .rows
    {
        let at = |name| {
            let text = value(form, &record, name)?.as_text()?;
            let time = chrono::NaiveTime::parse_from_str(text, crate::model::value::TIME).ok()?;
            Some(day.and_time(time))
        };
        let room = value(form, &record, "site").and_then(Value::as_int);
        if let (Some(from), Some(to), Some(room)) = (at("start_time"), at("end_time"), room) {
            mark(rooms, room, from, to, HourUse::Lesson);
        }
    }
    Ok(())
}

/// An hour is taken if any minute of it is; a booking covers a lesson.
fn mark(rooms: &mut [Room], room: i64, from: NaiveDateTime, to: NaiveDateTime, slot: HourUse) {
    let Some(room) = rooms.iter_mut().find(|r| r.id == room) else {
        return;
    };
    let day = from.date();
    for (hour, place) in HOURS.zip(room.slots.iter_mut()) {
        let begins = day.and_hms_opt(hour, 0, 0);
        let ends = day.and_hms_opt(hour, 59, 59);
        if begins.is_some_and(|b| b < to) && ends.is_some_and(|e| e >= from) {
            *place = slot;
        }
    }
}
