//! What is chosen from: commands, registers, what can be done with a record, what belongs to it.

use std::collections::BTreeMap;

use crate::app::command::{COMMANDS, Command, CommandGroup};
use crate::app::keymap::Keymap;
use crate::app::scope::KeyScope;
use crate::app::screen::effect::Effect;
use crate::app::screen::open_counts::OpenCounts;
use crate::app::screen::scene::Sight;
use crate::model::{Catalog, Text, locale};
use crate::store::Result;

use super::choices::{self, EffectItem};
use super::chooser::{Chooser, Choosing, Item};

/// What the desk says of its commands just now.
pub struct Readiness<'a> {
    pub scope: KeyScope,
    pub keymap: &'a Keymap,
    /// Commands used last, the newest first.
    pub recent: &'a [Command],
    /// Why a command cannot be carried out.
    pub why_not: &'a dyn Fn(Command) -> Option<Text>,
}

impl Readiness<'_> {
    /// The commands that do something here.
    fn commands(&self) -> impl Iterator<Item = Command> {
        let here = |scopes: &[KeyScope]| {
            scopes.contains(&KeyScope::Global) || scopes.contains(&self.scope)
        };
        let all = COMMANDS.iter();
        all.filter(move |row| here(row.scopes)).map(|e| e.command)
    }

    fn item(&self, command: Command, go: Effect) -> EffectItem {
        let doc = locale::both(&format!("command-{}", command.name()), &[]);
        Item::new(doc, go)
            .key(self.keymap.key_of(self.scope, command))
            .why_not((self.why_not)(command))
    }
}

/// Every command that does something here, those used last first, and `more`.
pub fn palette(now: &Readiness<'_>, more: Vec<EffectItem>) -> Chooser<Effect> {
    let mut commands: Vec<Command> = now
        .commands()
        .filter(|c| !c.is_plain_key())
        .filter(|c| !matches!(c, Command::Palette | Command::Accept | Command::Cancel))
        .collect();
    commands.sort_by_key(|c| {
        let recent = now.recent.iter().position(|r| r == c);
        ((now.why_not)(*c).is_some(), recent.unwrap_or(usize::MAX))
    });
    let commands = commands.into_iter();
    let mut items: Vec<EffectItem> = commands.map(|c| now.item(c, Effect::Recall(c))).collect();
    items.extend(more);
    let title = locale::both("desk-choose-command", &[]);
    Chooser::new(Choosing::Command, title, items)
}

/// What works here, under its headings: as the menu, or with every key as the help.
pub fn commands(what: Choosing, title: Text, now: &Readiness<'_>) -> Chooser<Effect> {
    let unbound = now.keymap.unbound();
    let mut commands: Vec<Command> = now
        .commands()
        .filter(|c| what == Choosing::Help || !c.is_plain_key())
        .filter(|c| {
            let key = now.keymap.key_of(now.scope, *c).is_some();
            what == Choosing::Menu || key || unbound.contains(c)
        })
        .collect();
    commands.sort_by_key(|c| c.entry().group);
    let under = |group: CommandGroup| locale::both(group.label_id(), &[]);
    let items = commands
        .into_iter()
        .map(|c| now.item(c, Effect::Run(c)).under(under(c.entry().group)))
        .collect();
    Chooser::new(what, title, items)
}

/// Help names the register that is shown, and says what it is for.
pub fn help_title(register: Option<&str>, catalog: &Catalog) -> Text {
    match register.and_then(|id| catalog.form(id)) {
        Some(form) => Text {
            zh: format!("{}：{}", form.label.zh, form.help.zh),
            en: format!("{}: {}", form.label.en, form.help.en),
        },
        None => locale::both("desk-choose-help", &[]),
    }
}

/// Today, the findings, and every register with what is open in it, narrowed by what was typed already.
pub fn registers(
    catalog: &Catalog,
    open: &BTreeMap<String, OpenCounts>,
    typed: &str,
) -> Chooser<Effect> {
    let line = |id: &str, command| Item::new(locale::both(id, &[]), Effect::Run(command));
    let mut items = vec![
        line("desk-today", Command::Today),
        line("desk-findings", Command::Findings),
    ];
    items.extend(choices::registers(catalog, open));
    let title = locale::both("desk-choose-register", &[]);
    let mut chooser = Chooser::new(Choosing::Register, title, items);
    chooser.line.insert(typed);
    chooser.narrow();
    chooser
}

/// Where no register is shown: what is to be recorded?
pub fn beginnings(catalog: &Catalog) -> Chooser<Effect> {
    let title = locale::both("desk-choose-new", &[]);
    Chooser::new(Choosing::New, title, choices::beginnings(catalog))
}

/// What can be done with a record, what cannot and why, and what may follow from it.
///
/// # Errors
/// Trouble with the file.
pub fn actions(register: &str, id: i64, sight: &Sight<'_>) -> Result<Chooser<Effect>> {
    let reader = sight.reader();
    let mut items = choices::actions(register, id, &reader)?;
    items.extend(choices::follows(register, id, &reader)?);
    let title = title(register, id, sight);
    Ok(Chooser::new(Choosing::Act, title, items).or("desk-act-nothing"))
}

/// Records that belong to a record, and what can be made from it.
///
/// # Errors
/// Trouble with the file.
pub fn related(register: &str, id: i64, sight: &Sight<'_>) -> Result<Chooser<Effect>> {
    let reader = sight.reader();
    let mut items = choices::related(register, id, &reader)?;
    items.extend(choices::follows(register, id, &reader)?);
    let title = title(register, id, sight);
    Ok(Chooser::new(Choosing::Related, title, items).or("desk-related-nothing"))
}

/// Every register is searched for what is typed.
pub fn everywhere(typed: &str) -> Chooser<Effect> {
    let title = locale::both("desk-choose-everywhere", &[]);
    let mut chooser = Chooser::new(Choosing::Everywhere, title, Vec::new()).or("desk-choose-type");
    chooser.line.insert(typed);
    chooser
}

/// Drafts of this person that were never saved.
///
/// # Errors
/// Trouble with the file.
pub fn drafts(sight: &Sight<'_>) -> Result<Chooser<Effect>> {
    let title = locale::both("desk-choose-draft", &[]);
    let items = choices::drafts(sight)?;
    Ok(Chooser::new(Choosing::Draft, title, items).or("desk-drafts-none"))
}

/// A record by what one of its kind is called, and its title.
pub fn title(register: &str, id: i64, sight: &Sight<'_>) -> Text {
    let title = sight.reader().title(register, id).ok().flatten();
    let form = sight.scene.catalog.form(register);
    let one = form.map_or_else(Text::default, |f| f.one.clone());
    let title = title.unwrap_or_else(|| format!("#{id}"));
    Text {
        zh: format!("{} {title}", one.zh),
        en: format!("{} {title}", one.en),
    }
}
