//! What asks for attention now: the rows of every view that has a heading for the Today pane.
//!
//! [`read`] is run by the worker; what it gives is plain data.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::flow::Tone;
use crate::model::view::{Heading, View};
use crate::model::{Form, Lang, Record, Text, Value, locale};
use crate::store::{Match, Query, Reader, Result, Test, Way};

use super::roll::Roll;
use super::rooms::{self, Room};

/// The headings in the order of the pane: what is on, then the most urgent.
const ORDER: [Heading; 5] = [
    Heading::Now,
    Heading::Overdue,
    Heading::Due,
    Heading::Next,
    Heading::Open,
];

/// Rows shown of one view; the rest is counted.
fn most(heading: Heading) -> usize {
    match heading {
        Heading::Now | Heading::Overdue | Heading::Due => 6,
        Heading::Next => 4,
        Heading::Open => 3,
    }
}

/// One view's rows under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub heading: Heading,
    pub register: String,
    /// The place of the view among the tabs of the register.
    pub view: usize,
    pub label: Text,
    pub form: Text,
    pub count: u64,
    pub rows: Vec<Row>,
}

/// One record that asks for attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: i64,
    pub title: String,
    /// Who or what else is worth seeing: the persons named in the view's columns, with their phone.
    pub who: String,
    pub since: Option<Since>,
    /// The state in words, and what it means.
    pub state: Option<(Text, Tone)>,
}

/// What a row is aged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    Moment(NaiveDateTime),
    /// A whole day: counted in days.
    Day(NaiveDate),
}

/// Everything the Today pane shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    pub sections: Vec<Section>,
    pub rooms: Vec<Room>,
}

/// What is open in a register: overdue, due, otherwise open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    pub overdue: u64,
    pub due: u64,
    pub open: u64,
}

impl Open {
    pub fn all(self) -> u64 {
        self.overdue + self.due + self.open
    }
}

/// Reads what asks for attention.
pub fn read(reader: &Reader<'_>) -> Result<Attention> {
    let mut sections = Vec::new();
    for form in reader
        .catalog
        .forms()
        .filter(|f| reader.catalog.is_adopted(f))
    {
        for (view, n) in form.views.iter().zip(1..) {
            if let Some(heading) = view.today {
                let section = section(form, view, n, heading, reader)?;
                sections.extend(section.filter(|s| s.count > 0));
            }
        }
    }
    sections.sort_by_key(|s| ORDER.iter().position(|h| *h == s.heading));
    Ok(Attention {
        sections,
        rooms: rooms::read(reader)?,
    })
}

fn section(
    form: &Form,
    view: &View,
    place: usize,
    heading: Heading,
    reader: &Reader<'_>,
) -> Result<Option<Section>> {
    let query = Query {
        register: form.id.clone(),
        filters: view.filter.clone().into_iter().collect(),
        sort: view.sort.clone(),
        ..Query::default()
    };
    let most = most(heading);
    let page = reader.page(&query, None, Way::Forward, most)?;
    let count = if page.rows.len() < most {
        u64::try_from(page.rows.len()).unwrap_or(0)
    } else {
        reader.count(&query)?
    };
    let rows = page.rows.iter().map(|r| row(form, view, r)).collect();
    Ok(Some(Section {
        heading,
        register: form.id.clone(),
        view: place,
        label: view.label.clone(),
        form: form.label.clone(),
        count,
        rows,
    }))
}

fn row(form: &Form, view: &View, record: &Record) -> Row {
    let place = |name: &str| form.fields.iter().position(|f| f.id == name);
    let since = view
        .since
        .as_deref()
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
    for field in form.columns(Some(view)) {
        let Some(i) = place(&field.id) else { continue };
        let text = match field.kind.target() {
            Some("person") => record.titles.get(i).and_then(Option::as_deref),
            None if field.id.contains("phone") => record.values.get(i).and_then(Value::as_text),
            _ => None,
        };
        who.extend(text.filter(|t| !title.contains(t)));
    }
    let state = record
        .state
        .as_deref()
        .and_then(|s| form.state(s))
        .map(|s| (s.label.clone(), s.tone));
    Row {
        id: record.id,
        who: who.join("  "),
        title,
        since,
        state,
    }
}

