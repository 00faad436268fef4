//! The form's own part of the screen: places are counted from its corner, and nothing leaves it.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::screen::layout::Cells;
use crate::ui::theme::Token;
use crate::ui::widget::paint::Pen;

/// An area with a pen that stays inside it.
pub struct Board<'p, 'b> {
    pub pen: &'p mut Pen<'b>,
    pub area: Rect,
}

impl Board<'_, '_> {
    pub fn style(&self, token: Token) -> Style {
        self.pen.style(token)
    }

    /// Writes text and tells how many cells it took.
    pub fn put(&mut self, x: u16, y: u16, cells: u16, text: &str, style: Style) -> u16 {
        let room = cells.min(self.area.width.saturating_sub(x));
        if y >= self.area.height || room == 0 {
            return 0;
        }
        let (x, y) = (self.area.x + x, self.area.y + y);
        self.pen.put(x, y, room, text, style)
    }

    /// Gives cells a look, what is written there stays.
    pub fn wash(&mut self, x: u16, y: u16, width: u16, style: Style) {
        let width = width.min(self.area.width.saturating_sub(x));
        if y < self.area.height && width > 0 {
            let cells = self.cells(x, y, width, 1);
            self.pen.wash(cells, style);
        }
    }

    /// Cells of the screen for cells of the area, as far as they lie inside.
    pub fn cells(&self, x: u16, y: u16, width: u16, height: u16) -> Cells {
        let x = x.min(self.area.width);
        let y = y.min(self.area.height);
        Cells {
            x: self.area.x + x,
            y: self.area.y + y,
            width: width.min(self.area.width - x),
            height: height.min(self.area.height - y),
        }
    }

    /// A place of the area on the screen, kept within it.
    pub fn at(&self, x: u16, y: u16) -> Position {
        Position {
            x: self.area.x + x.min(self.area.width.saturating_sub(1)),
            y: self.area.y + y.min(self.area.height.saturating_sub(1)),
        }
    }

    /// A framed panel over the form; gives its inside, counted from the area's corner.
    pub fn panel(&mut self, place: (u16, u16, u16, u16), title: &str, foot: &str) -> Option<Rect> {
        let (x, y, width, height) = place;
        let cells = self.cells(x, y, width, height);
        if cells.width < 4 || cells.height < 3 {
            return None;
        }
        let ground = self.style(Token::Panel);
        self.pen.clear(cells, ground);
        self.pen.pane(cells, title, foot, true);
        Some(Rect::new(
            cells.x - self.area.x + 1,
            cells.y - self.area.y + 1,
            cells.width - 2,
            cells.height - 2,
        ))
    }
}
