//! The mouse: never needed, and does what the keys do.

use crate::app::command::Command;
use crate::app::layer::{Layer, Shown};
use crate::app::session::Session;

use super::answer::step;
use super::desk::{Desk, Focus, PaneId};
use super::layout::{Cells, WizardPlan, findings_plan, today_plan};
use super::sidebar::SideLine;

impl Desk {
    /// A press on a cell: focuses and selects; twice opens.
    pub fn click(&mut self, x: u16, y: u16, twice: bool, session: &mut Session) {
        self.wake();
        if let Some(layer) = self.layers.last() {
            let cells = self.layer_cells(layer);
            self.click_layer(cells, x, y, session);
            return;
        }
        let space = self.space();
        if let Some(side) = space.side.filter(|s| s.holds(x, y)) {
            self.focus = Focus::Side;
            let inside = side.inside();
            let line = self.side.roll.top + usize::from(y.saturating_sub(inside.y));
            if inside.holds(x, y) && line < self.side.roll.len() {
                self.side.roll.select(line);
                let unfolded = match self.side.current() {
                    Some(SideLine::Heading(at)) => self.side.is_unfolded(*at),
                    _ => false,
                };
                let command = if unfolded {
                    Command::Fold
                } else {
                    Command::Open
                };
                self.run(command, session);
            }
        } else if space.main.holds(x, y) {
            self.focus = Focus::Main;
            if self.shown.register().is_some() {
                self.click_list(space.main, x, y, session);
            } else if self.shown == PaneId::Rulebook {
                let rows = self.book_plan().rows;
                if rows.holds(x, y) {
                    let line = self.book.roll.top + usize::from(y - rows.y);
                    self.book.roll.select(line);
                }
            } else if self.shown == PaneId::Findings {
                let narrowed = self.findings.list.is_narrowed();
                let (_, rows) = findings_plan(space.main, narrowed);
                if rows.holds(x, y) {
                    let line = self.findings.list.roll.top + usize::from(y - rows.y);
                    self.findings.list.roll.select(line);
                }
            } else {
                let rooms = self.today.attention.as_ref().map_or(0, |a| a.rooms.len());
                let (rows, _) = today_plan(space.main, rooms);
                if rows.holds(x, y) {
                    let line = self.today.roll.top + usize::from(y - rows.y);
                    self.today.roll.select(line);
                }
            }
            if twice {
                self.run(Command::Open, session);
            }
            self.settle(session);
        }
    }

    fn click_list(&mut self, main: Cells, x: u16, y: u16, session: &Session) {
        let plan = self.list_plan();
        let bar = main.x + main.width.saturating_sub(1);
        if x == bar && plan.rows.holds(x.saturating_sub(1), y) {
            self.jump(y - plan.rows.y, plan.rows.height, session);
        } else if plan.rows.holds(x, y) {
            let row = usize::from(y - plan.rows.y);
            self.with_pane(session, |pane, reader| {
                let at = isize::try_from(pane.window.top + row).unwrap_or(0);
                let by = at - isize::try_from(pane.window.selected).unwrap_or(0);
                if pane.window.top + row < pane.window.rows.len() {
                    pane.go(by, reader)?;
                }
                Ok(())
            });
        } else if plan.search.holds(x, y)
            && let Some(pane) = self.pane_mut()
        {
            pane.typing = true;
        }
    }

    /// A press on the scroll bar: to that part of the list, however long it is.
    fn jump(&mut self, row: u16, height: u16, session: &Session) {
        self.with_pane(session, |pane, reader| {
            let Some(count) = pane.count else {
                return Ok(());
            };
            let last = u64::from(height.saturating_sub(1).max(1));
            let place = u64::from(row) * count.saturating_sub(1) / last;
            if row == 0 {
                pane.top(reader)
            } else if u64::from(row) == last {
                pane.bottom(reader)
            } else if pane.ladder.is_empty() {
                let at = pane.window.position().map_or(0, |p| p - 1);
                let by = i64::try_from(place).unwrap_or(0) - i64::try_from(at).unwrap_or(0);
                pane.go(isize::try_from(by).unwrap_or(0), reader)
            } else {
                pane.jump(place, step(count), reader)
            }
        });
    }

    fn click_layer(&mut self, cells: Cells, x: u16, y: u16, session: &mut Session) {
        if let Some(Layer::Adopt(wizard)) = self.layers.last_mut() {
            let rows = WizardPlan::of(cells, wizard.has_list()).rows;
            if rows.holds(x, y) {
                let line = wizard.roll.top + usize::from(y - rows.y);
                wizard.roll.select(line);
                if wizard.roll.selected == line {
                    wizard.tick();
                }
            }
            return;
        }
        if !cells.holds(x, y) {
            self.run(Command::Cancel, session);
            return;
        }
        match self.layers.last_mut() {
            Some(Layer::Entry(entry)) => {
                let outcome = entry.click(x, y, session);
                self.outcome(outcome, session);
            }
            Some(Layer::Chooser(chooser)) => {
                let first = cells.inside().y + 2;
                let line = chooser.roll.top + usize::from(y.saturating_sub(first));
                if y >= first && matches!(chooser.shown.get(line), Some(Shown::Item(_))) {
                    chooser.roll.select(line);
                    self.accept(session);
                }
            }
            Some(Layer::Confirm(confirm)) => {
                confirm.on_yes = x >= cells.x + cells.width / 2;
                self.run(Command::Accept, session);
            }
            Some(Layer::Pages(_) | Layer::Adopt(_)) | None => {}
        }
    }

    /// The wheel, over whatever lies on top.
    pub fn wheel(&mut self, down: bool, session: &mut Session) {
        let command = if down { Command::Down } else { Command::Up };
        for _ in 0..3 {
            self.run(command, session);
        }
    }
}
