//! The Rulebook pane: the regulations, the obligations of one, and all that holds one of these.
//!
//! Invariant: the lines say what the rulebook of the program says; what is found comes from the desk's last look and
//! is never worked out here.

mod detail;
pub mod held;
mod lines;
pub mod plan;
pub mod row;
pub mod tally;
mod ways;

use std::collections::BTreeMap;

use crate::app::command::Command;
use crate::app::findings::detail::Detail;
use crate::app::findings::{commands, figure};
use crate::app::line_keys;
use crate::app::scope::KeyScope;
use crate::app::screen::effect::{Effects, effects};
use crate::app::screen::notice::{Notices, told};
use crate::app::screen::scene::{Focus, Scene, Sight};
use crate::app::screen::selection::Selection;
use crate::model::Text;
use crate::model::rulebook::{self, regulation_of};
use crate::model::text::editor::LineEdit;
use crate::rules::watch::InForce;
use crate::store::Result;

use super::component::Component;
use plan::RulebookPlan;
use row::{Depth, RulebookRow};
use tally::Tallies;

/// The longest text that narrows the pane.
const LONGEST: usize = 100;

/// The Rulebook pane.
#[derive(Clone, Debug)]
pub struct RulebookPane {
    pub level: Depth,
    /// What is typed narrows the lines.
    pub line: LineEdit,
    pub rows: Vec<RulebookRow>,
    pub selection: Selection,
    /// The selected line explained.
    pub detail: Option<Detail>,
    pub known: Tallies,
    /// The figures of the obligation shown, with value and where it comes from, by code.
    figures: BTreeMap<String, Text>,
    /// What was typed and selected on the levels above.
    above: Vec<(String, Option<RulebookRow>)>,
    /// The cells for which words were broken into lines.
    width: u16,
}

impl Default for RulebookPane {
    fn default() -> Self {
        Self {
            level: Depth::default(),
            line: LineEdit::new("", LONGEST),
            rows: Vec::new(),
            selection: Selection::default(),
            detail: None,
            known: Tallies::default(),
            figures: BTreeMap::new(),
            above: Vec::new(),
            width: 0,
        }
    }
}

impl RulebookPane {
    pub fn is_narrowed(&self) -> bool {
        !self.line.text().trim().is_empty()
    }

    pub fn current(&self) -> Option<&RulebookRow> {
        self.rows.get(self.selection.selected)
    }

    /// A figure of the obligation shown, in words.
    pub fn figure(&self, code: &str) -> Option<&Text> {
        self.figures.get(code)
    }

    /// Where its parts stand.
    pub fn plan(&self, scene: &Scene) -> RulebookPlan {
        let layout = scene.layout(true);
        let heads = !matches!(self.level, Depth::Obligation(_));
        RulebookPlan::of(layout.main, self.is_narrowed(), heads, layout.under)
    }

    /// Selects the line that says the same as before, else the first.
    fn reselect(&mut self, row: Option<&RulebookRow>) {
        let same = row.and_then(|row| self.rows.iter().position(|r| r == row));
        match same.filter(|at| self.rows[*at].is_selectable()) {
            Some(at) => self.selection.select(at),
            None => self.selection.first(),
        }
    }

    /// The explanation follows the selection.
    fn follow(&mut self, sight: &Sight<'_>) -> Notices {
        let row = self.current().cloned();
        let detail = row.map_or(Ok(None), |row| detail::of(&row, &self.known, sight));
        self.detail = detail.as_ref().map_or(None, Clone::clone);
        told(detail.map(|_| Vec::new()))
    }

    /// The figures of the obligation shown, as the organisation has them.
    fn read_figures(&self, sight: &Sight<'_>) -> Result<BTreeMap<String, Text>> {
        let Depth::Obligation(id) = &self.level else {
            return Ok(BTreeMap::new());
        };
        let (book, catalog) = (rulebook::shipped(), &sight.scene.catalog);
        let held = book.obligation(id).map(|o| book.holders(o, catalog));
        let reader = sight.reader();
        lines::figures(&held.unwrap_or_default(), catalog)
            .into_iter()
            .map(|code| Ok((code.clone(), figure::in_words(&code, &reader)?)))
            .collect()
    }

    /// Reads what the lines are made of.
    fn read(&mut self, sight: &Sight<'_>) -> Result<Notices> {
        let adopted = InForce::read(&sight.reader())?;
        self.known = Tallies::of(&adopted, &sight.scene.findings);
        self.figures = self.read_figures(sight)?;
        Ok(Vec::new())
    }

    /// The lines for the level and the typed words.
    fn lay(&mut self, scene: &Scene) {
        let before = self.current().cloned();
        self.width = scene.layout(true).main.inside().width;
        let typed = self.line.text().trim();
        self.rows = lines::lines(&self.level, typed, self.width, scene);
        let can = self.rows.iter().map(RulebookRow::is_selectable).collect();
        self.selection.set(can);
        self.reselect(before.as_ref());
    }

