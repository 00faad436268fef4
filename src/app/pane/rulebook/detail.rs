//! The selected line of the Rulebook pane explained, beside it or in short below.

use crate::app::findings::detail::{self, Detail};
use crate::app::findings::{Findings, figure};
use crate::app::screen::ink::Ink;
use crate::app::screen::scene::Sight;
use crate::model::rulebook::params::{self, Strict};
use crate::model::rulebook::{self, Holder, Obligation, Regulation};
use crate::model::{Catalog, Lang, locale};
use crate::rules::watch::Overflow;
use crate::store::{Reader, Result};

use super::held;
use super::row::{FoundTally, RulebookRow};
use super::tally::Tallies;

/// Lines of findings and holders in a preview; the rest is counted.
const MOST: usize = 8;

/// Explains a line.
///
/// # Errors
/// Trouble with the file.
pub fn of(row: &RulebookRow, known: &Tallies, sight: &Sight<'_>) -> Result<Option<Detail>> {
    let (lang, shipped) = (sight.lang(), rulebook::shipped());
    let (findings, catalog) = (&sight.scene.findings, &sight.scene.catalog);
    let mut out = Detail::default();
    match row {
        RulebookRow::Finding(place) => return detail::of(*place, sight),
        RulebookRow::Regulation(number) => {
            if let Some(r) = shipped.regulation(*number) {
                regulation(r, known, catalog, lang, &mut out);
                if known.since.contains_key(number) {
                    out.heading("book-found", lang);
                    let looked = findings.found.is_some() && !findings.failed;
                    let tally = looked.then(|| known.of_regulation(*number));
                    tell(tally, lang, &mut out);
                }
            }
        }
        RulebookRow::Obligation(id) => {
            if let Some(o) = shipped.obligation(id) {
                obligation(o, findings, catalog, lang, &mut out);
            }
        }
        RulebookRow::Absent(number, place) => {
            let regulation = shipped.regulation(*number);
            if let Some(absent) = regulation.and_then(|r| r.absent.get(*place)) {
                out.add(Ink::Title, 0, &absent.clause);
                out.add(Ink::Dim, 0, locale::say(lang, "book-absent", &[]));
                out.add(Ink::Text, 0, "");
                out.add(Ink::Text, 0, absent.say.get(lang));
            }
        }
        RulebookRow::Holder(holder) => held::explain(holder, catalog, lang, &mut out),
        RulebookRow::Figure(code) => figure_detail(code, &sight.reader(), &mut out)?,
        RulebookRow::Heading(_) | RulebookRow::Words(..) => {}
    }
    Ok(Some(out))
}

fn regulation(r: &Regulation, known: &Tallies, catalog: &Catalog, lang: Lang, out: &mut Detail) {
    out.add(
        Ink::Title,
        0,
        format!("R{}  {}", r.number, r.title.get(lang)),
    );
    let since = known.since.get(&r.number);
    let state = match since {
        Some(day) => locale::say(lang, "book-in-force", &[("day", day)]),
        None => locale::say(lang, "book-not-adopted", &[]),
    };
    let ink = if since.is_some() { Ink::Done } else { Ink::Dim };
    out.add(ink, 0, state);
    out.add(Ink::Text, 0, "");
    let doubtful = r.obligations.iter().filter(|o| o.reading.is_some()).count();
    let outside = r.obligations.iter().filter(|o| o.outside.is_some()).count();
    let rules = rulebook::shipped().rules_of(r.number).count();
    for (id, n) in [
        ("book-n-obligations", r.obligations.len()),
        ("book-n-rules", rules),
        ("book-n-doubtful", doubtful),
        ("book-n-outside", outside),
        ("book-n-absent", r.absent.len()),
    ] {
        if n > 0 {
            out.add(
                Ink::Text,
                0,
                locale::say(lang, id, &[("n", &n.to_string())]),
            );
        }
    }
    let packs = catalog.packs().all().iter();
    let brings: Vec<&str> = packs
        .filter(|p| r.packs.contains(&p.id))
        .map(|p| p.label.get(lang))
        .collect();
    out.heading("book-packs", lang);
    out.add(Ink::Text, 2, brings.join(" · "));
}

