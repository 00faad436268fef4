//! Tours: stories a clerk could follow, as plain text: a title, keys, and what must then be on the screen.
//!
//! A line of a tour is `size: 80x24`, `lang: en`, `keys: f3 enter`, `type: zbb`, `paste: …`, `click: 10,5`,
//! `see: words`, `not: words`, `with: keys` (a desk whose own rules find something), or `cursor: field text` (the caret stands behind that text). Lines after `#` are remarks.

mod adopting;
pub mod campus;
mod found;
mod front;
mod keys;
pub mod person;
mod recalled;

use deskbook::model::Lang;
use person::Person;

fn someone(lang: Lang, width: u16, height: u16) -> (Person, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let session = campus::seeded(folder.path(), lang);
    (Person::sits_down(session, width, height), folder)
}

/// Each file of the folder is listed here, in the order in which a newcomer would read them, and is a test by its name.
macro_rules! tours {
    ($($name:ident),+ $(,)?) => {
        const TOURS: &[&str] = &[$(stringify!($name)),+];

        $(
            #[test]
            fn $name() {
                follow(include_str!(concat!("tours/", stringify!($name), ".tour")));
            }
        )+
    };
}

tours! {
    register, search, sort, views, palette, everywhere, help, side, related, undo, new, mouse, save, new_record,
    leaving, turning, query, act, marked, findings, snooze, narrow, rulebook, rooms,
}

#[test]
fn every_tour_is_followed() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/tours");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("the tours")
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter_map(|name| Some(name.strip_suffix(".tour")?.to_owned()))
        .collect();
    let mut listed = TOURS.to_vec();
    files.sort();
    listed.sort_unstable();
    assert_eq!(files, listed, "a tour that is not listed is not followed");
    assert!(files.len() >= 8, "{files:?}");
}

fn follow(tour: &str) {
    let (person, _folder) = someone(Lang::Zh, 80, 24);
    walk(person, tour).unwrap_or_else(|why| panic!("{why}"));
}

/// Somebody does what a tour says.
fn walk(mut person: Person, tour: &str) -> Result<Person, String> {
    for (line, n) in tour.lines().zip(1..) {
        let line = line.split('#').next().unwrap_or_default().trim_end();
        let Some((verb, rest)) = line.split_once(':') else {
            continue;
        };
        let rest = rest.trim();
        let pair = |by: char| {
            let (a, b) = rest.split_once(by).expect("two numbers");
            (a.parse().expect("a number"), b.parse().expect("a number"))
        };
        match verb {
            "title" => {}
            "size" => {
                let (width, height) = pair('x');
                person.resizes(width, height);
            }
            "with" => {
                keys::lend(&mut person.session);
                person = Person::sits_down(person.session, 80, 24);
            }
            "lang" => person.speaks(Lang::read(rest).expect("a language")),
            "keys" => person.presses(rest),
            "type" => person.types(rest),
            "paste" => person.pastes(&rest.replace("\\n", "\n")),
            "click" => {
                let (x, y) = pair(',');
                person.clicks(x, y);
            }
            "see" | "not" => {
                let seen = person.sees();
                if seen.contains(rest) != (verb == "see") {
                    return Err(format!("line {n}: {line}\n{seen}"));
                }
            }
            "cursor" => {
                let (x, y) = person.cursor();
                let seen = person.sees();
                let row = seen.lines().nth(usize::from(y)).unwrap_or_default();
                let before = row.split(rest).next().unwrap_or_default();
                let at = deskbook::model::text::cells::width(before)
                    + deskbook::model::text::cells::width(rest);
                if !row.contains(rest) || at != usize::from(x) {
                    return Err(format!(
                        "line {n}: caret at {x},{y}, not behind {rest:?}\n{seen}"
                    ));
                }
            }
            other => return Err(format!("line {n}: {other}?")),
        }
    }
    Ok(person)
}

looks!(main_screens, rooms_of_a_day);

/// Two rooms with a booking that nobody has decided on, one hour of which is selected.
fn rooms_of_a_day(lang: Lang, width: u16, height: u16) {
    let (mut person, _folder) = someone(lang, width, height);
    campus::add(
        &mut person.session,
        "booking",
        &[
            ("teacher", "教师甲"),
            ("site", "多媒体2室"),
            ("use_start", "2026-11-23 19:30"),
            ("use_end", "2026-11-23 21:00"),
            ("course", "物理"),
            ("class_name", "高二(3)班"),
            ("students", "42"),
            ("in_plan", "no"),
        ],
    );
    person.goes_to("booking");
    person.presses("ctrl-right ctrl-right ctrl-right down right");
    person.looks_like("rooms");
    person.presses("enter");
    assert!(person.sees().contains("MB-2026-0001"));
}

fn main_screens(lang: Lang, width: u16, height: u16) {
    let (mut person, _folder) = someone(lang, width, height);
    person.looks_like("today");
    person.presses("ctrl-p");
    person.looks_like("palette");
    person.presses("esc f3");
    person.types("asset");
    person.types("equip");
    person.presses("esc");
    person.goes_to("asset");
    person.settles();
    person.looks_like("list");
    person.presses("ctrl-x");
    person.looks_like("act");
    person.presses("esc f1");
    person.looks_like("help");
    person.presses("esc f4");
    person.looks_like("related");
}

#[test]
fn no_size_is_too_small_and_the_caret_never_stands_on_the_last_line() {
    let (mut person, _folder) = someone(Lang::En, 80, 24);
    let screens: [&str; 12] = [
        "",
        "f6",
        "f6 f9",
        "esc ctrl-p",
        "esc f1",
        "esc ctrl-g",
        "esc f3",
        "enter",
        "down enter",
        "esc esc ctrl-x",
        "esc f4",
        "esc f8",
    ];
    let sizes = (0..=14).flat_map(|n| [(n, n), (n, 30), (90, n)]).chain([
        (1, 1),
        (2, 1),
        (40, 12),
        (79, 23),
        (80, 24),
        (96, 20),
        (110, 30),
        (240, 70),
        (300, 4),
    ]);
    let sizes: Vec<(u16, u16)> = sizes.collect();
    for (n, keys) in screens.iter().enumerate() {
        person.resizes(120, 36);
        person.presses(keys);
        if n == 7 {
            person.desk.layers.clear();
            person.goes_to("asset");
        }
        for (width, height) in &sizes {
            person.resizes(*width, *height);
            person.presses("down up pgdn pgup");
            let (x, y) = person.cursor();
            assert!(x < (*width).max(1), "{keys} at {width}x{height}");
            assert!(
                y + 1 < *height || *height <= 1,
                "{keys} at {width}x{height}: {y}"
            );
        }
    }
}

#[test]
fn hostile_text_is_shown_and_not_obeyed() {
    let (mut person, _folder) = someone(Lang::En, 120, 36);
    person.goes_to("asset");
    person.pastes("\u{1b}[31mred\u{202e}");
    let seen = person.sees();
    assert!(
        !seen.contains('\u{1b}') && !seen.contains('\u{202e}'),
        "{seen}"
    );
}
