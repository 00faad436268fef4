//! Where the parts of a day stand: the plan that drawing and the mouse follow. Pure.

use crate::app::screen::layout::Cells;
use crate::model::text::cells;

use super::day::GridDay;

/// The plan of the pane of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GridPlan {
    pub tabs: Cells,
    /// The day in words.
    pub title: Cells,
    /// What the marks mean.
    pub legend: Cells,
    pub head: Cells,
    pub rows: Cells,
    /// What takes the selected hour.
    pub under: Cells,
    pub hours: HourPlan,
}

/// Where the hours stand on a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HourPlan {
    /// Cells for the name of a line, from its second cell on.
    pub names: u16,
    /// The cell of the first hour shown, and of how many hours.
    x: u16,
    first: usize,
    shown: usize,
    /// Cells from hour to hour, one of them blank.
    step: u16,
}

/// Cells before the name of a line: the pointer and a blank.
const GUTTER: u16 = 2;
/// Cells for the names of lines.
const NAMES: (u16, u16) = (10, 22);
/// Cells from hour to hour.
const STEP: (u16, u16) = (3, 6);

impl GridPlan {
    /// Plans the inside of a pane whose selected hour is always in sight.
    pub fn of(main: Cells, day: Option<&GridDay>, hour: usize) -> Self {
        let inside = main.inside();
        let tabs = u16::from(inside.height >= 6);
        let title = u16::from(inside.height >= 4);
        let legend = u16::from(inside.height >= 8);
        let head = u16::from(inside.height >= 2);
        let under = if inside.height >= 10 { 2 } else { 0 };
        let above = tabs + title + head;
        let rows = inside.height.saturating_sub(above + under + legend);
        let hours = day.map(|day| HourPlan::of(inside, day, hour, 0));
        Self {
            tabs: inside.lines(0, tabs),
            title: inside.lines(tabs, title),
            head: inside.lines(tabs + title, head),
            rows: inside.lines(above, rows),
            under: inside.lines(above + rows, under),
            legend: inside.lines(above + rows + under, legend),
            hours: hours.unwrap_or_default(),
        }
    }
}

impl HourPlan {
    /// Plans the lines of a day so that an hour is in sight, and so many cells stay free behind, if they can.
    pub fn of(cells: Cells, day: &GridDay, hour: usize, free: u16) -> Self {
        let widest = day.lines.iter().map(|l| cells::width(&l.name)).max();
        let widest = u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX);
        let names = widest.clamp(NAMES.0, NAMES.1).min(cells.width / 2);
        let all = day.hours.len();
        let before = GUTTER + names + 2;
        let room = cells.width.saturating_sub(before + 1);
        let wide = room.saturating_sub(free) / u16::try_from(all.max(1)).unwrap_or(u16::MAX);
        let step = wide.clamp(STEP.0, STEP.1);
        let shown = usize::from(room / step).min(all);
        Self {
            names,
            x: cells.x + before,
            first: (hour + 1).saturating_sub(shown).min(all - shown),
            shown,
            step,
        }
    }

    /// The hours in sight by their places, each with its cell.
    pub fn places(self) -> impl Iterator<Item = (usize, u16)> {
        let at = move |nth: usize| self.x + u16::try_from(nth).unwrap_or(0) * self.step;
        (0..self.shown).map(move |nth| (self.first + nth, at(nth)))
    }

    /// Cells that a mark takes.
    pub fn mark(self) -> u16 {
        self.step.saturating_sub(1)
    }

    /// The hour of a cell, by its place.
    pub fn hour_at(self, x: u16) -> Option<usize> {
        let nth = usize::from(x.checked_sub(self.x)? / self.step.max(1));
        (nth < self.shown).then_some(self.first + nth)
    }

    /// The cell of a line's name.
    pub fn name_at(self, line: Cells) -> u16 {
        line.x + GUTTER
    }
}
