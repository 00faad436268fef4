//! Views as the TOML writes them.

use super::table::TomlTable;
use super::{check_id, not_one_of};
use crate::model::form::view::{Heading, Sort, View};

pub fn view(t: &TomlTable<'_>) -> View {
    let id = t.need_string("id");
    check_id(t, &id);
    if let Some(kind) = t.string("kind").filter(|k| k.value != "table") {
        not_one_of(t, "F04", kind.at, &kind.value, &["table"]);
    }
    let today = t.string("today").and_then(|word| {
        let heading = Heading::read(&word.value);
        if heading.is_none() {
            not_one_of(
                t,
                "F04",
                word.at,
                &word.value,
                &Heading::ALL.map(Heading::name),
            );
        }
        heading
    });
    let view = View {
        id: id.value,
        label: t.need_text("label"),
        filter: t.formula("where"),
        columns: t.strings("columns").into_iter().map(|s| s.value).collect(),
        sort: sort(t),
        today,
        since: t.string("since").map(|s| s.value),
    };
    t.finish();
    view
}

fn sort(t: &TomlTable<'_>) -> Option<Sort> {
    let mut sorts = t.strings("sort").into_iter().map(|s| {
        let sort = Sort::read(&s.value);
        if sort.is_none() {
            t.faults.add(
                "F09",
                s.at,
                "an order is written field, field:asc or field:desc",
            );
        }
        sort
    });
    sorts.next().flatten()
}
