//! Moving about: which pane is shown and focused, and what stands where in it.

use crate::app::command::Command;
use crate::app::layer::Layer;
use crate::app::outcome::Mood;
use crate::app::pane::list::Pane;
use crate::app::session::Session;
use crate::model::text::editor::Reach;
use crate::store::{Reader, Result};

use super::desk::{Desk, Focus, PaneId};
use super::layout::{self, Cells, ListPlan, WizardPlan};

impl Desk {
    /// Shows a register, or Today; what was selected there before is selected again.
    pub fn show(&mut self, register: Option<&str>, session: &Session) -> Result<()> {
        let place = register.map_or(PaneId::Today, |r| PaneId::Register(r.to_owned()));
        self.go_to(place, session)
    }

    /// Shows what a place of the desk holds.
    pub(in crate::app) fn go_to(&mut self, place: PaneId, session: &Session) -> Result<()> {
        self.shown = place;
        self.side.show(&self.shown);
        if let Some(register) = self.shown.register().map(str::to_owned) {
            let Some(form) = self.catalog.form(&register).cloned() else {
                self.shown = PaneId::Today;
                return Ok(());
            };
            let pane = self
                .panes
                .entry(register)
                .or_insert_with(|| Pane::new(form));
            // What was being read may have given way to another list.
            if pane.stale || pane.is_reading() {
                let stamp = session.stamp();
                let reader = session.reader(&stamp);
                if pane.window.rows.is_empty() {
                    pane.ask(&reader)?;
                } else {
                    pane.again(&reader)?;
                }
            }
            self.order_count();
        }
        self.arrange_book(session);
        self.settle(session);
        Ok(())
    }

    /// Tells everything that scrolls how high it is drawn.
    pub(in crate::app) fn settle(&mut self, session: &Session) {
        let space = self.space();
        if let Some(side) = space.side {
            self.side.roll.resize(usize::from(side.inside().height));
        }
        let rooms = self.today.attention.as_ref().map_or(0, |a| a.rooms.len());
        let (above, _) = layout::today_plan(space.main, rooms);
        self.today.roll.resize(usize::from(above.height));
        let rows = layout::findings_plan(space.main, self.findings.list.is_narrowed()).1;
        self.findings.list.roll.resize(usize::from(rows.height));
        self.follow_finding(session);
        self.settle_book(session);
        let plan = self.list_plan();
        if let Some(pane) = self.pane_mut() {
            pane.window.resize(usize::from(plan.rows.height));
            let stamp = session.stamp();
            let filled = pane.go(0, &session.reader(&stamp));
            self.check(filled);
            self.order_page();
        }
        for at in 0..self.layers.len() {
            let cells = self.layer_cells(&self.layers[at]);
            match &mut self.layers[at] {
                Layer::Entry(entry) => entry.resize(cells.width, cells.height),
                Layer::Chooser(c) => {
                    c.roll
                        .resize(usize::from(cells.inside().height.saturating_sub(2)));
                }
                Layer::Pages(s) => {
                    s.height = usize::from(cells.inside().height);
                    s.scroll(0);
                }
                Layer::Confirm(_) => {}
                Layer::Adopt(wizard) => {
                    let rows = WizardPlan::of(cells, wizard.has_list()).rows;
                    wizard.roll.resize(usize::from(rows.height));
                }
            }
        }
    }

    /// Where the parts of the register pane stand.
    pub fn list_plan(&self) -> ListPlan {
        let space = self.space();
        let pane = self.pane();
        ListPlan::of(
            space.main,
            pane.is_some_and(|p| !p.form.views.is_empty()),
            pane.is_some_and(|p| p.typing || p.is_narrowed()),
            space.under,
        )
    }

