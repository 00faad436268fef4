//! The telephone of the demo: calls that came in, calls to test the people on duty, and who was told of an event.

use chrono::{Duration, NaiveDateTime};

use crate::store::Result;

use super::incidents::KnownCase;
use super::pen::DemoPen;
use super::rng::Rng;
use super::row::DemoRow;
use super::table::{TableLine, read};
use super::world::{Shift, World};

/// Calls of the last weeks, one or two in many shifts, and two that are still open.
pub fn calls(pen: &mut DemoPen<'_>, world: &World, known: &[KnownCase]) -> Result<()> {
    let mut rng = world.rng("call_log");
    let lines: Vec<TableLine<8>> = read!("calls");
    let mut rows = Vec::new();
    for shift in &world.shifts {
        for _ in 0..rng.below(3).saturating_sub(usize::from(rng.chance(40))) {
            let at = shift.from + rng.minutes(6, 700);
            if at < world.time.now - Duration::minutes(40) {
                rows.push(call(
                    world,
                    shift,
                    at,
                    *rng.pick(&lines),
                    "closed",
                    &mut rng,
                ));
            }
        }
    }
    // Of the calls of the last hours one is still to be answered and one was only passed on.
    for (ago, kind, state) in [(50, "outside", "received"), (95, "from_above", "relayed")] {
        let at = world.time.now - Duration::minutes(ago);
        let shift = world.shifts.iter().rev().find(|s| s.from <= at);
        let line = lines.iter().find(|l| l[0] == kind);
        if let (Some(shift), Some(line)) = (shift, line) {
            rows.push(call(world, shift, at, *line, state, &mut rng));
        }
    }
    for event in known
        .iter()
        .filter(|k| k.case.loss.is_some() || k.case.category == "unrest")
    {
        let at = event.found + Duration::minutes(1);
        if let Some(shift) = world.shifts.iter().find(|s| s.from <= at && at < s.to) {
            rows.push(alarm(world, shift, at, event));
        }
    }
    pen.write_by_time("call_log", rows)?;
    Ok(())
}

fn call(
    world: &World,
    shift: &Shift,
    at: NaiveDateTime,
    line: TableLine<8>,
    state: &str,
    rng: &mut Rng,
) -> DemoRow {
    let [
        kind,
        urgency,
        caller,
        phone,
        content,
        action,
        relayed,
        reply,
    ] = line;
    let passes = matches!(kind, "from_above" | "from_below");
    let later = |minutes| world.time.not_after_now(at + minutes);
    let name = world.name_of(shift.person);
    DemoRow::new("call_log", later(Duration::minutes(3)), name)
        .state(state)
        .moment("received_at", at)
        .text("kind", kind)
        .text("urgency", urgency)
        .text("caller", caller)
        .text("caller_phone", phone)
        .text("content", content)
        .link("taken_by", shift.person)
        .link("shift", shift.id)
        .when(state != "received", |r| {
            r.text("action_taken", action).text("relayed_to", relayed)
        })
        .when(state != "received" && passes, |r| {
            r.moment("relayed_at", later(rng.minutes(2, 15)))
        })
        .when(state == "closed", |r| {
            r.text("reply", reply)
                .moment("closed_at", later(rng.minutes(20, 900)))
        })
}

/// The call that brought an event to the desk.
fn alarm(world: &World, shift: &Shift, at: NaiveDateTime, event: &KnownCase) -> DemoRow {
    let case = &event.case;
    let closed = case.state == "closed";
    let told = world.time.not_after_now(at + Duration::minutes(6));
    let name = world.name_of(shift.person);
    DemoRow::new("call_log", told, name)
        .state(if closed { "closed" } else { "escalated" })
        .moment("received_at", at)
        .text("kind", "alarm")
        .text("urgency", "urgent")
        .text("caller", case.finder)
        .text(
            "caller_phone",
            world.person(case.finder).map_or("", |p| p.phone.as_str()),
        )
        .text("content", case.summary)
        .link("taken_by", shift.person)
        .link("shift", shift.id)
        .text("action_taken", case.disposition)
        .moment("superior_told_at", told)
        .link("incident", event.id)
        .when(closed, |r| {
            r.text("reply", "处置情况已告知报告人。")
                .moment("closed_at", at + Duration::hours(9))
        })
}

/// Every second day somebody on duty is called without notice.
pub fn tests(pen: &mut DemoPen<'_>, world: &World) -> Result<()> {
    let mut rng = world.rng("contact_test");
    let mut rows = Vec::new();
    for (n, shift) in world.shifts.iter().enumerate().filter(|(n, _)| n % 7 == 3) {
        let at = shift.from + rng.minutes(45, 640);
        if at > world.time.now - Duration::minutes(9) {
            continue;
        }
        let result = if n / 7 + 2 == world.shifts.len() / 7 {
            "not_reached"
        } else {
            "reached"
        };
        let answered = at + rng.minutes(0, if n % 5 == 0 { 3 } else { 2 });
        rows.push(
            DemoRow::new("contact_test", at + Duration::minutes(7), "综治干事甲")
                .link("shift", shift.id)
                .link("called", shift.person)
                .text("channel", *rng.pick(&["phone", "phone", "pager", "radio"]))
                .moment("started_at", at)
                .text("result", result)
                .when(result == "reached", |r| r.moment("reached_at", answered))
                .link("tester", world.who("综治干事甲"))
                .when(result != "reached", |r| {
                    r.text("remark", "值班员在巡视途中，五分钟后回电")
                }),
        );
    }
    for (name, ago) in [("综治干事甲", 9), ("安全员乙", 12)] {
        let at = world.time.at(-ago, 15, 20);
        let Some(shift) = world.shifts.iter().find(|s| s.from <= at && at < s.to) else {
            continue;
        };
        rows.push(
            DemoRow::new("contact_test", at + Duration::minutes(4), "保卫科长")
                .link("shift", shift.id)
                .link("called", world.who(name))
                .text("channel", "phone")
                .moment("started_at", at)
                .text("result", "reached")
                .moment("reached_at", at + Duration::minutes(1))
                .link("tester", world.who("保卫科长")),
        );
    }
    pen.write_by_time("contact_test", rows)?;
    Ok(())
}

