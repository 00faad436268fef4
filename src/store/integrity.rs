//! What can be wrong with a desk file, looked for on demand; finds, does not repair.

use crate::model::{Catalog, Text, locale};

use super::connection::Connection;
use super::error::Result;
use super::sql::lookup;

/// One thing the doctor looked at.
#[derive(Clone, Debug)]
pub struct Defect {
    pub check: &'static str,
    pub ok: bool,
    pub says: Text,
}

/// Looks at pages, references, revisions against the ledger, and the search tables.
pub fn examine(conn: &Connection, catalog: &Catalog) -> Result<Vec<Defect>> {
    let mut out = Vec::new();
    let faults = conn.page_faults()?.unwrap_or_default();
    out.push(defect("pages", &faults));
    let broken = conn.number(conn.dialect().broken_references(), &[])?;
    let broken = Some(broken).filter(|n| *n > 0).map(|n| n.to_string());
    out.push(defect("references", &broken.unwrap_or_default()));
    let mut strays = Vec::new();
    let mut unfound = Vec::new();
    for form in catalog.forms() {
        let stray = conn.number(&lookup::strays(&form.id), &[&form.id])?;
        if stray > 0 {
            strays.push(format!("{} {stray}", form.id));
        }
        if conn.number(&lookup::unfound(&form.id), &[])? != 0 {
            unfound.push(form.id.clone());
        }
    }
    out.push(defect("ledger", &strays.join(", ")));
    out.push(defect("search", &unfound.join(", ")));
    Ok(out)
}

/// What a check says; without a detail all is well.
fn defect(check: &'static str, detail: &str) -> Defect {
    let ok = detail.is_empty();
    let id = format!("doctor-{check}-{}", if ok { "ok" } else { "bad" });
    Defect {
        check,
        ok,
        says: locale::both(&id, &[("detail", detail)]),
    }
}
