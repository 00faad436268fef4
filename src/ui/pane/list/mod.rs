//! A register's list: tabs, what narrows it, headings, the rows in sight, where one is.

pub mod columns;
pub mod preview;

use chrono::Datelike;
use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};

use crate::app::command::Command;
use crate::app::pane::list::ListPane;
use crate::app::pane::list::filters::cell;
use crate::app::scope::KeyScope;
use crate::app::screen::layout::Cells;
use crate::app::screen::scene::{Focus, Scene};
use crate::model::{Record, locale};
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width, wrapped};
use crate::ui::widget::tabs;

use columns::{Column, What, layout};

/// Cells at the left of a row for pointer and mark.
const GUTTER: u16 = 3;

/// Draws the pane; gives the caret of the search line, or the first cell of the selected row.
pub fn draw(pane: &ListPane, scene: &Scene, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let focused = scene.focus == Focus::Main;
    let title = pane.form.label.get(pen.lang);
    pen.pane(cells, title, &place(pane, pen), focused);
    let plan = pane.plan(scene);
    tabs::draw(&pane.form, pane.view, plan.tabs, pen);
    let typing = narrowing(pane, plan.search, pen);
    let columns = layout(
        pane,
        pen.lang,
        plan.rows.width.saturating_sub(GUTTER + 1),
        scene.now.year(),
    );
    headings(pane, &columns, plan.head, pen);
    if pane.window.rows.is_empty() {
        empty(pane, scene, plan.rows, pen);
    }
    let mut caret = Some(Position::new(plan.rows.x, plan.rows.y));
    for (row, at) in (0..plan.rows.height).zip(pane.window.visible()) {
        let line = plan.rows.lines(row, 1);
        if at == pane.window.selected {
            let style = pen.selected(focused);
            pen.wash(line, style);
            caret = Some(Position::new(line.x, line.y));
        }
        if let Some(record) = pane.window.rows.get(at) {
            let here = at == pane.window.selected;
            self::row(pane, record, &columns, line, (here, focused), pen);
            if here && focused {
                let over = pen.theme.over_selected();
                pen.wash(line, over);
            }
        }
    }
    scrollbar(pane, cells, plan.rows, pen);
    if plan.under.height > 0 {
        preview::under(pane, plan.under, pen);
    }
    typing.filter(|_| pane.typing).or(caret)
}

/// Where one is in the list, and what is marked.
fn place(pane: &ListPane, pen: &Pen<'_>) -> String {
    let mut parts = Vec::new();
    if !pane.marks.is_empty() {
        let n = pane.marks.len().to_string();
        parts.push(locale::say(pen.lang, "desk-marked", &[("n", &n)]));
    }
    if let Some(sort) = &pane.sort {
        let label = pane.form.label_of(&sort.field, pen.lang);
        parts.push(format!(
            "{label} {}",
            pen.theme.chrome.arrow(sort.descending)
        ));
    }
    if pane.with_void {
        parts.push(locale::say(pen.lang, "desk-with-void", &[]));
    }
    if pane.is_reading() {
        parts.push(locale::say(pen.lang, "desk-list-reading", &[]));
    }
    let at = pane.window.position().map_or_else(|| "-".into(), grouped);
    match pane.count {
        Some(0) => parts.push("0".into()),
        Some(count) => parts.push(format!("{at} / {}", grouped(count))),
        None if pane.window.rows.is_empty() => {}
        None => parts.push(format!("{at} / ...")),
    }
    parts.join("   ")
}

/// A long number in groups of three.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// The search line with the other conditions behind it; gives the caret.
fn narrowing(pane: &ListPane, line: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    if line.height == 0 {
        return None;
    }
    let (dim, accent) = (pen.style(Token::Dim), pen.style(Token::Accent));
    let mut x = line.x + 1;
    let end = line.x + line.width;
    let mut caret = None;
    let text = pane.search.text();
    if pane.typing || !text.is_empty() {
        let label = locale::say(pen.lang, "desk-search-label", &[]);
        x = pen.pieces(
            x,
            line.y,
            end.saturating_sub(x),
            &[(&label, dim), (" ", dim)],
        );
        let cells = end.saturating_sub(x + 2).min(40);
        let field = pen.style(if pane.typing {
            Token::FieldFocus
        } else {
            Token::Field
        });
        pen.wash(Cells::new(x, line.y, cells, 1), field);
        let view = pane.search.view(usize::from(cells));
        pen.put(x, line.y, cells, &view.text, field);
        caret = Some(Position::new(x + view.caret, line.y));
        x += cells + 3;
    }
    if let Some((same, shown)) = &pane.same {
        let label = pane.form.label_of(&same.field, pen.lang);
        let shown = if shown.is_empty() { "-" } else { shown };
        x = pen.pieces(
            x,
            line.y,
            end.saturating_sub(x),
            &[(&label, dim), (" = ", dim), (shown, accent), ("   ", dim)],
        );
    }
    if !pane.matches.is_empty() {
        let n = pane.matches.len().to_string();
        let words = locale::say(pen.lang, "desk-conditions", &[("n", &n)]);
        pen.put(x, line.y, end.saturating_sub(x), &words, accent);
    }
    caret
}

