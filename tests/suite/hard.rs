//! The hard obligations where a save or an action meets them: what is refused, by which clause, and which way leads on.

use std::collections::HashMap;

use deskbook::exchange::import::{self, ImportOptions, Source};
use deskbook::model::{Lang, Value};
use deskbook::rules::Saved;

use super::desk::{Desk, Tried, at, clauses, codes, complaints, done};

type Ids = HashMap<String, i64>;

fn state(desk: &Desk, register: &str, id: i64) -> String {
    desk.record(register, id).state.unwrap_or_default()
}

/// A booking as a teacher makes it, at the desk's time.
fn book(desk: &mut Desk, ids: &Ids, from: &str, to: &str) -> i64 {
    let (room, teacher) = (ids["m"].to_string(), ids["t"].to_string());
    desk.id(
        "booking",
        &[
            ("site", &room),
            ("teacher", &teacher),
            ("use_start", from),
            ("use_end", to),
            ("course", "物理"),
            ("class_name", "高一一班"),
            ("students", "40"),
            ("in_plan", "no"),
        ],
    )
}

const ROOM: &str = "
  org_unit u: code=U name=教务处 kind=department state=active
  person t: staff_no=1 name=教师甲 org_unit=u state=active
  person r: staff_no=2 name=管理员 org_unit=u state=active
  site m: code=M1 name=多媒体一 kind=media_room capacity=60 state=open
";

#[test]
fn the_clock_of_a_booking_is_nobodys_to_set() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T16:59", ROOM);
    desk.me = Some(ids["r"]);
    let id = book(&mut desk, &ids, "2026-03-20 10:00", "2026-03-20 10:45");
    let stamped = Value::text("2026-03-02T16:59");
    assert_eq!(desk.value("booking", id, "registered_at"), stamped);
    for answer in [("registered_at", "2026-02-01 08:00"), ("seq", "1000")] {
        let wanted = vec![format!("{}:not-typed", answer.0)];
        assert_eq!(codes(desk.edit("booking", id, &[answer])), wanted);
        assert_eq!(codes(desk.act("booking", id, "arrange", &[answer])), wanted);
        let (room, teacher) = (ids["m"].to_string(), ids["t"].to_string());
        let added = desk.add(
            "booking",
            &[
                ("site", room.as_str()),
                ("teacher", &teacher),
                ("use_start", "2026-03-21 10:00"),
                ("use_end", "2026-03-21 10:45"),
                ("course", "物理"),
                ("class_name", "高一一班"),
                ("students", "40"),
                ("in_plan", "no"),
                answer,
            ],
        );
        assert_eq!(codes(added)[..1], wanted);
    }
    assert_eq!(desk.value("booking", id, "registered_at"), stamped);
}

#[test]
fn no_file_brings_the_clock_of_a_booking_either() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T16:59", ROOM);
    let id = book(&mut desk, &ids, "2026-03-20 10:00", "2026-03-20 10:45");
    let number = desk.record("booking", id).number.expect("a number");
    let row = |number: &str, seats: u8, at: &str| {
        format!(
            "number,teacher,site,use_start,use_end,course,class_name,students,in_plan,registered_at\n\
             {number},1,M1,2026-03-20 10:00,2026-03-20 10:45,物理,高一一班,{seats},no,{at}\n"
        )
    };
    let mut bring = |text: String| {
        let path = desk.folder().join("in.csv");
        std::fs::write(&path, text).expect("a file");
        let (stamp, source) = (desk.stamp(), Source::path(&path));
        let (options, mut on) = (ImportOptions::default(), |_| true);
        let taken = import::run(
            &mut desk.store,
            &stamp,
            Lang::En,
            "booking",
            &source,
            &options,
            &mut on,
        );
        done(taken)
    };
    let same = bring(row(&number, 40, "2026-03-02 16:59"));
    assert_eq!(
        (same.same, same.rejected),
        (1, 0),
        "what stands there already may come again"
    );
    for text in [
        row(&number, 40, "2026-03-01 08:00"),
        row("", 41, "2026-03-01 08:00"),
    ] {
        let report = bring(text);
        assert_eq!(report.rejected, 1);
        let said = &report.reasons[0].reasons[0];
        assert_eq!(said.code, "not-typed");
        assert_eq!(said.field.as_deref(), Some("registered_at"));
    }
    let fresh = bring(row("", 42, ""));
    assert_eq!(fresh.new, 1, "{:?}", fresh.reasons);
    let stamped = Value::text("2026-03-02T16:59");
    assert_eq!(desk.value("booking", id + 1, "registered_at"), stamped);
}

