//! A day as a picture: a line for each record that can be named, an hour to a slot.

use chrono::{NaiveDateTime, Timelike};
use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};

use crate::app::pane::grid::GridPane;
use crate::app::pane::grid::day::{GridDay, GridLine, GridMark, GridRecord};
use crate::app::pane::grid::plan::HourPlan;
use crate::app::screen::layout::Cells;
use crate::app::screen::scene::{Focus, Scene};
use crate::model::{Lang, locale};
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width};
use crate::ui::widget::tabs;

/// Draws the pane; gives the first cell of the selected hour.
pub fn draw(pane: &GridPane, scene: &Scene, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let focused = scene.focus == Focus::Main;
    let plan = pane.plan(scene);
    let note = pane.day.as_ref().map(|d| place(pane, d, pen));
    pen.pane(
        cells,
        pane.form.label.get(pen.lang),
        &note.unwrap_or_default(),
        focused,
    );
    tabs::draw(&pane.form, pane.tab, plan.tabs, pen);
    let corner = Some(Position::new(plan.rows.x, plan.rows.y));
    let Some(day) = &pane.day else {
        let text = locale::say(pen.lang, "desk-reading", &[]);
        faint(&text, plan.rows, pen);
        return corner;
    };
    title(day, scene, plan.title, pen);
    if day.lines.is_empty() {
        let text = locale::say(pen.lang, "grid-no-lines", &[]);
        faint(&text, plan.rows, pen);
        return corner;
    }
    heads(day, plan.hours, plan.head, scene.now, pen);
    let mut caret = corner;
    for (row, at) in (0..plan.rows.height).zip(pane.selection.visible()) {
        let Some(line) = day.lines.get(at) else {
            break;
        };
        let place = plan.rows.lines(row, 1);
        let here = at == pane.selection.selected;
        if here {
            let style = pen.selected(focused);
            pen.wash(place, style);
            let style = pen.style(if focused { Token::Focus } else { Token::Dim });
            let pointer = pen.theme.chrome.pointer();
            pen.put(place.x, place.y, 1, pointer, style);
        }
        let hour = here.then_some(pane.hour);
        let stands = self::line(day, line, plan.hours, hour, place, pen);
        caret = stands.or(caret);
    }
    under(pane, day, plan.under, pen);
    legend(day, plan.legend, pen);
    caret
}

/// Cells for what the marks mean, beside the lines.
const BESIDE: u16 = 16;

/// The pictures at the foot of the Today pane, below each other as far as there is room.
pub fn foot(scene: &Scene, days: &[GridDay], cells: Cells, pen: &mut Pen<'_>) {
    let mut from = 1;
    for day in days {
        let below = cells.lines(from, cells.height);
        if below.height < 2 {
            return;
        }
        let hour = day.hour_of(scene.now.time()).unwrap_or(0);
        let hours = HourPlan::of(below, day, hour, BESIDE);
        let head = below.lines(0, 1);
        let style = pen.style(Token::Title);
        pen.put(
            head.x + 1,
            head.y,
            hours.names + 1,
            &heading(day, pen.lang),
            style,
        );
        heads(day, hours, head, scene.now, pen);
        let shown = usize::from(below.height - 1).min(day.lines.len());
        let mut last = head;
        for (row, line) in (1..).zip(day.lines.iter().take(shown)) {
            last = below.lines(row, 1);
            self::line(day, line, hours, None, last, pen);
        }
        let after = hours
            .places()
            .last()
            .map_or(0, |(_, x)| x + hours.mark() + 2);
        legend_at_side(
            day,
            after,
            below.lines(1, u16::try_from(shown).unwrap_or(0)),
            pen,
        );
        if shown < day.lines.len() {
            let rest = (day.lines.len() - shown).to_string();
            let rest_id = if day.cut {
                "grid-rest-cut"
            } else {
                "grid-rest"
            };
            let text = locale::say(pen.lang, rest_id, &[("n", &rest)]);
            let style = pen.style(Token::Faint);
            let end = last.x + last.width;
            let room = end.saturating_sub(after);
            pen.put(after, last.y, room, &text, style);
        }
        from += u16::try_from(shown).unwrap_or(0) + 2;
    }
}

/// A heading of the Today pane.
fn heading(day: &GridDay, lang: Lang) -> String {
    day.label.get(lang).to_uppercase()
}

/// Which line of how many, and whether there is more than was read.
fn place(pane: &GridPane, day: &GridDay, pen: &Pen<'_>) -> String {
    let at = (pane.selection.selected + 1).min(day.lines.len());
    let mut note = format!("{at} / {}", day.lines.len());
    if day.cut {
        note = format!("{}   {note}", locale::say(pen.lang, "grid-cut", &[]));
    }
    note
}

fn faint(text: &str, cells: Cells, pen: &mut Pen<'_>) {
    let style = pen.style(Token::Faint);
    let room = cells.width.saturating_sub(2);
    if cells.height > 0 {
        pen.put(cells.x + 2, cells.y, room, text, style);
    }
}

/// The day in words, and whether it is today.
fn title(day: &GridDay, scene: &Scene, line: Cells, pen: &mut Pen<'_>) {
    if line.height == 0 {
        return;
    }
    let weekday = day.date.format("%u").to_string();
    let weekday = locale::say(pen.lang, &format!("desk-weekday-{weekday}"), &[]);
    let date = day.date.format("%Y-%m-%d").to_string();
    let today = scene.now.date() == day.date;
    let today = if today {
        locale::say(pen.lang, "grid-today", &[])
    } else {
        String::new()
    };
    let (strong, dim) = (pen.style(Token::Title), pen.style(Token::Accent));
    let pieces = [
        (&*date, strong),
        (" ", dim),
        (&*weekday, strong),
        ("  ", dim),
        (&*today, dim),
    ];
    pen.pieces(line.x + 2, line.y, line.width.saturating_sub(2), &pieces);
}

