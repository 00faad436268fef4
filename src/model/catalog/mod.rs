//! Every form the desk knows, in display order, with the packs and groups they belong to.
//!
//! Invariant: a form that a file keeps packed is unpacked when it is first asked for, and once for all that share the
//! catalog; until then only its head is known. Whoever makes the catalog has made sure that it can be.

mod lazy_form;
pub mod packs;
pub mod shipped;
pub mod system;
mod unit;

use std::collections::HashMap;
use std::sync::Arc;

use super::form::{Form, FormHead};
use super::locale;
use super::text::near::nearest;
use super::text::{Lang, Text};
use super::value::complaint::Complaint;
use packs::Packs;

pub use lazy_form::{LazyForm, PackedForm};

/// The forms of a desk. Cheap to clone; a changed form makes a new catalog.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    forms: Vec<Arc<LazyForm>>,
    index: HashMap<String, usize>,
    packs: Arc<Packs>,
    adopted: Vec<String>,
}

/// A heading of the side list with its registers.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    pub label: Text,
    pub forms: Vec<&'a FormHead>,
}

impl Catalog {
    /// Orders the forms as the packs say; forms of no known group come last, by id.
    pub fn new(forms: Vec<Arc<Form>>, packs: Arc<Packs>, adopted: Vec<String>) -> Self {
        let read = |form| Arc::new(LazyForm::read(form));
        Self::of(forms.into_iter().map(read).collect(), packs, adopted)
    }

    /// The same of forms of which some are yet to be unpacked.
    pub fn lazy(forms: Vec<LazyForm>, packs: Arc<Packs>, adopted: Vec<String>) -> Self {
        Self::of(forms.into_iter().map(Arc::new).collect(), packs, adopted)
    }

    fn of(mut forms: Vec<Arc<LazyForm>>, packs: Arc<Packs>, adopted: Vec<String>) -> Self {
        forms.sort_by_cached_key(|form| (packs.place(&form.head), form.head.id.clone()));
        let ids = forms.iter().map(|form| form.head.id.clone());
        Self {
            index: ids.zip(0..).collect(),
            forms,
            packs,
            adopted,
        }
    }

    pub fn form(&self, id: &str) -> Option<&Arc<Form>> {
        self.index.get(id).and_then(|i| self.forms[*i].form())
    }

    /// A form by the name that somebody gave it, or the complaint that there is none, with the names nearest to it.
    pub fn named(&self, id: &str) -> Result<&Arc<Form>, Complaint> {
        self.form(id).ok_or_else(|| {
            let near = nearest(id, self.heads().map(|f| f.id.as_str()));
            Complaint::new(None, "not-found")
                .with_text("register", locale::both("word-register", &[]))
                .with("text", id)
                .with_text("near", locale::both("near", &[("near", &near.join(", "))]))
        })
    }

    /// Every form, adopted or not; all of them are read then.
    pub fn forms(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.read_all();
        self.forms.iter().filter_map(|entry| entry.form())
    }

    /// The head of every form, adopted or not.
    pub fn heads(&self) -> impl Iterator<Item = &FormHead> {
        self.forms.iter().map(|entry| &entry.head)
    }

    /// Reads what has not been read yet, on two threads.
    fn read_all(&self) {
        let open = |entry: &&Arc<LazyForm>| entry.is_closed();
        let open: Vec<&Arc<LazyForm>> = self.forms.iter().filter(open).collect();
        let read = |entries: &[&Arc<LazyForm>]| {
            for entry in entries {
                entry.form();
            }
        };
        let (left, right) = open.split_at(open.len() / 2);
        if left.len() > 4 {
            std::thread::scope(|scope| {
                scope.spawn(|| read(right));
                read(left);
            });
        }
        read(&open);
    }

    /// The packs this desk has adopted; empty means all.
    pub fn adopted_packs(&self) -> &[String] {
        &self.adopted
    }

    pub fn packs(&self) -> &Arc<Packs> {
        &self.packs
    }

    /// The same catalog of a desk that has adopted other packs.
    #[must_use]
    pub fn adopting(&self, adopted: Vec<String>) -> Self {
        Self {
            adopted,
            ..self.clone()
        }
    }

    /// Whether the desk shows a register: its pack is adopted, or an adopted pack brings it along.
    pub fn is_adopted(&self, form: &Form) -> bool {
        self.shows(&form.id, &form.pack)
    }

    /// The same of a register of which only the head is known.
    pub fn is_head_adopted(&self, head: &FormHead) -> bool {
        self.shows(&head.id, &head.pack)
    }

    fn shows(&self, id: &str, pack: &str) -> bool {
        self.adopted.is_empty() || self.packs.shows(&self.adopted, id, pack)
    }

    /// The adopted forms under their headings, empty headings left out.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<(String, Group<'_>)> = Vec::new();
        for form in self.heads().filter(|f| self.shows(&f.id, &f.pack)) {
            match groups.iter_mut().find(|(id, _)| *id == form.group) {
                Some((_, group)) => group.forms.push(form),
                None => {
                    let label = self.packs.group_label(&form.group);
                    groups.push((
                        form.group.clone(),
                        Group {
                            label,
                            forms: vec![form],
                        },
                    ));
                }
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// The forms with a field that refers to a register, each with those fields' ids.
    pub fn referring_to(&self, register: &str) -> Vec<(&Arc<Form>, Vec<String>)> {
        self.forms()
            .map(|f| {
                (
                    f,
                    f.references_to(register)
                        .map(|field| field.id.clone())
                        .collect::<Vec<_>>(),
                )
            })
            .filter(|(_, fields)| !fields.is_empty())
            .collect()
    }

    /// The label of a register in one language, or its id.
    pub fn label(&self, register: &str, lang: Lang) -> String {
        let place = self.index.get(register);
        let head = place.map(|i| &self.forms[*i].head);
        head.map_or_else(|| register.to_owned(), |h| h.label.get(lang).to_owned())
    }

    /// The same catalog with forms added or replaced.
    #[must_use]
    pub fn with(&self, changed: impl IntoIterator<Item = Arc<Form>>) -> Self {
        let mut forms = self.forms.clone();
        for form in changed {
            let entry = Arc::new(LazyForm::read(form));
            match forms.iter_mut().find(|f| f.head.id == entry.head.id) {
                Some(place) => *place = entry,
                None => forms.push(entry),
            }
        }
        Self::of(forms, self.packs.clone(), self.adopted.clone())
    }
}
