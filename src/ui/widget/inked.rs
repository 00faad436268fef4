//! A line in pieces, each in the colour of what it is.

use ratatui::style::Modifier;

use crate::app::screen::ink::Ink;
use crate::app::screen::layout::Cells;
use crate::ui::theme::Token;

use super::paint::Pen;

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
