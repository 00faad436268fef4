//! What the demo's people were asked to do, and what they passed on when they left.

use crate::store::Result;

use super::days::{at, plus};
use super::pen::DemoPen;
use super::row::DemoRow;
use super::table::{TableLine, number, read};
use super::world::World;

/// Writes tasks.
pub fn tasks(pen: &mut DemoPen<'_>, world: &World) -> Result<()> {
    let lines: Vec<TableLine<8>> = read!("tasks");
    let mut rows = Vec::new();
    for [ago, what, source, owner, by, due, state, result] in lines {
        let assigned = world.time.workday(-number(ago));
        let due = world.time.day(number(due)).max(assigned);
        let finished = matches!(state, "done" | "confirmed");
        let done = plus(due, -1).max(assigned).min(world.time.today());
        rows.push(
            DemoRow::new("task", at(assigned, 640 + number(ago)), by)
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

/// Writes handovers with their lines.
pub fn handovers(pen: &mut DemoPen<'_>, world: &World) -> Result<()> {
    let mut rows = Vec::new();
    let lines: Vec<TableLine<8>> = read!("handovers");
    for (n, [from, to, over, unit, reason, ago, leaves, state]) in lines.iter().copied().enumerate()
    {
        let (ago, leaves) = (number(ago), number(leaves));
        let started = world.time.workday(-ago);
        let leave = world.time.day(leaves);
        let done = state == "completed";
        let leaving = matches!(reason, "transfer" | "resign");
        let row = DemoRow::new("handover", at(started, 560), from)
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
    let things: Vec<TableLine<5>> = read!("handover_items");
    let mut items = Vec::new();
    for (id, n) in made {
        let [from, _, _, _, _, ago, _, state] = lines[n];
        let when = at(world.time.workday(-number(ago)), 625);
        for ([_, kind, what, no, quantity], seq) in
            things.iter().filter(|i| i[0] == n.to_string()).zip(1i64..)
        {
            let taken = matches!(state, "completed" | "accepted") || (state == "listed" && seq < 3);
            items.push(
                DemoRow::new("handover_item", when, from)
                    .link("handover", id)
                    .int("seq", seq)
                    .text("kind", *kind)
                    .text("title", *what)
                    .text("ref", *no)
                    .int("quantity", number(quantity))
                    .yes("accepted", taken)
                    .when(*kind == "seal" && taken, |r| r.text("remark", "当面试开")),
            );
        }
    }
    pen.write_by_time("handover_item", items)?;
    Ok(())
}
