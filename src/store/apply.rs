//! Changing forms of a filled desk: what a change would do, and doing it after a verified copy.

use std::path::PathBuf;

use rusqlite::TransactionBehavior;

use crate::model::form::Form;
use crate::model::{Catalog, Stamp};

use super::error::Result;
use super::plan::Step;
use super::{Store, backup, forms, plan, search};

impl Store {
    /// What applying a form would do, and how many records hold codes that it takes out of lists.
    pub fn plan(&self, form: &Form) -> Result<Vec<(Step, Vec<(String, i64)>)>> {
        let old = self.catalog.form(&form.id);
        plan::plan(old.map(|f| &**f), form)
            .into_iter()
            .map(|step| {
                let held = match &step {
                    Step::Fewer { field, codes } => forms::holders(&self.conn, form, field, codes)?,
                    Step::FewerStates { states } => {
                        forms::holders(&self.conn, form, "state", states)?
                    }
                    _ => Vec::new(),
                };
                Ok((step, held))
            })
            .collect()
    }

    /// Applies a form after a verified copy of the file; gives the copy's place where there was data to keep.
    ///
    /// # Errors
    /// The form is refused or wrong for the data; the file is as it was then.
    pub fn apply(&mut self, form: &Form, text: &str, stamp: &Stamp) -> Result<Option<PathBuf>> {
        let mut copy = None;
        if self.catalog.form(&form.id).is_some() {
            let place = backup::name_beside(&self.path, stamp, "before-forms");
            backup::copy(&self.conn, &place, |_, _| true)?;
            copy = Some(place);
        }
        let catalog = self.catalog.with([std::sync::Arc::new(form.clone())]);
        self.set_defensive(false)?;
        let result = self.apply_inside(form, text, &catalog, stamp);
        self.set_defensive(true)?;
        result.map_err(|e| e.at(&self.path))?;
        self.catalog = catalog;
        self.rebuild_search(&form.id)?;
        Ok(copy)
    }

    fn apply_inside(
        &mut self,
        form: &Form,
        text: &str,
        catalog: &Catalog,
        stamp: &Stamp,
    ) -> Result<()> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        forms::apply(&tx, form, text, catalog, stamp)?;
        tx.commit()?;
        Ok(())
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
