//! Every form the desk knows, in display order, with the packs and groups they belong to.

use std::collections::HashMap;
use std::sync::Arc;

use super::form::Form;
use super::packs::Packs;
use super::text::{Lang, Text};

/// The forms of a desk. Cheap to clone; a changed form makes a new catalog.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    forms: Vec<Arc<Form>>,
    index: HashMap<String, usize>,
    packs: Arc<Packs>,
    adopted: Vec<String>,
}

/// A heading of the side list with its registers.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    pub label: Text,
    pub forms: Vec<&'a Arc<Form>>,
}

impl Catalog {
    /// Orders the forms as the packs say; forms of no known group come last, by id.
    pub fn new(mut forms: Vec<Arc<Form>>, packs: Arc<Packs>, adopted: Vec<String>) -> Self {
        forms.sort_by(|a, b| {
            packs
                .place(a)
                .cmp(&packs.place(b))
                .then_with(|| a.id.cmp(&b.id))
        });
        let index = forms
            .iter()
            .enumerate()
            .map(|(i, f)| (f.id.clone(), i))
            .collect();
        Self {
            forms,
            index,
            packs,
            adopted,
        }
    }

    pub fn form(&self, id: &str) -> Option<&Arc<Form>> {
        self.index.get(id).map(|i| &self.forms[*i])
    }

    /// Every form, adopted or not.
    pub fn forms(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.forms.iter()
    }

    /// The packs this desk has adopted; empty means all.
    pub fn adopted_packs(&self) -> &[String] {
        &self.adopted
    }

    pub fn packs(&self) -> &Arc<Packs> {
        &self.packs
    }

    /// Whether the desk shows a register: its pack is adopted, or an adopted pack brings it along.
    pub fn is_adopted(&self, form: &Form) -> bool {
        self.adopted.is_empty() || self.packs.shows(&self.adopted, form)
    }

    /// The adopted forms under their headings, empty headings left out.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<(String, Group<'_>)> = Vec::new();
        for form in self.forms.iter().filter(|f| self.is_adopted(f)) {
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
        self.forms
            .iter()
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
        self.form(register)
            .map_or_else(|| register.to_owned(), |f| f.label.get(lang).to_owned())
    }

    /// The same catalog with forms added or replaced.
    #[must_use]
    pub fn with(&self, changed: impl IntoIterator<Item = Arc<Form>>) -> Self {
        let mut forms = self.forms.clone();
        for form in changed {
            match forms.iter_mut().find(|f| f.id == form.id) {
                Some(place) => *place = form,
                None => forms.push(form),
            }
        }
        Self::new(forms, self.packs.clone(), self.adopted.clone())
    }
}
