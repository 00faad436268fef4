//! The lines of the Today pane: who is on, then findings by urgency, each heading with the views' rows that none names.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::app::findings::Findings;
use crate::model::form::view::Heading;
use crate::rules::watch::{Overflow, Severity};

use super::attention::{Attention, TodaySection};

/// Findings shown under one heading; the rest is counted.
fn most(severity: Severity) -> usize {
    match severity {
        Severity::Unknown | Severity::Advisory => 3,
        _ => 6,
    }
}

/// Findings of one rule shown under one heading: the rest of them must not hide what else is wrong.
const ALIKE: usize = 2;
/// From more rows of views than this under one heading on, each view shows only its first few.
const CROWD: usize = 8;
const FEW: usize = 1;

/// One line of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TodayLine {
    Blank,
    Heading(TodayHeading),
    /// A row of a section.
    Row(usize, usize),
    /// So many rows of a section that are not shown.
    More(usize, u64),
    /// A finding by its place.
    Finding(usize),
    /// So many more findings of an urgency.
    Rest(Severity, usize),
    Note(TodayNote),
}

/// A heading: of views, or of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TodayHeading {
    View(Heading),
    Found(Severity),
}

/// What is said of the findings as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TodayNote {
    /// The desk's clock stands before its last entry.
    Behind,
    /// More is being read.
    Reading,
    /// The rules are being checked for the first time.
    Checking,
    /// What is found is of an earlier moment, and was not checked again yet.
    AsOf(NaiveDateTime),
    /// They could not be checked.
    Failed,
    /// So many rules could not be run.
    Troubled(usize),
    /// So many are put aside.
    Aside(usize),
    /// Nothing asks for attention.
    Calm,
}

impl TodayLine {
    pub fn is_selectable(&self) -> bool {
        matches!(
            self,
            Self::Row(..) | Self::More(..) | Self::Finding(_) | Self::Rest(..)
        )
    }
}

impl TodayHeading {
    /// The word in messages' ids.
    pub fn word(self) -> &'static str {
        match self {
            Self::View(heading) => heading.name(),
            Self::Found(severity) => severity.word(),
        }
    }
}

/// The view heading under which rows stand beside findings of an urgency.
fn shared_heading(severity: Severity) -> Option<Heading> {
    match severity {
        Severity::Overdue => Some(Heading::Overdue),
        Severity::Due => Some(Heading::Due),
        _ => None,
    }
}

/// All lines, blank ones between the headings.
pub fn lines(attention: Option<&Attention>, findings: &Findings) -> Vec<TodayLine> {
    let sections = attention.map_or(&[][..], |a| &a.sections);
    let mut out = Vec::new();
    let on = rows(sections, Heading::Now, findings);
    block(&mut out, TodayHeading::View(Heading::Now), on);
    let mut notes = Vec::new();
    if attention.is_some_and(|a| a.behind.is_some()) {
        notes.push(TodayNote::Behind);
    }
    let troubles = findings.found.as_ref();
    let troubles = troubles.map_or(0, |f| f.held.troubles.len());
    if findings.failed {
        notes.push(TodayNote::Failed);
    } else if findings.found.is_none() {
        notes.push(TodayNote::Checking);
    }
    notes.extend(findings.as_of.map(TodayNote::AsOf));
    if troubles > 0 && !findings.failed {
        notes.push(TodayNote::Troubled(troubles));
    }
    let is_read = attention.is_some_and(|a| a.whole);
    let calm = notes.is_empty() && is_read;
    add_notes(&mut out, notes);
    let before = out.len();
    let mut aside = 0;
    let mut shown: BTreeMap<Severity, Vec<usize>> = BTreeMap::new();
    for place in 0..findings.len() {
        aside += usize::from(findings.is_aside(place));
        if let Some(finding) = findings.get(place).filter(|_| findings.shows(place)) {
            shown.entry(finding.severity).or_default().push(place);
        }
    }
    for &severity in Severity::ALL {
        let all = shown.remove(&severity).unwrap_or_default();
        let chosen = chosen(&all, most(severity), findings);
        let more = findings.more().filter(|m| m.severity == severity);
        let more: usize = more.map(Overflow::count).sum();
        let rest = all.len() - chosen.len() + more;
        let mut lines: Vec<TodayLine> = chosen.into_iter().map(TodayLine::Finding).collect();
        if rest > 0 {
            lines.push(TodayLine::Rest(severity, rest));
        }
        if let Some(heading) = shared_heading(severity) {
            lines.extend(rows(sections, heading, findings));
        }
        block(&mut out, TodayHeading::Found(severity), lines);
        if severity == Severity::Due {
            let next = rows(sections, Heading::Next, findings);
            block(&mut out, TodayHeading::View(Heading::Next), next);
        }
    }
    let open = rows(sections, Heading::Open, findings);
    block(&mut out, TodayHeading::View(Heading::Open), open);
    let mut notes = Vec::new();
    if calm && out.len() == before {
        notes.push(TodayNote::Calm);
    }
    if attention.is_some() && !is_read {
        notes.push(TodayNote::Reading);
    }
    if aside > 0 {
        notes.push(TodayNote::Aside(aside));
    }
    add_notes(&mut out, notes);
    out
}

