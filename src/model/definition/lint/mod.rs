//! The laws of a good form: what its names point at must exist and fit.
//!
//! Runs after [`super::read`] has read the text; looks at the other forms of the catalog.

mod columns;
mod flow;
mod rule;

use std::collections::BTreeSet;
use std::ops::Range;

use super::fault::{Fault, Faults};
use super::read::{self, wrong_at};
use crate::model::catalog::Catalog;
use crate::model::expr::{self, Formula, Type};
use crate::model::form::field::{Bound, DefaultValue, Field, Required};
use crate::model::form::kind::Kind;
use crate::model::form::template::Template;
use crate::model::form::{ENVELOPE, Form};
use crate::model::rulebook::BookRule;
use crate::model::text::near::nearest;
use crate::model::typing::{self, Frame};

/// Checks a form against the catalog; `text` is its definition, for the places of faults.
pub fn form(form: &Form, text: &str, catalog: &Catalog) -> Vec<Fault> {
    let with = catalog.with([std::sync::Arc::new(form.clone())]);
    let laws = Laws {
        form,
        text,
        catalog: &with,
        faults: Faults::default(),
    };
    laws.names();
    laws.fields();
    laws.flow();
    laws.views();
    laws.rules();
    laws.faults.into_sorted()
}

/// What is wrong with the rules of one file of the rulebook, held against the forms of a catalog.
pub fn rulebook(text: &str, catalog: &Catalog) -> Vec<Fault> {
    let (rules, mut faults) = read::rulebook::rules(text);
    for watch in &rules {
        faults.extend(rule(watch, text, catalog));
    }
    faults.sort_by_key(|f| (f.at.start, f.at.end));
    faults
}

/// Checks a rule of the rulebook against the forms; `text` is the file that holds it.
fn rule(watch: &BookRule, text: &str, catalog: &Catalog) -> Vec<Fault> {
    let faults = Faults::default();
    let Some(form) = catalog.form(&watch.register) else {
        let near = nearest(&watch.register, catalog.heads().map(|f| f.id.as_str())).join(", ");
        let at = text
            .find(&format!("\"{}\"", watch.register))
            .map_or(0..0, |n| n + 1..n + 1 + watch.register.len());
        faults.hint(
            "L07",
            at,
            format!("there is no register `{}`", watch.register),
            near,
        );
        return faults.into_sorted();
    };
    let laws = Laws {
        form,
        text,
        catalog,
        faults,
    };
    laws.rule(&watch.rule);
    laws.watched(&watch.rule);
    laws.faults.into_sorted()
}

struct Laws<'a> {
    form: &'a Form,
    text: &'a str,
    catalog: &'a Catalog,
    faults: Faults,
}

