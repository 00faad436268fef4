//! Where the parts of a register pane stand: the plan that drawing, scrolling and the mouse follow. Pure.

use crate::app::screen::layout::Cells;

/// The plan of a register pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListPlan {
    pub tabs: Cells,
    /// Where words are typed and conditions are told.
    pub search: Cells,
    pub head: Cells,
    pub rows: Cells,
    /// The selected record in short, where there is no room for a preview beside.
    pub under: Cells,
}

impl ListPlan {
    /// Plans the inside of a pane.
    pub fn of(main: Cells, with_tabs: bool, with_search: bool, under: u16) -> Self {
        let inside = main.inside();
        let tight = inside.height < 6;
        let tabs = u16::from(with_tabs && !tight);
        let search = u16::from(with_search && inside.height > 2);
        let head = u16::from(inside.height > 1);
        let under = if inside.height > 10 { under } else { 0 };
        let rows = inside.height.saturating_sub(tabs + search + head + under);
        Self {
            tabs: inside.lines(0, tabs),
            search: inside.lines(tabs, search),
            head: inside.lines(tabs + search, head),
            rows: inside.lines(tabs + search + head, rows),
            under: inside.lines(tabs + search + head + rows, under),
        }
    }
}
