//! A list that is narrowed by typing: palette, registers, menu, help, what can be done.
//!
//! Invariant: the selected line is an item, if any is shown. Must never know what a choice leads to.

use crate::app::command::Command;
use crate::app::line_keys;
use crate::app::screen::layout::Cells;
use crate::app::screen::selection::Selection;
use crate::model::text::editor::LineEdit;
use crate::model::{Lang, Text, locale, pinyin};

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

/// What came of a key in a list or a question.
#[derive(Clone, Debug)]
pub enum Chosen<G> {
    Nothing,
    Close,
    /// What is selected cannot be chosen now.
    Refused(Text),
    /// These words are to be looked for outside of what is listed.
    Search(String),
    Go(G),
}

/// One line to choose.
#[derive(Clone, Debug)]
pub struct Item<G> {
    /// Items of one heading stand together.
    pub heading: Text,
    pub label: Text,
    pub detail: Text,
    /// The key that does the same.
    pub key: String,
    /// Why it cannot be chosen now.
    pub why_not: Option<Text>,
    /// Another word that it is known by: the id of a register.
    pub also: String,
    pub go: G,
}

impl<G> Item<G> {
    pub fn new(label: Text, go: G) -> Self {
        Self {
            heading: Text::default(),
            label,
            detail: Text::default(),
            key: String::new(),
            why_not: None,
            also: String::new(),
            go,
        }
    }

    #[must_use]
    pub fn also(mut self, word: &str) -> Self {
        word.clone_into(&mut self.also);
        self
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
#[derive(Clone, Debug)]
pub struct Chooser<G> {
    pub what: Choosing,
    pub title: Text,
    pub line: LineEdit,
    pub items: Vec<Item<G>>,
    pub shown: Vec<Shown>,
    pub selection: Selection,
    /// Said when there is nothing to choose from.
    pub empty: Text,
    /// Answers to older questions are dropped.
    pub asked: u64,
}

impl<G: Clone> Chooser<G> {
    pub fn new(what: Choosing, title: Text, items: Vec<Item<G>>) -> Self {
        let mut chooser = Self {
            what,
            title,
            line: LineEdit::new("", 100),
            items,
            shown: Vec::new(),
            selection: Selection::default(),
            empty: locale::both("desk-choose-none", &[]),
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
        self.selection.selected = 0;
        self.selection.set(
            self.shown
                .iter()
                .map(|s| matches!(s, Shown::Item(_)))
                .collect(),
        );
        self.selection.first();
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

    pub fn current(&self) -> Option<&Item<G>> {
        match self.shown.get(self.selection.selected)? {
            Shown::Item(i) => self.items.get(*i),
            Shown::Heading(_) => None,
        }
    }

    #[must_use]
    pub fn or(mut self, empty: &str) -> Self {
        self.empty = locale::both(empty, &[]);
        self
    }

    /// Takes a command.
    pub fn run(&mut self, command: Command) -> Chosen<G> {
        if self.selection.moved(command) {
            return Chosen::Nothing;
        }
        match (command, line_keys::edit(&mut self.line, command)) {
            (Command::Accept | Command::Open, _) => self.accept(),
            (Command::Cancel, _) => Chosen::Close,
            (_, Some(true)) => self.typed(),
            _ => Chosen::Nothing,
        }
    }

    /// Takes text into its line.
    pub fn text(&mut self, text: &str) -> Chosen<G> {
        self.line.insert(text);
        self.typed()
    }

    /// A press of the mouse on a line accepts it.
    pub fn click(&mut self, cells: Cells, y: u16) -> Chosen<G> {
        let first = cells.inside().y + 2;
        let line = self.selection.top + usize::from(y.saturating_sub(first));
        if y >= first && matches!(self.shown.get(line), Some(Shown::Item(_))) {
            self.selection.select(line);
            return self.accept();
        }
        Chosen::Nothing
    }

    fn accept(&self) -> Chosen<G> {
        match self.current() {
            None => Chosen::Nothing,
            Some(item) => match &item.why_not {
                Some(why) => Chosen::Refused(why.clone()),
                None => Chosen::Go(item.go.clone()),
            },
        }
    }

    /// What is typed has changed.
    fn typed(&mut self) -> Chosen<G> {
        if self.what != Choosing::Everywhere {
            self.narrow();
            return Chosen::Nothing;
        }
        let words = self.line.text().trim().to_owned();
        if words.is_empty() {
            self.items.clear();
            self.narrow();
            self.empty = locale::both("desk-choose-type", &[]);
        } else {
            self.empty = locale::both("desk-choose-none", &[]);
        }
        Chosen::Search(words)
    }
}

/// How well an item fits: its label in either language or the word it is also known by, else its other words.
fn rank<G>(query: &pinyin::PinyinQuery, item: &Item<G>) -> Option<u32> {
    let label = [
        item.label.get(Lang::Zh),
        item.label.get(Lang::En),
        &item.also,
    ]
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
