//! What the demo's school buys and keeps in its cabinets: purchases, discs, software and who asks for it.

use crate::store::Result;

use super::days::{at, plus};
use super::pen::DemoPen;
use super::row::DemoRow;
use super::table::{TableLine, number, read};
use super::world::World;

/// Writes discs and sticks.
pub fn media(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    let lines: Vec<TableLine<4>> = read!("media");
    let mut rows = Vec::new();
    for ([title, kind, place, state], n) in lines.into_iter().zip(0i64..) {
        let row = DemoRow::new(
            "media_item",
            at(world.time.workday(-800 + n * 31), 580 + n),
            "数据保管员甲",
        )
        .state(state)
        .text("title", title)
        .text("kind", kind)
        .link("custodian", world.who("数据保管员甲"))
        .text("location", place)
        .when(state == "lost", |r| {
            r.text("note", "会后未归还，内无重要资料")
        })
        .when(state == "destroyed", |r| {
            r.text("note", "两人在场，盘片打孔后送交回收")
        });
        rows.push((row, title));
    }
    for (id, title) in pen.write_known("media_item", rows)? {
        world.media.push((title, id));
    }
    Ok(())
}

/// Writes what was asked for and bought.
pub fn purchases(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    let lines: Vec<TableLine<9>> = read!("purchases");
    let head = world.who("信息中心主任");
    let mut rows = Vec::new();
    for [ago, kind, item, quantity, budget, unit, reason, state, to] in lines {
        let ago = number(ago);
        let asked = world.time.workday(-ago);
        let day = |after: i64| plus(asked, after).min(world.time.today());
        let stage = ["requested", "planned", "approved", "bought", "issued"]
            .iter()
            .position(|s| *s == state)
            .unwrap_or(0);
        let unit = world.unit(unit);
        let by = world
            .people
            .iter()
            .find(|p| Some(p.unit) == unit)
            .map_or("文秘甲", |p| p.name.as_str());
        let row = DemoRow::new("purchase_request", at(asked, 555 + ago % 400), by)
            .state(state)
            .text("kind", kind)
            .text("item", item)
            .int("quantity", number(quantity))
            .yuan("budget", number(budget))
            .link("org_unit", unit)
            .text("reason", reason)
            .when(kind == "network" && stage >= 1, |r| {
                r.link("planned_by", world.who("网络管理员甲"))
                    .day("planned_on", day(3))
            })
            .when(stage >= 2, |r| {
                r.link("approved_by", head).day("approved_on", day(6))
            })
            .when(stage >= 3, |r| r.day("bought_on", day(24)))
            .when(stage >= 4, |r| {
                r.link("issued_to", world.who(to)).day("issued_on", day(31))
            });
        rows.push((row, (kind, stage >= 3)));
    }
    for (id, (kind, arrived)) in pen.write_known("purchase_request", rows)? {
        world.purchases.extend(arrived.then_some((kind, id)));
    }
    Ok(())
}

/// Writes the catalogue of software and the requests to install, remove and bring up to date.
pub fn software(pen: &mut DemoPen<'_>, world: &World) -> Result<()> {
    let lines: Vec<TableLine<8>> = read!("software");
    let mut rows = Vec::new();
    for (
        [
            name,
            version,
            class,
            licence,
            licence_no,
            seats,
            installed,
            state,
        ],
        n,
    ) in lines.into_iter().zip(0i64..)
    {
        let medium = match class {
            "os" => world.medium("操作系统安装盘(专业版)"),
            "office" => world.medium("办公软件安装盘"),
            "cad" => world.medium("制图软件安装盘"),
            _ => None,
        };
        let row = DemoRow::new(
            "software_catalog",
            at(world.time.workday(-700 + n * 43), 600 + n),
            "管理员甲",
        )
        .state(state)
        .text("name", name)
        .text("version", version)
        .text("class", class)
        .text("licence", licence)
        .text("licence_no", licence_no)
        .when(licence == "paid", |r| r.int("seats", number(seats)))
        .int("installed", number(installed))
        .link("medium", medium)
        .yes("approved", state == "approved")
        .when(state == "approved", |r| {
            r.link("approved_by", world.who("管理员甲"))
        })
        .when(state == "withdrawn", |r| {
            r.text("note", "由教务管理系统代替")
        });
        rows.push((row, name));
    }
    let catalog = pen.write_known("software_catalog", rows)?;
    let requests = requests(world, &catalog);
    pen.write_by_time("software_request", requests)?;
    Ok(())
}

fn requests(world: &World, catalog: &[(i64, &str)]) -> Vec<DemoRow> {
    let lines: Vec<TableLine<9>> = read!("software_requests");
    let mut rows = Vec::new();
    for [ago, action, software, entry, by, reason, place, state, fits] in lines {
        let ago = number(ago);
        let asked = world.time.workday(-ago);
        let day = |after: i64| plus(asked, after).min(world.time.today());
        let checked = state != "applied";
        let approved = matches!(state, "approved" | "done");
        let room = world.places.iter().find(|p| p.code == place);
        let media_room = room.is_some_and(|r| r.kind == "media_room");
        let own = room.is_none();
        let installer = if media_room { "管理员乙" } else { by };
        rows.push(
            DemoRow::new("software_request", at(asked, 530 + ago * 7 % 480), by)
                .state(state)
                .text("action", action)
                .text("software", software)
                .link(
                    "catalog",
                    catalog.iter().find(|(_, n)| *n == entry).map(|(id, _)| *id),
                )
                .link("asset", world.device_of(by).filter(|_| own).map(|d| d.id))
                .link("site", room.map(|r| r.id))
                .when(own && world.device_of(by).is_none(), |r| {
                    r.link("site", world.place("O01"))
                })
                .link("applicant", world.who(by))
                .text("reason", reason)
                .day("applied_on", asked)
                .text("check_result", fits)
                .when(checked, |r| r.link("checked_by", world.who("管理员甲")))
                .when(approved, |r| {
                    r.link("approved_by", world.who("管理员甲"))
                        .day("approved_on", day(1))
                })
                .when(state == "done", |r| {
                    r.link("assigned_by", world.who("教务员甲").filter(|_| media_room))
                        .link("installed_by", world.who(installer))
                        .link(
                            "supervised_by",
                            world.who("管理员乙").filter(|_| installer == by),
                        )
                        .day("done_on", day(2))
                })
                .when(fits == "not_ok", |r| {
                    r.text("note", "不在目录内，来源不明，不予安装")
                }),
        );
    }
    rows
}
