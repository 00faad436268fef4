//! The unit of the organisation to which the records of a register belong.

use super::system::System;
use crate::model::expr::Formula;
use crate::model::form::Form;

impl Form {
    /// The unit to which a record belongs, as an expression: what the form says, or the first field that names a unit.
    pub fn unit_of_record(&self) -> Option<Formula> {
        if self.id == System::OrgUnit.id() {
            return Some(Formula::trusted("id", 0));
        }
        let own = || self.references_to(System::OrgUnit.id()).next();
        self.unit
            .clone()
            .or_else(|| Some(Formula::trusted(&own()?.id, 0)))
    }
}
