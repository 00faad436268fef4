//! What was typed into a form: an input for each field, the draft that they make, what of it is kept in the file.
//!
//! Invariant: the draft is what the inputs say, as of the last time they were read ([`Answers::sync`]); a draft is kept in
//! the file at every pause, and forgotten once it is what the file holds.

use std::collections::BTreeSet;

use crate::app::session::Session;
use crate::model::{Answer, Draft, Lang};
use crate::store::{Patience, Result};

use super::input::{Input, put};
use super::line_input::LineInput;
use super::occasion::{Occasion, Purpose};

/// The inputs of a form with the draft behind them.
#[derive(Debug)]
pub struct Answers {
    pub inputs: Vec<Input>,
    pub draft: Draft,
    /// The draft as the form was opened, to know what would be lost.
    pub start: Draft,
    /// Fields that were left with something else in them than before.
    pub touched: BTreeSet<usize>,
    /// Fields in the order in which they were changed, for undo across fields.
    pub trail: Vec<usize>,
    /// What of it is kept in the file.
    pub kept: Option<Draft>,
    pub keeping: Keeping,
}

/// How far what was typed is safe from the end of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    #[default]
    Nothing,
    /// Kept at this time of day, `HH:MM:SS`.
    Since(String),
    /// It could not be kept just now, and is tried again.
    NotYet,
}

impl Answers {
    pub fn new(draft: Draft, over: &Occasion, lang: Lang) -> Self {
        let mut answers = Self {
            inputs: vec![Input::Fixed; over.form.fields.len()],
            start: draft.clone(),
            draft,
            touched: BTreeSet::new(),
            trail: Vec::new(),
            kept: None,
            keeping: Keeping::default(),
        };
        answers.fill(over, lang);
        answers.start = answers.drafted(over);
        answers
    }

    /// Makes the inputs anew from the draft.
    pub fn fill(&mut self, over: &Occasion, lang: Lang) {
        for place in 0..self.inputs.len() {
            let answer = self.draft.get(&over.field(place).id);
            self.inputs[place] = if !over.is_editable(place) {
                Input::Fixed
            } else if over.is_query() {
                Input::Line(LineInput::new(""))
            } else {
                Input::of(over.kind(place), answer, lang)
            };
        }
    }

    /// The draft as the inputs say it.
    pub fn drafted(&self, over: &Occasion) -> Draft {
        let mut draft = self.draft.clone();
        for place in (0..self.inputs.len()).filter(|p| over.is_editable(*p)) {
            let field = over.field(place);
            let value = over.record.as_ref().and_then(|r| r.values.get(place));
            let had = value.is_some_and(|v| !v.is_empty());
            draft.clear(&field.id);
            let answer = self.inputs[place].answer(over.kind(place));
            put(&mut draft, field, answer, had);
        }
        draft
    }

    /// Reads the inputs into the draft.
    pub fn sync(&mut self, over: &Occasion) {
        self.draft = self.drafted(over);
    }

    /// Whether something typed is not saved yet.
    pub fn is_dirty(&self, over: &Occasion) -> bool {
        let typed_into = !matches!(over.purpose, Purpose::View | Purpose::Query);
        typed_into && self.drafted(over) != self.start
    }

    /// What the form is compared with to know whether something would be lost.
    pub fn start_from(&mut self, draft: &Draft, over: &Occasion, lang: Lang) {
        let given = std::mem::replace(&mut self.draft, draft.clone());
        self.fill(over, lang);
        self.start = self.drafted(over);
        self.draft = given;
        self.start.slot = self.draft.slot;
        self.fill(over, lang);
    }

    /// The place under which this new record's draft is kept.
    pub fn take_slot(&mut self, slot: i64) {
        self.draft.slot = slot;
        self.start.slot = slot;
    }

    /// Goes on with what was typed before.
    pub fn take_up(&mut self, kept: Draft, over: &Occasion, lang: Lang) {
        self.start = self.drafted(over);
        if kept.of.is_some() {
            self.draft.of = kept.of;
        } else {
            self.draft.origin.clone_from(&kept.origin);
        }
        for (name, answer) in kept.answers() {
            match answer {
                Answer::Typed(text) => self.draft.typed(name, text),
                Answer::Picked(value, shown) => self.draft.picked(name, value.clone(), shown),
                Answer::Lines(lines) => self.draft.lines(name, lines.clone()),
            }
        }
        self.fill(over, lang);
        self.kept = Some(kept);
    }

    /// Takes everything typed back.
    pub fn give_up(&mut self, over: &Occasion, lang: Lang) {
        self.kept = None;
        self.draft = self.start.clone();
        self.fill(over, lang);
    }

    /// Keeps what was typed, or forgets a draft that has become what the file holds.
    ///
    /// # Errors
    /// It cannot be kept now, and [`Answers::keeping`] says so.
    pub fn keep(&mut self, over: &Occasion, session: &Session, patience: Patience) -> Result<()> {
        let kept = self.keep_if_changed(over, session, patience);
        if kept.is_err() {
            self.kept = None;
            self.keeping = Keeping::NotYet;
        }
        kept
    }

    fn keep_if_changed(
        &mut self,
        over: &Occasion,
        session: &Session,
        patience: Patience,
    ) -> Result<()> {
        if matches!(over.purpose, Purpose::View | Purpose::Query | Purpose::Void) {
            return Ok(());
        }
        self.sync(over);
        let stamp = session.stamp();
        if self.draft == self.start {
            if self.kept.take().is_some() {
                self.forget(session)?;
                self.keeping = Keeping::Nothing;
            }
        } else if self.kept.as_ref() != Some(&self.draft) {
            session.store.keep_draft(&self.draft, &stamp, patience)?;
            self.kept = Some(self.draft.clone());
            self.keeping = Keeping::Since(stamp.now.format("%H:%M:%S").to_string());
        }
        Ok(())
    }

    /// Keeps what was typed if that can be done at once; else it is tried again, and no key waits for it.
    pub fn try_to_keep(&mut self, over: &Occasion, session: &Session) {
        // Told by `keeping`.
        let _ = self.keep(over, session, Patience::AtOnce);
    }

    pub fn forget(&self, session: &Session) -> Result<()> {
        let (register, place) = (&self.draft.register, self.draft.place());
        session.store.forget_draft(&session.by, register, place)
    }

    /// A field was changed: undo goes back to it.
    pub fn changed(&mut self, place: usize) {
        if self.trail.last() != Some(&place) {
            self.trail.push(place);
        }
    }

    /// Names what was picked in another language.
    pub fn speak(&mut self, over: &Occasion, lang: Lang) {
        for (input, kind) in self.inputs.iter_mut().zip(&over.kinds) {
            input.relabel(kind, lang);
        }
    }
}
