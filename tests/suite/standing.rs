//! Functions that look at the house: roles, units, figures, the ledger; and the days of the calendar.

use deskbook::model::Lang;
use deskbook::model::expr::Formula;
use deskbook::model::typing::{Frame, check};

use super::desk::{Desk, UNIT, at, hold};

const PERSON: &str = r#"
id = "person"
label = { zh = "人员", en = "Staff" }
title = "{name}"
field = [
  { id = "name", label = { zh = "姓名", en = "Name" }, kind = "text" },
  { id = "status", label = { zh = "状态", en = "Status" }, kind = "state" },
]
state = [
  { id = "active", label = { zh = "在职", en = "Active" } },
  { id = "left", label = { zh = "离职", en = "Left" } },
]
action = [{ id = "leave", label = { zh = "离职", en = "Leave" }, to = "left" }]
"#;

const APPOINTMENT: &str = r#"
id = "role_appointment"
label = { zh = "任命", en = "Appointments" }
title = "{role}"
field = [
  { id = "role", label = { zh = "岗位", en = "Role" }, kind = { choice = [{ code = "guard", zh = "警卫", en = "Guard" }, { code = "cook", zh = "厨师", en = "Cook" }, { code = "nurse", zh = "护士", en = "Nurse" }] } },
  { id = "person", label = { zh = "谁", en = "Who" }, kind = "person" },
  { id = "scope_unit", label = { zh = "部门", en = "Unit" }, kind = { reference = "org_unit" } },
  { id = "from_date", label = { zh = "起", en = "From" }, kind = "date" },
  { id = "to_date", label = { zh = "止", en = "To" }, kind = "date" },
]
state = [
  { id = "proposed", label = { zh = "拟", en = "Proposed" } },
  { id = "in_post", label = { zh = "任", en = "In post" } },
  { id = "ended", label = { zh = "止", en = "Ended" } },
]
action = [{ id = "appoint", label = { zh = "任", en = "Appoint" }, to = "in_post" }, { id = "end", label = { zh = "止", en = "End" }, to = "ended" }]
"#;

const FIGURE: &str = r#"
id = "rule_param"
label = { zh = "参数", en = "Figures" }
title = "{code}"
field = [
  { id = "code", label = { zh = "码", en = "Code" }, kind = "text" },
  { id = "value", label = { zh = "值", en = "Value" }, kind = "number" },
]
"#;

const WATCH: &str = r#"
id = "watch"
label = { zh = "值班", en = "Watches" }
title = "{note}"
field = [
  { id = "note", label = { zh = "注", en = "Note" }, kind = "text" },
  { id = "who", label = { zh = "谁", en = "Who" }, kind = "person" },
  { id = "unit", label = { zh = "部门", en = "Unit" }, kind = { reference = "org_unit" } },
  { id = "on", label = { zh = "日", en = "On" }, kind = "date" },
  { id = "at", label = { zh = "时", en = "At" }, kind = "moment" },
  { id = "twice", label = { zh = "倍", en = "Twice" }, kind = { computed = "earliest(on, add_years(on, 1))", as = "date" } },
  { id = "standing", label = { zh = "状态", en = "Standing" }, kind = "state" },
]
state = [
  { id = "open", label = { zh = "开", en = "Open" } },
  { id = "shut", label = { zh = "关", en = "Shut" } },
]
action = [{ id = "shut", label = { zh = "关", en = "Shut" }, to = "shut" }]
"#;

