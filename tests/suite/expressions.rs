//! Expressions as `SQLite` computes them: over a draft and over the file, always with the same answer.

use deskbook::model::Value;
use proptest::prelude::*;

use super::desk::{Desk, PERSON, done};

const THING: &str = r#"
id = "thing"
label = { zh = "物", en = "Things" }
title = "{name}"
field = [
  { id = "name", label = { zh = "名", en = "Name" }, kind = "text" },
  { id = "n", label = { zh = "数", en = "N" }, kind = "integer" },
  { id = "w", label = { zh = "重", en = "Weight" }, kind = "number" },
  { id = "cost", label = { zh = "价", en = "Cost" }, kind = "money" },
  { id = "paid", label = { zh = "付", en = "Paid" }, kind = "money" },
  { id = "on", label = { zh = "日", en = "On" }, kind = "date" },
  { id = "till", label = { zh = "止", en = "Till" }, kind = "date" },
  { id = "at", label = { zh = "时", en = "At" }, kind = "moment" },
  { id = "end", label = { zh = "终", en = "End" }, kind = "moment" },
  { id = "good", label = { zh = "好", en = "Good" }, kind = "yes_no" },
  { id = "size", label = { zh = "大小", en = "Size" }, kind = { choice = [{ code = "s", zh = "小", en = "S" }, { code = "l", zh = "大", en = "L" }] } },
  { id = "ticks", label = { zh = "勾", en = "Ticks" }, kind = { checklist = [{ code = "a", zh = "甲", en = "A" }, { code = "ab", zh = "乙", en = "AB" }] } },
  { id = "who", label = { zh = "谁", en = "Who" }, kind = "person" },
  { id = "part_of", label = { zh = "属", en = "Part of" }, kind = { reference = "thing" } },
  { id = "rest", label = { zh = "欠", en = "Rest" }, kind = { computed = "cost - paid", as = "money" } },
  { id = "long", label = { zh = "长", en = "Long" }, kind = { computed = "hours(at, end)", as = "number" } },
  { id = "whole", label = { zh = "整", en = "Whole" }, kind = { computed = "hours(at, end)", as = "integer" } },
  { id = "parts", label = { zh = "件", en = "Parts" }, kind = { rows = [
    { id = "what", label = { zh = "何", en = "What" }, kind = "text" },
    { id = "price", label = { zh = "价", en = "Price" }, kind = "money" } ] } },
]
state = [
  { id = "zero", label = { zh = "零", en = "Zero" } },
  { id = "one", label = { zh = "一", en = "One" } },
  { id = "a_third", label = { zh = "三", en = "Third" } },
]
action = [{ id = "go", label = { zh = "去", en = "Go" }, to = "one" }, { id = "on", label = { zh = "再", en = "On" }, to = "a_third" }]
"#;

/// The desk's clock stands at 2026-03-02 09:00; person 1 is at the desk.
fn desk() -> (Desk, i64) {
    let mut desk = Desk::with(&[PERSON, THING]);
    desk.me = Some(desk.id("person", &[("name", "管理员甲")]));
    let whole = desk.id("thing", &[("name", "whole"), ("cost", "1000")]);
    desk.act("thing", whole, "on", &[]).unwrap();
    let id = desk.id(
        "thing",
        &[
            ("name", "Part 一"),
            ("n", "7"),
            ("w", "1.125"),
            ("cost", "1.13"),
            ("paid", "0.05"),
            ("on", "2026-01-31"),
            ("till", "2026-03-02"),
            ("at", "2026-03-02 08:30"),
            ("end", "2026-03-02 10:00"),
            ("good", "yes"),
            ("size", "s"),
            ("ticks", "ab"),
            ("who", "管理员甲"),
            ("part_of", "whole"),
        ],
    );
    let mut draft = desk.draft("thing", id, &[]);
    let line = |what: &str, price: &str| {
        [("what", what), ("price", price)]
            .map(|(k, v)| (k.to_owned(), deskbook::model::Answer::Typed(v.into())))
            .into()
    };
    draft.lines("parts", vec![line("x", "1.10"), line("y", "2.20")]);
    let stamp = desk.stamp();
    done(deskbook::rules::save::edit(
        &mut desk.store,
        &draft,
        None,
        &stamp,
    ));
    desk.act("thing", id, "go", &[]).unwrap();
    (desk, id)
}

