//! Carries out commands: one line each, to the place that knows how.

use crate::app::command::Command;
use crate::app::layer::{Choosing, Confirm, Go, Layer};
use crate::app::outcome::{Mood, Toast};
use crate::app::pane::findings::How;
use crate::app::session::Session;
use crate::model::locale;

use super::browse::{edit_line, roll};
use super::desk::{Desk, Focus, PaneId};

impl Desk {
    /// Carries out a command, or says why not.
    pub fn run(&mut self, command: Command, session: &mut Session) {
        if let Some(why) = self.why_not(command) {
            self.toast(Toast::new(Mood::Warning, why));
            return;
        }
        if self.run_anywhere(command, session) {
            return;
        }
        match self.layers.last_mut() {
            Some(Layer::Entry(entry)) => {
                let outcome = entry.command(command, session);
                self.outcome(outcome, session);
            }
            Some(Layer::Chooser(_)) => self.run_chooser(command, session),
            Some(Layer::Pages(_)) => self.run_sheet(command, session),
            Some(Layer::Confirm(_)) => self.run_confirm(command, session),
            Some(Layer::Adopt(_)) => self.run_wizard(command, session),
            None => self.run_browse(command, session),
        }
    }

    /// Commands that mean the same whatever lies on top; `false` for all others.
    fn run_anywhere(&mut self, command: Command, session: &mut Session) -> bool {
        let over_form = matches!(self.layers.last(), Some(Layer::Entry(_)));
        let over_list = matches!(self.layers.last(), Some(Layer::Chooser(_)));
        let chooser = match command {
            Command::Help => Some(Choosing::Help),
            Command::Menu => Some(Choosing::Menu),
            Command::Palette => Some(Choosing::Command),
            Command::GoToRegister => Some(Choosing::Register),
            Command::FindEverywhere => Some(Choosing::Everywhere),
            _ => None,
        };
        if let Some(wanted) = chooser {
            // The key that opened a list closes it; another one takes its place.
            if over_list
                && let Some(Layer::Chooser(c)) = self.layers.pop()
                && c.what == wanted
            {
                return true;
            }
            self.open_chooser(wanted, session);
            return true;
        }
        match command {
            Command::Quit => self.ask_quit(session),
            Command::Language => self.switch_language(session),
            Command::Theme => self.switch_theme(session),
            Command::Redraw => self.redraw = true,
            Command::Messages => self.open_messages(session),
            Command::History if over_form || self.layers.is_empty() => self.open_history(session),
            Command::Act if over_form || self.layers.is_empty() => self.open_actions(session),
            Command::Drafts if self.layers.is_empty() => self.open_drafts(session),
            Command::Findings if self.layers.is_empty() => {
                let narrow = self.findings.list.narrow.clone();
                self.show_findings(narrow, session);
            }
            Command::Adopt if self.layers.is_empty() => self.open_adoption(session),
            Command::Rulebook if self.layers.is_empty() => self.open_book(session),
            Command::Today if self.layers.is_empty() => {
                self.focus = Focus::Main;
                let shown = self.show(None, session);
                self.check(shown);
            }
            _ => return false,
        }
        true
    }

    fn open_chooser(&mut self, what: Choosing, session: &Session) {
        match what {
            Choosing::Command => self.open_palette(session),
            Choosing::Register => self.open_registers("", session),
            Choosing::Everywhere => self.open_everywhere("", session),
            other => self.open_commands(other, session),
        }
    }

    /// Commands of the panes.
    fn run_browse(&mut self, command: Command, session: &mut Session) {
        if self.edit_search(command, session)
            || self.edit_findings(command, session)
            || self.edit_book(command, session)
            || self.moved(command, session)
            || self.run_findings(command, session)
        {
            return;
        }
        match command {
            Command::Open => self.enter(session),
            Command::Accept => {
                if let Some(pane) = self.pane_mut() {
                    pane.typing = false;
                }
                self.settle(session);
            }
            Command::Edit => {
                if let Some((register, id)) = self.subject() {
                    self.open_record(&register, id, session);
                }
            }
            Command::New => self.new_record(session),
            Command::Duplicate => self.duplicate(session),
            Command::Related => self.open_related(session),
            Command::Void => self.void(session),
            Command::Copy => self.copy(session),
            Command::Undo => self.undo(true, session),
            Command::Redo => self.undo(false, session),
            Command::Search => self.type_search("", session),
            Command::Views => self.open_views(session),
            Command::NextView => self.turn_view(1, session),
            Command::PreviousView => self.turn_view(-1, session),
            Command::Query => self.query(session),
            Command::Sort => self.sort(session),
            Command::FilterByValue => self.filter_by_value(session),
            Command::ClearFilters => self.clear_filters(session),
            Command::Mark => self.mark(session),
            Command::MarkAll => self.mark_all(session),
            Command::ShowVoid => self.show_void(session),
            Command::Export => self.open_export(session),
            Command::Refresh => self.refresh(session),
            Command::Left => self.move_column(false),
            Command::Right => self.move_column(true),
            Command::Fold => self.side.fold(),
            Command::NextPane | Command::PreviousPane => self.turn(session),
            Command::Cancel if self.exporting => self.stop = true,
            Command::Cancel => self.back(session),
            _ => {}
        }
    }