/// The hours above the lines; the present one stands out.
fn heads(day: &GridDay, hours: HourPlan, line: Cells, now: NaiveDateTime, pen: &mut Pen<'_>) {
    if line.height == 0 {
        return;
    }
    for (nth, x) in hours.places() {
        let hour = day.stretch(nth).0;
        let present = hour.date() == now.date() && hour.hour() == now.hour();
        let style = pen.style(if present { Token::Accent } else { Token::Faint });
        pen.put(x, line.y, 2, &hour.format("%H").to_string(), style);
    }
}

/// One line; gives the first cell of the selected hour.
fn line(
    day: &GridDay,
    what: &GridLine,
    hours: HourPlan,
    selected: Option<usize>,
    cells: Cells,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    pen.put(
        hours.name_at(cells),
        cells.y,
        hours.names,
        &what.name,
        Style::default(),
    );
    let mut caret = None;
    for (nth, x) in hours.places() {
        let mark = day.mark(what, nth);
        let style = pen.style(ink(mark));
        let slot = pen
            .theme
            .chrome
            .slot(mark)
            .repeat(usize::from(hours.mark()));
        pen.put(x, cells.y, hours.mark(), &slot, style);
        if selected == Some(nth) {
            // A block turned over would look like a hole.
            let style = pen.style(Token::Title).add_modifier(Modifier::BOLD);
            pen.put(x - 1, cells.y, 1, "[", style);
            pen.put(x + hours.mark(), cells.y, 1, "]", style);
            caret = Some(Position::new(x, cells.y));
        }
    }
    caret
}

fn ink(mark: Option<GridMark>) -> Token {
    match mark {
        None => Token::Faint,
        Some(GridMark::Also) => Token::Info,
        Some(GridMark::Pending) => Token::Warn,
        Some(GridMark::Firm) => Token::Accent,
    }
}

/// What takes the selected hour: when, what, and how far it is.
fn under(pane: &GridPane, day: &GridDay, cells: Cells, pen: &mut Pen<'_>) {
    if cells.height < 2 {
        return;
    }
    let (rule, line) = (cells.lines(0, 1), cells.lines(1, 1));
    let style = pen.style(Token::Faint);
    let bar = pen.theme.chrome.rule().repeat(usize::from(rule.width));
    pen.put(rule.x, rule.y, rule.width, &bar, style);
    let name = day.lines.get(pane.selection.selected);
    let name = name.map_or("", |l| &l.name);
    let (dim, plain) = (pen.style(Token::Dim), Style::default());
    let (when, what, state) = match pane.record() {
        Some(record) => {
            let state = record.state.as_ref().map(|s| s.get(pen.lang));
            (span(record), &*record.title, state.unwrap_or_default())
        }
        None => {
            let (from, to) = day.stretch(pane.hour);
            (between(from, to), "", "")
        }
    };
    let free = locale::say(pen.lang, "grid-free", &[]);
    let what = if what.is_empty() { &free } else { what };
    let beneath = match pane.beneath() {
        0 => String::new(),
        n => format!(
            "  {}",
            locale::say(pen.lang, "grid-beneath", &[("n", &n.to_string())])
        ),
    };
    let pieces = [
        (name, dim),
        ("  ", dim),
        (&*when, dim),
        (&*beneath, pen.style(Token::Warn)),
        ("  ", dim),
        (what, plain),
        ("  ", dim),
        (state, dim),
    ];
    pen.pieces(line.x + 2, line.y, line.width.saturating_sub(2), &pieces);
}

/// From when to when, with the days where it is of more than one.
fn span(record: &GridRecord) -> String {
    if record.from.date() == record.to.date() {
        return between(record.from, record.to);
    }
    let long = "%m-%d %H:%M";
    format!("{}–{}", record.from.format(long), record.to.format(long))
}

fn between(from: NaiveDateTime, to: NaiveDateTime) -> String {
    format!("{}–{}", from.format("%H:%M"), to.format("%H:%M"))
}

fn called(mark: GridMark, day: &GridDay, lang: Lang) -> String {
    match mark {
        GridMark::Firm => locale::say(lang, "grid-firm", &[]),
        GridMark::Pending => locale::say(lang, "grid-pending", &[]),
        GridMark::Also => day.also.get(lang).to_owned(),
    }
}

/// What the marks mean, on one line.
fn legend(day: &GridDay, line: Cells, pen: &mut Pen<'_>) {
    if line.height == 0 {
        return;
    }
    let mut x = line.x + 2;
    let end = line.x + line.width;
    for mark in day.marks() {
        let word = called(mark, day, pen.lang);
        if x + width(&word) + 3 > end {
            return;
        }
        x = one(mark, &word, x, line.y, end - x, pen) + 3;
    }
}

/// The same below each other, where there is room beside the lines.
fn legend_at_side(day: &GridDay, x: u16, cells: Cells, pen: &mut Pen<'_>) {
    let room = (cells.x + cells.width).saturating_sub(x + 1);
    if room < BESIDE - 4 {
        return;
    }
    for (nth, mark) in (0..cells.height).zip(day.marks()) {
        let word = called(mark, day, pen.lang);
        one(mark, &word, x, cells.y + nth, room, pen);
    }
}

fn one(mark: GridMark, word: &str, x: u16, y: u16, room: u16, pen: &mut Pen<'_>) -> u16 {
    let (style, dim) = (pen.style(ink(Some(mark))), pen.style(Token::Dim));
    let slot = pen.theme.chrome.slot(Some(mark)).repeat(2);
    pen.pieces(x, y, room, &[(&slot, style), (" ", dim), (word, dim)])
}
