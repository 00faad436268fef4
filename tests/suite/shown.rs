//! A value is shown in one way wherever it stands: in lists, titles, messages of rules, CSV and JSON, in both languages.

use std::path::PathBuf;
use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::Value as Json;

use deskbook::model::form::view::Sort;
use deskbook::model::{Lang, Value};
use deskbook::store::{Direction, Query};

use super::cli::Bench;
use super::desk::Desk;

const GAUGE: &str = r#"
id = "gauge"
label = { zh = "量具", en = "Gauges" }
title = "{name} {size} {spent} {ok} {tags} {price} {on} {at} {grade} {twice} {state}"
field = [
  { id = "name", label = { zh = "名", en = "Name" }, kind = "text", required = true, listed = 1, search = "pinyin" },
  { id = "size", label = { zh = "量", en = "Size" }, kind = "number", listed = 2 },
  { id = "spent", label = { zh = "时长", en = "Spent" }, kind = "duration", listed = 3 },
  { id = "ok", label = { zh = "合格", en = "Good" }, kind = "yes_no", listed = 4 },
  { id = "tags", label = { zh = "标签", en = "Tags" }, kind = { choices = [{ code = "r", zh = "红", en = "Red" }, { code = "b", zh = "蓝", en = "Blue" }] }, listed = 5 },
  { id = "price", label = { zh = "价", en = "Price" }, kind = "money", listed = 6 },
  { id = "on", label = { zh = "日", en = "On" }, kind = "date", listed = 7 },
  { id = "at", label = { zh = "时", en = "At" }, kind = "moment", listed = 8 },
  { id = "grade", label = { zh = "级", en = "Grade" }, kind = { choice = [{ code = "a", zh = "甲级", en = "First" }] }, listed = 9 },
  { id = "twice", label = { zh = "倍", en = "Twice" }, kind = { computed = "size * 2", as = "number" }, listed = 10 },
]
state = [{ id = "used", label = { zh = "在用", en = "In use" } }]

[[rule]]
id = "small"
kind = { require = "size < 10" }
on_save = "nothing"
say = { zh = "{name}：{size}、{spent}、{ok}、{tags}、{price}、{on}、{at}、{grade}、{twice}、{state}。", en = "{name}: {size}, {spent}, {ok}, {tags}, {price}, {on}, {at}, {grade}, {twice}, {state}." }

[[rule]]
id = "cheap"
kind = { require = "price < 100" }
say = { zh = "{name}：{size}、{spent}、{ok}、{tags}、{price}、{at}、{twice}。", en = "{name}: {size}, {spent}, {ok}, {tags}, {price}, {at}, {twice}." }
"#;

const CHECK: &str = r#"
id = "check"
label = { zh = "检查", en = "Checks" }
title = "{gauge}!"
field = [
  { id = "gauge", label = { zh = "量具", en = "Gauge" }, kind = { reference = "gauge" }, required = true, listed = 1 },
  { id = "note", label = { zh = "注", en = "Note" }, kind = "text", listed = 2 },
]

[[rule]]
id = "noted"
kind = { require = "filled(note)" }
say = { zh = "{gauge} 没有注。", en = "{gauge} has no note." }
"#;

const ANSWERS: [&str; 9] = [
    "name=G",
    "size=1234567.5",
    "spent=1h30",
    "ok=yes",
    "tags=r,b",
    "price=12.5",
    "on=2026-02-03",
    "at=2026-02-03 08:05",
    "grade=a",
];

/// The same as everybody reads it, in Chinese and in English.
const SHOWN: [[&str; 10]; 2] = [
    [
        "1234567.5",
        "1h30",
        "是",
        "红、蓝",
        "12.50",
        "2026-02-03",
        "2026-02-03 08:05",
        "甲级",
        "2469135",
        "在用",
    ],
    [
        "1234567.5",
        "1h30",
        "yes",
        "Red, Blue",
        "12.50",
        "2026-02-03",
        "2026-02-03 08:05",
        "First",
        "2469135",
        "In use",
    ],
];
const LANGS: [&str; 2] = ["zh", "en"];

