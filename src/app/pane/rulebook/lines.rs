//! The lines of the Rulebook pane, made anew when the level, the typed words or the findings change.

use crate::app::screen::ink::Ink;
use crate::app::screen::scene::Scene;
use crate::model::rulebook::{self, Absent, Holder, Obligation, Regulation, params};
use crate::model::text::{cells, safety};
use crate::model::{Catalog, Lang, Text, locale, pinyin};
use crate::rules::watch;
use crate::rules::watch::Overflow;

use super::held;
use super::row::{Depth, RulebookRow};

/// The lines of a level that hold the typed words; what is to be read is broken into so many cells.
pub fn lines(level: &Depth, typed: &str, width: u16, scene: &Scene) -> Vec<RulebookRow> {
    match level {
        Depth::Book => regulations(typed),
        Depth::Regulation(number) => obligations(*number, typed),
        Depth::Obligation(id) => around(id, typed, width, scene),
    }
}

/// An obligation in words, what holds it, its figures, and what is found.
fn around(id: &str, typed: &str, width: u16, scene: &Scene) -> Vec<RulebookRow> {
    let book = rulebook::shipped();
    let Some(obligation) = book.obligation(id) else {
        return Vec::new();
    };
    let mut rows = words(obligation, scene.lang, width);
    let wanted = Wanted::of(typed);
    let holders = book.holders(obligation, &scene.catalog);
    let figures = figures(&holders, &scene.catalog);
    let fits = |h: &Holder| {
        let register = held::register(h, &scene.catalog).unwrap_or_default();
        wanted.fits(&[held::name(h, &scene.catalog), register, held::way(h.by)])
    };
    let held: Vec<RulebookRow> = holders
        .into_iter()
        .filter(|h| fits(h))
        .map(RulebookRow::Holder)
        .collect();
    section("book-held", held, &mut rows);
    let awaited = obligation.awaited().filter(|h| fits(h));
    let awaited = awaited.cloned().map(RulebookRow::Holder).collect();
    section("book-awaited", awaited, &mut rows);
    let fits = |code: &String| {
        let label = params::find(code).map_or_else(Text::default, params::Param::label);
        wanted.fits(&[label, Text::same(code)])
    };
    let figures = figures
        .into_iter()
        .filter(fits)
        .map(RulebookRow::Figure)
        .collect();
    section("book-figures", figures, &mut rows);
    let found = (0..scene.findings.len()).filter(|p| {
        let finding = scene.findings.get(*p);
        !scene.findings.is_aside(*p)
            && finding.is_some_and(|f| {
                f.is_about(id) && wanted.fits(&[Text::same(&f.title), Text::same(&f.message)])
            })
    });
    let mut found: Vec<RulebookRow> = found.map(RulebookRow::Finding).collect();
    let beyond = scene.findings.all_more().filter(|m| m.is_about(id));
    let beyond: usize = beyond.map(Overflow::count).sum();
    if beyond > 0 {
        let text = locale::say(scene.lang, "found-beyond", &[("n", &beyond.to_string())]);
        found.push(RulebookRow::Words(Ink::Dim, 0, text));
    }
    section("book-found", found, &mut rows);
    rows
}

/// What is typed, as it is looked for.
struct Wanted {
    typed: String,
    query: pinyin::PinyinQuery,
}

impl Wanted {
    fn of(typed: &str) -> Self {
        Self {
            typed: safety::fold(typed).to_lowercase(),
            query: pinyin::PinyinQuery::new(typed),
        }
    }

    fn fits(&self, texts: &[Text]) -> bool {
        self.typed.is_empty()
            || texts
                .iter()
                .flat_map(|t| [t.get(Lang::Zh), t.get(Lang::En)])
                .any(|t| {
                    safety::fold(t).to_lowercase().contains(&self.typed)
                        || self.query.rank(t).is_some()
                })
    }

    /// A long text is looked through letter by letter: initials of pinyin would find half of them.
    fn holds(&self, texts: &[&str]) -> bool {
        self.typed.is_empty()
            || texts
                .iter()
                .any(|t| safety::fold(t).to_lowercase().contains(&self.typed))
    }
}

fn regulations(typed: &str) -> Vec<RulebookRow> {
    let wanted = Wanted::of(typed);
    let fits =
        |r: &&Regulation| wanted.fits(&[r.title.clone(), Text::same(format!("R{}", r.number))]);
    let mut rows: Vec<RulebookRow> = rulebook::shipped()
        .regulations
        .iter()
        .filter(fits)
        .map(|r| RulebookRow::Regulation(r.number))
        .collect();
    // Words that no title has may stand in an obligation.
    if rows.is_empty() && !typed.is_empty() {
        let all = rulebook::shipped().obligations();
        let fits = all.filter(|o| wanted.holds(&haystack(o)));
        rows.extend(fits.map(|o| RulebookRow::Obligation(o.id.clone())));
    }
    rows
}

fn haystack(o: &Obligation) -> [&str; 4] {
    [&o.id, &o.clause, &o.text.zh, &o.text.en]
}

fn obligations(number: u8, typed: &str) -> Vec<RulebookRow> {
    let Some(regulation) = rulebook::shipped().regulation(number) else {
        return Vec::new();
    };
    let wanted = Wanted::of(typed);
    let mut rows: Vec<RulebookRow> = regulation
        .obligations
        .iter()
        .filter(|o| wanted.holds(&haystack(o)))
        .map(|o| RulebookRow::Obligation(o.id.clone()))
        .collect();
    let fits = |a: &Absent| wanted.holds(&[&a.clause, &a.say.zh, &a.say.en]);
    let absent = regulation.absent.iter().zip(0..).filter(|(a, _)| fits(a));
    let absent = absent
        .map(|(_, n)| RulebookRow::Absent(number, n))
        .collect();
    section("book-absent", absent, &mut rows);
    rows
}

/// The lines of a section under its heading, if there are any.
fn section(heading: &'static str, lines: Vec<RulebookRow>, rows: &mut Vec<RulebookRow>) {
    if !lines.is_empty() {
        if !rows.is_empty() {
            rows.push(RulebookRow::Words(Ink::Text, 0, String::new()));
        }
        rows.push(RulebookRow::Heading(heading));
        rows.extend(lines);
    }
}

/// The obligation in our words, how a doubtful clause is read, why no program can hold it.
fn words(o: &Obligation, lang: Lang, width: u16) -> Vec<RulebookRow> {
    let kind = locale::say(lang, &format!("book-kind-{}", o.kind), &[]);
    let mut rows = vec![RulebookRow::Words(
        Ink::Dim,
        0,
        format!("{}  {}  {kind}", o.id, o.clause),
    )];
    let mut add = |ink, text: String| {
        let room = usize::from(width.saturating_sub(3)).max(8);
        for line in cells::wrap(&safety::visible(&text), room) {
            rows.push(RulebookRow::Words(ink, 0, line));
        }
    };
    add(Ink::Title, o.text.get(lang).to_owned());
    for (id, text) in [("book-reading", &o.reading), ("book-outside", &o.outside)] {
        if let Some(text) = text {
            add(
                Ink::Text,
                locale::say(lang, id, &[("text", text.get(lang))]),
            );
        }
    }
    rows
}

/// The figures of all rules among the holders, each once.
pub fn figures(holders: &[Holder], catalog: &Catalog) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    let rules = holders
        .iter()
        .filter(|h| h.by == rulebook::By::Rule)
        .filter_map(|h| rulebook::shipped().rule(h, catalog));
    for code in rules.flat_map(watch::figures) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
