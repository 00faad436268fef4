//! The lines of the Rulebook pane, made anew when the level, the typed words or the findings change.

use std::collections::BTreeMap;

use crate::app::layer::Ink;
use crate::app::pane::findings;
use crate::app::screen::desk::{Desk, PaneId};
use crate::app::screen::layout;
use crate::app::session::Session;
use crate::model::rulebook::{self, Absent, Holder, Obligation, Regulation, params};
use crate::model::text::{cells, safety};
use crate::model::{Catalog, Lang, Text, locale, pinyin};
use crate::rules::watch::{self, InForce};
use crate::store::Result;

use super::{Book, Depth, RulebookRow, held};

impl Desk {
    /// Makes the lines anew; the selection stays on the line that is about the same.
    pub(in crate::app) fn arrange_book(&mut self, session: &Session) {
        if self.shown != PaneId::Rulebook {
            return;
        }
        let stamp = session.stamp();
        let adopted = InForce::read(&session.reader(&stamp));
        let adopted = self.check(adopted).unwrap_or_default();
        let since = |n: u8| Some((n, adopted.since(n)?.to_owned()));
        self.book.since = adopted.numbers().filter_map(since).collect();
        self.book.count(&self.findings);
        let figures = self.read_figures(session);
        self.book.figures = self.check(figures).unwrap_or_default();
        self.lay_book();
        self.follow_book(session);
    }

    /// The figures of the obligation shown, as the organisation has them.
    fn read_figures(&self, session: &Session) -> Result<BTreeMap<String, Text>> {
        let Depth::Obligation(id) = &self.book.level else {
            return Ok(BTreeMap::new());
        };
        let book = rulebook::shipped();
        let held = book.obligation(id).map(|o| book.holders(o, &self.catalog));
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        figures(&held.unwrap_or_default(), &self.catalog)
            .into_iter()
            .map(|code| Ok((code.clone(), findings::figure(&code, &reader)?)))
            .collect()
    }

    /// The lines for the level and the typed words.
    pub(in crate::app) fn lay_book(&mut self) {
        let before = self.book.current().cloned();
        self.book.width = self.space().main.inside().width;
        let rows = match self.book.level.clone() {
            Depth::Book => regulations(&self.book),
            Depth::Regulation(number) => obligations(number, &self.book),
            Depth::Obligation(id) => self.around(&id),
        };
        let can = rows
            .iter()
            .map(|r| !matches!(r, RulebookRow::Heading(_) | RulebookRow::Words(..)))
            .collect();
        self.book.rows = rows;
        self.book.roll.set(can);
        self.book.reselect(before.as_ref());
    }

    /// The pane has another width: words are broken elsewhere.
    pub(in crate::app) fn settle_book(&mut self, session: &Session) {
        if self.shown != PaneId::Rulebook {
            return;
        }
        let main = self.space().main;
        if self.book.width != main.inside().width {
            self.lay_book();
        }
        let rows = self.book_plan().rows;
        self.book.roll.resize(usize::from(rows.height));
        self.follow_book(session);
    }

    /// Where the parts of the pane stand.
    pub fn book_plan(&self) -> layout::BookPlan {
        let space = self.space();
        let heads = !matches!(self.book.level, Depth::Obligation(_));
        layout::BookPlan::of(space.main, self.book.is_narrowed(), heads, space.under)
    }

    /// An obligation in words, what holds it, its figures, and what is found.
    fn around(&self, id: &str) -> Vec<RulebookRow> {
        let book = rulebook::shipped();
        let Some(obligation) = book.obligation(id) else {
            return Vec::new();
        };
        let mut rows = words(obligation, self.lang, self.book.width);
        let wanted = Wanted::of(&self.book);
        let holders = book.holders(obligation, &self.catalog);
        let figures = figures(&holders, &self.catalog);
        let fits = |h: &Holder| {
            let register = held::register(h, &self.catalog).unwrap_or_default();
            wanted.fits(&[held::name(h, &self.catalog), register, held::way(h.by)])
        };
        let held: Vec<RulebookRow> = holders
            .into_iter()
            .filter(fits)
            .map(RulebookRow::Holder)
            .collect();
        section("book-held", held, &mut rows);
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
        let found = (0..self.findings.len()).filter(|p| {
            let finding = self.findings.get(*p);
            !self.findings.is_aside(*p)
                && finding.is_some_and(|f| {
                    f.is_about(id) && wanted.fits(&[Text::same(&f.title), Text::same(&f.message)])
                })
        });
        let mut found: Vec<RulebookRow> = found.map(RulebookRow::Finding).collect();
        let beyond = self.findings.all_more().filter(|m| m.is_about(id));
        let beyond: usize = beyond.map(|m| m.count()).sum();
        if beyond > 0 {
            let text = locale::say(self.lang, "found-beyond", &[("n", &beyond.to_string())]);
            found.push(RulebookRow::Words(Ink::Dim, 0, text));
        }
        section("book-found", found, &mut rows);
        rows
    }
}

impl Book {
    /// Selects the line that says the same as before, else the first.
    pub(in crate::app) fn reselect(&mut self, row: Option<&RulebookRow>) {
        let same = row.and_then(|row| self.rows.iter().position(|r| r == row));
        let words = |r: &RulebookRow| matches!(r, RulebookRow::Words(..) | RulebookRow::Heading(_));
        match same.filter(|at| !words(&self.rows[*at])) {
            Some(at) => self.roll.select(at),
            None => self.roll.first(),
        }
    }
}

/// What is typed, as it is looked for.
struct Wanted {
    typed: String,
    query: pinyin::PinyinQuery,
}

impl Wanted {
    fn of(book: &Book) -> Self {
        let typed = book.line.text().trim();
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

fn regulations(book: &Book) -> Vec<RulebookRow> {
    let wanted = Wanted::of(book);
    let fits =
        |r: &&Regulation| wanted.fits(&[r.title.clone(), Text::same(format!("R{}", r.number))]);
    let mut rows: Vec<RulebookRow> = rulebook::shipped()
        .regulations
        .iter()
        .filter(fits)
        .map(|r| RulebookRow::Regulation(r.number))
        .collect();
    // Words that no title has may stand in an obligation.
    if rows.is_empty() && book.is_narrowed() {
        let all = rulebook::shipped().obligations();
        let fits = all.filter(|o| wanted.holds(&haystack(o)));
        rows.extend(fits.map(|o| RulebookRow::Obligation(o.id.clone())));
    }
    rows
}

fn haystack(o: &Obligation) -> [&str; 4] {
    [&o.id, &o.clause, &o.text.zh, &o.text.en]
}

fn obligations(number: u8, book: &Book) -> Vec<RulebookRow> {
    let Some(regulation) = rulebook::shipped().regulation(number) else {
        return Vec::new();
    };
    let wanted = Wanted::of(book);
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
pub(in crate::app) fn figures(holders: &[Holder], catalog: &Catalog) -> Vec<String> {
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
