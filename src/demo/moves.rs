//! How equipment changes hands in the demo: network addresses and changes, moves, disposals, and the files of them.

use chrono::Duration;

use crate::store::Result;

use super::days::{at, plus};
use super::pen::DemoPen;
use super::row::DemoRow;
use super::table::{TableLine, number, read};
use super::world::{Device, World};

/// What has a network address.
const COMPUTERS: [&str; 3] = ["pc", "laptop", "server"];

/// Writes the index of files.
pub fn archives(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    let lines: Vec<TableLine<14>> = read!("archives");
    let mut rows = Vec::new();
    for line in lines {
        let [
            no,
            kind,
            title,
            register,
            source,
            contents,
            pages,
            secrecy,
            unit,
            by,
            place,
            years,
            ago,
            state,
        ] = line;
        let received = world.time.workday(-number(ago));
        let gone = state == "destroyed";
        let row = DemoRow::new("archive_file", at(received, 870), "档案员甲")
            .state(state)
            .text("archive_no", no)
            .text("category", kind)
            .text("title", title)
            .text("source_register", register)
            .text("source_no", source)
            .text("contents", contents)
            .int("pages", number(pages))
            .text("secrecy", secrecy)
            .link("org_unit", world.unit(unit))
            .link("handed_by", world.who(by))
            .day("received_on", received)
            .link("archivist", world.who("档案员甲"))
            .text("location", place)
            .day("keep_until", plus(received, number(years) * 365))
            .when(gone, |r| {
                r.link("destroy_approved_by", world.who("办公室主任"))
            })
            .when(state == "lost", |r| {
                r.text("note", "搬库时清点未见，继续查找")
            });
        rows.push((row, no));
    }
    for (id, no) in pen.write_known("archive_file", rows)? {
        world.archives.push((no, id));
    }
    Ok(())
}

/// Writes the moves of computers.
pub fn moves(pen: &mut DemoPen<'_>, world: &World) -> Result<()> {
    let lines: Vec<TableLine<6>> = read!("moves");
    let mut rows = Vec::new();
    for [ago, from, to, why, state, file] in lines {
        let moved = world.time.workday(-number(ago));
        let (Some(giver), Some(taker)) = (world.person(from), world.person(to)) else {
            continue;
        };
        let there = if state == "recorded" { from } else { to };
        let Some(device) = world.device_of(there).or_else(|| world.devices.first()) else {
            continue;
        };
        let day = |after| plus(moved, after).min(world.time.today());
        let filed = world
            .archives
            .iter()
            .find(|(no, _)| *no == file)
            .map(|(_, id)| *id);
        rows.push(
            DemoRow::new("asset_move", at(moved, 940), "管理员甲")
                .state(state)
                .link("asset", device.id)
                .link("from_unit", giver.unit)
                .link("from_keeper", giver.id)
                .link("to_unit", taker.unit)
                .link("to_keeper", taker.id)
                .text("reason", why)
                .link("organised_by", world.who("管理员甲"))
                .day("moved_on", moved)
                .when(state != "recorded", |r| {
                    r.link("vp_signed_by", world.who("副校长乙"))
                        .day("vp_signed_on", day(2))
                })
                .when(state == "archived", |r| {
                    r.link("archive_no", filed)
                        .link("archived_by", world.who("管理员甲"))
                        .day("archived_on", day(9))
                }),
        );
    }
    pen.write_by_time("asset_move", rows)?;
    Ok(())
}

/// State of the device, how many of them to pass over, state of its disposal, applied so many days ago.
const DISPOSALS: [(&str, usize, &str, i64); 8] = [
    ("scrapped", 0, "disposed", 210),
    ("scrapped", 1, "disposed", 180),
    ("scrapped", 2, "remains_collected", 95),
    ("scrapped", 3, "written_off", 40),
    ("scrap_pending", 0, "approved", 21),
    ("scrap_pending", 1, "appraised", 9),
    ("scrap_pending", 2, "applied", 3),
    ("idle", 0, "refused", 60),
];