#[test]
fn a_week_ahead_is_counted_in_days() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T23:50", ROOM);
    let seven = book(&mut desk, &ids, "2026-03-09 08:00", "2026-03-09 08:45");
    desk.now = at("2026-03-03T00:10");
    let six = book(&mut desk, &ids, "2026-03-09 21:00", "2026-03-09 21:45");
    desk.me = Some(ids["r"]);
    done(desk.act("booking", seven, "arrange", &[]));
    complaints(desk.act("booking", six, "arrange", &[]));
    assert_eq!(
        codes(desk.act("booking", six, "arrange_late", &[])),
        ["override_reason:required"]
    );
    done(desk.act(
        "booking",
        six,
        "arrange_late",
        &[("override_reason", "公开课")],
    ));
}

const DEAL: &str = "
  org_unit u: code=U name=市场部 kind=department state=active
  person c: staff_no=1 name=经办甲 org_unit=u state=active
  person m: staff_no=2 name=市场经理 org_unit=u state=active
  person v: staff_no=3 name=副总 org_unit=u state=active
  person g: staff_no=4 name=总经理 org_unit=u state=active
  contract a: type=install party_kind=business party=甲店 address=一路 file=a.pdf terms_complete=yes duties_clear=yes has_schedule=no instalments=yes steps=两期 ownership_dispute=no fee_due=1000 fee_paid=0 fee_settled=no clerk=c drafted_by=c state=in_review
  contract_instalment i: contract=a seq=1
  contract_instalment j: contract=a seq=2
  contract p: type=take_or_pay party_kind=industry year_volume=3000000 day_volume=1 party=乙厂 address=二路 file=b.pdf terms_complete=yes duties_clear=yes has_schedule=no instalments=no ownership_dispute=no fee_settled=yes clerk=c drafted_by=v market_data_by=c finance_data_by=c state=in_review
";

#[test]
fn signatures_of_a_contract_add_up_and_nobody_signs_for_another() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T09:00", DEAL);
    let a = ids["a"];
    let other = ids["g"].to_string();
    desk.me = Some(ids["m"]);
    assert_eq!(
        codes(desk.edit("contract", a, &[("vp_signed_by", &other)])),
        ["vp_signed_by:not-typed"]
    );
    assert_eq!(
        codes(desk.act(
            "contract",
            a,
            "sign_market",
            &[("market_signed_by", &other)]
        )),
        ["market_signed_by:not-typed"]
    );
    assert_eq!(
        codes(desk.act("contract", a, "sign_market", &[("vp_signed_by", &other)])),
        ["vp_signed_by:not-typed"]
    );
    complaints(desk.act("contract", a, "approve", &[]));
    done(desk.act("contract", a, "sign_market", &[]));
    complaints(desk.act("contract", a, "approve", &[]));
    desk.me = Some(ids["v"]);
    done(desk.act("contract", a, "sign_vp", &[]));
    done(desk.act("contract", a, "approve", &[]));
    assert_eq!(
        desk.value("contract", a, "market_signed_by"),
        Value::Int(ids["m"])
    );
    assert_eq!(
        desk.value("contract", a, "vp_signed_by"),
        Value::Int(ids["v"])
    );
    let p = ids["p"];
    complaints(desk.act("contract", p, "sign_gm", &[]));
    complaints(desk.act("contract", p, "approve", &[]));
    desk.me = Some(ids["g"]);
    done(desk.act("contract", p, "sign_gm", &[]));
    done(desk.act("contract", p, "approve", &[]));
}

const LEAVING: &str = "
  org_unit u: code=U name=办公室 kind=department state=active
  person p: staff_no=1 name=值班员甲 org_unit=u position=x is_core=no phone=1 pager=2 hired_on=2020-01-01 state=leaving
  person q: staff_no=2 name=值班员乙 org_unit=u state=active
  person s: staff_no=3 name=主任 org_unit=u state=active
  handover h: person_from=p person_to=q supervisor=s org_unit=u reason=resign leave_date=2026-03-10 started_on=2026-03-01 list_file=l.pdf accounts_closed=yes state=accepted
";

#[test]
fn nobody_leaves_before_the_handover_is_complete() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T09:00", LEAVING);
    let p = ids["p"];
    let left = [("left_on", "2026-03-02")];
    assert_eq!(clauses(desk.act("person", p, "leave", &left)), ["R03.30"]);
    assert_eq!(clauses(desk.edit("person", p, &left)), ["R03.30"]);
    desk.me = Some(ids["s"]);
    done(desk.act("handover", ids["h"], "complete", &[]));
    done(desk.act("person", p, "leave", &left));
    assert_eq!(state(&desk, "person", p), "left");
}

