//! A question with a safe answer.

use ratatui::layout::Position;

use crate::app::layer::confirm::Confirm;
use crate::app::screen::layout::Cells;
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width, wrapped};

/// Draws a question with its two answers, the safe one first; the caret stands on the selected one.
pub fn draw<G>(confirm: &Confirm<G>, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let ground = pen.style(Token::Panel);
    pen.clear(cells, ground);
    let inside = pen.pane(cells, "", "", true);
    let room = inside.width.saturating_sub(4);
    for (n, line) in (1..).zip(wrapped(confirm.question.get(pen.lang), room).iter().take(2)) {
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
