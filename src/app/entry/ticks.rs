//! A list to be ticked, inside the form: which entries are ticked, where the mark stands, how the entries flow.

/// A list of ticks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticks {
    pub ticked: Vec<bool>,
    pub at: usize,
    before: Vec<Vec<bool>>,
    undone: Vec<Vec<bool>>,
}

impl Ticks {
    pub fn new(ticked: Vec<bool>) -> Self {
        Self {
            ticked,
            at: 0,
            before: Vec::new(),
            undone: Vec::new(),
        }
    }

    /// Ticks an entry, or takes the tick away.
    pub fn toggle(&mut self, entry: usize) {
        if entry < self.ticked.len() {
            self.before.push(self.ticked.clone());
            self.undone.clear();
            self.ticked[entry] = !self.ticked[entry];
            self.at = entry;
        }
    }

    pub fn set(&mut self, ticked: Vec<bool>) {
        self.before
            .push(std::mem::replace(&mut self.ticked, ticked));
        self.undone.clear();
    }

    /// Moves the mark; `false` at the ends.
    pub fn step(&mut self, forward: bool) -> bool {
        let next = if forward {
            Some(self.at + 1).filter(|n| *n < self.ticked.len())
        } else {
            self.at.checked_sub(1)
        };
        self.at = next.unwrap_or(self.at);
        next.is_some()
    }

    pub fn undo(&mut self) -> bool {
        let Some(state) = self.before.pop() else {
            return false;
        };
        self.undone.push(std::mem::replace(&mut self.ticked, state));
        true
    }

    pub fn redo(&mut self) -> bool {
        let Some(state) = self.undone.pop() else {
            return false;
        };
        self.before.push(std::mem::replace(&mut self.ticked, state));
        true
    }
}

/// Cells before an entry's label: `[x] `.
pub const BOX: usize = 4;
/// Cells between two entries.
const GAP: usize = 2;

/// Where entries of these label widths stand when they flow through a width: row and column of each.
pub fn flow(widths: &[usize], cells: usize) -> Vec<(usize, usize)> {
    let (mut row, mut column) = (0, 0);
    let mut out = Vec::with_capacity(widths.len());
    for label in widths {
        let wide = BOX + label;
        if column > 0 && column + wide > cells {
            (row, column) = (row + 1, 0);
        }
        out.push((row, column));
        column += wide + GAP;
    }
    out
}