const CORRECTION: &str = "
  org_unit u: code=U name=客服部 kind=department state=active
  person c: staff_no=1 name=客服甲 org_unit=u state=active
  person m: staff_no=2 name=客服经理 org_unit=u state=active
  person g: staff_no=3 name=总经理 org_unit=u state=active
  person d: staff_no=4 name=部门负责人 org_unit=u state=active
  person a: staff_no=5 name=档案员 org_unit=u state=active
  role_appointment rc: role=cs_staff person=c from_date=2025-01-01 state=in_post
  role_appointment rm: role=cs_manager person=m from_date=2025-01-01 state=in_post
  role_appointment rn: role=cs_staff person=m from_date=2025-01-01 state=in_post
  role_appointment rg: role=gm person=g from_date=2025-01-01 state=in_post
  role_appointment rd: role=dept_head person=d from_date=2025-01-01 state=in_post
  customer k: code=K1 name=客户甲
  customer_correction x: customer=k found_on=2026-03-01 found_by=c error=电话错 state=found
  report r: kind=remedy correction=x period=2026-03 due_on=2026-03-20 written_by=c state=written
  archive_file f: archive_no=A-1 category=correction title=x
";

const STEPS: [&str; 10] = [
    "plan",
    "review",
    "approve",
    "organise",
    "hand_on",
    "feed_back",
    "write_report",
    "review_report",
    "approve_report",
    "archive",
];

/// Who does a step, and what it asks for.
fn step(name: &str, ids: &Ids) -> (i64, Vec<(&'static str, String)>) {
    let owned = |pairs: &[(&'static str, &str)]| {
        let pair = |(k, v): &(&'static str, &str)| (*k, (*v).to_owned());
        pairs.iter().map(pair).collect()
    };
    match name {
        "plan" => (ids["c"], owned(&[("plan", "更正"), ("old_value", "1")])),
        "review" | "review_report" => (ids["m"], vec![]),
        "approve" | "approve_report" => (ids["g"], vec![]),
        "hand_on" => (ids["c"], owned(&[("exec_units", "市场部")])),
        "feed_back" => {
            let given = [
                ("executed_on", "2026-03-02"),
                ("new_value", "2"),
                ("feedback", "已改"),
            ];
            (ids["d"], owned(&given))
        }
        "write_report" => (ids["c"], vec![("report", ids["r"].to_string())]),
        "archive" => (ids["a"], vec![("archive_no", ids["f"].to_string())]),
        _ => (ids["c"], vec![]),
    }
}

fn go(desk: &mut Desk, ids: &Ids, name: &str) -> Tried<Saved> {
    let (who, given) = step(name, ids);
    desk.me = Some(who);
    let given: Vec<(&str, &str)> = given.iter().map(|(k, v)| (*k, v.as_str())).collect();
    desk.act("customer_correction", ids["x"], name, &given)
}

#[test]
fn a_correction_takes_ten_steps_and_skips_none() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T09:00", CORRECTION);
    for (n, name) in STEPS.iter().enumerate() {
        for far in STEPS.iter().skip(n + 1) {
            complaints(go(&mut desk, &ids, far));
        }
        done(go(&mut desk, &ids, name));
    }
    assert_eq!(state(&desk, "customer_correction", ids["x"]), "archived");
}

#[test]
fn a_step_asks_for_its_fields_and_for_another_person() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T09:00", CORRECTION);
    let x = ids["x"];
    desk.me = Some(ids["m"]);
    let said = codes(desk.act("customer_correction", x, "plan", &[]));
    assert_eq!(said, ["old_value:required", "plan:required"]);
    done(desk.act(
        "customer_correction",
        x,
        "plan",
        &[("plan", "p"), ("old_value", "1")],
    ));
    // The manager drew it up, so somebody else reviews.
    complaints(desk.act("customer_correction", x, "review", &[]));
    let forged = [("planned_by", ids["c"].to_string())];
    let forged: Vec<_> = forged.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(
        codes(desk.edit("customer_correction", x, &forged)),
        ["planned_by:not-typed"]
    );
    assert_eq!(
        codes(desk.edit("customer_correction", x, &[("state", "archived")])),
        ["state:field"]
    );
}

#[test]
fn what_is_returned_goes_back_one_step_with_a_reason_each_time() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T09:00", CORRECTION);
    let x = ids["x"];
    let back = |desk: &mut Desk, name: &str, to: &str| {
        let said = codes(desk.act("customer_correction", x, name, &[]));
        assert_eq!(said, ["return_reason:required"], "{name}");
        done(desk.act("customer_correction", x, name, &[("return_reason", name)]));
        assert_eq!(state(desk, "customer_correction", x), to);
    };
    done(go(&mut desk, &ids, "plan"));
    back(&mut desk, "return_plan", "returned");
    desk.me = Some(ids["c"]);
    let again = [("plan", "细一些"), ("old_value", "1")];
    done(desk.act("customer_correction", x, "replan", &again));
    done(go(&mut desk, &ids, "review"));
    back(&mut desk, "return_review", "planned");
    for name in &STEPS[1..5] {
        done(go(&mut desk, &ids, name));
    }
    back(&mut desk, "decline", "organised");
    for name in &STEPS[4..6] {
        done(go(&mut desk, &ids, name));
    }
    back(&mut desk, "not_done", "executing");
    for name in &STEPS[5..7] {
        done(go(&mut desk, &ids, name));
    }
    back(&mut desk, "return_report", "returned");
    let report = ids["r"].to_string();
    done(desk.act(
        "customer_correction",
        x,
        "rewrite_report",
        &[("report", &report)],
    ));
    done(go(&mut desk, &ids, "review_report"));
    back(&mut desk, "return_report_review", "reported");
}

