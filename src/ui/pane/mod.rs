//! Paints what stands in the main pane, a file for each kind.

pub mod findings;
pub mod grid;
pub mod list;
pub mod rulebook;
pub mod today;

use ratatui::layout::Position;

use crate::app::pane::Pane;
use crate::app::screen::layout::Cells;
use crate::app::screen::scene::Scene;

use super::widget::paint::Pen;

/// Draws a pane; gives the caret of what is typed, or the first cell of the selected line.
pub fn draw(pane: &Pane, scene: &Scene, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    match pane {
        Pane::Today(pane) => today::draw(pane, scene, cells, pen),
        Pane::Findings(pane) => findings::draw(pane, scene, cells, pen),
        Pane::Rulebook(pane) => rulebook::draw(pane, scene, cells, pen),
        Pane::List(pane) => list::draw(pane, scene, cells, pen),
        Pane::Grid(pane) => grid::draw(pane, scene, cells, pen),
    }
}

/// Draws what is selected in a pane, beside it.
pub fn preview(pane: &Pane, cells: Cells, pen: &mut Pen<'_>) {
    match pane {
        Pane::Today(_) | Pane::Grid(_) => {}
        Pane::Findings(pane) => findings::explanation(pane.detail.as_ref(), cells, pen),
        Pane::Rulebook(pane) => rulebook::explanation(pane, cells, pen),
        Pane::List(pane) => list::preview::draw(pane, cells, pen),
    }
}
