//! Draws one field: mark, label, the place for its value, complaints under it.

use ratatui::layout::Position;

use crate::app::entry::Entry;
use crate::app::entry::input::Input;
use crate::app::entry::layout::{FieldPlace, FormLayout, MARK, choice_widths};
use crate::app::entry::line_input::LineInput;
use crate::app::entry::lines::Lines;
use crate::app::entry::note::NoteEdit;
use crate::app::entry::ticks::{self, Ticks};
use crate::model::form::kind::Offered;
use crate::model::text::cells::Align;
use crate::model::text::{cells, safety};
use crate::model::{Field, Kind};
use crate::ui::theme::Token;
use crate::ui::widget::paint::width;

use super::board::Board;

/// Draws a field as far as it is scrolled into sight; the caret where it has the focus.
pub fn draw(
    entry: &Entry,
    layout: &FormLayout,
    place: &FieldPlace,
    board: &mut Board<'_, '_>,
) -> Option<Position> {
    label(entry, layout, place, board);
    let caret = match entry.input(place.field) {
        Input::Line(slot) => line(entry, layout, place, slot, board),
        Input::Note(note) => self::note(entry, layout, place, note, board),
        Input::Ticks(ticks) => self::ticks(entry, layout, place, ticks, board),
        Input::Rows(lines) => rows(entry, layout, place, lines, board),
        Input::Fixed => fixed(entry, layout, place, board),
    };
    for (n, (text, warning)) in (0_u16..).zip(&place.notes) {
        if let Some(y) = layout.seen(place.y + place.rows + n) {
            let style = board.style(if *warning { Token::Warn } else { Token::Error });
            board.put(place.value_x, y, place.width, text, style);
        }
    }
    caret.filter(|_| entry.focus() == Some(place.field))
}

fn label(entry: &Entry, layout: &FormLayout, place: &FieldPlace, board: &mut Board<'_, '_>) {
    let Some(y) = layout.seen(place.y) else {
        return;
    };
    let focused = entry.focus() == Some(place.field);
    let typed = entry.is_editable(place.field);
    if focused {
        let style = board.style(Token::Focus);
        let pointer = board.pen.theme.chrome.pointer();
        board.put(place.x, y, 1, pointer, style);
    }
    let wrong = |warning| {
        let mut all = entry.complaints(Some(place.field));
        all.any(move |c| c.warning == warning)
    };
    let required = entry.is_required(place.field);
    let (mark, token) = if wrong(false) {
        ("!", Token::Error)
    } else if wrong(true) {
        ("?", Token::Warn)
    } else if required && entry.input(place.field).is_blank() {
        ("*", Token::Accent)
    } else if required {
        ("*", Token::Faint)
    } else {
        (" ", Token::Dim)
    };
    let style = board.style(token);
    board.put(place.x + 1, y, 1, mark, style);
    let lang = board.pen.lang;
    let text = safety::visible(entry.field(place.field).label.get(lang)).into_owned();
    let cut = board.pen.theme.chrome.cut();
    let cells = usize::from(place.label);
    let text = cells::pad(&cells::clip(&text, cells, cut), cells, Align::Right);
    let token = match (focused, typed) {
        (true, _) => Token::Title,
        (false, true) => Token::Text,
        (false, false) => Token::Dim,
    };
    let style = board.style(token);
    board.put(place.x + MARK, y, place.label, &text, style);
}

/// The ground and brackets of one row to type in.
fn box_row(place: &FieldPlace, x: u16, y: u16, focused: bool, board: &mut Board<'_, '_>) {
    let token = if focused {
        Token::FieldFocus
    } else {
        Token::Field
    };
    let (ground, faint) = (board.style(token), board.style(Token::Faint));
    board.put(x.saturating_sub(1), y, 1, "[", faint);
    let blank = " ".repeat(usize::from(place.value_w));
    board.put(x, y, place.value_w, &blank, ground);
    board.put(x + place.value_w, y, 1, "]", faint);
}