impl Laws<'_> {
    /// The place of a quoted word within the table that begins with `id = "<owner>"`, else of the word anywhere.
    fn at(&self, owner: Option<&str>, word: &str) -> Range<usize> {
        let from = owner
            .and_then(|o| {
                self.text
                    .find(&format!("id = \"{o}\""))
                    .or_else(|| self.text.find(&format!("\"{o}\"")))
            })
            .unwrap_or(0);
        let quoted = format!("\"{word}\"");
        let found = self.text[from..].find(&quoted).map(|n| from + n + 1);
        let found = found.or_else(|| self.text[from..].find(word).map(|n| from + n));
        found.map_or(from..(from + 1).min(self.text.len()), |n| n..n + word.len())
    }

    fn unknown<'k>(
        &self,
        code: &'static str,
        owner: Option<&str>,
        word: &str,
        what: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let near = nearest(word, known);
        let hint = if near.is_empty() {
            None
        } else {
            Some(format!("did you mean {}?", near.join(", ")))
        };
        self.faults.push(Fault {
            code,
            at: self.at(owner, word),
            message: format!("{what} `{word}`"),
            hint,
        });
    }

    fn own(&self, owner: Option<&str>, name: &str) {
        if self.form.field(name).is_none() {
            self.unknown(
                "L01",
                owner,
                name,
                "there is no field",
                self.form.fields.iter().map(|f| f.id.as_str()),
            );
        }
    }

    fn own_or_envelope(&self, owner: Option<&str>, name: &str) {
        if !ENVELOPE.contains(&name) {
            self.own(owner, name);
        }
    }

    fn state(&self, owner: &str, name: &str) {
        if self.form.state(name).is_none() {
            self.unknown(
                "L02",
                Some(owner),
                name,
                "there is no state",
                self.form.states.iter().map(|s| s.id.as_str()),
            );
        }
    }

    fn formula(&self, formula: Option<&Formula>, form: &Form, want: Type) {
        let Some(formula) = formula else { return };
        let frame = Frame::of(form, self.catalog);
        for wrong in typing::check(formula, frame, Some(want)) {
            self.faults.push(wrong_at(&wrong, formula));
        }
    }

    fn type_of(&self, formula: &Formula) -> Option<Type> {
        let frame = Frame::of(self.form, self.catalog);
        Some(typing::type_of(formula.root(), frame))
    }

    /// Ids stand once, and none is a name of the envelope.
    fn names(&self) {
        let lists: [(&str, Vec<&str>); 6] = [
            (
                "field",
                self.form.fields.iter().map(|f| f.id.as_str()).collect(),
            ),
            (
                "state",
                self.form.states.iter().map(|s| s.id.as_str()).collect(),
            ),
            (
                "action",
                self.form.actions.iter().map(|a| a.id.as_str()).collect(),
            ),
            (
                "view",
                self.form.views.iter().map(|v| v.id.as_str()).collect(),
            ),
            (
                "rule",
                self.form.rules.iter().map(|r| r.id.as_str()).collect(),
            ),
            (
                "section",
                self.form.sections.iter().map(|s| s.id.as_str()).collect(),
            ),
        ];
        for (what, ids) in lists {
            let mut seen = BTreeSet::new();
            for id in ids {
                if !seen.insert(id) {
                    self.faults.add(
                        "L03",
                        self.at_id(id, 1),
                        format!("the {what} `{id}` stands twice"),
                    );
                }
                if what == "field" && expr::WORDS.iter().any(|(word, ..)| *word == id) {
                    let message = format!("`{id}` is a word of expressions");
                    self.faults.add("L04", self.at_id(id, 0), message);
                }
                if what == "field" && ENVELOPE.contains(&id) {
                    let message = format!("`{id}` is a column that every register has");
                    self.faults.add("L04", self.at_id(id, 0), message);
                }
            }
        }
        self.template(&self.form.title);
        self.form
            .title
            .places()
            .for_each(|p| self.has_value(None, p));
        for key in &self.form.key {
            self.own(None, key);
            self.has_column(None, key);
        }
    }

    /// The place of an id, the first or a later one of its kind.
    fn at_id(&self, id: &str, nth: usize) -> Range<usize> {
        let quoted = format!("\"{id}\"");
        let is_id = |at: &usize| {
            let before = self.text[..*at].trim_end();
            before
                .strip_suffix('=')
                .is_some_and(|b| b.trim_end().ends_with("id"))
        };
        let mut places = self
            .text
            .match_indices(&quoted)
            .map(|(at, _)| at)
            .filter(is_id);
        let found = places.nth(nth).map(|at| at + 1..at + 1 + id.len());
        found.unwrap_or_else(|| self.at(None, id))
    }

    fn template(&self, template: &Template) {
        template
            .places()
            .for_each(|p| self.own_or_envelope(None, p));
    }

    fn fields(&self) {
        for field in &self.form.fields {
            self.field(field);
        }
    }

    fn field(&self, field: &Field) {
        let id = field.id.as_str();
        self.formula(field.show_when.as_ref(), self.form, Type::YesNo);
        if let Required::When(formula) = &field.required {
            self.formula(Some(formula), self.form, Type::YesNo);
        }
        for bound in [&field.min, &field.max].into_iter().flatten() {
            match bound {
                Bound::Field(other) => self.own(Some(id), other),
                Bound::Number(_) if !field.kind.is_numeric() => {
                    self.faults.add(
                        "L05",
                        self.at(None, id),
                        format!("`{id}` is not a number and cannot have this bound"),
                    );
                }
                _ => {}
            }
        }
        if let Some(section) = field
            .section
            .as_deref()
            .filter(|s| !self.form.sections.iter().any(|x| x.id == **s))
        {
            self.unknown(
                "L06",
                Some(id),
                section,
                "there is no section",
                self.form.sections.iter().map(|s| s.id.as_str()),
            );
        }
        self.kind(id, &field.kind);
        if field.unique {
            self.has_column(Some(id), id);
        }
        for other in &field.index_with {
            self.own(Some(id), other);
            self.has_column(Some(id), other);
        }
        if let Some(DefaultValue::Literal(word)) = &field.default {
            self.literal(id, &field.kind, word);
        }
    }

    fn kind(&self, id: &str, kind: &Kind) {
        match kind {
            Kind::Reference(target) => match self.catalog.form(&target.register) {
                Some(far) => self.formula(target.filter.as_ref(), far, Type::YesNo),
                None => {
                    let known = self.catalog.heads().map(|f| f.id.as_str());
                    self.unknown(
                        "L07",
                        Some(id),
                        &target.register,
                        "there is no register",
                        known,
                    );
                }
            },
            Kind::Computed(c) => self.formula(Some(&c.formula), self.form, c.as_kind.ty()),
            Kind::Rows(lines) => self.lines(id, lines),
            Kind::State if self.form.states.is_empty() => {
                self.faults
                    .add("L08", self.at(None, id), "a state field needs states");
            }
            _ => {}
        }
    }

    fn views(&self) {
        for view in &self.form.views {
            self.formula(view.filter.as_ref(), self.form, Type::YesNo);
            let id = Some(view.id.as_str());
            view.columns
                .iter()
                .chain(&view.since)
                .for_each(|c| self.own_or_envelope(id, c));
            if let Some(sort) = &view.sort {
                self.own_or_envelope(id, &sort.field);
                self.has_value(id, &sort.field);
            }
        }
    }
}
