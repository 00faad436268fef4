//! The laws of a good form: what its names point at must exist and fit.
//!
//! Runs after [`super::read`] has read the text; looks at the other forms of the catalog. Each part is pointed at by its
//! path among the places that were noted while reading.

mod columns;
mod fields;
mod flow;
mod rule;
mod views;

use std::collections::BTreeSet;
use std::ops::Range;

use super::places::Places;
use super::read;
use crate::model::catalog::Catalog;
use crate::model::catalog::system::System;
use crate::model::expr::{Formula, Type, WORDS};
use crate::model::fault::{Fault, Faults, Wrong};
use crate::model::form::{ENVELOPE, Form};
use crate::model::rulebook::BookRule;
use crate::model::text::near::nearest;
use crate::model::typing::{self, Frame};

/// Checks a form against the catalog.
pub fn form(form: &Form, places: &Places<'_>, catalog: &Catalog) -> Vec<Fault> {
    let with = catalog.with([std::sync::Arc::new(form.clone())]);
    let laws = Laws {
        form,
        places,
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
    let read = read::rulebook::rules(text, false);
    let mut faults = read.faults;
    for (nth, watch) in read.value.iter().enumerate() {
        faults.extend(book_rule(
            watch,
            &format!("rule[{nth}]"),
            &read.places,
            catalog,
        ));
    }
    faults.sort_by_key(|f| (f.at.start, f.at.end));
    faults
}

/// Checks a rule of the rulebook, which stands under a path, against the forms.
fn book_rule(watch: &BookRule, path: &str, places: &Places<'_>, catalog: &Catalog) -> Vec<Fault> {
    let Some(form) = catalog.form(&watch.register) else {
        let near = nearest(&watch.register, catalog.heads().map(|f| f.id.as_str()));
        let at = places.value(&format!("{path}.register"));
        let fault = Fault::new(Wrong::NoRegister, at).with("name", &watch.register);
        return vec![fault.near(&near)];
    };
    let laws = Laws {
        form,
        places,
        catalog,
        faults: Faults::default(),
    };
    laws.rule(&watch.rule, path);
    laws.watched(&watch.rule, path);
    laws.faults.into_sorted()
}

struct Laws<'a> {
    form: &'a Form,
    places: &'a Places<'a>,
    catalog: &'a Catalog,
    faults: Faults,
}

impl Laws<'_> {
    /// Something is wrong with the value of a path.
    fn wrong(&self, wrong: Wrong, path: &str) -> Fault {
        Fault::new(wrong, self.places.value(path))
    }

    /// A name that nothing has.
    fn unknown<'k>(&self, fault: Fault, name: &str, known: impl Iterator<Item = &'k str>) {
        let near = nearest(name, known);
        self.faults.push(fault.with("name", name).near(&near));
    }

    /// A name must be that of a field.
    fn own(&self, path: &str, name: &str) {
        self.own_at(self.places.value(path), name);
    }

    fn own_at(&self, at: Range<usize>, name: &str) {
        if self.form.field(name).is_none() {
            let fields = self.form.fields.iter().map(|f| f.id.as_str());
            self.unknown(Fault::new(Wrong::NoOwnField, at), name, fields);
        }
    }

    fn own_or_envelope(&self, path: &str, name: &str) {
        if !ENVELOPE.contains(&name) {
            self.own(path, name);
        }
    }

    /// Each name of a list, with its path.
    fn each<'k>(&self, path: &str, names: &'k [String], law: impl Fn(&str, &'k str)) {
        for (nth, name) in names.iter().enumerate() {
            law(&format!("{path}[{nth}]"), name);
        }
    }

    fn state(&self, path: &str, name: &str) {
        if self.form.state(name).is_none() {
            let states = self.form.states.iter().map(|s| s.id.as_str());
            self.unknown(self.wrong(Wrong::NoOwnState, path), name, states);
        }
    }

    fn register(&self, path: &str, name: &str) {
        let known = self.catalog.heads().map(|f| f.id.as_str());
        self.unknown(self.wrong(Wrong::NoRegister, path), name, known);
    }

    fn formula(&self, formula: Option<&Formula>, form: &Form, want: Type) {
        let Some(formula) = formula else { return };
        let frame = Frame::of(form, self.catalog);
        for fault in typing::check(formula, frame, Some(want)) {
            self.faults.push(fault);
        }
    }

    fn type_of(&self, formula: &Formula) -> Type {
        typing::type_of(formula.root(), Frame::of(self.form, self.catalog))
    }

    /// The names in the braces of a message that stands under a path.
    fn braces(&self, path: &str, text: &str) {
        for (open, _) in text.match_indices('{') {
            let inner = &text[open + 1..];
            let Some(len) = inner.find('}') else { continue };
            let name = &inner[..len];
            if !matches!(name, "due" | "missing") && !ENVELOPE.contains(&name) {
                self.own_at(self.places.within(path, open + 1..open + 1 + len), name);
            }
        }
    }

    /// Ids stand once, and none is a name of the envelope or a word of expressions.
    fn names(&self) {
        let form = self.form;
        self.ids("field", form.fields.iter().map(|f| f.id.as_str()));
        self.ids("state", form.states.iter().map(|s| s.id.as_str()));
        self.ids("action", form.actions.iter().map(|a| a.id.as_str()));
        self.ids("follow", form.follows.iter().map(|f| f.id.as_str()));
        self.ids("view", form.views.iter().map(|v| v.id.as_str()));
        self.ids("rule", form.rules.iter().map(|r| r.id.as_str()));
        self.ids("section", form.sections.iter().map(|s| s.id.as_str()));
        for (nth, field) in form.fields.iter().enumerate() {
            let path = format!("field[{nth}].id");
            let id = field.id.as_str();
            let wrong = if WORDS.iter().any(|(word, ..)| *word == id) {
                Wrong::ReservedWord
            } else if ENVELOPE.contains(&id) {
                Wrong::EnvelopeWord
            } else {
                continue;
            };
            self.faults.push(self.wrong(wrong, &path).with("id", id));
        }
        self.title();
        self.unit();
        self.each("key", &form.key, |path, name| {
            self.own(path, name);
            self.has_column(path, name);
        });
    }

    fn ids<'k>(&self, list: &str, ids: impl Iterator<Item = &'k str>) {
        let mut seen = BTreeSet::new();
        for (nth, id) in ids.enumerate() {
            if !seen.insert(id) {
                let fault = self.wrong(Wrong::IdTwice, &format!("{list}[{nth}].id"));
                self.faults.push(fault.with("list", list).with("id", id));
            }
        }
    }

    /// What is said of the unit leads to one.
    fn unit(&self) {
        let Some(unit) = &self.form.unit else { return };
        let faults = typing::check(unit, Frame::of(self.form, self.catalog), None);
        if !faults.is_empty() {
            return faults.into_iter().for_each(|f| self.faults.push(f));
        }
        let mut form = Some(self.form);
        let mut target = None;
        for name in unit.text.split('.') {
            target = form
                .and_then(|f| f.field(name))
                .and_then(|f| f.kind.target());
            form = target.and_then(|id| self.catalog.form(id)).map(|f| &**f);
        }
        if target != Some(System::OrgUnit.id()) {
            let fault = self.wrong(Wrong::NotAUnit, "unit");
            self.faults.push(fault.with("name", &unit.text));
        }
    }

    fn title(&self) {
        for (name, at) in self.form.title.placed() {
            if !ENVELOPE.contains(&name) {
                self.own_at(self.places.within("title", at..at + name.len()), name);
            }
            self.has_value("title", name);
        }
    }
}
