//! Opening, paging and searching.

use std::hint::black_box;
use std::time::Duration;

use criterion::Criterion;
use deskbook::model::Lang;
use deskbook::store::{Direction, Page, PageKey, Query, Store};

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

fn page(store: &Store, query: &Query, from: Option<&PageKey>, way: Direction) -> Page {
    store
        .reader(&stamp(), Lang::Zh)
        .page(query, from, way, SCREEN)
        .expect("a page")
}

const WORDS: [(&str, &str); 6] = [
    ("one character", "灯"),
    ("two characters", "演练"),
    ("four characters", "消防器材"),
    ("pinyin initials", "zby7"),
    ("full pinyin", "zhibanyuan7"),
    ("number", "99983"),
];

pub fn pages(criterion: &mut Criterion, desk: &Desk) {
    let store = desk.open();
    let query = all();
    let middle = PageKey {
        sort: deskbook::model::Value::Empty,
        id: i64::from(desk.rows / 2),
    };
    let mut group = criterion.benchmark_group("page");
    group.bench_function("first", |b| {
        b.iter(|| black_box(page(&store, &query, None, Direction::Forward)));
    });
    group.bench_function("middle", |b| {
        b.iter(|| black_box(page(&store, &query, Some(&middle), Direction::Forward)));
    });
    group.bench_function("last", |b| {
        b.iter(|| black_box(page(&store, &query, None, Direction::Back)));
    });
    group.finish();
}

pub fn searches(criterion: &mut Criterion, desk: &Desk) {
    let store = desk.open();
    let mut group = criterion.benchmark_group("search");
    for (name, words) in WORDS {
        let query = search(words);
        assert!(
            !page(&store, &query, None, Direction::Forward)
                .rows
                .is_empty(),
            "{words} is found"
        );
        group.bench_function(name, |b| {
            b.iter(|| black_box(page(&store, &query, None, Direction::Forward)));
        });
    }
    group.finish();
}

pub fn ratios(desk: &Desk) {
    let store = desk.open();
    let query = all();
    ratio::alone("open the file", Duration::from_millis(50), 15, |_| {
        black_box(desk.open());
    });
    let step = i64::from(desk.rows) / 200;
    ratio::alone("any page by key", Duration::from_millis(8), 199, |turn| {
        let key = PageKey {
            sort: deskbook::model::Value::Empty,
            id: step * i64::from(turn + 1),
        };
        black_box(page(&store, &query, Some(&key), Direction::Forward));
    });
    for (name, words) in WORDS {
        let query = search(words);
        ratio::alone(
            &format!("search, first page: {name}"),
            Duration::from_millis(50),
            50,
            |_| {
                black_box(page(&store, &query, None, Direction::Forward));
            },
        );
    }
}
