//! The first and the last lines: where am I, what was said, which keys work now.

use chrono::{Datelike, NaiveDateTime};

use crate::app::command::Command;
use crate::app::layer::Layer;
use crate::app::screen::desk::Desk;
use crate::app::screen::layout::Cells;
use crate::app::screen::scene::Scene;
use crate::app::toast::Mood;
use crate::model::{Lang, locale};
use crate::ui::theme::Token;

use super::paint::{Pen, width};

/// The name of the desk and the way to what is shown; who, and when.
pub fn head(desk: &Desk, cells: Cells, pen: &mut Pen<'_>) {
    if cells.height == 0 {
        return;
    }
    let bar = pen.style(Token::Bar);
    pen.clear(cells, bar);
    // A narrow screen tells less of the day, never half of it.
    let most = cells.width / 2;
    let right = [Day::Full, Day::Short, Day::Untold]
        .into_iter()
        .map(|day| format!("{}   {} ", desk.scene.who, clock(&desk.scene, day)))
        .find(|text| width(text) <= most)
        .unwrap_or_else(|| format!("{} ", desk.scene.who));
    let wide = width(&right).min(most);
    pen.put_right(cells.x + cells.width - wide, cells.y, wide, &right, bar);
    let room = cells.width.saturating_sub(wide + 2);
    let step = pen.theme.chrome.step();
    let name = if desk.scene.org.is_empty() {
        "deskbook"
    } else {
        &desk.scene.org
    };
    let title = bar.patch(pen.style(Token::Title));
    let mut pieces = vec![(" ", bar), (name, title)];
    let way = desk.way();
    // Wherever one is, counts and marks of what is found stand around it. Where there is no room Today tells it.
    let as_of = desk.scene.findings.as_of.map(|at| {
        let at = as_of(at, &desk.scene);
        locale::say(desk.scene.lang, "desk-as-of", &[("at", &at)])
    });
    // Where not everything fits, the group is told least.
    let long = |from: usize| -> u16 {
        let parts = way.iter().skip(from).map(|p| width(step) + width(p));
        width(name) + 2 + parts.fold(0, u16::saturating_add)
    };
    let spare = usize::from(way.len() > 1 && long(0) > room);
    for part in way.iter().skip(spare) {
        pieces.push((step, bar));
        pieces.push((part, bar));
    }
    let told = as_of.filter(|told| long(spare) + GAP + width(told) <= room);
    if let Some(told) = &told {
        pieces.extend([("   ", bar), (told, bar)]);
    }
    pen.pieces(cells.x, cells.y, room, &pieces);
}

/// Between the way and what is told behind it.
const GAP: u16 = 3;

/// How much of the day stands beside the time.
#[derive(Clone, Copy)]
enum Day {
    Full,
    Short,
    Untold,
}

/// A moment before now: the time, and the day where it is not today.
pub fn as_of(at: NaiveDateTime, scene: &Scene) -> String {
    let told = |format: &str| at.format(format).to_string();
    match scene.lang {
        _ if at.date() == scene.now.date() => told("%H:%M"),
        Lang::Zh => told("%m-%d %H:%M"),
        Lang::En => told("%-d %b %H:%M"),
    }
}

fn clock(scene: &Scene, day: Day) -> String {
    let weekday = format!("desk-weekday-{}", scene.now.weekday().number_from_monday());
    let weekday = locale::say(scene.lang, &weekday, &[]);
    let told = |format: &str| scene.now.format(format).to_string();
    let time = told("%H:%M");
    match (scene.lang, day) {
        (Lang::Zh, Day::Full) => format!("{} {weekday} {time}", told("%Y-%m-%d")),
        (Lang::Zh, Day::Short) => format!("{} {time}", told("%m-%d")),
        (Lang::En, Day::Full) => format!("{weekday} {} {time}", told("%-d %b %Y")),
        (Lang::En, Day::Short) => format!("{} {time}", told("%-d %b")),
        (_, Day::Untold) => time,
    }
}

