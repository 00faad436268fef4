//! Pages by key, forward and back, are the plain ordered list cut into pieces, whatever the order.

use deskbook::model::expr::Formula;
use deskbook::model::form::view::Sort;
use deskbook::model::{Draft, Form, Record, Value};
use deskbook::rules::{Checker, Origin, save};
use deskbook::store::{Condition, Direction, Op, PageKey, Predicate, Query};
use proptest::prelude::*;

use super::desk::{Desk, done, every};

const SHELF: &str = r#"
id = "shelf"
label = { zh = "架", en = "Shelves" }
title = "{code}?"
field = [{ id = "code", label = { zh = "号", en = "Code" }, kind = "text", listed = 1 }]
"#;

const ITEM: &str = r#"
id = "item"
label = { zh = "件", en = "Items" }
title = "{name}"
field = [
  { id = "name", label = { zh = "名", en = "Name" }, kind = "text", listed = 1 },
  { id = "n", label = { zh = "数", en = "N" }, kind = "integer" },
  { id = "price", label = { zh = "价", en = "Price" }, kind = "money" },
  { id = "on", label = { zh = "日", en = "On" }, kind = "date", listed = 2 },
  { id = "from", label = { zh = "起", en = "From" }, kind = "moment" },
  { id = "to", label = { zh = "止", en = "To" }, kind = "moment" },
  { id = "shelf", label = { zh = "架", en = "Shelf" }, kind = { reference = "shelf" } },
  { id = "hours", label = { zh = "时", en = "Hours" }, kind = { computed = "hours(from, to)", as = "integer" } },
  { id = "third", label = { zh = "三分", en = "Third" }, kind = { computed = "n / 3", as = "number" } },
  { id = "word", label = { zh = "词", en = "Word" }, kind = { computed = "coalesce(name, '') || ''", as = "text" } },
]
state = [{ id = "new", label = { zh = "新", en = "New" } }, { id = "old", label = { zh = "旧", en = "Old" } }]
"#;

#[derive(Clone, Debug)]
struct Row {
    name: &'static str,
    n: Option<i8>,
    minutes: Option<u8>,
    day: Option<u8>,
    shelf: Option<u8>,
}

fn row() -> impl Strategy<Value = Row> {
    let name = prop_oneof![
        Just(""),
        Just("甲 pump"),
        Just("乙"),
        Just("pump"),
        Just("甲乙")
    ];
    (
        name,
        proptest::option::of(-3..4_i8),
        proptest::option::of(0..200_u8),
        proptest::option::of(1..4_u8),
        proptest::option::of(1..5_u8),
    )
        .prop_map(|(name, n, minutes, day, shelf)| Row {
            name,
            n,
            minutes,
            day,
            shelf,
        })
}

/// Shelf 3 and 4 have no code, so that titles can be alike and blank.
fn filled(rows: &[Row]) -> Desk {
    let mut desk = Desk::with(&[SHELF, ITEM]);
    for code in ["B", "A", "", ""] {
        desk.id("shelf", &[("code", code)]);
    }
    let stamp = desk.stamp();
    let form = desk.store.catalog().form("item").unwrap().clone();
    let act = Op::Import.on("item").bulk();
    desk.store
        .propose(&stamp, &act, |tx| {
            let mut checker = Checker::new(&form, tx.catalog());
            for row in rows {
                let mut draft = Draft::new("item");
                draft.typed("name", row.name);
                if let Some(n) = row.n {
                    draft.typed("n", n.to_string());
                    draft.typed("price", format!("{n}.05"));
                }
                if let Some(minutes) = row.minutes {
                    draft.typed("from", "2026-01-01 00:00");
                    draft.typed(
                        "to",
                        format!("2026-01-01 {:02}:{:02}", minutes / 60, minutes % 60),
                    );
                }
                if let Some(day) = row.day {
                    draft.typed("on", format!("2026-01-0{day}"));
                }
                if let Some(shelf) = row.shelf {
                    draft.picked("shelf", Value::Int(shelf.into()), "");
                }
                let put = save::insert(tx, &form, &mut checker, &draft, &Origin::Import);
                done(put);
            }
            Ok(((), true))
        })
        .unwrap();
    for id in [2, 5] {
        if rows.len() > 5 {
            desk.void("item", id).unwrap();
        }
    }
    desk
}

