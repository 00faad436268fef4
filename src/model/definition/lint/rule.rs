//! Laws of rules: what they name exists, and their expressions give what their kind needs.

use super::Laws;
use crate::model::catalog::system::System;
use crate::model::expr::{Formula, Piece, Type};
use crate::model::fault::{Fault, Wrong};
use crate::model::form::rule::{Deadline, OnSave, Rule, Test};
use crate::model::rulebook;
use crate::model::typing::{self, Frame};

impl Laws<'_> {
    pub(super) fn rules(&self) {
        for (nth, rule) in self.form.rules.iter().enumerate() {
            self.rule(rule, &format!("rule[{nth}]"));
        }
    }

    /// A rule that stands under a path.
    pub(super) fn rule(&self, rule: &Rule, path: &str) {
        let key = |name: &str| format!("{path}.{name}");
        self.lets(rule, path);
        self.test(rule, &key("kind"));
        if let Some(since) = &rule.since {
            self.day(since);
        }
        if let Some(whose) = &rule.whose {
            self.names_person(&key("whose"), whose);
        }
        if let Some(cure) = &rule.cure {
            self.creates(&key("cure"), cure);
        }
        self.braces(&key("say.zh"), &rule.say.zh);
        self.braces(&key("say.en"), &rule.say.en);
        self.each(&key("clauses"), &rule.clauses, |path, clause| {
            if !rulebook::knows(clause) {
                let fault = self.wrong(Wrong::NoSuchObligation, path);
                self.unknown(fault, clause, rulebook::ids());
            }
        });
        if rule.on_save != OnSave::Nothing && !rule.test.can_stop_a_save() {
            self.cannot_stop(rule, path);
        }
    }

    /// Named expressions are sound by themselves, and hide no field of the register.
    fn lets(&self, rule: &Rule, path: &str) {
        let frame = Frame::of(self.form, self.catalog);
        for (name, formula) in rule.lets.iter() {
            for fault in typing::check(formula, frame, None) {
                self.faults.push(fault);
            }
            if self.form.field(name).is_some() {
                let at = self.places.key(&format!("{path}.let.{name}"));
                let fault = Fault::new(Wrong::NameHides, at);
                self.faults
                    .push(fault.with("name", name).with("form", &self.form.id));
            }
        }
    }

    /// A rule of the rulebook makes no index and no trigger, so it cannot keep a second record out.
    pub(super) fn watched(&self, rule: &Rule, path: &str) {
        if rule.on_save != OnSave::Nothing && rule.is_held_by_file() {
            self.cannot_stop(rule, path);
        }
    }

    fn cannot_stop(&self, rule: &Rule, path: &str) {
        let fault = self.wrong(Wrong::CannotStopASave, &format!("{path}.id"));
        self.faults.push(fault.with("kind", rule.kind.name()));
    }

    fn test(&self, rule: &Rule, path: &str) {
        let (form, condition) = (self.form, Type::YesNo);
        let key = |name: &str| format!("{path}.{name}");
        match &rule.test {
            Test::Require { holds, when } => {
                self.formula(Some(holds), form, condition);
                self.formula(when.as_ref(), form, condition);
            }
            Test::Differ { fields, when } => {
                self.differ(&key("differ"), fields);
                self.formula(when.as_ref(), form, condition);
            }
            Test::Unique { fields, when } => {
                self.each(&key("unique"), fields, |path, field| {
                    self.own(path, field);
                    self.has_column(path, field);
                });
                self.held_by_file(&key("while"), when.as_ref());
            }
            Test::NoOverlap {
                subject,
                from,
                to,
                when,
            } => {
                self.each(&key("no_overlap"), subject, |path, field| {
                    self.own(path, field);
                    self.has_column(path, field);
                });
                for (name, end) in [("from", from), ("to", to)] {
                    self.own(&key(name), end);
                    self.has_column(&key(name), end);
                    self.tells_when(&key(name), end);
                }
                self.held_by_file(&key("while"), when.as_ref());
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

    /// Each field can be compared with the one before it.
    fn differ(&self, path: &str, fields: &[String]) {
        self.each(path, fields, |path, field| self.own(path, field));
        if fields.len() < 2 {
            self.faults.push(self.wrong(Wrong::OneToDiffer, path));
        }
        let name = |nth: usize| {
            let at = self.places.value(&format!("{path}[{nth}]"));
            Formula::trusted(&fields[nth], at.start)
        };
        let known = |nth: usize| self.form.field(&fields[nth]).is_some();
        for nth in (1..fields.len()).filter(|n| known(*n) && known(n - 1)) {
            let (a, b) = (name(nth - 1), name(nth));
            let same = Formula::compose(&[Piece::Of(&a), Piece::Words(" = "), Piece::Of(&b)]);
            self.formula(Some(&same), self.form, Type::YesNo);
        }
    }

    fn deadline(&self, deadline: &Deadline) {
        for day in [&deadline.start, &deadline.due, &deadline.warn] {
            self.day(day);
        }
        if let Some(done) = &deadline.done
            && self.type_of(done) != Type::YesNo
        {
            self.day(done);
        }
        self.formula(deadline.when.as_ref(), self.form, Type::YesNo);
    }

    /// A date or a moment.
    fn day(&self, formula: &Formula) {
        self.formula(Some(formula), self.form, Type::Date);
    }

    fn names_person(&self, path: &str, name: &str) {
        match self.form.field(name) {
            None => self.own(path, name),
            Some(field) if field.kind.target() != Some(System::Person.id()) => {
                let fault = self.wrong(Wrong::NotAPerson, path);
                self.faults.push(fault.with("name", name));
            }
            Some(_) => {}
        }
    }
}
