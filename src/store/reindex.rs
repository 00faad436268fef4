//! The search words of the records that name a record, kept up when its title changes.

use crate::model::Record;
use crate::model::form::Form;

use super::error::Result;
use super::search;
use super::sql::lookup;
use super::sql::show::DEEPEST;
use super::transaction::Tx;

impl Tx<'_> {
    /// When a record's title has changed, the records that refer to it are found by the new one.
    pub(super) fn retitle(&mut self, form: &Form, before: &Record) -> Result<()> {
        self.indexer.forget(&form.id, before.id);
        if self.reader().title(&form.id, before.id)?.as_deref() == Some(before.title.as_str()) {
            return Ok(());
        }
        self.retitle_referring(form, before.id, DEEPEST)
    }

    /// Titles are made of titles: what names the referring record in its turn is found by the new one too.
    fn retitle_referring(&mut self, form: &Form, id: i64, depth: usize) -> Result<()> {
        for (far, fields) in self.catalog.referring_to(&form.id) {
            for field in fields {
                let in_title = far.title.places().any(|p| p == field);
                for id in self.referring(far, &field, id)? {
                    let Some(record) = self.reader().record(&far.id, id)? else {
                        continue;
                    };
                    let words = self.indexer.words(
                        self.conn,
                        far,
                        self.catalog,
                        record.number.as_deref(),
                        &record.values,
                    )?;
                    search::replace(self.conn, &far.id, id, &words)?;
                    if in_title && depth > 0 {
                        self.indexer.forget(&far.id, id);
                        self.retitle_referring(far, id, depth - 1)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn referring(&self, form: &Form, field: &str, id: i64) -> Result<Vec<i64>> {
        let holding = lookup::holding(&form.id, field);
        self.conn.rows(&holding, &[&id], |row| row.int(0))
    }
}