fn query() -> impl Strategy<Value = Query> {
    let field = prop_oneof![
        Just("name"),
        Just("n"),
        Just("price"),
        Just("on"),
        Just("from"),
        Just("shelf"),
        Just("hours"),
        Just("third"),
        Just("word"),
        Just("state"),
        Just("created_at"),
        Just("id"),
        Just("number")
    ];
    let sort = proptest::option::of((field, any::<bool>()).prop_map(|(f, descending)| Sort {
        field: f.into(),
        descending,
    }));
    let search = proptest::option::of(prop_oneof![
        Just("甲"),
        Just("pump"),
        Just("jia"),
        Just("b"),
        Just("什么")
    ]);
    let filter = proptest::option::of(prop_oneof![
        Just("n >= 0"),
        Just("on is not null"),
        Just("state = 'new'")
    ]);
    let test = proptest::option::of(prop_oneof![
        Just(Predicate::AtLeast(Value::Int(-1))),
        Just(Predicate::Empty),
        Just(Predicate::Filled),
        Just(Predicate::Between(Value::Int(-2), Value::Int(2)))
    ]);
    (sort, search, filter, test, any::<bool>()).prop_map(
        |(sort, search, filter, test, with_void)| Query {
            register: "item".into(),
            sort,
            search: search.map(str::to_owned),
            filters: filter
                .into_iter()
                .map(|f| Formula::read(f, 0).unwrap())
                .collect(),
            conditions: test
                .into_iter()
                .map(|test| Condition {
                    field: "n".into(),
                    test,
                })
                .collect(),
            with_void,
            ids: None,
            fields: None,
        },
    )
}

fn walk(desk: &Desk, query: &Query, way: Direction, size: usize) -> Vec<Vec<i64>> {
    let (mut pages, mut key): (Vec<Vec<i64>>, Option<PageKey>) = (Vec::new(), None);
    loop {
        let (ids, keys) = desk.page(query, key.as_ref(), way, size);
        if ids.is_empty() || pages.len() > 100 {
            return pages;
        }
        key = match way {
            Direction::Forward => keys.last().cloned(),
            Direction::Back => keys.first().cloned(),
        };
        pages.push(ids);
    }
}

/// Fields of which a list tells something.
const FEW: [&str; 3] = ["price", "shelf", "third"];

/// What is left of a record of which few fields are read: those, and what its title tells.
fn blank_but(few: &[&str], form: &Form, record: &mut Record) {
    for (place, field) in form.fields.iter().enumerate() {
        if !few.contains(&field.id.as_str()) && field.id != "name" {
            record.values[place] = Value::Empty;
            record.titles[place] = None;
        }
    }
}

#[test]
fn pages_put_together_are_the_list() {
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 40,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    };
    let queries = proptest::collection::vec(query(), 8);
    proptest!(config, |(rows in proptest::collection::vec(row(), 0..25), queries in queries, size in 1..8_usize)| {
        let desk = filled(&rows);
        let form = desk.store.catalog().form("item").unwrap().clone();
        for query in &queries {
            let list = desk.ids(query);
            let forward: Vec<i64> = walk(&desk, query, Direction::Forward, size).concat();
            prop_assert_eq!(&forward, &list, "forward, {:?}", query);
            let mut back = walk(&desk, query, Direction::Back, size);
            back.reverse();
            prop_assert_eq!(&back.concat(), &list, "back, {:?}", query);
            let stamp = desk.stamp();
            let reader = desk.store.reader(&stamp, deskbook::model::Lang::Zh);
            prop_assert_eq!(usize::try_from(reader.count(query).unwrap()).unwrap(), list.len(), "count, {:?}", query);
            let ladder = reader.ladder(query, size).unwrap();
            prop_assert_eq!(ladder.len(), list.len().div_ceil(size), "rungs, {:?}", query);
            for (rung, key) in ladder.iter().enumerate() {
                let first = rung * size;
                prop_assert_eq!(key.id, list[first]);
                let (next, _) = desk.page(query, Some(key), Direction::Forward, size);
                let end = (first + 1 + size).min(list.len());
                prop_assert_eq!(&next[..], &list[first + 1..end], "from a rung, {:?}", query);
            }
            let few = Query { fields: Some(FEW.map(str::to_owned).into()), ..query.clone() };
            let page = |query| reader.page(query, None, Direction::Forward, size).unwrap();
            let (all, some) = (page(query), page(&few));
            prop_assert_eq!(format!("{:?}", some.keys), format!("{:?}", all.keys), "few fields, {:?}", query);
            for (mut all, some) in all.rows.into_iter().zip(some.rows) {
                blank_but(&FEW, &form, &mut all);
                prop_assert_eq!(some, all, "few fields, {:?}", query);
            }
            let mut read = Vec::new();
            reader.each(query, |record| { read.push(record.id); Ok(()) }).unwrap();
            prop_assert_eq!(&read, &list, "everything, {:?}", query);
        }
    });
}

#[test]
fn blank_values_come_first_and_ties_by_id() {
    let row = |name, n| Row {
        name,
        n,
        minutes: None,
        day: None,
        shelf: None,
    };
    let desk = filled(&[
        row("乙", Some(1)),
        row("", None),
        row("甲乙", Some(1)),
        row("乙", None),
    ]);
    let by = |field: &str, descending| {
        desk.ids(&Query {
            register: "item".into(),
            sort: Some(Sort {
                field: field.into(),
                descending,
            }),
            ..Query::default()
        })
    };
    assert_eq!(by("n", false), [2, 4, 1, 3]);
    assert_eq!(by("n", true), [3, 1, 4, 2]);
    assert_eq!(by("name", false), [2, 1, 4, 3]);
    assert_eq!(desk.ids(&every("item")), [4, 3, 2, 1], "newest first");
}
