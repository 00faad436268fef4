//! Random conditions: a recount gives the same streak, the file and a draft agree.

use deskbook::model::expr::Formula;
use deskbook::model::{Lang, Value};
use deskbook::store::{Evaluator, Subject};
use proptest::prelude::*;

use super::{both, desk};

/// Months in a row counted by hand, as numbers of months.
fn naive_streak(months: &[i32], until: i32) -> i64 {
    let has = |month: i32| months.contains(&month);
    let newest = if has(until) { until } else { until - 1 };
    (0..).take_while(|back| has(newest - back)).count() as i64
}

#[test]
fn a_streak_is_what_a_recount_gives() {
    let desk = desk();
    let catalog = desk.store.catalog().clone();
    let machine = catalog.form("machine").unwrap();
    let values = vec![Value::Empty; machine.fields.len()];
    let raw = desk.raw();
    raw.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    let last = std::cell::Cell::new(100_i64);
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 150,
        ..ProptestConfig::default()
    };
    // Around the turns of two years; the day within the month does not matter, nor do two in one month.
    let months = proptest::collection::vec((0..18_i32, 1..29_u32, any::<bool>()), 0..24);
    proptest!(config, |(months in months, until in 0..20_i32, as_moment in any::<bool>())| {
        last.set(last.get() + 1);
        let id = last.get();
        let text = |month: i32, day: u32| format!("{}-{:02}-{day:02}", 2024 + (9 + month) / 12, (9 + month) % 12 + 1);
        raw.execute_batch("BEGIN").unwrap();
        for (month, day, void) in &months {
            let on = text(*month, *day);
            raw.execute(
                "INSERT INTO job (rev, state, created_at, created_by, updated_at, updated_by, machine, \"on\", at, void_at)
                 VALUES (1, 'waiting', '', '', '', '', ?1, ?2, ?2 || 'T23:59', ?3)",
                rusqlite::params![id, on, void.then_some("2026-01-01")],
            ).unwrap();
        }
        raw.execute_batch("COMMIT").unwrap();
        let live: Vec<i32> = months.iter().filter(|(.., void)| !void).map(|(month, ..)| *month).collect();
        let field = if as_moment { "at" } else { "on" };
        let until_text = format!("streak(job, {field}, machine = this, '{}')", text(until, 15));
        let formula = Formula::read(&until_text, 0).unwrap();
        let subject = Subject { id: Some(id), state: None, number: None, values: &values };
        let stamp = desk.stamp();
        let found = desk.store.reader(&stamp, Lang::Zh)
            .eval(&Evaluator::new(machine, &catalog, [&formula]), &subject).unwrap();
        prop_assert_eq!(&found, &[Value::Int(naive_streak(&live, until))], "{:?} until {}", live, until);
    });
}

/// Conditions over a register at some depth, where `this` is a machine and `up` what stands around.
fn inside(register: &'static str, depth: u32) -> BoxedStrategy<String> {
    let op = prop_oneof![Just("="), Just("<>"), Just("<"), Just(">=")];
    let own: &[&str] = match register {
        "machine" => &[
            "price",
            "days(bought_on, today())",
            "open_jobs",
            "spent",
            "length(keeper.name)",
            "id",
        ],
        "job" => &[
            "cost",
            "weight",
            "machine.price",
            "days(on, this.bought_on)",
            "machine.spent",
            "month(at)",
        ],
        _ => &[
            "price",
            "job.cost",
            "job.machine.price",
            "machine.open_jobs",
            "job.weight",
        ],
    };
    let number = prop_oneof![
        proptest::sample::select(own).prop_map(str::to_owned),
        Just("this.price".to_owned()),
        (0..300_u32).prop_map(|n| format!("{}.{:02}", n / 100, n % 100)),
    ];
    let compared =
        (number.clone(), op, number.clone()).prop_map(|(a, o, b)| format!("{a} {o} {b}"));
    let listed =
        (number.clone(), number.clone(), number).prop_map(|(a, b, c)| format!("{a} in ({b}, {c})"));
    let other: &[&str] = match register {
        "machine" => &[
            "keeper = this.keeper",
            "id <> this",
            "keeper is null",
            "bought_on > '2026-01-01'",
        ],
        "job" => &[
            "machine = this",
            "state >= 'begun'",
            "state < this.open_jobs || ''",
            "at <= on",
            "has(ticks, 'a')",
            "by = this.keeper.chief",
        ],
        _ => &[
            "machine = this",
            "job.state > 'waiting'",
            "job.machine = this",
            "job.at > this.bought_on",
            "name like '%t'",
        ],
    };
    let word = proptest::sample::select(other).prop_map(str::to_owned);
    let leaf = prop_oneof![compared, listed, word];
    if depth == 0 {
        return leaf.boxed();
    }
    let far = move |far: &'static str| {
        let value: &'static str = if far == "machine" {
            "price"
        } else if far == "job" {
            "cost"
        } else {
            "price"
        };
        prop_oneof![
            inside(far, depth - 1).prop_map(move |c| format!("some({far}, {c})")),
            inside(far, depth - 1).prop_map(move |c| format!("none({far}, not ({c}))")),
            inside(far, depth - 1)
                .prop_map(move |c| format!("count({far}, {c} and up.id > 0) > 1")),
            inside(far, depth - 1).prop_map(move |c| format!("sum({far}, {value}, {c}) > 5.5")),
            inside(far, depth - 1).prop_map(move |c| format!("last({far}, {value}, {c}) <= 5")),
        ]
    };
    let joined = (
        leaf.clone(),
        inside(register, depth - 1),
        proptest::bool::ANY,
    )
        .prop_map(|(a, b, and)| format!("({a} {} {b})", if and { "and" } else { "or" }));
    prop_oneof![leaf, joined, far("machine"), far("job"), far("spare")].boxed()
}

#[test]
fn a_draft_and_the_file_always_agree_about_other_registers() {
    let desk = desk();
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 200,
        ..ProptestConfig::default()
    };
    proptest!(config, |(text in inside("machine", 3))| {
        for id in [1, 2] {
            let (value, listed) = both(&desk, "machine", id, &text);
            prop_assert_eq!(value == Value::Int(1), listed, "{}", text);
        }
    });
}