    fn descend(&mut self, level: Depth, sight: &Sight<'_>) -> Effects {
        let typed = self.line.text().to_owned();
        let row = self.current().cloned();
        self.above.push((typed, row));
        self.level = level;
        self.line.set("");
        self.selection.selected = 0;
        effects(self.arrange(sight))
    }

    /// One level up; nothing at the top.
    fn ascend(&mut self, sight: &Sight<'_>) -> Option<Effects> {
        let row = match std::mem::take(&mut self.level) {
            Depth::Book => return None,
            Depth::Regulation(number) => RulebookRow::Regulation(number),
            Depth::Obligation(id) => {
                let number = regulation_of(&id).unwrap_or_default();
                self.level = Depth::Regulation(number);
                RulebookRow::Obligation(id)
            }
        };
        let (typed, row) = self.above.pop().unwrap_or((String::new(), Some(row)));
        // Found from the top by words, an obligation leads back to the top.
        if self.above.is_empty() {
            self.level = Depth::Book;
        }
        self.line.set(&typed);
        let mut notices = self.arrange(sight);
        self.reselect(row.as_ref());
        notices.extend(self.settle(sight));
        Some(effects(notices))
    }

    /// Enter: one level down, or to what the line is about.
    fn open_line(&mut self, sight: &Sight<'_>) -> Effects {
        match self.current().cloned() {
            Some(RulebookRow::Regulation(number)) => self.descend(Depth::Regulation(number), sight),
            Some(RulebookRow::Obligation(id)) => self.descend(Depth::Obligation(id), sight),
            Some(RulebookRow::Holder(holder)) => ways::to_holder(&holder, sight.scene),
            Some(RulebookRow::Figure(code)) => told(ways::to_figure(&code, sight)),
            _ => Vec::new(),
        }
    }
}

impl Component for RulebookPane {
    fn scope(&self) -> KeyScope {
        KeyScope::Rulebook
    }

    fn hints(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Cancel,
            Command::Explain,
            Command::Help,
            Command::Palette,
            Command::Adopt,
            Command::NextPane,
            Command::GoToRegister,
            Command::FindEverywhere,
            Command::Menu,
        ]
    }

    fn way(&self, _scene: &Scene) -> Vec<String> {
        let regulation = |number: u8| format!("R{number}");
        match &self.level {
            Depth::Book => Vec::new(),
            Depth::Regulation(number) => vec![regulation(*number)],
            Depth::Obligation(id) => {
                let number = regulation_of(id).map(regulation);
                number.into_iter().chain([id.clone()]).collect()
            }
        }
    }

    fn enter(&mut self, sight: &Sight<'_>) -> Notices {
        self.arrange(sight)
    }

    fn run(&mut self, command: Command, sight: &Sight<'_>) -> Option<Effects> {
        if self.selection.moved(command) {
            return Some(effects(self.follow(sight)));
        }
        if line_keys::erase(&mut self.line, command) {
            return Some(effects(self.arrange(sight)));
        }
        let done = commands::run(command, self.finding(), sight);
        done.or_else(|| (command == Command::Open).then(|| self.open_line(sight)))
    }

    fn text(&mut self, text: &str, sight: &Sight<'_>) -> Effects {
        self.line.insert(text);
        effects(self.arrange(sight))
    }

    fn click(&mut self, x: u16, y: u16, sight: &Sight<'_>) -> Effects {
        let rows = self.plan(sight.scene).rows;
        if rows.holds(x, y) {
            let line = self.selection.top + usize::from(y - rows.y);
            self.selection.select(line);
        }
        effects(self.settle(sight))
    }

    fn back(&mut self, sight: &Sight<'_>) -> Option<Effects> {
        if sight.scene.focus == Focus::Side {
            return None;
        }
        if self.is_narrowed() {
            self.line.set("");
            return Some(effects(self.arrange(sight)));
        }
        self.ascend(sight)
    }

    fn settle(&mut self, sight: &Sight<'_>) -> Notices {
        if self.width != sight.scene.layout(true).main.inside().width {
            self.lay(sight.scene);
        }
        let rows = self.plan(sight.scene).rows;
        self.selection.resize(usize::from(rows.height));
        self.follow(sight)
    }

    fn arrange(&mut self, sight: &Sight<'_>) -> Notices {
        let mut notices = told(self.read(sight));
        self.lay(sight.scene);
        notices.extend(self.settle(sight));
        notices
    }

    fn finding(&self) -> Option<usize> {
        match self.current()? {
            RulebookRow::Finding(place) => Some(*place),
            _ => None,
        }
    }
}
