//! Where the parts of the wizard stand: the plan that drawing, scrolling and the mouse follow. Pure.

use crate::app::screen::layout::Cells;

/// The plan of the wizard that adopts regulations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WizardPlan {
    /// The steps.
    pub steps: Cells,
    /// What is asked, or the heads of the columns.
    pub heads: Cells,
    pub rows: Cells,
    /// The selected line explained.
    pub about: Cells,
    /// What is wrong, or how much is ticked.
    pub foot: Cells,
}

impl WizardPlan {
    /// Plans the inside of its box.
    pub fn of(cells: Cells, with_list: bool) -> Self {
        let inside = cells.inside();
        let steps = u16::from(inside.height > 3);
        let heads = u16::from(inside.height > 5);
        let foot = u16::from(inside.height > 1);
        let about = match inside.height {
            _ if !with_list => 0,
            24.. => 5,
            8.. => 1,
            _ => 0,
        };
        let rows = inside.height - steps - heads - foot - about;
        Self {
            steps: inside.lines(0, steps),
            heads: inside.lines(steps, heads),
            rows: inside.lines(steps + heads, rows),
            about: inside.lines(steps + heads + rows, about),
            foot: inside.lines(steps + heads + rows + about, foot),
        }
    }
}
