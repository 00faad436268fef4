//! The list of all findings: what is asked of it, and its lines.

use std::collections::{BTreeMap, HashMap};

use crate::app::pane::today::Mark;
use crate::app::screen::selection::Roll;
use crate::model::text::editor::LineEdit;
use crate::model::text::safety;
use crate::model::{Catalog, Lang, Text, locale, pinyin};
use crate::rules::watch::{Finding, Overflow, Severity};

use super::narrow::{self, Narrow};
use super::{Detail, Findings, clause};

/// From so many findings on words are looked for letter by letter, without pinyin.
const MANY: usize = 3_000;
/// The longest text that narrows the list.
const LONGEST: usize = 100;

/// By what the lines stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    #[default]
    Severity,
    Register,
    Clause,
}

impl Grouping {
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Severity => Self::Register,
            Self::Register => Self::Clause,
            Self::Clause => Self::Severity,
        }
    }

    /// The locale id of its name.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Severity => "found-by-severity",
            Self::Register => "found-by-register",
            Self::Clause => "found-by-clause",
        }
    }
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundRow {
    Heading(Text, usize),
    /// A finding by its place.
    Finding(usize),
    /// So many more of one rule, in words.
    More(Text),
}

/// The Findings pane.
#[derive(Clone, Debug)]
pub struct Listing {
    pub narrow: Narrow,
    pub group: Grouping,
    /// What is typed narrows the list.
    pub line: LineEdit,
    pub rows: Vec<FoundRow>,
    pub count: usize,
    pub roll: Roll,
    /// The selected finding explained.
    pub detail: Option<Detail>,
}

impl Default for Listing {
    fn default() -> Self {
        Self {
            narrow: Narrow::default(),
            group: Grouping::default(),
            line: LineEdit::new("", LONGEST),
            rows: Vec::new(),
            count: 0,
            roll: Roll::default(),
            detail: None,
        }
    }
}

impl Listing {
    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        !self.narrow.is_open() || !self.line.text().trim().is_empty()
    }

    /// The place of the selected finding.
    pub fn place(&self) -> Option<usize> {
        match self.rows.get(self.roll.selected)? {
            FoundRow::Finding(place) => Some(*place),
            FoundRow::Heading(..) | FoundRow::More(_) => None,
        }
    }
}

impl Findings {
    /// The finding that is selected in the list.
    pub fn selected(&self) -> Option<&Finding> {
        self.get(self.list.place()?)
    }

    /// Makes the lines of the list anew; the selection goes to the line that is about the same.
    pub fn arrange(&mut self, catalog: &Catalog, mark: Option<&Mark>) {
        let mut groups = Groups::default();
        let typed = self.list.line.text().trim().to_owned();
        let query = pinyin::PinyinQuery::new(&typed);
        let many = self.len() > MANY;
        let folded = safety::fold(&typed).to_lowercase();
        for place in (0..self.len()).filter(|p| self.shows(*p)) {
            let Some(finding) = self.get(place).filter(|f| self.list.narrow.lets(f)) else {
                continue;
            };
            let fits = |text: &str| {
                if many {
                    safety::fold(text).to_lowercase().contains(&folded)
                } else {
                    query.rank(text).is_some()
                }
            };
            if !typed.is_empty() && !words(finding, catalog).iter().any(|w| fits(w)) {
                continue;
            }
            let (by, f) = (self.list.group, finding);
            let group = groups.of(by, f.severity, &f.register, &f.obligations, catalog);
            group.places.push(place);
        }
        // In what is not held nothing can be looked for.
        let lets = |m: &&Overflow| typed.is_empty() && self.list.narrow.lets_more(m);
        for m in self.more().filter(lets) {
            let by = self.list.group;
            let group = groups.of(by, m.severity, &m.register, &m.obligations, catalog);
            *group.more.entry(m.rule.clone()).or_default() += m.count();
        }
        self.list.count = groups.all.iter().map(Together::count).sum();
        self.list.rows.clear();
        for group in groups.all {
            let n = group.count();
            self.list.rows.push(FoundRow::Heading(group.label, n));
            self.list
                .rows
                .extend(group.places.into_iter().map(FoundRow::Finding));
            let more = group.more.into_iter();
            let row = |(rule, n): (String, usize)| FoundRow::More(beyond(&rule, n, catalog));
            self.list.rows.extend(more.map(row));
        }
        let lines = self.list.rows.iter();
        let can = lines.map(|r| matches!(r, FoundRow::Finding(_))).collect();
        self.list.roll.set(can);
        let same = mark.and_then(|mark| {
            let is = |row: &FoundRow| match row {
                FoundRow::Finding(place) => self.get(*place).map(Mark::of).as_ref() == Some(mark),
                FoundRow::Heading(..) | FoundRow::More(_) => false,
            };
            self.list.rows.iter().position(is)
        });
        let selected = self.list.roll.selected;
        self.list.roll.select(same.unwrap_or(selected));
    }
}

/// What typed words are looked for in.
fn words(finding: &Finding, catalog: &Catalog) -> [String; 5] {
    let register = narrow::register(catalog, &finding.register);
    [
        format!(
            "{} {}",
            finding.number.as_deref().unwrap_or_default(),
            finding.title
        ),
        finding.message.clone(),
        format!("{} {}", clause(finding), finding.obligations.join(" ")),
        register.zh,
        register.en,
    ]
}

/// How many more there are of a rule; the register says what it is about, its name which it is.
fn beyond(rule: &str, n: usize, catalog: &Catalog) -> Text {
    let register = rule.split('.').next().unwrap_or(rule);
    let register = narrow::register(catalog, register);
    let n = n.to_string();
    let say = |lang| {
        let words = [("n", &*n), ("register", register.get(lang)), ("rule", rule)];
        locale::say(lang, "found-more", &words)
    };
    Text {
        zh: say(Lang::Zh),
        en: say(Lang::En),
    }
}

/// Lines that stand under one heading.
struct Together {
    label: Text,
    places: Vec<usize>,
    /// How many more there are, by rule.
    more: BTreeMap<String, usize>,
}

impl Together {
    fn count(&self) -> usize {
        self.places.len() + self.more.values().sum::<usize>()
    }
}

/// The headings in the order in which they are met.
#[derive(Default)]
struct Groups {
    all: Vec<Together>,
    known: HashMap<String, usize>,
}

impl Groups {
    /// Those under the heading of an urgency, a register or a first obligation.
    fn of(
        &mut self,
        by: Grouping,
        severity: Severity,
        register: &str,
        obligations: &[String],
        catalog: &Catalog,
    ) -> &mut Together {
        let first = obligations.first().map_or("", String::as_str);
        let key = match by {
            Grouping::Severity => severity.word(),
            Grouping::Register => register,
            Grouping::Clause => first,
        };
        let at = self.known.get(key).copied().unwrap_or(self.all.len());
        if at == self.all.len() {
            self.known.insert(key.to_owned(), at);
            let label = match by {
                Grouping::Severity => locale::both(&format!("desk-heading-{key}"), &[]),
                Grouping::Register => narrow::register(catalog, register),
                Grouping::Clause if first.is_empty() => locale::both("found-own-rules", &[]),
                Grouping::Clause => narrow::clause(first),
            };
            self.all.push(Together {
                label,
                places: Vec::new(),
                more: BTreeMap::new(),
            });
        }
        &mut self.all[at]
    }
}
