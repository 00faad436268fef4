//! The lines of the Rulebook pane, a function for each kind.

use ratatui::style::Style;

use crate::app::pane::rulebook::row::{Depth, FoundTally, RulebookRow};
use crate::app::pane::rulebook::{RulebookPane, held};
use crate::app::screen::layout::Cells;
use crate::app::screen::scene::Scene;
use crate::model::locale;
use crate::model::rulebook::{self, Holder, params};
use crate::ui::pane::findings::{self, ink};
use crate::ui::theme::Token;
use crate::ui::widget::inked;
use crate::ui::widget::paint::{Pen, width};

use super::columns::RulebookColumns;

/// Draws a line of the pane.
pub fn draw(
    book: &RulebookPane,
    scene: &Scene,
    row: &RulebookRow,
    line: Cells,
    widest: u16,
    pen: &mut Pen<'_>,
) {
    match row {
        RulebookRow::Regulation(number) => regulation(book, *number, line, pen),
        RulebookRow::Obligation(id) => obligation(book, id, line, pen),
        RulebookRow::Absent(number, place) => absent(book, *number, *place, line, pen),
        RulebookRow::Heading(id) => {
            let style = pen.style(Token::Title);
            let text = locale::say(pen.lang, id, &[]);
            pen.put(
                line.x + 1,
                line.y,
                line.width.saturating_sub(1),
                &text,
                style,
            );
        }
        RulebookRow::Words(ink, indent, text) => {
            let pieces = vec![(*ink, " ".repeat(*indent) + text)];
            inked::line(&pieces, line, Token::Text, pen);
        }
        RulebookRow::Holder(holder) => holder_row(holder, scene, line, pen),
        RulebookRow::Figure(code) => {
            let label = params::find(code).map(params::Param::label);
            let label = label.unwrap_or_default();
            let dim = pen.style(Token::Dim);
            let room = line.width.saturating_sub(3);
            let shown = book.figure(code).map(|t| t.get(pen.lang));
            let text = shown.unwrap_or_else(|| label.get(pen.lang));
            let style = if shown.is_some() {
                Style::default()
            } else {
                dim
            };
            pen.put(line.x + 2, line.y, room, text, style);
        }
        RulebookRow::Finding(place) => findings::row(scene, *place, line, widest, pen),
    }
}

/// Writes cells from left to right; gives nothing, so that what follows stands in its own column.
fn cells(line: Cells, parts: &[(u16, &str, Style)], pen: &mut Pen<'_>) -> u16 {
    let mut x = line.x + 2;
    for (cells, text, style) in parts {
        pen.put(x, line.y, cells.saturating_sub(1), text, *style);
        x += cells;
    }
    x
}

fn tally(tally: FoundTally, x: u16, line: Cells, room: u16, pen: &mut Pen<'_>) {
    if let Some(worst) = tally.worst {
        let text = format!("{} {}", pen.theme.chrome.severity(worst), tally.count);
        let style = pen.style(ink(worst));
        pen.put_right(x, line.y, room.saturating_sub(1), &text, style);
    }
}

fn regulation(book: &RulebookPane, number: u8, line: Cells, pen: &mut Pen<'_>) {
    let Some(regulation) = rulebook::shipped().regulation(number) else {
        return;
    };
    let plan = RulebookColumns::of(&Depth::Book, line.width);
    let since = book.known.since.get(&number);
    let (dim, ok, faint) = (
        pen.style(Token::Dim),
        pen.style(Token::Ok),
        pen.style(Token::Faint),
    );
    let state = match since {
        Some(day) => day.clone(),
        None => locale::say(pen.lang, "book-not-adopted", &[]),
    };
    let title = if since.is_some() {
        Style::default()
    } else {
        dim
    };
    let name = format!("R{number}");
    let parts = [
        (plan.name, &*name, dim),
        (plan.words, regulation.title.get(pen.lang), title),
        (plan.note, &*state, if since.is_some() { ok } else { faint }),
    ];
    let x = cells(line, &parts, pen);
    let n = regulation.obligations.len().to_string();
    pen.put_right(x, line.y, plan.sort.saturating_sub(2), &n, dim);
    let found = book.known.of_regulation(number);
    tally(found, x + plan.sort, line, plan.found, pen);
}

fn obligation(book: &RulebookPane, id: &str, line: Cells, pen: &mut Pen<'_>) {
    let Some(obligation) = rulebook::shipped().obligation(id) else {
        return;
    };
    let plan = RulebookColumns::of(&book.level, line.width);
    let (dim, faint, warn) = (
        pen.style(Token::Dim),
        pen.style(Token::Faint),
        pen.style(Token::Warn),
    );
    let (note, mark, style) = if obligation.outside.is_some() {
        ("book-tag-outside", "/", faint)
    } else if obligation.reading.is_some() {
        ("book-tag-reading", "?", warn)
    } else {
        ("", "", dim)
    };
    // Without room for the word a mark stands for it; what it means is said beside.
    let note = match note {
        "" => String::new(),
        _ if plan.note < 5 => mark.to_owned(),
        id => locale::say(pen.lang, id, &[]),
    };
    let kind = locale::say(pen.lang, &format!("book-kind-{}", obligation.kind), &[]);
    let parts = [
        (plan.name, id, dim),
        (plan.clause, obligation.clause.as_str(), dim),
        (plan.words, obligation.text.get(pen.lang), Style::default()),
        (plan.note, &*note, style),
        (plan.sort, &*kind, dim),
    ];
    let x = cells(line, &parts, pen);
    tally(book.known.of_obligation(id), x, line, plan.found, pen);
}

fn absent(book: &RulebookPane, number: u8, place: usize, line: Cells, pen: &mut Pen<'_>) {
    let regulation = rulebook::shipped().regulation(number);
    let Some(absent) = regulation.and_then(|r| r.absent.get(place)) else {
        return;
    };
    let plan = RulebookColumns::of(&book.level, line.width);
    let (dim, faint) = (pen.style(Token::Dim), pen.style(Token::Faint));
    let rest = line.width.saturating_sub(plan.name + plan.clause + 2);
    let parts = [
        (plan.name, "-", faint),
        (plan.clause, absent.clause.as_str(), dim),
        (rest, absent.say.get(pen.lang), faint),
    ];
    cells(line, &parts, pen);
}

fn holder_row(holder: &Holder, scene: &Scene, line: Cells, pen: &mut Pen<'_>) {
    let way = held::way(holder.by);
    let name = held::name(holder, &scene.catalog);
    let register = held::register(holder, &scene.catalog);
    let (accent, dim) = (pen.style(Token::Accent), pen.style(Token::Dim));
    let register = register.map_or_else(String::new, |r| r.get(pen.lang).to_owned());
    let wide = width(&register).min(line.width / 3);
    let room = line.width.saturating_sub(14 + wide + 3);
    pen.put(line.x + 2, line.y, 11, way.get(pen.lang), accent);
    pen.put(
        line.x + 14,
        line.y,
        room,
        name.get(pen.lang),
        Style::default(),
    );
    let x = (line.x + line.width).saturating_sub(wide + 1);
    pen.put(x, line.y, wide, &register, dim);
}
