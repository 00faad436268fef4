//! Opening a form: for a new record, a record as it stands, an action, a reason to void, a query.

use std::sync::Arc;

use crate::app::session::Session;
use crate::model::form::field::{Required, Search};
use crate::model::form::kind::Kind;
use crate::model::{Draft, Field, Form, Record, locale};
use crate::rules::{Checker, fill};
use crate::store::{Access, Outcome, Result, done};

use super::Entry;
use super::answers::Answers;
use super::judged::Judged;
use super::occasion::{Occasion, Purpose, REASON};
use super::position::{FormPage, Position};
use super::query::Hits;

impl Entry {
    /// A new record; the draft holds what is known of it (`rules::fill::new_draft`, a duplicate, a follow-up, a kept draft).
    /// Where it holds nothing but the form's own defaults, a kept draft of the register is taken up again. Refused where
    /// the register is unknown.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn add(draft: Draft, session: &mut Session) -> Result<Outcome<Self>> {
        let form = done!(session.store.form(&draft.register));
        let stamp = session.stamp();
        let fresh = fill::new_draft(&form, &session.reader(&stamp))?;
        let kept = session.store.draft(&stamp.by, &form.id, 0)?;
        let over = Occasion::new(Purpose::New, form, None);
        let mut entry = Self::bare(over, draft, session);
        match kept {
            Some(kept) if entry.answers.draft == fresh => {
                entry.answers.start_from(&fresh, &entry.over, entry.lang);
                entry.take_up(kept);
            }
            Some(kept) if entry.answers.draft == kept => {
                entry.answers.start_from(&fresh, &entry.over, entry.lang);
                entry.say_restored();
            }
            // What was begun before stays where it is kept: this one gets a place of its own.
            Some(_) if entry.answers.draft.slot == 0 => {
                let slot = session
                    .store
                    .free_draft_slot(&stamp.by, &entry.over.form.id)?;
                entry.answers.take_slot(slot);
            }
            _ if entry.answers.draft.slot < 0 => {
                entry.answers.start_from(&fresh, &entry.over, entry.lang);
                entry.say_restored();
            }
            _ => {}
        }
        entry.arrive(session)?;
        Ok(Outcome::Done(entry))
    }

    /// A new record of which only some fields are asked for; the draft holds the rest, and says what it is about.
    ///
    /// # Errors
    /// As [`Entry::add`].
    pub fn ask(
        draft: Draft,
        fields: &[&str],
        about: String,
        session: &mut Session,
    ) -> Result<Outcome<Self>> {
        let mut entry = done!(Self::add(draft, session)?);
        let place = |id: &&str| entry.over.place_of(id);
        let asked = fields.iter().filter_map(place).collect();
        entry.at.pages = vec![FormPage {
            label: entry.over.form.one.clone(),
            fields: asked,
        }];
        entry.over.about = Some(about);
        entry.arrive(session)?;
        Ok(Outcome::Done(entry))
    }

    /// A record as it stands, to be read and amended; what was typed and not saved is there again. Refused where the
    /// record is not there.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn edit(register: &str, id: i64, session: &mut Session) -> Result<Outcome<Self>> {
        let form = done!(session.store.form(register));
        let record = done!(record_of(&form, id, session)?);
        let readable_only =
            form.append_only || record.is_void() || session.store.mode() != Access::Write;
        let mode = if readable_only {
            Purpose::View
        } else {
            Purpose::Edit
        };
        Self::over_record(mode, form, record, session)
    }

    /// A record to be read.
    ///
    /// # Errors
    /// As [`Entry::edit`].
    pub fn view(register: &str, id: i64, session: &mut Session) -> Result<Outcome<Self>> {
        let form = done!(session.store.form(register));
        let record = done!(record_of(&form, id, session)?);
        Self::over_record(Purpose::View, form, record, session)
    }

    /// What an action asks for, then the record to be read.
    ///
    /// # Errors
    /// As [`Entry::edit`].
    pub fn act(
        register: &str,
        id: i64,
        action: &str,
        session: &mut Session,
    ) -> Result<Outcome<Self>> {
        let form = done!(session.store.form(register));
        let record = done!(record_of(&form, id, session)?);
        Self::over_record(Purpose::Act(action.to_owned()), form, record, session)
    }

    /// The reason for which a record is taken out of use.
    ///
    /// # Errors
    /// As [`Entry::edit`].
    pub fn void(register: &str, id: i64, session: &mut Session) -> Result<Outcome<Self>> {
        let form = done!(session.store.form(register));
        let record = done!(record_of(&form, id, session)?);
        let mut with_reason = (*form).clone();
        with_reason
            .fields
            .push(reason(with_reason.sections.first().map(|s| s.id.clone())));
        Self::over_record(Purpose::Void, Arc::new(with_reason), record, session)
    }

    /// One reason for which records are taken out of use together; the first of them is shown.
    ///
    /// # Errors
    /// As [`Entry::edit`].
    pub fn void_all(register: &str, ids: &[i64], session: &mut Session) -> Result<Outcome<Self>> {
        let first = ids.first().copied().unwrap_or_default();
        let mut entry = done!(Self::void(register, first, session)?);
        let n = ids.len().to_string();
        entry.notice = Some(locale::both("entry-void-marked", &[("n", &n)]));
        entry.over.marked = ids.to_vec();
        Ok(Outcome::Done(entry))
    }

    fn over_record(
        mode: Purpose,
        form: Arc<Form>,
        record: Record,
        session: &mut Session,
    ) -> Result<Outcome<Self>> {
        let mut draft = Draft::of(&form, &record);
        let kept = match mode {
            Purpose::Edit | Purpose::Act(_) => {
                session.store.draft(&session.by, &form.id, record.id)?
            }
            _ => None,
        };
        if !matches!(mode, Purpose::Edit | Purpose::View) {
            draft = Draft::new(&form.id);
            draft.of = Some((record.id, record.rev));
        }
        let over = Occasion::new(mode, form, Some(record));
        let mut entry = Self::bare(over, draft, session);
        if let Some(kept) = kept {
            entry.take_up(kept);
        }
        entry.arrive(session)?;
        Ok(Outcome::Done(entry))
    }

    /// The bare form; the caller lets it [`arrive`](Self::arrive).
    pub(super) fn bare(over: Occasion, draft: Draft, session: &Session) -> Self {
        let catalog = session.store.catalog();
        let form = catalog.form(&over.form.id).unwrap_or(&over.form);
        Self {
            judged: Judged::new(Checker::new(form, catalog)),
            answers: Answers::new(draft, &over, session.lang),
            at: Position::new(&over),
            lang: session.lang,
            over,
            popup: None,
            hint: None,
            notice: None,
            hits: Hits::default(),
        }
    }

    /// Goes on with what was typed before, and says so where it is not what the file holds.
    fn take_up(&mut self, kept: Draft) {
        self.answers.take_up(kept, &self.over, self.lang);
        if self.is_dirty() {
            self.say_restored();
        }
    }

    fn say_restored(&mut self) {
        self.notice = Some(locale::both("entry-restored", &[]));
    }

    /// Looks at the form for the first time and goes to the first field that waits to be filled.
    pub(super) fn arrive(&mut self, session: &Session) -> Result<()> {
        self.look_again(session)?;
        let first = self.pages().next().map(|(at, _)| at);
        self.at.page = first.unwrap_or(0);
        let waits =
            |e: &Self, f: &usize| e.is_editable(*f) && e.is_required(*f) && e.input(*f).is_blank();
        let first = match self.over.purpose {
            Purpose::New | Purpose::Act(_) | Purpose::Void => {
                self.shown().into_iter().find(|f| waits(self, f))
            }
            _ => None,
        };
        let first = first.or_else(|| self.reachable().first().copied());
        self.enter(first);
        Ok(())
    }
}

fn record_of(form: &Form, id: i64, session: &Session) -> Result<Outcome<Record>> {
    let stamp = session.stamp();
    session.reader(&stamp).existing(form, id)
}

fn reason(section: Option<String>) -> Field {
    let label = locale::both("envelope-void-reason", &[]);
    Field {
        help: locale::both("entry-void-help", &[]),
        required: Required::Always,
        search: Search::None,
        section,
        ..Field::new(REASON, label, Kind::Note)
    }
}