fn headings(pane: &ListPane, columns: &[Column], line: Cells, pen: &mut Pen<'_>) {
    if line.height == 0 {
        return;
    }
    let fields = pane.columns();
    let order = pane.order();
    for column in columns {
        let (label, current, sorted) = match column.what {
            What::Number => (locale::say(pen.lang, "envelope-number", &[]), false, None),
            What::State => (locale::say(pen.lang, "envelope-state", &[]), false, None),
            What::Field(n, _) => {
                let Some(field) = fields.get(n) else { continue };
                let sorted = order
                    .as_ref()
                    .filter(|s| s.field == field.id)
                    .map(|s| s.descending);
                (
                    field.label.get(pen.lang).to_owned(),
                    n == pane.column,
                    sorted,
                )
            }
        };
        let style = if current {
            pen.style(Token::Accent)
        } else {
            pen.style(Token::Faint)
        };
        let label = match sorted {
            Some(down) => {
                let room = usize::from(column.width.saturating_sub(2));
                let cut = pen.theme.chrome.cut();
                let label = crate::model::text::cells::clip(&label, room, cut);
                format!("{label} {}", pen.theme.chrome.arrow(down))
            }
            None => label,
        };
        let x = line.x + GUTTER + column.x;
        if column.right {
            pen.put_right(x, line.y, column.width, &label, style);
        } else {
            pen.put(x, line.y, column.width, &label, style);
        }
    }
}

fn row(
    pane: &ListPane,
    record: &Record,
    columns: &[Column],
    line: Cells,
    (here, focused): (bool, bool),
    pen: &mut Pen<'_>,
) {
    let chrome = pen.theme.chrome;
    if here {
        let style = pen.style(if focused { Token::Focus } else { Token::Dim });
        pen.put(line.x, line.y, 1, chrome.pointer(), style);
    }
    let marked = pane.marks.contains(&record.id);
    if marked {
        let style = pen.style(Token::Marked);
        pen.put(line.x + 1, line.y, 1, chrome.mark(), style);
    }
    let base = if record.is_void() {
        pen.style(Token::Faint).add_modifier(Modifier::CROSSED_OUT)
    } else {
        Style::default()
    };
    for column in columns {
        let x = line.x + GUTTER + column.x;
        let (text, style) = match column.what {
            What::Number => (
                record.number.clone().unwrap_or_default(),
                pen.style(Token::Dim).patch(base),
            ),
            What::State => state(pane, record, pen),
            What::Field(n, place) => {
                let fields = pane.columns();
                let Some(field) = fields.get(n) else { continue };
                if matches!(field.kind, crate::model::Kind::State) {
                    state(pane, record, pen)
                } else {
                    let text = cell(record, place, field, pen.lang);
                    (shortened(text, field, column.width), base)
                }
            }
        };
        if column.right {
            pen.put_right(x, line.y, column.width, &text, style);
        } else {
            pen.put(x, line.y, column.width, &text, style);
        }
    }
}

/// A moment in a column that has no room for its year, which is this one.
fn shortened(text: String, field: &crate::model::Field, room: u16) -> String {
    let moment = matches!(field.kind.shown(), crate::model::Kind::Moment);
    match text.get(5..) {
        Some(rest) if moment && room < width(&text) => rest.to_owned(),
        _ => text,
    }
}

/// The state in words and in its colour; a void record says so instead.
pub fn state(pane: &ListPane, record: &Record, pen: &Pen<'_>) -> (String, Style) {
    if record.is_void() {
        return (
            locale::say(pen.lang, "desk-void", &[]),
            pen.style(Token::Faint),
        );
    }
    match record.state.as_deref().and_then(|s| pane.form.state(s)) {
        Some(state) => (
            state.label.get(pen.lang).to_owned(),
            pen.theme.tone(state.tone),
        ),
        None => (record.state.clone().unwrap_or_default(), Style::default()),
    }
}

/// An empty list says why it is empty and which key helps.
fn empty(pane: &ListPane, scene: &Scene, cells: Cells, pen: &mut Pen<'_>) {
    let key = |c| {
        let key = scene.keymap.key_of(KeyScope::List, c);
        key.unwrap_or_default()
    };
    let text = if pane.is_reading() {
        locale::say(pen.lang, "desk-list-reading", &[])
    } else if pane.is_narrowed() {
        locale::say(
            pen.lang,
            "desk-list-no-match",
            &[("key", &key(Command::Cancel))],
        )
    } else if pane.view > 0 {
        locale::say(
            pen.lang,
            "desk-list-no-view",
            &[("key", &key(Command::Views))],
        )
    } else {
        locale::say(pen.lang, "desk-list-empty", &[("key", &key(Command::New))])
    };
    let dim = pen.style(Token::Dim);
    let y = cells.y + 1.min(cells.height.saturating_sub(1));
    pen.put(
        cells.x + GUTTER,
        y,
        cells.width.saturating_sub(GUTTER),
        &text,
        dim,
    );
    if pane.view == 0 && !pane.is_narrowed() && cells.height > 4 {
        let faint = pen.style(Token::Faint);
        for (n, line) in (2..).zip(wrapped(
            pane.form.help.get(pen.lang),
            cells.width.saturating_sub(GUTTER + 2),
        )) {
            let at = cells.lines(n, 1);
            if at.height > 0 {
                pen.put(
                    at.x + GUTTER,
                    at.y,
                    at.width.saturating_sub(GUTTER),
                    &line,
                    faint,
                );
            }
        }
    }
}

/// The part of the list in sight, on the right border.
fn scrollbar(pane: &ListPane, cells: Cells, rows: Cells, pen: &mut Pen<'_>) {
    let (Some(count), Some(first)) = (pane.count, pane.window.first) else {
        return;
    };
    let height = u64::from(rows.height);
    if count <= height || rows.height < 3 {
        return;
    }
    let size = (height * height / count).max(1);
    let top = first + u64::try_from(pane.window.top).unwrap_or(0);
    let at = top * (height - size) / (count - height).max(1);
    let x = cells.x + cells.width - 1;
    let style = pen.style(Token::Dim);
    for y in at..(at + size).min(height) {
        let y = rows.y + u16::try_from(y).unwrap_or(0);
        let thumb = pen.theme.chrome.thumb();
        pen.put(x, y, 1, thumb, style);
    }
}
