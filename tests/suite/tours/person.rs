//! Somebody at the keys: presses go through the key table, the worker's jobs are done at once, the screen is kept.

use deskbook::app::key::Key;
use deskbook::app::scope::PaneId;
use deskbook::app::screen::desk::Desk;
use deskbook::app::session::Session;
use deskbook::app::worker::{self, Job, Order};
use deskbook::model::Lang;
use deskbook::ui::screen;
use deskbook::ui::theme::{Level, Shade, Theme};
use deskbook::ui::widget::borders::Chrome;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::looks::rows;

pub struct Person {
    pub desk: Desk,
    pub session: Session,
    pub terminal: Terminal<TestBackend>,
    pub theme: Theme,
}

impl Person {
    pub fn sits_down(session: Session, width: u16, height: u16) -> Self {
        let mut person = Self::sits_up(session, width, height);
        person.resizes(width, height);
        person
    }

    /// Somebody before whom nothing has been read yet.
    pub fn sits_up(session: Session, width: u16, height: u16) -> Self {
        let desk = Desk::new(&session, None).expect("a desk");
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen");
        let theme = Theme {
            level: Level::Full,
            shade: Shade::Dark,
            chrome: Chrome::Lines,
        };
        let mut person = Self {
            desk,
            session,
            terminal,
            theme,
        };
        person.desk.resize(width, height, &person.session);
        person
    }

    pub fn resizes(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.terminal.autoresize().expect("a screen");
        self.desk.resize(width, height, &self.session);
        self.settles();
    }

    /// Shows the list of a register, wherever the keys are.
    pub fn goes_to(&mut self, register: &str) {
        let pane = PaneId::Register(register.to_owned());
        self.desk.show(pane, &self.session);
    }

    pub fn presses(&mut self, keys: &str) {
        for word in keys.split_whitespace() {
            let key = Key::read(word).unwrap_or_else(|| panic!("no key {word}"));
            self.desk.press(key, &mut self.session);
            self.settles();
        }
    }

    pub fn types(&mut self, text: &str) {
        self.desk.text(text, &mut self.session);
        self.settles();
    }

    pub fn pastes(&mut self, text: &str) {
        self.desk.paste(text, &mut self.session);
        self.settles();
    }

    pub fn clicks(&mut self, x: u16, y: u16) {
        self.desk.click(x, y, false, &mut self.session);
        self.settles();
    }

    /// The worker answers at once, and the screen is drawn.
    pub fn settles(&mut self) {
        self.answers(|_| true);
        self.draws();
    }

    /// The worker answers everything but what asks for the rules; that waits.
    pub fn answers_but_rules(&mut self) {
        self.answers(|job| !matches!(job, Job::Findings(_)));
        self.draws();
    }

    /// The worker answers the look at the rules that waits first.
    pub fn answers_one_look(&mut self) {
        let look = |job: &Job| matches!(job, Job::Findings(_));
        let at = self.desk.orders.jobs.iter().position(look).expect("a look");
        let order = Order {
            job: self.desk.orders.jobs.remove(at),
            stamp: self.session.stamp(),
            lang: self.desk.scene.lang,
        };
        let answer = worker::work(&self.session.store, &order, &|_| {}).expect("an answer");
        self.desk.take(answer, &self.session);
        self.answers_but_rules();
    }

    fn answers(&mut self, now: impl Fn(&Job) -> bool) {
        let mut later = Vec::new();
        while !self.desk.orders.jobs.is_empty() {
            for job in std::mem::take(&mut self.desk.orders.jobs) {
                if !now(&job) {
                    later.push(job);
                    continue;
                }
                let order = Order {
                    job,
                    stamp: self.session.stamp(),
                    lang: self.desk.scene.lang,
                };
                let answer = worker::work(&self.session.store, &order, &|_| {}).expect("an answer");
                self.desk.take(answer, &self.session);
            }
        }
        self.desk.orders.jobs = later;
    }

    /// The screen as it is while the worker has not answered yet.
    pub fn draws(&mut self) {
        let (desk, theme) = (&self.desk, &self.theme);
        self.terminal
            .draw(|frame| screen::draw(desk, theme, frame))
            .expect("a drawn screen");
    }

    /// The screen as text, wide characters once.
    pub fn sees(&self) -> String {
        rows(self.terminal.backend().buffer()).join("\n") + "\n"
    }

    /// The screen is the one that is kept under this name for its language and size.
    pub fn looks_like(&self, name: &str) {
        let area = self.terminal.backend().buffer().area;
        let (lang, width, height) = (self.desk.scene.lang.tag(), area.width, area.height);
        insta::with_settings!({snapshot_path => "screens", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(format!("{name}_{lang}_{width}x{height}"), self.sees());
        });
    }

    pub fn cursor(&mut self) -> (u16, u16) {
        let at = self.terminal.backend_mut();
        at.assert_cursor_position(at.cursor_position());
        let at = at.cursor_position();
        (at.x, at.y)
    }

    pub fn speaks(&mut self, lang: Lang) {
        if self.desk.scene.lang != lang {
            self.desk
                .run(deskbook::app::command::Command::Language, &mut self.session);
            self.settles();
        }
    }
}
