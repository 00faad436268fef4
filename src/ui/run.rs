//! The loop: waits, takes what came, carries it out, draws once. Nothing is drawn that nobody asked for.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event;

use crate::app::key::{Code, Key};
use crate::app::screen::desk::Desk;
use crate::app::session::Session;
use crate::app::worker::{Job, Order, Worker};
use crate::store::{Error, Result};

use super::input::{self, TerminalInput};
use super::theme::{Level, Shade, Theme};
use super::told::Told;
use super::widget::borders::Chrome;
use super::{screen, terminal};

/// What the command line says about the screen.
#[derive(Clone, Debug, Default)]
pub struct TerminalOptions {
    /// `dark` or `light`; `None` takes what was chosen last.
    pub theme: Option<String>,
    /// Plain ASCII borders; `None` asks the terminal.
    pub ascii: Option<bool>,
    /// Leaves the mouse to the terminal.
    pub no_mouse: bool,
    /// The register to begin with instead of the Today pane.
    pub register: Option<String>,
}

/// How often the file is asked whether others have written.
const LOOK: Duration = Duration::from_millis(400);
/// How long what was typed may be known to this program alone, however the typing goes on.
const BEHIND: Duration = Duration::from_millis(400);
/// A pause after which the step of a text that is typed is over.
const PAUSE: Duration = Duration::from_secs(2);
/// A pause after which what was found is kept.
const RESTS: Duration = Duration::from_mins(1);
/// How long a good message stays.
const STAYS: Duration = Duration::from_secs(6);
/// An Enter this soon after text that no key has is the input method's own.
const COMMITS: Duration = Duration::from_millis(50);
/// Two presses of the mouse within this time are one.
const TWICE: Duration = Duration::from_millis(400);

/// Runs the desk until it is left.
///
/// # Errors
/// The terminal or the file gives way.
pub fn run(mut session: Session, options: &TerminalOptions) -> Result<()> {
    let mut desk = Desk::new(&session, options.register.as_deref())?;
    if let Some(shade) = options.theme.as_deref().and_then(Shade::read) {
        desk.scene.light = shade == Shade::Light;
    }
    desk.welcome(&session)?;
    let (tell, told) = mpsc::channel();
    let worker = started(&session, &tell)?;
    let writer = started(&session, &tell)?;
    let watcher = started(&session, &tell)?;
    let wanted = session.store.setting("ui_chrome")?;
    let wanted = wanted.and_then(|w| match w.as_str() {
        "ascii" => Some(true),
        "lines" => Some(false),
        _ => None,
    });
    let mut running = Running {
        desk,
        theme: theme(Chrome::Lines),
        worker,
        writer,
        watcher,
        last_key: Instant::now(),
        unkept: None,
        paused: true,
        toast_at: None,
        click: None,
        committed: None,
        minute: None,
    };
    // They read while the terminal is taken over and the first frame is drawn.
    running.order(&session);
    terminal::guard();
    let mut screen = terminal::take(!options.no_mouse).map_err(Error::Io)?;
    running.theme.chrome = match options.ascii.or(wanted) {
        Some(true) => Chrome::Ascii,
        Some(false) => Chrome::Lines,
        None => terminal::probe(),
    };
    terminal::watch(tell.clone());
    terminal::signals(tell.clone());
    listen(tell);
    let result = running.until_left(&mut session, &mut screen, &told);
    let kept = running.desk.layers.keep_at_last(&session);
    terminal::give_back();
    running.desk.scene.findings.keep(true, &mut session);
    // The workers leave the file first: the last connection takes the log with it.
    drop(running);
    session.store.close();
    result.and(kept)
}

fn started(session: &Session, tell: &Sender<Told>) -> Result<Worker> {
    let answers = tell.clone();
    Worker::start(session.store.connector(), move |answer| {
        // The loop has ended when nobody listens.
        let _ = answers.send(Told::Reply(answer));
    })
}

fn theme(chrome: Chrome) -> Theme {
    let var = |name| std::env::var(name).unwrap_or_default();
    Theme {
        level: Level::of(!var("NO_COLOR").is_empty(), &var("TERM"), &var("COLORTERM")),
        shade: Shade::Dark,
        chrome,
    }
}

/// Reads events on a thread of its own.
fn listen(tell: Sender<Told>) {
    let listen = move || {
        while let Ok(event) = event::read() {
            if tell.send(Told::Event(event)).is_err() {
                return;
            }
        }
    };
    // Without events there is nothing to run; the watcher ends such a program.
    let _ = thread::Builder::new().name("events".into()).spawn(listen);
}

struct Running {
    desk: Desk,
    theme: Theme,
    worker: Worker,
    /// Writes files: nobody who looks at a list waits for one.
    writer: Worker,
    /// Runs the rules: nobody who looks at a list waits for them.
    watcher: Worker,
    last_key: Instant,
    /// The first key since what was typed was kept.
    unkept: Option<Instant>,
    /// Whether the pause after the last key was noticed.
    paused: bool,
    toast_at: Option<Instant>,
    click: Option<(Instant, u16, u16)>,
    /// When an input method last committed something.
    committed: Option<Instant>,
    minute: Option<i64>,
}

