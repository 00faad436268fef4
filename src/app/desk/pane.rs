//! One register on the screen: what is asked of it, and the rows in sight.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::line::LineEdit;
use crate::model::view::{Sort, View};
use crate::model::{Field, Form, Record};
use crate::store::{Key, Match, Query, Reader, Result};

use super::window::Window;

/// The longest text that is searched for.
const LONGEST: usize = 200;

/// The list of a register.
#[derive(Clone, Debug)]
pub struct Pane {
    pub form: Arc<Form>,
    /// 0 is everything, then the form's views.
    pub view: usize,
    /// Conditions of a query by example.
    pub matches: Vec<Match>,
    /// Only rows that hold the same as one cell: the condition, and how the value is shown.
    pub same: Option<(Match, String)>,
    /// What is searched for.
    pub search: LineEdit,
    /// Whether typing goes into the search line.
    pub typing: bool,
    /// The order that was asked for; `None` is the view's own.
    pub sort: Option<Sort>,
    pub with_void: bool,
    pub window: Window,
    /// The column that sorting and "same value" refer to.
    pub column: usize,
    pub marks: BTreeSet<i64>,
    pub count: Option<u64>,
    /// Keys of evenly spaced rows, so that any part of a long list is one read away.
    pub ladder: Vec<Key>,
    /// Answers to older questions are dropped.
    pub asked: u64,
    /// Records have changed since the rows were read.
    pub stale: bool,
    /// The selected record with its lines.
    pub preview: Option<Record>,
}

impl Pane {
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
            window: Window::default(),
            column: 0,
            marks: BTreeSet::new(),
            count: None,
            ladder: Vec::new(),
            asked: 0,
            stale: true,
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
            .and_then(|v| v.sort.clone())
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
            matches,
            search: Some(self.search.text().trim().to_owned()).filter(|t| !t.is_empty()),
            sort: self.order(),
            with_void: self.with_void,
            ids: None,
        }
    }

    /// Reads anew from the start: something else is asked for.
    pub fn ask(&mut self, reader: &Reader<'_>) -> Result<()> {
        self.asked += 1;
        self.count = None;
        self.ladder.clear();
        self.stale = false;
        let query = self.query();
        self.window.load(reader, &query)?;
        self.follow(reader)
    }

    /// Reads the rows in sight again: the same is asked for, the records have changed.
    pub fn again(&mut self, reader: &Reader<'_>) -> Result<()> {
        self.asked += 1;
        self.stale = false;
        let query = self.query();
        self.window.reload(reader, &query)?;
        self.follow(reader)
    }

    pub fn go(&mut self, by: isize, reader: &Reader<'_>) -> Result<()> {
        let query = self.query();
        self.window.go(by, reader, &query)?;
        self.follow(reader)
    }

    pub fn top(&mut self, reader: &Reader<'_>) -> Result<()> {
        let query = self.query();
        self.window.load(reader, &query)?;
        self.follow(reader)
    }

    pub fn bottom(&mut self, reader: &Reader<'_>) -> Result<()> {
        let (query, count) = (self.query(), self.count);
        self.window.load_end(reader, &query, count)?;
        self.follow(reader)
    }

    /// Jumps to a place of the whole list, from 0, by the nearest rung of the ladder.
    pub fn jump(&mut self, place: u64, step: u64, reader: &Reader<'_>) -> Result<()> {
        let rung = usize::try_from(place / step.max(1)).unwrap_or(0);
        let Some(key) = self.ladder.get(rung).cloned() else {
            return Ok(());
        };
        let query = self.query();
        let at = u64::try_from(rung).unwrap_or(0) * step;
        self.window.load_at(reader, &query, &key, Some(at))?;
        let rest = isize::try_from(place - at).unwrap_or(0);
        self.window.go(rest, reader, &query)?;
        self.follow(reader)
    }

    /// Shows a record, wherever in the list it stands; `false` if the list does not hold it.
    pub fn reveal(&mut self, id: i64, reader: &Reader<'_>) -> Result<bool> {
        let query = self.query();
        if let Some(at) = self.window.keys.iter().position(|k| k.id == id) {
            let by = isize::try_from(at).unwrap_or(0)
                - isize::try_from(self.window.selected).unwrap_or(0);
            self.window.go(by, reader, &query)?;
        } else {
            let one = Query {
                ids: Some(vec![id]),
                ..query.clone()
            };
            let page = reader.page(&one, None, crate::store::Way::Forward, 1)?;
            let Some(key) = page.keys.first() else {
                return Ok(false);
            };
            self.window.load_at(reader, &query, key, None)?;
        }
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
