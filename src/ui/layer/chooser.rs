//! A list that is narrowed by typing: palette, registers, menu, help, what can be done.

use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};

use crate::app::layer::chooser::{Chooser, Item, Shown};
use crate::app::screen::layout::Cells;
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width};

/// Draws the list; gives the caret of its line.
pub fn draw<G: Clone>(chooser: &Chooser<G>, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let ground = pen.style(Token::Panel);
    pen.clear(cells, ground);
    let n = chooser
        .shown
        .iter()
        .filter(|s| matches!(s, Shown::Item(_)))
        .count();
    let inside = pen.pane(cells, chooser.title.get(pen.lang), &n.to_string(), true);
    let line = inside.lines(0, 1);
    let room = inside.width.saturating_sub(4);
    let view = chooser.line.view(usize::from(room));
    let key = pen.style(Token::Key);
    pen.put(line.x + 1, line.y, 1, ">", key);
    let title = pen.style(Token::Title);
    pen.put(line.x + 3, line.y, room, &view.text, title);
    let caret = Position::new(line.x + 3 + view.caret, line.y);
    let rows = inside.lines(2, inside.height.saturating_sub(2));
    let rule = pen.theme.chrome.rule().repeat(usize::from(inside.width));
    let border = pen.style(Token::Border);
    let under = inside.lines(1, 1);
    if under.height > 0 {
        pen.put(under.x, under.y, under.width, &rule, border);
    }
    if chooser.shown.is_empty() && rows.height > 0 {
        let dim = pen.style(Token::Dim);
        pen.put(
            rows.x + 3,
            rows.y,
            rows.width.saturating_sub(4),
            chooser.empty.get(pen.lang),
            dim,
        );
    }
    for (row, at) in (0..rows.height).zip(chooser.selection.visible()) {
        let line = rows.lines(row, 1);
        match chooser.shown.get(at) {
            Some(Shown::Heading(i)) => {
                if let Some(item) = chooser.items.get(*i) {
                    let style = pen.style(Token::Faint).add_modifier(Modifier::BOLD);
                    pen.put(
                        line.x + 1,
                        line.y,
                        line.width.saturating_sub(1),
                        item.heading.get(pen.lang),
                        style,
                    );
                }
            }
            Some(Shown::Item(i)) => {
                if let Some(item) = chooser.items.get(*i) {
                    one(item, at == chooser.selection.selected, line, pen);
                }
            }
            None => {}
        }
    }
    Some(caret)
}

/// A line: label, what there is to say about it, the key at the right.
fn one<G>(item: &Item<G>, here: bool, line: Cells, pen: &mut Pen<'_>) {
    if here {
        let style = pen.style(Token::Selected);
        pen.wash(line, style);
        let focus = pen.style(Token::Focus);
        let pointer = pen.theme.chrome.pointer();
        pen.put(line.x, line.y, 1, pointer, focus);
    }
    let dim = pen.style(Token::Dim);
    let key = width(&item.key);
    let room = line.width.saturating_sub(5 + key);
    let label = match item.why_not {
        Some(_) => pen.style(Token::Faint),
        None => Style::default(),
    };
    let used = pen.put(line.x + 3, line.y, room, item.label.get(pen.lang), label);
    let detail = match &item.why_not {
        Some(why) => why.get(pen.lang),
        None => item.detail.get(pen.lang),
    };
    // Details of one list stand under each other where labels are short.
    let at = used.max(room.min(26)) + 2;
    if at < room {
        pen.put(line.x + 3 + at, line.y, room - at, detail, dim);
    }
    if key > 0 {
        let style = pen.style(Token::Key);
        pen.put(
            line.x + line.width.saturating_sub(key + 1),
            line.y,
            key,
            &item.key,
            style,
        );
    }
    if here {
        let over = pen.theme.over_selected();
        pen.wash(line, over);
    }
}
