//! What the rules make of a form so far: which fields are shown and asked for, what is wrong with what was typed.
//!
//! Invariant: nobody is scolded for a field not reached; once a save was tried everything missing is said.

use crate::model::{Complaint, Draft, Value};
use crate::rules::check::DraftState;
use crate::rules::{Checker, Origin};
use crate::store::{Reader, Result};

use super::answers::Answers;
use super::occasion::{Occasion, Purpose};

/// The rules' view of a form.
#[derive(Debug)]
pub struct Judged {
    checker: Checker,
    state: DraftState,
    /// Whether a save was tried.
    pub tried: bool,
    /// What is wrong as far as the rules can tell while somebody types.
    pub complaints: Vec<Complaint>,
    /// What only the file could refuse, until the field is changed.
    pub refused: Vec<Complaint>,
}

impl Judged {
    pub fn new(checker: Checker) -> Self {
        Self {
            checker,
            state: DraftState::default(),
            tried: false,
            complaints: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// Looks at the answers as they stand: which fields are shown, what is wrong so far.
    pub fn look(&mut self, over: &Occasion, answers: &Answers, reader: &Reader<'_>) -> Result<()> {
        let mut looked_at = answers.draft.clone();
        if let Purpose::Act(action) = &over.purpose {
            looked_at.state = over.form.action(action).and_then(|a| a.to.clone());
        }
        if over.purpose == Purpose::Void {
            looked_at = Draft::new(&over.form.id);
        }
        let before = over.record.as_ref();
        self.state = self.checker.look(&looked_at, before, reader)?;
        let mut found = match over.purpose {
            Purpose::New | Purpose::Edit => {
                let draft = &answers.draft;
                let checked = self.checker.check(draft, before, &Origin::Person, reader)?;
                checked.map_or_else(|refused| refused, |checked| checked.warnings)
            }
            Purpose::Act(_) => self.asked(over, answers, reader)?,
            Purpose::View | Purpose::Void | Purpose::Query => Vec::new(),
        };
        found.retain(|c| self.is_due(c, over, answers));
        self.complaints = found;
        let said = |c: &Complaint| (c.field.clone(), c.code);
        let live: Vec<_> = self.complaints.iter().map(said).collect();
        self.refused.retain(|c| !live.contains(&said(c)));
        Ok(())
    }

    /// What is wrong with the fields that an action asks for.
    fn asked(
        &mut self,
        over: &Occasion,
        answers: &Answers,
        reader: &Reader<'_>,
    ) -> Result<Vec<Complaint>> {
        let mut found = Vec::new();
        for place in (0..answers.inputs.len()).filter(|p| over.asks_for(*p)) {
            let field = over.field(place);
            if let Some(answer) = answers.draft.get(&field.id)
                && let Err(complaint) = self.checker.read(field, answer, reader)?
            {
                found.push(complaint);
            } else if answers.inputs[place].is_blank() && !self.state.shown.is_empty() {
                found.push(Complaint::new(Some(&field.id), "required"));
            }
        }
        Ok(found)
    }

    /// Whether a complaint is said yet.
    fn is_due(&self, complaint: &Complaint, over: &Occasion, answers: &Answers) -> bool {
        let place = complaint.field.as_ref().and_then(|id| over.place_of(id));
        let stands = place.is_none_or(|p| self.is_shown(p, over));
        let reached = place.is_some_and(|p| answers.touched.contains(&p));
        stands && (self.tried || (reached && complaint.code != "required"))
    }

    pub fn is_required(&self, place: usize, over: &Occasion) -> bool {
        match &over.purpose {
            Purpose::Query | Purpose::View => false,
            Purpose::Act(_) | Purpose::Void => over.asks_for(place),
            Purpose::New | Purpose::Edit => self.state.required.get(place) == Some(&true),
        }
    }

    /// Whether a field stands on the screen now.
    pub fn is_shown(&self, place: usize, over: &Occasion) -> bool {
        if over.is_query() {
            return over.is_editable(place);
        }
        let shown = self.state.shown.get(place).copied().unwrap_or(true);
        let blank = self.state.values.get(place).is_none_or(Value::is_empty);
        let quiet = matches!(over.purpose, Purpose::New | Purpose::Act(_) | Purpose::Void);
        shown && (over.is_editable(place) || !(quiet && blank))
    }

    /// The value of a field that can be read so far.
    pub fn value(&self, place: usize) -> &Value {
        self.state.values.get(place).unwrap_or(&Value::Empty)
    }

    /// Everything that is wrong or warned of.
    pub fn all(&self) -> impl Iterator<Item = &Complaint> {
        self.complaints.iter().chain(&self.refused)
    }

    /// What is wrong with a field, or with the record as a whole (`None`).
    pub fn about<'a>(&'a self, field: Option<&'a str>) -> impl Iterator<Item = &'a Complaint> {
        self.all().filter(move |c| c.field.as_deref() == field)
    }

    /// How many complaints stop a save.
    pub fn stopping(&self) -> usize {
        self.all().filter(|c| !c.warning).count()
    }

    /// A field was changed: what the file refused about it may be right now.
    pub fn changed(&mut self, field: &str) {
        self.refused.retain(|c| c.field.as_deref() != Some(field));
    }
}
