//! The list of a register: what is asked of it, and the rows in sight.
//!
//! What its keys do stands in [`keys`], what narrows and orders it in [`filters`], what is done with marked rows in
//! [`marked`].

mod export;
pub mod filters;
mod keys;
mod ladder;
pub mod marked;
pub mod navigation;
pub mod page_buffer;
pub mod plan;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::worker::Job;
use crate::model::form::view::{Sort, View};
use crate::model::text::editor::LineEdit;
use crate::model::{Field, Form, Record};
use crate::store::{Condition, PageKey, Query, Reader, Result};

use navigation::Navigation;
use page_buffer::PageBuffer;

/// The longest text that is searched for.
const LONGEST: usize = 200;

/// The list of a register.
#[derive(Clone, Debug)]
pub struct ListPane {
    pub form: Arc<Form>,
    /// 0 is everything, then the form's views.
    pub view: usize,
    /// Conditions of a query by example.
    pub matches: Vec<Condition>,
    /// Only rows that hold the same as one cell: the condition, and how the value is shown.
    pub same: Option<(Condition, String)>,
    /// What is searched for.
    pub search: LineEdit,
    /// Whether typing goes into the search line.
    pub typing: bool,
    /// The order that was asked for; `None` is the view's own.
    pub sort: Option<Sort>,
    pub with_void: bool,
    pub window: PageBuffer,
    /// The column that sorting and "same value" refer to.
    pub column: usize,
    pub marks: BTreeSet<i64>,
    pub count: Option<u64>,
    /// Keys of evenly spaced rows, so that any part of a long list is one read away.
    pub ladder: Vec<PageKey>,
    /// Answers to older questions are dropped.
    pub asked: u64,
    /// Records have changed since the rows were read.
    pub stale: bool,
    /// The way that the worker goes.
    going: Option<Navigation>,
    /// Whether it has been told, and under which number.
    ordered: bool,
    read: u64,
    /// Rows to go on or back once they are read.
    after: isize,
    /// The selected record with its lines.
    pub preview: Option<Record>,
}

impl ListPane {
    pub fn new(form: Arc<Form>) -> Self {
        Self {
            form,
            view: 0,
            matches: Vec::new(),
            same: None,
            search: LineEdit::new("", LONGEST),
            typing: false,
            sort: None,
            with_void: false,
            window: PageBuffer::default(),
            column: 0,
            marks: BTreeSet::new(),
            count: None,
            ladder: Vec::new(),
            asked: 0,
            stale: true,
            going: None,
            ordered: false,
            read: 0,
            after: 0,
            preview: None,
        }
    }

    pub fn view(&self) -> Option<&View> {
        self.form.views.get(self.view.checked_sub(1)?)
    }

    /// The fields shown as columns.
    pub fn columns(&self) -> Vec<&Field> {
        self.form.columns(self.view())
    }

    /// Whether the list is narrowed by anything but its view.
    pub fn is_narrowed(&self) -> bool {
        !self.matches.is_empty() || self.same.is_some() || !self.search.text().trim().is_empty()
    }

    /// The order in force. Words are answered newest first, unless an order was asked for.
    pub fn order(&self) -> Option<Sort> {
        if self.sort.is_some() {
            return self.sort.clone();
        }
        let searched = !self.search.text().trim().is_empty();
        self.view()
            .filter(|_| !searched)
            .and_then(|v| v.table()?.sort.clone())
    }

    /// What the list asks for.
    pub fn query(&self) -> Query {
        let mut matches = self.matches.clone();
        matches.extend(self.same.as_ref().map(|(m, _)| m.clone()));
        Query {
            register: self.form.id.clone(),
            filters: self
                .view()
                .and_then(|v| v.filter.clone())
                .into_iter()
                .collect(),
            conditions: matches,
            search: Some(self.search.text().trim().to_owned()).filter(|t| !t.is_empty()),
            sort: self.order(),
            with_void: self.with_void,
            ids: None,
            fields: None,
        }
    }

    /// Reads anew from the start: something else is asked for.
    pub fn ask(&mut self, reader: &Reader<'_>) -> Result<()> {
        self.asked += 1;
        self.count = None;
        self.ladder.clear();
        self.stale = false;
        self.walk(Navigation::Start, reader)
    }

    /// Reads the rows in sight again: the same is asked for, the records have changed.
    pub fn again(&mut self, reader: &Reader<'_>) -> Result<()> {
        self.asked += 1;
        self.stale = false;
        self.walk(Navigation::Again, reader)
    }

