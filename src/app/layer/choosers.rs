//! Opens what is chosen from: commands, registers, views, what can be done with a record, what belongs to it.

use crate::app::command::{COMMANDS, Command, CommandGroup, KeyScope, Need};
use crate::app::screen::desk::{Desk, Focus};
use crate::app::session::Session;
use crate::app::worker::Job;
use crate::model::{Text, locale};
use crate::store::Result;

use super::choices;
use super::{Chooser, Choosing, Go, Item, Layer};

impl Desk {
    pub(in crate::app) fn open(&mut self, chooser: Chooser, session: &Session) {
        self.layers.push(Layer::Chooser(chooser));
        self.settle(session);
    }

    /// Why a command cannot be carried out now.
    pub fn why_not(&self, command: Command) -> Option<Text> {
        let missing = |id: &str| Some(locale::both(id, &[]));
        let entry = self.layers.iter().any(|l| matches!(l, Layer::Entry(_)));
        let registers = self.shown.register().is_some();
        match command.entry().need {
            Need::Nothing => None,
            // A record that was never saved has no history, and nothing can be done with it.
            Need::Record | Need::Change if entry && self.subject().is_none() => {
                missing("desk-need-saved")
            }
            _ if entry => None,
            Need::Register if !registers => missing("desk-need-register"),
            Need::Record | Need::Change if self.subject().is_none() => missing("desk-need-record"),
            Need::Finding | Need::Aside if self.finding().is_none() => missing("desk-need-finding"),
            Need::Aside
                if self
                    .catalog
                    .form(crate::app::pane::findings::SNOOZE)
                    .is_none() =>
            {
                missing("desk-need-snooze")
            }
            Need::NewRecord | Need::Change | Need::Aside | Need::Writable if !self.writable => {
                missing("desk-need-writable")
            }
            _ => None,
        }
    }

    /// Whether a command does something in a scope.
    fn works_in(command: Command, scope: KeyScope) -> bool {
        let scopes = command.entry().scopes;
        scopes.contains(&KeyScope::Global) || scopes.contains(&scope)
    }

    fn command_item(&self, command: Command, scope: KeyScope) -> Item {
        let doc = locale::both(&format!("command-{}", command.name()), &[]);
        Item::new(doc, Go::Command(command))
            .under(locale::both(command.entry().group.label_id(), &[]))
            .key(self.keymap.key_of(scope, command))
            .why_not(self.why_not(command))
    }

    /// Every command that does something here, those used last first, then registers, views and what can be done.
    pub(in crate::app) fn open_palette(&mut self, session: &Session) {
        let scope = self.scope();
        let real =
            |c: &Command| !matches!(c.entry().group, CommandGroup::Move | CommandGroup::Line);
        let mut commands: Vec<Command> = COMMANDS
            .iter()
            .map(|e| e.command)
            .filter(|c| real(c) && Self::works_in(*c, scope))
            .filter(|c| !matches!(c, Command::Palette | Command::Accept | Command::Cancel))
            .collect();
        commands.sort_by_key(|c| {
            let recent = self
                .recent
                .iter()
                .position(|r| r == c)
                .unwrap_or(usize::MAX);
            (self.why_not(*c).is_some(), recent)
        });
        let mut items: Vec<Item> = commands
            .into_iter()
            .map(|c| {
                let item = self.command_item(c, scope);
                Item {
                    heading: Text::default(),
                    ..item
                }
            })
            .collect();
        items.extend(self.action_items(session));
        items.extend(choices::registers(&self.catalog, &self.side.open));
        let title = locale::both("desk-choose-command", &[]);
        self.open(Chooser::new(Choosing::Command, title, items), session);
    }

    pub(in crate::app) fn open_registers(&mut self, typed: &str, session: &Session) {
        let mut items = vec![Item::new(
            locale::both("desk-today", &[]),
            Go::Command(Command::Today),
        )];
        items.push(Item::new(
            locale::both("desk-findings", &[]),
            Go::Command(Command::Findings),
        ));
        items.extend(choices::registers(&self.catalog, &self.side.open));
        let title = locale::both("desk-choose-register", &[]);
        let mut chooser = Chooser::new(Choosing::Register, title, items);
        chooser.line.insert(typed);
        chooser.narrow();
        self.open(chooser, session);
    }

    /// Where no register is shown: what is to be recorded?
    pub(in crate::app) fn open_new(&mut self, session: &Session) {
        let mut items = choices::registers(&self.catalog, &self.side.open);
        for item in &mut items {
            if let Go::Register(register) = &item.go {
                item.go = Go::Begin(register.clone());
            }
            item.detail = Text::default();
        }
        let title = locale::both("desk-choose-new", &[]);
        self.open(Chooser::new(Choosing::New, title, items), session);
    }

    /// The menu and the help are the same list: what works here, under its headings.
    pub(in crate::app) fn open_commands(&mut self, what: Choosing, session: &Session) {
        let scope = self.scope();
        let mut commands: Vec<Command> = COMMANDS
            .iter()
            .map(|e| e.command)
            .filter(|c| Self::works_in(*c, scope))
            .filter(|c| {
                what == Choosing::Help
                    || !matches!(c.entry().group, CommandGroup::Move | CommandGroup::Line)
            })
            .filter(|c| {
                let key = self.keymap.key_of(scope, *c).is_some();
                what == Choosing::Menu || key || self.keymap.unbound().contains(c)
            })
            .collect();
        commands.sort_by_key(|c| c.entry().group);
        let items = commands
            .into_iter()
            .map(|c| self.command_item(c, scope))
            .collect();
        let title = match what {
            Choosing::Help => self.help_title(),
            _ => locale::both("desk-choose-menu", &[]),
        };
        self.open(Chooser::new(what, title, items), session);
    }