/// What was said last; else the keys that may follow.
pub fn message(desk: &Desk, cells: Cells, pen: &mut Pen<'_>) {
    if cells.height == 0 {
        return;
    }
    let room = cells.width.saturating_sub(2);
    if let Some(toast) = &desk.line.toast {
        let (token, mark) = match toast.mood {
            Mood::Done => (Token::Ok, "+ "),
            Mood::Note => (Token::Info, "  "),
            Mood::Warning => (Token::Warn, "! "),
            Mood::Error => (Token::Error, "! "),
        };
        let style = pen.style(token);
        pen.pieces(
            cells.x + 1,
            cells.y,
            room,
            &[(mark, style), (toast.text.get(pen.lang), style)],
        );
        return;
    }
    // Why the selected line cannot be chosen, or what it is for, in full.
    if let Some(Layer::Chooser(chooser)) = desk.layers.last()
        && let Some(item) = chooser.current()
    {
        let (text, token) = match &item.why_not {
            Some(why) => (why, Token::Warn),
            None => (&item.detail, Token::Dim),
        };
        let style = pen.style(token);
        pen.put(cells.x + 1, cells.y, room, text.get(pen.lang), style);
        return;
    }
    let mut x = cells.x + 1;
    for (key, command) in &desk.pending {
        let key = key.to_string();
        let doc = command.map_or_else(|| "...".into(), |c| c.short(pen.lang));
        let (strong, dim) = (pen.style(Token::Key), pen.style(Token::Dim));
        let left = (cells.x + cells.width).saturating_sub(x);
        x = pen.pieces(
            x,
            cells.y,
            left,
            &[(&key, strong), (" ", dim), (&doc, dim), ("   ", dim)],
        );
    }
}

/// A hint in its place: where it begins, its cells, its command, key and word.
pub struct Hint {
    pub x: u16,
    pub cells: u16,
    pub command: Command,
    key: String,
    word: String,
}

/// The hints that fit, left to right.
pub fn planned(desk: &Desk, cells: Cells) -> Vec<Hint> {
    let saved = width(&saved(desk));
    let room = if saved > 0 && cells.width > 60 {
        saved + 1
    } else {
        0
    };
    let end = (cells.x + cells.width).saturating_sub(room);
    let scope = desk.scope();
    let mut x = cells.x + 1;
    let mut hints = Vec::new();
    for command in desk.hints() {
        let Some(key) = desk.scene.keymap.key_of(scope, *command) else {
            continue;
        };
        if desk.why_not(*command).is_some() {
            continue;
        }
        let word = command.short(desk.scene.lang);
        let need = width(&key) + 1 + width(&word);
        if x + need >= end {
            break;
        }
        hints.push(Hint {
            x,
            cells: need,
            command: *command,
            key,
            word,
        });
        x += need + 2;
    }
    hints
}

fn saved(desk: &Desk) -> String {
    desk.line.saved_at.map_or_else(String::new, |at| {
        let time = at.format("%H:%M").to_string();
        locale::say(desk.scene.lang, "desk-saved-at", &[("time", &time)])
    })
}

/// The keys that work now, read from the key table; when something was saved last.
pub fn hints(desk: &Desk, cells: Cells, pen: &mut Pen<'_>) {
    if cells.height == 0 {
        return;
    }
    let bar = pen.style(Token::Bar);
    pen.clear(cells, bar);
    let key = bar.patch(pen.style(Token::Key));
    for hint in planned(desk, cells) {
        pen.pieces(
            hint.x,
            cells.y,
            hint.cells,
            &[(&hint.key, key), (" ", bar), (&hint.word, bar)],
        );
    }
    if cells.width > 60 {
        let saved = saved(desk);
        let wide = width(&saved);
        pen.put(cells.x + cells.width - wide - 1, cells.y, wide, &saved, bar);
    }
}