/// A desk with one gauge and one check of it.
fn bench() -> Bench {
    static FILE: OnceLock<(Bench, PathBuf)> = OnceLock::new();
    let (_, path) = FILE.get_or_init(|| {
        let bench = Bench::new();
        bench.write("gauge.toml", GAUGE);
        bench.write("check.toml", CHECK);
        bench
            .run(&["forms", "apply", "gauge.toml", "check.toml", "--yes"])
            .ends(0);
        let mut add = vec!["add", "gauge"];
        add.extend(ANSWERS);
        bench.run(&add).ends(0);
        bench
            .run(&["add", "check", "gauge=#1", "note=fine"])
            .ends(0);
        let path = bench.path("d.sqlite");
        (bench, path)
    });
    let bench = Bench::bare();
    std::fs::copy(path, bench.path("d.sqlite")).expect("a copy");
    bench
}

fn title(shown: &[&str; 10]) -> String {
    format!("G {}", shown.join(" "))
}

fn asked(lang: &str, args: &[&str]) -> String {
    let mut all = vec!["--lang", lang];
    all.extend(args);
    bench().run(&all).ends(0).out
}

fn json(lang: &str, args: &[&str]) -> Json {
    let mut all = vec!["--lang", lang];
    all.extend(args);
    bench().json(&all)
}

#[test]
fn a_record_reads_in_its_title_as_in_its_list() {
    for (lang, shown) in LANGS.into_iter().zip(&SHOWN) {
        let show = asked(lang, &["show", "gauge", "#1"]);
        let list = asked(lang, &["list", "gauge"]);
        for text in &shown[..9] {
            assert!(show.contains(text), "{text} in {show}");
            assert!(list.contains(text), "{text} in {list}");
        }
        let check = json(lang, &["show", "check", "#1"]);
        assert_eq!(
            check["gauge"]["title"],
            title(shown),
            "as a reference, {lang}"
        );
        let list = json(lang, &["list", "check"]);
        assert_eq!(list[0]["gauge"]["title"], title(shown), "in a list, {lang}");
    }
}

#[test]
fn a_rule_says_of_a_record_what_its_list_shows() {
    for (lang, shown) in LANGS.into_iter().zip(&SHOWN) {
        let due = json(lang, &["due", "--register", "gauge"]);
        let finding = &due[0];
        assert_eq!(finding["title"], title(shown));
        let said = match lang {
            "zh" => format!("G：{}。", shown.join("、")),
            _ => format!("G: {}.", shown.join(", ")),
        };
        assert_eq!(finding["message"], said, "{lang}");
    }
}

#[test]
fn a_save_that_is_refused_says_the_values_that_were_typed() {
    for (lang, shown) in LANGS.into_iter().zip(&SHOWN) {
        let bench = bench();
        let mut add = vec!["--lang", lang, "--json", "add", "gauge"];
        add.extend(ANSWERS.iter().map(|a| match *a {
            "price=12.5" => "price=4280",
            other => other,
        }));
        let said = bench.run(&add).ends(1).json();
        let [size, spent, ok, tags, _, _, at, _, twice, _] = *shown;
        let values = [size, spent, ok, tags, "4280.00", at, twice];
        let want = match lang {
            "zh" => format!("G：{}。", values.join("、")),
            _ => format!("G: {}.", values.join(", ")),
        };
        assert_eq!(said["complaints"][0]["message"], want, "{lang}");
        let add = ["--lang", lang, "--json", "add", "check", "gauge=#1"];
        let said = bench.run(&add).ends(1).json();
        let want = match lang {
            "zh" => format!("{} 没有注。", title(shown)),
            _ => format!("{} has no note.", title(shown)),
        };
        assert_eq!(
            said["complaints"][0]["message"], want,
            "a reference reads as its title, {lang}"
        );
    }
}

#[test]
fn a_spreadsheet_shows_what_the_list_shows() {
    for (lang, shown) in LANGS.into_iter().zip(&SHOWN) {
        let bench = bench();
        let export = ["--lang", lang, "export", "gauge", "g.csv"];
        bench.run(&export).ends(0);
        let bytes = std::fs::read(bench.path("g.csv")).expect("the file");
        let text = String::from_utf8_lossy(&bytes);
        let row = text.lines().nth(1).expect("a row");
        for text in &shown[..9] {
            assert!(row.contains(text), "{text} in {row}");
        }
    }
}

