//! What keys and mouse do in the list of a register, and what it orders from the worker.

use crate::app::command::Command;
use crate::app::line_keys;
use crate::app::pane::component::Component;
use crate::app::pane::tabs;
use crate::app::scope::KeyScope;
use crate::app::screen::effect::{Effect, Effects, Opening, effects};
use crate::app::screen::notice::{Notice, Notices, told};
use crate::app::screen::scene::{Scene, Sight};
use crate::app::worker::Job;
use crate::model::text::editor::Reach;
use crate::store::{Condition, PageKey, Reader, Result};

use super::page_buffer::PageBuffer;
use super::plan::ListPlan;
use super::{ListPane, ladder, marked};

impl ListPane {
    /// Where its parts stand.
    pub fn plan(&self, scene: &Scene) -> ListPlan {
        let layout = scene.layout(true);
        ListPlan::of(
            layout.main,
            !self.form.views.is_empty(),
            self.typing || self.is_narrowed(),
            layout.under,
        )
    }

    /// Reads something, says what went wrong, and has the worker read what no index serves.
    pub(super) fn reading(
        &mut self,
        sight: &Sight<'_>,
        work: impl FnOnce(&mut Self, &Reader<'_>) -> Result<()>,
    ) -> Notices {
        let done = work(self, &sight.reader());
        let mut notices = told(done.map(|()| Vec::new()));
        notices.extend(self.order_page().map(Notice::order));
        notices
    }

    /// Goes to a record, wherever in the list it stands, if the list holds it.
    pub fn go_to_record(&mut self, id: i64, sight: &Sight<'_>) -> Notices {
        self.reading(sight, |pane, reader| pane.reveal(id, reader))
    }

    /// Only records that these conditions hold for.
    pub fn show_matching(&mut self, matches: Vec<Condition>, sight: &Sight<'_>) -> Notices {
        self.matches = matches;
        self.ask_anew(sight)
    }

    /// Something else is asked of the register.
    pub fn ask_anew(&mut self, sight: &Sight<'_>) -> Notices {
        let mut notices = self.reading(sight, Self::ask);
        notices.extend(self.order_count());
        notices.extend(self.settle(sight));
        notices
    }

    /// Has the list counted, where it is not.
    fn order_count(&mut self) -> Notices {
        let mut jobs: Vec<Job> = self.order_page().into_iter().collect();
        if self.count.is_none() {
            jobs.push(Job::Count {
                asked: self.asked,
                query: self.query(),
            });
        }
        jobs.into_iter().map(Notice::order).collect()
    }

    /// Takes the count of the list; a long one gets a ladder. `None` if something else is asked by now.
    pub fn counted(&mut self, asked: u64, count: u64) -> Option<Notices> {
        if self.asked != asked {
            return None;
        }
        self.count = Some(count);
        self.window.counted(count);
        let wanted = ladder::is_worth(count) && self.ladder.is_empty();
        let job = wanted.then(|| Job::Ladder {
            asked,
            step: usize::try_from(ladder::step(count)).unwrap_or(usize::MAX),
            query: self.query(),
        });
        Some(job.map(Notice::order).into_iter().collect())
    }

    /// Takes the ladder of the list; `None` if something else is asked by now.
    pub fn take_ladder(&mut self, asked: u64, keys: Vec<PageKey>) -> Option<Notices> {
        if self.asked == asked {
            self.ladder = keys;
        }
        None
    }

    /// Takes rows that were read; `None` if something else is wanted by now.
    pub fn take_page(
        &mut self,
        read: u64,
        window: PageBuffer,
        sight: &Sight<'_>,
    ) -> Option<Notices> {
        let mut taken = true;
        let notices = self.reading(sight, |pane, reader| {
            taken = pane.took(read, window, reader)?;
            Ok(())
        });
        (taken || !notices.is_empty()).then_some(notices)
    }

    /// A command of movement; `None` if it is none.
    fn moved(&mut self, command: Command, sight: &Sight<'_>) -> Option<Notices> {
        let page = isize::try_from(self.window.height).unwrap_or(1) - 1;
        let page = page.max(1);
        Some(match command {
            Command::Up => self.step(false, sight),
            Command::Down => self.step(true, sight),
            Command::PageUp => self.reading(sight, |p, r| p.go(-page, r)),
            Command::PageDown => self.reading(sight, |p, r| p.go(page, r)),
            Command::Top => self.reading(sight, Self::top),
            Command::Bottom => self.reading(sight, Self::bottom),
            Command::MarkUp => self.mark_on(-1, sight),
            Command::MarkDown => self.mark_on(1, sight),
            _ => return None,
        })
    }

    /// Selects the next record, or the one before.
    pub fn step(&mut self, forward: bool, sight: &Sight<'_>) -> Notices {
        self.reading(sight, |p, r| p.go(if forward { 1 } else { -1 }, r))
    }

    /// A command over what is asked of the list, or over its marks; `None` if it is none.
    fn narrowed(&mut self, command: Command, sight: &Sight<'_>) -> Option<Notices> {
        Some(match command {
            Command::Accept => {
                self.typing = false;
                self.settle(sight)
            }
            Command::Search => self.search("", sight),
            Command::Sort => self.sort_by_column(sight),
            Command::FilterByValue => self.filter_by_value(sight),
            Command::ClearFilters => self.clear_filters(sight),
            Command::Mark => self.mark(sight),
            Command::MarkAll => self.mark_all(sight),
            Command::ShowVoid => {
                self.with_void = !self.with_void;
                self.ask_anew(sight)
            }
            Command::Left => self.move_column(false),
            Command::Right => self.move_column(true),
            _ => return None,
        })
    }

    /// Typing goes into the search line from now on.
    fn search(&mut self, text: &str, sight: &Sight<'_>) -> Notices {
        if !self.typing {
            self.typing = true;
            self.search.go(Reach::End);
        }
        self.search.insert(text);
        self.ask_anew(sight)
    }

    /// A press on the scroll bar: to that part of the list, however long it is.
    fn jump_to_part(&mut self, row: u16, height: u16, reader: &Reader<'_>) -> Result<()> {
        let Some(count) = self.count else {
            return Ok(());
        };
        let last = u64::from(height.saturating_sub(1).max(1));
        let place = u64::from(row) * count.saturating_sub(1) / last;
        if row == 0 {
            self.top(reader)
        } else if u64::from(row) == last {
            self.bottom(reader)
        } else if self.ladder.is_empty() {
            let at = self.window.position().map_or(0, |p| p - 1);
            let by = i64::try_from(place).unwrap_or(0) - i64::try_from(at).unwrap_or(0);
            self.go(isize::try_from(by).unwrap_or(0), reader)
        } else {
            self.jump(place, ladder::step(count), reader)
        }
    }

    /// Selects a row in sight.
    fn select(&mut self, row: usize, reader: &Reader<'_>) -> Result<()> {
        let at = isize::try_from(self.window.top + row).unwrap_or(0);
        let by = at - isize::try_from(self.window.selected).unwrap_or(0);
        if self.window.top + row < self.window.rows.len() {
            self.go(by, reader)?;
        }
        Ok(())
    }
}

impl Component for ListPane {
    fn scope(&self) -> KeyScope {
        if self.typing {
            KeyScope::Search
        } else {
            KeyScope::List
        }
    }