const COPY: &str = "
  org_unit u: code=U name=信息科 kind=department state=active
  person a: staff_no=1 name=技术员 org_unit=u state=active
  person b: staff_no=2 name=保管员 org_unit=u state=active
  site s: code=S1 name=机房 kind=machine_room address=东路1号 building=东楼 state=open
  site t: code=S2 name=库房 kind=backup_store address=西路1号 building=西楼 state=open
  site v: code=S3 name=隔壁 kind=backup_store address=东路1号 building=南楼 state=open
  media_item i: 
  backup k: data=d system=y org_unit=u purpose=evidence important=yes method=full medium=i made_at=2026-03-01T08:00 made_by=a custodian=b checksum=abc source_site=s store_site=t state=stored
";

#[test]
fn a_stored_copy_is_not_edited_and_its_digest_speaks() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T09:00", COPY);
    let k = ids["k"];
    assert_eq!(
        clauses(desk.edit("backup", k, &[("checksum", "abd")])),
        ["R06.11"]
    );
    assert_eq!(
        clauses(desk.edit("backup", k, &[("made_at", "2026-03-01 09:00")])),
        ["R06.11"]
    );
    done(desk.edit("backup", k, &[("note", "贴了标签")]));
    let copy = k.to_string();
    let check = |digest: &'static str, result: &'static str| {
        [
            ("kind", "checksum"),
            ("checksum_now", digest),
            ("result", result),
        ]
    };
    let mut given = check("abd", "ok").to_vec();
    given.push(("backup", &copy));
    given.push(("by", "1"));
    assert_eq!(clauses(desk.add("backup_verify", &given)), ["R06.11"]);
    given[2].1 = "failed";
    done(desk.add("backup_verify", &given));
    desk.now = at("2026-03-03T09:00");
    given[1].1 = "ABC";
    given[2].1 = "ok";
    done(desk.add("backup_verify", &given));
}

#[test]
fn giver_and_receiver_of_a_copy_are_two() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T09:00", COPY);
    let id = |label: &str| ids[label].to_string();
    let (k, a, t) = (id("k"), id("a"), id("t"));
    let given = [
        ("backup", k.as_str()),
        ("from_person", &a),
        ("to_person", &a),
        ("checksum", "abc"),
        ("store_site", &t),
        ("signed_both", "yes"),
    ];
    assert_eq!(clauses(desk.add("backup_handover", &given)), ["R06.13"]);
}

#[test]
fn another_place_is_another_building_at_another_address() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T09:00", COPY);
    let k = ids["k"];
    let yes = |desk: &Desk| desk.value("backup", k, "off_site") == Value::Int(1);
    assert!(yes(&desk));
    let next_door = ids["v"].to_string();
    done(desk.edit("backup", k, &[("store_site", &next_door)]));
    assert!(!yes(&desk), "another building at the same address");
}

