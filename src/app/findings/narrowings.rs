//! What the list of findings can be narrowed by, to be chosen from.

use std::collections::BTreeMap;

use crate::app::layer::choices::EffectItem;
use crate::app::layer::chooser::Item;
use crate::app::screen::effect::Effect;
use crate::model::rulebook::regulation_of;
use crate::model::{Catalog, Text, locale};
use crate::rules::watch::Severity;

use super::Findings;
use super::narrow::{self, Narrow};

/// Everything by which the findings that are shown now can be narrowed, with how many each leaves.
pub fn choices<'f>(findings: &'f Findings, catalog: &Catalog) -> Vec<EffectItem> {
    let mut severities: BTreeMap<Severity, usize> = BTreeMap::new();
    let mut registers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut regulations: BTreeMap<u8, usize> = BTreeMap::new();
    let mut clauses: BTreeMap<&str, usize> = BTreeMap::new();
    let shown = (0..findings.len()).filter(|p| findings.shows(*p));
    let mut count = |severity, register, obligations: &'f [String], n: usize| {
        *severities.entry(severity).or_default() += n;
        *registers.entry(register).or_default() += n;
        let mut numbers: Vec<u8> = Vec::new();
        for id in obligations {
            *clauses.entry(id).or_default() += n;
            numbers.extend(regulation_of(id));
        }
        numbers.dedup();
        for number in numbers {
            *regulations.entry(number).or_default() += n;
        }
    };
    for f in shown.filter_map(|p| findings.get(p)) {
        count(f.severity, f.register.as_str(), &f.obligations, 1);
    }
    for m in findings.more() {
        count(m.severity, m.register.as_str(), &m.obligations, m.count());
    }
    let mut items = vec![Item::new(
        locale::both("found-everything", &[]),
        Effect::Narrow(Narrow::default()),
    )];
    let mut add = |heading: &str, label: Text, n: usize, narrow: Narrow| {
        let item = Item::new(label, Effect::NarrowBy(narrow));
        let count = locale::both("found-count", &[("n", &n.to_string())]);
        items.push(item.under(locale::both(heading, &[])).detail(count));
    };
    for (s, n) in severities {
        let narrow = Narrow {
            severity: Some(s),
            ..Narrow::default()
        };
        add("found-by-severity", narrow::severity(s), n, narrow);
    }
    for (id, n) in registers {
        let narrow = Narrow {
            register: Some(id.to_owned()),
            ..Narrow::default()
        };
        add(
            "found-by-register",
            narrow::register(catalog, id),
            n,
            narrow,
        );
    }
    let by_clause = |id: String| Narrow {
        clause: Some(id),
        ..Narrow::default()
    };
    for (number, n) in regulations {
        let id = format!("R{number}");
        add("found-by-regulation", narrow::clause(&id), n, by_clause(id));
    }
    for (id, n) in clauses {
        add(
            "found-by-clause",
            narrow::clause(id),
            n,
            by_clause(id.to_owned()),
        );
    }
    items
}