fn line(
    entry: &Entry,
    layout: &FormLayout,
    place: &FieldPlace,
    slot: &LineInput,
    board: &mut Board<'_, '_>,
) -> Option<Position> {
    let y = layout.seen(place.y)?;
    let focused = entry.focus() == Some(place.field);
    box_row(place, place.value_x, y, focused, board);
    let caret = text_of(
        slot,
        entry.kind(place.field),
        (place.value_x, y, place.value_w),
        focused,
        board,
    );
    hint(entry, place, slot, y, focused, board);
    Some(board.at(place.value_x + caret, y))
}

/// Writes a line into its cells; gives the cells before the caret.
fn text_of(
    slot: &LineInput,
    kind: &Kind,
    (x, y, cells): (u16, u16, u16),
    focused: bool,
    board: &mut Board<'_, '_>,
) -> u16 {
    if !focused {
        let style = board.style(Token::Field);
        let shown = slot.label(kind, board.pen.lang);
        board.put(x, y, cells, &shown, style);
        return 0;
    }
    let view = slot.edit.view(usize::from(cells));
    let token = if slot.edit.is_armed() {
        Token::Selected
    } else {
        Token::FieldFocus
    };
    let style = board.style(token);
    board.put(x, y, cells, &view.text, style);
    view.caret
}

/// What the text is understood as while it is typed, else what helps.
fn hint(
    entry: &Entry,
    place: &FieldPlace,
    slot: &LineInput,
    y: u16,
    focused: bool,
    board: &mut Board<'_, '_>,
) {
    let x = place.value_x + place.value_w + 2;
    let room = (place.x + place.width).saturating_sub(x);
    let kind = entry.kind(place.field);
    if focused && let Some(hint) = entry.hint() {
        let style = board.style(Token::Accent);
        // The day of the week is what can be spared.
        let short = hint.rsplit_once(' ').map_or(hint, |(start, _)| start);
        let fits = width(hint) <= room || short.len() < 4;
        board.put(x, y, room, if fits { hint } else { short }, style);
        return;
    }
    let faint = board.style(Token::Faint);
    let offered = kind.facts().offered;
    let listed = !matches!(offered, Offered::Nothing | Offered::YesNo);
    if let (Offered::Calendar, Some(value)) = (offered, slot.value()) {
        let day = weekday(value, board.pen.lang);
        board.put(x, y, room, day, faint);
    } else if focused && listed && room >= 2 {
        board.put(x, y, room, "F4", faint);
    }
}

fn weekday(value: &crate::model::Value, lang: crate::model::Lang) -> &'static str {
    crate::app::entry::labels::weekday(&Kind::Date, value, lang)
}

fn note(
    entry: &Entry,
    layout: &FormLayout,
    place: &FieldPlace,
    note: &NoteEdit,
    board: &mut Board<'_, '_>,
) -> Option<Position> {
    let focused = entry.focus() == Some(place.field);
    let cells = usize::from(place.value_w).max(2);
    let rows = note.rows(cells);
    let (row, column) = note.place(cells);
    let seen = usize::from(place.rows);
    let first = if focused {
        (row + 1).saturating_sub(seen)
    } else {
        0
    };
    let style = board.style(if focused {
        Token::FieldFocus
    } else {
        Token::Field
    });
    let mut caret = None;
    for n in 0..place.rows {
        let Some(y) = layout.seen(place.y + n) else {
            continue;
        };
        box_row(place, place.value_x, y, focused, board);
        let at = first + usize::from(n);
        if let Some(range) = rows.get(at) {
            let text = &note.text()[range.clone()];
            board.put(place.value_x, y, place.value_w, text.trim_end(), style);
        }
        if at == row {
            let last = usize::from(place.value_w).saturating_sub(1);
            let column = u16::try_from(column.min(last)).unwrap_or(0);
            caret = Some(board.at(place.value_x + column, y));
        }
    }
    caret
}