const POST: &str = "
  org_unit u: code=U name=保卫科 kind=department state=active
  person p: staff_no=1 name=值班员甲 org_unit=u phone=1 state=active
  site s: code=P1 name=东门 kind=duty_post state=open
  site t: code=P2 name=西门 kind=duty_post state=open
  duty_shift a: site=s slot=day start_at=2026-03-02T08:00 end_at=2026-03-02T20:00 person=p phone=1 pager=2 state=planned
";

#[test]
fn one_person_stands_one_post_and_touching_shifts_are_fine() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T07:00", POST);
    let (person, west) = (ids["p"].to_string(), ids["t"].to_string());
    let mut shift = |from: &str, to: &str| {
        desk.add(
            "duty_shift",
            &[
                ("site", west.as_str()),
                ("slot", "night"),
                ("start_at", from),
                ("end_at", to),
                ("person", &person),
                ("phone", "1"),
                ("pager", "2"),
            ],
        )
    };
    complaints(shift("2026-03-02 19:59", "2026-03-03 08:00"));
    done(shift("2026-03-02 20:00", "2026-03-03 08:00"));
}

const NOTICE: &str = "
  org_unit u: code=U name=证券部 kind=department state=active
  person b: staff_no=1 name=董秘 org_unit=u state=active
  material_event e: kind=investment title=收购 subject=company summary=x known_at=2026-03-01T08:00 planning=no reported_by=b reporter_knew_at=2026-03-01T08:00 facts_pending=no routine=no board_approved=no
  sponsor_filing p: subject=announcement ref=1 result=pass reviewed_at=2026-03-02T09:00 state=reviewed
  sponsor_filing q: subject=announcement ref=2 result=comment reviewed_at=2026-03-02T09:00 state=reviewed
  sponsor_filing w: subject=announcement ref=3 result=pass state=reviewed
  announcement n: kind=event event=e title=收购 guideline=x text_confirmed=yes drafted_by=b drafted_on=2026-03-01 file=n.pdf sponsor_filing=p signed_by=b signed_role=chairman signed_at=2026-03-02T08:00 board_seal=yes issued_by_board=yes platform=股转 filed_to=证监局 state=signed
  announcement o: kind=event event=e title=收购 guideline=x text_confirmed=yes drafted_by=b drafted_on=2026-03-01 file=n.pdf sponsor_filing=q signed_by=b signed_role=chairman signed_at=2026-03-02T08:00 board_seal=yes issued_by_board=yes platform=股转 filed_to=证监局 state=signed
  announcement v: kind=event event=e title=收购 guideline=x text_confirmed=yes drafted_by=b drafted_on=2026-03-01 file=n.pdf sponsor_filing=w signed_by=b signed_role=chairman signed_at=2026-03-02T08:00 board_seal=yes issued_by_board=yes platform=股转 filed_to=证监局 state=signed
  announcement d: kind=event event=e title=收购 guideline=x text_confirmed=yes drafted_by=b drafted_on=2026-03-01 file=n.pdf sponsor_filing=p board_seal=no issued_by_board=yes platform=股转 filed_to=证监局 state=reviewed
";

#[test]
fn nothing_goes_out_before_the_sponsor_has_passed_it() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T10:00", NOTICE);
    let publish = |desk: &mut Desk, label: &str, at: &str| {
        let given = [("board_seal", "yes"), ("published_at", at)];
        desk.act("announcement", ids[label], "publish", &given)
    };
    for label in ["o", "v"] {
        let said = clauses(publish(&mut desk, label, "2026-03-02 09:30"));
        assert!(said.contains(&"R04.91".to_owned()), "{label}: {said:?}");
    }
    assert_eq!(
        clauses(publish(&mut desk, "n", "2026-03-02 08:59")),
        ["R04.91"]
    );
    done(publish(&mut desk, "n", "2026-03-02 09:00"));
    let other = |at: &'static str| [("other_media", "晚报"), ("other_media_at", at)];
    let same = done(desk.edit("announcement", ids["n"], &other("2026-03-02 09:00")));
    assert!(
        same.warnings
            .iter()
            .all(|w| w.clause.as_deref() != Some("R04.90"))
    );
    let early = done(desk.edit("announcement", ids["n"], &other("2026-03-02 08:59")));
    assert!(
        early
            .warnings
            .iter()
            .any(|w| w.clause.as_deref() == Some("R04.90"))
    );
}

#[test]
fn the_secretary_does_not_sign_what_is_for_the_board() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T10:00", NOTICE);
    desk.me = Some(ids["b"]);
    complaints(desk.act("announcement", ids["d"], "sign_secretary", &[]));
    done(desk.edit("material_event", ids["e"], &[("board_approved", "yes")]));
    done(desk.act("announcement", ids["d"], "sign_secretary", &[]));
}

