//! What asks for attention now: who is on, what the rules find, and the rows of views that no finding names.
//!
//! What is read for it is read by the worker and comes as plain data ([`attention`]).

pub mod attention;
pub mod lines;
pub mod read;

use std::collections::BTreeMap;

use crate::app::command::Command;
use crate::app::findings::narrow::Narrow;
use crate::app::findings::{Findings, commands};
use crate::app::layer::choosers;
use crate::app::scope::{KeyScope, PaneId};
use crate::app::screen::effect::{Effect, Effects, Opening, effects};
use crate::app::screen::layout::Cells;
use crate::app::screen::notice::Notices;
use crate::app::screen::open_counts::OpenCounts;
use crate::app::screen::scene::{Scene, Sight};
use crate::app::screen::selection::Selection;

use super::component::Component;
use super::mark::Mark;
use attention::Attention;
use lines::TodayLine;

/// The Today pane.
#[derive(Clone, Debug, Default)]
pub struct TodayPane {
    /// Nothing until the worker has answered for the first time.
    pub attention: Option<Attention>,
    pub lines: Vec<TodayLine>,
    pub selection: Selection,
    /// What the selected line is about.
    mark: Option<Mark>,
}

impl TodayPane {
    /// Takes what the worker has read; `false` if it is the same as before.
    pub fn take(&mut self, attention: Attention) -> bool {
        let changed = self.attention.as_ref() != Some(&attention);
        self.attention = Some(attention);
        changed
    }

    /// What is open in each register: what the rules find, and rows of views that no finding names.
    pub fn open(&self, findings: &Findings) -> BTreeMap<String, OpenCounts> {
        let found = findings.found.as_ref();
        let mut open = found.map(|f| f.open.clone()).unwrap_or_default();
        for section in self.attention.iter().flat_map(|a| &a.sections) {
            open.entry(section.register.clone())
                .or_default()
                .add(section.heading, section.count);
        }
        open
    }

    /// Where what is due stands, and the pictures of the day below.
    pub fn plan(&self, scene: &Scene) -> (Cells, Cells) {
        let days = self.attention.iter().flat_map(|a| &a.days);
        let wanted = days.map(|day| day.lines.len() + 2).sum();
        plan(scene.layout(false).main, wanted)
    }

    pub fn line(&self) -> Option<TodayLine> {
        self.lines.get(self.selection.selected).copied()
    }

    fn mark_at(&self, line: usize, findings: &Findings) -> Option<Mark> {
        match self.lines.get(line)? {
            TodayLine::Finding(place) => findings.get(*place).map(Mark::of),
            TodayLine::Row(s, r) => {
                let section = self.attention.as_ref()?.sections.get(*s)?;
                let row = section.rows.get(*r)?;
                Some(Mark::Record(section.register.clone(), row.id))
            }
            _ => None,
        }
    }

    /// The selection has moved.
    fn follow(&mut self, findings: &Findings) {
        self.mark = self.mark_at(self.selection.selected, findings);
    }

    /// Register, record and view of the selected line, where it is a row of a view; the record is `None` for "more".
    fn current(&self) -> Option<(&str, Option<i64>, usize)> {
        let sections = &self.attention.as_ref()?.sections;
        match self.line()? {
            TodayLine::Row(s, r) => {
                let section = sections.get(s)?;
                let id = section.rows.get(r)?.id;
                Some((&section.register, Some(id), section.view))
            }
            TodayLine::More(s, _) => {
                let section = sections.get(s)?;
                Some((&section.register, None, section.view))
            }
            _ => None,
        }
    }

    /// Enter on a line that is no finding: the rest of an urgency, a record, or the view that holds more.
    fn open_line(&self) -> Effects {
        if let Some(TodayLine::Rest(severity, _)) = self.line() {
            return vec![Effect::Narrow(Narrow {
                severity: Some(severity),
                ..Narrow::default()
            })];
        }
        match self.current() {
            Some((register, Some(id), _)) => {
                vec![Effect::Open(Opening::Record(register.to_owned(), id))]
            }
            Some((register, None, view)) => {
                let register = PaneId::Register(register.to_owned());
                vec![Effect::Enter(register), Effect::View(view)]
            }
            None => Vec::new(),
        }
    }
}

impl Component for TodayPane {
    fn scope(&self) -> KeyScope {
        KeyScope::Today
    }

    fn hints(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Explain,
            Command::New,
            Command::Findings,
            Command::Act,
            Command::Help,
            Command::Palette,
            Command::NextPane,
            Command::GoToRegister,
            Command::FindEverywhere,
            Command::Related,
            Command::Menu,
            Command::Undo,
        ]
    }

    fn enter(&mut self, sight: &Sight<'_>) -> Notices {
        self.arrange(sight)
    }

    fn run(&mut self, command: Command, sight: &Sight<'_>) -> Option<Effects> {
        if self.selection.moved(command) {
            self.follow(&sight.scene.findings);
            return Some(Vec::new());
        }
        let done = commands::run(command, self.finding(), sight);
        done.or_else(|| (command == Command::Open).then(|| self.open_line()))
    }

    fn text(&mut self, text: &str, _sight: &Sight<'_>) -> Effects {
        let chooser = choosers::everywhere(text);
        let words = chooser.line.text().trim().to_owned();
        vec![Effect::Choose(Box::new(chooser)), Effect::Find(words)]
    }

    fn click(&mut self, x: u16, y: u16, sight: &Sight<'_>) -> Effects {
        let (rows, _) = self.plan(sight.scene);
        if rows.holds(x, y) {
            let line = self.selection.top + usize::from(y - rows.y);
            self.selection.select(line);
        }
        effects(self.settle(sight))
    }

    fn settle(&mut self, sight: &Sight<'_>) -> Notices {
        let (rows, _) = self.plan(sight.scene);
        self.selection.resize(usize::from(rows.height));
        self.follow(&sight.scene.findings);
        Vec::new()
    }

    fn arrange(&mut self, sight: &Sight<'_>) -> Notices {
        let findings = &sight.scene.findings;
        self.lines = lines::lines(self.attention.as_ref(), findings);
        let can = self.lines.iter().map(TodayLine::is_selectable).collect();
        self.selection.set(can);
        if self.mark.is_some() {
            let same = (0..self.lines.len()).find(|l| self.mark_at(*l, findings) == self.mark);
            self.selection
                .select(same.unwrap_or(self.selection.selected));
        }
        self.settle(sight)
    }

    fn finding(&self) -> Option<usize> {
        match self.line()? {
            TodayLine::Finding(place) => Some(place),
            _ => None,
        }
    }

    fn subject(&self, scene: &Scene) -> Option<(String, i64)> {
        if let Some(finding) = self.finding().and_then(|p| scene.findings.get(p)) {
            return Some((finding.register.clone(), finding.id));
        }
        let (register, id, _) = self.current()?;
        Some((register.to_owned(), id?))
    }
}

/// Splits the inside of the Today pane: what is due above, so many lines of pictures below, as far as there is room.
fn plan(main: Cells, wanted: usize) -> (Cells, Cells) {
    let inside = main.inside();
    let below = if inside.height >= 14 {
        u16::try_from(wanted)
            .unwrap_or(u16::MAX)
            .min(inside.height / 3)
    } else {
        0
    };
    let above = inside.height - below;
    (inside.lines(0, above), inside.lines(above, below))
}
