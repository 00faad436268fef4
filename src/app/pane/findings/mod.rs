//! The list of all findings: narrowed, grouped, the selected one explained.

pub mod lines;

use crate::app::command::Command;
use crate::app::findings::commands;
use crate::app::findings::detail::{self, Detail};
use crate::app::findings::narrow::Narrow;
use crate::app::line_keys;
use crate::app::scope::KeyScope;
use crate::app::screen::effect::{Effects, effects};
use crate::app::screen::layout::Cells;
use crate::app::screen::notice::{Notice, Notices};
use crate::app::screen::scene::{Focus, Scene, Sight};
use crate::app::screen::selection::Selection;
use crate::model::text::editor::LineEdit;

use super::component::Component;
use super::mark::Mark;
use lines::{FoundRow, Grouping, Narrowing};

/// The longest text that narrows the list.
const LONGEST: usize = 100;

/// The Findings pane.
#[derive(Clone, Debug)]
pub struct FindingsPane {
    pub narrow: Narrow,
    pub grouping: Grouping,
    /// What is typed narrows the list.
    pub line: LineEdit,
    pub rows: Vec<FoundRow>,
    pub count: usize,
    pub selection: Selection,
    /// The selected finding explained.
    pub detail: Option<Detail>,
    /// What the selected line is about.
    mark: Option<Mark>,
}

impl Default for FindingsPane {
    fn default() -> Self {
        Self {
            narrow: Narrow::default(),
            grouping: Grouping::default(),
            line: LineEdit::new("", LONGEST),
            rows: Vec::new(),
            count: 0,
            selection: Selection::default(),
            detail: None,
            mark: None,
        }
    }
}

impl FindingsPane {
    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        !self.narrow.is_open() || !self.line.text().trim().is_empty()
    }

    /// What narrows the list, and its lines.
    pub fn plan(&self, scene: &Scene) -> (Cells, Cells) {
        plan(scene.layout(true).main, self.is_narrowed())
    }

    /// The explanation follows the selection.
    fn follow(&mut self, sight: &Sight<'_>) -> Notices {
        let place = self.finding();
        let finding = place.and_then(|p| sight.scene.findings.get(p));
        self.mark = finding.map(Mark::of);
        match place.map_or(Ok(None), |p| detail::of(p, sight)) {
            Ok(detail) => {
                self.detail = detail;
                Vec::new()
            }
            Err(error) => {
                self.detail = None;
                vec![Notice::trouble(&error)]
            }
        }
    }
}

impl Component for FindingsPane {
    fn scope(&self) -> KeyScope {
        KeyScope::Findings
    }

    fn hints(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Explain,
            Command::Snooze,
            Command::Narrow,
            Command::Help,
            Command::Palette,
            Command::Group,
            Command::Mine,
            Command::Edit,
            Command::Act,
            Command::Menu,
            Command::Undo,
        ]
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
        if command == Command::Group {
            self.grouping = self.grouping.next();
            return Some(effects(self.arrange(sight)));
        }
        commands::run(command, self.finding(), sight)
    }

    fn text(&mut self, text: &str, sight: &Sight<'_>) -> Effects {
        self.line.insert(text);
        effects(self.arrange(sight))
    }

    fn click(&mut self, x: u16, y: u16, sight: &Sight<'_>) -> Effects {
        let (_, rows) = self.plan(sight.scene);
        if rows.holds(x, y) {
            let line = self.selection.top + usize::from(y - rows.y);
            self.selection.select(line);
        }
        effects(self.settle(sight))
    }

    fn back(&mut self, sight: &Sight<'_>) -> Option<Effects> {
        if sight.scene.focus == Focus::Side || !self.is_narrowed() && self.line.text().is_empty() {
            return None;
        }
        if self.line.text().is_empty() {
            self.narrow = Narrow::default();
        } else {
            self.line.set("");
        }
        Some(effects(self.arrange(sight)))
    }

    fn settle(&mut self, sight: &Sight<'_>) -> Notices {
        let (_, rows) = self.plan(sight.scene);
        self.selection.resize(usize::from(rows.height));
        self.follow(sight)
    }

    fn arrange(&mut self, sight: &Sight<'_>) -> Notices {
        let scene = sight.scene;
        let typed = self.line.text().trim().to_owned();
        let asked = Narrowing {
            narrow: &self.narrow,
            grouping: self.grouping,
            typed: &typed,
        };
        (self.rows, self.count) = lines::lines(&asked, &scene.findings, &scene.catalog);
        let can = |row: &FoundRow| matches!(row, FoundRow::Finding(_));
        self.selection.set(self.rows.iter().map(can).collect());
        let same = self.mark.as_ref().and_then(|mark| {
            let is = |row: &FoundRow| match row {
                FoundRow::Finding(place) => {
                    scene.findings.get(*place).map(Mark::of).as_ref() == Some(mark)
                }
                FoundRow::Heading(..) | FoundRow::More(_) => false,
            };
            self.rows.iter().position(is)
        });
        self.selection
            .select(same.unwrap_or(self.selection.selected));
        self.settle(sight)
    }

    fn finding(&self) -> Option<usize> {
        match self.rows.get(self.selection.selected)? {
            FoundRow::Finding(place) => Some(*place),
            FoundRow::Heading(..) | FoundRow::More(_) => None,
        }
    }
}

/// Splits the inside of the Findings pane: what narrows it above, where anything does, and the lines.
fn plan(main: Cells, narrowed: bool) -> (Cells, Cells) {
    let inside = main.inside();
    let above = u16::from(narrowed && inside.height > 2);
    (
        inside.lines(0, above),
        inside.lines(above, inside.height - above),
    )
}
