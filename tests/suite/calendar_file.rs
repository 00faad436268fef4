//! The calendar of a desk file: SQL functions, the organisation's days and terms, and when they are read again.

use deskbook::model::calendar::Week;
use deskbook::model::value::record::Cleaned;
use deskbook::model::{Lang, Value};
use deskbook::store::Op;

use crate::desk::{Desk, done};

const WORKDAY: &str = r#"
id = "workday"
label = { zh = "工作日", en = "Working days" }
title = "{date}"
[[field]]
id = "date"
label = { zh = "日期", en = "Date" }
kind = "date"
required = true
listed = 1
[[field]]
id = "is_workday"
label = { zh = "上班", en = "Worked" }
kind = "yes_no"
[[field]]
id = "is_transfer_day"
label = { zh = "转让日", en = "Transfer day" }
kind = "yes_no"
[[field]]
id = "is_teaching_day"
label = { zh = "教学日", en = "Teaching day" }
kind = "yes_no"
"#;

const TERM: &str = r#"
id = "term"
label = { zh = "学期", en = "Terms" }
title = "{name}"
[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
required = true
listed = 1
[[field]]
id = "from_date"
label = { zh = "起", en = "From" }
kind = "date"
required = true
[[field]]
id = "to_date"
label = { zh = "止", en = "To" }
kind = "date"
required = true
[[field]]
id = "first_week"
label = { zh = "首周", en = "First week" }
kind = { choice = [ { code = "A", zh = "A", en = "A" }, { code = "B", zh = "B", en = "B" } ] }
[[field]]
id = "periods"
label = { zh = "节次", en = "Periods" }
kind = { rows = [
  { id = "no", label = { zh = "节", en = "No." }, kind = "integer" },
  { id = "start", label = { zh = "上课", en = "From" }, kind = "time" },
  { id = "end", label = { zh = "下课", en = "To" }, kind = "time" },
] }
"#;

/// Asks through the desk's own connection, as a rule would.
fn ask(desk: &Desk, sql: &str) -> Value {
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, Lang::Zh);
    let asked = format!("SELECT {sql}");
    let answer = reader.conn.first(&asked, &[], |row| row.value(0));
    answer.expect(sql).expect(sql)
}

fn refresh(desk: &Desk) -> bool {
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, Lang::Zh);
    reader.refresh_calendar().expect("the registers")
}

#[test]
fn sql_asks_the_calendar() {
    let desk = Desk::lending();
    for (sql, answer) in [
        ("is_working_day('2026-10-10')", Value::Int(1)),
        ("is_transfer_day('2026-10-10')", Value::Int(0)),
        ("is_working_day('2026-10-10T08:30')", Value::Int(1)),
        ("is_working_day('2026-10-10T08:30:59')", Value::Int(1)),
        ("is_working_day('2027-01-04')", Value::Empty),
        ("is_teaching_day('2026-11-23')", Value::Empty),
        ("working_days('2024-02-08', '2024-02-19')", Value::Int(3)),
        ("working_days('2026-12-31', '2027-01-04')", Value::Empty),
        ("transfer_days('2024-02-08', '2024-02-19')", Value::Int(2)),
        (
            "add_working_days('2026-09-30T17:00', 3)",
            Value::text("2026-10-10"),
        ),
        (
            "add_working_days('2026-09-30', 3.0)",
            Value::text("2026-10-10"),
        ),
        (
            "add_working_days('2026-09-30', -1)",
            Value::text("2026-09-29"),
        ),
        (
            "add_transfer_days('2026-09-30', 3)",
            Value::text("2026-10-12"),
        ),
        ("add_working_days('2026-12-31', 1)", Value::Empty),
        (
            "add_working_days('2026-09-30', 9223372036854775807)",
            Value::Empty,
        ),
    ] {
        assert_eq!(ask(&desk, sql), answer, "{sql}");
    }
}

#[test]
fn what_is_no_day_is_not_computable() {
    let desk = Desk::lending();
    for no_day in [
        "NULL",
        "''",
        "20261010",
        "'2026-02-30'",
        "'2026-10-1'",
        "'2026-10-10x'",
        "'2026-10-10T25:00'",
        "'2026-10-10T08'",
        "'0000-01-01'",
        "'+026-10-10'",
        "'二零二六年十月十日'",
        "x'323032362d31302d3130'",
        "1.5",
        "'0001-01-01'",
        "'9999-12-31'",
    ] {
        for sql in [
            format!("is_working_day({no_day})"),
            format!("is_transfer_day({no_day})"),
            format!("is_teaching_day({no_day})"),
            format!("working_days({no_day}, '2026-10-10')"),
            format!("add_working_days({no_day}, 1)"),
            format!("add_transfer_days({no_day}, -1)"),
        ] {
            assert_eq!(ask(&desk, &sql), Value::Empty, "{sql}");
        }
    }
    for n in ["NULL", "'2'", "1.5", "1e300"] {
        let sql = format!("add_working_days('2026-09-30', {n})");
        assert_eq!(ask(&desk, &sql), Value::Empty, "{sql}");
    }
}

#[test]
fn the_schema_of_the_file_cannot_rest_on_the_calendar() {
    let desk = Desk::lending();
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, Lang::Zh);
    let sql = "CREATE TABLE t (d TEXT, w INTEGER AS (is_working_day(d)))";
    let made = reader.conn.batch(sql).is_ok();
    assert!(!made || reader.conn.prepare("SELECT w FROM t").is_err());
}