/// The clock stands at 2026-03-02. Units 1 > 2 > 3, and 4 alone. Person 1 guards unit 2, was a cook; person 2 has left.
fn desk() -> Desk {
    let mut desk = Desk::with(&[PERSON, UNIT, APPOINTMENT, FIGURE, WATCH]);
    for name in ["值班员甲", "值班员乙", "值班员丙"] {
        desk.id("person", &[("name", name)]);
    }
    for (name, parent) in [
        ("hq", ""),
        ("branch", "1"),
        ("workshop", "2"),
        ("other", ""),
    ] {
        desk.id("org_unit", &[("name", name), ("parent", parent)]);
    }
    for (role, person, unit, from, to, action) in [
        ("guard", "1", "2", "2026-01-01", "", "appoint"),
        ("cook", "1", "", "2025-01-01", "2026-03-01", "end"),
        ("nurse", "2", "", "2025-01-01", "", "appoint"),
        ("cook", "3", "", "2026-01-01", "2026-03-02", "propose"),
        ("nurse", "3", "", "2026-03-03", "", "appoint"),
        ("nurse", "3", "", "2024-01-01", "", "void"),
    ] {
        let id = desk.id(
            "role_appointment",
            &[
                ("role", role),
                ("person", person),
                ("scope_unit", unit),
                ("from_date", from),
                ("to_date", to),
            ],
        );
        match action {
            "propose" => {}
            "void" => drop(desk.void("role_appointment", id).unwrap()),
            action => drop(desk.act("role_appointment", id, action, &[]).unwrap()),
        }
    }
    desk.act("person", 2, "leave", &[]).unwrap();
    desk.id(
        "watch",
        &[
            ("note", "Night Watch 甲"),
            ("who", "1"),
            ("unit", "3"),
            ("on", "2026-02-28"),
            ("at", "2026-02-28 21:30"),
        ],
    );
    desk.id(
        "watch",
        &[
            ("note", "x"),
            ("who", "2"),
            ("unit", "4"),
            ("on", "2024-02-29"),
        ],
    );
    desk
}

#[test]
fn roles_are_held_from_day_to_day() {
    let desk = desk();
    hold(
        &desk,
        "watch",
        1,
        &[
            ("holds(who, 'guard')", true),
            ("holds(who, 'guard', '2025-12-31')", false),
            ("holds(who, 'guard', on) and holds(who, 'guard', at)", true),
            ("holds(who, 'cook')", false),
            ("holds(who, 'cook', '2026-03-01')", true),
            ("holds(who, 'cook', '2026-03-02')", false),
            ("holds(who, 'cook', '2026-03-01T23:59')", true),
            ("holds(who, 'nurse')", false),
            ("holds(null, 'guard')", false),
            // For the unit, or one above; not for one below or beside.
            ("staffed('guard')", true),
            ("staffed('guard', unit)", true),
            ("staffed('guard', unit.parent)", true),
            ("staffed('guard', unit.parent.parent)", false),
            // Who has left, is only proposed, begins tomorrow or was entered by mistake, is no nurse and no cook.
            ("staffed('nurse')", false),
            ("staffed('cook')", false),
            ("some(watch, staffed('guard', unit) and id = this)", true),
            ("count(watch, holds(who, 'guard')) = 1", true),
            ("within(unit, unit) and within(unit, unit.parent)", true),
            ("within(unit, unit.parent.parent)", true),
            ("within(unit.parent, unit)", false),
            ("within(unit, null)", false),
            ("count(org_unit, within(id, this.unit.parent)) = 2", true),
            (
                "some(org_unit, name = 'other' and within(this.unit, id))",
                false,
            ),
        ],
    );
    hold(
        &desk,
        "watch",
        2,
        &[
            ("holds(who, 'nurse')", false),
            ("holds(who, 'nurse', today())", true),
            ("staffed('guard', unit)", false),
            ("some(org_unit, within(up.unit, id))", true),
        ],
    );
}

#[test]
fn a_ring_of_units_ends() {
    let mut desk = desk();
    desk.edit("org_unit", 1, &[("parent", "3")]).unwrap();
    hold(
        &desk,
        "watch",
        1,
        &[
            ("within(unit.parent.parent, unit)", true),
            ("staffed('guard', unit.parent.parent)", true),
        ],
    );
}

#[test]
fn a_figure_is_the_desks_own_or_the_shipped_one() {
    let mut desk = desk();
    hold(&desk, "watch", 1, &[("param('contact.minutes') = 3", true)]);
    let id = desk.id(
        "rule_param",
        &[("code", "contact.minutes"), ("value", "2.5")],
    );
    hold(
        &desk,
        "watch",
        1,
        &[
            ("param('contact.minutes') = 2.5", true),
            (
                "add_minutes(at, 60 * param('contact.minutes')) = '2026-03-01T00:00'",
                true,
            ),
        ],
    );
    desk.void("rule_param", id).unwrap();
    hold(&desk, "watch", 1, &[("param('contact.minutes') = 3", true)]);
}

