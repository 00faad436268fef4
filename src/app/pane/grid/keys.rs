//! What keys and mouse do in a day, and what it orders from the worker.

use chrono::{Days, NaiveDateTime};

use crate::app::command::Command;
use crate::app::layer::choosers;
use crate::app::pane::component::Component;
use crate::app::pane::tabs;
use crate::app::scope::KeyScope;
use crate::app::screen::effect::{Effect, Effects, Opening, effects};
use crate::app::screen::notice::{Notice, Notices, told};
use crate::app::screen::scene::{Scene, Sight};
use crate::model::Value;
use crate::rules::fill;
use crate::store::Result;

use super::GridPane;
use super::plan::GridPlan;

impl GridPane {
    /// Where its parts stand.
    pub fn plan(&self, scene: &Scene) -> GridPlan {
        let main = scene.layout(false).main;
        GridPlan::of(main, self.day.as_ref(), self.hour)
    }

    /// Has the day read again that is asked for.
    fn read(&mut self, sight: &Sight<'_>) -> Notices {
        let job = self.order(sight.stamp.now.date());
        job.map(Notice::order).into_iter().collect()
    }

    /// The same, unless it is there already.
    fn read_if_needed(&mut self, sight: &Sight<'_>) -> Notices {
        let wanted = self.date.unwrap_or(sight.stamp.now.date());
        let there = self.day.as_ref().is_some_and(|d| d.date == wanted);
        if there && !self.stale {
            return Notices::new();
        }
        self.read(sight)
    }

    /// The next day, or the one before.
    fn turn(&mut self, forward: bool, sight: &Sight<'_>) -> Notices {
        let today = sight.stamp.now.date();
        let (shown, one) = (self.date.unwrap_or(today), Days::new(1));
        let next = if forward {
            shown.checked_add_days(one)
        } else {
            shown.checked_sub_days(one)
        };
        self.date = next.filter(|day| *day != today);
        self.read(sight)
    }

    /// From hour to hour, and over the ends of the day.
    fn step(&mut self, forward: bool, sight: &Sight<'_>) -> Notices {
        let hours = self.day.as_ref().map_or(0, |d| d.hours.len());
        if forward && self.hour + 1 < hours {
            self.hour += 1;
        } else if !forward && self.hour > 0 {
            self.hour -= 1;
        } else if hours > 0 {
            self.hour = if forward { 0 } else { hours - 1 };
            return self.turn(forward, sight);
        }
        Notices::new()
    }

    /// What takes the hour, or a new record for it.
    fn open(&self) -> Effects {
        match self.record() {
            Some(record) => {
                let opening = Opening::Record(record.register.clone(), record.id);
                vec![Effect::Open(opening)]
            }
            None => vec![Effect::Run(Command::New)],
        }
    }

    /// A new record for the selected line and hour.
    fn begin(&self, sight: &Sight<'_>) -> Result<Effects> {
        let (reader, form) = (sight.reader(), &self.form);
        let mut draft = fill::new_draft(form, &reader)?;
        for (name, value) in self.suggested() {
            if let Some(field) = form.field(name) {
                fill::pick(&mut draft, field, value, &reader)?;
            }
        }
        Ok(vec![Effect::Open(Opening::Filled(Box::new(draft)))])
    }

    /// What a record of the selected line and hour has in which field.
    fn suggested(&self) -> Vec<(&str, Value)> {
        let (Some(day), Some(kind)) = (&self.day, self.kind()) else {
            return Vec::new();
        };
        let Some(line) = day.lines.get(self.selection.selected) else {
            return Vec::new();
        };
        let (from, to) = day.stretch(self.hour);
        let of = |at: NaiveDateTime| match kind.on {
            Some(_) => Value::time(at.time()),
            None => Value::moment(at),
        };
        let mut all = vec![
            (&*kind.rows, Value::Int(line.id)),
            (&*kind.from, of(from)),
            (&*kind.to, of(to)),
        ];
        let on = kind.on.as_ref();
        all.extend(on.map(|on| (&*on.field, on.value(&self.form, day.date))));
        all
    }
}

impl Component for GridPane {
    fn scope(&self) -> KeyScope {
        KeyScope::Grid
    }

    fn hints(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::New,
            Command::NextDay,
            Command::PreviousDay,
            Command::Act,
            Command::Help,
            Command::Palette,
            Command::Views,
            Command::Edit,
            Command::Related,
            Command::Menu,
            Command::Undo,
            Command::NextPane,
        ]
    }

    fn way(&self, scene: &Scene) -> Vec<String> {
        tabs::way(&self.form, self.tab, scene)
    }

    fn enter(&mut self, sight: &Sight<'_>) -> Notices {
        self.read_if_needed(sight)
    }

    fn run(&mut self, command: Command, sight: &Sight<'_>) -> Option<Effects> {
        if self.selection.moved(command) {
            return Some(Effects::new());
        }
        Some(match command {
            Command::Left => effects(self.step(false, sight)),
            Command::Right => effects(self.step(true, sight)),
            Command::NextDay => effects(self.turn(true, sight)),
            Command::PreviousDay => effects(self.turn(false, sight)),
            Command::NextView => tabs::turned(&self.form, self.tab, true),
            Command::PreviousView => tabs::turned(&self.form, self.tab, false),
            Command::Views => tabs::choose(&self.form, self.tab),
            Command::Open => self.open(),
            Command::New => told(self.begin(sight)),
            _ => return None,
        })
    }

    fn text(&mut self, text: &str, _sight: &Sight<'_>) -> Effects {
        let chooser = choosers::everywhere(text);
        let words = chooser.line.text().trim().to_owned();
        vec![Effect::Choose(Box::new(chooser)), Effect::Find(words)]
    }

    fn click(&mut self, x: u16, y: u16, sight: &Sight<'_>) -> Effects {
        let plan = self.plan(sight.scene);
        if plan.rows.holds(x, y) {
            let line = self.selection.top + usize::from(y - plan.rows.y);
            self.selection.select(line);
            self.hour = plan.hours.hour_at(x).unwrap_or(self.hour);
        }
        effects(self.settle(sight))
    }

    /// Back to today.
    fn back(&mut self, sight: &Sight<'_>) -> Option<Effects> {
        self.date.take()?;
        Some(effects(self.read(sight)))
    }

    fn settle(&mut self, sight: &Sight<'_>) -> Notices {
        let rows = self.plan(sight.scene).rows;
        self.selection.resize(usize::from(rows.height));
        Notices::new()
    }

    fn arrange(&mut self, sight: &Sight<'_>) -> Notices {
        self.read_if_needed(sight)
    }

    fn refresh(&mut self, sight: &Sight<'_>) -> Notices {
        self.read(sight)
    }

    fn touched(&mut self, registers: &[String]) -> bool {
        let touched = registers.iter().any(|r| self.reads(r));
        self.stale |= touched;
        touched
    }

    fn outdate(&mut self) {
        self.stale = true;
    }

    fn subject(&self, _scene: &Scene) -> Option<(String, i64)> {
        let record = self.record()?;
        Some((record.register.clone(), record.id))
    }
}