    pub fn go(&mut self, by: isize, reader: &Reader<'_>) -> Result<()> {
        self.walk(Navigation::By(by), reader)
    }

    pub fn top(&mut self, reader: &Reader<'_>) -> Result<()> {
        self.walk(Navigation::Start, reader)
    }

    pub fn bottom(&mut self, reader: &Reader<'_>) -> Result<()> {
        self.walk(Navigation::End(self.count), reader)
    }

    /// Jumps to a place of the whole list, from 0, by the nearest rung of the ladder.
    pub fn jump(&mut self, place: u64, step: u64, reader: &Reader<'_>) -> Result<()> {
        let rung = usize::try_from(place / step.max(1)).unwrap_or(0);
        let Some(key) = self.ladder.get(rung).cloned() else {
            return Ok(());
        };
        let at = u64::try_from(rung).unwrap_or(0) * step;
        let rest = isize::try_from(place - at).unwrap_or(0);
        self.walk(Navigation::From(key, at, rest), reader)
    }

    /// Shows a record, wherever in the list it stands, if the list holds it.
    pub fn reveal(&mut self, id: i64, reader: &Reader<'_>) -> Result<()> {
        let held = self.window.keys.iter().position(|k| k.id == id);
        let walk = match (held, &self.going) {
            (_, Some(going)) => Navigation::Record(id, Box::new(going.clone())),
            (Some(at), None) => {
                let by = isize::try_from(at).unwrap_or(0)
                    - isize::try_from(self.window.selected).unwrap_or(0);
                Navigation::By(by)
            }
            (None, None) => Navigation::Record(id, Box::new(Navigation::By(0))),
        };
        self.walk(walk, reader)
    }

    /// Goes at once where that is quick; else the worker does, and steps taken meanwhile are taken afterwards.
    fn walk(&mut self, walk: Navigation, reader: &Reader<'_>) -> Result<()> {
        let walk = match (walk, self.going.take()) {
            (Navigation::By(by), Some(going)) => {
                self.after = self.after.saturating_add(by);
                self.going = Some(going);
                return Ok(());
            }
            (Navigation::Again, Some(Navigation::By(by))) => {
                self.after = self.after.saturating_add(by);
                Navigation::Again
            }
            // The rows that are held may be of another question.
            (Navigation::Again, Some(going)) => going,
            (walk, _) => {
                self.after = 0;
                walk
            }
        };
        let query = self.query();
        self.read += 1;
        self.ordered = false;
        if !walk.is_held(&self.window) && !reader.is_quick(&query)? {
            self.going = Some(walk);
            return Ok(());
        }
        walk.go(&mut self.window, reader, &query)?;
        let after = std::mem::take(&mut self.after);
        if after != 0 {
            self.window.go(after, reader, &query)?;
        }
        self.follow(reader)
    }

    /// Whether the worker reads the rows; those that are held are then of what was asked before.
    pub fn is_reading(&self) -> bool {
        self.going.is_some()
    }

    /// What the worker is to read, told once.
    pub fn order_page(&mut self) -> Option<Job> {
        let walk = self.going.clone().filter(|_| !self.ordered)?;
        self.ordered = true;
        Some(Job::Page {
            walk,
            read: self.read,
            window: self.window.clone(),
            query: self.query(),
        })
    }

    /// Takes the rows that the worker has read; `false` if something else is wanted by now.
    pub fn took(&mut self, read: u64, rows: PageBuffer, reader: &Reader<'_>) -> Result<bool> {
        if self.read != read {
            return Ok(false);
        }
        let height = self.window.height;
        self.window = rows;
        self.window.resize(height);
        if let Some(count) = self.count {
            self.window.counted(count);
        }
        self.going = None;
        self.walk(Navigation::By(self.after), reader)?;
        self.follow(reader)?;
        Ok(true)
    }

    /// The preview follows the selection; lines are read only where a register has them.
    pub fn follow(&mut self, reader: &Reader<'_>) -> Result<()> {
        self.column = self.column.min(self.columns().len().saturating_sub(1));
        self.preview = self.window.current().cloned();
        if let Some(record) = &mut self.preview
            && self.form.child_tables().next().is_some()
        {
            reader.fill_lines(&self.form, record)?;
        }
        Ok(())
    }
}
