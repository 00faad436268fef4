//! Every form the desk knows, in display order, with the packs and groups they belong to.
//!
//! Invariant: a definition that a file keeps is read when its form is first asked for, and once for all that share the
//! catalog; until then only its head is known. Whoever makes the catalog has made sure that it can be read.

pub mod packs;
pub mod shipped;
pub mod system;
mod unit;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::definition;
use super::form::{Form, FormHead};
use super::text::{Lang, Text};
use packs::Packs;

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

/// One form: what its head says, and the rest as soon as somebody has asked for it.
#[derive(Debug)]
struct LazyForm {
    head: FormHead,
    text: String,
    form: OnceLock<Option<Arc<Form>>>,
}

impl LazyForm {
    fn of(form: Arc<Form>) -> Self {
        Self {
            head: form.head(),
            text: String::new(),
            form: OnceLock::from(Some(form)),
        }
    }

    /// A definition by its text; `None` where not even its head can be read.
    fn kept(text: String) -> Option<Self> {
        Some(Self {
            head: definition::read::head(&text)?,
            text,
            form: OnceLock::new(),
        })
    }

    fn form(&self) -> Option<&Arc<Form>> {
        let read = || definition::read::kept(&self.text).ok().map(Arc::new);
        self.form.get_or_init(read).as_ref()
    }
}

impl Catalog {
    /// Orders the forms as the packs say; forms of no known group come last, by id.
    pub fn new(forms: Vec<Arc<Form>>, packs: Arc<Packs>, adopted: Vec<String>) -> Self {
        let entry = |form| Arc::new(LazyForm::of(form));
        Self::of(forms.into_iter().map(entry).collect(), packs, adopted)
    }

    /// A catalog of definitions that have been read before and can be read again: each is, when it is asked for.
    /// `None` where one has no head.
    pub fn kept(texts: Vec<String>, packs: Arc<Packs>, adopted: Vec<String>) -> Option<Self> {
        let entry = |text| Some(Arc::new(LazyForm::kept(text)?));
        let entries = texts.into_iter().map(entry).collect::<Option<_>>()?;
        Some(Self::of(entries, packs, adopted))
    }

    fn of(mut forms: Vec<Arc<LazyForm>>, packs: Arc<Packs>, adopted: Vec<String>) -> Self {
        forms.sort_by(|a, b| {
            let (a, b) = (&a.head, &b.head);
            packs
                .place(a)
                .cmp(&packs.place(b))
                .then_with(|| a.id.cmp(&b.id))
        });
        let index = forms
            .iter()
            .enumerate()
            .map(|(i, f)| (f.head.id.clone(), i))
            .collect();
        Self {
            forms,
            index,
            packs,
            adopted,
        }
    }

    pub fn form(&self, id: &str) -> Option<&Arc<Form>> {
        self.index.get(id).and_then(|i| self.forms[*i].form())
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
        let open = |entry: &&Arc<LazyForm>| entry.form.get().is_none();
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
            let entry = Arc::new(LazyForm::of(form));
            match forms.iter_mut().find(|f| f.head.id == entry.head.id) {
                Some(place) => *place = entry,
                None => forms.push(entry),
            }
        }
        Self::of(forms, self.packs.clone(), self.adopted.clone())
    }
}
