//! From a draft to a record: what is asked, what is refused and why, what the program fills in, what is kept.

use std::collections::BTreeMap;

use deskbook::model::value::draft::AskedBy;
use deskbook::model::{Answer, Draft, Lang, Text, Value};
use deskbook::rules::{actions, fill, save};
use proptest::prelude::*;

use super::desk::{Desk, LOAN, PERSON, at, codes, codes_or_none, complaints, done, form};

#[test]
fn every_complaint_comes_at_once_under_its_field() {
    let mut desk = Desk::lending();
    let said = codes(desk.add(
        "loan",
        &[
            ("tool", ""),
            ("borrower", "值班员乙"),
            ("from_at", "someday"),
            ("deposit", "9,000"),
            ("tag", "abc"),
            ("checks", "shiny"),
            ("colour", "red"),
        ],
    ));
    assert_eq!(
        said,
        [
            "colour:field",
            "borrower:not-found",
            "from_at:misread",
            "checks:choice",
            "tool:required",
            "deposit:max",
            "tag:pattern"
        ]
    );
}

#[test]
fn bounds_follow_other_fields_and_the_clock() {
    let mut desk = Desk::lending();
    let lend = |desk: &mut Desk, from: &str, to: &str| {
        desk.add("loan", &[("tool", "saw"), ("from_at", from), ("to_at", to)])
            .map(|_| ())
    };
    assert_eq!(
        codes(lend(&mut desk, "2026-03-02 10:00", "2026-03-02 09:59")),
        ["to_at:min"]
    );
    lend(&mut desk, "2026-03-02 10:00", "2026-03-02 10:00").expect("the bound itself is fine");
    let dated = LOAN.replace("id = \"loan\"", "id = \"leave\"").replace(
        "label = { zh = \"归还\", en = \"To\" }\nkind = \"moment\"",
        "label = { zh = \"归还\", en = \"To\" }\nkind = \"date\"\nmax = \"today\"",
    );
    let dated = &dated[..dated
        .find("[[rule]]\nid = \"once_at_a_time\"")
        .expect("the last rule")];
    let mut desk = Desk::with(&[PERSON, dated]);
    let mut leave = |to: &str| {
        codes_or_none(desk.add(
            "leave",
            &[
                ("tool", "x"),
                ("from_at", "2026-03-01 10:00"),
                ("to_at", to),
            ],
        ))
    };
    assert_eq!(
        leave("2026-03-01"),
        [""; 0],
        "a date beside a moment is compared by the day"
    );
    assert_eq!(leave("2026-02-28"), ["to_at:min"]);
    assert_eq!(leave("2026-03-02"), [""; 0]);
    assert_eq!(leave("2026-03-03"), ["to_at:max"]);
}

#[test]
fn rules_speak_in_their_own_words() {
    let mut desk = Desk::lending();
    let said = complaints(desk.add(
        "loan",
        &[
            ("tool", "old projector"),
            ("borrower", "管理员甲"),
            ("keeper", "管理员甲"),
            ("deposit", "5"),
        ],
    ));
    let words: Vec<(Option<&str>, String)> = said
        .iter()
        .map(|c| (c.field.as_deref(), c.message(Lang::En)))
        .collect();
    assert_eq!(
        words,
        [
            (
                Some("keeper"),
                "Borrower and keeper must differ.".to_owned()
            ),
            (Some("deposit"), "A projector needs a deposit.".to_owned()),
        ]
    );
    assert_eq!(said[1].message(Lang::Zh), "投影仪要交押金。");
    desk.add("loan", &[("tool", "old projector")])
        .expect("what is not known is not broken");
}

#[test]
fn a_field_is_required_only_when_it_is_shown() {
    let mut desk = Desk::lending();
    let id = desk.id("loan", &[("tool", "saw")]);
    assert_eq!(
        codes(desk.act("loan", id, "report", &[])),
        ["damage:required"]
    );
    desk.act("loan", id, "report", &[("damage", "a tooth is missing")])
        .unwrap();
    assert_eq!(
        codes(desk.edit("loan", id, &[("damage", "")])),
        ["damage:required"]
    );
}

