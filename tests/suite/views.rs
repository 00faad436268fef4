//! A picture of a day is what its form says: of registers that the program has never heard of, wrong descriptions named
//! at their place.

use deskbook::app::pane::grid::day::{GridDay, GridMark};
use deskbook::app::pane::grid::read;
use deskbook::model::{Lang, definition};
use deskbook::store::Query;

use super::desk::registers::{self, catalog};
use super::desk::{Desk, PERSON, at};

const HALL: &str = r#"id = "hall"
label = { zh = "礼堂", en = "Halls" }
title = "{name}"
field = [
  { id = "name", label = { zh = "名称", en = "Name" }, kind = "text", required = true, listed = 1 },
  { id = "open", label = { zh = "开放", en = "Open" }, kind = "yes_no", default = "yes" },
]
"#;

const REHEARSAL: &str = r#"id = "rehearsal"
label = { zh = "排练", en = "Rehearsals" }
one = { zh = "排练", en = "Rehearsal" }
title = "{group}"
field = [
  { id = "group", label = { zh = "团队", en = "Group" }, kind = "text", required = true },
  { id = "where_at", label = { zh = "地点", en = "Where" }, kind = { reference = "hall", where = "open = yes" }, required = true },
  { id = "each", label = { zh = "星期", en = "Weekday" }, kind = "integer", required = true },
  { id = "starts", label = { zh = "开始", en = "Starts" }, kind = "time", required = true },
  { id = "ends", label = { zh = "结束", en = "Ends" }, kind = "time", required = true },
  { id = "first", label = { zh = "首日", en = "First day" }, kind = "date" },
  { id = "last", label = { zh = "末日", en = "Last day" }, kind = "date" },
]
view = [{ id = "halls", label = { zh = "礼堂", en = "Halls" }, kind = "day", rows = "where_at", from = "starts", to = "ends", on = "each", during = ["first", "last"] }]
"#;

const EVENT: &str = r#"id = "event"
label = { zh = "活动", en = "Events" }
one = { zh = "活动", en = "Event" }
title = "{name}"

[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
required = true
listed = 1

[[field]]
id = "place"
label = { zh = "地点", en = "Place" }
kind = { reference = "hall" }

[[field]]
id = "begins"
label = { zh = "开始", en = "Begins" }
kind = "moment"

[[field]]
id = "over"
label = { zh = "结束", en = "Over" }
kind = "moment"

[[state]]
id = "asked"
label = { zh = "申请", en = "Asked for" }
tone = "open"

[[state]]
id = "agreed"
label = { zh = "同意", en = "Agreed" }
tone = "good"

[[state]]
id = "off"
label = { zh = "取消", en = "Called off" }
tone = "bad"

[[action]]
id = "agree"
label = { zh = "同意", en = "Agree" }
to = "agreed"

[[action]]
id = "call_off"
label = { zh = "取消", en = "Call off" }
to = "off"

[[view]]
id = "halls"
label = { zh = "礼堂", en = "Halls" }
where = "state <> 'off'"
kind = "day"
rows = "place"
from = "begins"
to = "over"
also = ["rehearsal"]
hours = { from = 8, to = 12 }
"#;

fn read(desk: &Desk, register: &str) -> GridDay {
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, Lang::En);
    let form = reader.catalog.form(register).expect("a register");
    let view = form.view("halls").expect("a view");
    let day = read::day(form, view, &reader).expect("a day");
    day.expect("a picture")
}

/// Each line with a sign for each hour.
fn drawn(day: &GridDay) -> Vec<String> {
    let sign = |mark| match mark {
        None => '.',
        Some(GridMark::Also) => 'a',
        Some(GridMark::Pending) => '?',
        Some(GridMark::Firm) => '#',
    };
    let line = |line| {
        (0..day.hours.len())
            .map(|hour| sign(day.mark(line, hour)))
            .collect()
    };
    let lines = day.lines.iter();
    lines
        .map(|l| (&l.name, line(l)))
        .map(|(name, hours): (_, String)| format!("{name} {hours}"))
        .collect()
}

fn halls() -> Desk {
    let mut desk = Desk::with(&[HALL, REHEARSAL, EVENT]);
    for (name, open) in [("Great", "yes"), ("Small", "yes"), ("Attic", "no")] {
        desk.id("hall", &[("name", name), ("open", open)]);
    }
    desk
}

