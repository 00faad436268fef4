//! Views as the TOML writes them.

use std::ops::Range;

use super::check_id;
use super::table::TomlTable;
use crate::model::fault::{Fault, Wrong};
use crate::model::form::view::{DayView, OnDay, Sort, TableView, View, ViewKind, ViewWord};

pub fn view(t: &TomlTable<'_>) -> View {
    let id = t.need_string("id");
    check_id(t, &id);
    let label = t.need_text("label");
    let filter = t.formula("where");
    let word = if t.has("kind") {
        t.word("kind")
    } else {
        Some(ViewWord::Table)
    };
    let kind = word.map(|word| match word {
        ViewWord::Table => ViewKind::Table(table(t)),
        ViewWord::Day => ViewKind::Day(day(t)),
    });
    // Of an unknown kind it is not known either which keys it has.
    if kind.is_some() {
        t.finish();
    }
    View {
        id: id.value,
        label,
        filter,
        kind: kind.unwrap_or_default(),
    }
}

fn table(t: &TomlTable<'_>) -> TableView {
    TableView {
        columns: t.words("columns"),
        sort: sort(t),
        today: t.word("today"),
        since: t.string("since").map(|s| s.value),
    }
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

fn day(t: &TomlTable<'_>) -> DayView {
    DayView {
        rows: t.need_string("rows").value,
        from: t.need_string("from").value,
        to: t.need_string("to").value,
        on: on(t),
        also: t.words("also"),
        hours: hours(t),
        today: t.word("today"),
    }
}

/// The key `during` means nothing where the days are told by moments.
fn on(t: &TomlTable<'_>) -> Option<OnDay> {
    let field = t.string("on")?.value;
    let during = t.has("during").then(|| t.strings("during"));
    let during = during.and_then(|ends| match <[_; 2]>::try_from(ends) {
        Ok(ends) => Some(ends.map(|end| end.value)),
        Err(ends) => {
            let whole = ends.first().zip(ends.last());
            let at = whole.map_or(t.at.clone(), |(a, b)| a.at.start..b.at.end);
            t.fault(Fault::new(Wrong::TwoEndsNeeded, at));
            None
        }
    });
    Some(OnDay { field, during })
}

fn hours(t: &TomlTable<'_>) -> Range<u32> {
    let Some(hours) = t.table("hours") else {
        return DayView::HOURS;
    };
    let from = hours.number("from", 0..=23).unwrap_or(DayView::HOURS.start);
    let to = hours.number("to", 1..=24).unwrap_or(DayView::HOURS.end);
    if from >= to {
        t.fault(Fault::new(Wrong::NoHours, hours.at.clone()));
    }
    hours.finish();
    from..to
}