#[test]
fn own_days_hold_after_a_refresh_and_after_opening() {
    let mut desk = Desk::with(&[WORKDAY, TERM]);
    let day = "is_working_day('2027-01-04')";
    assert!(!refresh(&desk), "nothing was written");
    let answers = [("date", "2027-01-04"), ("is_workday", "yes")];
    let id = desk.id("workday", &answers);
    assert_eq!(ask(&desk, day), Value::Empty, "not read yet");
    assert!(refresh(&desk));
    assert_eq!(ask(&desk, day), Value::Int(1));
    assert_eq!(
        ask(&desk, "is_transfer_day('2027-01-04')"),
        Value::Empty,
        "left open"
    );
    assert!(!refresh(&desk), "the same calendar still holds");
    desk.reopen();
    assert_eq!(ask(&desk, day), Value::Int(1), "read at opening");
    let beside = desk.store.second_connection().expect("a second connection");
    let stamp = desk.stamp();
    let calendar = beside.reader(&stamp, Lang::Zh).calendar();
    assert_eq!(
        calendar.is_working_day("2027-01-04".parse().unwrap()),
        Some(true)
    );
    done(desk.store.undo(&stamp));
    assert!(desk.record("workday", id).void_at.is_some());
    assert!(refresh(&desk));
    assert_eq!(ask(&desk, day), Value::Empty, "void records do not count");
    // The other connection learns of it when it looks.
    assert!(beside.reader(&stamp, Lang::Zh).refresh_calendar().unwrap());
}

#[test]
fn what_a_dropped_step_wrote_is_not_believed() {
    let mut desk = Desk::with(&[WORKDAY, TERM]);
    let stamp = desk.stamp();
    let form = desk.store.catalog().form("workday").unwrap().clone();
    let act = Op::Add.on("workday");
    let cleaned = Cleaned {
        values: vec![
            Value::text("2027-01-05"),
            Value::Int(1),
            Value::Empty,
            Value::Empty,
        ],
        ..Cleaned::default()
    };
    let seen = desk.store.propose(&stamp, &act, |tx| {
        done(tx.insert(&form, &cleaned));
        let reader = tx.reader();
        reader.refresh_calendar()?;
        let known = reader
            .calendar()
            .is_working_day("2027-01-05".parse().unwrap());
        Ok((known, false))
    });
    assert_eq!(
        seen.expect("a step").value,
        Some(true),
        "the step sees its own writing"
    );
    // The number of the ledger is given again, to another day.
    desk.id("workday", &[("date", "2027-01-06"), ("is_workday", "yes")]);
    assert!(refresh(&desk), "and the desk forgets it");
    assert_eq!(ask(&desk, "is_working_day('2027-01-05')"), Value::Empty);
    assert_eq!(ask(&desk, "is_working_day('2027-01-06')"), Value::Int(1));
}

#[test]
fn terms_come_from_their_register() {
    let mut desk = Desk::with(&[WORKDAY, TERM]);
    desk.id(
        "term",
        &[
            ("name", "2026秋"),
            ("from_date", "2026-09-01"),
            ("to_date", "2027-01-15"),
            ("first_week", "B"),
        ],
    );
    let raw = desk.raw();
    raw.execute_batch(
        "INSERT INTO term__periods (parent, line, no, start, end) VALUES (1, 1, 1, '08:00', '08:45'), (1, 2, 2, '08:55', '09:40');",
    )
    .expect("lines");
    drop(raw);
    assert!(refresh(&desk));
    assert_eq!(ask(&desk, "is_teaching_day('2026-11-23')"), Value::Int(1));
    assert_eq!(ask(&desk, "is_teaching_day('2026-11-22')"), Value::Int(0));
    assert_eq!(ask(&desk, "is_teaching_day('2027-01-05')"), Value::Empty);
    let stamp = desk.stamp();
    let calendar = desk.store.reader(&stamp, Lang::Zh).calendar();
    assert_eq!(calendar.week("2026-09-01".parse().unwrap()), Some(Week::B));
    assert_eq!(calendar.week("2026-09-07".parse().unwrap()), Some(Week::A));
    let lesson = calendar
        .lesson("2026-11-23".parse().unwrap(), 2)
        .expect("a lesson");
    assert_eq!(lesson.1.to_string(), "2026-11-23 09:40:00");
}

#[test]
fn the_shipped_form_of_terms_is_read_and_keeps_terms_apart() {
    let shipped = deskbook::model::catalog::shipped::sources();
    let form = shipped.iter().find(|(name, _)| *name == "term.toml");
    let mut desk = Desk::with(&[form.expect("the form").1]);
    let autumn = [
        ("name", "2026秋"),
        ("from_date", "2026-09-01"),
        ("to_date", "2027-01-15"),
        ("first_week", "A"),
    ];
    let id = desk.id("term", &autumn);
    assert_eq!(desk.value("term", id, "weeks"), Value::Int(19));
    let late = [
        ("name", "2026冬"),
        ("from_date", "2027-01-10"),
        ("to_date", "2027-02-10"),
    ];
    assert!(desk.add("term", &late).is_err(), "two terms on one day");
    assert!(refresh(&desk));
    assert_eq!(ask(&desk, "is_teaching_day('2026-11-23')"), Value::Int(1));
}
