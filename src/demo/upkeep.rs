//! The care of the demo's equipment: monthly, with a plan that follows each time, and what else is looked after.

use chrono::NaiveDate;

use crate::model::Value;
use crate::store::Result;

use super::days::{at, plus};
use super::pen::DemoPen;
use super::rng::Rng;
use super::row::DemoRow;
use super::world::{Device, World};

/// Days between two cares of a device.
const MONTH: i64 = 30;

/// Devices whose care is late: by so many days, and whether the clock has said so already.
const LATE: [(i64, bool); 3] = [(23, true), (5, true), (2, false)];

/// Kind, system, place, days ago, items, result, what was found.
const OTHER: [(&str, &str, &str, i64, &str, &str, &str); 13] = [
    ("website", "学校网站", "", 40, "software,update", "ok", ""),
    (
        "website",
        "学校网站",
        "",
        12,
        "software,update,av",
        "fixed",
        "栏目图片失效 14 处，已补传",
    ),
    ("network", "", "J02", 25, "hardware,power,dust", "ok", ""),
    (
        "network",
        "",
        "J01",
        18,
        "hardware,power,dust",
        "fixed",
        "核心风扇积灰，断电清理",
    ),
    (
        "software",
        "教务系统",
        "",
        33,
        "software,update,av",
        "ok",
        "",
    ),
    (
        "software",
        "财务核算软件",
        "",
        15,
        "software,update",
        "fixed",
        "补丁未装，已补",
    ),
    ("office", "", "O07", 21, "surface,hardware", "ok", ""),
    (
        "office",
        "",
        "O03",
        9,
        "surface,peripheral",
        "repair",
        "打印机双面卡纸",
    ),
    (
        "teaching",
        "",
        "W01",
        14,
        "surface,hardware,software,av,dust",
        "fixed",
        "三台还原卡失效，已重做",
    ),
    (
        "teaching",
        "",
        "W02",
        7,
        "surface,hardware,software,av,dust",
        "ok",
        "",
    ),
    ("daily", "", "O01", 1, "surface", "ok", ""),
    ("daily", "", "J01", 1, "surface,power,dust", "ok", ""),
    ("upgrade", "日志审计", "J01", 4, "software,update", "ok", ""),
];

const FOUND: [&str; 6] = [
    "风扇有异响，清灰后正常",
    "磁盘余量不足一成，已清理",
    "补丁停在三个月前，已补齐",
    "病毒库未更新，已手动更新",
    "显示器线松动，已紧固",
    "桌面文件过多，提醒归档",
];

/// The care of one device: the days on which it was done, and the day of the plan that stands.
struct Chain<'w> {
    device: &'w Device,
    done: Vec<NaiveDate>,
    planned: Option<(NaiveDate, bool)>,
}

/// Writes maintenance.
pub fn fill(pen: &mut DemoPen<'_>, world: &World, times: i64) -> Result<()> {
    let mut rng = world.rng("maintenance");
    let mut rows = Vec::new();
    for (n, chain) in chains(world, times, &mut rng).into_iter().enumerate() {
        let days = chain.done.len();
        for (k, day) in chain.done.iter().enumerate() {
            let row = done(world, chain.device, *day, &mut rng);
            // Every time but the last has its next one, and the last one where it is planned already.
            rows.push((row, (n, k + 1 < days || chain.planned.is_some())));
        }
        if let Some((day, late)) = chain.planned {
            rows.push((planned(world, chain.device, day, late), (n, false)));
        }
    }
    let links = links(pen.write_known("maintenance", rows)?);
    let amended = links.into_iter().map(|(id, next)| {
        let at = world.time.at(-1, 16, 40);
        DemoRow::of("maintenance", id, 1, at, "管理员乙").put("next_plan", Value::Int(next))
    });
    pen.write("maintenance", amended)?;
    let mut rows = other(world);
    rows.extend(keepers(world, &mut rng));
    rows.extend(rounds(world, &mut rng));
    pen.write_by_time("maintenance", rows)?;
    Ok(())
}

/// Each record that has a next one, with the next one of its chain.
fn links(written: Vec<(i64, (usize, bool))>) -> Vec<(i64, i64)> {
    let mut open: Vec<(usize, i64)> = Vec::new();
    let mut links = Vec::new();
    for (id, (chain, follows)) in written {
        if let Some(place) = open.iter().position(|(c, _)| *c == chain) {
            links.push((open.swap_remove(place).1, id));
        }
        if follows {
            open.push((chain, id));
        }
    }
    links.sort_unstable();
    links
}