    fn run_chooser(&mut self, command: Command, session: &mut Session) {
        let Some(Layer::Chooser(chooser)) = self.layers.last_mut() else {
            return;
        };
        if roll(&mut chooser.roll, command) {
            return;
        }
        match (command, edit_line(&mut chooser.line, command)) {
            (Command::Accept | Command::Open, _) => self.accept(session),
            (Command::Cancel, _) => {
                self.layers.pop();
                self.settle(session);
            }
            (_, Some(true)) => self.narrowed(session),
            _ => {}
        }
    }

    /// What is typed into the topmost list has changed.
    fn narrowed(&mut self, session: &Session) {
        let Some(Layer::Chooser(chooser)) = self.layers.last_mut() else {
            return;
        };
        if chooser.what == Choosing::Everywhere {
            self.find_everywhere();
        } else {
            chooser.narrow();
        }
        self.settle(session);
    }

    fn run_sheet(&mut self, command: Command, session: &Session) {
        let Some(Layer::Pages(sheet)) = self.layers.last_mut() else {
            return;
        };
        let page = isize::try_from(sheet.height).unwrap_or(1).max(1);
        match command {
            Command::Up => sheet.scroll(-1),
            Command::Down => sheet.scroll(1),
            Command::PageUp => sheet.scroll(-page),
            Command::PageDown => sheet.scroll(page),
            Command::Top => sheet.top = 0,
            Command::Bottom => sheet.scroll(isize::MAX / 2),
            Command::Cancel | Command::Accept => {
                self.layers.pop();
                self.settle(session);
            }
            _ => {}
        }
    }

    fn run_confirm(&mut self, command: Command, session: &mut Session) {
        let Some(Layer::Confirm(confirm)) = self.layers.last_mut() else {
            return;
        };
        match command {
            Command::Left | Command::Right | Command::Up | Command::Down => {
                confirm.on_yes = !confirm.on_yes;
            }
            Command::Cancel => {
                self.layers.pop();
            }
            Command::Accept => {
                let go = confirm.on_yes.then(|| confirm.go.clone());
                self.layers.pop();
                if let Some(go) = go {
                    self.go(go, session);
                }
            }
            _ => {}
        }
    }

    /// Text that was typed, or committed by an input method: as one step.
    pub fn text(&mut self, text: &str, session: &mut Session) {
        match self.layers.last_mut() {
            Some(Layer::Entry(entry)) => {
                let outcome = entry.text(text, session);
                self.outcome(outcome, session);
            }
            Some(Layer::Chooser(chooser)) => {
                chooser.line.insert(text);
                self.narrowed(session);
            }
            Some(Layer::Pages(_) | Layer::Confirm(_)) => {}
            Some(Layer::Adopt(_)) => self.type_in_wizard(text),
            None => match (self.focus, &self.shown) {
                (Focus::Side, _) => self.open_registers(text, session),
                (Focus::Main, PaneId::Register(_)) => self.type_search(text, session),
                (Focus::Main, PaneId::Findings) => self.type_findings(text, session),
                (Focus::Main, PaneId::Rulebook) => self.type_book(text, session),
                (Focus::Main, PaneId::Today) => self.open_everywhere(text, session),
            },
        }
    }

    /// Text that was pasted: never a command.
    pub fn paste(&mut self, text: &str, session: &mut Session) {
        self.wake();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        match self.layers.last_mut() {
            Some(Layer::Entry(entry)) => {
                let outcome = entry.paste(&text, session);
                self.outcome(outcome, session);
            }
            _ => {
                let line = text
                    .split('\n')
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned();
                if !line.is_empty() {
                    self.text(&line, session);
                }
            }
        }
    }

    /// Asks only where something typed is not saved.
    fn ask_quit(&mut self, session: &mut Session) {
        let dirty = self
            .layers
            .iter()
            .any(|l| matches!(l, Layer::Entry(e) if e.is_dirty()));
        if matches!(self.layers.last(), Some(Layer::Confirm(_))) {
            return;
        }
        if !dirty {
            self.quit = true;
            return;
        }
        self.pause(session);
        self.layers.push(Layer::Confirm(Confirm {
            question: locale::both("desk-quit-dirty", &[]),
            no: locale::both("desk-quit-no", &[]),
            yes: locale::both("desk-quit-yes", &[]),
            go: Go::Quit,
            on_yes: false,
        }));
    }

    pub(in crate::app) fn switch_language(&mut self, session: &mut Session) {
        self.lang = self.lang.other();
        session.lang = self.lang;
        for pane in self.panes.values_mut() {
            pane.stale = true;
        }
        let read = self.go_to(self.shown.clone(), session);
        self.check(read);
        self.order_today();
        self.want_findings(How::Anew);
        self.keep_setting("ui_lang", self.lang.tag(), session);
    }

    fn switch_theme(&mut self, session: &mut Session) {
        self.light = !self.light;
        let word = if self.light { "light" } else { "dark" };
        self.keep_setting("ui_theme", word, session);
    }

    /// A taste is kept where the file can be written; else it holds for this session.
    pub(in crate::app) fn keep_setting(&mut self, key: &str, value: &str, session: &mut Session) {
        if self.writable {
            let kept = session.store.set_setting(key, value);
            self.check(kept);
        }
    }
}
