//! Opening, paging and searching.

use std::hint::black_box;
use std::time::Duration;

use criterion::Criterion;
use deskbook::model::Lang;
use deskbook::store::{Key, Page, Query, Store, Way};
use rusqlite::Connection;

use super::fixture::{Desk, REGISTER, stamp};
use super::ratio;

/// Rows of a screen.
const SCREEN: usize = 40;

fn all() -> Query {
    Query {
        register: REGISTER.into(),
        ..Query::default()
    }
}

fn search(words: &str) -> Query {
    Query {
        search: Some(words.into()),
        ..all()
    }
}

fn page(store: &Store, query: &Query, from: Option<&Key>, way: Way) -> Page {
    store
        .reader(&stamp(), Lang::Zh)
        .page(query, from, way, SCREEN)
        .expect("a page")
}

const WORDS: [(&str, &str); 6] = [
    ("one character", "灯"),
    ("two characters", "欧阳"),
    ("four characters", "消防器材"),
    ("pinyin initials", "zby7"),
    ("full pinyin", "zhibanyuan7"),
    ("number", "99983"),
];

pub fn pages(criterion: &mut Criterion, desk: &Desk) {
    let store = desk.open();
    let query = all();
    let middle = Key {
        sort: deskbook::model::Value::Empty,
        id: i64::from(desk.rows / 2),
    };
    let mut group = criterion.benchmark_group("page");
    group.bench_function("first", |b| {
        b.iter(|| black_box(page(&store, &query, None, Way::Forward)))
    });
    group.bench_function("middle", |b| {
        b.iter(|| black_box(page(&store, &query, Some(&middle), Way::Forward)))
    });
    group.bench_function("last", |b| {
        b.iter(|| black_box(page(&store, &query, None, Way::Back)))
    });
    group.finish();
}

pub fn searches(criterion: &mut Criterion, desk: &Desk) {
    let store = desk.open();
    let mut group = criterion.benchmark_group("search");
    for (name, words) in WORDS {
        let query = search(words);
        assert!(
            !page(&store, &query, None, Way::Forward).rows.is_empty(),
            "{words} is found"
        );
        group.bench_function(name, |b| {
            b.iter(|| black_box(page(&store, &query, None, Way::Forward)))
        });
    }
    group.finish();
}

pub fn ratios(desk: &Desk) {
    let store = desk.open();
    let raw = Connection::open(&desk.path).expect("the file opens");
    let mut newest = raw
        .prepare("SELECT * FROM call_log WHERE void_at IS NULL ORDER BY id DESC LIMIT 40")
        .expect("SQL");
    let mut below = raw
        .prepare(
            "SELECT * FROM call_log WHERE id < ? AND void_at IS NULL ORDER BY id DESC LIMIT 40",
        )
        .expect("SQL");
    let read = |statement: &mut rusqlite::Statement<'_>, args: &[i64]| {
        let mut rows = statement
            .query(rusqlite::params_from_iter(args))
            .expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            black_box(row.get_ref(0).expect("a column"));
        }
    };
    let query = all();
    ratio::pair(
        "open the file and read the first page",
        8.0,
        15,
        |_| {
            let store = desk.open();
            black_box(page(&store, &all(), None, Way::Forward));
        },
        |_| {
            let conn = Connection::open(&desk.path).expect("the file opens");
            let mut first = conn
                .prepare("SELECT * FROM call_log ORDER BY id DESC LIMIT 40")
                .expect("SQL");
            read(&mut first, &[]);
        },
    );
    ratio::pair(
        "first page",
        4.0,
        200,
        |_| {
            black_box(page(&store, &query, None, Way::Forward));
        },
        |_| read(&mut newest, &[]),
    );
    let step = i64::from(desk.rows) / 200;
    ratio::pair(
        "any page by key",
        4.0,
        199,
        |turn| {
            let key = Key {
                sort: deskbook::model::Value::Empty,
                id: step * i64::from(turn + 1),
            };
            black_box(page(&store, &query, Some(&key), Way::Forward));
        },
        |turn| read(&mut below, &[step * i64::from(turn + 1)]),
    );
    for (name, words) in WORDS {
        let query = search(words);
        ratio::alone(
            &format!("search, first page: {name}"),
            Duration::from_millis(50),
            50,
            |_| {
                black_box(page(&store, &query, None, Way::Forward));
            },
        );
    }
}