const STAGES: [&str; 7] = [
    "applied",
    "appraised",
    "approved",
    "refused",
    "written_off",
    "remains_collected",
    "disposed",
];

/// Writes the requests to scrap.
pub fn disposals(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    let mut rows = Vec::new();
    for (old, skip, state, ago) in DISPOSALS {
        if let Some(device) = world.devices.iter().filter(|d| d.state == old).nth(skip) {
            rows.push((disposal(world, device, state, ago), device.id));
        }
    }
    for (id, device) in pen.write_known("asset_disposal", rows)? {
        world.disposals.push((device, id));
    }
    Ok(())
}

fn disposal(world: &World, device: &Device, state: &str, ago: i64) -> DemoRow {
    let applied = world.time.workday(-ago);
    let day = |after| plus(applied, after).min(world.time.today());
    let stage = STAGES.iter().position(|s| *s == state).unwrap_or(0);
    let refused = state == "refused";
    let dear = matches!(device.kind, "projector" | "laptop");
    DemoRow::new(
        "asset_disposal",
        at(applied, 590),
        world.name_of(device.keeper),
    )
    .state(state)
    .link("asset", device.id)
    .link("applicant_unit", device.unit)
    .link("applied_by", device.keeper)
    .day("applied_on", applied)
    .text("ground", if dear { "cost" } else { "beyond" })
    .when(dear, |r| {
        r.yuan("repair_cost", 2600).yuan("equivalent_value", 2800)
    })
    .when(stage >= 1, |r| {
        r.text(
            "appraisal",
            if refused {
                "仅硬盘故障，换盘后可转作教学用机。"
            } else {
                "主板与电源老化，配件停产，修复不划算。"
            },
        )
        .yes("agreed", !refused)
        .link("appraised_by", world.who("管理员乙"))
        .day("appraised_on", day(2))
    })
    .when(stage >= 2 && !refused, |r| {
        r.link("manager", world.who("信息中心主任"))
            .day("manager_on", day(4))
    })
    .when(stage >= 4, |r| {
        r.text("finance_no", format!("CW-{}", applied.format("%y%m%d")))
            .day("finance_on", day(14))
    })
    .when(stage >= 5, |r| {
        r.link("remains_by", world.who("管理员甲"))
            .day("remains_on", day(18))
    })
    .when(stage >= 6, |r| r.day("disposed_on", day(40)))
}

/// Writes changes of the network and gives the approved ones of addresses.
pub fn changes(pen: &mut DemoPen<'_>, world: &World) -> Result<Vec<i64>> {
    let lines: Vec<TableLine<9>> = read!("network_changes");
    let switches = world.working(&["switch", "router"]);
    let mut rows = Vec::new();
    for ([ago, kind, what, others, which, by, back, state, fault], n) in
        lines.into_iter().zip(0usize..)
    {
        let asked = world.time.workday(-number(ago));
        let day = |after| plus(asked, after).min(world.time.today());
        let computer = world.device_of("会计甲").map(|d| d.id);
        let asset = match kind {
            "address" => computer,
            "setting" => switches.get(n % switches.len().max(1)).map(|d| d.id),
            _ => None,
        };
        let stage = ["requested", "approved", "done", "checked"]
            .iter()
            .position(|s| *s == state)
            .unwrap_or(0);
        // The work lies after the approval and before now, whatever day it is.
        let worked = at(day(1), 1170).min(world.time.now - Duration::minutes(30));
        let row = DemoRow::new(
            "network_change",
            at(asked, 565 + 11 * i64::try_from(n).unwrap_or(0)),
            by,
        )
        .state(state)
        .text("kind", kind)
        .link("asset", asset)
        .text("description", what)
        .yes("affects_others", others == "yes")
        .text("affected_units", which)
        .link("requested_by", world.who(by))
        .text("rollback", back)
        .when(stage >= 1, |r| {
            r.link("approved_by", world.who("信息中心主任"))
                .day("approved_on", asked)
        })
        .when(stage >= 2, |r| {
            r.link("done_by", world.who("网络管理员甲"))
                .moment("done_at", worked)
        })
        .when(stage >= 3, |r| r.yes("caused_fault", fault == "yes"));
        rows.push((row, kind == "address" && stage >= 1));
    }
    let made = pen.write_known("network_change", rows)?;
    Ok(made
        .into_iter()
        .filter(|(_, a)| *a)
        .map(|(id, _)| id)
        .collect())
}