#[test]
fn the_state_is_moved_by_actions_alone() {
    let mut desk = Desk::lending();
    let id = desk.id("loan", &[("tool", "saw")]);
    assert_eq!(codes(desk.act("loan", id, "vanish", &[])), ["-:action"]);
    assert_eq!(
        complaints(desk.act("loan", id, "expire", &[]))[0].message(Lang::En),
        "“Expire” is not possible now: the clock does this by itself."
    );
    assert_eq!(
        complaints(desk.act("loan", id, "return", &[("checks", "whole")]))[0].message(Lang::En),
        "“Return” is not possible now: it must be clean first."
    );
    assert_eq!(
        codes(desk.act("loan", id, "return", &[])),
        ["checks:required"]
    );
    desk.act("loan", id, "return", &[("checks", "clean,whole")])
        .unwrap();
    assert_eq!(desk.record("loan", id).state.as_deref(), Some("back"));
    assert_eq!(
        desk.value("loan", id, "to_at"),
        Value::text("2026-03-02T09:00"),
        "set by the action"
    );
    let again = complaints(desk.act("loan", id, "return", &[("checks", "clean")]));
    assert_eq!(
        again[0].message(Lang::En),
        "“Return” is not possible now: the record is “Back”; it must be “Out” first."
    );
    assert_eq!(
        again[0].message(Lang::Zh),
        "现在不能“归还”：记录处于“归还”状态，要先到“借出”。"
    );
    desk.void("loan", id).unwrap();
    assert_eq!(
        codes(desk.act("loan", id, "report", &[("damage", "x")])),
        ["-:action"]
    );
}

#[test]
fn who_borrowed_does_not_sign_the_return() {
    let mut desk = Desk::lending();
    let id = desk.id("loan", &[("tool", "saw"), ("borrower", "管理员甲")]);
    desk.me = Some(2);
    let stamp = desk.stamp();
    let form = desk.store.catalog().form("loan").unwrap();
    let possible = actions::possible(
        form,
        &desk.record("loan", id),
        &desk.store.reader(&stamp, Lang::En),
    )
    .unwrap();
    let why: Vec<(&str, Option<Text>)> = possible
        .iter()
        .map(|p| (p.action.id.as_str(), p.why_not.clone()))
        .collect();
    assert_eq!(
        why,
        [
            ("report", None),
            (
                "return",
                Some(Text::new(
                    "不能由“借用人”本人办理",
                    "not by the person in “Borrower”"
                ))
            )
        ],
        "the clock's own action is not offered"
    );
    assert_eq!(
        codes(desk.act("loan", id, "return", &[("checks", "clean")])),
        ["-:action"]
    );
    desk.me = Some(1);
    desk.act("loan", id, "return", &[("checks", "clean")])
        .expect("somebody else");
}

#[test]
fn the_clock_does_its_own_actions_once() {
    let mut desk = Desk::lending();
    let id = desk.id(
        "loan",
        &[
            ("tool", "saw"),
            ("from_at", "2026-03-02 08:00"),
            ("to_at", "2026-03-02 10:00"),
        ],
    );
    let tick = |desk: &mut Desk, now: &str| {
        desk.now = at(now);
        let stamp = desk.stamp();
        save::tick(&mut desk.store, &stamp).unwrap()
    };
    assert_eq!(tick(&mut desk, "2026-03-02T10:00"), 0);
    assert_eq!(tick(&mut desk, "2026-03-02T10:01"), 1);
    assert_eq!(tick(&mut desk, "2026-03-02T10:02"), 0);
    assert_eq!(desk.record("loan", id).updated_by, "system");
    assert!(
        desk.store
            .undo_list("officer A", 9)
            .unwrap()
            .iter()
            .all(|o| o.op.word() != "act:expire"),
        "not mine to undo"
    );
}

#[test]
fn defaults_start_a_record_and_stamps_are_never_typed() {
    let text = r#"
id = "log"
label = { zh = "志", en = "Log" }
append_only = true
field = [
  { id = "unit", label = { zh = "单位", en = "Unit" }, kind = "text", default = "last" },
  { id = "level", label = { zh = "级", en = "Level" }, kind = "integer", default = 3 },
  { id = "on", label = { zh = "日", en = "On" }, kind = "date", default = "today" },
  { id = "who", label = { zh = "谁", en = "Who" }, kind = "person", default = "me" },
  { id = "stamped", label = { zh = "登记", en = "Stamped" }, kind = "moment", default = "now", read_only = true },
]
"#;
    let mut desk = Desk::with(&[PERSON, text]);
    desk.me = Some(desk.id("person", &[("name", "管理员甲")]));
    let id = desk.id("log", &[("unit", "night")]);
    assert_eq!(desk.value("log", id, "level"), Value::Int(3));
    assert_eq!(desk.value("log", id, "on"), Value::text("2026-03-02"));
    assert_eq!(desk.value("log", id, "who"), Value::Int(1));
    assert_eq!(
        desk.value("log", id, "stamped"),
        Value::text("2026-03-02T09:00")
    );
    let next = desk.id("log", &[]);
    assert_eq!(
        desk.value("log", next, "unit"),
        Value::text("night"),
        "as last time"
    );
    assert_eq!(
        codes(desk.add("log", &[("stamped", "yesterday 8:00")])),
        ["stamped:not-typed"]
    );
    assert_eq!(
        codes(desk.edit("log", id, &[("unit", "day")])),
        ["-:append-only"]
    );
    desk.void("log", id).expect("void with a reason is the way");
}

