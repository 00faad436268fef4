//! The organisation of the demo: units, people, places and who holds which post.

use chrono::Duration;

use crate::model::Value;
use crate::store::Result;

use super::days::{at, plus};
use super::pen::DemoPen;
use super::row::DemoRow;
use super::table::{TableLine, number, read};
use super::world::{Person, RoomPlace, World};

fn unit_lines() -> Vec<TableLine<6>> {
    read!("units")
}

/// Writes units, people, places and posts.
pub fn fill(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    units(pen, world)?;
    people(pen, world)?;
    heads(pen, world)?;
    places(pen, world)?;
    posts(pen, world)
}

fn units(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    for (i, [code, name, kind, parent, _, phone]) in unit_lines().into_iter().enumerate() {
        let state = match code {
            "32" => "merged",
            "33" => "abolished",
            _ => "active",
        };
        let at = at(
            world.time.day(-900),
            540 + 3 * i64::try_from(i).unwrap_or(0),
        );
        let row = DemoRow::new("org_unit", at, "文秘甲")
            .state(state)
            .text("code", code)
            .text("name", name)
            .text("kind", kind)
            .link("parent", world.unit(parent))
            .text("phone", phone)
            .yes("has_computers", !matches!(code, "31" | "33" | "40"))
            .yes("uses_erp", matches!(code, "03" | "05"))
            .when(state != "active", |r| {
                r.day("status_on", world.time.workday(-310))
                    .text("note", "职能并入其他部门，旧资料已移交")
            });
        let ids = pen.write("org_unit", [row])?;
        world.units.extend(ids.first().map(|id| (code, *id)));
    }
    Ok(())
}

fn people(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    let mut rng = world.rng("person");
    let lines: Vec<TableLine<5>> = read!("people");
    let mut rows = Vec::new();
    for (i, [unit, name, position, phone, sex]) in lines.iter().copied().enumerate() {
        let n = i64::try_from(i).unwrap_or(0);
        let state = match name {
            "水工甲" => "left",
            "会计乙" => "leaving",
            _ => "active",
        };
        let hired = match name {
            "实习教师甲" => world.time.workday(-17),
            _ => world.time.workday(-rng.between(920, 6000)),
        };
        let entered = at(hired, 600 + n % 60).max(at(world.time.day(-890), 545 + n * 2));
        let born = plus(hired, -rng.between(8200, 12_500));
        rows.push(
            DemoRow::new("person", entered, "文秘甲")
                .state(state)
                .text("staff_no", format!("{}", 1001 + n))
                .text("name", name)
                .link("org_unit", world.unit(unit))
                .text("position", position)
                .yes(
                    "is_core",
                    matches!(unit, "00") || name.contains("主任") || name.contains("财务"),
                )
                .text("phone", phone)
                .text("pager", format!("12{:05}", 70_100 + n * 37))
                .when(i % 3 == 0, |r| {
                    r.text("email", format!("u{}@desk.example", 1001 + n))
                })
                .day("hired_on", hired)
                .text("gender", sex)
                .when(i % 2 == 0, |r| r.day("birth_date", born))
                .when(name == "任课教师癸", |r| {
                    r.day("transferred_on", world.time.workday(-22))
                })
                .when(state == "leaving", |r| {
                    r.day("left_on", world.time.workday(11))
                })
                .when(state == "left", |r| {
                    r.day("left_on", world.time.workday(-96))
                        .text("note", "退休，钥匙与工具已移交")
                }),
        );
    }
    let ids = pen.write("person", rows)?;
    for ([unit, name, position, phone, _], (id, n)) in
        lines.into_iter().zip(ids.into_iter().zip(0i64..))
    {
        world.people.push(Person {
            id,
            name: name.to_owned(),
            unit: world.unit(unit).unwrap_or_default(),
            position: position.to_owned(),
            phone: phone.to_owned(),
            pager: format!("12{:05}", 70_100 + n * 37),
        });
    }
    Ok(())
}

/// A unit is there before its people are: its head is written in afterwards.
fn heads(pen: &mut DemoPen<'_>, world: &World) -> Result<()> {
    let mut rows = Vec::new();
    for [code, _, _, _, head, _] in unit_lines() {
        let (Some(unit), Some(head)) = (world.unit(code), world.who(head)) else {
            continue;
        };
        let liaison = match code {
            "00" => world.who("文秘甲"),
            "02" => world.who("管理员甲"),
            "03" | "08" | "09" => world.who("教务员甲"),
            "05" => world.who("会计甲"),
            "20" => world.who("安全员乙"),
            "34" => world.who("后勤员甲"),
            _ => None,
        };
        rows.push(
            DemoRow::of("org_unit", unit, 1, at(world.time.day(-880), 600), "文秘甲")
                .put("head", Value::Int(head))
                .link("info_liaison", liaison),
        );
    }
    pen.write("org_unit", rows)?;
    Ok(())
}

