//! What the demo's people were asked to do, and what they passed on when they left.

use crate::store::Result;

use super::days::{at, plus};
use super::pen::Pen;
use super::row::Row;
use super::table::{Line, number, read};
use super::world::World;

/// Writes tasks.
pub fn tasks(pen: &mut Pen<'_>, world: &World) -> Result<()> {
    let lines: Vec<Line<8>> = read!("tasks");
    let mut rows = Vec::new();
    for [ago, what, source, owner, by, due, state, result] in lines {
        let assigned = world.time.workday(-number(ago));
        let due = world.time.day(number(due)).max(assigned);
        let finished = matches!(state, "done" | "confirmed");
        let done = plus(due, -1).max(assigned).min(world.time.today());
        rows.push(
            Row::new("task", at(assigned, 640 + number(ago)), by)
                .state(state)
                .text("content", what)
                .text("source", source)
                .link("owner", world.who(owner))
                .day("due_on", due)
                .link("assigned_by", world.who(by))
                .day("assigned_on", assigned)
                .when(finished, |r| r.text("result", result).day("done_on", done)),
        );
    }
    pen.write_by_time("task", rows)?;
    Ok(())
}

/// From, to, supervisor, unit, reason, begun so many days ago, leaves so many days from today, state.
const HANDOVERS: [(&str, &str, &str, &str, &str, i64, i64, &str); 6] = [
    (
        "教务主任",
        "信息中心主任",
        "办公室主任",
        "02",
        "unit_merged",
        318,
        -309,
        "completed",
    ),
    (
        "水工甲",
        "电工甲",
        "后勤科长",
        "06",
        "resign",
        104,
        -96,
        "completed",
    ),
    (
        "任课教师癸",
        "任课教师戊",
        "教务主任",
        "08",
        "transfer",
        30,
        -20,
        "completed",
    ),
    (
        "数据保管员甲",
        "管理员乙",
        "信息中心主任",
        "02",
        "custodian",
        6,
        5,
        "accepted",
    ),
    (
        "会计乙",
        "会计甲",
        "财务科长",
        "05",
        "resign",
        4,
        11,
        "listed",
    ),
    (
        "任课教师壬",
        "年级组长乙",
        "教务主任",
        "09",
        "keeper",
        2,
        8,
        "open",
    ),
];

/// Of which handover, kind, what, its number, how many.
const ITEMS: [(usize, &str, &str, &str, i64); 22] = [
    (0, "asset", "录像机与切换台", "SW-0003", 2),
    (0, "document", "电教设备台账及说明书", "", 14),
    (0, "medium", "教学录像带转录盘", "", 60),
    (1, "seal", "水泵房钥匙", "", 3),
    (1, "document", "给排水竣工图", "", 1),
    (1, "task", "北楼二层水表更换", "", 1),
    (2, "asset", "音乐教室电脑", "NB-0006", 1),
    (2, "document", "合唱团排练计划", "", 2),
    (2, "account", "OA 账号权限变更", "u6196", 1),
    (3, "backup", "备份盘一号至四号", "", 4),
    (3, "medium", "业务软件光盘", "", 2),
    (3, "seal", "防磁柜钥匙", "", 2),
    (3, "document", "备份交接单存根", "", 1),
    (4, "document", "本年度凭证装订册", "", 26),
    (4, "account", "财务核算软件账号", "kuaiji2", 1),
    (4, "asset", "办公电脑", "", 1),
    (4, "task", "供应商往来对账", "", 1),
    (4, "seal", "保险柜备用钥匙", "", 1),
    (4, "customer", "供应商联络表", "", 1),
    (5, "asset", "高二备用电脑", "", 1),
    (5, "document", "班级设备领用表", "", 3),
    (5, "task", "两台待修电脑跟进", "", 1),
];

/// Writes handovers with their lines.
pub fn handovers(pen: &mut Pen<'_>, world: &World) -> Result<()> {
    let mut rows = Vec::new();
    for (n, (from, to, over, unit, reason, ago, leaves, state)) in HANDOVERS.into_iter().enumerate()
    {
        let started = world.time.workday(-ago);
        let leave = world.time.day(leaves);
        let done = state == "completed";
        let leaving = matches!(reason, "transfer" | "resign");
        let row = Row::new("handover", at(started, 560), from)
            .state(state)
            .link("person_from", world.who(from))
            .link("person_to", world.who(to))
            .link("org_unit", world.unit(unit))
            .text("reason", reason)
            .day("leave_date", leave)
            .day("started_on", started)
            .link("supervisor", world.who(over))
            .when(reason == "unit_merged", |r| {
                r.text("joint_persons", "财务科、档案室各一人")
            })
            .when(state != "open", |r| {
                r.text("list_file", format!("移交清册/{from}.xlsx"))
            })
            .when(leaving && done, |r| r.yes("accounts_closed", true))
            .when(unit == "05", |r| r.yes("customers_told", false))
            .when(done, |r| {
                r.day("completed_on", plus(leave, -1).max(started))
            });
        rows.push((row, n));
    }
    let made = pen.write_known("handover", rows)?;
    let mut items = Vec::new();
    for (id, n) in made {
        let (from, _, _, _, _, ago, _, state) = HANDOVERS[n];
        let when = at(world.time.workday(-ago), 625);
        for ((_, kind, what, number, quantity), seq) in
            ITEMS.into_iter().filter(|i| i.0 == n).zip(1i64..)
        {
            let taken = matches!(state, "completed" | "accepted") || (state == "listed" && seq < 3);
            items.push(
                Row::new("handover_item", when, from)
                    .link("handover", id)
                    .int("seq", seq)
                    .text("kind", kind)
                    .text("title", what)
                    .text("ref", number)
                    .int("quantity", quantity)
                    .yes("accepted", taken)
                    .when(kind == "seal" && taken, |r| r.text("remark", "当面试开")),
            );
        }
    }
    pen.write_by_time("handover_item", items)?;
    Ok(())
}