#[test]
fn conditions_mean_what_a_clerk_expects() {
    let (desk, id) = desk();
    for (text, expected) in [
        // Amounts and decimals are kept scaled; nobody sees that.
        ("cost = 1.13", true),
        ("cost > 1.129", true),
        ("cost in (1.13, 5)", true),
        ("cost in (1.13, -3)", true),
        ("cost in (5, -3)", false),
        ("cost between 1.13 and 2", true),
        ("cost > -1", true),
        ("cost <> 1.13", false),
        ("1.13 = cost", true),
        ("cost > paid", true),
        ("cost - paid = 1.08", true),
        ("rest = 1.08", true),
        ("w = 1.125", true),
        ("w * 8 = 9", true),
        ("n / 2 = 3.5", true),
        ("n % 2 = 1", true),
        // States in their order, not by their letters.
        ("state = 'one'", true),
        ("state >= 'one'", true),
        ("state > 'zero'", true),
        ("state < 'a_third'", true),
        ("'a_third' > state", true),
        ("state between 'zero' and 'one'", true),
        ("state in ('zero', 'a_third')", false),
        ("ref(part_of, state) > 'one'", true),
        ("ref(part_of, state) = 'a_third'", true),
        ("ref(part_of, cost) = 1000", true),
        ("ref(part_of, cost) >= cost", true),
        // A date beside a moment is the whole day.
        ("at <= on", false),
        ("at >= till", true),
        ("at <= till", true),
        ("at = till", true),
        ("at > till", false),
        ("at <> till", false),
        ("till = at", true),
        ("at <= '2026-03-02'", true),
        ("at > '2026-03-02'", false),
        ("at between '2026-03-01' and '2026-03-02'", true),
        ("at >= '2026-03-02T08:30'", true),
        ("at <= '2026-03-02 08:30'", true),
        ("at < now()", true),
        ("at = today()", true),
        ("till = today()", true),
        // Yes and no.
        ("good", true),
        ("good = yes", true),
        ("good = no", false),
        ("not good", false),
        ("good is null", false),
        // Lists, texts and lines.
        ("has(ticks, 'a')", false),
        ("has(ticks, 'ab')", true),
        ("size = 's'", true),
        ("name like '%一'", true),
        ("lower(name) = 'part 一'", true),
        ("length(name) = 6", true),
        ("filled(name) and filled(n) and filled(parts)", true),
        ("parts is null", false),
        ("lines(parts) = 2", true),
        ("total(parts, price) = 3.3", true),
        ("who = me()", true),
        ("ref(who, name) = '管理员甲'", true),
        ("related('thing', 'part_of') = 0", true),
        ("coalesce(n, 0) + 1 = 8", true),
        ("least(n, 3) = 3 and greatest(n, 3) = 7", true),
        ("case size when 's' then n > 6 else no end", true),
        // Days, months, hours.
        ("days(on, till) = 30", true),
        ("months(on, till) = 1", true),
        ("months(on, '2026-02-28') = 1", true),
        ("months(on, '2026-02-27') = 0", true),
        ("months(on, add_months(on, 1)) = 1", true),
        ("months(on, add_months(on, 13)) = 13", true),
        ("add_months(on, 1) = '2026-02-28'", true),
        ("add_months(on, 25) = '2028-02-29'", true),
        ("add_months(till, -1) = '2026-02-02'", true),
        ("add_days(till, -2) = '2026-02-28'", true),
        ("add_hours(at, 24) = '2026-03-03T08:30'", true),
        ("add_minutes(at, 90) = end", true),
        ("hours(at, end) = 1.5", true),
        ("minutes(at, end) = 90", true),
        ("long = 1.5", true),
        (
            "year(on) = 2026 and month(on) = 1 and weekday(on) = 6",
            true,
        ),
        ("date(at) = till", true),
        ("age('2000-02-29') = 26", true),
        // The clock and the person beside everything else.
        (
            "today() > on and now() > at and who = me() and state = 'one' and id = 2 and related('thing', 'part_of') = 0",
            true,
        ),
        // The envelope.
        ("created_by = 'officer A' and rev = 3", true),
        ("created_at >= '2026-03-02'", true),
        ("void_at is null", true),
    ] {
        assert_eq!(
            desk.worth("thing", id, text),
            Value::Int(i64::from(expected)),
            "over the draft: {text}"
        );
        assert_eq!(
            desk.lists("thing", id, text),
            expected,
            "over the file: {text}"
        );
    }
    assert_eq!(
        desk.worth("thing", 1, "related('thing', 'part_of')"),
        Value::Int(1)
    );
}