    /// Help names the register and says what it is for.
    fn help_title(&self) -> Text {
        match self.pane().filter(|_| self.focus == Focus::Main) {
            Some(pane) => {
                let (label, help) = (&pane.form.label, &pane.form.help);
                Text {
                    zh: format!("{}：{}", label.zh, help.zh),
                    en: format!("{}: {}", label.en, help.en),
                }
            }
            None => locale::both("desk-choose-help", &[]),
        }
    }

    pub(in crate::app) fn open_views(&mut self, session: &Session) {
        let Some(pane) = self.pane() else { return };
        let mut items = vec![Item::new(locale::both("desk-view-all", &[]), Go::View(0))];
        for (view, n) in pane.form.views.iter().zip(1..) {
            items.push(Item::new(view.label.clone(), Go::View(n)));
        }
        let (at, title) = (pane.view, pane.form.label.clone());
        let mut chooser = Chooser::new(Choosing::View, title, items);
        chooser.roll.select(at);
        self.open(chooser, session);
    }

    /// What can be done with the record, what cannot and why, and what may follow from it.
    pub(in crate::app) fn open_actions(&mut self, session: &Session) {
        if self.open_marked_actions(session) {
            return;
        }
        let mut items = self.action_items(session);
        items.extend(self.follow_items(session));
        let title = self.subject_title(session);
        let mut chooser = Chooser::new(Choosing::Act, title, items);
        chooser.empty = locale::both("desk-act-nothing", &[]);
        self.open(chooser, session);
    }

    /// Records that belong to this one, and what can be made from it.
    pub(in crate::app) fn open_related(&mut self, session: &Session) {
        let found = self.related_items(session);
        let mut items = self.check(found).unwrap_or_default();
        items.extend(self.follow_items(session));
        let title = self.subject_title(session);
        let mut chooser = Chooser::new(Choosing::Related, title, items);
        chooser.empty = locale::both("desk-related-nothing", &[]);
        self.open(chooser, session);
    }

    fn action_items(&mut self, session: &Session) -> Vec<Item> {
        let Some((register, id)) = self.subject() else {
            return Vec::new();
        };
        let stamp = session.stamp();
        let found = choices::actions(&register, id, &session.reader(&stamp));
        self.check(found).unwrap_or_default()
    }

    fn follow_items(&mut self, session: &Session) -> Vec<Item> {
        let Some((register, id)) = self.subject() else {
            return Vec::new();
        };
        let stamp = session.stamp();
        let found = choices::follows(&register, id, &session.reader(&stamp));
        self.check(found).unwrap_or_default()
    }

    fn related_items(&self, session: &Session) -> Result<Vec<Item>> {
        let Some((register, id)) = self.subject() else {
            return Ok(Vec::new());
        };
        let stamp = session.stamp();
        choices::related(&register, id, &session.reader(&stamp))
    }

    /// The record that commands refer to, by its title.
    pub(in crate::app) fn subject_title(&self, session: &Session) -> Text {
        let Some((register, id)) = self.subject() else {
            return Text::default();
        };
        let stamp = session.stamp();
        let title = session.reader(&stamp).title(&register, id).ok().flatten();
        let one = self
            .catalog
            .form(&register)
            .map_or_else(Text::default, |f| f.one.clone());
        let title = title.unwrap_or_else(|| format!("#{id}"));
        Text {
            zh: format!("{} {title}", one.zh),
            en: format!("{} {title}", one.en),
        }
    }

    /// Searches every register for what is typed.
    pub(in crate::app) fn open_everywhere(&mut self, typed: &str, session: &Session) {
        let title = locale::both("desk-choose-everywhere", &[]);
        let mut chooser = Chooser::new(Choosing::Everywhere, title, Vec::new());
        chooser.empty = locale::both("desk-choose-type", &[]);
        chooser.line.insert(typed);
        self.open(chooser, session);
        self.find_everywhere();
    }

    /// Orders the search for what stands in the line.
    pub(in crate::app) fn find_everywhere(&mut self) {
        self.asked += 1;
        let asked = self.asked;
        if let Some(Layer::Chooser(c)) = self.layers.last_mut()
            && c.what == Choosing::Everywhere
        {
            c.asked = asked;
            let text = c.line.text().trim().to_owned();
            if text.is_empty() {
                c.items.clear();
                c.narrow();
                c.empty = locale::both("desk-choose-type", &[]);
            } else {
                c.empty = locale::both("desk-choose-none", &[]);
                self.jobs.push(Job::Find { asked, text });
            }
        }
    }

    /// At the start: drafts of this person that were never saved.
    pub(in crate::app) fn offer_drafts(&mut self, session: &Session) -> Result<()> {
        let items = choices::drafts(&self.catalog, session)?;
        if !items.is_empty() {
            let title = locale::both("desk-choose-draft", &[]);
            self.layers
                .push(Layer::Chooser(Chooser::new(Choosing::Draft, title, items)));
        }
        Ok(())
    }

    pub(in crate::app) fn open_drafts(&mut self, session: &Session) {
        let found = choices::drafts(&self.catalog, session);
        let items = self.check(found).unwrap_or_default();
        let title = locale::both("desk-choose-draft", &[]);
        let mut chooser = Chooser::new(Choosing::Draft, title, items);
        chooser.empty = locale::both("desk-drafts-none", &[]);
        self.open(chooser, session);
    }
}
