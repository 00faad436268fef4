//! A selected line and a visible part of a list, some lines of which are headings.
//!
//! Invariant: the selected line can be selected, if any can, and is visible. Must never know what the lines say.

use crate::app::command::Command;

/// Selection and scroll of a list of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Whether each line can be selected.
    lines: Vec<bool>,
    pub selected: usize,
    pub top: usize,
    pub height: usize,
}

impl Selection {
    /// New lines; the selection stays where it is if it can.
    pub fn set(&mut self, lines: Vec<bool>) {
        self.lines = lines;
        self.select(self.selected);
    }

    /// Takes a command of movement; `false` if it is none.
    pub fn moved(&mut self, command: Command) -> bool {
        match command {
            Command::Up => self.go(-1),
            Command::Down => self.go(1),
            Command::PageUp => self.page(false),
            Command::PageDown => self.page(true),
            Command::Top => self.first(),
            Command::Bottom => self.last(),
            _ => return false,
        }
        true
    }

    pub fn resize(&mut self, height: usize) {
        self.height = height;
        self.settle();
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        !self.lines.contains(&true)
    }

    /// Selects a line, or the nearest that can be selected.
    pub fn select(&mut self, line: usize) {
        let line = line.min(self.lines.len().saturating_sub(1));
        let after = (line..self.lines.len()).find(|i| self.lines[*i]);
        let before = || (0..line).rev().find(|i| self.lines[*i]);
        self.selected = after.or_else(before).unwrap_or(0);
        self.settle();
    }

    /// Moves by so many lines that can be selected.
    pub fn go(&mut self, by: isize) {
        let can: Vec<usize> = (0..self.lines.len()).filter(|i| self.lines[*i]).collect();
        let Some(at) = can.iter().position(|i| *i >= self.selected) else {
            return;
        };
        let to = at.saturating_add_signed(by).min(can.len() - 1);
        self.selected = can[to];
        self.settle();
    }

    pub fn page(&mut self, down: bool) {
        let by = isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(1);
        self.go(if down { by } else { -by });
    }

    pub fn first(&mut self) {
        self.top = 0;
        self.select(0);
    }

    pub fn last(&mut self) {
        self.select(self.lines.len());
    }

    fn settle(&mut self) {
        let height = self.height.max(1);
        // The headings above the first line that can be selected stay in sight.
        let first = self.lines.iter().position(|l| *l).unwrap_or(0);
        if self.selected <= first && self.selected < height {
            self.top = 0;
        } else if self.selected < self.top {
            self.top = self.selected;
        }
        if self.selected >= self.top + height {
            self.top = self.selected + 1 - height;
        }
        self.top = self.top.min(self.lines.len().saturating_sub(height));
    }

    /// The lines in sight.
    pub fn visible(&self) -> std::ops::Range<usize> {
        self.top..(self.top + self.height).min(self.lines.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_stepped_over_and_kept_in_sight() {
        let mut selection = Selection::default();
        selection.resize(3);
        selection.set(vec![false, true, true, false, true]);
        assert_eq!((selection.selected, selection.top), (1, 0));
        selection.go(2);
        assert_eq!((selection.selected, selection.top), (4, 2));
        selection.go(-9);
        assert_eq!((selection.selected, selection.top), (1, 0));
        selection.set(vec![]);
        assert!(selection.is_empty());
        selection.go(1);
        assert_eq!(selection.selected, 0);
    }
}