/// Who was told of each event, and by when.
pub fn reports(pen: &mut DemoPen<'_>, world: &World, known: &[KnownCase]) -> Result<()> {
    let mut rng = world.rng("incident_report");
    let mut rows = Vec::new();
    for event in known {
        let case = &event.case;
        let mut to = vec![("superior", "副校长乙")];
        match case.category {
            "theft" | "fraud" => {
                to.extend([("police", "派出所值班民警"), ("branch_cps", "总校综治办")]);
            }
            "fire" => to.push(("fire_dept", "消防站通信员")),
            "unrest" | "emergency" => to.push(("organisation", "街道综治办")),
            "harmful_info" | "virus" | "intrusion" => to.push(("info_centre", "区信息中心值班员")),
            _ => to.push(("dept_head", "科室负责人")),
        }
        // What is grave goes up at once; of the newest theft the police knows, the street office not yet.
        if case.severity == "serious" && case.state == "closed" {
            to.insert(1, ("organisation", "街道综治办"));
            if !to.iter().any(|(recipient, _)| *recipient == "police") {
                to.insert(1, ("police", "派出所值班民警"));
            }
        }
        if case.loss.is_some_and(|l| l >= 10_000) {
            to.push(("joint_office", "联席会议办公室"));
        }
        for ((recipient, receiver), n) in to.into_iter().zip(0i64..) {
            let state = match (case.state, recipient) {
                // Not yet sent although its day is over: this is what Today shows as due.
                (_, "joint_office") | ("open", _) => "draft",
                ("handling" | "reported", _) if n > 0 => "sent",
                _ => "acknowledged",
            };
            let at = world
                .time
                .not_after_now(event.found + Duration::minutes(9 + n * 8) + rng.minutes(0, 5));
            rows.push(
                DemoRow::new("incident_report", at, "综治干事甲")
                    .state(state)
                    .link("incident", event.id)
                    .text("recipient", recipient)
                    .moment("reported_at", at)
                    .text(
                        "channel",
                        if recipient == "joint_office" {
                            "written"
                        } else {
                            "phone"
                        },
                    )
                    .link("reporter", world.who("综治干事甲"))
                    .text("receiver", receiver)
                    .text("content", format!("{}：{}", case.place, case.summary))
                    .when(recipient == "joint_office", |r| {
                        r.text("file", "上报/失窃情况说明.docx")
                    })
                    .when(state == "acknowledged" && n > 0, |r| {
                        r.text("receipt_no", format!("HZ{}", at.format("%m%d%H%M")))
                    })
                    .when(state == "acknowledged" && n == 0, |r| {
                        r.text("instruction", "先稳住现场，查清原因，当日写出情况说明。")
                    }),
            );
        }
    }
    pen.write_by_time("incident_report", rows)?;
    Ok(())
}

/// Who came to each event that was dealt with.
pub fn responses(pen: &mut DemoPen<'_>, world: &World, known: &[KnownCase]) -> Result<()> {
    let mut rng = world.rng("incident_response");
    let mut rows = Vec::new();
    for event in known.iter().filter(|k| k.case.state != "open") {
        let people: &[(&str, &str)] = match (event.case.unit, event.case.category) {
            ("20", _) => &[
                ("安全员乙", "现场警戒"),
                ("看护员乙", "义务消防"),
                ("项目经理", "现场指挥"),
            ],
            (_, "harmful_info" | "intrusion" | "virus" | "data_anomaly" | "password_leak") => {
                &[("网络管理员甲", "技术处置"), ("安全员甲", "取证")]
            }
            (_, "lightning" | "electric" | "fire") => {
                &[("电工甲", "断电抢修"), ("后勤科长", "现场指挥")]
            }
            _ => &[("保卫科长", "现场指挥"), ("综治干事甲", "疏导联络")],
        };
        for (name, role) in people {
            let told = event.found + rng.minutes(1, 5);
            let absent = *name == "看护员乙" && event.case.state == "closed";
            let came = world.time.not_after_now(told + rng.minutes(2, 14));
            rows.push(
                DemoRow::new("incident_response", came.max(told), event.case.finder)
                    .link("incident", event.id)
                    .link("person", world.who(name))
                    .text("duty_role", *role)
                    .moment("told_at", told)
                    .yes("in_place", !absent)
                    .when(!absent, |r| r.moment("arrived_at", came))
                    .when(absent, |r| r.text("reason_absent", "轮休在家，电话已联系"))
                    .when(!absent, |r| r.text("action", event.case.disposition)),
            );
        }
    }
    pen.write_by_time("incident_response", rows)?;
    Ok(())
}
