//! Reading a day: what its view says of its own register, and what the views of others say that it shows too.
//!
//! The day is that of the reader's clock. Must never know a register by name. Run by the worker.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use crate::model::form::flow::Tone;
use crate::model::form::kind::Kind;
use crate::model::form::view::{DayView, View};
use crate::model::value::TIME;
use crate::model::{Catalog, Form, Record, Text, Value};
use crate::store::{Direction, Query, Reader, Result};

use super::day::{GridDay, GridLine, GridMark, GridRecord};

/// Lines, and records of one register, that are read at most.
const LINES: usize = 300;
const RECORDS: usize = 3_000;

/// Reads the days that stand at the foot of the Today pane, but for those that have no lines.
pub fn foot(reader: &Reader<'_>) -> Result<Vec<GridDay>> {
    let mut days = Vec::new();
    for form in reader
        .catalog
        .forms()
        .filter(|f| reader.catalog.is_adopted(f))
    {
        for view in &form.views {
            if view.day().is_some_and(|day| day.today.is_some()) {
                let day = day(form, view, reader)?;
                days.extend(day.filter(|d| !d.lines.is_empty()));
            }
        }
    }
    Ok(days)
}

/// Reads the day of a view; nothing where that is no picture.
pub fn day(form: &Form, view: &View, reader: &Reader<'_>) -> Result<Option<GridDay>> {
    let Some(own) = DaySource::of(form, view) else {
        return Ok(None);
    };
    let mut parts = vec![own];
    parts.extend(others(form, own.day, reader.catalog));
    let mut grid = GridDay {
        register: form.id.clone(),
        view: view.id.clone(),
        label: view.label.clone(),
        date: reader.stamp.now.date(),
        hours: own.day.hours.clone(),
        lines: Vec::new(),
        records: Vec::new(),
        also: called(&parts[1..]),
        cut: false,
    };
    lines(&parts, &mut grid, reader)?;
    for (nth, part) in parts.iter().enumerate() {
        records(part, nth == 0, &mut grid, reader)?;
    }
    Ok(Some(grid))
}

/// A register that takes part, with what its form says of the day.
#[derive(Clone, Copy)]
struct DaySource<'a> {
    form: &'a Form,
    view: &'a View,
    day: &'a DayView,
}

impl<'a> DaySource<'a> {
    fn of(form: &'a Form, view: &'a View) -> Option<Self> {
        let day = view.day()?;
        Some(Self { form, view, day })
    }
}

/// The registers that are shown too, as far as they are kept here.
fn others<'a>(
    form: &'a Form,
    day: &'a DayView,
    catalog: &'a Catalog,
) -> impl Iterator<Item = DaySource<'a>> {
    let target = form.field(&day.rows).and_then(|f| f.kind.target());
    let others = day.also.iter().filter(move |id| **id != form.id);
    others.filter_map(move |id| {
        let other = catalog.form(id).filter(|f| catalog.is_adopted(f))?;
        let (view, day) = other.day_over(target?)?;
        Some(DaySource {
            form: other,
            view,
            day,
        })
    })
}

fn called(parts: &[DaySource<'_>]) -> Text {
    let ones = |of: fn(&Text) -> &str, between| {
        let ones: Vec<&str> = parts.iter().map(|p| of(&p.form.one)).collect();
        ones.join(between)
    };
    Text::new(ones(|t| &t.zh, "、"), ones(|t| &t.en, ", "))
}

/// A line for each record that one of the references can name, in the order in which they were entered.
fn lines(parts: &[DaySource<'_>], grid: &mut GridDay, reader: &Reader<'_>) -> Result<()> {
    let mut names = BTreeMap::new();
    for part in parts {
        let Some(Kind::Reference(target)) = part.form.field(&part.day.rows).map(|f| &f.kind) else {
            continue;
        };
        let far = reader.catalog.form(&target.register);
        if !far.is_some_and(|f| reader.catalog.is_adopted(f)) {
            continue;
        }
        let query = Query {
            register: target.register.clone(),
            filters: target.filter.clone().into_iter().collect(),
            ..Query::default()
        };
        let page = reader.page(&query, None, Direction::Forward, LINES)?;
        grid.cut |= page.rows.len() == LINES;
        names.extend(page.rows.into_iter().map(|r| (r.id, named(r.title, r.id))));
    }
    let slots = vec![Vec::new(); grid.hours.len()];
    let line = |(id, name)| GridLine {
        id,
        name,
        hours: slots.clone(),
    };
    grid.lines = names.into_iter().map(line).collect();
    Ok(())
}

fn named(title: String, id: i64) -> String {
    if title.is_empty() {
        format!("#{id}")
    } else {
        title
    }
}

/// Puts the records of a part on their lines.
fn records(part: &DaySource<'_>, own: bool, grid: &mut GridDay, reader: &Reader<'_>) -> Result<()> {
    let query = Query::of_view(part.form, Some(part.view), grid.date);
    let page = reader.page(&query, None, Direction::Forward, RECORDS)?;
    grid.cut |= page.rows.len() == RECORDS;
    for record in page.rows {
        let line = value(part.form, &record, &part.day.rows).and_then(Value::as_int);
        let (Some(line), Some((from, to))) = (line, span(part, &record, grid.date)) else {
            continue;
        };
        if grid.cut {
            // What is taken is shown, wherever its line stands among those that were not read.
            let name = title(part.form, &record, &part.day.rows).unwrap_or_default();
            grid.have(line, named(name, line));
        }
        let state = record.state.as_deref().and_then(|s| part.form.state(s));
        let mark = match state.map(|s| s.tone) {
            _ if !own => GridMark::Also,
            Some(Tone::Open) => GridMark::Pending,
            _ => GridMark::Firm,
        };
        let taken = GridRecord {
            register: part.form.id.clone(),
            id: record.id,
            state: state.map(|s| s.label.clone()),
            title: named(record.title, record.id),
            from,
            to,
            mark,
        };
        grid.put(line, taken);
    }
    Ok(())
}

fn value<'r>(form: &Form, record: &'r Record, name: &str) -> Option<&'r Value> {
    let place = form.fields.iter().position(|f| f.id == name)?;
    record.values.get(place)
}

/// What the record is called that a reference points at.
fn title(form: &Form, record: &Record, name: &str) -> Option<String> {
    let place = form.fields.iter().position(|f| f.id == name)?;
    record.titles.get(place)?.clone()
}

/// From when to when a record takes its line; a time that is not after the other is of the next day.
fn span(
    part: &DaySource<'_>,
    record: &Record,
    date: NaiveDate,
) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let at = |name: &str| {
        let value = value(part.form, record, name)?;
        if part.day.on.is_none() {
            return value.as_moment();
        }
        let time = NaiveTime::parse_from_str(value.as_text()?, TIME).ok()?;
        Some(date.and_time(time))
    };
    let (from, to) = (at(&part.day.from)?, at(&part.day.to)?);
    let over_midnight = part.day.on.is_some() && to <= from;
    Some((
        from,
        if over_midnight {
            to + Duration::days(1)
        } else {
            to
        },
    ))
}
