//! The part of a list that is held in memory: a few pages around the selected row, read by key.
//!
//! Invariant: `rows` and `keys` are consecutive rows of the query in its order; the selected row is one of them and
//! stands within the visible height. A list of a million rows costs what a list of ten costs.

use crate::model::Record;
use crate::store::{Direction, PageKey, Query, Reader, Result};

/// Rows read at once.
const PAGE: usize = 120;
/// Rows held; beyond that the far side is let go.
const HELD: usize = 600;

/// Consecutive rows of a list around the selected one.
#[derive(Clone, Debug, Default)]
pub struct PageBuffer {
    pub rows: Vec<Record>,
    pub keys: Vec<PageKey>,
    /// The place of the first held row in the whole list, where it is known.
    pub first: Option<u64>,
    at_start: bool,
    at_end: bool,
    pub selected: usize,
    /// The first visible row.
    pub top: usize,
    pub height: usize,
}

impl PageBuffer {
    pub fn current(&self) -> Option<&Record> {
        self.rows.get(self.selected)
    }

    /// The place of the selected row in the whole list, from 1.
    pub fn position(&self) -> Option<u64> {
        let at = u64::try_from(self.selected).ok()? + 1;
        self.current().and(self.first).map(|f| f + at)
    }

    pub fn resize(&mut self, height: usize) {
        self.height = height;
        self.settle();
    }

    /// Reads from the start.
    pub fn load(&mut self, reader: &Reader<'_>, query: &Query) -> Result<()> {
        let page = reader.page(query, None, Direction::Forward, PAGE)?;
        self.at_start = true;
        self.at_end = page.rows.len() < PAGE;
        self.first = Some(0);
        (self.rows, self.keys) = (page.rows, page.keys);
        (self.selected, self.top) = (0, 0);
        Ok(())
    }

    /// Reads the last rows; their place is known once the list has been counted.
    pub fn load_end(
        &mut self,
        reader: &Reader<'_>,
        query: &Query,
        count: Option<u64>,
    ) -> Result<()> {
        let page = reader.page(query, None, Direction::Back, PAGE)?;
        self.at_end = true;
        self.at_start = page.rows.len() < PAGE;
        let held = u64::try_from(page.rows.len()).unwrap_or(0);
        self.first = if self.at_start {
            Some(0)
        } else {
            count.and_then(|c| c.checked_sub(held))
        };
        (self.rows, self.keys) = (page.rows, page.keys);
        self.selected = self.rows.len().saturating_sub(1);
        self.top = 0;
        self.settle();
        Ok(())
    }

    /// Reads around a key, which may be of a row that is there no more; `place` is the place of that row.
    pub fn load_at(
        &mut self,
        reader: &Reader<'_>,
        query: &Query,
        key: &PageKey,
        place: Option<u64>,
    ) -> Result<()> {
        let before = reader.page(query, Some(key), Direction::Back, PAGE)?;
        self.at_start = before.rows.len() < PAGE;
        let from = before.keys.last().cloned();
        let after = reader.page(query, from.as_ref(), Direction::Forward, PAGE)?;
        self.at_end = after.rows.len() < PAGE;
        let held = u64::try_from(before.rows.len()).unwrap_or(0);
        self.first = if self.at_start {
            Some(0)
        } else {
            place.and_then(|p| p.checked_sub(held))
        };
        let selected = before.rows.len();
        (self.rows, self.keys) = (before.rows, before.keys);
        self.rows.extend(after.rows);
        self.keys.extend(after.keys);
        self.selected = selected.min(self.rows.len().saturating_sub(1));
        self.top = self.selected.saturating_sub(self.height / 2);
        self.settle();
        Ok(())
    }

