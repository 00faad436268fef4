//! The Rulebook pane: the regulations, the obligations of one, and what holds an obligation.

use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::command::Command;
use crate::app::pane::rulebook::{
    Depth, FoundTally, RulebookRow, holder_name, holder_register, holder_way,
};
use crate::app::screen::desk::{Desk, Focus};
use crate::app::screen::layout::Cells;
use crate::model::locale;
use crate::model::rulebook::params;
use crate::model::rulebook::{self, Holder};
use crate::model::text::cells;
use crate::ui::layer::pages;
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width};

use super::findings::{self, ink};

/// The columns of a line on the two upper levels, from the right.
struct RulebookColumns {
    name: u16,
    clause: u16,
    words: u16,
    /// In force since, or how an obligation is to be taken.
    note: u16,
    /// How many obligations, or of which kind.
    sort: u16,
    found: u16,
}

impl RulebookColumns {
    fn of(level: &Depth, cells: u16) -> Self {
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

/// Draws the pane; gives the caret of what is typed, or the first cell of the selected line.
pub fn draw(desk: &Desk, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let focused = desk.focus == Focus::Main;
    let book = &desk.book;
    pen.pane(cells, &title(desk), &place(desk), focused);
    let plan = desk.book_plan();
    let typed = narrowing(desk, plan.typed, pen);
    if plan.heads.height > 0 {
        heads(desk, plan.heads, pen);
    }
    if book.rows.is_empty() {
        let key = desk.keymap.key_of(desk.scope(), Command::Cancel);
        let key = key.unwrap_or_default();
        let text = locale::say(pen.lang, "found-no-match", &[("key", &key)]);
        let (line, style) = (plan.rows.lines(0, 1), pen.style(Token::Dim));
        if line.height > 0 {
            pen.put(
                line.x + 2,
                line.y,
                line.width.saturating_sub(2),
                &text,
                style,
            );
        }
    }
    let widest = widest(desk);
    let mut caret = Some(Position::new(plan.rows.x, plan.rows.y));
    for (y, at) in (0..plan.rows.height).zip(book.roll.visible()) {
        let line = plan.rows.lines(y, 1);
        let Some(row) = book.rows.get(at) else { break };
        let here = at == book.roll.selected
            && !matches!(row, RulebookRow::Words(..) | RulebookRow::Heading(_));
        if here {
            let style = pen.selected(focused);
            pen.wash(line, style);
            caret = Some(Position::new(line.x, line.y));
            let style = pen.style(if focused { Token::Focus } else { Token::Dim });
            let pointer = pen.theme.chrome.pointer();
            pen.put(line.x, line.y, 1, pointer, style);
        }
        one(desk, row, line, widest, pen);
        if here && focused {
            let over = pen.theme.over_selected();
            pen.wash(line, over);
        }
    }
    under(desk, plan.under, pen);
    typed.or(caret)
}

/// Draws what the selected line is about, beside the pane.
pub fn explanation(desk: &Desk, cells: Cells, pen: &mut Pen<'_>) {
    let title = locale::say(pen.lang, "book-about", &[]);
    let inside = pen.pane(cells, &title, "", false);
    let room = usize::from(inside.width.saturating_sub(2));
    let lines = desk.book.detail.as_ref().map(|d| d.lines(room));
    for (y, line) in (0..inside.height).zip(&lines.unwrap_or_default()) {
        pages::line(line, inside.lines(y, 1), Token::Text, pen);
    }
}

/// The cells of the longest title among the findings in sight.
fn widest(desk: &Desk) -> u16 {
    let book = &desk.book;
    let rows = book.rows.get(book.roll.visible()).unwrap_or_default();
    let title = |row: &RulebookRow| match row {
        RulebookRow::Finding(place) => desk.findings.get(*place).map(|f| width(&f.title)),
        _ => None,
    };
    rows.iter().filter_map(title).max().unwrap_or(0)
}

fn title(desk: &Desk) -> String {
    let book = rulebook::shipped();
    match &desk.book.level {
        Depth::Book => locale::say(desk.lang, "desk-rulebook", &[]),
        Depth::Regulation(number) => {
            let title = book.regulation(*number).map(|r| r.title.get(desk.lang));
            format!("R{number}  {}", title.unwrap_or_default())
        }
        Depth::Obligation(id) => {
            let clause = book.obligation(id).map(|o| o.clause.as_str());
            format!("{id}  {}", clause.unwrap_or_default())
        }
    }
}

/// Where one is among the lines that can be gone to.
fn place(desk: &Desk) -> String {
    let book = &desk.book;
    let counts = |r: &&RulebookRow| !matches!(r, RulebookRow::Words(..) | RulebookRow::Heading(_));
    let all = book.rows.iter().filter(counts).count();
    if all == 0 {
        return String::new();
    }
    let before = book.rows.iter().take(book.roll.selected + 1);
    format!("{} / {all}", before.filter(counts).count())
}

fn narrowing(desk: &Desk, line: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    if line.height == 0 {
        return None;
    }
    let dim = pen.style(Token::Dim);
    let label = locale::say(pen.lang, "desk-search-label", &[]);
    let x = pen.pieces(line.x + 1, line.y, line.width, &[(&label, dim), (" ", dim)]);
    let cells = (line.x + line.width).saturating_sub(x + 2).min(40);
    let field = pen.style(Token::FieldFocus);
    pen.wash(Cells::new(x, line.y, cells, 1), field);
    let view = desk.book.line.view(usize::from(cells));
    pen.put(x, line.y, cells, &view.text, field);
    Some(Position::new(x + view.caret, line.y)).filter(|_| desk.focus == Focus::Main)
}

fn heads(desk: &Desk, line: Cells, pen: &mut Pen<'_>) {
    let top = desk.book.level == Depth::Book;
    let plan = RulebookColumns::of(&desk.book.level, line.width);
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

fn one(desk: &Desk, row: &RulebookRow, line: Cells, widest: u16, pen: &mut Pen<'_>) {
    match row {
        RulebookRow::Regulation(number) => regulation(desk, *number, line, pen),
        RulebookRow::Obligation(id) => obligation(desk, id, line, pen),
        RulebookRow::Absent(number, place) => absent(desk, *number, *place, line, pen),
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
            pages::line(&pieces, line, Token::Text, pen);
        }
        RulebookRow::Holder(holder) => held(desk, holder, line, pen),
        RulebookRow::Figure(code) => {
            let label = params::find(code).map(params::Param::label);
            let label = label.unwrap_or_default();
            let dim = pen.style(Token::Dim);
            let room = line.width.saturating_sub(3);
            let shown = desk.book.figure(code).map(|t| t.get(pen.lang));
            let text = shown.unwrap_or_else(|| label.get(pen.lang));
            let style = if shown.is_some() {
                Style::default()
            } else {
                dim
            };
            pen.put(line.x + 2, line.y, room, text, style);
        }
        RulebookRow::Finding(place) => findings::row(desk, *place, line, widest, pen),
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

fn regulation(desk: &Desk, number: u8, line: Cells, pen: &mut Pen<'_>) {
    let Some(regulation) = rulebook::shipped().regulation(number) else {
        return;
    };
    let plan = RulebookColumns::of(&Depth::Book, line.width);
    let since = desk.book.since.get(&number);
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
    let found = desk.book.of_regulation(number);
    tally(found, x + plan.sort, line, plan.found, pen);
}

fn obligation(desk: &Desk, id: &str, line: Cells, pen: &mut Pen<'_>) {
    let Some(obligation) = rulebook::shipped().obligation(id) else {
        return;
    };
    let plan = RulebookColumns::of(&desk.book.level, line.width);
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
    tally(desk.book.of_obligation(id), x, line, plan.found, pen);
}

fn absent(desk: &Desk, number: u8, place: usize, line: Cells, pen: &mut Pen<'_>) {
    let regulation = rulebook::shipped().regulation(number);
    let Some(absent) = regulation.and_then(|r| r.absent.get(place)) else {
        return;
    };
    let plan = RulebookColumns::of(&desk.book.level, line.width);
    let (dim, faint) = (pen.style(Token::Dim), pen.style(Token::Faint));
    let rest = line.width.saturating_sub(plan.name + plan.clause + 2);
    let parts = [
        (plan.name, "-", faint),
        (plan.clause, absent.clause.as_str(), dim),
        (rest, absent.say.get(pen.lang), faint),
    ];
    cells(line, &parts, pen);
}

fn held(desk: &Desk, holder: &Holder, line: Cells, pen: &mut Pen<'_>) {
    let way = holder_way(holder.by);
    let name = holder_name(holder, &desk.catalog);
    let register = holder_register(holder, &desk.catalog);
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

/// The selected line in short where there is no room beside.
fn under(desk: &Desk, at: Cells, pen: &mut Pen<'_>) {
    if at.height == 0 {
        return;
    }
    let rule = pen.theme.chrome.rule().repeat(usize::from(at.width));
    let border = pen.style(Token::Border);
    pen.put(at.x, at.y, at.width, &rule, border);
    let room = usize::from(at.width.saturating_sub(2));
    let Some(detail) = &desk.book.detail else {
        return;
    };
    // There is no room for headings and blanks.
    let heads = ["book-held", "book-found", "book-packs", "found-what-helps"];
    let heads = heads.map(|id| locale::say(pen.lang, id, &[]));
    let says = |text: &str| cells::width(text.trim()) > 0 && heads.iter().all(|h| h != text);
    let lines = detail.lines(room).into_iter();
    let told = lines.filter(|l| l.iter().any(|(_, t)| says(t)));
    for (y, line) in (1..at.height).zip(told) {
        pages::line(&line, at.lines(y, 1), Token::Text, pen);
    }
}
