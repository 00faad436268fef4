//! Pages to be read, and questions.

use ratatui::layout::Position;
use ratatui::style::Modifier;

use crate::app::layer::{Confirm, Ink, Pages};
use crate::app::screen::layout::Cells;
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width};

/// Draws the lines in sight; the caret stands on the first.
pub fn draw(sheet: &Pages, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let ground = pen.style(Token::Panel);
    pen.clear(cells, ground);
    let last = (sheet.top + sheet.height).min(sheet.lines.len());
    let note = if sheet.lines.len() > sheet.height {
        format!("{last} / {}", sheet.lines.len())
    } else {
        String::new()
    };
    let inside = pen.pane(cells, sheet.title.get(pen.lang), &note, true);
    for (row, line) in (0..inside.height).zip(sheet.lines.iter().skip(sheet.top)) {
        let at = inside.lines(row, 1);
        self::line(line, at, Token::Panel, pen);
    }
    Some(Position::new(inside.x, inside.y))
}

/// Draws the pieces of a line one after another; ordinary words in the token of the ground.
pub fn line(pieces: &[(Ink, String)], at: Cells, ground: Token, pen: &mut Pen<'_>) {
    let mut x = at.x + 1;
    for (ink, text) in pieces {
        let style = pen.style(match ink {
            Ink::Title => Token::Title,
            Ink::Text => ground,
            Ink::Dim | Ink::Before => Token::Dim,
            Ink::After | Ink::Done => Token::Ok,
            Ink::Error => Token::Error,
        });
        let style = match ink {
            Ink::Before => style.add_modifier(Modifier::CROSSED_OUT),
            _ => style,
        };
        x += pen.put(x, at.y, (at.x + at.width).saturating_sub(x), text, style);
    }
}

/// Draws a question with its two answers, the safe one first; the caret stands on the selected one.
pub fn confirm(confirm: &Confirm, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let ground = pen.style(Token::Panel);
    pen.clear(cells, ground);
    let inside = pen.pane(cells, "", "", true);
    let room = inside.width.saturating_sub(4);
    for (n, line) in (1..).zip(
        crate::ui::pane::list::preview::wrapped(confirm.question.get(pen.lang), room)
            .iter()
            .take(2),
    ) {
        let at = inside.lines(n, 1);
        if at.height > 0 {
            pen.put(at.x + 2, at.y, room, line, ground);
        }
    }
    let line = inside.lines(inside.height.saturating_sub(1), 1);
    let mut caret = Position::new(line.x, line.y);
    let answers = [
        (&confirm.no, false, line.x + 2),
        (&confirm.yes, true, inside.x + inside.width / 2),
    ];
    for (answer, yes, x) in answers {
        let here = confirm.on_yes == yes;
        let style = pen.style(if here {
            Token::FieldFocus
        } else {
            Token::Field
        });
        let text = format!(" {} ", answer.get(pen.lang));
        let room = (inside.x + inside.width).saturating_sub(x);
        pen.put(x, line.y, width(&text).min(room), &text, style);
        if here {
            caret = Position::new(x, line.y);
        }
    }
    Some(caret)
}
