//! What lies above the panes, and its kinds: a closed list, drawn from the bottom up, keys to the topmost.

pub mod choices;
mod choosers;
mod history;
pub mod wizard;

use crate::app::command::{Command, KeyScope};
use crate::app::entry::Entry;
use crate::model::pinyin;
use crate::model::text::editor::LineEdit;
use crate::model::{Draft, Lang, Text};

use super::pane::findings::Narrow;
use super::screen::selection::Roll;
use wizard::Wizard;

/// One thing above the panes.
#[derive(Debug)]
pub enum Layer {
    Entry(Box<Entry>),
    Chooser(Chooser),
    Pages(Pages),
    Confirm(Confirm),
    Adopt(Box<Wizard>),
}

impl Layer {
    pub fn scope(&self) -> KeyScope {
        match self {
            Self::Entry(entry) => entry.scope(),
            Self::Chooser(chooser) => match chooser.what {
                Choosing::Menu => KeyScope::Menu,
                Choosing::Help => KeyScope::Help,
                _ => KeyScope::Palette,
            },
            Self::Pages(_) => KeyScope::History,
            Self::Confirm(_) => KeyScope::Confirm,
            Self::Adopt(_) => KeyScope::Adopt,
        }
    }
}

/// What is being chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosing {
    Command,
    Register,
    Everywhere,
    Menu,
    Help,
    View,
    Act,
    Related,
    Draft,
    /// The register of a new record.
    New,
    /// What a list is written as.
    Export,
    /// By what the findings are narrowed.
    Narrow,
}

/// What a choice leads to.
#[derive(Clone, Debug)]
pub enum Go {
    Command(Command),
    Register(String),
    /// A tab of the register shown.
    View(usize),
    Record(String, i64),
    /// The records of a register that refer to a record by a field.
    Referring {
        register: String,
        field: String,
        id: i64,
        shown: String,
    },
    Act {
        register: String,
        id: i64,
        action: String,
    },
    /// An action on all marked records; `true` once that was confirmed.
    ActMarked(String, bool),
    /// A new record of a register.
    Begin(String),
    /// A new record that is partly filled in.
    New(Box<Draft>),
    /// A draft that was kept: register and record, 0 for a new one.
    Draft(String, i64),
    /// Writes the list as a file with this ending.
    Export(&'static str),
    /// The list of findings, narrowed.
    Narrow(Narrow),
    Quit,
}

/// One line to choose.
#[derive(Clone, Debug)]
pub struct Item {
    /// Items of one heading stand together.
    pub heading: Text,
    pub label: Text,
    pub detail: Text,
    /// The key that does the same.
    pub key: String,
    /// Why it cannot be chosen now.
    pub why_not: Option<Text>,
    pub go: Go,
}

impl Item {
    pub fn new(label: Text, go: Go) -> Self {
        Self {
            heading: Text::default(),
            label,
            detail: Text::default(),
            key: String::new(),
            why_not: None,
            go,
        }
    }

    #[must_use]
    pub fn under(mut self, heading: Text) -> Self {
        self.heading = heading;
        self
    }

    #[must_use]
    pub fn detail(mut self, detail: Text) -> Self {
        self.detail = detail;
        self
    }

    #[must_use]
    pub fn key(mut self, key: Option<String>) -> Self {
        self.key = key.unwrap_or_default();
        self
    }

    #[must_use]
    pub fn why_not(mut self, why: Option<Text>) -> Self {
        self.why_not = why;
        self
    }
}

/// A line of a chooser as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Heading(usize),
    Item(usize),
}

/// A list that is narrowed by typing.
#[derive(Debug)]
pub struct Chooser {
    pub what: Choosing,
    pub title: Text,
    pub line: LineEdit,
    pub items: Vec<Item>,
    pub shown: Vec<Shown>,
    pub roll: Roll,
    /// Said when there is nothing to choose from.
    pub empty: Text,
    /// Answers to older questions are dropped.
    pub asked: u64,
}

