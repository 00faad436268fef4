//! Where one stands in a form: its pages, the page shown, the field with the focus.
//!
//! Invariant: the focus stands on a field that is shown. Must never know what the fields hold; which of them are shown is
//! told by whoever asks.

use crate::model::{Field, Form, Text, locale};

use super::occasion::{Occasion, Purpose};

/// A page of the form: a section, or what an action asks for.
#[derive(Clone, Debug)]
pub struct FormPage {
    pub label: Text,
    pub fields: Vec<usize>,
}

/// The pages of a form, and the place of the focus among them.
#[derive(Clone, Debug)]
pub struct Position {
    pub pages: Vec<FormPage>,
    pub page: usize,
    pub focus: Option<usize>,
    /// The cells that the form is drawn in.
    pub size: (u16, u16),
}

impl Position {
    pub fn new(over: &Occasion) -> Self {
        Self {
            pages: pages(over),
            page: 0,
            focus: None,
            size: (80, 24),
        }
    }

    /// The pages that have something to show, with their places among all pages.
    pub fn shown_pages(
        &self,
        is_shown: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = (usize, &FormPage)> {
        let pages = self.pages.iter().enumerate();
        pages.filter(move |(_, p)| p.fields.iter().any(|f| is_shown(*f)))
    }

    /// The fields of the present page.
    pub fn fields(&self) -> impl Iterator<Item = usize> {
        let page = self.pages.get(self.page);
        page.into_iter().flat_map(|p| &p.fields).copied()
    }

    /// The page on which a field stands.
    pub fn page_of(&self, place: usize) -> Option<usize> {
        self.pages.iter().position(|p| p.fields.contains(&place))
    }

    /// The field after or before the focus among those that it can stand on; nothing over the ends.
    pub fn neighbour(&self, forward: bool, fields: &[usize]) -> Option<usize> {
        match self.focus.and_then(|f| fields.iter().position(|p| *p == f)) {
            Some(at) if forward => fields.get(at + 1).copied(),
            Some(at) => at.checked_sub(1).map(|a| fields[a]),
            // The field has gone with the value it depended on.
            None => {
                let behind = fields.iter().copied().find(|f| Some(*f) > self.focus);
                behind.or(fields.first().copied())
            }
        }
    }
}

/// The sections as pages; what an action asks for comes first.
fn pages(over: &Occasion) -> Vec<FormPage> {
    let form = &*over.form;
    let asked: Vec<usize> = match &over.purpose {
        // In the order in which the action names them.
        Purpose::Act(action) => {
            let needs = form.action(action).map(|a| a.needs.as_slice());
            let needs = needs.unwrap_or_default().iter();
            needs.filter_map(|id| over.place_of(id)).collect()
        }
        _ => (0..form.fields.len())
            .filter(|p| over.asks_for(*p))
            .collect(),
    };
    // The path tells the action; its name may be that of a section too.
    let label = match &over.purpose {
        Purpose::Void => locale::both("entry-void", &[]),
        _ => locale::both("entry-asked", &[]),
    };
    let rest = |section: Option<&str>| -> Vec<usize> {
        let fields = form.fields.iter().enumerate();
        fields
            .filter(|(i, f)| stands_in(f, section, form) && !asked.contains(i))
            .map(|(i, _)| i)
            .collect()
    };
    let loose = FormPage {
        label: form.one.clone(),
        fields: rest(None),
    };
    let sections = form.sections.iter().map(|s| FormPage {
        label: s.label.clone(),
        fields: rest(Some(&s.id)),
    });
    let rest: Vec<FormPage> = std::iter::once(loose).chain(sections).collect();
    let first = FormPage {
        label,
        fields: asked,
    };
    let mut pages: Vec<FormPage> = std::iter::once(first).chain(rest).collect();
    pages.retain(|p| !p.fields.is_empty());
    pages
}

/// Whether a field stands in a section, or in none that the form has.
fn stands_in(field: &Field, section: Option<&str>, form: &Form) -> bool {
    let known = |id: &str| form.sections.iter().any(|s| s.id == id);
    match section {
        Some(id) => field.section.as_deref() == Some(id),
        None => field.section.as_deref().is_none_or(|s| !known(s)),
    }
}
