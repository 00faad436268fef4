//! Laws of actions and follow-up records: states, fields and registers that exist and fit.

use super::Laws;
use crate::model::expr::Type;
use crate::model::fault::{Fault, Wrong};
use crate::model::form::flow::{Action, Creates, Fill};

impl Laws<'_> {
    pub(super) fn flow(&self) {
        for (nth, action) in self.form.actions.iter().enumerate() {
            self.action(&format!("action[{nth}]"), action);
        }
        for (nth, follow) in self.form.follows.iter().enumerate() {
            self.formula(follow.when.as_ref(), self.form, Type::YesNo);
            self.creates(&format!("follow[{nth}].creates"), &follow.creates);
        }
    }

    fn action(&self, path: &str, action: &Action) {
        let key = |name: &str| format!("{path}.{name}");
        self.each(&key("from"), &action.from, |path, s| self.state(path, s));
        if let Some(to) = &action.to {
            self.state(&key("to"), to);
        }
        self.each(&key("needs"), &action.needs, |path, f| self.own(path, f));
        self.each(&key("not_by"), &action.not_by, |path, f| self.own(path, f));
        for (name, fill) in &action.set {
            let path = key(&format!("set.{name}"));
            self.own_at(self.places.key(&path), name);
            match (fill, self.form.field(name)) {
                (Fill::Field(from), _) => self.own_or_envelope(&path, from),
                (Fill::Literal(word), Some(field)) => {
                    self.literal(&path, &field.kind, word);
                }
                (Fill::Literal(_) | Fill::Now | Fill::Today | Fill::Me | Fill::This, _) => {}
            }
        }
        self.formula(action.when.as_ref(), self.form, Type::YesNo);
        if let Some(creates) = &action.creates {
            self.creates(&key("creates"), creates);
        }
    }

    /// A further record that stands under a path.
    pub(super) fn creates(&self, path: &str, creates: &Creates) {
        let Some(far) = self.catalog.form(&creates.register) else {
            return self.register(&format!("{path}.register"), &creates.register);
        };
        for (name, fill) in &creates.set {
            let path = format!("{path}.set.{name}");
            let Some(field) = far.field(name) else {
                let fault = Fault::new(Wrong::NoFarField, self.places.key(&path));
                let known = far.fields.iter().map(|f| f.id.as_str());
                self.unknown(fault.with("form", &far.id), name, known);
                continue;
            };
            match fill {
                Fill::Field(own) => self.own_or_envelope(&path, own),
                Fill::Literal(word) => self.literal(&path, &field.kind, word),
                Fill::Now | Fill::Today | Fill::Me | Fill::This => {}
            }
        }
        if let Some(link) = &creates.link {
            let path = format!("{path}.link");
            match self.form.field(link) {
                None => self.own(&path, link),
                Some(field) if field.kind.target() != Some(&creates.register) => {
                    let fault = self.wrong(Wrong::LinkElsewhere, &path).with("name", link);
                    self.faults.push(fault.with("register", &creates.register));
                }
                Some(_) => {}
            }
        }
    }
}
