//! The program in a real pseudo terminal: what a unit test cannot see, such as the caret, the loss of the terminal,
//! and what is sent where colours are not wanted.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use deskbook::model::Lang;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::tours::campus;

/// The longest that anything is waited for; a machine under load is slow.
const PATIENCE: Duration = Duration::from_secs(30);

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("some cells")
}

struct Seat {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    child: Box<dyn Child + Send + Sync>,
    folder: tempfile::TempDir,
}

impl Seat {
    fn at(args: &[&str], env: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let session = campus::seeded(folder.path(), Lang::Zh);
        let path = session.store.path().to_owned();
        session.store.close();
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_deskbook"));
        command.args(["--lang", "zh", "--as", "值班员甲", "--now", campus::NOW]);
        command.args(args);
        command.arg(path);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        command.env_remove("COLORTERM");
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("what it says");
        let (tell, bytes) = mpsc::channel();
        std::thread::spawn(move || {
            let mut room = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut room) {
                if tell.send(room[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().expect("a keyboard");
        Self {
            master: pair.master,
            keys,
            bytes,
            screen: vt100::Parser::new(cells(24), cells(80), 0),
            child,
            folder,
        }
    }

    fn sends(&mut self, text: &str) {
        self.keys.write_all(text.as_bytes()).expect("a keyboard");
        self.keys.flush().expect("a keyboard");
    }

    /// Reads until the screen holds it; answers where the caret is, as terminals do.
    fn waits(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        while !holds(self.screen.screen()) {
            let Ok(bytes) = self.bytes.recv_timeout(PATIENCE) else {
                panic!("never: {what}\n{}", self.screen.screen().contents());
            };
            self.screen.process(&bytes);
            if bytes.windows(4).any(|w| w == b"\x1b[6n") {
                let (row, column) = self.screen.screen().cursor_position();
                self.sends(&format!("\x1b[{};{}R", row + 1, column + 1));
            }
        }
    }

    fn sees(&mut self, text: &str) {
        self.waits(text, |s| s.contents().contains(text));
    }

    /// The names of the files beside the desk's own.
    fn left_beside(folder: &tempfile::TempDir) -> Vec<String> {
        let files = std::fs::read_dir(folder.path()).expect("the folder");
        let name = |f: std::io::Result<std::fs::DirEntry>| f.expect("a file").file_name();
        let names = files.map(|f| name(f).to_string_lossy().into_owned());
        names
            .filter(|n| n.starts_with("tour.desk") && n != "tour.desk")
            .collect()
    }

    fn ends(&mut self) -> u32 {
        loop {
            if let Some(status) = self.child.try_wait().expect("the program") {
                return status.exit_code();
            }
            // What it still says must be read, or it could not end.
            match self.bytes.recv_timeout(Duration::from_millis(50)) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(_) => std::thread::yield_now(),
            }
        }
    }
}

#[test]
fn the_caret_stands_behind_what_an_input_method_commits() {
    let mut seat = Seat::at(&[], &[]);
    seat.sees("东门值班点");
    seat.sends("\x1b[13~"); // F3
    seat.sees("转到");
    seat.sends("值班表");
    seat.waits("the caret behind three characters", |s| {
        let (row, column) = s.cursor_position();
        let before = s.contents_between(row, 0, row, column);
        before.ends_with("值班表") && !s.hide_cursor()
    });
    seat.sends("\x1b");
    seat.sees("东门值班点");
    seat.sends("\x11");
    assert_eq!(seat.ends(), 0);
}

#[test]
fn without_colours_the_selected_row_is_told_by_reverse() {
    let mut seat = Seat::at(&[], &[("NO_COLOR", "1")]);
    seat.sees("东门值班点");
    seat.waits("a reversed row", |s| {
        let (row, _) = s.cursor_position();
        s.cell(row, 5).is_some_and(vt100::Cell::inverse)
    });
    let screen = seat.screen.screen();
    let coloured = (0..24)
        .flat_map(|y| (0..80).map(move |x| (y, x)))
        .any(|(y, x)| {
            screen.cell(y, x).is_some_and(|c| {
                c.fgcolor() != vt100::Color::Default || c.bgcolor() != vt100::Color::Default
            })
        });
    assert!(!coloured);
    seat.sends("\x11");
    assert_eq!(seat.ends(), 0);
}

/// The colours of every cell, and whether the program asked for the mouse.
fn looks(args: &[&str]) -> (Vec<(vt100::Color, vt100::Color)>, bool, String) {
    let mut seat = Seat::at(args, &[("COLORTERM", "truecolor")]);
    seat.sees("东门值班点");
    let screen = seat.screen.screen();
    let cells = (0..24).flat_map(|y| (0..80).map(move |x| (y, x)));
    let colours = cells
        .filter_map(|(y, x)| screen.cell(y, x))
        .map(|c| (c.fgcolor(), c.bgcolor()))
        .collect();
    let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
    let text = screen.contents();
    seat.sends("\x11");
    assert_eq!(seat.ends(), 0);
    (colours, mouse, text)
}

#[test]
fn the_look_is_said_on_the_command_line() {
    let (dark, mouse, lines) = looks(&["--theme", "dark"]);
    let (light, no_mouse, ascii) = looks(&["--theme", "light", "--ascii", "--no-mouse"]);
    assert!(mouse && !no_mouse);
    assert_ne!(dark, light);
    let drawn = |text: &str| text.contains(|c| ('\u{2500}'..='\u{257f}').contains(&c));
    assert!(drawn(&lines) && !drawn(&ascii), "{ascii}");
}

#[test]
fn one_file_is_at_rest_after_the_desk_is_left() {
    let mut seat = Seat::at(&[], &[]);
    // What the workers found is on the screen: they are at the file.
    seat.sees("东门值班点");
    assert!(!Seat::left_beside(&seat.folder).is_empty(), "it is open");
    seat.sends("\x11");
    assert_eq!(seat.ends(), 0);
    assert_eq!(Seat::left_beside(&seat.folder), [""; 0]);
}

#[cfg(unix)]
#[test]
fn one_file_is_at_rest_after_a_signal() {
    let mut seat = Seat::at(&[], &[]);
    seat.sees("东门值班点");
    let pid = seat.child.process_id().expect("it runs");
    let told = std::process::Command::new("kill")
        .arg(pid.to_string())
        .status();
    assert!(told.expect("kill").success());
    seat.ends();
    assert_eq!(Seat::left_beside(&seat.folder), [""; 0]);
}

#[test]
fn what_is_typed_without_a_rest_is_kept_all_the_same() {
    let mut seat = Seat::at(&[], &[]);
    seat.sees("东门值班点");
    seat.sends("\x1b[13~"); // F3
    seat.sees("转到");
    seat.sends("jbdb\r");
    seat.sees("交办督办事项");
    seat.sends("\x0e");
    seat.sees("必填缺");
    // No two letters are a pause of the keys apart.
    for _ in 0..100 {
        seat.sends("a");
        while let Ok(bytes) = seat.bytes.recv_timeout(Duration::from_millis(100)) {
            seat.screen.process(&bytes);
        }
        if seat.screen.screen().contents().contains("草稿已存") {
            return;
        }
    }
    panic!("never kept\n{}", seat.screen.screen().contents());
}

#[test]
fn the_program_ends_when_its_terminal_is_gone() {
    let mut seat = Seat::at(&[], &[]);
    seat.sees("东门值班点");
    let Seat {
        master,
        keys,
        mut child,
        bytes,
        folder,
        ..
    } = seat;
    drop(keys);
    drop(bytes);
    drop(master);
    // Without the watcher this would wait for ever.
    child.wait().expect("the program ends");
    assert_eq!(Seat::left_beside(&folder), [""; 0]);
}
