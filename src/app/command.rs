//! Everything a person can do, by name: one table that hints, menu, palette, help and manual are readings of.
//!
//! Invariant: a command stands here once; its words are the message `command-<name>` of the locale. Keys are not
//! known here: they stand in `assets/keys.toml` and are read by [`super::keymap`].

use crate::model::{Lang, locale};

use super::scope::KeyScope;

/// What must be there before a command can be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Nothing,
    /// A register is shown.
    Register,
    /// A record is selected.
    Record,
    /// A register is shown, and the file may be written.
    NewRecord,
    /// A record is selected, and the file may be written.
    Change,
    /// A finding is selected.
    Finding,
    /// A finding is selected, and it can be put aside.
    Aside,
    /// The file may be written.
    Writable,
}

/// The headings of menu and help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommandGroup {
    Record,
    Found,
    List,
    Go,
    Desk,
    Field,
    Line,
    Move,
}

impl CommandGroup {
    /// The locale id of the heading.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Record => "group-record",
            Self::Found => "group-found",
            Self::List => "group-list",
            Self::Go => "group-go",
            Self::Desk => "group-desk",
            Self::Field => "group-field",
            Self::Line => "group-line",
            Self::Move => "group-move",
        }
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct CommandRow {
    pub command: Command,
    pub name: &'static str,
    pub group: CommandGroup,
    pub need: Need,
    /// Where it does something; [`KeyScope::Global`] stands for everywhere.
    pub scopes: &'static [KeyScope],
}

macro_rules! commands {
    ($($name:literal $variant:ident $group:ident $need:ident $scopes:ident)*) => {
        /// A thing to be done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command { $($variant),* }

        /// Every command, in the order of menu and help.
        pub const COMMANDS: &[CommandRow] = &[
            $(CommandRow {
                command: Command::$variant,
                name: $name,
                group: CommandGroup::$group,
                need: Need::$need,
                scopes: KeyScope::$scopes,
            }),*
        ];
    };
}