#[test]
fn unknown_is_neither_yes_nor_no() {
    let (desk, _) = desk();
    for text in [
        "cost > paid",
        "at < now()",
        "good",
        "not good",
        "has(ticks, 'a') and good",
        "months(on, till) > 0",
        "parts is null and n > 0",
    ] {
        assert!(!desk.lists("thing", 1, text), "{text}");
        assert_ne!(desk.worth("thing", 1, text), Value::Int(1), "{text}");
    }
    assert!(desk.lists("thing", 1, "parts is null"));
    assert_eq!(desk.worth("thing", 1, "lines(parts) = 0"), Value::Int(1));
}

#[test]
fn computed_values_are_kept_whole_where_their_kind_is_whole() {
    let (desk, id) = desk();
    assert_eq!(desk.value("thing", id, "rest"), Value::Int(108));
    assert_eq!(desk.value("thing", id, "long"), Value::Int(1500));
    assert_eq!(desk.value("thing", id, "whole"), Value::Int(2));
    let stored: String = desk
        .raw()
        .query_row("SELECT typeof(whole) FROM thing WHERE id = ?", [id], |r| {
            r.get(0)
        })
        .unwrap();
    assert_eq!(stored, "integer");
}

/// Conditions put together at random from the parts above.
fn condition() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        Just("n".to_owned()),
        Just("cost".into()),
        Just("w".into()),
        Just("paid".into()),
        Just("rest".into()),
        Just("ref(part_of, cost)".into()),
        Just("total(parts, price)".into()),
        (-3..4_i32).prop_map(|n| n.to_string()),
        (0..300_u32).prop_map(|n| format!("{}.{:02}", n / 100, n % 100)),
        Just("days(on, at)".into()),
        Just("months(on, till)".into())
    ];
    let day = prop_oneof![
        Just("on".to_owned()),
        Just("till".into()),
        Just("at".into()),
        Just("end".into()),
        Just("today()".into()),
        Just("now()".into()),
        Just("add_months(on, 1)".into()),
        Just("add_days(at, 1)".into())
    ];
    let op = prop_oneof![
        Just("="),
        Just("<>"),
        Just("<"),
        Just("<="),
        Just(">"),
        Just(">=")
    ];
    let state = prop_oneof![Just("zero"), Just("one"), Just("a_third")];
    let leaf = prop_oneof![
        (number.clone(), op.clone(), number.clone()).prop_map(|(a, o, b)| format!("{a} {o} {b}")),
        (number.clone(), number.clone(), number.clone())
            .prop_map(|(a, b, c)| format!("{a} between {b} and {c}")),
        (number.clone(), number.clone(), number).prop_map(|(a, b, c)| format!("{a} in ({b}, {c})")),
        (day.clone(), op.clone(), day).prop_map(|(a, o, b)| format!("{a} {o} {b}")),
        (op.clone(), state.clone()).prop_map(|(o, s)| format!("state {o} '{s}'")),
        (op, state).prop_map(|(o, s)| format!("ref(part_of, state) {o} '{s}'")),
        Just("good".to_owned()),
        Just("has(ticks, 'a')".to_owned()),
        Just("filled(parts)".to_owned()),
        Just("who = me()".to_owned()),
        Just("related('thing', 'part_of') > 0".to_owned()),
        Just("id = 2".to_owned()),
        Just("size is null".to_owned()),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} and {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

#[test]
fn a_draft_and_the_file_always_agree() {
    let (desk, id) = desk();
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 300,
        ..ProptestConfig::default()
    };
    proptest!(config, |(text in condition())| {
        for record in [1, id] {
            prop_assert_eq!(desk.worth("thing", record, &text) == Value::Int(1), desk.lists("thing", record, &text), "{}", text);
        }
    });
}
