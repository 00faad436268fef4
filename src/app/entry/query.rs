//! Query by example: the form asks instead of telling; every field takes a condition.

use crate::app::condition;
use crate::app::screen::effect::{Effect, Effects};
use crate::app::session::Session;
use crate::model::value::Misread;
use crate::model::{Complaint, Draft, Field, Kind, Lang, locale};
use crate::store::{Condition, Lookup, Outcome, Query, Reader, Result, done};

use super::Entry;
use super::input::Input;
use super::occasion::{Occasion, Purpose};

/// Records of another register that one condition may name.
const MOST: usize = 200;

/// How many records fit what is asked.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    pub count: Option<u64>,
    /// A query whose hits are still to be counted, and the number under which that was asked last.
    uncounted: Option<Query>,
    asked: u64,
}

impl Entry {
    /// A query by example over a register, beginning with the conditions in force. Refused where the register is unknown.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn query(
        register: &str,
        matches: &[Condition],
        session: &Session,
    ) -> Result<Outcome<Self>> {
        let stamp = session.stamp();
        let form = done!(session.store.form(register));
        let over = Occasion::new(Purpose::Query, form.clone(), None);
        let mut entry = Self::bare(over, Draft::new(register), session);
        let lang = session.lang;
        let reader = session.reader(&stamp);
        for (place, field) in form.fields.iter().enumerate() {
            let kind = condition::kind_of(&form, &field.kind);
            let here = matches.iter().filter(|m| m.field == field.id);
            let told: Vec<String> = here
                .map(|m| condition::show(&kind, &m.test, lang, &|id| title(&reader, &kind, id)))
                .collect();
            if let Input::Line(slot) = &mut entry.answers.inputs[place] {
                slot.edit.set(&told.join(", "));
            }
        }
        entry.arrive(session)?;
        Ok(Outcome::Done(entry))
    }

    /// The conditions as they are typed; what cannot be read becomes a complaint under its field.
    fn matches(&self, reader: &Reader<'_>) -> (Vec<Condition>, Vec<Complaint>) {
        let (mut matches, mut complaints) = (Vec::new(), Vec::new());
        for (place, field) in self.over.form.fields.iter().enumerate() {
            let Input::Line(slot) = &self.answers.inputs[place] else {
                continue;
            };
            let kind = condition::kind_of(&self.over.form, &field.kind);
            let lookup = |text: &str| lookup(reader, &kind, text);
            match condition::read(&kind, slot.text(), reader.stamp.now, &lookup) {
                Ok(tests) => matches.extend(tests.into_iter().map(|test| Condition {
                    field: field.id.clone(),
                    test,
                })),
                Err(why) => complaints.push(said(field, slot.text(), &why)),
            }
        }
        (matches, complaints)
    }

    /// How many records fit the conditions as they stand.
    pub(super) fn count(&mut self, session: &Session) {
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        let (matches, complaints) = self.matches(&reader);
        self.judged.complaints = complaints;
        let query = Query {
            register: self.over.form.id.clone(),
            conditions: matches,
            ..Query::default()
        };
        if reader.is_short(&query.register).unwrap_or(true) {
            self.hits.uncounted = None;
            self.hits.count = reader.count(&query).ok();
        } else {
            self.hits.uncounted = Some(query);
        }
    }

    /// What is to be counted by the worker, told once; the answer comes under this number.
    pub fn order_hits(&mut self, asked: u64) -> Option<Query> {
        let query = self.hits.uncounted.take()?;
        self.hits.asked = asked;
        Some(query)
    }

    /// Takes the count; `false` if something else is asked by now.
    pub fn counted(&mut self, asked: u64, count: u64) -> bool {
        let fits = self.hits.asked == asked && self.hits.uncounted.is_none();
        if fits {
            self.hits.count = Some(count);
        }
        fits
    }

    pub(super) fn run_query(&mut self, session: &Session) -> Result<Effects> {
        if !self.over.is_query() {
            return Ok(Effects::new());
        }
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        let (matches, complaints) = self.matches(&reader);
        self.judged.complaints = complaints;
        let first = self.judged.complaints.first();
        let field = first.and_then(|c| c.field.as_ref());
        let wrong = field.and_then(|id| self.over.place_of(id));
        if let Some(place) = wrong {
            self.jump(place);
            return Ok(Effects::new());
        }
        Ok(vec![Effect::Close, Effect::Conditions(matches)])
    }
}

/// Records that a text may mean: the one it names, else all that fit it.
fn lookup(reader: &Reader<'_>, kind: &Kind, text: &str) -> Vec<i64> {
    let Some(register) = kind.target() else {
        return Vec::new();
    };
    match reader.resolve(register, text) {
        Ok(Lookup::One(id)) => vec![id],
        Ok(Lookup::None | Lookup::Several(_)) => reader
            .pick(register, text, None, MOST)
            .map(|found| found.iter().map(|r| r.id).collect())
            .unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

fn title(reader: &Reader<'_>, kind: &Kind, id: i64) -> String {
    let found = kind.target().and_then(|r| reader.title(r, id).ok()?);
    found.unwrap_or_else(|| format!("#{id}"))
}

fn said(field: &Field, text: &str, why: &Misread) -> Complaint {
    let at = Some(field.id.as_str());
    match why {
        Misread::Form(word) => Complaint::new(at, "misread")
            .with("text", text.trim())
            .with_text("want", locale::both(&format!("misread-{word}"), &[])),
        Misread::Choice(near) => {
            let labels = |lang: Lang| -> String {
                let list = field.kind.choices().unwrap_or_default();
                let label = |code: &String| {
                    crate::model::form::kind::Choice::label_of(list, code, lang).to_owned()
                };
                near.iter().map(label).collect::<Vec<_>>().join(", ")
            };
            let near = crate::model::Text {
                zh: labels(Lang::Zh),
                en: labels(Lang::En),
            };
            Complaint::new(at, "choice")
                .with("text", text.trim())
                .with_text("near", near)
        }
        Misread::Hostile(code) => Complaint::new(at, "hostile").with("code", format!("{code:04X}")),
    }
}
