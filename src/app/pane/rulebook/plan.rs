//! Where the parts of the Rulebook pane stand: the plan that drawing, scrolling and the mouse follow. Pure.

use crate::app::screen::layout::Cells;

/// The plan of the Rulebook pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RulebookPlan {
    /// What is typed.
    pub typed: Cells,
    /// The heads of the columns.
    pub heads: Cells,
    pub rows: Cells,
    /// The selected line explained in short, where there is no room beside.
    pub under: Cells,
}

impl RulebookPlan {
    /// Plans the inside of a pane.
    pub fn of(main: Cells, with_typed: bool, with_heads: bool, under: u16) -> Self {
        let inside = main.inside();
        let typed = u16::from(with_typed && inside.height > 2);
        let heads = u16::from(with_heads && inside.height > 5);
        let under = if inside.height > 10 && under > 0 {
            under + 1
        } else {
            0
        };
        let rows = inside.height.saturating_sub(typed + heads + under);
        Self {
            typed: inside.lines(0, typed),
            heads: inside.lines(typed, heads),
            rows: inside.lines(typed + heads, rows),
            under: inside.lines(typed + heads + rows, under),
        }
    }
}