#[test]
fn the_ledger_tells_when_a_field_was_changed() {
    let mut desk = desk();
    hold(
        &desk,
        "watch",
        1,
        &[(
            "changed_at('note') is null and changed_at('state') is null",
            true,
        )],
    );
    desk.now = at("2026-03-05T10:20");
    desk.edit(
        "watch",
        1,
        &[("note", r#"says "on":["a","b"] and \"at\":["#)],
    )
    .unwrap();
    desk.now = at("2026-03-06T11:00");
    desk.act("watch", 1, "shut", &[]).unwrap();
    desk.edit("watch", 2, &[("on", "2024-03-01")]).unwrap();
    desk.now = at("2026-03-07T08:00");
    let stored = |moment: &str| {
        // The tests write their wall clock as if it were UTC.
        let there = chrono::NaiveDateTime::parse_from_str(moment, "%Y-%m-%dT%H:%M").unwrap();
        there
            .and_utc()
            .with_timezone(&chrono::Local)
            .format("%Y-%m-%dT%H:%M")
            .to_string()
    };
    let shut = format!("changed_at('state') = '{}'", stored("2026-03-06T11:00"));
    let standing = format!("changed_at('standing') = '{}'", stored("2026-03-06T11:00"));
    let noted = format!("changed_at('note') = '{}'", stored("2026-03-05T10:20"));
    let made = format!("created() = '{}'", stored("2026-03-02T09:00"));
    hold(
        &desk,
        "watch",
        1,
        &[
            (&shut, true),
            (&standing, true),
            (&noted, true),
            (&made, true),
            // Names within a text are no changes, nor are those of another record.
            (
                "changed_at('on') is null and changed_at('at') is null",
                true,
            ),
            ("count(watch, changed_at('on') is not null) = 1", true),
            ("in_force() is null", true),
        ],
    );
}

#[test]
fn days_and_texts() {
    let desk = desk();
    hold(
        &desk,
        "watch",
        1,
        &[
            (
                "add_years(on, 2) = '2028-02-28' and add_years('2024-02-29', 1) = '2025-02-28'",
                true,
            ),
            (
                "period_start(on, 'week') = '2026-02-23' and period_end(on, 'week') = '2026-03-01'",
                true,
            ),
            ("period_start('2026-02-23', 'week') = '2026-02-23'", true),
            ("period_start('2026-03-01', 'week') = '2026-02-23'", true),
            ("period_end('2026-03-01', 'week') = '2026-03-01'", true),
            (
                "period_start(at, 'month') = '2026-02-01' and period_end(at, 'month') = on",
                true,
            ),
            ("period_end('2024-02-03', 'month') = '2024-02-29'", true),
            (
                "period_start(on, 'quarter') = '2026-01-01' and period_end(on, 'quarter') = '2026-03-31'",
                true,
            ),
            ("period_start('2026-12-31', 'quarter') = '2026-10-01'", true),
            (
                "period_start('2026-07-01', 'half') = '2026-07-01' and period_end('2026-07-01', 'half') = '2026-12-31'",
                true,
            ),
            (
                "period_end(on, 'half') = '2026-06-30' and period_start(on, 'half') = '2026-01-01'",
                true,
            ),
            (
                "period_start(on, 'year') = '2026-01-01' and period_end(on, 'year') = '2026-12-31'",
                true,
            ),
            (
                "period_start(at, 'day') = on and period_end(at, 'day') = on",
                true,
            ),
            (
                "earliest(on, '2026-01-01') = '2026-01-01' and latest(on, '2026-01-01') = on",
                true,
            ),
            (
                "earliest(null, on, null) = on and latest(null, on) = on",
                true,
            ),
            (
                "earliest(null, null) is null and latest(null, null) is null",
                true,
            ),
            (
                "earliest(at, on) = '2026-02-28T00:00' and latest(on, at) = at",
                true,
            ),
            (
                "earliest(at, '2026-02-28 08:00') = '2026-02-28T08:00'",
                true,
            ),
            ("latest(at, now(), null) = now()", true),
            ("twice = on", true),
            (
                "contains(note, 'night') and contains(note, '甲') and not contains(note, '乙')",
                true,
            ),
            (
                "round(2.345, 2) = 2.35 and round(2.5) = 3 and round(7.126, 1) = 7.1",
                true,
            ),
            (
                "period_start(null, 'month') is null and add_years(null, 1) is null",
                true,
            ),
        ],
    );
    // 2026-02-28 is a working Saturday: the spring festival was longer for it.
    hold(
        &desk,
        "watch",
        1,
        &[
            (
                "is_working_day(on) and not is_working_day('2026-03-01')",
                true,
            ),
            (
                "is_working_day(at) and not is_transfer_day('2026-10-01')",
                true,
            ),
            ("working_days(on, '2026-03-03') = 2", true),
            (
                "add_working_days(on, 2) = '2026-03-03' and add_working_days(at, 2) = '2026-03-03'",
                true,
            ),
            (
                "add_transfer_days('2026-03-02', 1 + 1) = '2026-03-04'",
                true,
            ),
            (
                "is_working_day('1999-01-01') is null and add_working_days('1999-01-01', 1) is null",
                true,
            ),
        ],
    );
}

#[test]
fn without_those_registers_nobody_holds_anything() {
    let thing = r#"
id = "watch"
label = { zh = "值班", en = "Watches" }
title = "{note}"
field = [{ id = "note", label = { zh = "注", en = "Note" }, kind = "text" }]
"#;
    let mut desk = Desk::with(&[thing]);
    desk.id("watch", &[("note", "x")]);
    hold(
        &desk,
        "watch",
        1,
        &[
            (
                "holds(me(), 'anything') or staffed('anything') or within(null, null)",
                false,
            ),
            ("param('contact.minutes') = 3", true),
        ],
    );
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let desk = desk();
    let catalog = desk.store.catalog();
    let form = catalog.form("watch").unwrap();
    let mut wrong = Vec::new();
    for (text, said) in [
        (
            "holds(who, 'gard')",
            "12 E14 role has no choice `gard` (did you mean guard?)",
        ),
        (
            "holds(unit, 'guard')",
            "6 E11 a person is needed, this is a record",
        ),
        ("holds(who, note)", "11 E22 a word in quotes is needed here"),
        (
            "holds(who)",
            "0 E15 holds takes 2 to 3 arguments, here are 1",
        ),
        (
            "holds(who, 'guard', note)",
            "20 E11 a date is needed, this is a text",
        ),
        (
            "staffed('guard', who)",
            "17 E16 a unit (org_unit) is needed here",
        ),
        (
            "within(unit, this)",
            "13 E16 a unit (org_unit) is needed here",
        ),
        (
            "param('contact.minute') > 1",
            "7 E23 there is no figure `contact.minute` (did you mean contact.minutes?)",
        ),
        (
            "period_start(on, 'monthh') = on",
            "18 E22 there is no period `monthh` (did you mean month?)",
        ),
        (
            "changed_at('nte') = at",
            "12 E10 watch has no field `nte` (did you mean note, at?)",
        ),
        (
            "changed_at('twice') = at",
            "11 E16 what is worked out has no changes of its own",
        ),
        (
            "earliest(on) = on",
            "0 E15 earliest takes 2 or more arguments, here are 1",
        ),
        (
            "earliest(on, note) = on",
            "13 E11 a date is needed, this is a text",
        ),
        (
            "round(1, 2, 3) = 1",
            "0 E15 round takes 1 to 2 arguments, here are 3",
        ),
        (
            "contains(note, 5)",
            "15 E11 a text is needed, this is a number",
        ),
        (
            "add_years(on, '1') = on",
            "14 E11 a number is needed, this is a text",
        ),
        (
            "is_working_day(note)",
            "15 E11 a date is needed, this is a text",
        ),
    ] {
        let formula = Formula::read(text, 0).unwrap();
        let found: Vec<String> = check(&formula, Frame::of(form, catalog), None)
            .iter()
            .map(|w| {
                let hint = w.hint(Lang::En).map(|h| format!(" ({h})"));
                format!(
                    "{} {} {}{}",
                    w.at.start,
                    w.code(),
                    w.message(Lang::En),
                    hint.unwrap_or_default()
                )
            })
            .collect();
        if found != [said] {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