/// A register that is only added to, with a workflow and a record that follows all the same.
const WATCH_BOOK: &str = r#"
id = "watch_book"
label = { zh = "值守簿", en = "Watch book" }
append_only = true
field = [
  { id = "said", label = { zh = "记事", en = "Said" }, kind = "text" },
  { id = "task", label = { zh = "后续", en = "Task" }, kind = { reference = "errand" } },
]
state = [
  { id = "open", label = { zh = "未阅", en = "Open" } },
  { id = "seen", label = { zh = "已阅", en = "Seen" } },
]
action = [{ id = "see", label = { zh = "已阅", en = "See" }, from = ["open"], to = "seen" }]
follow = [{ id = "errand", label = { zh = "派活", en = "Errand" }, creates = { register = "errand", link = "task" } }]
"#;

const ERRAND: &str = r#"
id = "errand"
label = { zh = "活", en = "Errands" }
title = "{what}"
field = [{ id = "what", label = { zh = "何事", en = "What" }, kind = "text" }]
"#;

#[test]
fn no_verb_changes_what_is_only_added_to() {
    let mut desk = Desk::with(&[ERRAND, WATCH_BOOK]);
    let id = desk.id("watch_book", &[("said", "quiet")]);
    let only = ["-:append-only"];
    assert_eq!(
        codes(desk.edit("watch_book", id, &[("said", "loud")])),
        only
    );
    assert_eq!(codes(desk.act("watch_book", id, "see", &[])), only);
    let stamp = desk.stamp();
    let many = done(save::act_all(
        &mut desk.store,
        "watch_book",
        &[id],
        "see",
        &stamp,
    ));
    let why: Vec<&str> = many.refused[0].1.iter().map(|c| c.code).collect();
    assert_eq!(why, ["append-only"]);
    assert_eq!(desk.record("watch_book", id).state.as_deref(), Some("open"));
    assert_eq!(desk.value("watch_book", id, "said"), Value::text("quiet"));
}

#[test]
fn what_follows_is_linked_to_what_is_only_added_to_and_taken_back() {
    let mut desk = Desk::with(&[ERRAND, WATCH_BOOK]);
    let id = desk.id("watch_book", &[("said", "a noise")]);
    let stamp = desk.stamp();
    let form = desk.store.catalog().form("watch_book").unwrap().clone();
    let reader = desk.store.reader(&stamp, Lang::En);
    let record = reader.record("watch_book", id).unwrap().unwrap();
    let creates = &form.follows[0].creates;
    let mut draft = fill::follow_draft(creates, &form, &record, &reader)
        .unwrap()
        .unwrap();
    draft.typed("what", "look at it");
    let errand = done(save::add(&mut desk.store, &draft, &stamp)).written.id;
    assert_eq!(desk.value("watch_book", id, "task"), Value::Int(errand));
    done(desk.store.undo(&stamp));
    assert_eq!(desk.value("watch_book", id, "task"), Value::Empty);
    done(desk.store.redo(&stamp));
    assert_eq!(desk.value("watch_book", id, "task"), Value::Int(errand));
}

#[test]
fn a_change_from_before_a_register_was_only_added_to_is_not_taken_back() {
    let free = WATCH_BOOK.replace("append_only = true\n", "");
    let mut desk = Desk::with(&[ERRAND, &free]);
    let id = desk.id("watch_book", &[("said", "quiet")]);
    desk.edit("watch_book", id, &[("said", "loud")]).unwrap();
    let stamp = desk.stamp();
    done(desk.store.apply(&form(WATCH_BOOK), WATCH_BOOK, &stamp));
    assert_eq!(codes(desk.store.undo(&stamp)), ["-:append-only"]);
    assert_eq!(desk.value("watch_book", id, "said"), Value::text("loud"));
}