impl Chooser {
    pub fn new(what: Choosing, title: Text, items: Vec<Item>) -> Self {
        let mut chooser = Self {
            what,
            title,
            line: LineEdit::new("", 100),
            items,
            shown: Vec::new(),
            roll: Roll::default(),
            empty: crate::model::locale::both("desk-choose-none", &[]),
            asked: 0,
        };
        chooser.narrow();
        chooser
    }

    /// Shows what fits what is typed: best fits first, or all under their headings.
    pub fn narrow(&mut self) {
        let typed = self.line.text().trim().to_owned();
        // What was found everywhere fits already, by other rules than the label's.
        let everything = typed.is_empty() || self.what == Choosing::Everywhere;
        self.shown = if everything {
            self.under_headings()
        } else {
            let query = pinyin::PinyinQuery::new(&typed);
            let mut fits: Vec<(u32, usize)> = self
                .items
                .iter()
                .enumerate()
                .filter_map(|(i, item)| Some((rank(&query, item)?, i)))
                .collect();
            fits.sort_by_key(|(fit, i)| (std::cmp::Reverse(*fit), *i));
            fits.into_iter().map(|(_, i)| Shown::Item(i)).collect()
        };
        self.roll.selected = 0;
        self.roll.set(
            self.shown
                .iter()
                .map(|s| matches!(s, Shown::Item(_)))
                .collect(),
        );
        self.roll.first();
    }

    fn under_headings(&self) -> Vec<Shown> {
        let mut shown = Vec::new();
        let mut heading = &Text::default();
        for (i, item) in self.items.iter().enumerate() {
            if item.heading != *heading {
                shown.push(Shown::Heading(i));
                heading = &item.heading;
            }
            shown.push(Shown::Item(i));
        }
        shown
    }

    /// Whether it is a list of keys, which is long.
    pub fn key_list(&self) -> bool {
        matches!(self.what, Choosing::Menu | Choosing::Help)
    }

    /// How many headings stand between the items.
    pub fn headings(&self) -> usize {
        let mut headings: Vec<&Text> = self.items.iter().map(|i| &i.heading).collect();
        headings.dedup();
        headings.len()
    }

    pub fn current(&self) -> Option<&Item> {
        match self.shown.get(self.roll.selected)? {
            Shown::Item(i) => self.items.get(*i),
            Shown::Heading(_) => None,
        }
    }
}

/// How well an item fits: its label in either language or the id of its register, else its other words.
fn rank(query: &pinyin::PinyinQuery, item: &Item) -> Option<u32> {
    let id = match &item.go {
        Go::Register(id) | Go::Begin(id) => id.as_str(),
        _ => "",
    };
    let label = [item.label.get(Lang::Zh), item.label.get(Lang::En), id]
        .into_iter()
        .filter(|t| !t.is_empty())
        .filter_map(|t| query.rank(t))
        .max();
    let rest = || {
        [&item.detail, &item.heading]
            .into_iter()
            .flat_map(|t| [t.get(Lang::Zh), t.get(Lang::En)])
            .find_map(|t| query.rank(t))
    };
    label.map(|r| r + 10).or_else(|| rest().map(|r| r.min(9)))
}

/// How a line of a sheet is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Title,
    Text,
    Dim,
    Before,
    After,
    Done,
    Error,
}

/// Pages to be read.
#[derive(Debug)]
pub struct Pages {
    pub title: Text,
    /// Each line in pieces: how it is meant, and its words.
    pub lines: Vec<Vec<(Ink, String)>>,
    pub top: usize,
    pub height: usize,
}

impl Pages {
    pub fn new(title: Text, lines: Vec<Vec<(Ink, String)>>) -> Self {
        Self {
            title,
            lines,
            top: 0,
            height: 0,
        }
    }

    pub fn scroll(&mut self, by: isize) {
        let most = self.lines.len().saturating_sub(self.height.max(1));
        self.top = self.top.saturating_add_signed(by).min(most);
    }
}

/// A question with a safe answer, which comes first.
#[derive(Debug)]
pub struct Confirm {
    pub question: Text,
    pub no: Text,
    pub yes: Text,
    pub go: Go,
    /// Whether "yes" is selected.
    pub on_yes: bool,
}