fn chains<'w>(world: &'w World, times: i64, rng: &mut Rng) -> Vec<Chain<'w>> {
    let time = world.time;
    let devices = world.working(&["pc", "laptop", "server"]);
    let mut chains = Vec::new();
    for (n, device) in devices.into_iter().enumerate() {
        let late = LATE.get(n / 9).filter(|_| n % 9 == 4);
        // The next care lies ahead by so many days, or behind where it is late.
        let next = match late {
            Some((days, _)) => -days,
            // Most are done for this month; a handful comes up this week.
            None if n % 40 == 7 => rng.between(0, 6),
            None => rng.between(8, MONTH - 1),
        };
        let done: Vec<NaiveDate> = (1..=times)
            .rev()
            .map(|k| time.day(next - MONTH * k))
            .filter(|d| *d > device.since && *d < time.today())
            .collect();
        let planned = match late {
            Some((_, said)) => Some((time.day(next), *said)),
            None if next <= 12 || done.is_empty() => Some((time.day(next), false)),
            None => None,
        };
        chains.push(Chain {
            device,
            done,
            planned,
        });
    }
    chains
}

fn done(world: &World, device: &Device, day: NaiveDate, rng: &mut Rng) -> DemoRow {
    let at = at(day, rng.between(500, 1020));
    let result = if rng.chance(14) { "fixed" } else { "ok" };
    DemoRow::new("maintenance", at, "管理员乙")
        .state("done")
        .text("kind", "monthly")
        .link("asset", device.id)
        .day("planned_on", day)
        .day("done_on", day)
        .link("done_by", world.who("管理员乙"))
        .text(
            "items",
            *rng.pick(&[
                "surface,disk,hardware,peripheral,software,update,av",
                "surface,disk,hardware,peripheral,software,update,av,dust",
                "surface,disk,hardware,peripheral,software,av",
            ]),
        )
        .yes("by_manual", true)
        .text("result", result)
        .when(result == "fixed", |r| r.text("problem", *rng.pick(&FOUND)))
        .day("next_due", plus(day, MONTH))
}

fn planned(world: &World, device: &Device, day: NaiveDate, late: bool) -> DemoRow {
    let made = at(plus(day, -MONTH), 1000).min(world.time.at(-1, 16, 30));
    DemoRow::new("maintenance", made, "管理员乙")
        .state(if late { "overdue" } else { "planned" })
        .text("kind", "monthly")
        .link("asset", device.id)
        .day("planned_on", day)
}

/// What the keepers do themselves: wipe, look, tidy up. Two have not for weeks.
fn keepers(world: &World, rng: &mut Rng) -> Vec<DemoRow> {
    let own = world.working(&["pc", "laptop"]).into_iter().enumerate();
    own.filter(|(n, _)| n % 37 != 20)
        .map(|(_, device)| {
            let day = world.time.workday(-rng.between(1, 18));
            DemoRow::new("maintenance", at(day, 1010), world.name_of(device.keeper))
                .state("done")
                .text("kind", "daily")
                .link("asset", device.id)
                .day("planned_on", day)
                .day("done_on", day)
                .link("done_by", device.keeper)
                .text("items", *rng.pick(&["surface", "surface,peripheral"]))
                .text("result", "ok")
        })
        .collect()
}

/// The quarterly round to everything that is no computer.
fn rounds(world: &World, rng: &mut Rng) -> Vec<DemoRow> {
    let runs = ["pc", "laptop", "server"];
    let others = world.devices.iter().enumerate();
    others
        .filter(|(n, d)| d.state == "in_use" && !runs.contains(&d.kind) && n % 29 != 11)
        .map(|(_, device)| {
            let kind = match device.kind {
                "printer" | "copier" | "fax" | "phone" => "office",
                "switch" | "router" | "ups" => "network",
                _ => "teaching",
            };
            let day = world.time.workday(-rng.between(3, 52));
            DemoRow::new("maintenance", at(day, 940), "管理员乙")
                .state("done")
                .text("kind", kind)
                .link("asset", device.id)
                .day("planned_on", day)
                .day("done_on", day)
                .link("done_by", world.who("管理员乙"))
                .text("items", "surface,hardware,power,dust")
                .text("result", "ok")
        })
        .collect()
}

fn other(world: &World) -> Vec<DemoRow> {
    let printers = world.working(&["printer"]);
    let printer = world
        .repairs
        .iter()
        .rev()
        .find(|(device, _)| printers.iter().any(|p| p.id == *device));
    let mut rows = Vec::new();
    for (kind, system, place, ago, items, result, found) in OTHER {
        let day = world.time.workday(-ago);
        rows.push(
            DemoRow::new("maintenance", at(day, 960), "网络管理员乙")
                .state("done")
                .text("kind", kind)
                .text("system", system)
                .link("site", world.place(place))
                .when(result == "repair", |r| {
                    r.link("asset", printer.map(|p| p.0))
                        .link("repair", printer.map(|p| p.1))
                })
                .day("planned_on", day)
                .day("done_on", day)
                .link("done_by", world.who("网络管理员乙"))
                .text("items", items)
                .text("result", result)
                .text("problem", found)
                .when(kind == "software", |r| r.day("next_due", plus(day, 60))),
        );
    }
    rows
}
