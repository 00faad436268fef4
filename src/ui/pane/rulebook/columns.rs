//! The columns of the Rulebook pane: how wide each is, and their heads.

use crate::app::pane::rulebook::RulebookPane;
use crate::app::pane::rulebook::row::Depth;
use crate::app::screen::layout::Cells;
use crate::model::locale;
use crate::model::rulebook;
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width};

/// The columns of a line on the two upper levels, from the right.
pub struct RulebookColumns {
    pub name: u16,
    pub clause: u16,
    pub words: u16,
    /// In force since, or how an obligation is to be taken.
    pub note: u16,
    /// How many obligations, or of which kind.
    pub sort: u16,
    pub found: u16,
}

impl RulebookColumns {
    pub fn of(level: &Depth, cells: u16) -> Self {
        let (name, clause, note, sort) = match level {
            Depth::Book => (5, 0, 12, 8),
            _ if cells >= 90 => (8, clauses(level), 9, 12),
            _ if cells >= 70 => (8, clauses(level), 9, 0),
            _ => (8, clauses(level), 2, 0),
        };
        let found = 8;
        let taken = 2 + name + clause + note + sort + found;
        Self {
            name,
            clause,
            words: cells.saturating_sub(taken),
            note,
            sort,
            found,
        }
    }
}

/// The cells that the longest clause of a regulation takes, and a blank.
fn clauses(level: &Depth) -> u16 {
    let regulation = match level {
        Depth::Regulation(number) => rulebook::shipped().regulation(*number),
        _ => None,
    };
    let obligations = regulation.map_or(&[][..], |r| &r.obligations);
    let longest = obligations.iter().map(|o| width(&o.clause)).max();
    longest.unwrap_or(10).clamp(6, 14) + 2
}

/// Draws the heads of the columns.
pub fn heads(book: &RulebookPane, line: Cells, pen: &mut Pen<'_>) {
    let top = book.level == Depth::Book;
    let plan = RulebookColumns::of(&book.level, line.width);
    let ids = if top {
        [
            "",
            "",
            "book-col-title",
            "book-col-since",
            "book-col-obligations",
        ]
    } else {
        [
            "book-col-id",
            "book-col-clause",
            "book-col-words",
            "",
            "book-col-kind",
        ]
    };
    let wide = [plan.name, plan.clause, plan.words, plan.note, plan.sort];
    let style = pen.style(Token::Faint);
    let mut x = line.x + 2;
    for (id, cells) in ids.into_iter().zip(wide) {
        if !id.is_empty() && cells > 1 {
            let text = locale::say(pen.lang, id, &[]);
            if top && id == "book-col-obligations" {
                pen.put_right(x, line.y, cells - 2, &text, style);
            } else {
                pen.put(x, line.y, cells - 1, &text, style);
            }
        }
        x += cells;
    }
    let text = locale::say(pen.lang, "book-col-found", &[]);
    pen.put_right(x, line.y, plan.found.saturating_sub(1), &text, style);
}