commands! {
    "open" Open Record Nothing EVERYWHERE
    "edit" Edit Record Record FORM_OR_ROWS
    "new" New Record NewRecord BROWSE
    "duplicate" Duplicate Record NewRecord FORM_OR_ROWS
    "act" Act Record Record FORM_OR_ROWS
    "related" Related Record Record ROWS
    "history" History Record Record FORM_OR_ROWS
    "void" Void Record Change ROWS
    "copy" Copy Record Record LIST
    "undo" Undo Record Nothing EVERYWHERE
    "redo" Redo Record Nothing EVERYWHERE

    "explain" Explain Found Finding EXPLAINED
    "snooze" Snooze Found Aside EXPLAINED
    "mine" Mine Found Nothing FOUND
    "narrow" Narrow Found Nothing FOUND
    "group" Group Found Nothing FINDINGS
    "show-aside" ShowAside Found Nothing FOUND

    "search" Search List Register LIST
    "views" Views List Register TABS
    "next-view" NextView List Register TABS
    "previous-view" PreviousView List Register TABS
    "next-day" NextDay List Nothing GRID
    "previous-day" PreviousDay List Nothing GRID
    "query" Query List Register LIST
    "sort" Sort List Register LIST
    "filter-by-value" FilterByValue List Record LIST
    "clear-filters" ClearFilters List Register LIST
    "mark" Mark List Record LIST
    "mark-all" MarkAll List Register LIST
    "mark-up" MarkUp List Record LIST
    "mark-down" MarkDown List Record LIST
    "show-void" ShowVoid List Register LIST
    "export" Export List Register LIST
    "refresh" Refresh List Nothing BROWSE

    "go-to-register" GoToRegister Go Nothing EVERYWHERE
    "find-everywhere" FindEverywhere Go Nothing EVERYWHERE
    "today" Today Go Nothing EVERYWHERE
    "fold" Fold Go Nothing SIDE
    "findings" Findings Go Nothing EVERYWHERE
    "rulebook" Rulebook Go Nothing EVERYWHERE
    "next-pane" NextPane Go Nothing BROWSE
    "previous-pane" PreviousPane Go Nothing BROWSE

    "help" Help Desk Nothing EVERYWHERE
    "menu" Menu Desk Nothing EVERYWHERE
    "palette" Palette Desk Nothing EVERYWHERE
    "messages" Messages Desk Nothing EVERYWHERE
    "drafts" Drafts Desk Nothing EVERYWHERE
    "adopt" Adopt Desk Writable EVERYWHERE
    "language" Language Desk Nothing EVERYWHERE
    "theme" Theme Desk Nothing EVERYWHERE
    "redraw" Redraw Desk Nothing EVERYWHERE
    "quit" Quit Desk Nothing EVERYWHERE
    "cancel" Cancel Desk Nothing EVERYWHERE

    "accept" Accept Field Nothing EVERYWHERE
    "next-field" NextField Field Nothing FIELDS
    "previous-field" PreviousField Field Nothing FIELDS
    "tick" Tick Field Nothing ADOPT
    "tick-all" TickAll Field Nothing ADOPT
    "next-page" NextPage Field Nothing FORM
    "previous-page" PreviousPage Field Nothing FORM
    "next-record" NextRecord Field Record ENTRY
    "previous-record" PreviousRecord Field Record ENTRY
    "pick-list" PickList Field Nothing FORM
    "value-from-above" ValueFromAbove Field Nothing FORM
    "today-now" TodayNow Field Nothing FORM
    "add-line" AddLine Field Nothing FORM
    "remove-line" RemoveLine Field Nothing FORM
    "line-up" LineUp Field Nothing FORM
    "line-down" LineDown Field Nothing FORM
    "save" Save Field Writable FORM
    "save-and-new" SaveAndNew Field Writable FORM
    "run-query" RunQuery Field Nothing FORM

    "left" Left Line Nothing EVERYWHERE
    "right" Right Line Nothing EVERYWHERE
    "word-left" WordLeft Line Nothing EVERYWHERE
    "word-right" WordRight Line Nothing EVERYWHERE
    "line-start" LineStart Line Nothing EVERYWHERE
    "line-end" LineEnd Line Nothing EVERYWHERE
    "erase-left" EraseLeft Line Nothing EVERYWHERE
    "erase-right" EraseRight Line Nothing EVERYWHERE
    "erase-word" EraseWord Line Nothing EVERYWHERE
    "erase-line" EraseLine Line Nothing EVERYWHERE

    "up" Up Move Nothing EVERYWHERE
    "down" Down Move Nothing EVERYWHERE
    "page-up" PageUp Move Nothing EVERYWHERE
    "page-down" PageDown Move Nothing EVERYWHERE
    "top" Top Move Nothing EVERYWHERE
    "bottom" Bottom Move Nothing EVERYWHERE
}

impl Command {
    /// The line of the table.
    pub fn entry(self) -> &'static CommandRow {
        // The table is made from the same list as the enum, in the same order.
        &COMMANDS[self as usize]
    }

    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Whether it only moves about or edits a line: nobody looks for that in a menu.
    pub fn is_plain_key(self) -> bool {
        matches!(self.entry().group, CommandGroup::Move | CommandGroup::Line)
    }

    /// The command of a name.
    pub fn read(name: &str) -> Option<Self> {
        COMMANDS.iter().find(|e| e.name == name).map(|e| e.command)
    }

    /// What it does, in a few words: `command-<name>` of the locale.
    pub fn doc(self, lang: Lang) -> String {
        locale::say(lang, &format!("command-{}", self.name()), &[])
    }

    /// The same in one word, for the line of hints; the long form where there is no short one.
    pub fn short(self, lang: Lang) -> String {
        let id = format!("hint-{}", self.name());
        if locale::has(lang, &id) {
            locale::say(lang, &id, &[])
        } else {
            self.doc(lang)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_command_has_its_words() {
        for (at, entry) in COMMANDS.iter().enumerate() {
            assert_eq!(entry.command as usize, at);
            assert_eq!(Command::read(entry.name), Some(entry.command));
            for lang in [Lang::Zh, Lang::En] {
                let id = format!("command-{}", entry.name);
                assert!(locale::has(lang, &id), "{id} in {lang:?}");
                assert!(locale::has(lang, entry.group.label_id()));
            }
        }
    }
}
