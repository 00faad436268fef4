//! A finding explained: what is wrong, what helps, which clauses ask for it, how its dates came about, what was looked at.

use crate::app::age::lateness;
use crate::app::screen::ink::{Ink, InkedLine};
use crate::app::screen::scene::Sight;
use crate::model::rulebook::{self, params};
use crate::model::text::{cells, safety};
use crate::model::typing::Frame;
use crate::model::{Lang, Text, locale};
use crate::rules::watch::{Finding, Guard, Severity};
use crate::store::{Reader, Result};

use super::{figure, looked_at, narrow, printed};

/// A piece of the explanation, to be wrapped where it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Para {
    pub ink: Ink,
    pub indent: usize,
    pub text: String,
}

/// The explanation of one finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail(pub Vec<Para>);

impl Detail {
    /// The lines in so many cells.
    pub fn lines(&self, cells: usize) -> Vec<InkedLine> {
        let mut lines = Vec::new();
        for para in &self.0 {
            let room = cells.saturating_sub(para.indent).max(8);
            for line in cells::wrap(&safety::visible(&para.text), room) {
                lines.push(vec![(para.ink, " ".repeat(para.indent) + &line)]);
            }
        }
        lines
    }

    pub fn add(&mut self, ink: Ink, indent: usize, text: impl Into<String>) {
        self.0.push(Para {
            ink,
            indent,
            text: text.into(),
        });
    }

    pub fn heading(&mut self, id: &str, lang: Lang) {
        self.add(Ink::Text, 0, "");
        self.add(Ink::Dim, 0, locale::say(lang, id, &[]));
    }
}

/// Explains the finding of a place; nothing where there is none.
///
/// # Errors
/// Trouble with the file.
pub fn of(place: usize, sight: &Sight<'_>) -> Result<Option<Detail>> {
    let Some(found) = &sight.scene.findings.found else {
        return Ok(None);
    };
    let Some(finding) = found.get(place) else {
        return Ok(None);
    };
    let until = found.held.snoozes.until(finding);
    let guard = found.held.watch.guard(&finding.rule);
    explain(finding, guard, until, &sight.reader()).map(Some)
}

/// Explains a finding.
fn explain(
    finding: &Finding,
    guard: Option<&Guard>,
    until: Option<&str>,
    reader: &Reader<'_>,
) -> Result<Detail> {
    let lang = reader.lang;
    let mut out = Detail::default();
    out.add(Ink::Title, 0, finding.message.clone());
    let severity = narrow::severity(finding.severity);
    let age = lateness(finding, reader.stamp.now, lang, true);
    out.add(Ink::Text, 0, named(finding));
    let urgency = match finding.severity {
        Severity::Overdue if !age.is_empty() => age,
        _ => [severity.get(lang), &age].join("  "),
    };
    out.add(Ink::Error, 0, urgency.trim());
    if let Some(until) = until {
        let words = locale::say(lang, "found-aside-until", &[("until", until)]);
        out.add(Ink::Dim, 0, words);
    }
    if let Some(help) = guard
        .map(|g| g.rule.help.get(lang))
        .filter(|h| !h.is_empty())
    {
        out.heading("found-what-helps", lang);
        out.add(Ink::Text, 2, help);
    }
    clauses(&mut out, finding, lang);
    dates(&mut out, finding, guard, reader)?;
    if let Some(guard) = guard {
        out.heading("found-looked-at", lang);
        let label = narrow::register(reader.catalog, &finding.register);
        let own = [("register", label.get(lang)), ("record", &*named(finding))];
        out.add(Ink::Text, 2, locale::say(lang, "found-record", &own));
        for line in looked_at::lines(finding, guard, reader)? {
            out.add(Ink::Text, 2, line);
        }
    }
    Ok(out)
}

fn named(finding: &Finding) -> String {
    match &finding.number {
        Some(number) if !finding.title.contains(number.as_str()) => {
            format!("{number}  {}", finding.title)
        }
        _ => finding.title.clone(),
    }
}

/// What the regulations ask for, each clause in our own words, with how a doubtful one is read.
fn clauses(out: &mut Detail, finding: &Finding, lang: Lang) {
    out.heading("found-asked-by", lang);
    if finding.obligations.is_empty() {
        out.add(Ink::Text, 2, locale::say(lang, "found-own-rules", &[]));
    }
    for id in &finding.obligations {
        let known = rulebook::shipped().obligation(id);
        let text = known.map_or("", |o| o.text.get(lang));
        out.add(Ink::Text, 2, format!("{}  {text}", printed(id)));
        if let Some(reading) = known.and_then(|o| o.reading.as_ref()) {
            out.add(Ink::Dim, 4, reading.get(lang));
        }
    }
}

/// From when it is counted, until when there was time, by which calendar and which figures.
fn dates(
    out: &mut Detail,
    finding: &Finding,
    guard: Option<&Guard>,
    reader: &Reader<'_>,
) -> Result<()> {
    let lang = reader.lang;
    out.heading("found-computed", lang);
    for (id, at) in [
        ("found-since", &finding.since),
        ("found-due", &finding.due_at),
    ] {
        if let Some(at) = at {
            let at = at.replace('T', " ");
            out.add(Ink::Text, 2, locale::say(lang, id, &[("at", &at)]));
        }
    }
    let Some(guard) = guard else {
        return Ok(());
    };
    let frame = Frame::of(&guard.form, reader.catalog);
    let mut formulas = guard.rule.formulas().into_iter();
    if formulas.any(|f| f.root().needs_calendar(frame)) {
        out.add(Ink::Text, 2, locale::say(lang, "found-by-calendar", &[]));
    }
    if guard.realm.since.as_str() > "0001-01-01" {
        let words = [("at", guard.realm.since.as_str())];
        out.add(Ink::Dim, 2, locale::say(lang, "found-in-force", &words));
    }
    for code in guard.figures() {
        out.add(Ink::Text, 2, figure::in_words(&code, reader)?.get(lang));
    }
    if let Some(code) = &finding.rests_on {
        let label = params::find(code).map_or_else(|| Text::same(code), params::Param::label);
        let words = [("figure", label.get(lang))];
        out.add(Ink::Error, 2, locale::say(lang, "found-rests-on", &words));
    }
    Ok(())
}
