//! Expressions that look at other registers: paths, `this` and `up`, quantifiers over live records.

use deskbook::model::expr::Formula;
use deskbook::model::typing::{Frame, Touch, check};
use deskbook::model::{Lang, Value};
use deskbook::store::sql::Sqlite;
use deskbook::store::sql::expr::Emit;
use deskbook::store::{Evaluator, Subject};
use proptest::prelude::*;

use super::desk::{Desk, catalog, hold};

const PERSON: &str = r#"
id = "person"
label = { zh = "人员", en = "Staff" }
title = "{name}"
field = [
  { id = "name", label = { zh = "姓名", en = "Name" }, kind = "text" },
  { id = "chief", label = { zh = "上级", en = "Chief" }, kind = "person" },
]
"#;

const MACHINE: &str = r#"
id = "machine"
label = { zh = "设备", en = "Machines" }
title = "{name}"
field = [
  { id = "name", label = { zh = "名", en = "Name" }, kind = "text" },
  { id = "keeper", label = { zh = "保管", en = "Keeper" }, kind = "person" },
  { id = "price", label = { zh = "价", en = "Price" }, kind = "money" },
  { id = "bought_on", label = { zh = "购", en = "Bought" }, kind = "date" },
  { id = "open_jobs", label = { zh = "未结", en = "Open jobs" }, kind = { computed = "count(job, machine = this and state <> 'closed')", as = "integer" } },
  { id = "spent", label = { zh = "花费", en = "Spent" }, kind = { computed = "sum(job, cost, machine = this)", as = "money" } },
]
"#;

const JOB: &str = r#"
id = "job"
label = { zh = "维修", en = "Jobs" }
title = "{what}"
field = [
  { id = "what", label = { zh = "何", en = "What" }, kind = "text" },
  { id = "machine", label = { zh = "设备", en = "Machine" }, kind = { reference = "machine" } },
  { id = "by", label = { zh = "谁", en = "By" }, kind = "person" },
  { id = "on", label = { zh = "日", en = "On" }, kind = "date" },
  { id = "at", label = { zh = "时", en = "At" }, kind = "moment" },
  { id = "cost", label = { zh = "价", en = "Cost" }, kind = "money" },
  { id = "weight", label = { zh = "重", en = "Weight" }, kind = "number" },
  { id = "cause", label = { zh = "因", en = "Cause" }, kind = { choice = [{ code = "virus", zh = "毒", en = "Virus" }, { code = "wear", zh = "磨", en = "Wear" }] } },
  { id = "ticks", label = { zh = "勾", en = "Ticks" }, kind = { checklist = [{ code = "a", zh = "甲", en = "A" }, { code = "b", zh = "乙", en = "B" }] } },
]
state = [
  { id = "waiting", label = { zh = "等", en = "Waiting" } },
  { id = "begun", label = { zh = "始", en = "Begun" } },
  { id = "closed", label = { zh = "结", en = "Closed" } },
]
action = [{ id = "begin", label = { zh = "始", en = "Begin" }, to = "begun" }, { id = "close", label = { zh = "结", en = "Close" }, to = "closed" }]
"#;

const SPARE: &str = r#"
id = "spare"
label = { zh = "备件", en = "Spares" }
title = "{name}"
field = [
  { id = "name", label = { zh = "名", en = "Name" }, kind = "text" },
  { id = "job", label = { zh = "维修", en = "Job" }, kind = { reference = "job" } },
  { id = "machine", label = { zh = "设备", en = "Machine" }, kind = { reference = "machine" } },
  { id = "price", label = { zh = "价", en = "Price" }, kind = "money" },
]
"#;

const FORMS: [&str; 4] = [PERSON, MACHINE, JOB, SPARE];

/// What is wrong with an expression over a register, as `at+len code message (hint)`.
fn wrongs(register: &str, text: &str) -> Vec<String> {
    let catalog = catalog(&FORMS);
    let form = catalog.form(register).expect("a register");
    let scope = Frame::of(form, &catalog);
    let found = match Formula::read(text, 0) {
        Ok(formula) => check(&formula, scope, None),
        Err(wrong) => vec![wrong],
    };
    found
        .iter()
        .map(|w| {
            let hint = w.hint(Lang::En).map(|h| format!(" ({h})"));
            format!(
                "{}+{} {} {}{}",
                w.at.start,
                w.at.len(),
                w.code(),
                w.message(Lang::En),
                hint.unwrap_or_default()
            )
        })
        .collect()
}

