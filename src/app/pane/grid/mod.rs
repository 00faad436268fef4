//! Panes where people would rather look than read: a stretch of time as a picture, as the views of a form describe it.

pub mod day;
pub mod keys;
pub mod plan;
pub mod read;

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::app::screen::selection::Selection;
use crate::app::worker::Job;
use crate::model::Form;
use crate::model::form::view::DayView;

use day::{GridDay, GridRecord};

/// One day of a register.
#[derive(Clone, Debug)]
pub struct GridPane {
    pub form: Arc<Form>,
    /// The place of the view among the tabs of the register.
    pub tab: usize,
    /// The day that is asked for; `None` is today, whichever that is.
    pub date: Option<NaiveDate>,
    /// What was read last; nothing until the worker has answered.
    pub day: Option<GridDay>,
    pub selection: Selection,
    /// The selected hour, by its place among those shown.
    pub hour: usize,
    /// The number of the last question; answers to older ones are dropped.
    asked: u64,
    stale: bool,
}

impl GridPane {
    /// The pane of a view of a register, if that is a picture.
    pub fn new(form: Arc<Form>, view: &str) -> Option<Self> {
        let place = form.views.iter().position(|v| v.id == view)?;
        form.views[place].day()?;
        Some(Self {
            form,
            tab: place + 1,
            date: None,
            day: None,
            selection: Selection::default(),
            hour: 0,
            asked: 0,
            stale: true,
        })
    }

    /// What the view says of it.
    fn kind(&self) -> Option<&DayView> {
        self.form.views.get(self.tab.checked_sub(1)?)?.day()
    }

    /// Whether records of a register are shown, or name its lines.
    fn reads(&self, register: &str) -> bool {
        let Some(kind) = self.kind() else {
            return false;
        };
        let target = self.form.field(&kind.rows).and_then(|f| f.kind.target());
        self.form.id == register
            || target == Some(register)
            || kind.also.iter().any(|other| other == register)
    }

    /// The record that takes the selected hour.
    pub fn record(&self) -> Option<&GridRecord> {
        let records = &self.day.as_ref()?.records;
        records.get(*self.takers().last()?)
    }

    /// How many more records take the selected hour, under the one that is shown.
    pub fn beneath(&self) -> usize {
        self.takers().len().saturating_sub(1)
    }

    fn takers(&self) -> &[usize] {
        let line = self.day.as_ref();
        let line = line.and_then(|day| day.lines.get(self.selection.selected));
        line.and_then(|line| line.hours.get(self.hour))
            .map_or(&[], Vec::as_slice)
    }

    /// Has the day read that is wanted, under a number of its own.
    fn order(&mut self, today: NaiveDate) -> Option<Job> {
        let view = self.form.views.get(self.tab.checked_sub(1)?)?.id.clone();
        self.asked += 1;
        self.stale = false;
        Some(Job::Day {
            asked: self.asked,
            register: self.form.id.clone(),
            view,
            date: self.date.unwrap_or(today),
        })
    }

    /// Takes the day that was read; `false` if something else is wanted by now.
    pub fn take(&mut self, asked: u64, day: GridDay, now: NaiveTime) -> bool {
        if self.asked != asked {
            return false;
        }
        let selected = self
            .day
            .as_ref()
            .and_then(|d| d.lines.get(self.selection.selected));
        let same = selected.and_then(|s| day.lines.iter().position(|l| l.id == s.id));
        let first = self.day.is_none();
        self.selection.set(vec![true; day.lines.len()]);
        self.selection
            .select(same.unwrap_or(self.selection.selected));
        self.hour = self.hour.min(day.hours.len().saturating_sub(1));
        if first {
            self.hour = day.hour_of(now).unwrap_or(0);
        }
        self.day = Some(day);
        true
    }
}
