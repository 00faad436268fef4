//! A selected line and a visible part of a list, some lines of which are headings.
//!
//! Invariant: the selected line can be selected, if any can, and is visible. Must never know what the lines say.

/// Selection and scroll of a list of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roll {
    /// Whether each line can be selected.
    lines: Vec<bool>,
    pub selected: usize,
    pub top: usize,
    pub height: usize,
}

impl Roll {
    /// New lines; the selection stays where it is if it can.
    pub fn set(&mut self, lines: Vec<bool>) {
        self.lines = lines;
        self.select(self.selected);
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

    /// Moves the visible part without the selection leaving it.
    pub fn wheel(&mut self, by: isize) {
        self.go(by);
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
        let mut roll = Roll::default();
        roll.resize(3);
        roll.set(vec![false, true, true, false, true]);
        assert_eq!((roll.selected, roll.top), (1, 0));
        roll.go(2);
        assert_eq!((roll.selected, roll.top), (4, 2));
        roll.go(-9);
        assert_eq!((roll.selected, roll.top), (1, 0));
        roll.set(vec![]);
        assert!(roll.is_empty());
        roll.go(1);
        assert_eq!(roll.selected, 0);
    }
}
