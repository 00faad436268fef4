//! Which records of other registers a rule looked at for one finding.

use crate::model::catalog::system::System;
use crate::model::typing::Touch;
use crate::model::{Value, locale};
use crate::rules::watch::{Finding, Guard};
use crate::store::{Condition, Query, Reader, Result};

use super::narrow;

/// Registers told at most.
const MOST: usize = 8;

/// A line for each register: how many of its records belong to this one, or that all of it was looked through.
pub fn lines(finding: &Finding, guard: &Guard, reader: &Reader<'_>) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for (register, touch) in guard.reads(reader.catalog) {
        let Some(form) = reader
            .catalog
            .form(register)
            .filter(|f| f.id != System::RuleParam.id())
        else {
            continue;
        };
        let links = match touch {
            Touch::Unread => continue,
            Touch::By(links) => links.as_slice(),
            Touch::Whole => &[],
        };
        let label = narrow::register(reader.catalog, register);
        let label = label.get(reader.lang);
        let mut told = false;
        for link in links {
            let own = match link.own.as_str() {
                "id" => Some(Value::Int(finding.id)),
                own => reader.column(&finding.register, finding.id, own)?,
            };
            let Some(own) = own.filter(|v| !v.is_empty()) else {
                continue;
            };
            if let ("id", Some(id)) = (link.far.as_str(), own.as_int()) {
                let title = reader.title(register, id)?.unwrap_or_default();
                lines.push(format!("{label}: {title}"));
                told = true;
            } else if form.field(&link.far).is_some() {
                let query = Query {
                    register: register.clone(),
                    conditions: vec![Condition::is(&link.far, own)],
                    ..Query::default()
                };
                let n = reader.count(&query)?.to_string();
                let words = [("register", label), ("n", &n)];
                lines.push(locale::say(reader.lang, "found-records", &words));
                told = true;
            }
        }
        if !told {
            let words = [("register", label)];
            lines.push(locale::say(reader.lang, "found-register", &words));
        }
    }
    lines.dedup();
    lines.truncate(MOST);
    Ok(lines)
}