    /// Where a layer is drawn.
    pub fn layer_cells(&self, layer: &Layer) -> Cells {
        let space = self.space();
        let lines = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).saturating_add(4);
        match layer {
            Layer::Entry(_) => space.body,
            Layer::Chooser(c) => {
                let most = if c.key_list() { 30 } else { 18 };
                let height = lines(c.items.len().max(3) + c.headings()).min(most);
                space.above((self.width * 4 / 5).clamp(56, 92), height)
            }
            Layer::Pages(s) => space.above(
                (self.width * 4 / 5).clamp(56, 100),
                lines(s.lines.len())
                    .min(space.body.height.saturating_sub(2))
                    .max(8),
            ),
            Layer::Confirm(_) => space.above(60, 7),
            Layer::Adopt(_) => space.above(96, 27),
        }
    }

    /// Reads something of the shown pane and says what went wrong.
    pub(in crate::app) fn with_pane(
        &mut self,
        session: &Session,
        work: impl FnOnce(&mut Pane, &Reader<'_>) -> Result<()>,
    ) {
        let stamp = session.stamp();
        if let Some(pane) = self.pane_mut() {
            let result = work(pane, &session.reader(&stamp));
            self.check(result);
            self.order_page();
        }
    }

    /// Something else is asked of the register shown.
    pub(in crate::app) fn ask(&mut self, session: &Session) {
        self.with_pane(session, |pane, reader| pane.ask(reader));
        self.order_count();
        self.settle(session);
    }

    /// A command of movement in the pane with the focus; `false` if it is none.
    pub(in crate::app) fn moved(&mut self, command: Command, session: &Session) -> bool {
        match (self.focus, &self.shown) {
            (Focus::Side, _) => self.move_side(command, session),
            (Focus::Main, PaneId::Today) => roll(&mut self.today.roll, command),
            (Focus::Main, PaneId::Findings) => {
                let moved = roll(&mut self.findings.list.roll, command);
                self.follow_finding(session);
                moved
            }
            (Focus::Main, PaneId::Rulebook) => {
                let moved = roll(&mut self.book.roll, command);
                self.follow_book(session);
                moved
            }
            (Focus::Main, PaneId::Register(_)) => self.move_list(command, session),
        }
    }

    fn move_side(&mut self, command: Command, session: &Session) -> bool {
        if !roll(&mut self.side.roll, command) {
            return false;
        }
        // What is shown stays while one passes a heading.
        let Some(place) = self.side.place() else {
            return true;
        };
        let shown = self.go_to(place, session);
        self.check(shown);
        true
    }

    fn move_list(&mut self, command: Command, session: &Session) -> bool {
        let page = self
            .pane()
            .map_or(1, |p| isize::try_from(p.window.height).unwrap_or(1) - 1)
            .max(1);
        match command {
            Command::Up => self.with_pane(session, |p, r| p.go(-1, r)),
            Command::Down => self.with_pane(session, |p, r| p.go(1, r)),
            Command::PageUp => self.with_pane(session, |p, r| p.go(-page, r)),
            Command::PageDown => self.with_pane(session, |p, r| p.go(page, r)),
            Command::Top => self.with_pane(session, Pane::top),
            Command::Bottom => self.with_pane(session, Pane::bottom),
            Command::MarkUp | Command::MarkDown => {
                let by = if command == Command::MarkUp { -1 } else { 1 };
                self.with_pane(session, |p, r| {
                    let marked = p.window.current().map(|c| c.id);
                    p.marks.extend(marked);
                    p.go(by, r)?;
                    let marked = p.window.current().map(|c| c.id);
                    p.marks.extend(marked);
                    Ok(())
                });
            }
            _ => return false,
        }
        true
    }

    /// Puts the focus on the next pane; there are two.
    pub(in crate::app) fn turn(&mut self, session: &Session) {
        self.focus = match self.focus {
            Focus::Side => Focus::Main,
            Focus::Main => Focus::Side,
        };
        if let Some(pane) = self.pane_mut() {
            pane.typing = false;
        }
        self.settle(session);
    }

    /// The search line of the list takes a command; `false` if it is not about the line.
    pub(in crate::app) fn edit_search(&mut self, command: Command, session: &Session) -> bool {
        let Some(pane) = self.pane_mut().filter(|p| p.typing) else {
            return false;
        };
        match edit_line(&mut pane.search, command) {
            None => false,
            Some(false) => true,
            Some(true) => {
                self.ask(session);
                true
            }
        }
    }

    /// Words typed over a list are searched for.
    pub(in crate::app) fn type_search(&mut self, text: &str, session: &Session) {
        if let Some(pane) = self.pane_mut() {
            if !pane.typing {
                pane.typing = true;
                pane.search.go(Reach::End);
            }
            pane.search.insert(text);
            self.ask(session);
        }
    }

    /// Back one level: out of the search line, then out of what narrows the list, then to the side list.
    pub(in crate::app) fn back(&mut self, session: &Session) {
        let Some(pane) = self.pane_mut() else {
            if self.focus == Focus::Main {
                let back = match self.shown {
                    PaneId::Findings => self.widen_findings(session),
                    PaneId::Rulebook => self.leave_book(session),
                    PaneId::Today | PaneId::Register(_) => false,
                };
                if !back {
                    self.turn(session);
                }
            } else {
                self.say(Mood::Note, "desk-quit-by", &[]);
            }
            return;
        };
        let mut changed = true;
        if !pane.search.text().is_empty() {
            pane.search.set("");
            pane.typing = false;
        } else if pane.typing {
            pane.typing = false;
            changed = false;
        } else if pane.same.is_some() {
            pane.same = None;
        } else if !pane.matches.is_empty() {
            pane.matches.clear();
        } else if !pane.marks.is_empty() {
            pane.marks.clear();
            changed = false;
        } else if self.focus == Focus::Main {
            self.turn(session);
            return;
        } else {
            self.say(Mood::Note, "desk-quit-by", &[]);
            return;
        }
        if changed {
            self.ask(session);
        } else {
            self.settle(session);
        }
    }
}

/// A line of text takes a command: whether its text has changed, `None` if the command is not about the line.
pub(in crate::app) fn edit_line(
    line: &mut crate::model::text::editor::LineEdit,
    command: Command,
) -> Option<bool> {
    Some(match command {
        Command::Left => {
            line.go(Reach::Left);
            false
        }
        Command::Right => {
            line.go(Reach::Right);
            false
        }
        Command::WordLeft => {
            line.go(Reach::WordLeft);
            false
        }
        Command::WordRight => {
            line.go(Reach::WordRight);
            false
        }
        Command::LineStart => {
            line.go(Reach::Home);
            false
        }
        Command::LineEnd => {
            line.go(Reach::End);
            false
        }
        Command::EraseLeft => line.erase(Reach::Left),
        Command::EraseRight => line.erase(Reach::Right),
        Command::EraseWord => line.erase(Reach::WordLeft),
        Command::EraseLine => line.erase(Reach::Home),
        _ => return None,
    })
}

/// A list takes a command of movement.
pub(in crate::app) fn roll(roll: &mut super::selection::Roll, command: Command) -> bool {
    match command {
        Command::Up => roll.go(-1),
        Command::Down => roll.go(1),
        Command::PageUp => roll.page(false),
        Command::PageDown => roll.page(true),
        Command::Top => roll.first(),
        Command::Bottom => roll.last(),
        _ => return false,
    }
    true
}
