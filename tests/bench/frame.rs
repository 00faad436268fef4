//! The first frame and the frame after a key, beside a bare ratatui window over the same file.

use std::hint::black_box;
use std::io::Write;
use std::time::Duration;

use chrono::Timelike;
use deskbook::app::clock::Clock;
use deskbook::app::key::{Code, Key};
use deskbook::app::screen::desk::Desk;
use deskbook::app::session::Session;
use deskbook::model::Lang;
use deskbook::store::Access;
use deskbook::ui::screen;
use deskbook::ui::theme::{Level, Shade, Theme};
use deskbook::ui::widget::borders::Chrome;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Constraint, Rect};
use ratatui::widgets::{Block, Row, Table};
use ratatui::{Terminal, TerminalOptions, Viewport};
use rusqlite::Connection;

use super::fixture::{Desk as File, REGISTER, stamp};
use super::ratio;

const SIZE: Rect = Rect {
    x: 0,
    y: 0,
    width: 120,
    height: 40,
};

/// A terminal that writes to nowhere: what it costs to make the bytes counts, the wire does not.
fn terminal() -> Terminal<CrosstermBackend<Box<dyn Write>>> {
    let backend = CrosstermBackend::new(Box::new(std::io::sink()) as Box<dyn Write>);
    let options = TerminalOptions {
        viewport: Viewport::Fixed(SIZE),
    };
    Terminal::with_options(backend, options).expect("a terminal of a fixed size")
}

const THEME: Theme = Theme {
    level: Level::Full,
    shade: Shade::Dark,
    chrome: Chrome::Lines,
};

fn session(file: &File) -> Session {
    let now = stamp().now.with_second(0).unwrap_or_default();
    Session::open(
        &file.path,
        Access::Write,
        Clock::Fixed(now),
        "bench",
        Lang::Zh,
    )
    .expect("the bench file opens")
}

/// What a program that does nothing else would do: open, read a page and the total, draw a table.
fn floor(file: &File) {
    let conn = Connection::open(&file.path).expect("the file opens");
    let mut page = conn
        .prepare("SELECT number, received_at, kind, urgency, caller, content FROM call_log ORDER BY id DESC LIMIT 40")
        .expect("SQL");
    let rows: Vec<Vec<String>> = page
        .query_map([], |r| {
            (0..6)
                .map(|i| Ok(r.get::<_, Option<String>>(i)?.unwrap_or_default()))
                .collect()
        })
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("texts");
    let total: i64 = conn
        .query_row("SELECT count(*) FROM call_log", [], |r| r.get(0))
        .expect("a count");
    terminal()
        .draw(|frame| {
            let table = Table::new(
                rows.iter().map(|r| Row::new(r.iter().map(String::as_str))),
                [Constraint::Fill(1); 6],
            )
            .block(Block::bordered().title(format!("{total}")));
            frame.render_widget(table, frame.area());
        })
        .expect("a frame");
}

/// The desk's first frame: what is on the screen before the worker has answered anything.
fn first(file: &File) {
    let session = session(file);
    let mut desk = Desk::new(&session, Some(REGISTER)).expect("a desk");
    desk.resize(SIZE.width, SIZE.height, &session);
    terminal()
        .draw(|frame| screen::draw(&desk, &THEME, frame))
        .expect("a frame");
    black_box(&desk);
}

pub fn ratios(file: &File) {
    ratio::pair(
        "first frame, beside a bare window",
        1.5,
        25,
        |_| first(file),
        |_| floor(file),
    );
    let mut session = session(file);
    let mut desk = Desk::new(&session, Some(REGISTER)).expect("a desk");
    desk.resize(SIZE.width, SIZE.height, &session);
    let mut terminal = terminal();
    let mut press = |name: &str, code: Code, turns: u32| {
        ratio::alone(
            &format!("key to frame: {name}"),
            Duration::from_millis(8),
            turns,
            |_| {
                desk.press(Key::plain(code), &mut session);
                terminal
                    .draw(|frame| screen::draw(&desk, &THEME, frame))
                    .expect("a frame");
            },
        );
    };
    press("down", Code::Down, 400);
    press("page down", Code::PageDown, 200);
    press("last row", Code::End, 50);
    press("page up", Code::PageUp, 200);
    press("first row", Code::Home, 50);
}
