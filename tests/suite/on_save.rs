//! What a save asks of the rules: those of the form, and those of the regulations that the desk has adopted.

use deskbook::model::Lang;
use deskbook::model::definition;
use deskbook::rules::watch::{Affected, Recheck, Severity, Watch};

use super::desk::registers::{PERSON, UNIT};
use super::desk::{Desk, codes, complaints};

const REGULATION: &str = r#"
id = "regulation"
label = { zh = "制度", en = "Regulations" }
title = "{seed_no}"
field = [
  { id = "seed_no", label = { zh = "号", en = "No" }, kind = "integer" },
  { id = "scope_unit", label = { zh = "部门", en = "Unit" }, kind = { reference = "org_unit" } },
  { id = "effective_on", label = { zh = "起", en = "From" }, kind = "date" },
]
state = [
  { id = "draft", label = { zh = "拟", en = "Draft" } },
  { id = "in_force", label = { zh = "行", en = "In force" } },
]
action = [{ id = "adopt", label = { zh = "用", en = "Adopt" }, to = "in_force" }]
"#;

/// Like the shipped register of that name, as far as its rule looks.
const TRANSFER: &str = r#"
id = "outbound_transfer"
label = { zh = "外发", en = "Outbound" }
title = "{channel}"
field = [
  { id = "org_unit", label = { zh = "部门", en = "Unit" }, kind = { reference = "org_unit" } },
  { id = "secrecy", label = { zh = "密", en = "Secrecy" }, kind = { choice = [{ code = "open", zh = "开", en = "Open" }, { code = "controlled", zh = "控", en = "Controlled" }] } },
  { id = "channel", label = { zh = "路", en = "Channel" }, kind = { choice = [{ code = "upload", zh = "传", en = "Upload" }, { code = "disk", zh = "盘", en = "Disk" }] } },
  { id = "sent_at", label = { zh = "时", en = "Sent" }, kind = "moment" },
  { id = "approved_by", label = { zh = "批", en = "Approved" }, kind = "person" },
]
"#;

const FEE: &str = r#"
id = "fee"
label = { zh = "收费", en = "Fees" }
title = "{what}"
field = [
  { id = "what", label = { zh = "项", en = "What" }, kind = "text" },
  { id = "amount", label = { zh = "额", en = "Amount" }, kind = "money" },
  { id = "tariff", label = { zh = "标准", en = "Tariff" }, kind = "money" },
  { id = "by", label = { zh = "收", en = "By" }, kind = "person" },
  { id = "checked_by", label = { zh = "核", en = "Checked" }, kind = "person" },
]
[[rule]]
id = "as_the_tariff"
kind = { figure = "amount", equals = "tariff", when = "what <> 'gift'" }
say = { zh = "与标准不符。", en = "Not as the tariff." }
[[rule]]
id = "two_people"
kind = { differ = ["by", "checked_by"], when = "amount > 100" }
say = { zh = "收的人不核。", en = "Who takes it does not check it." }
"#;

#[test]
fn an_amount_is_held_against_its_standard() {
    let mut desk = Desk::with(&[PERSON, FEE]);
    let fee = |amount: &'static str, tariff: &'static str| {
        [("what", "x"), ("amount", amount), ("tariff", tariff)]
    };
    desk.add("fee", &fee("12.30", "12.30")).expect("as it is");
    assert_eq!(
        codes(desk.add("fee", &fee("12.31", "12.30"))),
        ["amount:rule"]
    );
    assert_eq!(codes(desk.add("fee", &fee("", "12.30"))), ["amount:rule"]);
    let saved = desk.add("fee", &fee("12.31", "")).expect("no standard");
    assert_eq!(saved.warnings.len(), 1);
    let said = saved.warnings[0].message(Lang::En);
    assert!(said.contains("cannot be computed"), "{said}");
    let gift = [("what", "gift"), ("amount", "1"), ("tariff", "2")];
    assert!(
        desk.add("fee", &gift)
            .expect("not asked")
            .warnings
            .is_empty()
    );
}

