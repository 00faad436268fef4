//! Laws of rules: what they name exists, and their expressions give what their kind needs.

use super::Laws;
use crate::model::expr::{Formula, Piece, Type};
use crate::model::form::rule::{Deadline, OnSave, Rule, Test};
use crate::model::rulebook;

impl Laws<'_> {
    pub(super) fn rules(&self) {
        self.form.rules.iter().for_each(|r| self.rule(r));
    }

    pub(super) fn rule(&self, rule: &Rule) {
        let id = Some(rule.id.as_str());
        self.test(rule);
        if let Some(since) = &rule.since {
            self.day(since);
        }
        if let Some(whose) = &rule.whose {
            self.names_person(&rule.id, whose);
        }
        if let Some(cure) = &rule.cure {
            self.creates(&rule.id, cure);
        }
        for place in rule.say.zh.split('{').chain(rule.say.en.split('{')).skip(1) {
            let Some((name, _)) = place.split_once('}') else {
                continue;
            };
            if !matches!(name, "due" | "missing") {
                self.own_or_envelope(id, name);
            }
        }
        let unknown = rule.clauses.iter().filter(|c| !rulebook::knows(c));
        for clause in unknown {
            let known = rulebook::ids();
            self.unknown("L16", id, clause, "there is no obligation", known);
        }
        let on_save = matches!(
            rule.test,
            Test::Require { .. }
                | Test::Differ { .. }
                | Test::Figure { .. }
                | Test::Unique { .. }
                | Test::NoOverlap { .. }
        );
        if rule.on_save != OnSave::Nothing && !on_save {
            self.cannot_stop(rule);
        }
    }

    /// A rule of the rulebook makes no index and no trigger, so it cannot keep a second record out.
    pub(super) fn watched(&self, rule: &Rule) {
        if rule.on_save != OnSave::Nothing && rule.is_held_by_file() {
            self.cannot_stop(rule);
        }
    }

    fn cannot_stop(&self, rule: &Rule) {
        let message = format!("a rule of the kind {} cannot stop a save", rule.kind);
        let at = self.at(None, &rule.id);
        self.faults
            .hint("L17", at, message, "on_save = \"nothing\"");
    }

    fn test(&self, rule: &Rule) {
        let id = Some(rule.id.as_str());
        let (form, condition) = (self.form, Type::YesNo);
        match &rule.test {
            Test::Require { holds, when } => {
                self.formula(Some(holds), form, condition);
                self.formula(when.as_ref(), form, condition);
            }
            Test::Differ { fields, when } => {
                fields.iter().for_each(|f| self.own(id, f));
                if fields.len() < 2 {
                    let at = self.at(None, &rule.id);
                    self.faults
                        .add("L11", at, "two fields are needed to differ");
                }
                for pair in fields
                    .windows(2)
                    .filter(|p| p.iter().all(|f| form.field(f).is_some()))
                {
                    let place = |name: &str| Formula::trusted(name, self.at(id, name).start);
                    let (a, b) = (place(&pair[0]), place(&pair[1]));
                    let same =
                        Formula::compose(&[Piece::Of(&a), Piece::Words(" = "), Piece::Of(&b)]);
                    self.formula(Some(&same), form, condition);
                }
                self.formula(when.as_ref(), form, condition);
            }
            Test::Unique { fields, when } => {
                for field in fields {
                    self.own(id, field);
                    self.has_column(id, field);
                }
                self.held_by_file(&rule.id, when.as_ref());
            }
            Test::NoOverlap {
                subject,
                from,
                to,
                when,
            } => {
                subject
                    .iter()
                    .chain([from, to])
                    .for_each(|f| self.own(id, f));
                subject.iter().for_each(|f| self.has_column(id, f));
                for end in [from, to] {
                    self.has_column(id, end);
                    self.tells_when(&rule.id, end);
                }
                self.held_by_file(&rule.id, when.as_ref());
            }
            Test::Deadline(deadline) => self.deadline(deadline),
            Test::Figure {
                value,
                equals,
                off,
                when,
            } => {
                self.formula(Some(value), form, Type::Number);
                self.formula(Some(equals), form, Type::Number);
                self.formula(off.as_ref(), form, Type::Number);
                self.formula(when.as_ref(), form, condition);
            }
            Test::Periods(p) => {
                self.formula(Some(&p.days), form, Type::Text);
                self.formula(p.grace.as_ref(), form, Type::Number);
                p.start.iter().for_each(|s| self.day(s));
                self.formula(p.when.as_ref(), form, condition);
            }
            Test::Coverage(c) => {
                self.formula(Some(&c.spans), form, Type::Text);
                self.day(&c.until);
                self.day(&c.after);
                self.formula(c.when.as_ref(), form, condition);
            }
        }
    }

    fn deadline(&self, deadline: &Deadline) {
        for day in [&deadline.start, &deadline.due, &deadline.warn] {
            self.day(day);
        }
        if let Some(done) = &deadline.done
            && self.type_of(done) != Some(Type::YesNo)
        {
            self.day(done);
        }
        self.formula(deadline.when.as_ref(), self.form, Type::YesNo);
    }

    /// A date or a moment.
    fn day(&self, formula: &Formula) {
        self.formula(Some(formula), self.form, Type::Date);
    }

    fn names_person(&self, owner: &str, name: &str) {
        match self.form.field(name) {
            None => self.own(Some(owner), name),
            Some(field) if field.kind.target() != Some("person") => {
                let message = format!("`{name}` does not name a person");
                self.faults.add("L10", self.at(Some(owner), name), message);
            }
            Some(_) => {}
        }
    }
}
