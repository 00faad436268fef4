//! Laws of what stands in columns: values that can be named, watched, compared; lines; literals.

use std::collections::BTreeSet;

use super::Laws;
use crate::model::expr::{Formula, Type};
use crate::model::form::field::{Field, Required};
use crate::model::form::kind::Kind;
use crate::model::value::{Moment, Value};

impl Laws<'_> {
    /// What names a record or orders a list is one value.
    pub(super) fn has_value(&self, owner: Option<&str>, name: &str) {
        if let Some(field) = self.form.field(name).filter(|f| f.line_fields().is_some()) {
            let message = format!("`{}` holds lines, not one value", field.id);
            self.faults.add("L13", self.at(owner, name), message);
        }
    }

    /// What the file holds by an index needs a column.
    pub(super) fn has_column(&self, owner: Option<&str>, name: &str) {
        let Some(field) = self.form.field(name) else {
            return;
        };
        let worked_out = match &field.kind {
            Kind::Computed(c) => !c.formula.root().is_local(),
            _ => false,
        };
        if worked_out || field.line_fields().is_some() {
            let message = format!("`{name}` has no column of its own that the file could watch");
            self.faults.add("L13", self.at(owner, name), message);
        }
    }

    /// Interval ends tell when.
    pub(super) fn tells_when(&self, owner: &str, name: &str) {
        let Some(field) = self.form.field(name) else {
            return;
        };
        if !matches!(field.kind.shown(), Kind::Date | Kind::Time | Kind::Moment) {
            let message =
                format!("`{name}` does not tell when: a date, a time or a moment is needed");
            self.faults.add("L14", self.at(Some(owner), name), message);
        }
    }

    /// Lines are simple: each column has its name and kind, and may have to be filled.
    pub(super) fn lines(&self, owner: &str, lines: &[Field]) {
        let mut seen = BTreeSet::new();
        for line in lines {
            let id = line.id.as_str();
            if !seen.insert(id) {
                let message = format!("the column `{id}` of {owner} stands twice");
                self.faults.add("L03", self.at(Some(owner), id), message);
            }
            if ["id", "parent", "line"].contains(&id) {
                let message = format!("`{id}` is a column that every line has");
                self.faults.add("L04", self.at(Some(owner), id), message);
            }
            let more = matches!(line.required, Required::When(_))
                || line.default.is_some()
                || line.unique
                || line.min.is_some()
                || line.max.is_some()
                || line.pattern.is_some()
                || line.show_when.is_some();
            if more {
                let message = format!(
                    "`{id}`: a column of lines has only id, label, help, kind, required (true) and width"
                );
                self.faults.add("L15", self.at(Some(owner), id), message);
            }
            self.kind(id, &line.kind);
        }
    }

    /// What the file holds by itself may look at nothing but the record's own columns.
    pub(super) fn held_by_file(&self, rule: &str, when: Option<&Formula>) {
        self.formula(when, self.form, Type::YesNo);
        if when.is_some_and(|w| !w.root().is_local()) {
            let message =
                "this condition is held by the file and may use only the record's own fields";
            self.faults.add("L12", self.at(None, rule), message);
        }
    }

    /// A literal must be a value of the kind.
    pub(super) fn literal(&self, id: &str, kind: &Kind, word: &str) {
        if matches!(kind, Kind::State) {
            return self.state(id, word);
        }
        let day = chrono::NaiveDate::default().and_time(chrono::NaiveTime::default());
        if Value::read(kind, word, Moment(day)).is_err() {
            let message = format!("`{word}` is not a value of {}", kind.name());
            self.faults.add("L09", self.at(Some(id), word), message);
        }
    }
}
