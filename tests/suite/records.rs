//! What the file holds by itself: numbers, revisions, unique things, intervals, the ledger, undo and redo.

use deskbook::model::value::record::ChangeKind;
use deskbook::model::{Draft, Lang, Value};
use deskbook::rules::save;
use deskbook::store::Op;

use super::desk::{
    Desk, LOAN, PERSON, at, codes, complaints, done, every, officer, prepared, stamp, tried,
};

#[test]
fn numbers_have_no_gap_when_saves_are_refused() {
    let mut desk = Desk::lending();
    assert_eq!(
        desk.add("loan", &[("tool", "drill"), ("tag", "AB-1")])
            .unwrap()
            .written
            .number
            .as_deref(),
        Some("JY-2026-0001")
    );
    assert_eq!(codes(desk.add("loan", &[("tool", "")])), ["tool:required"]);
    assert_eq!(
        codes(desk.add("loan", &[("tool", "saw"), ("tag", "AB-1")])),
        ["tag:duplicate"]
    );
    assert_eq!(
        desk.add("loan", &[("tool", "saw")])
            .unwrap()
            .written
            .number
            .as_deref(),
        Some("JY-2026-0002")
    );
    desk.now = at("2027-01-01T08:00");
    assert_eq!(
        desk.add("loan", &[("tool", "saw 2")])
            .unwrap()
            .written
            .number
            .as_deref(),
        Some("JY-2027-0001")
    );
    let id = desk.id("loan", &[("tool", "saw 3")]);
    desk.void("loan", id).unwrap();
    assert_eq!(
        desk.record("loan", id).number.as_deref(),
        Some("JY-2027-0002"),
        "a void record keeps its number"
    );
    assert_eq!(
        desk.add("loan", &[("tool", "saw 4")])
            .unwrap()
            .written
            .number
            .as_deref(),
        Some("JY-2027-0003")
    );
}

#[test]
fn a_refused_row_of_a_bulk_step_leaves_no_gap_and_no_trace() {
    let mut desk = Desk::lending();
    let stamp = desk.stamp();
    let loan = desk.store.catalog().form("loan").unwrap().clone();
    let act = Op::Import.on("loan").bulk();
    desk.store
        .propose(&stamp, &act, |tx| {
            let mut checker = deskbook::rules::Checker::new(&loan, tx.catalog());
            for (tool, tag) in [("a", "AB-1"), ("b", "AB-1"), ("c", "AB-2")] {
                let mut draft = Draft::new("loan");
                draft.typed("tool", tool);
                draft.typed("tag", tag);
                let result = save::insert(
                    tx,
                    &loan,
                    &mut checker,
                    &draft,
                    &deskbook::rules::Origin::Import,
                );
                assert_eq!(tried(result).is_err(), tool == "b");
            }
            Ok(((), true))
        })
        .unwrap();
    let numbers: Vec<String> = desk
        .ids(&every("loan"))
        .into_iter()
        .rev()
        .filter_map(|id| desk.record("loan", id).number)
        .collect();
    assert_eq!(numbers, ["JY-2026-0001", "JY-2026-0002"]);
    assert!(desk.store.examine().unwrap().iter().all(|f| f.ok));
}