fn ticks(
    entry: &Entry,
    layout: &FormLayout,
    place: &FieldPlace,
    ticks: &Ticks,
    board: &mut Board<'_, '_>,
) -> Option<Position> {
    let focused = entry.focus() == Some(place.field);
    let lang = board.pen.lang;
    let kind = entry.kind(place.field);
    let list = kind.choices().unwrap_or_default();
    let spots = ticks::flow(&choice_widths(kind, lang), usize::from(place.value_w));
    let mut caret = None;
    for (n, ((choice, on), (row, column))) in list.iter().zip(&ticks.ticked).zip(spots).enumerate()
    {
        let (row, column) = (
            u16::try_from(row).unwrap_or(u16::MAX),
            u16::try_from(column).unwrap_or(u16::MAX),
        );
        let Some(y) = layout.seen(place.y.saturating_add(row)) else {
            continue;
        };
        let here = focused && ticks.at == n;
        let token = match (here, on) {
            (true, _) => Token::FieldFocus,
            (false, true) => Token::Text,
            (false, false) => Token::Dim,
        };
        let style = board.style(token);
        let x = place.value_x.saturating_add(column);
        let text = format!(
            "[{}] {}",
            if *on { "x" } else { " " },
            choice.label.get(lang)
        );
        let room = (place.value_x + place.value_w).saturating_sub(x);
        board.put(x, y, room, &text, style);
        if here {
            caret = Some(board.at(x + 1, y));
        }
    }
    caret
}

fn rows(
    entry: &Entry,
    layout: &FormLayout,
    place: &FieldPlace,
    lines: &Lines,
    board: &mut Board<'_, '_>,
) -> Option<Position> {
    let columns: &[Field] = entry.field(place.field).line_fields().unwrap_or_default();
    let focused = entry.focus() == Some(place.field);
    let count = u16::try_from(columns.len()).unwrap_or(1).max(1);
    let each = (place.value_w / count).max(3);
    let (dim, faint) = (board.style(Token::Dim), board.style(Token::Faint));
    let lang = board.pen.lang;
    let seen = usize::from(place.rows.saturating_sub(1));
    let first = (lines.line + 1).saturating_sub(seen);
    if let Some(y) = layout.seen(place.y) {
        for (n, column) in (0_u16..).zip(columns) {
            let x = place.value_x + n * each;
            board.put(x, y, each - 1, column.label.get(lang), dim);
        }
    }
    let mut caret = None;
    for (n, (at, cells)) in (1_u16..)
        .zip(lines.cells.iter().enumerate().skip(first))
        .take(seen)
    {
        let Some(y) = layout.seen(place.y + n) else {
            continue;
        };
        let number = (at + 1).to_string();
        let from = place.value_x.saturating_sub(width(&number) + 1);
        board.put(from, y, 3, &number, faint);
        for (c, (slot, column)) in cells.iter().zip(columns).enumerate() {
            let x = place.value_x + u16::try_from(c).unwrap_or(0) * each;
            let here = focused && at == lines.line && c == lines.column;
            let ground = board.style(if here {
                Token::FieldFocus
            } else {
                Token::Field
            });
            let blank = " ".repeat(usize::from(each - 1));
            board.put(x, y, each - 1, &blank, ground);
            let spot = (x, y, each - 1);
            let before = text_of(slot, &column.kind, spot, here, board);
            if here {
                caret = Some(board.at(x + before, y));
            }
        }
    }
    caret
}

fn fixed(
    entry: &Entry,
    layout: &FormLayout,
    place: &FieldPlace,
    board: &mut Board<'_, '_>,
) -> Option<Position> {
    let text = entry.fixed(place.field, board.pen.lang);
    let (style, faint) = (board.style(Token::Text), board.style(Token::Faint));
    let cells = usize::from(place.value_w).max(2);
    let lines = text
        .split('\n')
        .flat_map(|l| cells::wrap(&safety::visible(l), cells));
    for (n, line) in (0..place.rows).zip(lines) {
        if let Some(y) = layout.seen(place.y + n) {
            let (line, style) = if text.is_empty() {
                ("-", faint)
            } else {
                (line.as_str(), style)
            };
            board.put(place.value_x, y, place.value_w, line, style);
        }
    }
    let y = layout.seen(place.y)?;
    Some(board.at(place.value_x, y))
}