/// Two machines. The first has three jobs and a void one, the second none; the jobs have spares.
fn desk() -> Desk {
    let mut desk = Desk::with(&FORMS);
    let chief = desk.id("person", &[("name", "值班长甲")]);
    desk.me = Some(desk.id(
        "person",
        &[("name", "值班员乙"), ("chief", &chief.to_string())],
    ));
    desk.id(
        "machine",
        &[
            ("name", "press"),
            ("keeper", "2"),
            ("price", "100.10"),
            ("bought_on", "2026-01-20"),
        ],
    );
    desk.id("machine", &[("name", "saw")]);
    for (what, on, at, cost, cause, ticks) in [
        (
            "belt",
            "2026-01-10",
            "2026-01-10 08:00",
            "1.10",
            "wear",
            "a",
        ),
        (
            "screw",
            "2026-02-10",
            "2026-02-10 23:59",
            "2.20",
            "virus",
            "b",
        ),
        ("oil", "", "", "", "wear", "a,b"),
        (
            "void",
            "2026-12-31",
            "2026-12-31 08:00",
            "900",
            "virus",
            "a",
        ),
    ] {
        desk.id(
            "job",
            &[
                ("what", what),
                ("machine", "press"),
                ("by", "1"),
                ("on", on),
                ("at", at),
                ("cost", cost),
                ("cause", cause),
                ("ticks", ticks),
                ("weight", "0.125"),
            ],
        );
    }
    desk.act("job", 1, "close", &[]).unwrap();
    desk.act("job", 2, "begin", &[]).unwrap();
    desk.void("job", 4).unwrap();
    for (name, job, machine, price) in [
        ("nut", "1", "1", "0.10"),
        ("bolt", "1", "1", "5"),
        ("ring", "2", "2", "3"),
    ] {
        desk.id(
            "spare",
            &[
                ("name", name),
                ("job", job),
                ("machine", machine),
                ("price", price),
            ],
        );
    }
    desk
}

#[test]
fn a_register_is_asked_about_its_live_records() {
    let desk = desk();
    hold(
        &desk,
        "machine",
        1,
        &[
            ("some(job, machine = this)", true),
            ("SOME (job, this = machine)", true),
            ("some(job, machine = this and on > '2026-12-01')", false),
            ("none(job, machine = this and on > '2026-12-01')", true),
            ("yes = some(job, machine = this)", true),
            ("count(job, machine = this) = 3", true),
            ("count(job, yes) = 3", true),
            ("count(job, machine = this and state < 'closed') = 2", true),
            ("count(job, machine = this and state >= 'begun') = 2", true),
            // What is not known does not count.
            ("count(job, machine = this and cost > 0) = 2", true),
            ("none(job, machine = this and not (cost > 0))", true),
            ("count(job, null) = 0", true),
            ("sum(job, cost, machine = this) = 3.3", true),
            ("sum(job, cost, machine = this) > 3.29", true),
            ("sum(job, cost * 2, machine = this) = 6.6", true),
            ("sum(job, weight, yes) = 0.375", true),
            ("sum(job, cost, what = 'nothing') = 0", true),
            ("first(job, on, machine = this) = '2026-01-10'", true),
            ("last(job, on, machine = this) = '2026-02-10'", true),
            ("last(job, at, machine = this) = '2026-02-10'", true),
            ("last(job, at, machine = this) <= '2026-02-10'", true),
            ("last(job, cost, machine = this) = 2.2", true),
            ("last(job, on, what = 'oil') is null", true),
            ("days(bought_on, last(job, on, machine = this)) = 21", true),
            // States in their order: closed comes before waiting in the alphabet, not here.
            ("first(job, state, machine = this) = 'waiting'", true),
            ("last(job, state, machine = this) = 'closed'", true),
            ("last(job, state, machine = this) > 'begun'", true),
            ("last(job, machine, yes) = this", true),
            // The record around.
            ("some(job, machine = this and on > this.bought_on)", true),
            ("some(job, machine = this and on < this.bought_on)", true),
            ("some(job, cost > this.price)", false),
            ("some(job, by = this.keeper.chief)", true),
            ("some(job, by = this.keeper)", false),
            ("some(job, machine = this and machine.keeper = me())", true),
            ("some(job, machine.keeper.chief = by)", true),
            ("some(job, has(ticks, 'a') and has(ticks, 'b'))", true),
            ("some(machine, id <> this)", true),
            ("some(machine, name = this.name and id <> this)", false),
            // Quantifiers within quantifiers.
            (
                "some(job, machine = this and some(spare, job = up and machine = this))",
                true,
            ),
            (
                "count(job, machine = this and none(spare, job = up)) = 1",
                true,
            ),
            (
                "count(job, some(spare, job = up and price > up.cost)) = 2",
                true,
            ),
            (
                "some(job, some(spare, job = up and machine <> up.machine and machine <> this))",
                true,
            ),
            (
                "sum(job, sum(spare, price, job = up), machine = this) = 8.1",
                true,
            ),
            // Paths and this without a quantifier.
            (
                "this.name = name and this.keeper.chief.name = '值班长甲'",
                true,
            ),
            ("keeper.chief.id = 1 and keeper.chief.chief is null", true),
        ],
    );
    hold(
        &desk,
        "machine",
        2,
        &[
            ("some(job, machine = this)", false),
            ("none(job, machine = this)", true),
            ("count(job, machine = this) = 0", true),
            ("sum(job, cost, machine = this) = 0", true),
            ("last(job, on, machine = this) is null", true),
            ("last(job, state, machine = this) is null", true),
            ("keeper.chief.name is null", true),
            ("some(job, by = this.keeper)", false),
            ("none(job, by <> this.keeper)", true),
            ("some(spare, machine = this and job.machine <> this)", true),
            (
                "some(spare, machine = this and job.machine.open_jobs = 2)",
                true,
            ),
            (
                "some(spare, job.state >= 'begun' and job.state < 'closed' and job.cost = 2.2)",
                true,
            ),
        ],
    );
}

