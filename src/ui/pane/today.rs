//! The Today pane: who is on, what the rules find, what is due, and the rooms of the day.

use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::age::age;
use crate::app::command::Command;
use crate::app::pane::today::TodayPane;
use crate::app::pane::today::attention::{TodaySection, ViewRow};
use crate::app::pane::today::lines::{TodayHeading, TodayLine, TodayNote};
use crate::app::scope::KeyScope;
use crate::app::screen::layout::Cells;
use crate::app::screen::scene::{Focus, Scene};
use crate::model::form::view::Heading;
use crate::model::locale;
use crate::ui::theme::Token;
use crate::ui::widget::header_footer::as_of;
use crate::ui::widget::paint::Pen;

use super::findings::{self, FindingColumns};
use super::grid;

/// Draws the pane; gives the first cell of the selected line.
pub fn draw(pane: &TodayPane, scene: &Scene, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let focused = scene.focus == Focus::Main;
    let title = locale::say(pen.lang, "desk-today", &[]);
    let flags = findings::flags(scene).join("  ");
    let title = [title.as_str(), flags.as_str()].join("  ");
    pen.pane(cells, title.trim_end(), &below_sight(pane, pen), focused);
    let (above, below) = pane.plan(scene);
    let corner = Some(Position::new(above.x, above.y));
    let Some(attention) = &pane.attention else {
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
        grid::foot(scene, &attention.days, below, pen);
    }
    let sight = pane.lines.get(pane.selection.visible());
    let places = sight.unwrap_or_default().iter().filter_map(|l| match l {
        TodayLine::Finding(place) => Some(*place),
        _ => None,
    });
    let widest = findings::widest(scene, places);
    let mut caret = corner;
    for (row, at) in (0..above.height).zip(pane.selection.visible()) {
        let line = above.lines(row, 1);
        let Some(what) = pane.lines.get(at) else {
            break;
        };
        let here = at == pane.selection.selected && what.is_selectable();
        if here {
            let style = pen.selected(focused);
            pen.wash(line, style);
            caret = Some(Position::new(line.x, line.y));
            let style = pen.style(if focused { Token::Focus } else { Token::Dim });
            let pointer = pen.theme.chrome.pointer();
            pen.put(line.x, line.y, 1, pointer, style);
        }
        // A heading with nothing under it would say that there is nothing.
        let last = row + 1 == above.height;
        if !(last && matches!(what, TodayLine::Heading(_))) {
            one(pane, scene, *what, line, widest, pen);
        }
        if here && focused {
            let over = pen.theme.over_selected();
            pen.wash(line, over);
        }
    }
    caret
}

/// How many rows follow below the last one in sight.
fn below_sight(pane: &TodayPane, pen: &Pen<'_>) -> String {
    let rest = pane.lines.get(pane.selection.visible().end..);
    let rows = rest
        .unwrap_or_default()
        .iter()
        .filter(|l| matches!(l, TodayLine::Row(..) | TodayLine::Finding(_)))
        .count();
    if rows == 0 {
        return String::new();
    }
    locale::say(pen.lang, "desk-today-below", &[("n", &rows.to_string())])
}

/// The colour of the marks under a heading of views.
fn ink(heading: Heading) -> Token {
    match heading {
        Heading::Overdue => Token::Error,
        Heading::Due => Token::Warn,
        Heading::Now => Token::Ok,
        Heading::Next => Token::Info,
        Heading::Open => Token::Dim,
    }
}

fn one(
    pane: &TodayPane,
    scene: &Scene,
    what: TodayLine,
    line: Cells,
    widest: u16,
    pen: &mut Pen<'_>,
) {
    let attention = pane.attention.as_ref();
    let section = |s: usize| attention?.sections.get(s);
    match what {
        TodayLine::Blank => {}
        TodayLine::Heading(head) => heading(head, line, pen),
        TodayLine::Finding(place) => findings::row(scene, place, line, widest, pen),
        TodayLine::Row(s, r) => {
            if let Some((section, r)) = section(s).and_then(|s| Some((s, s.rows.get(r)?))) {
                row(scene, section, r, line, pen);
            }
        }
        TodayLine::More(s, left) => {
            if let Some(section) = section(s) {
                let words = [
                    ("n", &*left.to_string()),
                    ("register", section.form.get(pen.lang)),
                ];
                faint("desk-today-more", &words, line, pen);
            }
        }
        TodayLine::Rest(_, n) => faint("found-rest", &[("n", &n.to_string())], line, pen),
        TodayLine::Note(note) => self::note(pane, scene, note, line, pen),
    }
}