const CASES: &str = "
  org_unit u: code=U name=项目部 kind=department state=active
  person p: staff_no=1 name=值班员甲 org_unit=u state=active
  incident a: category=emergency case_type=斗殴 org_unit=u occurred_at=2026-01-31T22:00 discovered_at=2026-01-31T22:00 place=x summary=x severity=general severe_order=no is_crime=no discovered_by=p state=open
  incident b: category=emergency case_type=斗殴 org_unit=u occurred_at=2026-02-10T22:00 discovered_at=2026-02-10T22:00 place=x summary=x severity=general severe_order=no is_crime=no discovered_by=p state=open
  incident c: category=emergency case_type=斗殴 org_unit=u occurred_at=2026-02-28T23:00 discovered_at=2026-02-28T23:00 place=x summary=x severity=general severe_order=no is_crime=no discovered_by=p state=open
  incident d: category=emergency case_type=斗殴 org_unit=u occurred_at=2026-03-12T23:00 discovered_at=2026-03-12T23:00 place=x summary=x severity=general severe_order=no is_crime=no discovered_by=p state=open
";

#[test]
fn the_third_like_case_has_its_ground_and_a_void_one_takes_it_away() {
    let (mut desk, ids) = Desk::shipped("2026-03-13T10:00", CASES);
    let ground = |desk: &Desk, label: &str| desk.value("incident", ids[label], "must_report");
    assert_eq!(ground(&desk, "b"), Value::Empty);
    assert_eq!(ground(&desk, "c"), Value::text("g4"));
    assert_eq!(
        ground(&desk, "d"),
        Value::Empty,
        "a month after the second is over"
    );
    done(desk.void("incident", ids["a"]));
    assert_eq!(ground(&desk, "c"), Value::Empty);
}

const FINE: &str = "
  org_unit u: code=U name=管理部 kind=department state=active
  person p: staff_no=1 name=职员甲 org_unit=u state=active
  person h: staff_no=2 name=部门负责人 org_unit=u state=active
  regulation own: code=JSJ version=1 seed_no=12 effective_on=2026-01-01 state=in_force
  regulation_evidence e: regulation=own step=publicity held_on=2026-02-02 evidence_file=e.jpg
  fine_tariff t: code=A amount=50 effective_on=2026-01-01 state=in_force
  violation a: person=p behaviour=soft_private found_at=2026-02-01T23:59 found_by=h org_unit=u leader=h clause=八 count=1 serious=no evidence=a.jpg reported_at=2026-02-03T08:00 reported_to=h instruction=x instruction_at=2026-02-03T09:00 state=instructed
  violation b: person=p behaviour=soft_private found_at=2026-02-02T00:00 found_by=h org_unit=u leader=h clause=八 count=1 serious=no evidence=b.jpg reported_at=2026-02-03T08:00 reported_to=h instruction=x instruction_at=2026-02-03T09:00 state=instructed
";

#[test]
fn no_fine_for_what_happened_before_publicity() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T10:00", FINE);
    desk.me = Some(ids["h"]);
    let decide = |desk: &mut Desk, label: &str| {
        let given = [
            ("penalty", "fine"),
            ("unit_amount", "50"),
            ("amount", "50"),
            ("leader_liable", "no"),
        ];
        desk.act("violation", ids[label], "decide", &given)
    };
    assert_eq!(clauses(decide(&mut desk, "a")), ["R12.75"]);
    done(decide(&mut desk, "b"));
}

#[test]
fn each_step_of_a_correction_is_for_whoever_holds_the_post() {
    let (mut desk, ids) = Desk::shipped("2026-03-02T09:00", CORRECTION);
    let x = ids["x"];
    desk.me = Some(ids["a"]);
    let plan = [("plan", "p"), ("old_value", "1")];
    assert_eq!(
        clauses(desk.act("customer_correction", x, "plan", &plan)),
        ["R14.30"]
    );
    done(go(&mut desk, &ids, "plan"));
    for (name, clause) in [
        ("review", "R14.31"),
        ("approve", "R14.32"),
        ("organise", "R14.33"),
    ] {
        desk.me = Some(ids["a"]);
        assert_eq!(
            clauses(desk.act("customer_correction", x, name, &[])),
            [clause]
        );
        done(go(&mut desk, &ids, name));
    }
}
