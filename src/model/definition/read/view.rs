//! Views as the TOML writes them.

use super::check_id;
use super::table::TomlTable;
use crate::model::fault::{Fault, Wrong};
use crate::model::form::view::{Sort, View};

pub fn view(t: &TomlTable<'_>) -> View {
    let id = t.need_string("id");
    check_id(t, &id);
    if let Some(kind) = t.string("kind").filter(|k| k.value != "table") {
        t.not_one_of(Wrong::UnknownWord, &kind, &["table"]);
    }
    let view = View {
        id: id.value,
        label: t.need_text("label"),
        filter: t.formula("where"),
        columns: t.words("columns"),
        sort: sort(t),
        today: t.word("today"),
        since: t.string("since").map(|s| s.value),
    };
    t.finish();
    view
}

fn sort(t: &TomlTable<'_>) -> Option<Sort> {
    let mut sorts = t.strings("sort").into_iter().map(|s| {
        let sort = Sort::read(&s.value);
        if sort.is_none() {
            t.fault(Fault::new(Wrong::BadSort, s.at));
        }
        sort
    });
    sorts.next().flatten()
}
