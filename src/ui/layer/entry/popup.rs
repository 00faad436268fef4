//! Draws what lies over the form: list of values, calendar, the question before leaving, two versions of a record.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Position;

use crate::app::entry::Entry;
use crate::app::entry::answers::Keeping;
use crate::app::entry::calendar::MonthPicker;
use crate::app::entry::conflict::Conflict;
use crate::app::entry::layout::FormLayout;
use crate::app::entry::popup::{LEAVE, Popup};
use crate::app::entry::suggestions::{Picklist, ROWS};
use crate::model::locale;
use crate::model::text::cells;
use crate::ui::theme::Token;
use crate::ui::widget::paint::width;

use super::board::Board;

/// Draws the popup; the caret where it takes the keys itself.
pub fn draw(entry: &Entry, layout: &FormLayout, board: &mut Board<'_, '_>) -> Option<Position> {
    match entry.popup()? {
        Popup::List(list) => {
            self::list(entry, layout, list, board);
            None
        }
        Popup::Calendar(month) => calendar(entry, layout, month, board),
        Popup::Leave(at) => leave(&entry.status().keeping, layout, *at, board),
        Popup::Conflict(both) => conflict(entry, layout, both, board),
    }
}

/// Where a panel stands under the field with the focus, or above it where there is more room.
fn anchor(
    entry: &Entry,
    layout: &FormLayout,
    wide: u16,
    high: u16,
) -> Option<(u16, u16, u16, u16)> {
    let place = layout.place(entry.focus()?)?;
    let row = layout.seen(place.y)?;
    let below = layout.height.saturating_sub(row + 1);
    let (y, height) = if below >= high || below >= row {
        (row + 1, high.min(below))
    } else {
        let height = high.min(row);
        (row - height, height)
    };
    let width = wide.min(layout.width);
    let left = place.value_x.saturating_sub(1);
    Some((left.min(layout.width - width), y, width, height))
}

fn list(entry: &Entry, layout: &FormLayout, list: &Picklist, board: &mut Board<'_, '_>) {
    let lang = board.pen.lang;
    let widest = |of: fn(&crate::app::entry::suggestions::Suggestion) -> &str, most: u16| {
        let all = list.items.iter().map(|i| width(of(i)));
        all.max().unwrap_or(0).min(most)
    };
    let key = widest(|i| &i.key, 16);
    let text = widest(|i| &i.text, 40);
    let side = widest(|i| &i.side, 18);
    let gap = |w: u16| if w > 0 { w + 2 } else { 0 };
    let at = (list.at + 1).to_string();
    let of = list.items.len().to_string();
    let id = if list.more {
        "entry-pick-more"
    } else {
        "entry-pick-foot"
    };
    let foot = locale::say(lang, id, &[("at", &at), ("of", &of)]);
    let wide = (gap(key) + gap(text) + side + 4).max(width(&foot) + 6);
    let rows = u16::try_from(list.items.len().min(ROWS)).unwrap_or(8);
    let Some(place) = anchor(entry, layout, wide, rows + 2) else {
        return;
    };
    let Some(inside) = board.panel(place, "", &foot) else {
        return;
    };
    let first = list.first(usize::from(inside.height));
    let seen = list.items.iter().enumerate().skip(first);
    for (row, (n, item)) in (0..inside.height).zip(seen) {
        let here = n == list.at;
        let pick = |token| if here { Token::Selected } else { token };
        let (plain, dim) = (
            board.style(pick(Token::Text)).patch(ground(here, board)),
            board.style(pick(Token::Dim)).patch(ground(here, board)),
        );
        let y = inside.y + row;
        let blank = " ".repeat(usize::from(inside.width));
        board.put(inside.x, y, inside.width, &blank, plain);
        let mut x = inside.x + 1;
        let room = |x: u16| (inside.x + inside.width).saturating_sub(x + 1);
        board.put(x, y, key.min(room(x)), &item.key, dim);
        x += gap(key);
        board.put(x, y, text.min(room(x)), &item.text, plain);
        x += gap(text);
        board.put(x, y, side.min(room(x)), &item.side, dim);
    }
}

/// The ground of a panel's row.
fn ground(here: bool, board: &Board<'_, '_>) -> ratatui::style::Style {
    let style = board.style(if here { Token::Selected } else { Token::Panel });
    let mut ground = ratatui::style::Style::new().add_modifier(style.add_modifier);
    ground.bg = style.bg;
    ground
}

fn calendar(
    entry: &Entry,
    layout: &FormLayout,
    month: &MonthPicker,
    board: &mut Board<'_, '_>,
) -> Option<Position> {
    let lang = board.pen.lang;
    let days = locale::say(lang, "entry-days", &[]);
    let foot = locale::say(lang, "entry-calendar-foot", &[]);
    let weeks = month.weeks();
    let high = u16::try_from(weeks.len()).unwrap_or(6) + 3;
    let wide = (7 * 4 + 3).max(width(&foot) + 6);
    let place = anchor(entry, layout, wide, high)?;
    let title = month.day.format("%Y-%m").to_string();
    let inside = board.panel(place, &title, &foot)?;
    let left = inside.x + inside.width.saturating_sub(27) / 2;
    let dim = board.style(Token::Dim).patch(ground(false, board));
    for (n, day) in (0_u16..).zip(days.split(' ')) {
        board.put(left + n * 4, inside.y, 3, day, dim);
    }
    let mut caret = None;
    for (row, week) in (1_u16..inside.height).zip(&weeks) {
        for (n, day) in (0_u16..).zip(week) {
            let Some(day) = day else { continue };
            let (x, y) = (left + n * 4, inside.y + row);
            let here = *day == month.day;
            let style = board.style(token(*day, month)).patch(ground(here, board));
            board.put(x, y, 3, &format!("{:>2} ", day.day()), style);
            if here {
                caret = Some(board.at(x, y));
            }
        }
    }
    caret
}

