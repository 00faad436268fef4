//! How soon the window stands in a real pseudo terminal: the first byte, and Today with everything that was found.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use ratatui::widgets::{Block, Paragraph};

use super::clock::median;
use super::{NOW, PROGRAM, line};

/// Under this name the bench is told to be a bare window over a file.
pub const FILE: &str = "DESKBOOK_BENCH_WINDOW";

const TURNS: i64 = 15;
const ROWS: u16 = 36;
const COLUMNS: u16 = 120;
/// The longest that a window is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A frame comes in several pieces; after so long without one it is whole.
const PAUSE: Duration = Duration::from_millis(20);

/// What stands on the screen while nothing is known yet, and while what stands there is that of an earlier look.
const UNKNOWN: [&str; 2] = ["Reading...", "being checked"];
const AS_OF: &str = "As it was";

/// What is asked of a terminal, and what one answers: what it is, and where the caret stands.
const ANSWERS: [(&[u8], &[u8]); 2] = [(b"\x1b[c", b"\x1b[?1;2c"), (b"\x1b[6n", b"\x1b[1;1R")];

/// The least that a window over a desk can be: the file is opened and its shape read, one frame is drawn.
pub fn bare(file: &Path) {
    let conn = rusqlite::Connection::open(file).expect("the file");
    let sql = "SELECT count(*) FROM call_log";
    let calls: i64 = conn.query_row(sql, [], |row| row.get(0)).expect("a number");
    let mut terminal = ratatui::init();
    let drawn = terminal.draw(|frame| {
        let page = Paragraph::new(calls.to_string()).block(Block::bordered().title("Today"));
        frame.render_widget(page, frame.area());
    });
    drawn.expect("a frame");
    ratatui::restore();
}

pub fn ratios(desk: &Path) {
    let home = desk.parent().expect("a folder");
    let window = |now: &str| {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(["--lang", "en", "--as", "值班员甲", "--now", now]);
        command.arg(desk);
        command.env("HOME", home);
        command
    };
    let mut bare = CommandBuilder::new(std::env::current_exe().expect("the bench"));
    bare.env(FILE, desk);
    let mut times: [Vec<f64>; 4] = Default::default();
    for turn in 0..=TURNS {
        // A minute later each time: what was found is shown as of then, and looked at anew.
        let now = minutes_later(turn);
        let [byte, found, anew] = stands(window(&now), [&|_| true, &is_filled, &is_anew]);
        let [beside] = stands(bare.clone(), [&|_| true]);
        // Once for the caches, and so that what was found is kept.
        if turn > 0 {
            for (times, time) in times.iter_mut().zip([byte, found, anew, beside]) {
                times.push(time);
            }
        }
    }
    let [byte, found, anew, beside] = times.map(median);
    line("first byte, beside a bare window", byte, beside, Some(1.5));
    line("Today with what was found", found, beside, Some(5.0));
    line("Today looked at anew", anew, beside, None);
}

fn minutes_later(n: i64) -> String {
    let form = "%Y-%m-%dT%H:%M";
    let now = chrono::NaiveDateTime::parse_from_str(NOW, form).expect("a moment");
    (now + chrono::Duration::minutes(n))
        .format(form)
        .to_string()
}

fn is_filled(seen: &str) -> bool {
    seen.contains("Today") && !UNKNOWN.iter().any(|u| seen.contains(u))
}

fn is_anew(seen: &str) -> bool {
    is_filled(seen) && !seen.contains(AS_OF)
}

/// A window in a pseudo terminal.
struct Seat {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    /// What it says, with the seconds since it was opened.
    bytes: Receiver<(f64, Vec<u8>)>,
}

impl Seat {
    fn at(mut command: CommandBuilder) -> Self {
        command.env("TERM", "xterm-256color");
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).expect("a window");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("what it says");
        let keys = pair.master.take_writer().expect("a keyboard");
        let (tell, bytes) = mpsc::channel();
        std::thread::spawn(move || {
            let mut room = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut room) {
                let at = begun.elapsed().as_secs_f64();
                if tell.send((at, room[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        Self { child, keys, bytes }
    }

    fn answer(&mut self, said: &[u8]) {
        for (asked, answer) in ANSWERS {
            if said.windows(asked.len()).any(|w| w == asked) {
                self.keys.write_all(answer).expect("a keyboard");
            }
        }
    }

    /// Leaves as a person does; what was found is kept.
    fn leave(mut self) {
        let _ = self.keys.write_all(b"\x11");
        while self.bytes.recv_timeout(Duration::from_secs(2)).is_ok() {}
        let _ = self.child.kill();
        self.child.wait().expect("an end");
    }
}

/// Seconds until the first byte, then until the screen came through each stage after the first.
fn stands<const N: usize>(command: CommandBuilder, stages: [&dyn Fn(&str) -> bool; N]) -> [f64; N] {
    let mut seat = Seat::at(command);
    let cells = |n| NonZero::new(n).expect("some cells");
    let mut screen = vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0);
    let (mut reached, mut wait, mut last) = (Vec::new(), PATIENCE, 0.0);
    while reached.len() < N {
        match seat.bytes.recv_timeout(wait) {
            Ok((at, said)) => {
                if reached.is_empty() {
                    reached.push(at);
                }
                screen.process(&said);
                seat.answer(&said);
                (wait, last) = (PAUSE, at);
            }
            // A frame has been said to its end.
            Err(_) if wait == PAUSE => {
                let seen = screen.screen().contents();
                while stages.get(reached.len()).is_some_and(|stage| stage(&seen)) {
                    reached.push(last);
                }
                wait = PATIENCE;
            }
            Err(why) => panic!("{why}:\n{}", screen.screen().contents()),
        }
    }
    seat.leave();
    std::array::from_fn(|n| reached[n])
}