/// How much is found, and how urgent the worst of it is.
fn tell(tally: Option<FoundTally>, lang: Lang, out: &mut Detail) {
    let Some(tally) = tally else {
        out.add(Ink::Dim, 2, locale::say(lang, "book-unchecked", &[]));
        return;
    };
    match tally.worst {
        None => out.add(Ink::Done, 2, locale::say(lang, "book-nothing-found", &[])),
        Some(worst) => {
            let word = locale::say(lang, &format!("finding-{}", worst.word()), &[]);
            let args = [("n", &*tally.count.to_string()), ("worst", &*word)];
            let text = locale::say(lang, "book-n-found", &args);
            out.add(Ink::Error, 2, text);
        }
    }
}

fn obligation(
    o: &Obligation,
    findings: &Findings,
    catalog: &Catalog,
    lang: Lang,
    out: &mut Detail,
) {
    out.add(Ink::Title, 0, o.text.get(lang));
    let kind = locale::say(lang, &format!("book-kind-{}", o.kind), &[]);
    out.add(Ink::Dim, 0, format!("{}  {}  {kind}", o.id, o.clause));
    for (id, text) in [("book-reading", &o.reading), ("book-outside", &o.outside)] {
        if let Some(text) = text {
            out.add(
                Ink::Text,
                0,
                locale::say(lang, id, &[("text", text.get(lang))]),
            );
        }
    }
    let holders = rulebook::shipped().holders(o, catalog);
    let line = |holder: &Holder| {
        let (way, name) = (held::way(holder.by), held::name(holder, catalog));
        format!("{}  {}", way.get(lang), name.get(lang))
    };
    out.heading("book-held", lang);
    for holder in holders.iter().take(MOST) {
        out.add(Ink::Text, 2, line(holder));
    }
    more(holders.len(), lang, out);
    if holders.is_empty() {
        out.add(Ink::Dim, 2, locale::say(lang, "book-held-by-none", &[]));
    }
    let mut awaited = o.awaited().peekable();
    if awaited.peek().is_some() {
        out.heading("book-awaited", lang);
    }
    for holder in awaited {
        out.add(Ink::Dim, 2, line(holder));
    }
    let found: Vec<_> = (0..findings.len())
        .filter(|p| !findings.is_aside(*p))
        .filter_map(|p| findings.get(p))
        .filter(|f| f.is_about(&o.id))
        .collect();
    if found.is_empty() {
        return;
    }
    out.heading("book-found", lang);
    for finding in found.iter().take(MOST) {
        out.add(
            Ink::Text,
            2,
            format!("{}  {}", finding.title, finding.message),
        );
    }
    let beyond = findings.all_more().filter(|m| m.is_about(&o.id));
    let beyond: usize = beyond.map(Overflow::count).sum();
    more(found.len() + beyond, lang, out);
}

fn more(count: usize, lang: Lang, out: &mut Detail) {
    if let Some(rest) = count.checked_sub(MOST).filter(|n| *n > 0) {
        out.add(
            Ink::Dim,
            2,
            locale::say(lang, "book-more", &[("n", &rest.to_string())]),
        );
    }
}

/// A figure: what it is, where it comes from, and which way it may be changed.
fn figure_detail(code: &str, reader: &Reader<'_>, out: &mut Detail) -> Result<()> {
    let lang = reader.lang;
    let Some(param) = params::find(code) else {
        out.add(Ink::Title, 0, code);
        return Ok(());
    };
    out.add(Ink::Title, 0, param.label().get(lang));
    out.add(Ink::Text, 0, figure::in_words(code, reader)?.get(lang));
    out.add(Ink::Dim, 0, format!("{code}  {}", param.clauses.join("  ")));
    out.add(Ink::Text, 0, "");
    let id = match param.strict {
        None => "book-figure-open",
        Some(Strict::Less) => "book-figure-less",
        Some(Strict::More) => "book-figure-more",
        Some(Strict::Exact) => "book-figure-exact",
    };
    out.add(Ink::Text, 0, locale::say(lang, id, &[]));
    Ok(())
}