impl Running {
    fn until_left(
        &mut self,
        session: &mut Session,
        screen: &mut terminal::Screen,
        told: &Receiver<Told>,
    ) -> Result<()> {
        let size = screen.size().map_err(Error::Io)?;
        self.desk.resize(size.width, size.height, session);
        self.draw(screen)?;
        loop {
            self.order(session);
            if let Some(text) = self.desk.signals.copied.take() {
                terminal::copy(&text);
            }
            let mut drawn = match told.recv_timeout(LOOK) {
                Ok(first) => {
                    let mut all = vec![first];
                    all.extend(told.try_iter());
                    match self.take(all, session) {
                        Some(drawn) => drawn,
                        None => return Ok(()),
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.idle(session),
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            if self.unkept.is_some_and(|since| since.elapsed() >= BEHIND) {
                self.unkept = None;
                self.desk.layers.keep_typed(session);
                drawn = true;
            }
            if self.desk.signals.quit {
                return Ok(());
            }
            if std::mem::take(&mut self.desk.signals.redraw) {
                screen.clear().map_err(Error::Io)?;
                drawn = true;
            }
            if drawn {
                self.draw(screen)?;
            }
        }
    }

    fn order(&mut self, session: &Session) {
        if std::mem::take(&mut self.desk.signals.stop) {
            self.writer.stop();
        }
        for job in self.desk.orders.jobs.drain(..) {
            let at = match job {
                Job::Export { .. } => &self.writer,
                Job::Findings(_) => &self.watcher,
                _ => &self.worker,
            };
            at.order(Order {
                job,
                stamp: session.stamp(),
                lang: self.desk.scene.lang,
            });
        }
    }

    fn draw(&mut self, screen: &mut terminal::Screen) -> Result<()> {
        self.theme.shade = if self.desk.scene.light {
            Shade::Light
        } else {
            Shade::Dark
        };
        let (desk, theme) = (&self.desk, &self.theme);
        terminal::draw(screen, |frame| screen::draw(desk, theme, frame)).map_err(Error::Io)
    }

    /// Takes everything that is waiting; whether to draw, `None` when it is time to end.
    fn take(&mut self, all: Vec<Told>, session: &mut Session) -> Option<bool> {
        let mut drawn = false;
        let mut typed = String::new();
        for told in all {
            let input = match told {
                Told::Gone => return None,
                Told::Reply(answer) => {
                    drawn |= self.desk.take(answer, session);
                    continue;
                }
                Told::Event(event) => input::read(event),
            };
            // What an input method commits arrives as several characters at once: one step.
            match input {
                TerminalInput::Key(key)
                    if self.desk.scene.keymap.is_text(self.desk.scope(), key) =>
                {
                    if let Code::Char(c) = key.code {
                        typed.push(c);
                    }
                    drawn = true;
                    continue;
                }
                TerminalInput::Nothing => continue,
                _ => self.commit(&mut typed, session),
            }
            drawn = true;
            self.input(input, session);
            self.order(session);
            if self.desk.signals.quit {
                return Some(true);
            }
        }
        self.commit(&mut typed, session);
        if drawn {
            self.toast_at = self.desk.line.toast.as_ref().map(|_| Instant::now());
        }
        Some(drawn)
    }

    fn commit(&mut self, typed: &mut String, session: &mut Session) {
        if !typed.is_empty() {
            self.keyed();
            self.committed = (!typed.is_ascii()).then(Instant::now);
            self.desk.line.wake();
            self.desk.text(&std::mem::take(typed), session);
        }
    }

    /// Whether a key is the Enter with which a candidate was taken: it must not choose anything here.
    fn commits(&mut self, key: Key) -> bool {
        let soon = self
            .committed
            .take()
            .is_some_and(|at| at.elapsed() < COMMITS);
        soon && !self.desk.scope().takes_words() && key.code == Code::Enter
    }

    fn keyed(&mut self) {
        (self.last_key, self.paused) = (Instant::now(), false);
        self.unkept.get_or_insert(self.last_key);
    }

    fn input(&mut self, input: TerminalInput, session: &mut Session) {
        match input {
            TerminalInput::Key(key) if self.commits(key) => {}
            TerminalInput::Key(key) => {
                self.keyed();
                self.desk.press(key, session);
            }
            TerminalInput::Paste(text) => {
                self.keyed();
                self.desk.paste(&text, session);
            }
            TerminalInput::Click(x, y) => {
                let twice = self
                    .click
                    .is_some_and(|(at, a, b)| at.elapsed() < TWICE && (a, b) == (x, y));
                self.click = Some((Instant::now(), x, y));
                if let Some(command) = screen::hint_at(&self.desk, x, y) {
                    self.desk.run(command, session);
                } else {
                    self.desk.click(x, y, twice, session);
                }
            }
            TerminalInput::Wheel(down) => self.desk.wheel(down, session),
            TerminalInput::Resize(width, height) => self.desk.resize(width, height, session),
            TerminalInput::Nothing => {}
        }
    }

    /// Nothing came for a while: others may have written, a minute may have passed, what was typed is kept.
    fn idle(&mut self, session: &mut Session) -> bool {
        let mut drawn = self.desk.poll(session);
        let now = session.clock.now().and_utc().timestamp() / 60;
        if self.minute != Some(now) || self.desk.signals.lagging {
            self.minute = Some(now);
            drawn |= self.desk.tick(session);
        }
        if !self.paused && self.last_key.elapsed() > PAUSE {
            self.paused = true;
            self.desk.pause(session);
        }
        if self.last_key.elapsed() > RESTS {
            self.desk.scene.findings.keep(false, session);
        }
        let over = self.toast_at.is_some_and(|at| at.elapsed() > STAYS);
        if over && !self.desk.is_typing() && self.desk.line.fade() {
            self.toast_at = None;
            drawn = true;
        }
        drawn
    }
}
