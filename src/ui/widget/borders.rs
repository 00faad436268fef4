//! The characters that frames and marks are made of: box drawing where the terminal gives it one cell, else ASCII.

use ratatui::symbols::border;

use crate::app::pane::grid::day::GridMark;
use crate::model::form::view::Heading;
use crate::rules::watch::Severity;

/// Which characters the terminal places well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Chrome {
    #[default]
    Lines,
    Ascii,
}

const ASCII: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Chrome {
    fn pick<T>(self, lines: T, ascii: T) -> T {
        match self {
            Self::Lines => lines,
            Self::Ascii => ascii,
        }
    }

    /// The one kind of border.
    pub fn border(self) -> border::Set<'static> {
        self.pick(border::ROUNDED, ASCII)
    }

    /// Stands where text was cut off.
    pub fn cut(self) -> char {
        self.pick('…', '~')
    }

    /// Stands before the selected row, so that it is told without colour.
    pub fn pointer(self) -> &'static str {
        self.pick("▌", ">")
    }

    /// A vertical line inside a pane.
    pub fn bar(self) -> &'static str {
        self.pick("│", "|")
    }

    /// A horizontal line inside a pane.
    pub fn rule(self) -> &'static str {
        self.pick("─", "-")
    }

    /// The thumb of a scroll bar.
    pub fn thumb(self) -> &'static str {
        self.pick("┃", "#")
    }

    /// How an hour is taken, told apart without colour too; one cell of it.
    pub fn slot(self, mark: Option<GridMark>) -> &'static str {
        match mark {
            None => self.pick("·", "."),
            Some(GridMark::Also) => self.pick("▒", "="),
            Some(GridMark::Pending) => self.pick("░", "?"),
            Some(GridMark::Firm) => self.pick("█", "#"),
        }
    }

    /// Between the parts of a path.
    pub fn step(self) -> &'static str {
        self.pick(" › ", " > ")
    }

    /// The mark of a row under a heading of the Today pane.
    pub fn heading(self, heading: Heading) -> &'static str {
        match heading {
            Heading::Overdue => self.pick("■", "!"),
            Heading::Due => self.pick("▲", "^"),
            Heading::Open => self.pick("◆", "o"),
            Heading::Now => self.pick("●", "*"),
            Heading::Next => self.pick("○", "-"),
        }
    }

    /// Whether the lines under a heading are unfolded.
    pub fn fold(self, unfolded: bool) -> &'static str {
        if unfolded {
            self.pick("▾", "-")
        } else {
            self.pick("▸", "+")
        }
    }

    /// The mark of a finding.
    pub fn severity(self, severity: Severity) -> &'static str {
        match severity {
            Severity::Overdue => self.pick("■", "!"),
            Severity::Breach => self.pick("×", "x"),
            Severity::Gap => self.pick("□", "#"),
            Severity::Due => self.pick("▲", "^"),
            Severity::Unknown => "?",
            Severity::Advisory => self.pick("◇", "o"),
        }
    }

    /// The mark of a finding that is put aside.
    pub fn aside(self) -> &'static str {
        self.pick("·", ".")
    }

    /// Which way a column is sorted.
    pub fn arrow(self, descending: bool) -> &'static str {
        if descending {
            self.pick("↓", "v")
        } else {
            self.pick("↑", "^")
        }
    }

    /// A row marked for a common act.
    pub fn mark(self) -> &'static str {
        self.pick("●", "*")
    }
}