fn token(day: NaiveDate, month: &MonthPicker) -> Token {
    if day == month.day {
        Token::Selected
    } else if day == month.today {
        Token::Accent
    } else {
        Token::Text
    }
}

fn leave(
    keeping: &Keeping,
    layout: &FormLayout,
    at: usize,
    board: &mut Board<'_, '_>,
) -> Option<Position> {
    let lang = board.pen.lang;
    let title = locale::say(lang, "entry-leave-title", &[]);
    let text = match keeping {
        Keeping::NotYet => "entry-leave-unkept",
        Keeping::Nothing | Keeping::Since(_) => "entry-leave-text",
    };
    let text = locale::say(lang, text, &[]);
    let wide = (width(&text) + 6).clamp(30, 64).min(layout.width);
    let lines = cells::wrap(&text, usize::from(wide.saturating_sub(4)));
    let high = u16::try_from(lines.len() + LEAVE.len() + 3).unwrap_or(9);
    let place = (
        (layout.width - wide) / 2,
        layout.height.saturating_sub(high) / 2,
        wide,
        high,
    );
    let inside = board.panel(place, &title, "")?;
    let plain = board.style(Token::Text).patch(ground(false, board));
    let mut y = inside.y;
    let end = inside.y + inside.height;
    // In a low window the answers come first: they are what the keys go to.
    let spare = inside
        .height
        .saturating_sub(u16::try_from(LEAVE.len()).unwrap_or(4));
    for line in lines.iter().take(usize::from(spare)) {
        board.put(inside.x + 1, y, inside.width.saturating_sub(1), line, plain);
        y += 1;
    }
    if spare > u16::try_from(lines.len()).unwrap_or(0) {
        y += 1;
    }
    let mut caret = None;
    for (n, id) in LEAVE.iter().enumerate() {
        if y >= end {
            break;
        }
        let here = n == at;
        let token = if here { Token::Selected } else { Token::Text };
        let style = board.style(token).patch(ground(here, board));
        let pointer = if here {
            board.pen.theme.chrome.pointer()
        } else {
            " "
        };
        let text = format!("{pointer} {}", locale::say(lang, id, &[]));
        let blank = " ".repeat(usize::from(inside.width));
        board.put(inside.x, y, inside.width, &blank, style);
        board.put(
            inside.x + 1,
            y,
            inside.width.saturating_sub(1),
            &text,
            style,
        );
        if here {
            caret = Some(board.at(inside.x + 1, y));
        }
        y += 1;
    }
    caret
}

fn conflict(
    entry: &Entry,
    layout: &FormLayout,
    both: &Conflict,
    board: &mut Board<'_, '_>,
) -> Option<Position> {
    let lang = board.pen.lang;
    let title = locale::say(
        lang,
        "entry-conflict-title",
        &[("by", &both.theirs.updated_by)],
    );
    let wide = layout.width.saturating_sub(4).min(100);
    let rows = u16::try_from(both.rows.len()).unwrap_or(u16::MAX);
    let high = rows.saturating_add(6).min(layout.height);
    let place = (
        (layout.width - wide) / 2,
        (layout.height - high) / 2,
        wide,
        high,
    );
    let inside = board.panel(place, &title, "")?;
    let plain = board.style(Token::Text).patch(ground(false, board));
    let dim = board.style(Token::Dim).patch(ground(false, board));
    let id = if both.rows.is_empty() {
        "entry-conflict-none"
    } else {
        "entry-conflict-text"
    };
    let words = locale::say(lang, id, &[]);
    let mut y = inside.y;
    for line in cells::wrap(&words, usize::from(inside.width.saturating_sub(2)))
        .iter()
        .take(2)
    {
        board.put(inside.x + 1, y, inside.width, line, plain);
        y += 1;
    }
    let label = (inside.width / 4).min(20);
    let each = inside.width.saturating_sub(label + 5) / 2;
    let (mine_x, theirs_x) = (inside.x + label + 3, inside.x + label + 4 + each);
    let mine = locale::say(lang, "entry-conflict-mine", &[]);
    let theirs = locale::say(lang, "entry-conflict-theirs", &[]);
    board.put(mine_x, y, each, &mine, dim);
    board.put(theirs_x, y, each, &theirs, dim);
    y += 1;
    let room = (inside.y + inside.height).saturating_sub(y);
    let first = (both.at + 1).saturating_sub(usize::from(room.max(1)));
    let mut caret = None;
    let empty = locale::say(lang, "entry-empty", &[]);
    for (row, (n, differing)) in (0..room).zip(both.rows.iter().enumerate().skip(first)) {
        let y = y + row;
        let name = entry.field(differing.field).label.get(lang);
        let mark = if differing.both { "!" } else { " " };
        board.put(inside.x + 1, y, 1, mark, plain);
        board.put(inside.x + 2, y, label, name, dim);
        let versions = [
            (mine_x, &differing.mine, differing.take_mine),
            (theirs_x, &differing.theirs, !differing.take_mine),
        ];
        for (x, text, taken) in versions {
            let token = if taken { Token::Selected } else { Token::Dim };
            let style = board.style(token).patch(ground(taken, board));
            let pointer = if taken { "> " } else { "  " };
            let text = if text.is_empty() { &empty } else { text };
            let line = text.replace('\n', " ");
            board.put(x, y, each, &format!("{pointer}{line}"), style);
            if taken && n == both.at {
                caret = Some(board.at(x, y));
            }
        }
    }
    caret.or(Some(board.at(inside.x + 1, inside.y)))
}
