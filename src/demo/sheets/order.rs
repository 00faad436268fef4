//! The order of the sheets: each after those that its form refers to, as far as the references allow it.

use std::collections::BTreeSet;

use crate::model::{Catalog, Form};

use super::sheet::Sheet;

/// Sorts the sheets; of a circle, the one with the fewest registers before it comes first.
pub fn sort(sheets: &mut Vec<Sheet>, catalog: &Catalog) {
    let mut left = std::mem::take(sheets);
    while !left.is_empty() {
        let names: BTreeSet<&str> = left.iter().map(|s| s.register.as_str()).collect();
        let before = |sheet: &Sheet| {
            let form = catalog.form(&sheet.register);
            let targets: BTreeSet<&str> = form.into_iter().flat_map(|f| targets(f)).collect();
            let others = targets.iter().filter(|t| **t != sheet.register);
            others.filter(|t| names.contains(**t)).count()
        };
        let next = left
            .iter()
            .map(before)
            .enumerate()
            .min_by_key(|(i, n)| (*n, *i));
        let Some((next, _)) = next else { return };
        sheets.push(left.remove(next));
    }
}

fn targets(form: &Form) -> impl Iterator<Item = &str> {
    let lines = form.child_tables().flat_map(|(_, fields)| fields);
    let fields = form.fields.iter().chain(lines);
    fields.filter_map(|f| f.kind.target())
}
