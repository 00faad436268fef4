//! Pages to be read.

use ratatui::layout::Position;

use crate::app::layer::pages::Pages;
use crate::app::screen::layout::Cells;
use crate::ui::theme::Token;
use crate::ui::widget::inked;
use crate::ui::widget::paint::Pen;

/// Draws the lines in sight; the caret stands on the first.
pub fn draw(pages: &Pages, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let ground = pen.style(Token::Panel);
    pen.clear(cells, ground);
    let last = (pages.top + pages.height).min(pages.lines.len());
    let note = if pages.lines.len() > pages.height {
        format!("{last} / {}", pages.lines.len())
    } else {
        String::new()
    };
    let inside = pen.pane(cells, pages.title.get(pen.lang), &note, true);
    for (row, line) in (0..inside.height).zip(pages.lines.iter().skip(pages.top)) {
        let at = inside.lines(row, 1);
        inked::line(line, at, Token::Panel, pen);
    }
    Some(Position::new(inside.x, inside.y))
}
