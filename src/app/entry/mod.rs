//! The entry form as state: one record being typed, amended, acted on, or asked for by example.
//!
//! Invariant: the draft is what the inputs say, as of the last time a field was left or the keys rested; the focus stands
//! on a field that is shown. Must never know the terminal; where things stand is worked out in cells by [`layout`].

pub mod calendar;
mod conflict;
mod draft;
mod focus;
pub mod input;
mod keys;
mod labels;
pub mod layout;
pub mod line_input;
pub mod lines;
mod merge;
pub mod note;
mod open;
mod popup;
mod query;
mod save;
pub mod suggestions;
pub mod ticks;
mod typing;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::screen::effect::Effects;
use crate::app::screen::notice::Notice;
use crate::model::form::kind::Kind;
use crate::model::{Complaint, Draft, Field, Form, Lang, Record, Text};
use crate::rules::Checker;
use crate::rules::check::DraftState;
use crate::store::Query;

use super::command::KeyScope;
use super::toast::{Mood, Toast};
use input::Input;

pub use conflict::Conflict;
pub use labels::{Status, weekday};
pub use popup::{LEAVE, Popup};

/// What a form is open for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    New,
    Edit,
    /// Read only.
    View,
    /// The id of the action.
    Act(String),
    Void,
    Query,
}

/// The field of the reason for which a record is taken out of use.
const REASON: &str = "void_reason";

/// A page of the form: a section, or what an action asks for.
#[derive(Clone, Debug)]
pub struct FormPage {
    pub label: Text,
    pub fields: Vec<usize>,
}

/// One form on the screen.
#[derive(Debug)]
pub struct Entry {
    mode: Purpose,
    lang: Lang,
    form: Arc<Form>,
    /// By which kind each field is typed: a state is chosen among the form's states.
    kinds: Vec<Kind>,
    record: Option<Record>,
    checker: Checker,
    draft: Draft,
    /// The draft as the form was opened, to know what would be lost.
    start: Draft,
    inputs: Vec<Input>,
    pages: Vec<FormPage>,
    page: usize,
    focus: Option<usize>,
    look: DraftState,
    touched: BTreeSet<usize>,
    /// Fields in the order in which they were changed, for undo across fields.
    trail: Vec<usize>,
    /// Whether a save was tried: from then on everything missing is said.
    tried: bool,
    complaints: Vec<Complaint>,
    /// What only the file could refuse, until the field is changed.
    refused: Vec<Complaint>,
    popup: Option<Popup>,
    /// What the text being typed is understood as.
    hint: Option<String>,
    notice: Option<Text>,
    /// What a new record is about, where that stands outside of what is asked for.
    about: Option<String>,
    kept: Option<Draft>,
    kept_at: Option<String>,
    hits: Option<u64>,
    /// A query whose hits are still to be counted, and the number under which that was asked last.
    uncounted: Option<Query>,
    asked: u64,
    /// All the records that a reason to void is for, where it is for more than one.
    marked: Vec<i64>,
    size: (u16, u16),
}

impl Entry {
    /// Where its keys are looked up.
    pub fn scope(&self) -> KeyScope {
        match (&self.popup, &self.mode) {
            (Some(Popup::MonthPicker(_)), _) => KeyScope::Picker,
            (Some(Popup::Leave(_) | Popup::Conflict(_)), _) => KeyScope::Confirm,
            (_, Purpose::Query) => KeyScope::Query,
            (Some(Popup::List(list)), _) if list.asked => KeyScope::Picker,
            _ => KeyScope::Entry,
        }
    }

    /// The register and the record that it stands over.
    pub fn subject(&self) -> (&str, Option<i64>) {
        (&self.form.id, self.record.as_ref().map(|r| r.id))
    }

    /// Whether something typed is not saved yet.
    pub fn is_dirty(&self) -> bool {
        !matches!(self.mode, Purpose::View | Purpose::Query) && self.now_drafted() != self.start
    }

    pub fn mode(&self) -> &Purpose {
        &self.mode
    }

