//! The rooms of the day, below what asks for attention.

use chrono::Timelike;
use ratatui::style::Style;

use crate::app::pane::grid::day::{HOURS, HourUse, Room};
use crate::app::screen::layout::Cells;
use crate::app::screen::scene::Scene;
use crate::model::locale;
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width};

/// An hour to a slot, a room to a line.
pub fn draw(scene: &Scene, rooms: &[Room], cells: Cells, pen: &mut Pen<'_>) {
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
        let style = if hour == scene.now.hour() { now } else { faint };
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
                HourUse::Free => Token::Faint,
                HourUse::Lesson => Token::Info,
                HourUse::Asked => Token::Warn,
                HourUse::Booked => Token::Accent,
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
        (HourUse::Booked, Token::Accent, "desk-slot-booked"),
        (HourUse::Asked, Token::Warn, "desk-slot-asked"),
        (HourUse::Lesson, Token::Info, "desk-slot-lesson"),
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