/// Gauges of every size, for the order of what points at them.
fn gauges() -> Desk {
    let mut desk = Desk::with(&[GAUGE, CHECK]);
    let sizes = ["9", "10", "1234567.5", "0.5", "-3", "100.25"];
    for (n, size) in sizes.iter().enumerate() {
        let name = if n % 2 == 0 { "G" } else { "H" };
        let (spent, ok) = (format!("{}m", n * 47), ["yes", "no"][n % 2]);
        let answers = [
            ("name", name),
            ("size", *size),
            ("spent", &spent),
            ("ok", ok),
            ("tags", "b,r"),
        ];
        let id = desk.id("gauge", &answers);
        desk.id("check", &[("gauge", &format!("#{id}")), ("note", "x")]);
    }
    desk
}

#[test]
fn what_points_at_records_is_ordered_by_the_titles_that_are_shown() {
    let desk = gauges();
    let stamp = desk.stamp();
    for lang in [Lang::Zh, Lang::En] {
        let reader = desk.store.reader(&stamp, lang);
        for descending in [false, true] {
            let query = Query {
                register: "check".into(),
                sort: Some(Sort {
                    field: "gauge".into(),
                    descending,
                }),
                ..Query::default()
            };
            let page = reader
                .page(&query, None, Direction::Forward, 10)
                .expect("a page");
            let titles: Vec<&str> = page
                .rows
                .iter()
                .filter_map(|r| r.titles[0].as_deref())
                .collect();
            let mut sorted = titles.clone();
            sorted.sort_unstable();
            if descending {
                sorted.reverse();
            }
            assert_eq!(titles, sorted, "{lang:?}");
            assert_eq!(titles.len(), 6);
            let keys: Vec<Value> = page.keys.iter().map(|k| k.sort.clone()).collect();
            let shown: Vec<Value> = titles.iter().map(|t| Value::text(*t)).collect();
            assert_eq!(keys, shown, "a page goes on from what is shown, {lang:?}");
        }
    }
}

#[test]
fn a_record_is_found_by_the_title_that_is_shown() {
    let mut desk = Desk::with(&[&GAUGE.replace(
        "{name} {size} {spent} {ok} {tags} {price} {on} {at} {grade} {twice} {state}",
        "{name} {size}",
    )]);
    let id = desk.id("gauge", &[("name", "塞尺"), ("size", "1234567.5")]);
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, Lang::Zh);
    assert_eq!(
        reader.title("gauge", id).expect("a title").as_deref(),
        Some("塞尺 1234567.5")
    );
    let found = reader.resolve("gauge", "塞尺").expect("an answer");
    assert_eq!(found, deskbook::store::Lookup::One(id));
}

/// Whatever is kept, the title says it as the list does.
#[test]
fn every_number_reads_alike() {
    let form = GAUGE.replace(
        "{name} {size} {spent} {ok} {tags} {price} {on} {at} {grade} {twice} {state}",
        "{name} {size} {spent} {price}",
    );
    let mut desk = Desk::with(&[&form]);
    desk.id("gauge", &[("name", "G")]);
    let (raw, stamp) = (desk.raw(), desk.stamp());
    let form = desk.store.catalog().form("gauge").unwrap();
    let kept = (
        -9_000_000_000_000_i64..9_000_000_000_000,
        -100_000_i64..100_000,
        -9_000_000_000_i64..9_000_000_000,
    );
    proptest!(|((size, spent, price) in kept)| {
        let sql = "UPDATE gauge SET size = ?1, spent = ?2, price = ?3 WHERE id = 1";
        raw.execute(sql, rusqlite::params![size, spent, price]).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let reader = desk.store.reader(&stamp, lang);
            let record = reader.record("gauge", 1).unwrap().unwrap();
            let shown = |name: &str| {
                let place = form.fields.iter().position(|f| f.id == name).unwrap();
                record.values[place].show(&form.fields[place].kind, lang)
            };
            let title = reader.title("gauge", 1).unwrap().unwrap();
            let want = format!("G {} {} {}", shown("size"), shown("spent"), shown("price"));
            prop_assert_eq!(&title, &want);
            prop_assert_eq!(&record.title, &want);
        }
    });
}