    pub fn form(&self) -> &Form {
        &self.form
    }

    pub fn record(&self) -> Option<&Record> {
        self.record.as_ref()
    }

    pub fn field(&self, place: usize) -> &Field {
        &self.form.fields[place]
    }

    /// The kind by which a field is typed.
    pub fn kind(&self, place: usize) -> &Kind {
        &self.kinds[place]
    }

    pub fn input(&self, place: usize) -> &Input {
        &self.inputs[place]
    }

    pub fn popup(&self) -> Option<&Popup> {
        self.popup.as_ref()
    }

    /// The place of the field with the focus.
    pub fn focus(&self) -> Option<usize> {
        self.focus
    }

    pub fn page(&self) -> usize {
        self.page
    }

    /// What the text being typed is understood as.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    pub fn notice(&self) -> Option<&Text> {
        self.notice.as_ref()
    }

    /// Records that fit a query by example.
    pub fn hits(&self) -> Option<u64> {
        self.hits
    }

    pub fn is_required(&self, place: usize) -> bool {
        match &self.mode {
            Purpose::Query | Purpose::View => false,
            Purpose::Act(action) => {
                let asked = self.form.action(action).map(|a| &a.needs);
                asked.is_some_and(|n| n.contains(&self.form.fields[place].id))
            }
            Purpose::Void => self.form.fields[place].id == REASON,
            Purpose::New | Purpose::Edit => self.look.required.get(place) == Some(&true),
        }
    }

    /// What is wrong with a field, or with the record as a whole (`None`).
    pub fn complaints(&self, place: Option<usize>) -> impl Iterator<Item = &Complaint> {
        let wanted = place.map(|i| self.form.fields[i].id.as_str());
        self.complaints
            .iter()
            .chain(&self.refused)
            .filter(move |c| c.field.as_deref() == wanted)
    }

    /// Whether a person types into the field here.
    pub fn is_editable(&self, place: usize) -> bool {
        let field = &self.form.fields[place];
        match &self.mode {
            Purpose::View => false,
            Purpose::Query => !matches!(field.kind, Kind::Rows(_)),
            Purpose::Act(_) => self.is_required(place),
            Purpose::Void => field.id == REASON,
            Purpose::New => field.is_typed(),
            Purpose::Edit => field.is_typed() && !matches!(field.kind, Kind::State),
        }
    }

    /// Whether a field stands on the screen now.
    pub fn is_shown(&self, place: usize) -> bool {
        if self.mode == Purpose::Query {
            return self.is_editable(place);
        }
        let shown = self.look.shown.get(place).copied().unwrap_or(true);
        let blank = self
            .look
            .values
            .get(place)
            .is_none_or(crate::model::Value::is_empty);
        let quiet = matches!(self.mode, Purpose::New | Purpose::Act(_) | Purpose::Void);
        shown && (self.is_editable(place) || !(quiet && blank))
    }

    /// The pages that have something to show, with their places among all pages.
    pub fn pages(&self) -> impl Iterator<Item = (usize, &FormPage)> {
        self.pages
            .iter()
            .enumerate()
            .filter(|(_, p)| p.fields.iter().any(|f| self.is_shown(*f)))
    }

    /// The fields of the present page that are shown.
    pub fn shown(&self) -> Vec<usize> {
        let page = self.pages.get(self.page);
        page.into_iter()
            .flat_map(|p| &p.fields)
            .copied()
            .filter(|f| self.is_shown(*f))
            .collect()
    }

    /// Whether a page has a complaint that stops a save.
    pub fn is_page_wrong(&self, page: usize) -> bool {
        self.pages.get(page).is_some_and(|p| {
            p.fields
                .iter()
                .any(|f| self.complaints(Some(*f)).any(|c| !c.warning))
        })
    }

    /// The cells it is drawn in.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
    }
}

/// Words for the desk's message line; the form stays.
fn toast(mood: Mood, text: Text) -> Effects {
    vec![Notice::Say(Toast::new(mood, text)).into()]
}