#[test]
fn names_differ_only_where_the_rule_asks() {
    let mut desk = Desk::with(&[PERSON, FEE]);
    desk.id("person", &[("name", "出纳甲")]);
    let fee = |amount: &'static str| {
        [
            ("amount", amount),
            ("tariff", amount),
            ("by", "1"),
            ("checked_by", "1"),
            ("what", "x"),
        ]
    };
    desk.add("fee", &fee("100")).expect("small change");
    assert_eq!(codes(desk.add("fee", &fee("100.01"))), ["checked_by:rule"]);
}

fn adopting() -> Desk {
    let mut desk = Desk::with(&[PERSON, UNIT, REGULATION, TRANSFER]);
    for (name, parent) in [("hq", ""), ("branch", "1"), ("other", "")] {
        desk.id("org_unit", &[("name", name), ("parent", parent)]);
    }
    desk
}

fn adopt(desk: &mut Desk, number: &str, unit: &str, from: &str) {
    let given = [
        ("seed_no", number),
        ("scope_unit", unit),
        ("effective_on", from),
    ];
    let id = desk.id("regulation", &given);
    desk.act("regulation", id, "adopt", &[]).expect("adopted");
}

#[test]
fn a_rule_of_the_rulebook_stops_a_save_where_its_regulation_is_in_force() {
    let mut desk = adopting();
    let sent = |unit: &'static str, at: &'static str| {
        [
            ("org_unit", unit),
            ("secrecy", "controlled"),
            ("channel", "disk"),
            ("sent_at", at),
        ]
    };
    let now = "2026-03-02 08:00";
    desk.add("outbound_transfer", &sent("2", now))
        .expect("nothing is adopted");
    adopt(&mut desk, "4", "", "2020-01-01");
    desk.add("outbound_transfer", &sent("2", now))
        .expect("another regulation");
    adopt(&mut desk, "12", "1", "2026-03-01");
    let refused = complaints(desk.add("outbound_transfer", &sent("2", now)));
    assert_eq!(
        (refused[0].code, refused[0].field.as_deref()),
        ("rule", Some("approved_by"))
    );
    assert!(
        refused[0]
            .clause
            .as_deref()
            .is_some_and(|c| c.starts_with("R12."))
    );
    assert!(!refused[0].message(Lang::Zh).is_empty());
    desk.add("outbound_transfer", &sent("3", now))
        .expect("another unit");
    let refused = codes(desk.add("outbound_transfer", &sent("", now)));
    assert_eq!(refused, ["approved_by:rule"], "of no unit: everybody's");
    desk.add("outbound_transfer", &sent("1", "2026-02-28 23:59"))
        .expect("before it was in force");
    desk.add(
        "outbound_transfer",
        &[("secrecy", "open"), ("channel", "disk"), ("sent_at", now)],
    )
    .expect("the rule does not ask");
}

const LOCKER: &str = r#"
id = "locker"
label = { zh = "柜", en = "Lockers" }
title = "{room} {shelf}"
field = [
  { id = "room", label = { zh = "室", en = "Room" }, kind = "text" },
  { id = "shelf", label = { zh = "格", en = "Shelf" }, kind = "integer" },
  { id = "from_on", label = { zh = "起", en = "From" }, kind = "date" },
  { id = "to_on", label = { zh = "止", en = "To" }, kind = "date" },
  { id = "gone", label = { zh = "撤", en = "Gone" }, kind = "yes_no" },
]
"#;

const TWICE: &str = r#"
[[rule]]
id = "one_owner"
register = "locker"
kind = { unique = ["room", "shelf"], while = "gone is null" }
say = { zh = "同一格登记了两次", en = "The same shelf twice" }
[[rule]]
id = "one_at_a_time"
register = "locker"
kind = { no_overlap = ["room"], from = "from_on", to = "to_on", while = "gone is null" }
say = { zh = "时间重叠", en = "At the same time" }
"#;

