//! The list of all findings: what is asked of it, and its lines.

use std::collections::HashMap;

use crate::model::line::LineEdit;
use crate::model::{Catalog, Text, glyph, pinyin};
use crate::rules::watch::Finding;

use super::super::roll::Roll;
use super::super::today::Mark;
use super::narrow::{self, Narrow};
use super::{Detail, Findings, clause};

/// From so many findings on words are looked for letter by letter, without pinyin.
const MANY: usize = 3_000;
/// The longest text that narrows the list.
const LONGEST: usize = 100;

/// By what the lines stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    #[default]
    Severity,
    Register,
    Clause,
}

impl Group {
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
pub enum Row {
    Heading(Text, usize),
    /// A finding by its place.
    Finding(usize),
}

/// The Findings pane.
#[derive(Clone, Debug)]
pub struct Listing {
    pub narrow: Narrow,
    pub group: Group,
    /// What is typed narrows the list.
    pub line: LineEdit,
    pub rows: Vec<Row>,
    pub count: usize,
    pub roll: Roll,
    /// The selected finding explained.
    pub detail: Option<Detail>,
}

impl Default for Listing {
    fn default() -> Self {
        Self {
            narrow: Narrow::default(),
            group: Group::default(),
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
            Row::Finding(place) => Some(*place),
            Row::Heading(..) => None,
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
        let mut groups: Vec<(Text, Vec<usize>)> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let typed = self.list.line.text().trim().to_owned();
        let query = pinyin::Query::new(&typed);
        let many = self.len() > MANY;
        let folded = glyph::fold(&typed).to_lowercase();
        for place in (0..self.len()).filter(|p| self.shows(*p)) {
            let Some(finding) = self.get(place).filter(|f| self.list.narrow.lets(f)) else {
                continue;
            };
            let fits = |text: &str| {
                if many {
                    glyph::fold(text).to_lowercase().contains(&folded)
                } else {
                    query.rank(text).is_some()
                }
            };
            if !typed.is_empty() && !words(finding, catalog).iter().any(|w| fits(w)) {
                continue;
            }
            let (key, label) = group(self.list.group, finding, catalog);
            let at = *known.entry(key).or_insert_with(|| {
                groups.push((label(), Vec::new()));
                groups.len() - 1
            });
            groups[at].1.push(place);
        }
        self.list.count = groups.iter().map(|(_, places)| places.len()).sum();
        self.list.rows.clear();
        for (label, places) in groups {
            self.list.rows.push(Row::Heading(label, places.len()));
            self.list.rows.extend(places.into_iter().map(Row::Finding));
        }
        let lines = self.list.rows.iter();
        let can = lines.map(|r| matches!(r, Row::Finding(_))).collect();
        self.list.roll.set(can);
        let same = mark.and_then(|mark| {
            let is = |row: &Row| match row {
                Row::Finding(place) => self.get(*place).map(Mark::of).as_ref() == Some(mark),
                Row::Heading(..) => false,
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

/// The heading under which a finding stands: its key, and its words.
fn group<'a>(
    by: Group,
    finding: &'a Finding,
    catalog: &'a Catalog,
) -> (String, Box<dyn FnOnce() -> Text + 'a>) {
    match by {
        Group::Severity => (
            finding.severity.word().to_owned(),
            Box::new(|| {
                let id = format!("desk-heading-{}", finding.severity.word());
                crate::model::locale::both(&id, &[])
            }),
        ),
        Group::Register => (
            finding.register.clone(),
            Box::new(|| narrow::register(catalog, &finding.register)),
        ),
        Group::Clause => {
            let id = finding.obligations.first().cloned().unwrap_or_default();
            (
                id.clone(),
                Box::new(move || match id.as_str() {
                    "" => crate::model::locale::both("found-own-rules", &[]),
                    id => narrow::clause(id),
                }),
            )
        }
    }
}