fn event(desk: &mut Desk, place: &str, from: &str, to: &str) -> i64 {
    let answers = [
        ("name", "ball"),
        ("place", place),
        ("begins", from),
        ("over", to),
    ];
    desk.id("event", &answers)
}

#[test]
fn an_hour_is_taken_if_any_minute_of_it_is_and_what_is_agreed_stands_over_what_is_not() {
    let mut desk = halls();
    assert_eq!(
        drawn(&read(&desk, "event")),
        ["Great ....", "Small ....", "Attic ...."]
    );
    event(&mut desk, "Great", "2026-03-02 09:59", "2026-03-02 11:00");
    assert_eq!(drawn(&read(&desk, "event"))[0], "Great .??.");
    let agreed = event(&mut desk, "Great", "2026-03-02 10:30", "2026-03-02 10:40");
    desk.act("event", agreed, "agree", &[]).expect("agreed");
    let day = read(&desk, "event");
    assert_eq!(drawn(&day)[0], "Great .?#.");
    let takers = |hour: usize| day.lines[0].hours[hour].iter();
    let marks = |hour| {
        takers(hour)
            .map(|r| day.records[*r].mark)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        marks(2),
        [GridMark::Pending, GridMark::Firm],
        "none is lost"
    );
    let off = event(&mut desk, "Attic", "2026-03-02 08:00", "2026-03-02 12:00");
    assert_eq!(drawn(&read(&desk, "event"))[2], "Attic ????");
    desk.act("event", off, "call_off", &[]).expect("called off");
    assert_eq!(drawn(&read(&desk, "event"))[2], "Attic ....");
}

/// More lines than are read: those that are taken stand among them all the same, and the picture says that it is cut.
#[test]
fn what_is_taken_is_shown_however_many_lines_there_are() {
    let mut desk = halls();
    let more: String = (0..320).map(|n| format!("Hall {n},yes\n")).collect();
    desk.csv("hall", &format!("name,open\n{more}"));
    let day = read(&desk, "event");
    assert!(day.cut && day.lines.len() == 300);
    let last = day.lines.last().map(|line| line.name.clone());
    event(
        &mut desk,
        "Hall 319",
        "2026-03-02 10:00",
        "2026-03-02 11:00",
    );
    event(&mut desk, "Hall 3", "2026-03-02 10:00", "2026-03-02 11:00");
    let day = read(&desk, "event");
    let taken: Vec<String> = drawn(&day)
        .into_iter()
        .filter(|l| l.contains('?'))
        .collect();
    assert_eq!(taken.len(), 2, "{taken:?}");
    assert!(taken.iter().all(|l| l.ends_with("..?.")), "{taken:?}");
    assert!(
        day.lines
            .iter()
            .any(|line| Some(&line.name) == last.as_ref())
    );
}

#[test]
fn what_lasts_over_midnight_is_of_each_of_its_days_and_of_no_other() {
    let mut desk = halls();
    let long = event(&mut desk, "Great", "2026-03-01 22:00", "2026-03-02 09:30");
    event(&mut desk, "Small", "2026-03-01 08:00", "2026-03-02 00:00");
    event(&mut desk, "Small", "2026-03-03 00:00", "2026-03-03 09:00");
    let day = read(&desk, "event");
    assert_eq!(drawn(&day), ["Great ??..", "Small ....", "Attic ...."]);
    assert_eq!((day.records.len(), day.records[0].id), (1, long));
    desk.now = at("2026-03-03T07:00");
    assert_eq!(
        drawn(&read(&desk, "event")),
        ["Great ....", "Small ?...", "Attic ...."]
    );
}

#[test]
fn what_comes_every_week_is_shown_too_as_its_own_form_tells_its_days() {
    let mut desk = halls();
    let monday = [("each", "1"), ("starts", "0800"), ("ends", "1000")];
    for (group, place, first, last) in [
        ("choir", "Great", "2026-03-02", "2026-03-02"),
        ("band", "Small", "2026-03-03", "2026-04-30"),
        ("strings", "Small", "2026-01-01", "2026-03-01"),
    ] {
        let whole = [
            ("group", group),
            ("where_at", place),
            ("first", first),
            ("last", last),
        ];
        desk.id("rehearsal", &[&whole[..], &monday[..]].concat());
    }
    event(&mut desk, "Great", "2026-03-02 09:00", "2026-03-02 11:00");
    let day = read(&desk, "event");
    assert_eq!(drawn(&day), ["Great a??.", "Small ....", "Attic ...."]);
    assert_eq!(day.also.get(Lang::En), "Rehearsal");
    assert_eq!(
        day.marks().collect::<Vec<_>>(),
        [GridMark::Pending, GridMark::Also]
    );
    // Its own picture has only the halls that it may name.
    let own = read(&desk, "rehearsal");
    assert_eq!(drawn(&own)[0], "Great .##............");
    assert_eq!(own.lines.len(), 2);
    desk.now = at("2026-03-09T09:00");
    assert_eq!(
        drawn(&read(&desk, "event")),
        ["Great ....", "Small aa..", "Attic ...."]
    );
    desk.now = at("2026-03-10T09:00");
    assert_eq!(
        drawn(&read(&desk, "event")),
        ["Great ....", "Small ....", "Attic ...."]
    );
}

