//! Changing forms of a filled desk: what a change would do, and doing it after a verified copy.

use std::path::PathBuf;

use rusqlite::TransactionBehavior;

use crate::model::form::Form;
use crate::model::{Catalog, Complaint, Stamp, check};

use super::error::{Error, Result};
use super::plan::Step;
use super::{Store, backup, forms, past, search};

/// A step of a plan, and how many records hold each of the codes that it takes out of a list.
pub type Ahead = (Step, Vec<(String, i64)>);

impl Store {
    /// What applying a form would do, and how many records hold codes that it takes out of lists.
    pub fn plan(&self, form: &Form) -> Result<Vec<Ahead>> {
        let old = self.catalog.form(&form.id);
        let steps = past::steps(&self.conn, old.map(|f| &**f), form)?;
        // Before the steps are done, a renamed field still has its old name in the file.
        let column = |field: &str| {
            let renamed = steps.iter().find_map(|step| match step {
                Step::Rename { from, to } if to == field => Some(from.clone()),
                _ => None,
            });
            renamed.unwrap_or_else(|| field.to_owned())
        };
        steps
            .iter()
            .map(|step| {
                let held = match step {
                    Step::Fewer { field, codes } => {
                        forms::holders(&self.conn, form, &column(field), codes)?
                    }
                    Step::FewerStates { states } => {
                        forms::holders(&self.conn, form, "state", states)?
                    }
                    _ => Vec::new(),
                };
                Ok((step.clone(), held))
            })
            .collect()
    }

    /// Applies a form after a verified copy of the file; gives the copy's place where there was data to keep.
    ///
    /// # Errors
    /// The form is faulty, or wrong for the data; the file is as it was then.
    pub fn apply(&mut self, form: &Form, text: &str, stamp: &Stamp) -> Result<Option<PathBuf>> {
        self.reload()?;
        lawful(form, text, &self.catalog)?;
        let steps = self.plan(form)?;
        refuse(form, steps.iter().map(|(step, _)| step))?;
        let mut copy = None;
        if self.catalog.form(&form.id).is_some() {
            let place = backup::name_beside(&self.path, stamp, "before-forms");
            backup::copy(&self.conn, &place, |_, _| true)?;
            copy = Some(place);
        }
        self.set_defensive(false)?;
        let result = self.apply_inside(form, text, stamp);
        self.set_defensive(true)?;
        self.catalog = result.map_err(|e| e.at(&self.path))?;
        Ok(copy)
    }

    fn apply_inside(&mut self, form: &Form, text: &str, stamp: &Stamp) -> Result<Catalog> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been here between the plan and the lock.
        let now = forms::load(&tx)?;
        let old = now.form(&form.id).cloned();
        let steps = past::steps(&tx, old.as_deref(), form)?;
        refuse(form, &steps)?;
        let catalog = now.with([std::sync::Arc::new(form.clone())]);
        forms::apply(&tx, form, text, &steps, &catalog, stamp)?;
        self.indexer = search::Indexer::default();
        if let Some(old) = old {
            search::rebuild(&tx, form, &catalog, &mut self.indexer)?;
            if old.title != form.title {
                for (far, _) in catalog.referring_to(&form.id) {
                    search::rebuild(&tx, far, &catalog, &mut self.indexer)?;
                }
            }
        }
        tx.commit()?;
        Ok(catalog)
    }

    fn set_defensive(&self, on: bool) -> Result<()> {
        self.conn
            .set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, on)?;
        Ok(())
    }

    /// The definition of a register as it stands in the file.
    pub fn form_source(&self, register: &str) -> Result<Option<String>> {
        forms::source_of(&self.conn, register)
    }

    /// Reads the forms again, after another process has changed them.
    pub fn reload(&mut self) -> Result<()> {
        self.catalog = forms::load(&self.conn)?;
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
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        search::rebuild(&tx, form, catalog, indexer)?;
        tx.commit()?;
        Ok(())
    }
}

/// A form that breaks a law never reaches the file.
pub(super) fn lawful(form: &Form, text: &str, catalog: &Catalog) -> Result<()> {
    let faults = check::check(form, text, catalog);
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
fn refuse<'a>(form: &Form, steps: impl IntoIterator<Item = &'a Step>) -> Result<()> {
    let complaint = |step: &Step| {
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
        Ok(())
    } else {
        Err(Error::Refused(refused))
    }
}
