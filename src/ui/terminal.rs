//! The terminal itself: taking it over, giving it back whatever happens, and noticing when it is gone.

use std::io::{self, IsTerminal, Write, stdout};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::cursor::{MoveToColumn, Show, position};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::{Print, force_color_output};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::app::worker;

use super::told::Told;
use super::widget::borders::Chrome;

/// The screen that is drawn on.
pub type Screen = Terminal<CrosstermBackend<io::Stdout>>;

/// Takes the terminal over.
///
/// # Errors
/// There is no terminal to be taken.
pub fn take(mouse: bool) -> io::Result<Screen> {
    if !stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(io::Error::other("no terminal"));
    }
    // Without this the library answers NO_COLOR by resetting everything, reverse included; our theme answers it.
    force_color_output(true);
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
    if mouse {
        execute!(stdout(), EnableMouseCapture)?;
    }
    Terminal::new(CrosstermBackend::new(stdout()))
}

/// Gives the terminal back as it was. A terminal that is gone takes nothing back.
pub fn give_back() {
    let _ = execute!(
        stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        EndSynchronizedUpdate,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}

/// A panic gives the terminal back before it is told; one of the worker's is not told over the screen.
pub fn guard() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |broke| {
        if thread::current().name() == Some(worker::THREAD) {
            return;
        }
        give_back();
        tell(broke);
    }));
}

/// Asks the terminal once how wide it draws a line: where it takes two cells, frames are made of ASCII.
pub fn probe() -> Chrome {
    let asked = execute!(stdout(), MoveToColumn(0), Print('\u{2500}'));
    let wide = asked.and_then(|()| position());
    let _ = execute!(stdout(), MoveToColumn(0), Clear(ClearType::All));
    match wide {
        Ok((column, _)) if column > 1 => Chrome::Ascii,
        _ => Chrome::Lines,
    }
}

/// Draws once, all or nothing where the terminal knows how.
///
/// # Errors
/// The terminal cannot be written.
pub fn draw(screen: &mut Screen, paint: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<()> {
    queue!(stdout(), BeginSynchronizedUpdate)?;
    screen.draw(paint)?;
    execute!(stdout(), EndSynchronizedUpdate)
}

/// Gives text to the terminal's clipboard; terminals without one ignore it.
pub fn copy(text: &str) {
    let _ = execute!(
        stdout(),
        crossterm::clipboard::CopyToClipboard::to_clipboard_from(text)
    );
    let _ = stdout().flush();
}

/// Watches for the terminal going away: the event reader would never notice, and spin.
#[cfg(unix)]
pub fn watch(tell: Sender<Told>) {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let look = move || {
        loop {
            let stdin = io::stdin();
            let mut place = [PollFd::new(&stdin, PollFlags::empty())];
            let now = Timespec {
                tv_sec: 0,
                tv_nsec: 0,
            };
            let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
            let state = poll(&mut place, Some(&now));
            if state.is_ok() && place[0].revents().intersects(gone) {
                if tell.send(Told::Gone).is_ok() {
                    thread::sleep(Duration::from_millis(700));
                }
                // The desk had its time to keep what was typed; a loop that hangs on a dead terminal ends here.
                std::process::exit(129);
            }
            thread::sleep(Duration::from_millis(200));
        }
    };
    // Without the watcher the program still works; it only ends later.
    let _ = thread::Builder::new().name("watcher".into()).spawn(look);
}

#[cfg(not(unix))]
pub fn watch(_tell: Sender<Told>) {}

/// Turns signals that end programs into an orderly end.
#[cfg(unix)]
pub fn signals(tell: Sender<Told>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGTERM, SIGINT]) else {
        return;
    };
    let wait = move || {
        for _ in signals.forever() {
            if tell.send(Told::Gone).is_err() {
                return;
            }
        }
    };
    let _ = thread::Builder::new().name("signals".into()).spawn(wait);
}

#[cfg(not(unix))]
pub fn signals(_tell: Sender<Told>) {}
