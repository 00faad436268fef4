//! The Today pane: what is on, what is late, what is due, and the rooms of the day.

use chrono::Timelike;
use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::desk::rooms::{HOURS, Room, Slot};
use crate::app::desk::space::{Cells, today_plan};
use crate::app::desk::today::{Attention, Line, age};
use crate::app::desk::{Desk, Focus};
use crate::model::locale;
use crate::model::view::Heading;

use super::paint::{Pen, width};
use super::screen::selected;
use super::theme::Token;

/// Draws the pane; gives the first cell of the selected line.
pub fn draw(desk: &Desk, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let focused = desk.focus == Focus::Main;
    let title = locale::say(pen.lang, "desk-today", &[]);
    let rooms = desk.today.attention.as_ref().map_or(0, |a| a.rooms.len());
    pen.pane(cells, &title, &below_sight(desk), focused);
    let (above, below) = today_plan(cells, rooms);
    let corner = Some(Position::new(above.x, above.y));
    let Some(attention) = &desk.today.attention else {
        let style = pen.style(Token::Faint);
        let text = locale::say(pen.lang, "desk-reading", &[]);
        pen.put(
            above.x + 1,
            above.y,
            above.width.saturating_sub(1),
            &text,
            style,
        );
        return corner;
    };
    if below.height > 0 {
        strip(desk, &attention.rooms, below, pen);
    }
    if attention.sections.is_empty() {
        let style = pen.style(Token::Ok);
        let text = locale::say(pen.lang, "desk-today-nothing", &[]);
        pen.put(
            above.x + 1,
            above.y + above.height.min(2) / 2,
            above.width.saturating_sub(1),
            &text,
            style,
        );
        return corner;
    }
    let mut caret = corner;
    for (row, at) in (0..above.height).zip(desk.today.roll.visible()) {
        let line = above.lines(row, 1);
        let here = at == desk.today.roll.selected;
        if here {
            let style = selected(pen, focused);
            pen.wash(line, style);
            caret = Some(Position::new(line.x, line.y));
            let style = pen.style(if focused { Token::Focus } else { Token::Dim });
            let pointer = pen.theme.chrome.pointer();
            pen.put(line.x, line.y, 1, pointer, style);
        }
        // A heading with nothing under it would say that there is nothing.
        let last = row + 1 == above.height;
        let what = desk.today.lines.get(at);
        if let Some(what) = what.filter(|w| !(last && matches!(w, Line::Heading(_)))) {
            one(desk, attention, *what, line, pen);
        }
        if here && focused {
            let over = pen.theme.over_selected();
            pen.wash(line, over);
        }
    }
    caret
}

/// How many rows follow below the last one in sight.
fn below_sight(desk: &Desk) -> String {
    let rest = desk.today.lines.get(desk.today.roll.visible().end..);
    let rows = rest
        .unwrap_or_default()
        .iter()
        .filter(|l| matches!(l, Line::Row(..)))
        .count();
    if rows == 0 {
        return String::new();
    }
    locale::say(desk.lang, "desk-today-below", &[("n", &rows.to_string())])
}

/// The colour of a heading and of the marks under it.
fn ink(heading: Heading) -> Token {
    match heading {
        Heading::Overdue => Token::Error,
        Heading::Due => Token::Warn,
        Heading::Now => Token::Ok,
        Heading::Next => Token::Info,
        Heading::Open => Token::Dim,
    }
}

fn one(desk: &Desk, attention: &Attention, what: Line, line: Cells, pen: &mut Pen<'_>) {
    let chrome = pen.theme.chrome;
    match what {
        Line::Blank => {}
        Line::Heading(heading) => {
            let text = locale::say(pen.lang, &format!("desk-heading-{}", heading.name()), &[]);
            let style = pen.style(Token::Title);
            pen.put(
                line.x + 1,
                line.y,
                line.width.saturating_sub(1),
                &text,
                style,
            );
        }
        Line::Row(s, r) => {
            let Some((section, row)) = attention
                .sections
                .get(s)
                .and_then(|s| Some((s, s.rows.get(r)?)))
            else {
                return;
            };
            let style = pen.style(ink(section.heading));
            pen.put(
                line.x + 2,
                line.y,
                2,
                chrome.heading(section.heading),
                style,
            );
            let plan = Plan::of(line.width);
            let title = Style::default();
            let dim = pen.style(Token::Dim);
            let used = pen.put(line.x + 4, line.y, plan.title, &row.title, title);
            if used + 4 < plan.title && !row.who.is_empty() {
                pen.put(
                    line.x + 6 + used,
                    line.y,
                    plan.title - used - 2,
                    &row.who,
                    dim,
                );
            }
            let since = row
                .since
                .map(|at| age(at, desk.now, pen.lang))
                .unwrap_or_default();
            let form = section.form.get(pen.lang);
            let label = if plan.label >= WIDE {
                format!("{form}: {}", section.label.get(pen.lang))
            } else {
                form.to_owned()
            };
            let when = if matches!(section.heading, Heading::Overdue) {
                style
            } else {
                dim
            };
            pen.put_right(line.x + plan.age_at, line.y, plan.age, &since, when);
            pen.put(line.x + plan.label_at, line.y, plan.label, &label, dim);
        }
        Line::More(s) => {
            if let Some(section) = attention.sections.get(s) {
                let left = section.count - u64::try_from(section.rows.len()).unwrap_or(0);
                let text = locale::say(
                    pen.lang,
                    "desk-today-more",
                    &[
                        ("n", &left.to_string()),
                        ("register", section.form.get(pen.lang)),
                    ],
                );
                let style = pen.style(Token::Faint);
                pen.put(
                    line.x + 4,
                    line.y,
                    line.width.saturating_sub(5),
                    &text,
                    style,
                );
            }
        }
    }
}