/// Ids that each of the two rules finds: over the whole register, and record by record.
fn twice(desk: &Desk) -> [Vec<i64>; 2] {
    let (book, faults) = definition::read::rulebook::book([("r99.rules.toml", TWICE)]);
    assert!(faults.is_empty(), "{faults:?}");
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, Lang::Zh);
    let watch = Watch::of(&book, &reader).expect("rules");
    let every: Vec<i64> = (1..=20).collect();
    ["locker.one_owner", "locker.one_at_a_time"].map(|name| {
        let place = watch
            .guards()
            .iter()
            .position(|g| g.name() == name)
            .expect("in force");
        let found = |scope| {
            let touched = Affected {
                ground: false,
                guards: [(place, scope)].into(),
            };
            let found = watch.run_touched(&reader, "", &touched).expect("findings");
            assert!(found.iter().all(|f| f.severity == Severity::Breach));
            let mut ids: Vec<i64> = found.iter().map(|f| f.id).collect();
            ids.sort_unstable();
            ids
        };
        let whole = found(Recheck::All);
        assert_eq!(whole, found(Recheck::Records(every.clone())), "{name}");
        whole
    })
}

#[test]
fn the_rulebook_finds_the_same_thing_twice_and_intervals_that_overlap() {
    let mut desk = Desk::with(&[LOCKER]);
    assert_eq!(twice(&desk), [Vec::<i64>::new(), vec![]]);
    for (room, shelf, from, to, gone) in [
        ("a", "1", "2026-01-01", "2026-01-10", ""),
        ("a", "2", "2026-01-10", "2026-01-20", ""), // 2: touches
        ("a", "1", "", "", ""),                     // 3: the shelf of 1
        ("a", "1", "2026-01-01", "2026-01-30", "yes"), // 4: gone
        ("b", "1", "2026-01-01", "2026-01-31", ""), // 5: another room
        ("", "1", "2026-01-01", "2026-01-31", ""),  // 6: blank is like no other
        ("", "1", "2026-01-01", "2026-01-31", ""),  // 7
        ("c", "1", "2026-02-01", "2026-02-28", ""), // 8: around 9 and 10
        ("c", "2", "2026-02-02", "2026-02-03", ""), // 9
        ("c", "3", "2026-02-10", "2026-02-11", ""), // 10
        ("c", "4", "2026-02-28", "2026-03-01", ""), // 11: touches 8
        ("d", "9", "2026-02-05", "2026-02-05", ""), // 12: no interval
        ("d", "8", "2026-02-01", "2026-02-09", ""), // 13
    ] {
        let given = [
            ("room", room),
            ("shelf", shelf),
            ("from_on", from),
            ("to_on", to),
            ("gone", gone),
        ];
        desk.id("locker", &given);
    }
    assert_eq!(twice(&desk), [vec![1, 3], vec![8, 9, 10]]);
    desk.edit("locker", 3, &[("shelf", "7")]).expect("moved");
    desk.void("locker", 8).expect("void");
    assert_eq!(twice(&desk), [Vec::<i64>::new(), vec![]]);
}

#[test]
fn a_record_that_leaves_its_twin_alone_touches_it() {
    let mut desk = Desk::with(&[LOCKER]);
    for _ in 0..2 {
        desk.id("locker", &[("room", "a"), ("shelf", "1")]);
    }
    let (book, _) = definition::read::rulebook::book([("r99.rules.toml", TWICE)]);
    let changes = desk
        .edit("locker", 1, &[("room", "b")])
        .expect("moved")
        .changes;
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, Lang::Zh);
    let watch = Watch::of(&book, &reader).expect("rules");
    let touched = watch.touched(&changes, &reader).expect("what is touched");
    assert_eq!(touched.guards.get(&0), Some(&Recheck::Records(vec![1, 2])));
}

