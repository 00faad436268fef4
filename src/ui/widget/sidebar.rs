//! The side list: where one can go, and where something is open.

use ratatui::layout::Position;

use crate::app::scope::PaneId;
use crate::app::screen::layout::Cells;
use crate::app::screen::open_counts::OpenCounts;
use crate::app::screen::sidebar::{SideLine, Sidebar};
use crate::model::form::view::Heading;
use crate::model::locale;
use crate::ui::theme::Token;

use super::paint::{Pen, width};

/// Draws the list; gives the first cell of the selected line.
pub fn draw(side: &Sidebar, focused: bool, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let title = locale::say(pen.lang, "desk-title", &[]);
    let inside = pen.pane(cells, &title, "", focused);
    let mut caret = None;
    for (row, at) in (0..inside.height).zip(side.selection.visible()) {
        let line = inside.lines(row, 1);
        let here = at == side.selection.selected;
        if here {
            let style = pen.selected(focused);
            pen.wash(line, style);
            caret = Some(Position::new(line.x, line.y));
        }
        match side.items.get(at) {
            Some(SideLine::Heading(at)) => heading(side, *at, line, here, focused, pen),
            Some(SideLine::Fixed(pane)) => {
                let label = pane.label_id().map(|id| locale::say(pen.lang, id, &[]));
                let open = if *pane == PaneId::Today {
                    side.total()
                } else {
                    OpenCounts::default()
                };
                entry(
                    line,
                    &label.unwrap_or_default(),
                    1,
                    open,
                    here,
                    focused,
                    pen,
                );
            }
            Some(SideLine::Register(id, label)) => {
                let open = side.open.get(id).copied().unwrap_or_default();
                entry(line, label.get(pen.lang), 3, open, here, focused, pen);
            }
            None => {}
        }
        if here && focused {
            let over = pen.theme.over_selected();
            pen.wash(line, over);
        }
    }
    caret
}

/// A heading: whether it is unfolded, and what is open in the registers that it folds away.
fn heading(side: &Sidebar, at: usize, line: Cells, here: bool, focused: bool, pen: &mut Pen<'_>) {
    let unfolded = side.is_unfolded(at);
    let open = if unfolded {
        OpenCounts::default()
    } else {
        side.under(at)
    };
    let label = side.shelf(at).map_or("", |s| s.label.get(pen.lang));
    let marked = format!("{} {label}", pen.theme.chrome.fold(unfolded));
    entry(line, &marked, 1, open, here, focused, pen);
}

/// A line that can be gone to: pointer, label, what is open.
fn entry(
    line: Cells,
    label: &str,
    indent: u16,
    open: OpenCounts,
    here: bool,
    focused: bool,
    pen: &mut Pen<'_>,
) {
    let chrome = pen.theme.chrome;
    if here {
        let style = pen.style(if focused { Token::Focus } else { Token::Dim });
        pen.put(line.x, line.y, 1, chrome.pointer(), style);
    }
    let (token, mark) = if open.overdue > 0 {
        (Token::Error, chrome.heading(Heading::Overdue))
    } else if open.due > 0 {
        (Token::Warn, chrome.heading(Heading::Due))
    } else {
        (Token::Faint, "")
    };
    let count = match open.overdue + open.due {
        0 if open.open > 0 => open.open.to_string(),
        0 => String::new(),
        n => format!("{mark} {n}"),
    };
    let wide = width(&count);
    let style = if here && focused {
        pen.style(Token::Selected)
    } else {
        ratatui::style::Style::default()
    };
    let room = line.width.saturating_sub(indent + wide + 2);
    pen.put(line.x + indent, line.y, room, label, style);
    if wide + indent + 2 < line.width {
        let style = pen.style(token);
        pen.put(line.x + line.width - wide - 1, line.y, wide, &count, style);
    }
}