fn heading(head: TodayHeading, line: Cells, pen: &mut Pen<'_>) {
    let text = locale::say(pen.lang, &format!("desk-heading-{}", head.word()), &[]);
    let style = pen.style(Token::Title);
    let room = line.width.saturating_sub(1);
    pen.put(line.x + 1, line.y, room, &text, style);
}

fn faint(id: &str, words: &[(&str, &str)], line: Cells, pen: &mut Pen<'_>) {
    let text = locale::say(pen.lang, id, words);
    let style = pen.style(Token::Faint);
    let room = line.width.saturating_sub(5);
    pen.put(line.x + 4, line.y, room, &text, style);
}

/// What is said of the findings as a whole.
fn note(pane: &TodayPane, scene: &Scene, note: TodayNote, line: Cells, pen: &mut Pen<'_>) {
    let key = |command| {
        let key = scene.keymap.key_of(KeyScope::Today, command);
        key.unwrap_or_default()
    };
    let (token, text) = match note {
        TodayNote::Behind => {
            let attention = pane.attention.as_ref();
            let last = attention.and_then(|a| a.behind.as_deref());
            let words = [("last", last.unwrap_or_default())];
            (
                Token::Error,
                locale::say(pen.lang, "found-clock-behind", &words),
            )
        }
        TodayNote::Reading => (Token::Info, locale::say(pen.lang, "desk-reading", &[])),
        TodayNote::Checking => (Token::Info, locale::say(pen.lang, "found-checking", &[])),
        TodayNote::AsOf(at) => {
            let at = as_of(at, scene);
            let words = [("at", at.as_str())];
            (Token::Info, locale::say(pen.lang, "found-as-of", &words))
        }
        TodayNote::Failed => (Token::Error, locale::say(pen.lang, "found-failed", &[])),
        TodayNote::Troubled(n) => {
            let words = [("n", &*n.to_string())];
            (
                Token::Error,
                locale::say(pen.lang, "found-troubled", &words),
            )
        }
        TodayNote::Calm => (Token::Ok, locale::say(pen.lang, "desk-today-nothing", &[])),
        TodayNote::Aside(n) => {
            let words = [("n", &*n.to_string()), ("key", &*key(Command::ShowAside))];
            (Token::Faint, locale::say(pen.lang, "found-aside", &words))
        }
    };
    let style = pen.style(token);
    let room = line.width.saturating_sub(1);
    pen.put(line.x + 1, line.y, room, &text, style);
}

/// A row of a view: title, who else, age, register.
fn row(scene: &Scene, section: &TodaySection, row: &ViewRow, line: Cells, pen: &mut Pen<'_>) {
    let style = pen.style(ink(section.heading));
    let mark = pen.theme.chrome.heading(section.heading);
    pen.put(line.x + 2, line.y, 2, mark, style);
    let plan = FindingColumns::of(line.width, 0);
    let dim = pen.style(Token::Dim);
    let room = plan.title + plan.message;
    let used = pen.put(line.x + 4, line.y, room, &row.title, Style::default());
    if used + 4 < room && !row.who.is_empty() {
        pen.put(line.x + 6 + used, line.y, room - used - 2, &row.who, dim);
    }
    let since = row
        .since
        .map(|at| age(at, scene.now, pen.lang))
        .unwrap_or_default();
    let late = section.heading == Heading::Overdue;
    let when = if late { style } else { dim };
    pen.put_right(line.x + plan.age_at, line.y, plan.age, &since, when);
    let form = section.form.get(pen.lang);
    pen.put(line.x + plan.last_at, line.y, plan.last, form, dim);
}
