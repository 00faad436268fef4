//! Laws of what stands in columns: values that can be named, watched, compared; lines; literals.

use std::collections::BTreeSet;

use super::Laws;
use crate::model::expr::{Formula, Type};
use crate::model::fault::Wrong;
use crate::model::form::field::{Field, Required};
use crate::model::form::kind::{Computed, Kind};
use crate::model::value::{Moment, Value};

impl Laws<'_> {
    /// What names a record or orders a list is one value.
    pub(super) fn has_value(&self, path: &str, name: &str) {
        if self.form.field(name).is_some_and(|f| f.kind.has_lines()) {
            let fault = self.wrong(Wrong::HoldsLines, path);
            self.faults.push(fault.with("name", name));
        }
    }

    /// What the file holds by an index needs a column.
    pub(super) fn has_column(&self, path: &str, name: &str) {
        let Some(field) = self.form.field(name) else {
            return;
        };
        let elsewhere = |c: &Computed| !c.formula.root().is_local();
        if field.kind.has_lines() || field.kind.computed().is_some_and(elsewhere) {
            let fault = self.wrong(Wrong::NoColumn, path);
            self.faults.push(fault.with("name", name));
        }
    }

    /// Interval ends tell when.
    pub(super) fn tells_when(&self, path: &str, name: &str) {
        let Some(field) = self.form.field(name) else {
            return;
        };
        if !matches!(field.kind.ty(), Type::Date | Type::Time | Type::Moment) {
            let fault = self.wrong(Wrong::TellsNoTime, path);
            self.faults.push(fault.with("name", name));
        }
    }

    /// Lines are simple: each column has its name and kind, and may have to be filled.
    pub(super) fn lines(&self, path: &str, lines: &[Field]) {
        let mut seen = BTreeSet::new();
        for (nth, line) in lines.iter().enumerate() {
            let path = format!("{path}[{nth}]");
            let id = line.id.as_str();
            let at_id = |wrong| {
                let fault = self.wrong(wrong, &format!("{path}.id"));
                self.faults.push(fault.with("id", id).with("list", "rows"));
            };
            if !seen.insert(id) {
                at_id(Wrong::IdTwice);
            }
            if ["id", "parent", "line"].contains(&id) {
                at_id(Wrong::LineWord);
            }
            if has_more_than_a_column(line) {
                at_id(Wrong::MoreThanAColumn);
            }
            self.kind(&path, &line.kind);
        }
    }

    /// What the file holds by itself may look at nothing but the record's own columns.
    pub(super) fn held_by_file(&self, path: &str, when: Option<&Formula>) {
        self.formula(when, self.form, Type::YesNo);
        if when.is_some_and(|w| !w.root().is_local()) {
            self.faults.push(self.wrong(Wrong::NotLocal, path));
        }
    }

    /// A literal must be a value of the kind.
    pub(super) fn literal(&self, path: &str, kind: &Kind, word: &str) {
        if matches!(kind, Kind::State) {
            return self.state(path, word);
        }
        let day = chrono::NaiveDate::default().and_time(chrono::NaiveTime::default());
        if Value::read(kind, word, Moment(day)).is_err() {
            let fault = self.wrong(Wrong::BadLiteral, path);
            self.faults
                .push(fault.with("word", word).with("kind", kind.name()));
        }
    }
}

fn has_more_than_a_column(line: &Field) -> bool {
    matches!(line.required, Required::When(_))
        || line.default.is_some()
        || line.unique
        || line.min.is_some()
        || line.max.is_some()
        || line.pattern.is_some()
        || line.show_when.is_some()
}