/// The address of the n-th computer in use.
fn address(n: i64, device: &Device) -> String {
    format!("10.{}.{}.{}", 20 + device.unit % 20, n / 200, 10 + n % 200)
}

/// The address that a computer was given.
pub fn address_of(world: &World, device: i64) -> Option<String> {
    let computers = world.working(&COMPUTERS);
    let mut counted = (0i64..).zip(computers);
    let (n, device) = counted.find(|(_, d)| d.id == device)?;
    Some(address(n, device))
}

/// Writes which computer has which address.
pub fn addresses(pen: &mut DemoPen<'_>, world: &World, permits: &[i64]) -> Result<()> {
    let mut rng = world.rng("address_allocation");
    let mut rows = Vec::new();
    let trainees = ["任课教师己", "实习教师甲"];
    for (n, device) in (0i64..).zip(world.working(&COMPUTERS)) {
        let ip = address(n, device);
        let mac = format!(
            "3C-8F-{:02X}-{:02X}-{:02X}-{:02X}",
            n / 250,
            rng.below(256),
            rng.below(256),
            n % 250
        );
        let name = world.name_of(device.keeper);
        let proposed = trainees.contains(&name) && matches!(device.kind, "pc" | "laptop");
        let late = name == "任课教师己";
        let given = if proposed {
            world.time.workday(-5)
        } else {
            device.since
        };
        let changed = n % 11 == 5 && !proposed;
        let head = world
            .people
            .iter()
            .find(|p| p.unit == device.unit)
            .map(|p| p.id);
        let line = |keeper: i64, day: chrono::NaiveDate| {
            DemoRow::new(
                "address_allocation",
                at(day, 600).max(world.time.at(-840, 10, 0)),
                "管理员甲",
            )
            .link("asset", device.id)
            .text("ip", &ip)
            .text("mac", &mac)
            .text("hostname", device.no.to_lowercase())
            .link("keeper", keeper)
            .link("org_unit", device.unit)
            .link("reported_by", head)
            .link("allocated_by", world.who("管理员甲"))
            .day("allocated_on", day)
        };
        if changed {
            let before =
                world.people[(usize::try_from(n).unwrap_or(0) * 5) % world.people.len()].id;
            let new = plus(given, 40).min(world.time.today());
            if before != device.keeper && new > given {
                rows.push(
                    line(before, given)
                        .state("superseded")
                        .day("filed_on", given)
                        .day("ended_on", new),
                );
                rows.push(
                    line(device.keeper, new)
                        .state("active")
                        .link("previous_keeper", before)
                        .day("keeper_changed_on", plus(new, -2))
                        .day("filed_on", new)
                        .link("change_permit", rng.id(permits)),
                );
                continue;
            }
        }
        rows.push(if proposed {
            let before = if late {
                world.who("任课教师庚")
            } else {
                None
            };
            line(device.keeper, given)
                .state("proposed")
                .link("previous_keeper", before)
                .when(late, |r| r.day("keeper_changed_on", world.time.day(-12)))
        } else {
            line(device.keeper, given)
                .state("active")
                .day("filed_on", given)
        });
    }
    pen.write_by_time("address_allocation", rows)?;
    Ok(())
}