fn places(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    let lines: Vec<TableLine<8>> = read!("places");
    let mut rows = Vec::new();
    for (i, [code, name, kind, unit, manager, address, building, seats]) in
        lines.iter().copied().enumerate()
    {
        let seats = number(seats);
        let protections = match kind {
            "machine_room" => "fire,heat,moisture,dust,theft,water,electric,interference,ground",
            "computer_room" => "fire,moisture,dust,theft,water,electric,light,interference,ground",
            "media_room" => "fire,theft,electric,light",
            "backup_store" => "fire,heat,moisture,dust,magnetic,theft",
            "archive_room" => "fire,moisture,dust,theft,light",
            _ => "fire,theft",
        };
        let equipment = match kind {
            "media_room" if code != "M09" => "computer,audio,projector,visualiser,recorder",
            "media_room" => "audio,recorder",
            "computer_room" => "computer,projector",
            _ => "",
        };
        let entered =
            at(world.time.day(-870), 540) + Duration::minutes(6 * i64::try_from(i).unwrap_or(0));
        rows.push(
            DemoRow::new("site", entered, "文秘甲")
                .state(if code == "M09" { "closed" } else { "open" })
                .text("code", code)
                .text("name", name)
                .text("kind", kind)
                .link("org_unit", world.unit(unit))
                .link("manager", world.who(manager))
                .text("address", address)
                .text("building", building)
                .when(seats > 0, |r| r.int("capacity", seats))
                .text("equipment", equipment)
                .text("protections", protections)
                .yes(
                    "restricted",
                    matches!(kind, "machine_room" | "backup_store" | "archive_room"),
                )
                .when(code == "M09", |r| {
                    r.text("note", "设备老旧，改作仓库，等候改造")
                }),
        );
    }
    let ids = pen.write("site", rows)?;
    for ([code, _, kind, ..], id) in lines.into_iter().zip(ids) {
        world.places.push(RoomPlace {
            id,
            code,
            kind: if code == "M09" { "closed" } else { kind },
        });
    }
    Ok(())
}

fn posts(pen: &mut DemoPen<'_>, world: &World) -> Result<()> {
    let lines: Vec<TableLine<6>> = read!("posts");
    let mut rows: Vec<DemoRow> = lines
        .into_iter()
        .map(|[role, person, unit, site, employment, ago]| {
            let ago = number(ago);
            let from = world.time.workday(-ago);
            DemoRow::new(
                "role_appointment",
                at(from, 620).max(at(world.time.day(-860), 560)),
                "文秘甲",
            )
            .state("in_post")
            .text("role", role)
            .link("person", world.who(person))
            .link("scope_unit", world.unit(unit))
            .link("scope_site", world.place(site))
            .text("employment", employment)
            .day("from_date", from)
            .link("appointed_by", world.who("校长"))
            .text(
                "document_no",
                format!("校人〔{}〕{} 号", from.format("%Y"), ago % 40 + 1),
            )
        })
        .collect();
    let keeper = |name: &str, unit: &str| {
        DemoRow::new("role_appointment", world.time.at(-200, 10, 5), "文秘甲")
            .text("role", "computer_keeper")
            .link("person", world.who(name))
            .link("scope_unit", world.unit(unit))
            .text("employment", "part")
    };
    rows.push(
        keeper("年级组长甲", "08")
            .state("in_post")
            .day("from_date", world.time.workday(-200))
            .day("to_date", world.time.workday(18))
            .text("change_reason", "任期一年，到期重新推选")
            .link("appointed_by", world.who("教务主任")),
    );
    rows.push(
        keeper("任课教师壬", "09")
            .state("ended")
            .day("from_date", world.time.workday(-560))
            .day("to_date", world.time.workday(-190))
            .text("change_reason", "改由年级组长统一负责")
            .link("appointed_by", world.who("教务主任")),
    );
    rows.push(
        keeper("实习教师甲", "08")
            .state("proposed")
            .day("from_date", world.time.day(7)),
    );
    pen.write("role_appointment", rows)?;
    Ok(())
}
