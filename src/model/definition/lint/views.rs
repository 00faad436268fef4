//! Laws of views: the columns and orders that they show, and what their pictures are made of.

use super::Laws;
use crate::model::expr::Type;
use crate::model::fault::Wrong;
use crate::model::form::kind::Kind;
use crate::model::form::view::{DayView, OnDay, TableView, ViewKind};

impl Laws<'_> {
    pub(super) fn views(&self) {
        for (nth, view) in self.form.views.iter().enumerate() {
            let path = format!("view[{nth}]");
            self.formula(view.filter.as_ref(), self.form, Type::YesNo);
            match &view.kind {
                ViewKind::Table(table) => self.table(table, &path),
                ViewKind::Day(day) => self.day_view(day, &path),
            }
        }
    }

    fn table(&self, table: &TableView, path: &str) {
        self.each(&format!("{path}.columns"), &table.columns, |path, name| {
            self.own_or_envelope(path, name);
        });
        if let Some(since) = &table.since {
            self.own_or_envelope(&format!("{path}.since"), since);
        }
        if let Some(sort) = &table.sort {
            let path = format!("{path}.sort[0]");
            let at = self.places.within(&path, 0..sort.field.len());
            if !crate::model::form::ENVELOPE.contains(&sort.field.as_str()) {
                self.own_at(at, &sort.field);
            }
            self.has_value(&path, &sort.field);
        }
    }

    fn day_view(&self, day: &DayView, path: &str) {
        let key = |name: &str| format!("{path}.{name}");
        self.own(&key("rows"), &day.rows);
        let lines = self.form.field(&day.rows);
        let target = lines.and_then(|f| f.kind.target());
        if lines.is_some() && target.is_none() {
            let fault = self.wrong(Wrong::NotAReference, &key("rows"));
            let fault = fault.with("form", &self.form.id);
            self.faults.push(fault.with("name", &day.rows));
        }
        let (want, wrong) = match day.on {
            Some(_) => (Type::Time, Wrong::NotATime),
            None => (Type::Moment, Wrong::NotAMoment),
        };
        for (name, end) in [("from", &day.from), ("to", &day.to)] {
            self.of_type(&key(name), end, want, wrong);
        }
        if let Some(on) = &day.on {
            self.on(on, path);
        }
        self.each(&key("also"), &day.also, |path, name| {
            self.shows_too(path, name, target);
        });
    }

    /// The days of times are told by a date or by a number of the week, between two dates.
    fn on(&self, on: &OnDay, path: &str) {
        let tells = |kind: &Kind| matches!(kind.shown(), Kind::Date | Kind::Integer);
        let key = format!("{path}.on");
        self.own(&key, &on.field);
        self.has_column(&key, &on.field);
        let field = self.form.field(&on.field);
        if field.is_some_and(|f| !tells(&f.kind)) {
            let fault = self.wrong(Wrong::TellsNoDay, &key);
            self.faults.push(fault.with("name", &on.field));
        }
        for (nth, end) in on.during.iter().flatten().enumerate() {
            let path = format!("{path}.during[{nth}]");
            self.of_type(&path, end, Type::Date, Wrong::NotADate);
        }
    }

    /// A field with a column of its own that holds values of a type.
    fn of_type(&self, path: &str, name: &str, want: Type, wrong: Wrong) {
        self.own(path, name);
        self.has_column(path, name);
        let field = self.form.field(name);
        if field.is_some_and(|f| f.kind.ty() != want) {
            self.faults.push(self.wrong(wrong, path).with("name", name));
        }
    }

    /// Another register has a day over the same records.
    fn shows_too(&self, path: &str, name: &str, target: Option<&str>) {
        let Some(form) = self.catalog.form(name) else {
            return self.register(path, name);
        };
        if let Some(target) = target.filter(|t| form.day_over(t).is_none()) {
            let fault = self.wrong(Wrong::NoLikeDay, path).with("name", name);
            self.faults.push(fault.with("register", target));
        }
    }
}
