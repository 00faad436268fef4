//! The entry form as state: one record being typed, amended, acted on, or asked for by example.
//!
//! A form knows what it is open for ([`occasion`]), what was typed ([`answers`]), what the rules make of that
//! ([`judged`]) and where one stands in it ([`position`]); here the keys move all of it together. Invariant: the draft is
//! what the inputs say, as of the last time a field was left or the keys rested. Must never know the terminal; where
//! things stand is worked out in cells by [`layout`].

pub mod answers;
pub mod calendar;
pub mod conflict;
mod focus;
pub mod input;
pub mod judged;
mod keys;
pub mod labels;
pub mod layout;
pub mod line_input;
pub mod lines;
mod merge;
pub mod note;
pub mod occasion;
mod offers;
mod open;
pub mod popup;
mod popup_keys;
pub mod position;
mod query;
mod quick_fill;
mod save;
pub mod suggestions;
pub mod ticks;
mod typing;
mod understood;

use crate::model::form::kind::Kind;
use crate::model::{Complaint, Field, Form, Lang, Text};

use super::command::Command;
use super::scope::KeyScope;
use answers::Answers;
use input::Input;
use judged::Judged;
use occasion::{Occasion, Purpose};
use popup::Popup;
use position::{FormPage, Position};
use query::Hits;

/// One form on the screen.
#[derive(Debug)]
pub struct Entry {
    lang: Lang,
    over: Occasion,
    answers: Answers,
    judged: Judged,
    at: Position,
    popup: Option<Popup>,
    /// What the text being typed is understood as.
    hint: Option<String>,
    notice: Option<Text>,
    /// How many records fit a query by example.
    hits: Hits,
}

impl Entry {
    /// Where its keys are looked up.
    pub fn scope(&self) -> KeyScope {
        match (&self.popup, &self.over.purpose) {
            (Some(Popup::Calendar(_)), _) => KeyScope::Picker,
            (Some(Popup::Leave(_) | Popup::Conflict(_)), _) => KeyScope::Confirm,
            (_, Purpose::Query) => KeyScope::Query,
            (Some(Popup::List(list)), _) if list.asked => KeyScope::Picker,
            _ => KeyScope::Entry,
        }
    }

    /// The commands worth a hint, the most useful first.
    pub fn hints(&self) -> &'static [Command] {
        match self.scope() {
            KeyScope::Entry => &[
                Command::NextField,
                Command::Save,
                Command::SaveAndNew,
                Command::PickList,
                Command::Help,
                Command::TodayNow,
                Command::ValueFromAbove,
                Command::Act,
                Command::Undo,
                Command::Cancel,
            ],
            KeyScope::Query => &[
                Command::RunQuery,
                Command::NextField,
                Command::PickList,
                Command::Cancel,
                Command::Help,
            ],
            _ => &[Command::Accept, Command::Cancel],
        }
    }

    /// The register and the record that it stands over.
    pub fn subject(&self) -> (&str, Option<i64>) {
        (&self.over.form.id, self.over.record.as_ref().map(|r| r.id))
    }

    /// What the form is open for.
    pub fn occasion(&self) -> &Occasion {
        &self.over
    }

    pub fn form(&self) -> &Form {
        &self.over.form
    }

    pub fn field(&self, place: usize) -> &Field {
        self.over.field(place)
    }

    /// The kind by which a field is typed.
    pub fn kind(&self, place: usize) -> &Kind {
        self.over.kind(place)
    }

    pub fn input(&self, place: usize) -> &Input {
        &self.answers.inputs[place]
    }

    /// Whether something typed is not saved yet.
    pub fn is_dirty(&self) -> bool {
        self.answers.is_dirty(&self.over)
    }

    pub fn popup(&self) -> Option<&Popup> {
        self.popup.as_ref()
    }

    /// The place of the field with the focus.
    pub fn focus(&self) -> Option<usize> {
        self.at.focus
    }

    pub fn page(&self) -> usize {
        self.at.page
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
        self.hits.count
    }

    pub fn is_required(&self, place: usize) -> bool {
        self.judged.is_required(place, &self.over)
    }

    /// Whether a person types into the field here.
    pub fn is_editable(&self, place: usize) -> bool {
        self.over.is_editable(place)
    }

    /// Whether a field stands on the screen now.
    pub fn is_shown(&self, place: usize) -> bool {
        self.judged.is_shown(place, &self.over)
    }

    /// What is wrong with a field, or with the record as a whole (`None`).
    pub fn complaints(&self, place: Option<usize>) -> impl Iterator<Item = &Complaint> {
        let field = place.map(|i| self.over.field(i).id.as_str());
        self.judged.about(field)
    }

    /// The pages that have something to show, with their places among all pages.
    pub fn pages(&self) -> impl Iterator<Item = (usize, &FormPage)> {
        self.at.shown_pages(|place| self.is_shown(place))
    }

    /// The fields of the present page that are shown.
    pub fn shown(&self) -> Vec<usize> {
        self.at.fields().filter(|f| self.is_shown(*f)).collect()
    }

    /// Whether a page has a complaint that stops a save.
    pub fn is_page_wrong(&self, page: usize) -> bool {
        let wrong = |f: &usize| self.complaints(Some(*f)).any(|c| !c.warning);
        let page = self.at.pages.get(page);
        page.is_some_and(|p| p.fields.iter().any(wrong))
    }

    /// The field with the focus, where a person types into it.
    fn typed_place(&self) -> Option<usize> {
        self.at.focus.filter(|p| self.is_editable(*p))
    }

    /// The cells it is drawn in.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.at.size = (width, height);
    }
}