#[test]
fn the_command_line_has_the_records_of_the_day() {
    let mut desk = halls();
    let today = event(&mut desk, "Great", "2026-03-02 22:00", "2026-03-03 01:00");
    event(&mut desk, "Great", "2026-03-03 10:00", "2026-03-03 11:00");
    let form = desk
        .store
        .catalog()
        .form("event")
        .expect("a register")
        .clone();
    let query = Query::of_view(&form, form.view("halls"), desk.now.date());
    assert_eq!(desk.ids(&query), [today]);
}

#[test]
fn a_picture_that_cannot_be_drawn_is_named_at_its_place() {
    let known = catalog(&[PERSON, HALL, REHEARSAL]);
    assert_eq!(definition::faults(EVENT, &known), []);
    let with_on = "to = \"over\"\non = ";
    let mut wrong = Vec::new();
    for (from, to, said) in [
        (
            "kind = \"day\"",
            "kind = \"dya\"",
            "57:8 F04 `dya` is not known here (did you mean day?)",
        ),
        ("rows = \"place\"\n", "", "53:1 F02 `rows` is missing"),
        (
            "rows = \"place\"",
            "rows = \"plce\"",
            "58:9 L01 there is no field `plce` (did you mean place?)",
        ),
        (
            "rows = \"place\"",
            "rows = \"name\"",
            "58:9 E16 event.name does not refer to a register",
        ),
        (
            "from = \"begins\"",
            "from = \"name\"",
            "59:9 L18 `name` is not a moment, so the view does not know its day",
        ),
        (
            "to = \"over\"",
            "to = \"ovr\"",
            "60:7 L01 there is no field `ovr` (did you mean over?)",
        ),
        (
            "to = \"over\"",
            &format!("{with_on}\"name\""),
            "59:9 L18 `begins` is not a time: its day is told by `on`",
        ),
        (
            "to = \"over\"",
            &format!("{with_on}\"name\""),
            "61:7 L18 `name` does not tell a day",
        ),
        (
            "to = \"over\"",
            &format!("{with_on}\"name\"\nduring = [\"name\", \"over\"]"),
            "62:20 L18 `over` is not a date",
        ),
        (
            "to = \"over\"",
            &format!("{with_on}\"name\"\nduring = [\"name\"]"),
            "62:11 F18 two dates are needed here",
        ),
        (
            "to = \"over\"",
            "to = \"over\"\nduring = [\"name\", \"name\"]",
            "61:1 F01 unknown key `during`",
        ),
        (
            "to = \"over\"",
            "to = \"over\"\ncolumns = [\"name\"]",
            "61:1 F01 unknown key `columns`",
        ),
        (
            "[\"rehearsal\"]",
            "[\"rehersal\"]",
            "61:10 L07 there is no register `rehersal` (did you mean rehearsal?)",
        ),
        (
            "[\"rehearsal\"]",
            "[\"person\"]",
            "61:10 L19 person has no day over the register hall",
        ),
        (
            "to = 12",
            "to = 8",
            "62:9 F18 the hours end before they begin",
        ),
        (
            "to = 12",
            "to = 25",
            "62:26 F03 `to` must be a whole number from 1 to 24",
        ),
        (
            "to = 12 }",
            "to = 12 }\ntoday = \"now\"",
            "63:9 F04 `now` is not known here (known here: foot)",
        ),
        ("kind = \"day\"\n", "", "57:1 F01 unknown key `rows`"),
    ] {
        let text = registers::with(EVENT, &[(from, to)]);
        let found = definition::faults(&text, &known);
        let all = registers::faults("event.toml", &text, &found);
        if !all.iter().any(|f| f.starts_with(said)) {
            wrong.push(format!(
                "{to}\n  wanted {said}\n  got    {}",
                all.join("\n         ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
