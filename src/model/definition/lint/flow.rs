//! Laws of actions and follow-up records: states, fields and registers that exist and fit.

use super::Laws;
use crate::model::expr::Type;
use crate::model::form::flow::{Action, Creates, Fill};

impl Laws<'_> {
    pub(super) fn flow(&self) {
        for action in &self.form.actions {
            self.action(action);
        }
        for follow in &self.form.follows {
            self.formula(follow.when.as_ref(), self.form, Type::YesNo);
            self.creates(&follow.id, &follow.creates);
        }
    }

    fn action(&self, action: &Action) {
        let id = action.id.as_str();
        action
            .from
            .iter()
            .chain(&action.to)
            .for_each(|s| self.state(id, s));
        action
            .needs
            .iter()
            .chain(&action.not_by)
            .for_each(|f| self.own(Some(id), f));
        for (name, fill) in &action.set {
            self.own(Some(id), name);
            if let Fill::Field(from) = fill {
                self.own_or_envelope(Some(id), from);
            }
            if let (Fill::Literal(word), Some(field)) = (fill, self.form.field(name)) {
                self.literal(id, &field.kind, word);
            }
        }
        self.formula(action.when.as_ref(), self.form, Type::YesNo);
        if let Some(creates) = &action.creates {
            self.creates(id, creates);
        }
    }

    pub(super) fn creates(&self, owner: &str, creates: &Creates) {
        let Some(far) = self.catalog.form(&creates.register) else {
            let known = self.catalog.heads().map(|f| f.id.as_str());
            return self.unknown(
                "L07",
                Some(owner),
                &creates.register,
                "there is no register",
                known,
            );
        };
        for (name, fill) in &creates.set {
            match far.field(name) {
                None => {
                    let what = format!("{} has no field", far.id);
                    self.unknown(
                        "L01",
                        Some(owner),
                        name,
                        &what,
                        far.fields.iter().map(|f| f.id.as_str()),
                    );
                }
                Some(field) => match fill {
                    Fill::Field(own) => self.own_or_envelope(Some(owner), own),
                    Fill::Literal(word) => self.literal(owner, &field.kind, word),
                    Fill::Now | Fill::Today | Fill::Me | Fill::This => {}
                },
            }
        }
        if let Some(link) = &creates.link {
            match self.form.field(link) {
                None => self.own(Some(owner), link),
                Some(field) if field.kind.target() != Some(&creates.register) => {
                    let message = format!("`{link}` does not refer to {}", creates.register);
                    self.faults.add("L10", self.at(Some(owner), link), message);
                }
                Some(_) => {}
            }
        }
    }
}
