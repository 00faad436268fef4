//! Changing forms of a filled desk: what a change would do, and doing it after a verified copy.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::definition;
use crate::model::form::Form;
use crate::model::{Catalog, Complaint, Stamp};

use super::error::{Error, Result};
use super::outcome::{Outcome, done};
use super::plan::PlanStep;
use super::{Store, backup, forms, kept, retired, search};

/// A step of a plan, and how many records hold each of the codes that it takes out of a list.
pub type Ahead = (PlanStep, Vec<(String, i64)>);

/// Forms that are applied together, each with its definition.
pub type Set = [(Form, String)];

impl Store {
    /// What applying a form would do, and how many records hold codes that it takes out of lists.
    pub fn plan(&self, form: &Form) -> Result<Vec<Ahead>> {
        let old = self.catalog.form(&form.id);
        let steps = retired::steps(&self.conn, old.map(|f| &**f), form)?;
        // Before the steps are done, a renamed field still has its old name in the file.
        let column = |field: &str| {
            for step in &steps {
                if let PlanStep::Rename { from, to } = step
                    && to == field
                {
                    return from.clone();
                }
            }
            field.to_owned()
        };
        steps
            .iter()
            .map(|step| {
                let held = match step {
                    PlanStep::Fewer { field, codes } => {
                        forms::holders(&self.conn, form, &column(field), codes)?
                    }
                    PlanStep::FewerStates { states } => {
                        forms::holders(&self.conn, form, "state", states)?
                    }
                    PlanStep::Create
                    | PlanStep::Add { .. }
                    | PlanStep::Revive { .. }
                    | PlanStep::Rename { .. }
                    | PlanStep::Retire { .. }
                    | PlanStep::Widen { .. }
                    | PlanStep::Refuse { .. }
                    | PlanStep::Recompute { .. }
                    | PlanStep::Redefine => Vec::new(),
                };
                Ok((step.clone(), held))
            })
            .collect()
    }

    /// Applies a form after a verified copy of the file; gives the copy's place where there was data to keep. Refused
    /// where it is wrong for the data; the file is as it was then.
    ///
    /// # Errors
    /// The form is faulty, or trouble with the file.
    pub fn apply(
        &mut self,
        form: &Form,
        text: &str,
        stamp: &Stamp,
    ) -> Result<Outcome<Option<PathBuf>>> {
        self.apply_all(&[(form.clone(), text.to_owned())], stamp)
    }

    /// Applies forms that may refer to each other, all or none, after one verified copy of the file.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn apply_all(&mut self, set: &Set, stamp: &Stamp) -> Result<Outcome<Option<PathBuf>>> {
        self.reload()?;
        let catalog = self.catalog.with(shared(set).map(|(form, _)| form));
        for (form, text) in set {
            lawful(form, text, &catalog)?;
            done!(refused(form, self.plan(form)?.iter().map(|(step, _)| step)));
        }
        let mut copy = None;
        if set.iter().any(|(f, _)| self.catalog.form(&f.id).is_some()) {
            let place = backup::name_of_copy(&self.path, stamp, "before-forms");
            backup::copy(&self.conn, &place, |_, _| true)?;
            copy = Some(place);
        }
        self.conn.guard_schema(false)?;
        let result = self.apply_inside(set, stamp);
        self.conn.guard_schema(true)?;
        self.catalog = done!(result.map_err(|e| e.at(&self.path))?);
        Ok(Outcome::Done(copy))
    }

    fn apply_inside(&mut self, set: &Set, stamp: &Stamp) -> Result<Outcome<Catalog>> {
        let Self { conn, keeper, .. } = self;
        let tx = conn.begin()?;
        // Another process may have been here between the plan and the lock.
        let now = kept::load(&tx, keeper)?;
        let catalog = now.with(shared(set).map(|(form, _)| form));
        let mut plans = Vec::with_capacity(set.len());
        for (form, text) in set {
            let steps = retired::steps(&tx, now.form(&form.id).map(|f| &**f), form)?;
            done!(refused(form, &steps));
            plans.push((form, text, steps));
        }
        // The guards of one register may look at another: they wait until all have their shape.
        for (form, _, steps) in &plans {
            forms::reshape(&tx, form, steps, &catalog)?;
        }
        for (form, text, steps) in &plans {
            done!(forms::guard(&tx, form, steps, &catalog)?);
            forms::keep(&tx, form, text, stamp)?;
        }
        self.indexer = search::Indexer::default();
        for form in catalog.forms().filter(|f| is_stale(f, set, &now)) {
            search::rebuild(&tx, form, &catalog, &mut self.indexer)?;
        }
        tx.commit()?;
        keeper.note_read(shared(set));
        Ok(Outcome::Done(catalog))
    }

    /// The definition of a register as it stands in the file.
    pub fn form_source(&self, register: &str) -> Result<Option<String>> {
        forms::source_of(&self.conn, register)
    }

    /// Reads the forms again, after another process has changed them.
    pub fn reload(&mut self) -> Result<()> {
        self.catalog = kept::load(&self.conn, &mut self.keeper)?;
        Ok(())
    }

    /// Takes over the packs that another connection has adopted; the forms stay as they were read.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn follow_packs(&mut self) -> Result<()> {
        let adopted = forms::adopted(&self.conn)?;
        if adopted != self.catalog.adopted_packs() {
            self.catalog = self.catalog.adopting(adopted);
        }
        Ok(())
    }

    /// Makes the search table of a register anew.
    pub fn rebuild_search(&mut self, register: &str) -> Result<()> {
        let Self {
            conn,
            catalog,
            indexer,
            ..
        } = self;
        let Some(form) = catalog.form(register) else {
            return Ok(());
        };
        let tx = conn.begin()?;
        search::rebuild(&tx, form, catalog, indexer)?;
        tx.commit()?;
        Ok(())
    }
}

/// The forms as a catalog holds them, each with its definition.
pub(super) fn shared(set: &Set) -> impl Iterator<Item = (Arc<Form>, String)> {
    set.iter()
        .map(|(form, text)| (Arc::new(form.clone()), text.clone()))
}

/// Whether what is found by words of a filled register changes with the forms of a set.
fn is_stale(form: &Form, set: &Set, before: &Catalog) -> bool {
    let retitled = |(new, _): &(Form, String)| {
        before
            .form(&new.id)
            .is_some_and(|old| old.title != new.title)
            && form.references_to(&new.id).next().is_some()
    };
    before.form(&form.id).is_some() && set.iter().any(|one| one.0.id == form.id || retitled(one))
}

/// A form that breaks a law never reaches the file.
pub(super) fn lawful(form: &Form, text: &str, catalog: &Catalog) -> Result<()> {
    let faults = definition::faults(text, catalog);
    if faults.is_empty() {
        return Ok(());
    }
    Err(Error::Faulty {
        file: format!("{}.toml", form.id),
        source_text: text.to_owned(),
        faults,
    })
}

/// One complaint for each step that cannot be done.
fn refused<'a>(form: &Form, steps: impl IntoIterator<Item = &'a PlanStep>) -> Outcome<()> {
    let complaint = |step: &PlanStep| {
        let mut why = step.describe(form);
        for text in [&mut why.zh, &mut why.en] {
            *text = text.trim_end_matches(['.', '。']).to_owned();
        }
        Complaint::new(None, "form").with_text("why", why)
    };
    let refused: Vec<Complaint> = steps
        .into_iter()
        .filter(|s| s.is_refused())
        .map(complaint)
        .collect();
    if refused.is_empty() {
        Outcome::Done(())
    } else {
        Outcome::Refused(refused)
    }
}