const FIGURES: &str = r#"
id = "rule_param"
label = { zh = "参数", en = "Figures" }
title = "{code}"
key = ["code"]
field = [
  { id = "code", label = { zh = "码", en = "Code" }, kind = "text" },
  { id = "value", label = { zh = "值", en = "Value" }, kind = "number" },
  { id = "unit", label = { zh = "单位", en = "Unit" }, kind = "text" },
]
"#;

#[test]
fn a_figure_is_known_counted_in_its_unit_and_never_looser_than_the_text() {
    let mut desk = Desk::with(&[FIGURES]);
    for (code, value, unit, said) in [
        (
            "report.joint_office_hours",
            "24.5",
            "hours",
            "value:loosened",
        ),
        ("report.joint_office_hours", "0", "hours", "value:format"),
        ("report.joint_office_hours", "-1", "hours", "value:format"),
        ("report.joint_office_hours", "12", "days", "unit:choice"),
        ("log.days", "59", "天", "value:loosened"),
        ("report.joint_office_hour", "12", "hours", "code:not-found"),
        ("nothing.like.it", "12", "hours", "code:not-found"),
        ("av.days", "0", "天", "value:format"),
    ] {
        let given = [("code", code), ("value", value), ("unit", unit)];
        assert_eq!(
            codes(desk.add("rule_param", &given)),
            [said],
            "{code} {value} {unit}"
        );
    }
    let given = [
        ("code", "report.joint_office_hours"),
        ("value", "25"),
        ("unit", "小时"),
    ];
    let refused = complaints(desk.add("rule_param", &given));
    assert_eq!(refused[0].clause.as_deref(), Some("R01.26"));
    let (zh, en) = (refused[0].message(Lang::Zh), refused[0].message(Lang::En));
    assert!(zh.contains("R1 六") && zh.contains("不多于 24"), "{zh}");
    assert!(en.contains("R1 六") && en.contains("24 or less"), "{en}");
    let near = complaints(desk.add("rule_param", &[("code", "report.joint_office_hour")]));
    assert!(
        near[0]
            .message(Lang::En)
            .contains("report.joint_office_hours")
    );
    for (code, value, unit) in [
        ("report.joint_office_hours", "12", "小时"),
        ("log.days", "90", "days"),
        ("av.days", "400", "天"),
    ] {
        let given = [("code", code), ("value", value), ("unit", unit)];
        desk.add("rule_param", &given)
            .unwrap_or_else(|e| panic!("{code}: {e:?}"));
    }
    assert_eq!(
        codes(desk.edit("rule_param", 1, &[("value", "30")])),
        ["value:loosened"]
    );
}

/// What something else wrote into the file does not loosen a figure either.
#[test]
fn a_looser_figure_in_the_file_changes_nothing() {
    let mut desk = Desk::with(&[FIGURES]);
    let given = [
        ("code", "report.joint_office_hours"),
        ("value", "12"),
        ("unit", "小时"),
    ];
    desk.id("rule_param", &given);
    let hours = |desk: &Desk| {
        let stamp = desk.stamp();
        let reader = desk.store.reader(&stamp, Lang::Zh);
        let form = reader.catalog.form("rule_param").expect("a form");
        let formula =
            deskbook::model::expr::Formula::trusted("param('report.joint_office_hours')", 0);
        let evaluator = deskbook::store::Evaluator::new(form, reader.catalog, [&formula]);
        let values = [(); 3].map(|()| deskbook::model::Value::Empty);
        let subject = deskbook::store::Subject {
            id: None,
            state: None,
            number: None,
            values: &values,
        };
        reader.eval(&evaluator, &subject).expect("a figure")[0].as_int()
    };
    assert_eq!(hours(&desk), Some(12));
    desk.raw()
        .execute("UPDATE rule_param SET value = 99000", [])
        .expect("written past the door");
    assert_eq!(hours(&desk), Some(24));
}
