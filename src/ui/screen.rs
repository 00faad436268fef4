//! The whole screen, from the ground up: panes, layers, and at last the caret, which is set exactly once.

use ratatui::Frame;
use ratatui::layout::Position;

use crate::app::layer::Layer;
use crate::app::screen::desk::Desk;
use crate::app::screen::layout::Cells;
use crate::app::screen::scene::Focus;

use super::layer::{chooser, confirm, entry, pages, wizard};
use super::pane;
use super::theme::Theme;
use super::widget::paint::{Pen, rect};
use super::widget::{header_footer, sidebar};

/// Draws the desk. The caret stands on what is typed into or selected, so that an input method opens there.
pub fn draw(desk: &Desk, theme: &Theme, frame: &mut Frame<'_>) {
    let whole = frame.area();
    let layout = desk.layout();
    let mut pen = Pen {
        buf: frame.buffer_mut(),
        theme,
        lang: desk.scene.lang,
    };
    pen.buf.set_style(whole, theme.ground());
    header_footer::head(desk, layout.head, &mut pen);
    header_footer::message(desk, layout.message, &mut pen);
    header_footer::hints(desk, layout.hints, &mut pen);
    let mut caret = None;
    if !desk.layers.is_covered() {
        caret = panes(desk, &mut pen);
    }
    for layer in &*desk.layers {
        let cells = layer.cells(&desk.scene);
        let stands = self::layer(desk, layer, cells, theme, frame);
        caret = stands.or(caret);
    }
    frame.set_cursor_position(within(caret, whole));
}

fn layer(
    desk: &Desk,
    layer: &Layer,
    cells: Cells,
    theme: &Theme,
    frame: &mut Frame<'_>,
) -> Option<Position> {
    let (whole, lang) = (frame.area(), desk.scene.lang);
    let mut pen = Pen {
        buf: frame.buffer_mut(),
        theme,
        lang,
    };
    match layer {
        Layer::Entry(entry) => {
            pen.clear(cells, theme.ground());
            let area = rect(cells).intersection(whole);
            entry::draw(entry, theme, lang, frame, area)
        }
        Layer::Chooser(chooser) => chooser::draw(chooser, cells, &mut pen),
        Layer::Pages(pages) => pages::draw(pages, cells, &mut pen),
        Layer::Confirm(confirm) => confirm::draw(confirm, cells, &mut pen),
        Layer::Adopt(wizard) => wizard::draw(wizard, &desk.scene.catalog, cells, &mut pen),
    }
}

/// The last line belongs to the input method's own display: the caret never stands there.
fn within(caret: Option<Position>, whole: ratatui::layout::Rect) -> Position {
    let caret = caret.unwrap_or_default();
    Position {
        x: caret.x.min(whole.width.saturating_sub(1)),
        y: caret.y.min(whole.height.saturating_sub(2)),
    }
}

fn panes(desk: &Desk, pen: &mut Pen<'_>) -> Option<Position> {
    let layout = desk.layout();
    let focus = desk.scene.focus;
    let mut caret = None;
    if let Some(cells) = layout.side {
        caret = sidebar::draw(&desk.side, focus == Focus::Side, cells, pen);
    }
    let pane = desk.panes.current()?;
    if let Some(cells) = layout.preview {
        pane::preview(pane, cells, pen);
    }
    let stands = pane::draw(pane, &desk.scene, layout.main, pen);
    if focus == Focus::Main { stands } else { caret }
}

/// The command of the hint under the mouse.
pub fn hint_at(desk: &Desk, x: u16, y: u16) -> Option<crate::app::command::Command> {
    let cells = desk.layout().hints;
    let hints = header_footer::planned(desk, cells);
    hints
        .into_iter()
        .find(|h| y == cells.y && x >= h.x && x < h.x + h.cells)
        .map(|h| h.command)
}
