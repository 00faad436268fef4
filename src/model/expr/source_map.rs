//! Where the text of an expression was written: segment by segment, because a text in quotes has escapes, and an
//! expression can be put together from others.

use std::ops::Range;

/// A run of bytes that stands in the definition as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it begins in the text.
    pub start: usize,
    pub len: usize,
    /// Where it begins in the definition.
    pub at: usize,
}

/// The segments of a text, in its order.
#[derive(Clone, Debug, Default)]
pub struct SourceMap(Vec<Segment>);

impl SourceMap {
    pub fn new(segments: Vec<Segment>) -> Self {
        Self(segments)
    }

    /// A text that stands in the definition as it is.
    pub fn plain(len: usize, at: usize) -> Self {
        Self(vec![Segment { start: 0, len, at }])
    }

    /// A text of the program's own making that stands for what is written at a place.
    pub fn point(at: usize) -> Self {
        Self::plain(0, at)
    }

    /// Where the first of it was written.
    pub fn start(&self) -> usize {
        self.0.first().map_or(0, |segment| segment.at)
    }

    /// The segments of a text that has become a part of a longer one.
    pub fn moved(&self, by: usize) -> impl Iterator<Item = Segment> {
        self.0.iter().map(move |segment| Segment {
            start: segment.start + by,
            ..*segment
        })
    }

    /// The place in the definition of a place in the text. The program's own words point at what is written first.
    pub fn place(&self, within: Range<usize>) -> Range<usize> {
        let start = self.find(within.start);
        let end = self.find(within.end);
        match (start, end) {
            (Some(start), Some(end)) if start <= end => start..end.max(start + 1),
            (Some(start), _) => start..start + 1,
            (None, _) => self.start()..self.start() + 1,
        }
    }

    fn find(&self, within: usize) -> Option<usize> {
        let inside = |s: &&Segment| (s.start..=s.start + s.len).contains(&within);
        // Where two meet, what begins there is meant.
        let found = self.0.iter().rev().find(inside)?;
        Some(found.at + within - found.start)
    }
}
