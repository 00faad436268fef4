//! The unit of the organisation to which the records of a register belong.

use super::Catalog;
use super::system::System;
use crate::model::expr::Formula;
use crate::model::form::Form;

impl Catalog {
    /// The unit to which a record belongs, as an expression: its own field for it, or that of what it refers to.
    pub fn unit_of(&self, form: &Form) -> Option<Formula> {
        let path = self.unit_path(form, 0)?;
        Some(Formula::trusted(&path, 0))
    }

    fn unit_path(&self, form: &Form, depth: usize) -> Option<String> {
        if form.id == System::OrgUnit.id() {
            return Some("id".into());
        }
        let units = || form.references_to(System::OrgUnit.id());
        let named = |name: &str| units().find(|f| f.id == name);
        if let Some(field) = named("org_unit").or_else(|| named("scope_unit")) {
            return Some(field.id.clone());
        }
        if depth > 1 {
            return None;
        }
        // What a record is about comes before who wrote it down.
        let about = ["asset", "site", "incident", "person"].into_iter();
        let further = about.filter_map(|name| form.field(name)).find_map(|field| {
            let far = self.form(field.kind.target()?)?;
            Some(format!("{}.{}", field.id, self.unit_path(far, depth + 1)?))
        });
        further.or_else(|| units().next().map(|f| f.id.clone()))
    }
}