#[test]
fn computed_fields_look_at_other_registers_and_stand_on_their_own_record() {
    let desk = desk();
    assert_eq!(desk.value("machine", 1, "open_jobs"), Value::Int(2));
    assert_eq!(desk.value("machine", 1, "spent"), Value::Int(330));
    assert_eq!(desk.value("machine", 2, "spent"), Value::Int(0));
    hold(
        &desk,
        "job",
        2,
        &[
            ("machine.open_jobs = 2 and machine.spent = 3.3", true),
            (
                "some(job, machine = this.machine and machine.spent > 3)",
                true,
            ),
        ],
    );
    hold(
        &desk,
        "person",
        1,
        &[
            (
                "count(machine, keeper.chief = this and open_jobs = 2) = 1",
                true,
            ),
            ("sum(machine, spent, yes) = 3.3", true),
        ],
    );
}

#[test]
fn a_record_that_is_not_born_yet_has_nothing_pointing_at_it() {
    let desk = desk();
    let catalog = desk.store.catalog();
    let machine = catalog.form("machine").unwrap();
    let stamp = desk.stamp();
    for (text, expected) in [
        ("some(job, machine = this)", 0),
        ("none(job, machine = this)", 1),
        ("count(job, machine <> this)", 0),
        ("some(job, by = this.keeper.chief)", 1),
    ] {
        let formula = Formula::read(text, 0).unwrap();
        let mut values = vec![Value::Empty; machine.fields.len()];
        values[1] = Value::Int(2);
        let subject = Subject {
            id: None,
            state: None,
            number: None,
            values: &values,
        };
        let evaluator = Evaluator::new(machine, catalog, [&formula]);
        let found = desk
            .store
            .reader(&stamp, Lang::Zh)
            .eval(&evaluator, &subject);
        assert_eq!(found.unwrap(), [Value::Int(expected)], "{text}");
    }
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let none: [&str; 0] = [];
    let mut wrong = Vec::new();
    for (text, said) in [
        (
            "some(jobb, machine = this)",
            "5+4 E17 there is no register `jobb` (did you mean job?)",
        ),
        (
            "some('job', machine = this)",
            "5+5 E17 some begins with the bare name of a register (some(register, condition))",
        ),
        (
            "some(this, yes)",
            "5+4 E17 some begins with the bare name of a register (some(register, condition))",
        ),
        ("some(job)", "0+4 E15 some takes 2 arguments, here are 1"),
        (
            "sum(job, cost)",
            "0+3 E15 sum takes 3 arguments, here are 2",
        ),
        (
            "some(job, machin = this)",
            "10+6 E10 job has no field `machin` (did you mean machine?)",
        ),
        (
            "some(job, machine = this and price > 3)",
            "29+5 E10 job has no field `price`",
        ),
        (
            "some(job, cost)",
            "10+4 E11 a condition is needed, this is an amount",
        ),
        (
            "some(job, by = this)",
            "15+4 E12 a record of person is not one of machine",
        ),
        (
            "some(job, this = by)",
            "17+2 E12 a record of machine is not one of person",
        ),
        (
            "some(job, machine = up.keeper)",
            "20+9 E12 a record of machine is not one of person",
        ),
        (
            "some(job, machine = me())",
            "20+4 E12 a record of machine is not one of person",
        ),
        (
            "some(job, some(spare, job = this))",
            "28+4 E12 a record of job is not one of machine",
        ),
        (
            "some(job, some(spare, machine = up))",
            "32+2 E12 a record of machine is not one of job",
        ),
        (
            "some(job, state = 'close')",
            "19+5 E13 job has no state `close` (did you mean closed?)",
        ),
        (
            "some(job, machine = this and cause = 'vrus')",
            "38+4 E14 cause has no choice `vrus` (did you mean virus?)",
        ),
        (
            "last(job, state, yes) = 'close'",
            "25+5 E13 job has no state `close` (did you mean closed?)",
        ),
        (
            "first(job, cause, yes) = 'vrus'",
            "26+4 E14 cause has no choice `vrus` (did you mean virus?)",
        ),
        (
            "some(job, on > this.bougt_on)",
            "20+8 E10 machine has no field `bougt_on` (did you mean bought_on?)",
        ),
        (
            "some(job, on > this.name)",
            "15+9 E12 a date cannot be compared with a text",
        ),
        (
            "sum(job, what, yes) > 0",
            "9+4 E11 a number is needed, this is a text",
        ),
        (
            "up.name = 'x'",
            "0+2 E21 there is no record around this one (`up` stands only inside some(…) and its like)",
        ),
        (
            "this = 1",
            "7+1 E12 a record cannot be compared with a number",
        ),
        (
            "keeper.nme = 'x'",
            "7+3 E10 person has no field `nme` (did you mean name?)",
        ),
        (
            "keeper.chief.nme = 'x'",
            "13+3 E10 person has no field `nme` (did you mean name?)",
        ),
        (
            "name.length = 1",
            "0+4 E16 machine.name does not refer to a register",
        ),
        (
            "keeper.name.x = 1",
            "7+4 E16 person.name does not refer to a register",
        ),
        (
            "keepr.name = 'x'",
            "0+5 E10 machine has no field `keepr` (did you mean keeper?)",
        ),
        (
            "keeper.chief.chief.chief.chief.chief.name = ''",
            "37+4 E06 a path leads through 6 records at most",
        ),
        (
            "streak(job, what, machine = this, today()) > 1",
            "12+4 E11 a date is needed, this is a text",
        ),
        (
            "streak(job, on, machine = this, name) > 1",
            "32+4 E11 a date is needed, this is a text",
        ),
        (
            "some(job, streak(job, on, yes, price) > 1)",
            "31+5 E10 job has no field `price`",
        ),
        (
            "count(distinct job, yes) > 1",
            "0+5 E05 count cannot be called in this way",
        ),
        (
            "somme(job, yes)",
            "0+5 E04 there is no function `somme` (did you mean some?)",
        ),
    ] {
        let found = wrongs("machine", text);
        if found != [said] {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for text in [
        "streak(job, at, machine = this, bought_on) > 1",
        "id = this",
        "keeper = keeper.chief and keeper.chief = me()",
        "some(machine, keeper = this.keeper)",
        "case when yes then keeper else keeper.chief end = me()",
    ] {
        assert_eq!(wrongs("machine", text), none, "{text}");
    }
}

#[test]
fn far_names_are_not_our_own() {
    let names = |text: &str| Formula::read(text, 0).unwrap().root().names().join(" ");
    for (text, own) in [
        (
            "some(job, machine = this and on > this.bought_on and cost > price)",
            "bought_on id",
        ),
        (
            "some(job, some(spare, price > up.cost and machine = this.twin.other) and up.name = what)",
            "name twin",
        ),
        ("streak(job, on, machine = this, bought_on)", "bought_on id"),
        ("keeper.chief.name = name", "keeper name"),
        ("sum(job, cost, yes) > price", "price"),
        (
            "some(job, total(parts, price) > 1 and ref(machine, name) = '')",
            "",
        ),
    ] {
        assert_eq!(names(text), own, "{text}");
    }
    let local = |text: &str| Formula::read(text, 0).unwrap().root().is_local();
    assert!(local("this.name = name and price > 1"));
    assert!(!local("keeper.name = 'x'") && !local("this.keeper.name = 'x'"));
    assert!(!local("some(job, yes)") && !local("1 + count(job, yes) > 2"));
}

fn sql(register: &str, text: &str) -> String {
    let catalog = catalog(&FORMS);
    let form = catalog.form(register).unwrap();
    Emit::new(&Sqlite, form, &catalog, "r").expr(Formula::read(text, 0).unwrap().root())
}

#[test]
fn the_statements_leave_columns_bare_for_their_indexes() {
    let none = "(NOT EXISTS (SELECT 1 FROM job AS q1 WHERE q1.void_at IS NULL AND ((q1.machine = r.id) \
         AND (EXISTS (SELECT 1 FROM spare AS q2 WHERE q2.void_at IS NULL AND ((q2.job = q1.id) \
         AND (q2.machine = r.id)))))))";
    let some = "(EXISTS (SELECT 1 FROM job AS q1 WHERE q1.void_at IS NULL AND ((((q1.machine = r.id) \
         AND (+q1.state IN ('waiting', 'begun'))) AND (q1.cost >= 150)) AND (q1.at >= r.bought_on))))";
    let state = "(SELECT q1.state FROM job AS q1 WHERE q1.void_at IS NULL AND (q1.machine = r.id) AND \
         q1.state IS NOT NULL ORDER BY CASE q1.state WHEN 'waiting' THEN 0 WHEN 'begun' THEN 1 WHEN 'closed' \
         THEN 2 END DESC LIMIT 1)";
    let streak = "(SELECT count(*) FROM (SELECT top, goal, k + row_number() OVER (ORDER BY k DESC) AS run FROM \
         (SELECT CAST(substr(m, 1, 4) AS INTEGER) * 12 + CAST(substr(m, 6, 2) AS INTEGER) AS k, \
         CAST(substr(u, 1, 4) AS INTEGER) * 12 + CAST(substr(u, 6, 2) AS INTEGER) AS goal, \
         max(CAST(substr(m, 1, 4) AS INTEGER) * 12 + CAST(substr(m, 6, 2) AS INTEGER)) OVER () AS top FROM \
         (SELECT DISTINCT substr(q1.at, 1, 7) AS m, substr(:today, 1, 7) AS u FROM job AS q1 \
         WHERE q1.void_at IS NULL AND (q1.machine = r.id)) WHERE m <= u)) WHERE run = top + 1 AND top >= goal - 1)";
    for (text, expected) in [
        (
            "some(job, machine = this and state < 'closed' and cost >= 1.5 and at >= this.bought_on)",
            some,
        ),
        (
            "none(job, machine = this and some(spare, job = up and machine = this))",
            none,
        ),
        (
            "sum(job, cost, machine = this)",
            "(SELECT coalesce(sum(q1.cost), 0) / 100.0 FROM job AS q1 WHERE q1.void_at IS NULL AND (q1.machine = r.id))",
        ),
        ("last(job, state, machine = this)", state),
        (
            "keeper.chief.name",
            "(SELECT (SELECT r_keeper_chief.name FROM person AS r_keeper_chief WHERE r_keeper_chief.id = \
             r_keeper.chief) FROM person AS r_keeper WHERE r_keeper.id = r.keeper)",
        ),
        ("streak(job, at, machine = this, today())", streak),
    ] {
        assert_eq!(sql("machine", text).replace('"', ""), expected, "{text}");
    }
}

/// Months in a row counted by hand, as numbers of months.
fn naive_streak(months: &[i32], until: i32) -> i64 {
    let has = |month: i32| months.contains(&month);
    let newest = if has(until) { until } else { until - 1 };
    i64::try_from((0..99).take_while(|back| has(newest - back)).count()).unwrap()
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

#[test]
fn a_streak_ends_where_a_month_is_missing() {
    let desk = desk();
    hold(
        &desk,
        "machine",
        1,
        &[
            ("streak(job, on, machine = this, '2026-02-01') = 2", true),
            ("streak(job, on, machine = this, today()) = 2", true),
            ("streak(job, at, machine = this, now()) = 2", true),
            ("streak(job, on, machine = this, '2026-04-01') = 0", true),
            ("streak(job, on, machine = this, bought_on) = 1", true),
            (
                "streak(job, on, machine = this and cause = 'wear', '2026-02-28') = 1",
                true,
            ),
            ("streak(job, on, machine = this, null) = 0", true),
        ],
    );
    let none = "streak(job, on, machine = this, today())";
    assert_eq!(desk.worth("machine", 2, none), Value::Int(0));
    assert!(!desk.lists("machine", 2, none));
}

#[test]
fn a_changed_record_touches_those_it_points_at() {
    let catalog = catalog(&FORMS);
    let touches = |on: &str, text: &str| {
        let formula = Formula::read(text, 0).unwrap();
        let scope = Frame::of(catalog.form(on).unwrap(), &catalog);
        let all = formula.root().registers(scope);
        let said = all.iter().map(|(register, touch)| match touch {
            Touch::Unread => format!("{register} never"),
            Touch::Whole => format!("{register} *"),
            Touch::By(links) => {
                let links: Vec<String> = links
                    .iter()
                    .map(|l| format!("{}={}", l.own, l.far))
                    .collect();
                format!("{register} {}", links.join(" "))
            }
        });
        said.collect::<Vec<_>>().join(", ")
    };
    for (on, text, said) in [
        ("machine", "price > 3", ""),
        ("machine", "some(job, machine = this)", "job id=machine"),
        (
            "machine",
            "some(job, cost > 1 and (this = machine and yes))",
            "job id=machine",
        ),
        ("machine", "some(job, machine = this or cost > 1)", "job *"),
        ("machine", "some(job, not (machine = this))", "job *"),
        ("machine", "some(job, by = this.keeper)", "job keeper=by"),
        (
            "machine",
            "some(job, by = this.keeper and machine = this)",
            "job id=machine",
        ),
        (
            "machine",
            "some(job, by = this.keeper.chief)",
            "job *, person keeper=id",
        ),
        (
            "machine",
            "some(job, machine = this) and none(job, by = this.keeper)",
            "job id=machine keeper=by",
        ),
        (
            "machine",
            "some(job, machine = this) and count(job, yes) > 3",
            "job *",
        ),
        ("machine", "some(job, what = this.name)", "job name=what"),
        (
            "machine",
            "some(job, cost = this.price and at = this.bought_on)",
            "job price=cost",
        ),
        ("machine", "some(job, at = this.bought_on)", "job *"),
        (
            "machine",
            "some(job, machine = this and some(spare, job = up))",
            "job id=machine, spare *",
        ),
        (
            "machine",
            "some(job, machine = this and some(spare, job = up and machine = this))",
            "job id=machine, spare id=machine",
        ),
        (
            "machine",
            "some(job, machine = up and by.name = up.name)",
            "job id=machine, person *",
        ),
        ("machine", "keeper.name = 'x'", "person keeper=id"),
        (
            "machine",
            "ref(keeper, name) = this.keeper.chief.name",
            "person *",
        ),
        ("machine", "open_jobs = 0", "job id=machine"),
        ("machine", "related('job', 'machine') > 0", "job id=machine"),
        (
            "machine",
            "streak(job, on, machine = this, keeper.chief.name) > 0",
            "job id=machine, person *",
        ),
        ("job", "machine.open_jobs > 0", "job *, machine machine=id"),
        (
            "job",
            "some(spare, job = this and machine.open_jobs > 0)",
            "job *, machine *, spare id=job",
        ),
        ("machine", "param('contact.minutes') > 1", "rule_param *"),
        (
            "machine",
            "holds(keeper, 'x') or holds(keeper.chief, 'x', bought_on)",
            "person keeper=id, role_appointment *",
        ),
        (
            "machine",
            "holds(keeper, 'x', bought_on)",
            "role_appointment keeper=person",
        ),
        (
            "machine",
            "holds(me(), 'x')",
            "person *, role_appointment *",
        ),
        ("machine", "staffed('x')", "person *, role_appointment *"),
    ] {
        assert_eq!(touches(on, text), said, "{on}: {text}");
    }
    let calendar = |text: &str| {
        let form = catalog.form("machine").unwrap();
        let scope = Frame::of(form, &catalog);
        Formula::read(text, 0).unwrap().root().needs_calendar(scope)
    };
    assert!(calendar("some(job, is_working_day(on))"));
    assert!(!calendar(
        "open_jobs > 0 and add_days(bought_on, 1) < today()"
    ));
}
