//! The whole screen, from the ground up: panes, layers, and at last the caret, which is set exactly once.

use ratatui::Frame;
use ratatui::layout::Position;

use crate::app::layer::Layer;
use crate::app::screen::desk::{Desk, Focus, PaneId};

use super::layer::{chooser, entry, pages, wizard};
use super::pane::list::preview;
use super::pane::{findings, list, rulebook, today};
use super::theme::Theme;
use super::widget::paint::{Pen, rect};
use super::widget::{header_footer, sidebar};

/// Draws the desk. The caret stands on what is typed into or selected, so that an input method opens there.
pub fn draw(desk: &Desk, theme: &Theme, frame: &mut Frame<'_>) {
    let whole = frame.area();
    let space = desk.space();
    let form = desk.layers.iter().any(|l| matches!(l, Layer::Entry(_)));
    let mut pen = Pen {
        buf: frame.buffer_mut(),
        theme,
        lang: desk.lang,
    };
    pen.buf.set_style(whole, theme.ground());
    header_footer::head(desk, space.head, &mut pen);
    header_footer::message(desk, space.message, &mut pen);
    header_footer::hints(desk, space.hints, &mut pen);
    let mut caret = None;
    if !form {
        caret = panes(desk, &mut pen);
    }
    for layer in &desk.layers {
        let cells = desk.layer_cells(layer);
        let mut pen = Pen {
            buf: frame.buffer_mut(),
            theme,
            lang: desk.lang,
        };
        let stands = match layer {
            Layer::Entry(entry) => {
                pen.clear(cells, theme.ground());
                entry::draw(
                    entry,
                    theme,
                    desk.lang,
                    frame,
                    rect(cells).intersection(whole),
                )
            }
            Layer::Chooser(c) => chooser::draw(c, cells, &mut pen),
            Layer::Pages(s) => pages::draw(s, cells, &mut pen),
            Layer::Confirm(c) => pages::confirm(c, cells, &mut pen),
            Layer::Adopt(w) => wizard::draw(desk, w, cells, &mut pen),
        };
        caret = stands.or(caret);
    }
    frame.set_cursor_position(within(caret, whole));
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
    let space = desk.space();
    let mut caret = None;
    if let Some(cells) = space.side {
        let stands = sidebar::draw(desk, cells, pen);
        caret = stands.filter(|_| desk.focus == Focus::Side);
    }
    let stands = match desk.pane() {
        Some(pane) => {
            if let Some(cells) = space.preview {
                preview::draw(pane, cells, pen);
            }
            list::draw(desk, pane, space.main, pen)
        }
        None if desk.shown == PaneId::Findings => {
            if let Some(cells) = space.preview {
                findings::explanation(desk.findings.list.detail.as_ref(), cells, pen);
            }
            findings::draw(desk, space.main, pen)
        }
        None if desk.shown == PaneId::Rulebook => {
            if let Some(cells) = space.preview {
                rulebook::explanation(desk, cells, pen);
            }
            rulebook::draw(desk, space.main, pen)
        }
        None => today::draw(desk, space.main, pen),
    };
    if desk.focus == Focus::Main {
        caret = stands;
    }
    caret
}

/// The command of the hint under the mouse.
pub fn hint_at(desk: &Desk, x: u16, y: u16) -> Option<crate::app::command::Command> {
    let cells = desk.space().hints;
    let hints = header_footer::planned(desk, cells);
    hints
        .into_iter()
        .find(|h| y == cells.y && x >= h.x && x < h.x + h.cells)
        .map(|h| h.command)
}
