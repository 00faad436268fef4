//! How the form looks: pictures in both languages and sizes, the caret under an input method, no size too small.

use deskbook::app::entry::Entry;
use deskbook::model::Lang;
use deskbook::ui::layer::entry::draw;
use deskbook::ui::theme::{Level, Shade, Theme};
use deskbook::ui::widget::borders::Chrome;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;

use crate::desk::done;
use crate::looks::rows;

use super::clerk::{Clerk, desk};

const PLAIN: Theme = Theme {
    level: Level::None,
    shade: Shade::Dark,
    chrome: Chrome::Lines,
};

/// What stands on a screen of this size, and where the caret is.
fn screen(clerk: &mut Clerk, lang: Lang, width: u16, height: u16) -> (String, Position) {
    clerk.entry.resize(width, height);
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    let mut caret = None;
    terminal
        .draw(|frame| {
            let area = frame.area();
            caret = draw(&clerk.entry, &PLAIN, lang, frame, area);
        })
        .expect("draws");
    (
        rows(terminal.backend().buffer()).join("\n"),
        caret.expect("a caret"),
    )
}

fn filled(lang: Lang) -> Clerk {
    let mut clerk = Clerk::begins_new(desk(lang));
    clerk
        .types("来宾甲")
        .presses("tab")
        .types("zbyj")
        .presses("enter");
    clerk
        .types("23")
        .presses("tab")
        .types("25:99")
        .presses("tab");
    clerk.presses("tab").types("是").presses("tab").types("b");
    clerk
}

looks!(in_pictures);

fn in_pictures(lang: Lang, width: u16, height: u16) {
    let name = lang.tag();
    let mut clerk = filled(lang);
    let (picture, _) = screen(&mut clerk, lang, width, height);
    insta::assert_snapshot!(format!("entry_{name}_{width}"), picture);
    clerk.presses("esc pgdn");
    clerk.goes_to("carries").types("1").presses("tab");
    clerk
        .types("一二三四五六七八九十，".repeat(9).as_str())
        .presses("tab");
    let (picture, _) = screen(&mut clerk, lang, width, height);
    insta::assert_snapshot!(format!("entry_{name}_{width}_second"), picture);
}

#[test]
fn leaving_in_chinese() {
    leaving(Lang::Zh);
}

#[test]
fn leaving_in_english() {
    leaving(Lang::En);
}

fn leaving(lang: Lang) {
    let name = lang.tag();
    let mut clerk = filled(lang);
    clerk.presses("esc esc");
    let (picture, _) = screen(&mut clerk, lang, 80, 24);
    insta::assert_snapshot!(format!("entry_{name}_leave"), picture);
    let entry = done(Entry::query("visit", &[], &clerk.session));
    let mut clerk = clerk.turns_to(entry);
    clerk.goes_to("day").presses("f4");
    let (picture, _) = screen(&mut clerk, lang, 80, 24);
    insta::assert_snapshot!(format!("entry_{name}_query"), picture);
}

#[test]
fn the_caret_stands_behind_what_was_typed() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    let (_, before) = screen(&mut clerk, Lang::Zh, 80, 24);
    clerk.types("值班张");
    let (picture, after) = screen(&mut clerk, Lang::Zh, 80, 24);
    assert_eq!(after, Position::new(before.x + 6, before.y), "{picture}");
    clerk.presses("left");
    let (_, back) = screen(&mut clerk, Lang::Zh, 80, 24);
    assert_eq!(back.x, before.x + 4);
    clerk
        .goes_to("remarks")
        .types("值班")
        .presses("enter")
        .types("张");
    let (picture, note) = screen(&mut clerk, Lang::Zh, 80, 24);
    let row = usize::from(note.y);
    assert!(
        picture.lines().nth(row).expect("a row").contains('张'),
        "{picture}"
    );
}

#[test]
fn no_size_is_too_small() {
    for lang in [Lang::Zh, Lang::En] {
        let mut clerk = filled(lang);
        let sizes = |clerk: &mut Clerk| {
            for width in [1, 2, 3, 5, 8, 13, 20, 34, 55, 80, 99, 100, 120, 200] {
                for height in [1, 2, 3, 4, 6, 7, 8, 11, 12, 16, 20, 24, 36] {
                    let (_, caret) = screen(clerk, lang, width, height);
                    assert!(
                        caret.x < width && caret.y < height,
                        "{width}x{height}: {caret:?}"
                    );
                }
            }
        };
        sizes(&mut clerk);
        clerk.goes_to("carries");
        sizes(&mut clerk);
        clerk.goes_to("luggage").types("箱子");
        sizes(&mut clerk);
        clerk
            .goes_to("remarks")
            .types("很长的话，".repeat(80).as_str());
        sizes(&mut clerk);
        clerk.goes_to("day").presses("f4");
        sizes(&mut clerk);
        clerk.presses("esc esc");
        sizes(&mut clerk);
    }
}
