//! The tabs over a register.

use ratatui::style::Modifier;

use super::paint::{Pen, width};
use crate::app::screen::layout::Cells;
use crate::model::{Form, locale};
use crate::ui::theme::Token;

/// Everything and the views of a form as tabs; the one in force is always in sight.
pub fn draw(form: &Form, tab: usize, line: Cells, pen: &mut Pen<'_>) {
    if line.height == 0 {
        return;
    }
    let mut labels = vec![locale::say(pen.lang, "desk-view-all", &[])];
    labels.extend(form.views.iter().map(|v| v.label.get(pen.lang).to_owned()));
    let room = line.width.saturating_sub(2);
    let wide = |from: usize| -> u16 {
        labels[from..=tab.min(labels.len() - 1)]
            .iter()
            .map(|l| width(l) + 3)
            .fold(0, u16::saturating_add)
    };
    let first = (0..=tab).find(|f| wide(*f) <= room).unwrap_or(tab);
    let mut x = line.x + 1;
    let end = line.x + line.width;
    if first > 0 {
        let style = pen.style(Token::Faint);
        x += pen.put(x, line.y, 2, "< ", style);
    }
    for (n, label) in labels.iter().enumerate().skip(first) {
        let style = if n == tab {
            pen.style(Token::Accent)
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
        } else {
            pen.style(Token::Dim)
        };
        if x + width(label) > end {
            let style = pen.style(Token::Faint);
            pen.put(x.min(end.saturating_sub(1)), line.y, 1, ">", style);
            break;
        }
        x += pen.put(x, line.y, end.saturating_sub(x), label, style) + 3;
    }
}
