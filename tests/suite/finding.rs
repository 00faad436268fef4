//! Words to records: Chinese, pinyin, parts of numbers, titles of what is referred to; and whatever people type.

use deskbook::store::{Lookup, Query};
use proptest::prelude::*;

use super::desk::{Desk, LOAN, PERSON, done};

fn desk() -> Desk {
    let mut desk = Desk::lending();
    for (tool, borrower) in [
        ("值班表投影仪", "重庆"),
        ("Drill DR-200", "管理员甲"),
        ("行长的长尺", ""),
        ("笔记本电脑 ThinkPad", "管理员甲"),
    ] {
        desk.id("loan", &[("tool", tool), ("borrower", borrower)]);
    }
    desk
}

#[test]
fn words_find_their_records() {
    let desk = desk();
    for (words, expected) in [
        ("值", &[1_i64][..]),
        ("值班", &[1]),
        ("值班表投", &[1]),
        ("班值", &[]),
        ("zbb", &[1]),
        ("zhiban", &[1]),
        ("zhib", &[1]),
        ("值b", &[1]),
        ("dri", &[2]),
        ("DR-200", &[2]),
        ("dr200", &[2]),
        ("200", &[2]),
        ("JY-2026-0002", &[2]),
        ("0003", &[3]),
        ("cq", &[1]),
        ("zq", &[1]),
        ("chongqing", &[1]),
        ("zhongqing", &[1]),
        ("重庆", &[1]),
        ("glyj", &[4, 2]),
        ("管理员甲 think", &[4]),
        ("bjb", &[4]),
        ("hzdcc", &[3]),
        ("xzdcc", &[3]),
        ("电脑 管理员甲", &[4]),
        ("电脑 重庆", &[]),
        ("借出", &[]),
        ("　ＤＲ２００　", &[2]),
    ] {
        assert_eq!(desk.found("loan", words), expected, "{words}");
    }
}

#[test]
fn a_new_name_is_found_wherever_it_is_referred_to() {
    let mut desk = desk();
    desk.edit("person", 2, &[("name", "保管员丙")]).unwrap();
    assert_eq!(desk.found("loan", "保管员丙"), [4, 2]);
    assert_eq!(desk.found("loan", "bgyb"), [4, 2]);
    assert!(desk.found("loan", "管理员甲").is_empty());
    let stamp = desk.stamp();
    done(desk.store.undo(&stamp));
    assert_eq!(desk.found("loan", "管理员甲"), [4, 2]);
    desk.store.rebuild_search("loan").unwrap();
    assert_eq!(desk.found("loan", "管理员甲"), [4, 2]);
    assert!(desk.store.examine().unwrap().iter().all(|f| f.ok));
}

#[test]
fn a_new_name_reaches_titles_that_are_made_of_titles() {
    let visit = r#"
id = "visit"
label = { zh = "访", en = "Visits" }
title = "{loan}"
field = [{ id = "loan", label = { zh = "借", en = "Loan" }, kind = { reference = "loan" } }]
"#;
    let mut desk = Desk::with(&[PERSON, LOAN, visit]);
    desk.id("person", &[("name", "管理员甲")]);
    desk.id("loan", &[("tool", "drill"), ("borrower", "管理员甲")]);
    desk.id("visit", &[("loan", "JY-2026-0001")]);
    assert_eq!(desk.found("visit", "管理员甲"), [1]);
    desk.edit("person", 1, &[("name", "保管员丙")]).unwrap();
    assert_eq!(desk.found("visit", "保管员丙"), [1]);
    assert!(desk.found("visit", "管理员甲").is_empty());
}

#[test]
fn void_records_are_found_only_when_asked_for() {
    let mut desk = desk();
    desk.void("loan", 2).unwrap();
    let mut query = Query {
        register: "loan".into(),
        search: Some("管理员甲".into()),
        ..Query::default()
    };
    assert_eq!(desk.ids(&query), [4]);
    query.with_void = true;
    assert_eq!(desk.ids(&query), [4, 2]);
}

#[test]
fn a_name_is_resolved_among_many_like_it() {
    let mut desk = Desk::with(&[PERSON, LOAN]);
    let first = desk.id("person", &[("name", "管理员甲")]);
    for n in 0..80 {
        desk.id("person", &[("name", &format!("管理员甲{n}"))]);
    }
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, deskbook::model::Lang::Zh);
    assert_eq!(
        reader.resolve("person", "管理员甲").unwrap(),
        Lookup::One(first)
    );
    assert_eq!(reader.resolve("person", "#5").unwrap(), Lookup::One(5));
    assert_eq!(reader.resolve("person", "值班员乙").unwrap(), Lookup::None);
    assert_eq!(reader.near("person", "管理员丁").unwrap().len(), 3);
    desk.id("person", &[("name", "管理员甲")]);
    let stamp = desk.stamp();
    let found = desk
        .store
        .reader(&stamp, deskbook::model::Lang::Zh)
        .resolve("person", "管理员甲")
        .unwrap();
    assert!(matches!(found, Lookup::Several(list) if list.len() == 2));
}

#[test]
fn nothing_that_is_typed_is_an_error() {
    let desk = desk();
    for words in [
        "\"",
        "'",
        "*",
        "a*",
        "AND",
        "OR NOT",
        "NEAR(a b)",
        "t:x",
        "^a",
        "-",
        "(",
        "\"a",
        "{t pi}: b",
        "\0",
        "🦀",
        "\u{202E}x",
        "%",
        "_",
        ";DROP TABLE loan",
        "a AND",
        "+",
        "\u{E000}",
        "值\"班",
        "''''''",
        "a:b:c",
        "NOT",
        "\\",
        "\n",
    ] {
        desk.found("loan", words);
        let stamp = desk.stamp();
        let reader = desk.store.reader(&stamp, deskbook::model::Lang::En);
        reader
            .resolve("person", words)
            .unwrap_or_else(|e| panic!("{words:?}: {e}"));
        reader.near("person", words).unwrap();
        reader.find(words, 3).unwrap();
    }
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 150,
        ..ProptestConfig::default()
    };
    proptest!(config, |(words in "\\PC{0,24}|[\"'*():^{}a-z重庆 -]{0,20}")| {
        desk.found("loan", &words);
    });
}
