//! Expressions that look at other registers: paths, `this` and `up`, quantifiers over live records.

mod agree;
mod statements;
mod wrong;

use deskbook::model::expr::{Formula, Scope, check};
use deskbook::model::{Catalog, Lang, Value};
use deskbook::store::{Evaluator, Query, Subject};

use super::desk::{Desk, codes, form};

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

fn catalog() -> Catalog {
    Catalog::default().with(FORMS.map(|text| std::sync::Arc::new(form(text))))
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

/// The value over a record as a draft, and whether the file's list has the record.
fn both(desk: &Desk, register: &str, id: i64, text: &str) -> (Value, bool) {
    let catalog = desk.store.catalog();
    let form = catalog.form(register).unwrap();
    let formula = Formula::read(text, 0).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let found = check(&formula, Scope { form, catalog }, None);
    assert!(found.is_empty(), "{text}: {found:?}");
    let (stamp, record) = (desk.stamp(), desk.record(register, id));
    let subject = Subject {
        id: Some(id),
        state: record.state.as_deref(),
        number: None,
        values: &record.values,
    };
    let value = desk
        .store
        .reader(&stamp, Lang::Zh)
        .eval(&Evaluator::new(form, catalog, [&formula]), &subject)
        .unwrap_or_else(|e| panic!("{text}: {e}"))
        .remove(0);
    let query = Query {
        register: register.into(),
        filters: vec![formula],
        ..Query::default()
    };
    (value, desk.ids(&query).contains(&id))
}

fn hold(desk: &Desk, register: &str, id: i64, cases: &[(&str, bool)]) {
    for (text, expected) in cases {
        let (value, listed) = both(desk, register, id, text);
        let truth = value == Value::Int(1);
        assert_eq!(truth, *expected, "over the draft: {text}: {value:?}");
        assert_eq!(listed, *expected, "over the file: {text}");
    }
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
    let (nothing, _) = both(
        &desk,
        "machine",
        2,
        "streak(job, on, machine = this, today())",
    );
    assert_eq!(nothing, Value::Int(0));
}

const CHECKED: &str = r#"
id = "checked"
label = { zh = "查", en = "Checked" }
title = "{note}"
field = [
  { id = "note", label = { zh = "注", en = "Note" }, kind = "text" },
  { id = "machine", label = { zh = "设备", en = "Machine" }, kind = { reference = "machine", where = "some(job, machine = this)" } },
  { id = "why", label = { zh = "因", en = "Why" }, kind = "text", required = "some(job, machine = this.machine and state < 'closed')" },
  { id = "seen", label = { zh = "见", en = "Seen" }, kind = "text", show_when = "machine.price > 50" },
  { id = "jobs", label = { zh = "数", en = "Jobs" }, kind = { computed = "count(job, machine = this.machine)", as = "integer" }, listed = 1 },
]
state = [{ id = "open", label = { zh = "开", en = "Open" } }, { id = "done", label = { zh = "毕", en = "Done" } }]
action = [{ id = "finish", label = { zh = "毕", en = "Finish" }, to = "done", when = "none(job, machine = this.machine and state <> 'closed')", say = { zh = "还有维修", en = "jobs are open" } }]
rule = [{ id = "cheap", kind = { require = "sum(job, cost, machine = this.machine) < 5" }, say = { zh = "贵", en = "Too dear." } }]
view = [{ id = "busy", label = { zh = "忙", en = "Busy" }, where = "some(job, machine = this.machine and state < 'closed')", sort = ["jobs:desc"] }]
"#;

#[test]
fn every_place_of_a_form_may_ask_another_register() {
    let mut desk = desk();
    let stamp = desk.stamp();
    desk.store.apply(&form(CHECKED), CHECKED, &stamp).unwrap();
    assert_eq!(
        codes(desk.add("checked", &[("machine", "press")])),
        ["why:required"]
    );
    let id = desk.id(
        "checked",
        &[("machine", "press"), ("why", "noise"), ("seen", "dust")],
    );
    assert_eq!(desk.value("checked", id, "jobs"), Value::Int(3));
    assert_eq!(codes(desk.act("checked", id, "finish", &[])), ["-:action"]);
    let busy = desk
        .store
        .catalog()
        .form("checked")
        .unwrap()
        .view("busy")
        .unwrap()
        .clone();
    let query = Query {
        register: "checked".into(),
        filters: busy.filter.into_iter().collect(),
        sort: busy.sort,
        ..Query::default()
    };
    assert_eq!(desk.ids(&query), [id]);
    for job in [2, 3] {
        desk.act("job", job, "close", &[]).unwrap();
    }
    assert_eq!(desk.ids(&query), Vec::<i64>::new());
    desk.act("checked", id, "finish", &[])
        .expect("every job is closed");
    desk.id("job", &[("machine", "press"), ("cost", "1.70")]);
    assert_eq!(
        codes(desk.edit("checked", id, &[("note", "x"), ("why", "y")])),
        ["machine:rule"]
    );
}
