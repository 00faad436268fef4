//! Laws of fields: their conditions and bounds, and what their kinds point at.

use super::Laws;
use crate::model::expr::Type;
use crate::model::fault::Wrong;
use crate::model::form::field::{Bound, DefaultValue, Field, Required};
use crate::model::form::kind::Kind;

impl Laws<'_> {
    pub(super) fn fields(&self) {
        for (nth, field) in self.form.fields.iter().enumerate() {
            self.field(&format!("field[{nth}]"), field);
        }
    }

    fn field(&self, path: &str, field: &Field) {
        let key = |name: &str| format!("{path}.{name}");
        self.formula(field.show_when.as_ref(), self.form, Type::YesNo);
        if let Required::When(formula) = &field.required {
            self.formula(Some(formula), self.form, Type::YesNo);
        }
        for (name, bound) in [("min", &field.min), ("max", &field.max)] {
            match bound {
                Some(Bound::Field(other)) => self.own(&key(name), other),
                Some(Bound::Number(_)) if !field.kind.is_numeric() => {
                    let fault = self.wrong(Wrong::BoundWithoutNumber, &key(name));
                    self.faults.push(fault.with("id", &field.id));
                }
                Some(Bound::Number(_) | Bound::Today | Bound::Now) | None => {}
            }
        }
        if let Some(section) = &field.section {
            self.section(&key("section"), section);
        }
        self.kind(path, &field.kind);
        if field.unique {
            self.has_column(&key("unique"), &field.id);
        }
        self.each(&key("index_with"), &field.index_with, |path, other| {
            self.own(path, other);
            self.has_column(path, other);
        });
        if let Some(DefaultValue::Literal(word)) = &field.default {
            self.literal(&key("default"), &field.kind, word);
        }
    }

    fn section(&self, path: &str, name: &str) {
        let sections = || self.form.sections.iter().map(|s| s.id.as_str());
        if !sections().any(|s| s == name) {
            self.unknown(self.wrong(Wrong::NoSuchSection, path), name, sections());
        }
    }

    /// The kind of a field or of a column of lines that stands under a path.
    pub(super) fn kind(&self, path: &str, kind: &Kind) {
        if let Kind::Reference(target) = kind {
            match self.catalog.form(&target.register) {
                Some(far) => self.formula(target.filter.as_ref(), far, Type::YesNo),
                None => self.register(&format!("{path}.kind.reference"), &target.register),
            }
        }
        if let Some(computed) = kind.computed() {
            self.formula(Some(&computed.formula), self.form, computed.as_kind.ty());
        }
        if let Some(lines) = kind.lines() {
            self.lines(&format!("{path}.kind.rows"), lines);
        }
        if matches!(kind, Kind::State) && self.form.states.is_empty() {
            let path = format!("{path}.kind");
            self.faults
                .push(self.wrong(Wrong::StateWithoutStates, &path));
        }
    }
}