#[test]
fn numbers_have_no_gap_when_many_write_at_once() {
    let desk = Desk::lending();
    let path = desk.path();
    let threads: Vec<_> = (0..4)
        .map(|n| {
            let path = path.clone();
            std::thread::spawn(move || {
                let stamp = stamp(&format!("officer {n}"), None, at("2026-03-02T09:00"));
                let mut store = prepared::open(&path, &stamp);
                for i in 0..15 {
                    let mut draft = Draft::new("loan");
                    draft.typed("tool", format!("tool {n}/{i}"));
                    // Every fifth is refused; it takes no number.
                    draft.typed("deposit", if i % 5 == 4 { "9999" } else { "1" });
                    let saved = save::add(&mut store, &draft, &stamp);
                    assert_eq!(tried(saved).is_err(), i % 5 == 4);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("a writer");
    }
    let mut numbers: Vec<String> = desk
        .ids(&every("loan"))
        .iter()
        .filter_map(|id| desk.record("loan", *id).number)
        .collect();
    numbers.sort();
    let expected: Vec<String> = (1..=48).map(|n| format!("JY-2026-{n:04}")).collect();
    assert_eq!(numbers, expected);
    assert!(desk.store.examine().unwrap().iter().all(|f| f.ok));
}

#[test]
fn a_stale_revision_is_refused_and_says_who() {
    let mut desk = Desk::lending();
    let id = desk.id("loan", &[("tool", "drill")]);
    let mine = desk.draft("loan", id, &[("deposit", "10")]);
    desk.by = "officer B".into();
    desk.edit("loan", id, &[("deposit", "20")]).unwrap();
    desk.by = "officer A".into();
    let said = complaints(save::edit(&mut desk.store, &mine, None, &officer()));
    assert_eq!(said[0].code, "conflict");
    assert!(
        said[0].message(Lang::En).contains("officer B"),
        "{}",
        said[0].message(Lang::En)
    );
    assert_eq!(desk.value("loan", id, "deposit"), Value::Int(2000));
}

#[test]
fn intervals_of_one_subject_never_overlap() {
    let mut desk = Desk::lending();
    let lend = |desk: &mut Desk, tool: &str, from: &str, to: &str| {
        desk.add("loan", &[("tool", tool), ("from_at", from), ("to_at", to)])
            .map(|s| s.written.id)
    };
    let first = lend(&mut desk, "drill", "2026-03-02 09:00", "2026-03-02 12:00").unwrap();
    lend(&mut desk, "drill", "2026-03-02 12:00", "2026-03-02 13:00").expect("touching is fine");
    lend(&mut desk, "drill", "2026-03-02 08:00", "2026-03-02 09:00").expect("touching is fine");
    lend(&mut desk, "saw", "2026-03-02 09:00", "2026-03-02 12:00").expect("another tool");
    for (from, to) in [
        ("2026-03-02 09:30", "2026-03-02 10:00"),
        ("2026-03-02 08:30", "2026-03-02 09:01"),
        ("2026-03-02 07:00", "2026-03-02 20:00"),
        ("2026-03-02 11:59", "2026-03-02 12:01"),
        ("2026-03-02 09:00", "2026-03-02 12:00"),
    ] {
        let said = complaints(lend(&mut desk, "drill", from, to));
        assert_eq!(said[0].code, "overlap", "{from} {to}");
        assert!(
            said[0]
                .message(Lang::En)
                .starts_with("A tool is lent once at a time.")
        );
        assert!(
            said[0].message(Lang::En).contains("drill"),
            "who is in the way"
        );
    }
    // A record that left the condition makes room; one that comes back does not fit any more.
    desk.act("loan", first, "return", &[("checks", "clean")])
        .unwrap();
    lend(&mut desk, "drill", "2026-03-02 10:00", "2026-03-02 11:00").expect("room again");
}

#[test]
fn an_open_interval_does_not_hide_the_one_before_it() {
    let mut desk = Desk::lending();
    let lend = |desk: &mut Desk, from: &str, to: &str| {
        desk.add(
            "loan",
            &[("tool", "drill"), ("from_at", from), ("to_at", to)],
        )
    };
    lend(&mut desk, "2026-03-02 08:00", "2026-03-02 12:00").unwrap();
    lend(&mut desk, "2026-03-02 09:00", "").expect("without an end it takes no part");
    assert_eq!(
        codes(lend(&mut desk, "2026-03-02 10:00", "2026-03-02 11:00")),
        ["-:overlap"]
    );
}

#[test]
fn a_condition_over_other_fields_is_watched() {
    let room = r#"
id = "room"
label = { zh = "房间", en = "Rooms" }
[[field]]
id = "place"
label = { zh = "地点", en = "Place" }
kind = "text"
[[field]]
id = "fixed"
label = { zh = "固定", en = "Fixed" }
kind = "yes_no"
[[field]]
id = "a"
label = { zh = "起", en = "From" }
kind = "date"
[[field]]
id = "b"
label = { zh = "止", en = "To" }
kind = "date"
[[rule]]
id = "once"
kind = { no_overlap = ["place"], from = "a", to = "b", while = "fixed" }
say = { zh = "重叠。", en = "Overlap." }
"#;
    let mut desk = Desk::with(&[room]);
    desk.id(
        "room",
        &[
            ("place", "P"),
            ("fixed", "yes"),
            ("a", "2026-01-01"),
            ("b", "2026-01-10"),
        ],
    );
    let other = desk.id(
        "room",
        &[
            ("place", "P"),
            ("fixed", "no"),
            ("a", "2026-01-05"),
            ("b", "2026-01-06"),
        ],
    );
    assert_eq!(
        codes(desk.edit("room", other, &[("fixed", "yes")])),
        ["-:overlap"]
    );
}

#[test]
fn the_file_itself_refuses_doubles_and_overlaps_of_several_writers() {
    let desk = Desk::lending();
    let path = desk.path();
    let threads: Vec<_> = (0..4)
        .map(|n| {
            let path = path.clone();
            std::thread::spawn(move || {
                let stamp = stamp(&format!("officer {n}"), None, at("2026-03-02T09:00"));
                let mut store = prepared::open(&path, &stamp);
                let mut won = 0;
                for hour in 0..12 {
                    let mut draft = Draft::new("loan");
                    draft.typed("tool", "drill");
                    draft.typed("tag", format!("HR-{hour}"));
                    draft.typed("from_at", format!("2026-03-02 {hour:02}:00"));
                    draft.typed("to_at", format!("2026-03-02 {hour:02}:59"));
                    won += i32::from(tried(save::add(&mut store, &draft, &stamp)).is_ok());
                }
                won
            })
        })
        .collect();
    let won: i32 = threads
        .into_iter()
        .map(|t| t.join().expect("a writer"))
        .sum();
    assert_eq!(won, 12);
}

#[test]
fn rows_and_ledger_cannot_be_removed_or_rewritten() {
    let mut desk = Desk::lending();
    desk.id("loan", &[("tool", "drill")]);
    let raw = desk.raw();
    for (sql, says) in [
        ("DELETE FROM loan", "delete:loan"),
        ("UPDATE _change SET body = '{}'", "ledger:update"),
        ("DELETE FROM _change", "ledger:delete"),
        (
            "INSERT OR REPLACE INTO _change SELECT * FROM _change WHERE seq = 1",
            "ledger:",
        ),
        (
            "REPLACE INTO _change SELECT 1, op, register, record, rev, kind, reason, '{}' FROM _change WHERE seq = 2",
            "ledger:",
        ),
        ("UPDATE _op SET by = 'x'", "ledger:update"),
        ("DELETE FROM _op", "ledger:delete"),
        (
            "REPLACE INTO _op SELECT 1, at, 'x', what, register, undoes, redoes FROM _op WHERE id = 2",
            "ledger:",
        ),
        (
            "INSERT INTO _op SELECT 99, at, by, what, register, undoes, redoes FROM _op WHERE id = 1",
            "ledger:sequence",
        ),
        ("UPDATE _form SET source = ''", "ledger:update"),
        ("DELETE FROM _form", "ledger:delete"),
    ] {
        let error = raw.execute_batch(sql).expect_err(sql).to_string();
        assert!(error.contains(says), "{sql}: {error}");
    }
}

#[test]
fn history_tells_every_field_before_and_after() {
    let mut desk = Desk::lending();
    let id = desk.id("loan", &[("tool", "drill"), ("deposit", "5")]);
    desk.now = at("2026-03-02T10:30");
    desk.edit("loan", id, &[("deposit", "7.50"), ("borrower", "管理员甲")])
        .unwrap();
    desk.void("loan", id).unwrap();
    let history = desk.store.history("loan", id).unwrap();
    let kinds: Vec<ChangeKind> = history.iter().map(|c| c.kind).collect();
    assert_eq!(
        kinds,
        [ChangeKind::Insert, ChangeKind::Amend, ChangeKind::Void]
    );
    let mut changed = history[1].fields.clone();
    changed.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        changed,
        [
            ("borrower".into(), Value::Empty, Value::Int(2)),
            ("deposit".into(), Value::Int(500), Value::Int(750)),
        ]
    );
    assert_eq!((history[1].by.as_str(), history[1].rev), ("officer A", 2));
    assert_eq!(history[1].at, "2026-03-02T10:30:00.000Z");
    assert_eq!(history[2].reason.as_deref(), Some("a mistake"));
}

#[test]
fn nothing_changes_when_nothing_was_changed() {
    let mut desk = Desk::lending();
    let id = desk.id(
        "loan",
        &[
            ("tool", "drill"),
            ("deposit", "5"),
            ("borrower", "管理员甲"),
        ],
    );
    let saved = desk.edit("loan", id, &[("deposit", "5.00")]).unwrap();
    assert_eq!((saved.written.rev, saved.changes.len()), (1, 0));
}

#[test]
fn undo_and_redo_walk_back_and_forth_and_survive_a_restart() {
    let mut desk = Desk::lending();
    let id = desk.id("loan", &[("tool", "drill"), ("deposit", "1")]);
    for amount in ["2", "3"] {
        desk.edit("loan", id, &[("deposit", amount)]).unwrap();
    }
    let deposit = |desk: &Desk| desk.value("loan", id, "deposit").as_int().unwrap() / 100;
    let mut seen = Vec::new();
    for step in [
        "undo", "undo", "redo", "redo", "undo", "undo", "undo", "redo",
    ] {
        desk.reopen();
        let stamp = desk.stamp();
        match step {
            "undo" => drop(done(desk.store.undo(&stamp))),
            _ => drop(done(desk.store.redo(&stamp))),
        }
        let void = if desk.record("loan", id).is_void() {
            100
        } else {
            0
        };
        seen.push(deposit(&desk) + void);
    }
    assert_eq!(seen, [2, 1, 2, 3, 2, 1, 101, 1]);
    let raw = desk.raw();
    let ledger: i64 = raw
        .query_row(
            "SELECT count(*) FROM _change WHERE register = 'loan'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(ledger, 3 + 8, "undo adds to the trail and never cuts it");
}

#[test]
fn redo_is_gone_after_a_new_act() {
    let mut desk = Desk::lending();
    let id = desk.id("loan", &[("tool", "drill"), ("deposit", "1")]);
    desk.edit("loan", id, &[("deposit", "2")]).unwrap();
    done(desk.store.undo(&officer()));
    desk.edit("loan", id, &[("tool", "saw")]).unwrap();
    let said = complaints(desk.store.redo(&officer()));
    assert_eq!(
        said[0].message(Lang::En),
        "Cannot be undone: there is nothing to redo."
    );
}

#[test]
fn redo_refuses_what_others_wrote_since_and_what_no_longer_stands() {
    let mut desk = Desk::lending();
    let id = desk.id("loan", &[("tool", "drill"), ("deposit", "1")]);
    let deposit = |desk: &Desk| desk.value("loan", id, "deposit").as_int().unwrap() / 100;
    let edit = |desk: &mut Desk, by: &str, amount: &str| {
        desk.by = by.into();
        desk.edit("loan", id, &[("deposit", amount)]).unwrap();
    };
    let now = desk.now;
    let (a, b) = (stamp("officer A", None, now), stamp("officer B", None, now));
    edit(&mut desk, "officer A", "2");
    done(desk.store.undo(&a));
    edit(&mut desk, "officer B", "3");
    let said = complaints(desk.store.redo(&a));
    assert!(
        said[0].message(Lang::En).contains("by officer B"),
        "{said:?}"
    );
    assert_eq!(deposit(&desk), 3, "what B wrote stands");
    done(desk.store.undo(&b));
    done(desk.store.redo(&a));
    assert_eq!(deposit(&desk), 2);
    // A change under which the ground was taken away, though nothing new stands over it.
    edit(&mut desk, "officer B", "5");
    edit(&mut desk, "officer A", "6");
    done(desk.store.undo(&a));
    done(desk.store.undo(&b));
    let said = complaints(desk.store.redo(&a));
    assert!(
        said[0].message(Lang::En).contains("no longer holds"),
        "{said:?}"
    );
    assert_eq!(deposit(&desk), 2);
}

#[test]
fn undo_leaves_what_others_did_and_refuses_what_others_built_upon() {
    let mut desk = Desk::lending();
    let id = desk.id("loan", &[("tool", "drill"), ("deposit", "1")]);
    desk.edit("loan", id, &[("deposit", "2")]).unwrap();
    desk.by = "officer B".into();
    desk.edit("loan", id, &[("tool", "hammer")]).unwrap();
    let said = complaints(desk.store.undo(&officer()));
    assert_eq!(said[0].code, "undo");
    assert!(said[0].message(Lang::En).contains("officer B"));
    assert_eq!(desk.value("loan", id, "deposit"), Value::Int(200));
    // What B did is B's to undo; then A's step is free again.
    done(desk.store.undo(&desk.stamp()));
    assert_eq!(desk.value("loan", id, "tool"), Value::text("drill"));
    done(desk.store.undo(&officer()));
    assert_eq!(desk.value("loan", id, "deposit"), Value::Int(100));
    let names: Vec<String> = desk
        .store
        .undo_list("officer B", 9)
        .unwrap()
        .into_iter()
        .map(|o| o.op.word().into_owned())
        .collect();
    assert!(names.is_empty(), "{names:?}");
}

#[test]
fn an_add_that_others_point_at_cannot_be_undone_or_voided() {
    let mut desk = Desk::lending();
    desk.by = "officer B".into();
    let person = desk.id("person", &[("name", "值班员乙")]);
    desk.by = "officer A".into();
    let loan = desk.id("loan", &[("tool", "drill"), ("borrower", "值班员乙")]);
    desk.by = "officer B".into();
    let stamp = desk.stamp();
    assert_eq!(complaints(desk.store.undo(&stamp))[0].code, "dependent");
    assert_eq!(codes(desk.void("person", person)), ["-:dependent"]);
    desk.by = "officer A".into();
    desk.void("loan", loan).unwrap();
    desk.by = "officer B".into();
    done(desk.store.undo(&stamp));
    assert!(desk.record("person", person).is_void());
}

#[test]
fn an_act_and_its_follow_up_are_two_steps_to_undo() {
    let mut desk = Desk::with(&[PERSON, LOAN, REPAIR, JOB]);
    let loan = desk.id("loan", &[("tool", "drill")]);
    desk.act("loan", loan, "report", &[("damage", "broken")])
        .unwrap();
    let job = desk.id("job", &[("what", "drill")]);
    let saved = desk.act("job", job, "finish", &[]).unwrap();
    let follow = saved.follow.expect("a follow-up");
    assert_eq!(follow.text("what"), "drill");
    let stamp = desk.stamp();
    let made = done(save::add(&mut desk.store, &follow, &stamp));
    assert_eq!(
        desk.value("job", job, "bill"),
        Value::Int(made.written.id),
        "the link came back"
    );
    // Adding the follow-up is one step with its link; undone, both are gone.
    done(desk.store.undo(&desk.stamp()));
    assert!(desk.value("job", job, "bill").is_empty());
    assert!(desk.record("repair", made.written.id).is_void());
    done(desk.store.undo(&desk.stamp()));
    assert_eq!(desk.record("job", job).state.as_deref(), Some("open"));
    done(desk.store.redo(&desk.stamp()));
    done(desk.store.redo(&desk.stamp()));
    assert_eq!(desk.value("job", job, "bill"), Value::Int(made.written.id));
}

const REPAIR: &str = r#"
id = "repair"
label = { zh = "账单", en = "Bills" }
title = "{what}"
[[field]]
id = "what"
label = { zh = "事项", en = "What" }
kind = "text"
[[field]]
id = "job"
label = { zh = "工作", en = "Job" }
kind = { reference = "job" }
"#;

const JOB: &str = r#"
id = "job"
label = { zh = "工作", en = "Jobs" }
title = "{what}"
[[field]]
id = "what"
label = { zh = "事项", en = "What" }
kind = "text"
[[field]]
id = "bill"
label = { zh = "账单", en = "Bill" }
kind = { reference = "repair" }
read_only = true
[[state]]
id = "open"
label = { zh = "开", en = "Open" }
[[state]]
id = "done"
label = { zh = "完", en = "Done" }
[[action]]
id = "finish"
label = { zh = "完成", en = "Finish" }
from = ["open"]
to = "done"
creates = { register = "repair", set = { what = "what" }, link = "bill" }
"#;

#[test]
fn a_unique_rule_speaks_in_its_own_words() {
    let account = r#"
id = "login"
label = { zh = "账号", en = "Logins" }
[[field]]
id = "system"
label = { zh = "系统", en = "System" }
kind = "text"
[[field]]
id = "name"
label = { zh = "名", en = "Name" }
kind = "text"
[[rule]]
id = "one_login"
kind = { unique = ["system", "name"] }
say = { zh = "同一系统内账号唯一。", en = "A login stands once in a system." }
"#;
    let mut desk = Desk::with(&[account]);
    let first = desk.id("login", &[("system", "oa"), ("name", "root")]);
    let said = complaints(desk.add("login", &[("system", "oa"), ("name", "root")]));
    assert_eq!(
        (said[0].code, said[0].message(Lang::En).as_str()),
        ("duplicate", "A login stands once in a system.")
    );
    desk.void("login", first).unwrap();
    desk.add("login", &[("system", "oa"), ("name", "root")])
        .expect("the void one does not count");
    // Bringing the void one back would make two.
    let stamp = desk.stamp();
    done(desk.store.undo(&stamp));
    done(desk.store.undo(&stamp));
    assert!(!desk.record("login", first).is_void());
    done(desk.store.redo(&stamp));
    done(desk.store.redo(&stamp));
}
