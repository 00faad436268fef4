//! What a form is open for: the register and its fields, the record it stands over, what a person is asked here.
//!
//! Must never know what was typed.

use std::sync::Arc;

use crate::app::condition;
use crate::model::form::kind::Kind;
use crate::model::{Field, Form, Lang, Record, Text, locale};

/// The field of the reason for which a record is taken out of use.
pub const REASON: &str = "void_reason";

/// Why a form was opened.
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

/// The register, the record and the purpose of an open form.
#[derive(Debug)]
pub struct Occasion {
    pub purpose: Purpose,
    pub form: Arc<Form>,
    /// By which kind each field is typed: a state is chosen among the form's states.
    pub kinds: Vec<Kind>,
    pub record: Option<Record>,
    /// All the records that a reason to void is for, where it is for more than one.
    pub marked: Vec<i64>,
    /// What a new record is about, where that stands outside of what is asked for.
    pub about: Option<String>,
}

impl Occasion {
    pub fn new(purpose: Purpose, form: Arc<Form>, record: Option<Record>) -> Self {
        let typed_by = |f: &Field| match f.kind {
            Kind::State => condition::kind_of(&form, &f.kind),
            _ => f.kind.clone(),
        };
        Self {
            kinds: form.fields.iter().map(typed_by).collect(),
            purpose,
            form,
            record,
            marked: Vec::new(),
            about: None,
        }
    }

    pub fn field(&self, place: usize) -> &Field {
        &self.form.fields[place]
    }

    /// The kind by which a field is typed.
    pub fn kind(&self, place: usize) -> &Kind {
        &self.kinds[place]
    }

    /// The place of a field by its id.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        self.form.fields.iter().position(|f| f.id == id)
    }

    pub fn is_query(&self) -> bool {
        self.purpose == Purpose::Query
    }

    /// Whether the action or the void asks for a field.
    pub fn asks_for(&self, place: usize) -> bool {
        let id = &self.form.fields[place].id;
        match &self.purpose {
            Purpose::Act(action) => {
                let needs = self.form.action(action).map(|a| &a.needs);
                needs.is_some_and(|n| n.contains(id))
            }
            Purpose::Void => id == REASON,
            Purpose::New | Purpose::Edit | Purpose::View | Purpose::Query => false,
        }
    }

    /// Whether a person types into the field here.
    pub fn is_editable(&self, place: usize) -> bool {
        let field = &self.form.fields[place];
        match &self.purpose {
            Purpose::View => false,
            Purpose::Query => !matches!(field.kind, Kind::Rows(_)),
            Purpose::Act(_) | Purpose::Void => self.asks_for(place),
            Purpose::New => field.is_typed(),
            Purpose::Edit => field.is_typed() && !matches!(field.kind, Kind::State),
        }
    }

    /// The way to the form: register, and the record or what is being done.
    pub fn path(&self, lang: Lang) -> Vec<String> {
        let say = |id: &str| locale::say(lang, id, &[]);
        let mut path = vec![self.form.label.get(lang).to_owned()];
        if let Some(record) = &self.record {
            let number = record.number.clone();
            path.push(number.unwrap_or_else(|| record.title.clone()));
        }
        path.push(match &self.purpose {
            Purpose::New => match &self.about {
                Some(about) => about.clone(),
                None => say("entry-new"),
            },
            Purpose::Edit => say("entry-edit"),
            Purpose::View => say("entry-view"),
            Purpose::Void => say("entry-void"),
            Purpose::Query => say("entry-query"),
            Purpose::Act(action) => self
                .form
                .action(action)
                .map_or_else(|| action.clone(), |a| a.label.get(lang).to_owned()),
        });
        path
    }

    /// Why nothing can be typed here.
    pub fn why_read_only(&self) -> Text {
        match &self.record {
            Some(record) if record.is_void() => locale::both("complaint-void", &[]),
            _ if self.form.append_only => {
                let say = |lang| {
                    let register = self.form.label.get(lang);
                    locale::say(lang, "complaint-append-only", &[("register", register)])
                };
                Text::new(say(Lang::Zh), say(Lang::En))
            }
            _ => locale::both("entry-read-only", &[]),
        }
    }
}
