//! Ways through a list. Where no index serves the list, the worker goes them with a copy of what is held.
//!
//! Invariant: a walk leaves consecutive rows of its query in the window, or, in trouble, the window as it was.

use crate::store::{Direction, PageKey, Query, Reader, Result};

use super::page_buffer::PageBuffer;

/// Where to go in a list.
#[derive(Clone, Debug)]
pub enum Navigation {
    /// To the first row.
    Start,
    /// To the last row, with the number of rows where it is known.
    End(Option<u64>),
    /// The same rows again: they have changed.
    Again,
    /// So many rows on, or back.
    By(isize),
    /// So many rows on from a key and its place.
    From(PageKey, u64, isize),
    /// To a record; another way, if the list does not hold it.
    Record(i64, Box<Navigation>),
}

impl Navigation {
    /// Whether the rows that are held are enough for it.
    pub fn is_held(&self, window: &PageBuffer) -> bool {
        matches!(self, Self::By(by) if window.holds(*by))
    }

    /// Goes there.
    pub fn go(&self, window: &mut PageBuffer, reader: &Reader<'_>, query: &Query) -> Result<()> {
        match self {
            Self::Start => window.load(reader, query),
            Self::End(count) => window.load_end(reader, query, *count),
            Self::Again => window.reload(reader, query),
            Self::By(by) => window.go(*by, reader, query),
            Self::From(key, place, rest) => {
                window.load_at(reader, query, key, Some(*place))?;
                window.go(*rest, reader, query)
            }
            Self::Record(id, otherwise) => reveal(*id, otherwise, window, reader, query),
        }
    }
}

fn reveal(
    id: i64,
    otherwise: &Navigation,
    window: &mut PageBuffer,
    reader: &Reader<'_>,
    query: &Query,
) -> Result<()> {
    let one = Query {
        ids: Some(vec![id]),
        ..query.clone()
    };
    let page = reader.page(&one, None, Direction::Forward, 1)?;
    match page.keys.first() {
        Some(key) => window.load_at(reader, query, key, None),
        None => otherwise.go(window, reader, query),
    }
}