    /// Reads the held rows again: they have changed.
    pub fn reload(&mut self, reader: &Reader<'_>, query: &Query) -> Result<()> {
        let Some((key, id)) = self.keys.get(self.selected).map(|k| (k.clone(), k.id)) else {
            return self.load(reader, query);
        };
        let (from_top, selected) = (self.selected - self.top, self.selected);
        if self.first == Some(0) && self.rows.len() <= PAGE {
            self.load(reader, query)?;
            let same = self.keys.iter().position(|k| k.id == id);
            self.selected = same
                .unwrap_or(selected)
                .min(self.rows.len().saturating_sub(1));
        } else {
            let place = self.position().map(|p| p - 1);
            self.load_at(reader, query, &key, place)?;
        }
        self.top = self.selected.saturating_sub(from_top);
        self.settle();
        Ok(())
    }

    /// Moves the selection, reading on where the held rows end.
    pub fn go(&mut self, by: isize, reader: &Reader<'_>, query: &Query) -> Result<()> {
        let steps = by.unsigned_abs();
        if by >= 0 {
            while self.selected + steps >= self.rows.len() && !self.at_end {
                self.read_on(reader, query)?;
            }
            self.selected = (self.selected + steps).min(self.rows.len().saturating_sub(1));
        } else {
            while self.selected < steps && !self.at_start {
                self.read_back(reader, query)?;
            }
            self.selected = self.selected.saturating_sub(steps);
        }
        self.settle();
        self.fill(reader, query)
    }

    /// Whether so many rows on, or back, nothing has to be read.
    pub fn holds(&self, by: isize) -> bool {
        let Some(to) = self.selected.checked_add_signed(by) else {
            return self.at_start;
        };
        let top = self.top.max((to + 1).saturating_sub(self.height.max(1)));
        self.at_end || to.max(top.min(to) + self.height) < self.rows.len()
    }

    /// Reads on until the visible height is full.
    fn fill(&mut self, reader: &Reader<'_>, query: &Query) -> Result<()> {
        if self.top + self.height > self.rows.len() && !self.at_end {
            self.read_on(reader, query)?;
        }
        Ok(())
    }

    fn read_on(&mut self, reader: &Reader<'_>, query: &Query) -> Result<()> {
        let page = reader.page(query, self.keys.last(), Direction::Forward, PAGE)?;
        self.at_end = page.rows.len() < PAGE;
        self.rows.extend(page.rows);
        self.keys.extend(page.keys);
        let over = self.rows.len().saturating_sub(HELD).min(self.top);
        if over > 0 {
            self.rows.drain(..over);
            self.keys.drain(..over);
            self.at_start = false;
            self.first = self.first.map(|f| f + u64::try_from(over).unwrap_or(0));
            self.selected -= over;
            self.top -= over;
        }
        Ok(())
    }

    fn read_back(&mut self, reader: &Reader<'_>, query: &Query) -> Result<()> {
        let page = reader.page(query, self.keys.first(), Direction::Back, PAGE)?;
        self.at_start = page.rows.len() < PAGE;
        let more = page.rows.len();
        let first = self.first;
        self.rows.splice(0..0, page.rows);
        self.keys.splice(0..0, page.keys);
        self.selected += more;
        self.top += more;
        self.first = if self.at_start {
            Some(0)
        } else {
            first.and_then(|f| f.checked_sub(u64::try_from(more).ok()?))
        };
        if self.rows.len() > HELD {
            let keep = HELD.max(self.top + self.height).min(self.rows.len());
            self.at_end &= keep == self.rows.len();
            self.rows.truncate(keep);
            self.keys.truncate(keep);
        }
        Ok(())
    }

    /// The place of the held rows follows from the count, once the end has been read.
    pub fn counted(&mut self, count: u64) {
        let held = u64::try_from(self.rows.len()).unwrap_or(0);
        if self.first.is_none() && self.at_end {
            self.first = count.checked_sub(held);
        }
    }

    fn settle(&mut self) {
        let height = self.height.max(1);
        if self.selected < self.top {
            self.top = self.selected;
        }
        if self.selected >= self.top + height {
            self.top = self.selected + 1 - height;
        }
        if self.at_end {
            self.top = self.top.min(self.rows.len().saturating_sub(height));
        }
    }

    /// The rows in sight.
    pub fn visible(&self) -> std::ops::Range<usize> {
        self.top.min(self.rows.len())..(self.top + self.height).min(self.rows.len())
    }
}
