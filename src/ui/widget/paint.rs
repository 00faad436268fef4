//! Putting text and frames onto the screen.
//!
//! Invariant: nothing is written outside the screen, no wide character is cut, and no stored text reaches the terminal
//! without having been made visible first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Widget};

use crate::app::screen::layout::Cells;
use crate::model::Lang;
use crate::model::text::cells::Align;
use crate::model::text::{cells, safety};
use crate::ui::theme::{Theme, Token};

/// What is needed to draw.
pub struct Pen<'a> {
    pub buf: &'a mut Buffer,
    pub theme: &'a Theme,
    pub lang: Lang,
}

/// Cells as the screen's library has them.
pub fn rect(cells: Cells) -> Rect {
    Rect::new(cells.x, cells.y, cells.width, cells.height)
}

/// Cells that a text takes, as far as they can be counted on a screen.
pub fn width(text: &str) -> u16 {
    u16::try_from(cells::width(&safety::visible(text))).unwrap_or(u16::MAX)
}

/// Lines of a text in so many cells.
pub fn wrapped(text: &str, cells: u16) -> Vec<String> {
    text.lines()
        .flat_map(|line| cells::wrap(&safety::visible(line), usize::from(cells.max(4))))
        .collect()
}

impl Pen<'_> {
    pub fn style(&self, token: Token) -> Style {
        self.theme.style(token)
    }

    /// The style of a selected line: strong where the keys go, quiet elsewhere.
    pub fn selected(&self, focused: bool) -> Style {
        self.style(if focused {
            Token::Selected
        } else {
            Token::Resting
        })
    }

    /// Writes text into at most `cells` cells and tells how many it took; what is too long ends in the mark of a cut.
    pub fn put(&mut self, x: u16, y: u16, cells: u16, text: &str, style: Style) -> u16 {
        let area = self.buf.area;
        if y >= area.bottom() || x >= area.right() || y < area.y || cells == 0 {
            return 0;
        }
        let room = usize::from(cells.min(area.right() - x));
        let line = safety::visible(text);
        let shown = cells::clip(&line, room, self.theme.chrome.cut());
        self.buf.set_stringn(x, y, &shown, room, style);
        u16::try_from(cells::width(&shown)).unwrap_or(0)
    }

    /// Writes text at the right of a stretch of cells.
    pub fn put_right(&mut self, x: u16, y: u16, cells: u16, text: &str, style: Style) {
        let line = safety::visible(text);
        let shown = cells::clip(&line, usize::from(cells), self.theme.chrome.cut());
        let shown = cells::pad(&shown, usize::from(cells), Align::Right);
        let blank = width(&shown) - width(shown.trim_start());
        self.put(
            x.saturating_add(blank),
            y,
            cells - blank.min(cells),
            shown.trim_start(),
            style,
        );
    }

    /// Writes pieces one after another; gives the column behind the last.
    pub fn pieces(&mut self, x: u16, y: u16, cells: u16, pieces: &[(&str, Style)]) -> u16 {
        let mut used = 0;
        for (text, style) in pieces {
            used += self.put(x + used, y, cells.saturating_sub(used), text, *style);
        }
        x + used
    }

    /// Gives a stretch of cells a look, keeping what is written there.
    pub fn wash(&mut self, area: Cells, style: Style) {
        self.buf.set_style(rect(area), style);
    }

    /// Clears a rectangle to a ground.
    pub fn clear(&mut self, area: Cells, style: Style) {
        let area = rect(area).intersection(self.buf.area);
        for y in area.top()..area.bottom() {
            // A wide character that reaches in would hide the first cell.
            if let Some(before) = area.left().checked_sub(1)
                && let Some(cell) = self.buf.cell_mut((before, y))
                && cells::width(cell.symbol()) > 1
            {
                cell.set_symbol(" ");
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buf.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// Draws a pane's border with a title above and a note below; gives the inside.
    pub fn pane(&mut self, area: Cells, title: &str, note: &str, focused: bool) -> Cells {
        let border = self.style(if focused { Token::Focus } else { Token::Border });
        let inside = rect(area).intersection(self.buf.area);
        if inside.width < 2 || inside.height < 2 {
            return Cells::default();
        }
        Block::bordered()
            .border_set(self.theme.chrome.border())
            .border_style(border)
            .render(inside, self.buf);
        let room = area.width.saturating_sub(4);
        let heading = self.style(if focused { Token::Title } else { Token::Dim });
        if !title.is_empty() && room > 2 {
            self.put(area.x + 1, area.y, room + 1, " ", border);
            let used = self.put(area.x + 2, area.y, room, title, heading);
            self.put(area.x + 2 + used, area.y, 1, " ", border);
        }
        let foot = area.y + area.height - 1;
        let taken = width(note).min(room);
        if !note.is_empty() && room > 2 {
            let x = area.x + area.width - taken - 3;
            let style = self.style(Token::Dim);
            self.put(x, foot, 1, " ", style);
            self.put(x + 1, foot, taken, note, style);
            self.put(x + 1 + taken, foot, 1, " ", style);
        }
        area.inside()
    }
}