/// A label this wide tells the view too.
const WIDE: u16 = 28;

/// The columns of a line: title, age, register.
struct Plan {
    title: u16,
    age_at: u16,
    age: u16,
    label_at: u16,
    label: u16,
}

impl Plan {
    fn of(width: u16) -> Self {
        let label = match width {
            90.. => WIDE,
            66.. => width / 5,
            _ => 0,
        };
        let age = if width >= 40 { 12 } else { 0 };
        let label_at = width.saturating_sub(label + 1);
        let age_at = label_at.saturating_sub(age + u16::from(label > 0) * 2);
        Self {
            title: age_at.saturating_sub(5),
            age_at,
            age,
            label_at,
            label,
        }
    }
}

/// An hour to a slot, a room to a line.
fn strip(desk: &Desk, rooms: &[Room], cells: Cells, pen: &mut Pen<'_>) {
    let names = rooms
        .iter()
        .map(|r| width(&r.name))
        .max()
        .unwrap_or(0)
        .clamp(10, 22);
    let head = cells.lines(1, 1);
    let title = locale::say(pen.lang, "desk-rooms-today", &[]);
    let style = pen.style(Token::Title);
    pen.put(head.x + 1, head.y, names + 1, &title, style);
    let first = head.x + names + 4;
    let end = cells.x + cells.width.saturating_sub(1);
    let (now, faint) = (pen.style(Token::Accent), pen.style(Token::Faint));
    let at = |nth: usize| first + u16::try_from(nth).unwrap_or(0) * 3;
    for (nth, hour) in HOURS.enumerate().take_while(|(n, _)| at(*n) + 2 <= end) {
        let style = if hour == desk.now.hour() { now } else { faint };
        pen.put(at(nth), head.y, 2, &format!("{hour:02}"), style);
    }
    for (nth, room) in rooms.iter().enumerate() {
        let line = cells.lines(u16::try_from(nth).unwrap_or(u16::MAX).saturating_add(2), 1);
        if line.height == 0 {
            break;
        }
        pen.put(line.x + 2, line.y, names, &room.name, Style::default());
        for (hour, slot) in room
            .slots
            .iter()
            .enumerate()
            .take_while(|(n, _)| at(*n) + 2 <= end)
        {
            let token = match slot {
                Slot::Free => Token::Faint,
                Slot::Lesson => Token::Info,
                Slot::Asked => Token::Warn,
                Slot::Booked => Token::Accent,
            };
            let style = pen.style(token);
            pen.put(at(hour), line.y, 2, pen.theme.chrome.slot(*slot), style);
        }
    }
    legend(
        cells,
        first + 3 * u16::try_from(HOURS.len()).unwrap_or(0) + 2,
        pen,
    );
}

/// What the slots mean, where there is room for it.
fn legend(cells: Cells, x: u16, pen: &mut Pen<'_>) {
    let room = (cells.x + cells.width).saturating_sub(x + 1);
    if room < 12 {
        return;
    }
    let lines = [
        (Slot::Booked, Token::Accent, "desk-slot-booked"),
        (Slot::Asked, Token::Warn, "desk-slot-asked"),
        (Slot::Lesson, Token::Info, "desk-slot-lesson"),
    ];
    for (nth, (slot, token, id)) in (2..).zip(lines) {
        let line = cells.lines(nth, 1);
        if line.height > 0 {
            let (style, dim) = (pen.style(token), pen.style(Token::Dim));
            let word = locale::say(pen.lang, id, &[]);
            let mark = pen.theme.chrome.slot(slot);
            pen.pieces(x, line.y, room, &[(mark, style), (" ", dim), (&word, dim)]);
        }
    }
}