    fn hints(&self) -> &'static [Command] {
        if self.typing {
            &[
                Command::Accept,
                Command::Cancel,
                Command::Help,
                Command::Act,
                Command::New,
                Command::Views,
            ]
        } else {
            &[
                Command::Open,
                Command::New,
                Command::Search,
                Command::Act,
                Command::Help,
                Command::Palette,
                Command::Related,
                Command::Views,
                Command::Query,
                Command::Mark,
                Command::Menu,
                Command::Undo,
                Command::NextPane,
            ]
        }
    }

    fn way(&self, scene: &Scene) -> Vec<String> {
        tabs::way(&self.form, self.view, scene)
    }

    fn enter(&mut self, sight: &Sight<'_>) -> Notices {
        let mut notices = Vec::new();
        // What was being read may have given way to another list.
        if self.stale || self.is_reading() {
            let read = if self.window.rows.is_empty() {
                Self::ask
            } else {
                Self::again
            };
            notices = self.reading(sight, read);
        }
        notices.extend(self.order_count());
        notices.extend(self.settle(sight));
        notices
    }

    fn run(&mut self, command: Command, sight: &Sight<'_>) -> Option<Effects> {
        if self.typing
            && let Some(changed) = line_keys::edit(&mut self.search, command)
        {
            let read = changed.then(|| self.ask_anew(sight));
            return Some(effects(read.unwrap_or_default()));
        }
        if let Some(notices) = self.moved(command, sight) {
            return Some(effects(notices));
        }
        if let Some(notices) = self.narrowed(command, sight) {
            return Some(effects(notices));
        }
        Some(match command {
            Command::Open => {
                let subject = self.subject(sight.scene);
                let open = |(register, id)| Effect::Open(Opening::Record(register, id));
                subject.map(open).into_iter().collect()
            }
            Command::Act => marked::choose(self, sight)?,
            Command::Void => marked::void(self)?,
            Command::Copy => self.copy(sight),
            Command::Views => tabs::choose(&self.form, self.view),
            Command::NextView => tabs::turned(&self.form, self.view, true),
            Command::PreviousView => tabs::turned(&self.form, self.view, false),
            Command::Query => vec![Effect::Open(Opening::Query(
                self.form.id.clone(),
                self.matches.clone(),
            ))],
            Command::Export => self.choose_export(),
            _ => return None,
        })
    }

