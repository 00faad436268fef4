//! Draws the entry form: head and pages, fields, what lies over them, and the help of the field at the foot.
//!
//! Invariant: reads the entry and changes nothing; the caret it gives is the place where the next character goes.

mod board;
mod field;
mod foot;
mod popup;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::app::entry::Entry;
use crate::app::entry::layout::{FormLayout, Tab};
use crate::app::entry::occasion::Purpose;
use crate::model::{Lang, locale};
use crate::ui::theme::{Theme, Token};
use crate::ui::widget::paint::{Pen, width};

use board::Board;

/// Draws a form into its area and tells where the caret stands.
pub fn draw(
    entry: &Entry,
    theme: &Theme,
    lang: Lang,
    frame: &mut Frame<'_>,
    area: Rect,
) -> Option<Position> {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return None;
    }
    let mut pen = Pen {
        buf: frame.buffer_mut(),
        theme,
        lang,
    };
    let layout = entry.layout_in(lang, area.width, area.height);
    let mut board = Board {
        pen: &mut pen,
        area,
    };
    head(entry, &layout, &mut board);
    let mut caret = None;
    for place in &layout.places {
        let stands = field::draw(entry, &layout, place, &mut board);
        caret = stands.or(caret);
    }
    more(&layout, &mut board);
    foot::draw(entry, &layout, &mut board);
    let over = popup::draw(entry, &layout, &mut board);
    over.or(caret).or(Some(board.at(0, layout.body_y)))
}

/// What is open, whether it is saved, and the pages.
fn head(entry: &Entry, layout: &FormLayout, board: &mut Board<'_, '_>) {
    let lang = board.pen.lang;
    let (dim, title, warn) = (
        board.style(Token::Dim),
        board.style(Token::Title),
        board.style(Token::Warn),
    );
    if layout.height >= 4 {
        let mark = match &entry.occasion().purpose {
            Purpose::Query => entry
                .hits()
                .map(|n| locale::say(lang, "entry-hits", &[("n", &n.to_string())])),
            _ if entry.is_dirty() => Some(format!("* {}", locale::say(lang, "entry-unsaved", &[]))),
            _ => None,
        };
        let mark = mark.unwrap_or_default();
        let taken = width(&mark);
        let room = layout.width.saturating_sub(taken + 3);
        let path = entry.occasion().path(lang);
        let step = board.pen.theme.chrome.step();
        let mut x = 1;
        for (at, part) in path.iter().enumerate() {
            if at > 0 {
                x += board.put(x, 0, room.saturating_sub(x), step, dim);
            }
            let style = if at == 0 { title } else { dim };
            x += board.put(x, 0, room.saturating_sub(x), part, style);
        }
        let from = layout.width.saturating_sub(taken + 1);
        board.put(from, 0, taken, &mark, warn);
    }
    if let Some((row, tabs)) = &layout.tabs {
        for one in tabs {
            tab(entry, *row, *one, board);
        }
    }
    let top = layout.body_y.saturating_sub(
        u16::try_from(layout.banner.len()).unwrap_or(0) + u16::from(layout.height >= 16),
    );
    for (n, (line, warning)) in (0_u16..).zip(&layout.banner) {
        let style = if *warning {
            warn
        } else {
            board.style(Token::Error)
        };
        let mark = if *warning { "? " } else { "! " };
        let first = board.put(1, top + n, 2, if n == 0 { mark } else { "  " }, style);
        board.put(1 + first, top + n, layout.width, line, style);
    }
}

fn tab(entry: &Entry, row: u16, Tab { page, from, to }: Tab, board: &mut Board<'_, '_>) {
    let lang = board.pen.lang;
    let Some((_, shown)) = entry.pages().find(|(at, _)| *at == page) else {
        return;
    };
    let here = entry.page() == page;
    let style = board.style(if here { Token::Selected } else { Token::Dim });
    let wrong = entry.is_page_wrong(page);
    board.put(from, row, 1, " ", style);
    let mut x = from + 1;
    if wrong {
        let error = board.style(Token::Error);
        x += board.put(x, row, 1, "!", if here { style } else { error });
    }
    let label = shown.label.get(lang);
    x += board.put(x, row, to.saturating_sub(x), label, style);
    if here {
        board.put(x, row, 1, " ", style);
        board.wash(from, row, to - from, style);
    }
}

/// Marks that the page goes on above or below.
fn more(layout: &FormLayout, board: &mut Board<'_, '_>) {
    if layout.total <= layout.body_h || layout.body_h == 0 || layout.width < 8 {
        return;
    }
    let style = board.style(Token::Faint);
    let (up, down) = (
        board.pen.theme.chrome.arrow(false),
        board.pen.theme.chrome.arrow(true),
    );
    let x = layout.width - 1;
    if layout.scroll > 0 {
        board.put(x, layout.body_y, 1, up, style);
    }
    if layout.scroll + layout.body_h < layout.total {
        board.put(x, layout.body_y + layout.body_h - 1, 1, down, style);
    }
}