/// The findings that are shown of many: the first ones, but of one rule more than a few only where there is room left.
fn chosen(all: &[usize], most: usize, findings: &Findings) -> Vec<usize> {
    let rule = |place: usize| findings.get(place).map(|f| f.rule.as_str());
    let (mut chosen, mut spare): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for place in all.iter().copied() {
        let alike = chosen.iter().filter(|p| rule(**p) == rule(place)).count();
        if chosen.len() >= most {
            break;
        } else if alike < ALIKE {
            chosen.push(place);
        } else if spare.len() < most {
            spare.push(place);
        }
    }
    let room = most - chosen.len();
    chosen.extend(spare.into_iter().take(room));
    chosen.sort_unstable();
    chosen
}

fn add_notes(out: &mut Vec<TodayLine>, notes: Vec<TodayNote>) {
    if !notes.is_empty() && !out.is_empty() {
        out.push(TodayLine::Blank);
    }
    out.extend(notes.into_iter().map(TodayLine::Note));
}

fn block(out: &mut Vec<TodayLine>, head: TodayHeading, lines: Vec<TodayLine>) {
    if lines.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push(TodayLine::Blank);
    }
    out.push(TodayLine::Heading(head));
    out.extend(lines);
}

/// The rows of views under a heading that no finding names. Whose they are is not known, so "mine" has none of them.
fn rows(sections: &[TodaySection], heading: Heading, findings: &Findings) -> Vec<TodayLine> {
    let on = matches!(heading, Heading::Now | Heading::Next);
    let mut free: Vec<(usize, Vec<usize>)> = Vec::new();
    for (s, section) in sections.iter().enumerate() {
        if section.heading != heading || (findings.mine && !on) {
            continue;
        }
        // Findings may have come since the rows were read.
        let is_free = |id: i64| on || !findings.names(&section.register, id);
        let rows = section.rows.iter().enumerate();
        let rows = rows.filter(|(_, r)| is_free(r.id)).map(|(r, _)| r);
        free.push((s, rows.collect()));
    }
    let all: usize = free.iter().map(|(_, rows)| rows.len()).sum();
    let most = if all > CROWD && heading != Heading::Now {
        FEW
    } else {
        all
    };
    let mut out = Vec::new();
    for (s, rows) in free {
        let hidden = sections[s].rows.len() - rows.len();
        let shown = rows.len().min(most);
        let rest = |n: usize| u64::try_from(n).unwrap_or(0);
        let left = sections[s].count.saturating_sub(rest(shown + hidden));
        out.extend(rows.into_iter().take(most).map(|r| TodayLine::Row(s, r)));
        if left > 0 {
            out.push(TodayLine::More(s, left));
        }
    }
    out
}