/// One line of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Blank,
    Heading(Heading),
    Row(usize, usize),
    /// The rows of a section that are not shown.
    More(usize),
}

/// The Today pane.
#[derive(Clone, Debug, Default)]
pub struct Today {
    /// Nothing until the worker has answered for the first time.
    pub attention: Option<Attention>,
    pub lines: Vec<Line>,
    pub roll: Roll,
}

impl Today {
    /// Takes a new reading; the selection stays on its record.
    pub fn take(&mut self, attention: Attention) {
        let at = self
            .current()
            .map(|(register, id, _)| (register.to_owned(), id));
        self.lines = lines(&attention.sections);
        let held = self
            .lines
            .iter()
            .map(|l| matches!(l, Line::Row(..) | Line::More(_)))
            .collect();
        self.attention = Some(attention);
        self.roll.set(held);
        if let Some((register, id)) = at {
            let same = (0..self.lines.len()).find(|i| {
                self.at(*i)
                    .is_some_and(|(r, n, _)| r == register && n == id)
            });
            self.roll.select(same.unwrap_or(self.roll.selected));
        }
    }

    /// Register, record and view of the selected line; the record is `None` for "more".
    pub fn current(&self) -> Option<(&str, Option<i64>, usize)> {
        self.at(self.roll.selected)
    }

    fn at(&self, line: usize) -> Option<(&str, Option<i64>, usize)> {
        let sections = &self.attention.as_ref()?.sections;
        match *self.lines.get(line)? {
            Line::Row(s, r) => {
                let section = sections.get(s)?;
                let id = section.rows.get(r)?.id;
                Some((&section.register, Some(id), section.view))
            }
            Line::More(s) => sections.get(s).map(|s| (s.register.as_str(), None, s.view)),
            Line::Blank | Line::Heading(_) => None,
        }
    }

    /// What is open in each register, for the side list.
    pub fn open(&self) -> BTreeMap<String, Open> {
        let mut out: BTreeMap<String, Open> = BTreeMap::new();
        for section in self.attention.iter().flat_map(|a| &a.sections) {
            let open = out.entry(section.register.clone()).or_default();
            match section.heading {
                Heading::Overdue => open.overdue += section.count,
                Heading::Due => open.due += section.count,
                Heading::Open => open.open += section.count,
                Heading::Now | Heading::Next => {}
            }
        }
        out
    }
}

fn lines(sections: &[Section]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut heading = None;
    for (s, section) in sections.iter().enumerate() {
        if heading != Some(section.heading) {
            if heading.is_some() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Heading(section.heading));
            heading = Some(section.heading);
        }
        lines.extend((0..section.rows.len()).map(|r| Line::Row(s, r)));
        if section.count > u64::try_from(section.rows.len()).unwrap_or(0) {
            lines.push(Line::More(s));
        }
    }
    lines
}

/// How long ago, or how far ahead, in the largest fitting units.
pub fn age(since: Since, now: NaiveDateTime, lang: Lang) -> String {
    let (unit, n, ahead) = match since {
        Since::Day(day) => {
            let days = (now.date() - day).num_days();
            if days == 0 {
                return locale::say(lang, "desk-age-today", &[]);
            }
            ("days", days.abs(), days < 0)
        }
        Since::Moment(at) => {
            let minutes = (now - at).num_minutes();
            let (unit, n) = match minutes.abs() {
                n @ 0..60 => ("minutes", n),
                n @ 60..1440 => ("hours", n / 60),
                n => ("days", n / 1440),
            };
            (unit, n, minutes < 0)
        }
    };
    let way = if ahead { "ahead" } else { "age" };
    locale::say(
        lang,
        &format!("desk-{way}-{unit}"),
        &[("n", &n.to_string())],
    )
}

/// A condition on an envelope column or field, for the reads of this module and its neighbours.
pub fn is(field: &str, value: Value) -> Match {
    Match {
        field: field.to_owned(),
        test: Test::Is(value),
    }
}
