//! Reading the rows of every view that has a heading for the Today pane, but for those that a finding names. Run by the worker.

use std::collections::BTreeSet;

use crate::app::age::Since;
use crate::app::findings::look::FoundIndex;
use crate::app::pane::grid::read;
use crate::model::catalog::system::System;
use crate::model::form::view::{Heading, View};
use crate::model::{Field, Form, Record, Value};
use crate::store::{Direction, Query, Reader, Result};

use super::attention::{Attention, TodaySection, ViewRow};

/// The headings in the order in which sections are kept.
const ORDER: [Heading; 5] = [
    Heading::Now,
    Heading::Next,
    Heading::Overdue,
    Heading::Due,
    Heading::Open,
];

/// More named records than this are not counted one by one.
const MOST: usize = 2_000;

/// Rows shown of one view; the rest is counted.
fn most(heading: Heading) -> usize {
    match heading {
        Heading::Now | Heading::Overdue | Heading::Due => 6,
        Heading::Next => 4,
        Heading::Open => 3,
    }
}

/// What stands at the top of the screen.
const TOP: [Heading; 2] = [Heading::Now, Heading::Overdue];

/// Reads what asks for attention, but for the records that findings name. What stands at the top is given to `tell` as
/// soon as it is there.
pub fn read(
    reader: &Reader<'_>,
    found: Option<&FoundIndex>,
    tell: &dyn Fn(Attention),
) -> Result<Attention> {
    let shown = reader.catalog.forms();
    let shown = shown.filter(|f| reader.catalog.is_adopted(f));
    let views = shown.flat_map(|form| {
        let views = form.views.iter().zip(1..);
        views.filter_map(move |(view, n)| {
            let t = view.table()?;
            Some((t.today?, form, view, n))
        })
    });
    let (top, below): (Vec<_>, Vec<_>) = views.partition(|(heading, ..)| TOP.contains(heading));
    let mut attention = Attention {
        sections: Vec::new(),
        days: read::foot(reader)?,
        behind: reader.clock_is_behind()?,
        whole: false,
    };
    for (part, whole) in [(top, false), (below, true)] {
        for (heading, form, view, n) in part {
            let section = section(form, view, n, heading, reader, found)?;
            let sections = &mut attention.sections;
            sections.extend(section.filter(|s| s.count > 0));
        }
        let place = |s: &TodaySection| ORDER.iter().position(|h| *h == s.heading);
        attention.sections.sort_by_key(place);
        attention.whole = whole;
        if !whole {
            tell(attention.clone());
        }
    }
    Ok(attention)
}

fn section(
    form: &Form,
    view: &View,
    place: usize,
    heading: Heading,
    reader: &Reader<'_>,
    found: Option<&FoundIndex>,
) -> Result<Option<TodaySection>> {
    let query = Query {
        fields: Some(told(form, view)),
        ..Query::of_view(form, Some(view), reader.stamp.now.date())
    };
    let on = matches!(heading, Heading::Now | Heading::Next);
    let named = found.filter(|_| !on).and_then(|f| f.named.get(&form.id));
    let most = most(heading);
    let wanted = most + named.map_or(0, |n| n.len().min(MOST));
    let page = reader.page(&query, None, Direction::Forward, wanted)?;
    let free = |r: &&Record| named.is_none_or(|n| !n.contains(&r.id));
    let rows: Vec<ViewRow> = page
        .rows
        .iter()
        .filter(free)
        .take(most)
        .map(|r| row(form, view, r))
        .collect();
    let count = if page.rows.len() < wanted {
        u64::try_from(page.rows.iter().filter(free).count()).unwrap_or(0)
    } else {
        let all = reader.count(&query)?;
        all.saturating_sub(also_named(query, named, reader)?)
    };
    Ok(Some(TodaySection {
        heading,
        register: form.id.clone(),
        view: place,
        label: view.label.clone(),
        form: form.label.clone(),
        count,
        rows,
    }))
}

/// How many records of a view are named by findings.
fn also_named(query: Query, named: Option<&BTreeSet<i64>>, reader: &Reader<'_>) -> Result<u64> {
    match named {
        None => Ok(0),
        Some(named) if named.len() > MOST => Ok(u64::MAX),
        Some(named) => reader.count(&Query {
            ids: Some(named.iter().copied().collect()),
            ..query
        }),
    }
}

/// The columns of a view that tell of persons: who they are, and their phone.
fn persons<'f>(form: &'f Form, view: &View) -> Vec<&'f Field> {
    let mut columns = form.columns(Some(view));
    columns.retain(|field| match field.kind.target() {
        Some(far) => far == System::Person.id(),
        None => field.contact,
    });
    columns
}

/// The fields of which a row tells something.
fn told(form: &Form, view: &View) -> Vec<String> {
    let persons = persons(form, view).into_iter().map(|f| f.id.clone());
    let since = view.table().and_then(|t| t.since.clone());
    persons.chain(since).collect()
}

fn row(form: &Form, view: &View, record: &Record) -> ViewRow {
    let place = |name: &str| form.fields.iter().position(|f| f.id == name);
    let since = view
        .table()
        .and_then(|t| t.since.as_deref())
        .and_then(place)
        .and_then(|i| record.values.get(i))
        .and_then(|v| {
            let moment = v.as_moment().map(Since::Moment);
            moment.or_else(|| v.as_date().map(Since::Day))
        });
    let title = if record.title.is_empty() {
        format!("#{}", record.id)
    } else {
        record.title.clone()
    };
    let mut who: Vec<&str> = Vec::new();
    for field in persons(form, view) {
        let Some(i) = place(&field.id) else { continue };
        let text = match field.kind.target() {
            Some(_) => record.titles.get(i).and_then(Option::as_deref),
            None => record.values.get(i).and_then(Value::as_text),
        };
        who.extend(text.filter(|t| !title.contains(t)));
    }
    let state = record
        .state
        .as_deref()
        .and_then(|s| form.state(s))
        .map(|s| (s.label.clone(), s.tone));
    ViewRow {
        id: record.id,
        who: who.join("  "),
        title,
        since,
        state,
    }
}
