//! A user's own form: applied to a filled desk, changed, changed back; nothing is ever lost.

use deskbook::model::definition;
use deskbook::model::{Form, Lang, Value};
use deskbook::store::{Error, PlanStep, Store, verify};
use rusqlite::Connection;

use super::desk::{Desk, Tried, codes, complaints, done, form, tried};

/// Twenty lines, as a user would write them.
const KEYS: &str = r#"
id = "key_issue"
label = { zh = "钥匙领用", en = "Key issue" }
number = "YS-{year}-{seq:3}"
title = "{room} {holder}"
field = [
  { id = "room", label = { zh = "房间", en = "Room" }, kind = "text", required = true, listed = 1, search = "pinyin" },
  { id = "holder", label = { zh = "领用人", en = "Holder" }, kind = "person", required = true, listed = 2 },
  { id = "count", label = { zh = "数量", en = "Count" }, kind = "integer", min = 1, max = 9, default = 1 },
  { id = "twice", label = { zh = "两倍", en = "Twice" }, kind = { computed = "count * 2", as = "integer" } },
  { id = "note", label = { zh = "备注", en = "Note" }, kind = "note" },
  { id = "size", label = { zh = "大小", en = "Size" }, kind = { choice = [{ code = "s", zh = "小", en = "Small" }, { code = "l", zh = "大", en = "Large" }] } },
  { id = "lines", label = { zh = "明细", en = "Lines" }, kind = { rows = [{ id = "what", label = { zh = "何物", en = "What" }, kind = "text" }] } },
]
state = [{ id = "out", label = { zh = "在外", en = "Out" } }, { id = "back", label = { zh = "已还", en = "Back" } }]
action = [{ id = "give_back", label = { zh = "归还", en = "Give back" }, from = ["out"], to = "back" }]
view = [{ id = "open", label = { zh = "在外", en = "Out" }, where = "state = 'out'" }]
rule = [{ id = "one_key", kind = { unique = ["room"], while = "state = 'out'" }, say = { zh = "已借出。", en = "It is out." } }]
"#;