#[test]
fn a_duplicate_leaves_out_what_must_differ() {
    let mut desk = Desk::lending();
    let id = desk.id(
        "loan",
        &[
            ("tool", "saw"),
            ("tag", "AB-1"),
            ("deposit", "5"),
            ("borrower", "管理员甲"),
        ],
    );
    let form = desk.store.catalog().form("loan").unwrap();
    let draft = fill::duplicate(form, &desk.record("loan", id));
    assert_eq!(
        (
            draft.text("tool"),
            draft.text("tag"),
            draft.text("borrower"),
            draft.of
        ),
        ("saw", "", "管理员甲", None)
    );
}

#[test]
fn void_needs_a_reason_and_is_final() {
    let mut desk = Desk::lending();
    let id = desk.id("loan", &[("tool", "saw")]);
    let stamp = desk.stamp();
    assert_eq!(
        codes(save::void(&mut desk.store, "loan", id, 1, "  ", &stamp)),
        ["void_reason:required"]
    );
    desk.void("loan", id).unwrap();
    assert_eq!(codes(desk.edit("loan", id, &[("tool", "axe")])), ["-:void"]);
    assert_eq!(
        codes(save::void(&mut desk.store, "loan", id, 2, "again", &stamp)),
        ["-:void"]
    );
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Empty),
        "\\PC{1,12}".prop_map(Value::Text),
        any::<i64>().prop_map(Value::Int),
        proptest::collection::vec(
            proptest::collection::vec(
                prop_oneof![
                    Just(Value::Empty),
                    any::<i64>().prop_map(Value::Int),
                    "[a-z重]{1,4}".prop_map(Value::Text)
                ],
                0..3
            ),
            0..3
        )
        .prop_map(Value::Lines),
    ]
}

fn answer() -> impl Strategy<Value = Answer> {
    let plain = || {
        prop_oneof![
            any::<String>().prop_map(Answer::Typed),
            (value(), "\\PC{0,8}").prop_map(|(v, s)| Answer::Picked(v, s))
        ]
    };
    prop_oneof![
        plain(),
        proptest::collection::vec(
            proptest::collection::btree_map("[a-z]{1,5}", plain(), 0..3),
            0..3
        )
        .prop_map(Answer::Lines)
    ]
}

fn draft() -> impl Strategy<Value = Draft> {
    let origin = proptest::option::of(
        (
            "[a-z]{1,6}",
            any::<i64>(),
            proptest::option::of("[a-z]{1,6}"),
        )
            .prop_map(|(register, id, link)| AskedBy { register, id, link }),
    );
    let answers = proptest::collection::btree_map("[a-z_]{1,8}", answer(), 0..6);
    (
        proptest::option::of((1..9_i64, any::<i64>())),
        proptest::option::of("[a-z]{1,6}"),
        origin,
        proptest::option::of("\\PC{1,8}"),
        answers,
    )
        .prop_map(
            |(of, state, origin, number, answers): (_, _, _, _, BTreeMap<String, Answer>)| {
                let mut draft = Draft::new("loan");
                (draft.of, draft.state, draft.origin, draft.number) = (of, state, origin, number);
                for (field, answer) in answers {
                    match answer {
                        Answer::Typed(text) => draft.typed(&field, text),
                        Answer::Picked(value, shown) => draft.picked(&field, value, shown),
                        Answer::Lines(lines) => draft.lines(&field, lines),
                    }
                }
                draft
            },
        )
}

#[test]
fn what_was_typed_is_kept_to_the_letter() {
    let mut desk = Desk::lending();
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 150,
        ..ProptestConfig::default()
    };
    let stamp = desk.stamp();
    proptest!(config, |(draft in draft())| {
        desk.store.keep_draft(&draft, &stamp, deskbook::store::Patience::Waits).unwrap();
        let record = draft.of.map_or(0, |(id, _)| id);
        let kept = desk.store.draft("officer A", "loan", record).unwrap();
        prop_assert_eq!(kept.as_ref(), Some(&draft));
        prop_assert!(desk.store.draft("officer B", "loan", record).unwrap().is_none());
    });
    desk.reopen();
    let kept = desk.store.drafts("officer A").unwrap();
    assert!(!kept.is_empty());
    for (register, record) in kept {
        desk.store
            .forget_draft("officer A", &register, record)
            .unwrap();
    }
    assert!(desk.store.drafts("officer A").unwrap().is_empty());
}
