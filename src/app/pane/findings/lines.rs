//! The lines of the list of findings, made from what is found and what is asked of it.

use std::collections::{BTreeMap, HashMap};

use crate::app::findings::narrow::{self, Narrow};
use crate::app::findings::{Findings, clause};
use crate::model::text::safety;
use crate::model::{Catalog, Lang, Text, locale, pinyin};
use crate::rules::watch::{Finding, Overflow, Severity};

/// From so many findings on words are looked for letter by letter, without pinyin.
const MANY: usize = 3_000;

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

/// What is asked of the list.
pub struct Narrowing<'a> {
    pub narrow: &'a Narrow,
    pub grouping: Grouping,
    /// What is typed, without blanks around it.
    pub typed: &'a str,
}

/// The lines, and how many findings stand for them.
pub fn lines(
    asked: &Narrowing<'_>,
    findings: &Findings,
    catalog: &Catalog,
) -> (Vec<FoundRow>, usize) {
    let mut groups = Groups::default();
    let query = pinyin::PinyinQuery::new(asked.typed);
    let many = findings.len() > MANY;
    let folded = safety::fold(asked.typed).to_lowercase();
    let by = asked.grouping;
    for place in (0..findings.len()).filter(|p| findings.shows(*p)) {
        let Some(finding) = findings.get(place).filter(|f| asked.narrow.lets(f)) else {
            continue;
        };
        let fits = |text: &str| {
            if many {
                safety::fold(text).to_lowercase().contains(&folded)
            } else {
                query.rank(text).is_some()
            }
        };
        if !asked.typed.is_empty() && !words(finding, catalog).iter().any(|w| fits(w)) {
            continue;
        }
        let f = finding;
        let group = groups.of(by, f.severity, &f.register, &f.obligations, catalog);
        group.places.push(place);
    }
    // In what is not held nothing can be looked for.
    let lets = |m: &&Overflow| asked.typed.is_empty() && asked.narrow.lets_more(m);
    for m in findings.more().filter(lets) {
        let group = groups.of(by, m.severity, &m.register, &m.obligations, catalog);
        *group.more.entry(m.rule.clone()).or_default() += m.count();
    }
    let count = groups.all.iter().map(Together::count).sum();
    let mut rows = Vec::new();
    for group in groups.all {
        let n = group.count();
        rows.push(FoundRow::Heading(group.label, n));
        rows.extend(group.places.into_iter().map(FoundRow::Finding));
        let more = group.more.into_iter();
        let row = |(rule, n): (String, usize)| FoundRow::More(beyond(&rule, n, catalog));
        rows.extend(more.map(row));
    }
    (rows, count)
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