fn changed(by: &[(&str, &str)]) -> String {
    let mut text = KEYS.to_owned();
    for (from, to) in by {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    text
}

fn apply(desk: &mut Desk, text: &str) -> Tried<Option<std::path::PathBuf>> {
    let stamp = desk.stamp();
    tried(desk.store.apply(&form(text), text, &stamp))
}

fn filled() -> (Desk, i64) {
    let mut desk = Desk::lending();
    apply(&mut desk, KEYS).expect("a new register");
    let id = desk.id(
        "key_issue",
        &[
            ("room", "重庆厅"),
            ("holder", "管理员甲"),
            ("note", "靠窗"),
            ("size", "l"),
        ],
    );
    (desk, id)
}

#[test]
fn twenty_lines_are_a_full_register() {
    assert!(KEYS.trim().lines().count() <= 21);
    let (mut desk, id) = filled();
    let record = desk.record("key_issue", id);
    assert_eq!(
        (record.number.as_deref(), record.title.as_str()),
        (Some("YS-2026-001"), "重庆厅 管理员甲")
    );
    assert_eq!(desk.value("key_issue", id, "twice"), Value::Int(2));
    for words in [
        "重庆",
        "cqt",
        "chongqing",
        "管理员甲",
        "guanliyuanj",
        "靠窗",
        "ys2026",
        "large",
    ] {
        assert_eq!(desk.found("key_issue", words), [id], "{words}");
    }
    assert_eq!(
        codes(desk.add("key_issue", &[("room", "重庆厅"), ("holder", "管理员甲")])),
        ["-:duplicate"]
    );
    assert_eq!(
        codes(desk.add("key_issue", &[("room", "B"), ("count", "10")])),
        ["holder:required", "count:max"]
    );
    desk.act("key_issue", id, "give_back", &[]).unwrap();
    assert_eq!(desk.record("key_issue", id).state.as_deref(), Some("back"));
    let stamp = desk.stamp();
    done(desk.store.undo(&stamp));
    assert_eq!(desk.record("key_issue", id).state.as_deref(), Some("out"));
    desk.reopen();
    assert_eq!(
        desk.record("key_issue", id).title,
        "重庆厅 管理员甲",
        "the file explains itself"
    );
}

#[test]
fn a_changed_form_keeps_every_value() {
    let (mut desk, id) = filled();
    let second = changed(&[
        (r#"id = "room","#, r#"id = "place", was = "room","#),
        ("{room}", "{place}"),
        (r#"unique = ["room"]"#, r#"unique = ["place"]"#),
        (
            r#"kind = "note" }"#,
            r#"kind = "note" }, { id = "colour", label = { zh = "颜色", en = "Colour" }, kind = "text" }"#,
        ),
        (r"{ choice = [", r"{ choices = ["),
        (
            r#"kind = "text" }] } },"#,
            r#"kind = "text" }, { id = "many", label = { zh = "多少", en = "Many" }, kind = "integer" }] } },"#,
        ),
    ]);
    let stamp = desk.stamp();
    let steps: Vec<PlanStep> = desk
        .store
        .plan(&form(&second))
        .unwrap()
        .into_iter()
        .map(|(s, _)| s)
        .collect();
    assert_eq!(
        steps,
        [
            PlanStep::Rename {
                from: "room".into(),
                to: "place".into()
            },
            PlanStep::Add {
                field: "colour".into()
            },
            PlanStep::Widen {
                field: "size".into(),
                from: "choice",
                to: "choices"
            },
            PlanStep::Add {
                field: "lines.many".into()
            },
        ]
    );
    let copy = apply(&mut desk, &second)
        .unwrap()
        .expect("a copy of a filled desk");
    verify(&copy).expect("the copy is sound");
    let before = Store::open(&copy, deskbook::store::Access::Read, &stamp).unwrap();
    assert!(
        before
            .catalog()
            .form("key_issue")
            .unwrap()
            .field("room")
            .is_some(),
        "the copy is of before"
    );
    assert_eq!(desk.value("key_issue", id, "place"), Value::text("重庆厅"));
    assert_eq!(desk.value("key_issue", id, "size"), Value::text("l"));
    desk.edit("key_issue", id, &[("colour", "red"), ("size", "s,l")])
        .unwrap();
    assert_eq!(desk.found("key_issue", "cqt"), [id]);
    assert_eq!(
        codes(desk.add("key_issue", &[("place", "重庆厅"), ("holder", "管理员甲")])),
        ["-:duplicate"],
        "guards moved along"
    );
    done(desk.store.undo(&stamp));
    assert!(desk.value("key_issue", id, "colour").is_empty());
    // A step made before the field was renamed.
    done(desk.store.undo(&stamp));
    assert!(desk.record("key_issue", id).is_void());
}

#[test]
fn an_edit_of_a_renamed_field_can_be_undone() {
    let (mut desk, id) = filled();
    desk.edit("key_issue", id, &[("room", "成都厅")]).unwrap();
    let second = changed(&[
        (r#"id = "room","#, r#"id = "place", was = "room","#),
        ("{room}", "{place}"),
        (r#"["room"]"#, r#"["place"]"#),
    ]);
    apply(&mut desk, &second).unwrap();
    let stamp = desk.stamp();
    done(desk.store.undo(&stamp));
    assert_eq!(desk.value("key_issue", id, "place"), Value::text("重庆厅"));
}

const NOTE: &str = r#"
  { id = "note", label = { zh = "备注", en = "Note" }, kind = "note" },"#;

#[test]
fn a_retired_field_keeps_its_column_and_comes_back() {
    let (mut desk, id) = filled();
    let without = changed(&[(NOTE, "")]);
    apply(&mut desk, &without).unwrap();
    let kept: String = desk
        .raw()
        .query_row("SELECT note FROM key_issue", [], |r| r.get(0))
        .unwrap();
    assert_eq!(kept, "靠窗");
    assert!(
        desk.found("key_issue", "靠窗").is_empty(),
        "what is out of use is not searched"
    );
    let plan: Vec<PlanStep> = desk
        .store
        .plan(&form(KEYS))
        .unwrap()
        .into_iter()
        .map(|(s, _)| s)
        .collect();
    assert_eq!(
        plan,
        [PlanStep::Revive {
            field: "note".into()
        }]
    );
    apply(&mut desk, KEYS).unwrap();
    assert_eq!(desk.value("key_issue", id, "note"), Value::text("靠窗"));
    assert_eq!(desk.found("key_issue", "靠窗"), [id]);
    // Back as something else: its old values would lose their meaning.
    apply(&mut desk, &without).unwrap();
    let other = changed(&[(r#"kind = "note""#, r#"kind = "integer""#)]);
    let said = complaints(apply(&mut desk, &other));
    assert_eq!(said[0].code, "form");
    assert!(
        said[0].message(Lang::En).contains("from note to integer"),
        "{}",
        said[0].message(Lang::En)
    );
}

#[test]
fn kinds_that_would_lose_meaning_are_refused_and_nothing_changes() {
    let (mut desk, _) = filled();
    let stored = desk.store.form_source("key_issue").unwrap();
    for (from, to) in [
        (r#"kind = "note""#, r#"kind = "date""#),
        (
            r#"kind = "integer", min = 1, max = 9, default = 1"#,
            r#"kind = "text""#,
        ),
        (
            r#"kind = "person", required"#,
            r#"kind = { reference = "loan" }, required"#,
        ),
        (
            r#"{ computed = "count * 2", as = "integer" }"#,
            r#""integer""#,
        ),
        (
            r#"kind = "note""#,
            r#"kind = { computed = "1 + 1", as = "integer" }"#,
        ),
        (
            r#"label = { zh = "何物", en = "What" }, kind = "text""#,
            r#"label = { zh = "何物", en = "What" }, kind = "money""#,
        ),
    ] {
        let text = changed(&[(from, to)]).replace(
            "count * 2",
            if to == r#"kind = "text""# {
                "1 + 1"
            } else {
                "count * 2"
            },
        );
        let said = complaints(apply(&mut desk, &text));
        assert_eq!(said[0].code, "form", "{to}");
    }
    assert_eq!(desk.store.form_source("key_issue").unwrap(), stored);
    let copies = std::fs::read_dir(desk.folder())
        .unwrap()
        .flatten()
        .filter(|e| e.file_name().to_string_lossy().contains("before-forms"));
    assert_eq!(copies.count(), 0, "what is refused makes no copy");
}

#[test]
fn a_rule_that_old_records_break_is_refused() {
    let (mut desk, _) = filled();
    desk.id("key_issue", &[("room", "B"), ("holder", "管理员甲")]);
    let unique = changed(&[("id = \"holder\",", "id = \"holder\", unique = true,")]);
    assert_eq!(
        complaints(apply(&mut desk, &unique))[0].message(Lang::En),
        "This form cannot be applied: records that are there already break it: Holder."
    );
    let day = |id: &str| {
        format!(
            "{{ id = \"{id}\", label = {{ zh = \"日\", en = \"Day\" }}, kind = \"date\" }},\n  {{ id = \"note\""
        )
    };
    let dated = changed(&[
        ("{ id = \"note\"", &day("a")),
        ("{ id = \"note\"", &day("b")),
    ]);
    apply(&mut desk, &dated).unwrap();
    for (id, a, b) in [
        (1, "2026-01-01", "2026-01-05"),
        (2, "2026-01-04", "2026-01-09"),
    ] {
        desk.edit("key_issue", id, &[("a", a), ("b", b)]).unwrap();
    }
    let apart = dated.replace("rule = [", "rule = [{ id = \"apart\", kind = { no_overlap = [\"holder\"], from = \"a\", to = \"b\" }, say = { zh = \"重叠。\", en = \"They overlap.\" } }, ");
    assert_eq!(
        complaints(apply(&mut desk, &apart))[0].message(Lang::En),
        "This form cannot be applied: records that are there already break it: They overlap."
    );
    desk.edit("key_issue", 2, &[("a", "2026-01-05")]).unwrap();
    apply(&mut desk, &apart).expect("now they are apart");
}

#[test]
fn a_form_that_breaks_a_law_is_refused_with_its_faults() {
    let (mut desk, _) = filled();
    let text = changed(&[(r#"unique = ["room"]"#, r#"unique = ["rom"]"#)]);
    let stamp = desk.stamp();
    match desk.store.apply(&form(&text), &text, &stamp) {
        Err(Error::Faulty { faults, .. }) => assert_eq!(faults[0].code(), "L01"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_computed_column_follows_its_formula_and_what_that_rests_on() {
    let (mut desk, id) = filled();
    let more = r#"kind = "note" }, { id = "four", label = { zh = "四倍", en = "Four" }, kind = { computed = "twice * 2", as = "integer" } }"#;
    apply(&mut desk, &changed(&[(r#"kind = "note" }"#, more)])).unwrap();
    assert_eq!(desk.value("key_issue", id, "four"), Value::Int(4));
    apply(
        &mut desk,
        &changed(&[(r#"kind = "note" }"#, more), ("count * 2", "count * 3")]),
    )
    .unwrap();
    assert_eq!(desk.value("key_issue", id, "twice"), Value::Int(3));
    assert_eq!(desk.value("key_issue", id, "four"), Value::Int(6));
    // Taken out of use and back with another formula: it holds no data, so it is made anew.
    apply(&mut desk, KEYS).unwrap();
    apply(
        &mut desk,
        &changed(&[(
            r#"kind = "note" }"#,
            &more.replace("twice * 2", "twice + 1"),
        )]),
    )
    .unwrap();
    assert_eq!(desk.value("key_issue", id, "four"), Value::Int(3));
}

#[test]
fn lines_move_with_their_field() {
    let (mut desk, id) = filled();
    let mut draft = desk.draft("key_issue", id, &[]);
    draft.lines(
        "lines",
        vec![std::collections::BTreeMap::from([(
            "what".to_owned(),
            deskbook::model::Answer::Typed("灯笼".into()),
        )])],
    );
    let stamp = desk.stamp();
    done(deskbook::rules::save::edit(
        &mut desk.store,
        &draft,
        None,
        &stamp,
    ));
    assert_eq!(desk.found("key_issue", "灯笼"), [id]);
    let second = changed(&[
        (r#"id = "lines","#, r#"id = "things", was = "lines","#),
        (r#"{ id = "what","#, r#"{ id = "thing", was = "what","#),
    ]);
    let plan: Vec<PlanStep> = desk
        .store
        .plan(&form(&second))
        .unwrap()
        .into_iter()
        .map(|(s, _)| s)
        .collect();
    assert_eq!(
        plan,
        [
            PlanStep::Rename {
                from: "lines".into(),
                to: "things".into()
            },
            PlanStep::Rename {
                from: "things.what".into(),
                to: "things.thing".into()
            }
        ]
    );
    apply(&mut desk, &second).unwrap();
    assert_eq!(
        desk.value("key_issue", id, "things"),
        Value::Lines(vec![vec![Value::text("灯笼")]])
    );
    assert_eq!(
        desk.found("key_issue", "灯笼"),
        [id],
        "lines are indexed again"
    );
    let added = second.replace(r#"kind = "text" }] } },"#, r#"kind = "text" }, { id = "many", label = { zh = "多少", en = "Many" }, kind = "integer" }] } },"#);
    apply(&mut desk, &added).unwrap();
    assert_eq!(
        desk.value("key_issue", id, "things"),
        Value::Lines(vec![vec![Value::text("灯笼"), Value::Empty]])
    );
}

/// Columns with their types, and the definitions of indexes and triggers.
fn shape(path: &std::path::Path) -> (Vec<String>, Vec<String>) {
    let conn = Connection::open(path).unwrap();
    let read = |sql: &str| -> Vec<String> {
        let mut statement = conn.prepare(sql).unwrap();
        statement
            .query_map([], |r| r.get(0))
            .unwrap()
            .map(|r| r.unwrap())
            .collect()
    };
    let columns = read(
        "SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.hidden || ' ' || c.\"notnull\"
         FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
         WHERE t.type = 'table' AND t.name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY 1",
    );
    let guards = read(
        "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE type IN ('index', 'trigger') ORDER BY 1",
    );
    (columns, guards)
}

#[test]
fn an_upgraded_file_is_shaped_like_a_fresh_one() {
    let (mut desk, _) = filled();
    let second = changed(&[
        (r#"id = "room","#, r#"id = "place", was = "room","#),
        ("{room}", "{place}"),
        (r#"unique = ["room"]"#, r#"unique = ["place"]"#),
        (r#"id = "lines","#, r#"id = "things", was = "lines","#),
        ("count * 2", "count * 5"),
        (
            r#"kind = "note" }"#,
            r#"kind = "note" }, { id = "due", label = { zh = "期限", en = "Due" }, kind = "date", listed = 5 }"#,
        ),
    ]);
    apply(&mut desk, &second).unwrap();
    let mut fresh = Desk::lending();
    apply(&mut fresh, &second).unwrap();
    assert_eq!(shape(&desk.path()), shape(&fresh.path()));
    // Only what was taken out of use is left over.
    let without = second.replace(
        r#"{ id = "note", label = { zh = "备注", en = "Note" }, kind = "note" }, "#,
        "",
    );
    assert_ne!(without, second);
    apply(&mut desk, &without).unwrap();
    let mut fresh = Desk::lending();
    apply(&mut fresh, &without).unwrap();
    let ((mut columns, guards), expected) = (shape(&desk.path()), shape(&fresh.path()));
    columns.retain(|c| !c.starts_with("key_issue.note "));
    assert_eq!((columns, guards), expected);
}

#[test]
fn registers_with_names_that_could_be_confused_live_side_by_side() {
    let make = |id: &str, field: &str| {
        format!(
            "id = \"{id}\"\nlabel = {{ zh = \"甲\", en = \"A\" }}\nfield = [{{ id = \"{field}\", label = {{ zh = \"乙\", en = \"B\" }}, kind = \"text\", listed = 1, unique = true }}]"
        )
    };
    let texts = [
        make("log", "x_y"),
        make("log_x", "y"),
        make("log_data", "z"),
        make("log_x_words", "z"),
        make("log_kept", "k"),
    ];
    let mut desk = Desk::with(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    desk.id("log", &[("x_y", "one")]);
    desk.id("log_data", &[("z", "two")]);
    assert_eq!(desk.found("log", "one"), [1]);
    let _: Form = definition::read::form(&texts[0]).unwrap();
}

#[test]
fn a_failed_beginning_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.sqlite");
    let text = KEYS.replace("kind = \"person\"", "kind = { reference = \"nobody\" }");
    let stamp = super::desk::stamp("officer A", None, super::desk::at("2026-03-02T09:00"));
    let made = Store::create(&path, &[(form(&text), text.clone())], &[], &stamp);
    assert!(matches!(made.map(|_| ()), Err(Error::Faulty { .. })));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