    fn text(&mut self, text: &str, sight: &Sight<'_>) -> Effects {
        effects(self.search(text, sight))
    }

    fn click(&mut self, x: u16, y: u16, sight: &Sight<'_>) -> Effects {
        let main = sight.scene.layout(true).main;
        let plan = self.plan(sight.scene);
        let bar = main.x + main.width.saturating_sub(1);
        let mut notices = Vec::new();
        if x == bar && plan.rows.holds(x.saturating_sub(1), y) {
            let (row, height) = (y - plan.rows.y, plan.rows.height);
            notices = self.reading(sight, |p, r| p.jump_to_part(row, height, r));
        } else if plan.rows.holds(x, y) {
            let row = usize::from(y - plan.rows.y);
            notices = self.reading(sight, |p, r| p.select(row, r));
        } else if plan.search.holds(x, y) {
            self.typing = true;
        }
        notices.extend(self.settle(sight));
        effects(notices)
    }

    /// Out of the search line, then out of what narrows the list.
    fn back(&mut self, sight: &Sight<'_>) -> Option<Effects> {
        if !self.search.text().is_empty() {
            self.search.set("");
            self.typing = false;
        } else if self.typing {
            self.typing = false;
            return Some(effects(self.settle(sight)));
        } else if self.same.is_some() {
            self.same = None;
        } else if !self.matches.is_empty() {
            self.matches.clear();
        } else if !self.marks.is_empty() {
            self.marks.clear();
            return Some(effects(self.settle(sight)));
        } else {
            return None;
        }
        Some(effects(self.ask_anew(sight)))
    }

    fn settle(&mut self, sight: &Sight<'_>) -> Notices {
        let rows = self.plan(sight.scene).rows;
        self.window.resize(usize::from(rows.height));
        self.reading(sight, |p, r| p.go(0, r))
    }

    fn refresh(&mut self, sight: &Sight<'_>) -> Notices {
        let mut notices = self.reading(sight, |pane, reader| {
            pane.count = None;
            pane.again(reader)
        });
        notices.extend(self.order_count());
        notices
    }

    fn touched(&mut self, registers: &[String]) -> bool {
        let touched = registers.contains(&self.form.id);
        if touched {
            self.stale = true;
            self.asked += 1;
            self.count = None;
            self.ladder.clear();
        }
        touched
    }

    fn outdate(&mut self) {
        self.stale = true;
    }

    fn leave(&mut self) {
        self.typing = false;
    }

    fn subject(&self, _scene: &Scene) -> Option<(String, i64)> {
        let id = self.window.current()?.id;
        Some((self.form.id.clone(), id))
    }
}
