//! What can be wrong with a desk file, looked for on demand; finds, does not repair.

use rusqlite::Connection;

use crate::model::{Catalog, Text, locale};

use super::error::Result;
use super::sql::names::{quote, search_table};

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
    let sound: String = conn.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    out.push(finding("pages", sound == "ok", &sound));
    let broken: i64 =
        conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })?;
    out.push(finding("references", broken == 0, &broken.to_string()));
    let mut strays = Vec::new();
    let mut unfound = Vec::new();
    for form in catalog.forms() {
        let table = quote(&form.id);
        let sql = format!(
            "SELECT count(*) FROM {table} AS r WHERE rev <>
             coalesce((SELECT rev FROM _change WHERE register = ?1 AND record = r.id ORDER BY seq DESC LIMIT 1), 0)"
        );
        let stray: i64 = conn.query_row(&sql, [&form.id], |row| row.get(0))?;
        if stray > 0 {
            strays.push(format!("{} {stray}", form.id));
        }
        let sql = format!(
            "SELECT (SELECT count(*) FROM {table}) - (SELECT count(*) FROM {})",
            quote(&search_table(&form.id))
        );
        let missing: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
        if missing != 0 {
            unfound.push(form.id.clone());
        }
    }
    out.push(finding("ledger", strays.is_empty(), &strays.join(", ")));
    out.push(finding("search", unfound.is_empty(), &unfound.join(", ")));
    Ok(out)
}

fn finding(check: &'static str, ok: bool, detail: &str) -> Defect {
    let id = format!("doctor-{check}-{}", if ok { "ok" } else { "bad" });
    Defect {
        check,
        ok,
        says: locale::both(&id, &[("detail", detail)]),
    }
}
