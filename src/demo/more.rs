//! The large demo: further years of the registers that grow by themselves, written in steps and never kept.
//!
//! Each stream of rows is made while it is written; only lists of ids stay in memory.

use chrono::{Duration, NaiveDateTime};

use crate::store::Result;

use super::days::{at, plus, weekday};
use super::pen::DemoPen;
use super::repairs::{self, Breakage};
use super::rng::Rng;
use super::row::DemoRow;
use super::table::{TableLine, read};
use super::world::{Device, World};

/// Registers that take the further records, with their shares in a hundred.
pub const SHARES: [(&str, u64); 8] = [
    ("asset", 10),
    ("duty_shift", 25),
    ("call_log", 20),
    ("maintenance", 15),
    ("repair", 10),
    ("patrol", 10),
    ("virus_scan", 5),
    ("task", 5),
];

/// What was there before the weeks of the usual demo: it ends so many days ago.
const BEFORE: i64 = 220;

/// Writes so many further records into a register, or none where the register is not one that grows.
pub fn pour(pen: &mut DemoPen<'_>, world: &mut World, register: &str, count: u64) -> Result<()> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let rng = &mut world.rng(&format!("more {register}"));
    match register {
        "asset" => assets(pen, world, count, rng),
        "duty_shift" => shifts(pen, world, count, rng),
        "call_log" => {
            let lines: Vec<TableLine<8>> = read!("calls");
            let beats = beats(world, count);
            pen.pour(
                register,
                beats.map(|(n, at)| call(world, &lines, n, at, rng)),
            )
        }
        "maintenance" => {
            let devices = devices(world);
            let rows = (0..count).map(|n| care(world, &devices, n, count, rng));
            pen.pour(register, rows)
        }
        "repair" => {
            let faults: Vec<Breakage> = read!("repairs");
            let beats = beats(world, count);
            let rows = beats.filter_map(|(_, at)| {
                let fault = *rng.pick(&faults);
                let device = device(world, fault[0], rng)?;
                Some(repairs::repair(world, &device, &fault, "closed", at, rng))
            });
            pen.pour(register, rows)
        }
        "patrol" => {
            let beats = beats(world, count);
            pen.pour(register, beats.map(|(n, at)| patrol(world, n, at)))
        }
        "virus_scan" => {
            let devices = devices(world);
            let beats = beats(world, count);
            pen.pour(
                register,
                beats.map(|(n, at)| scan(world, &devices, n, at, rng)),
            )
        }
        "task" => {
            let lines: Vec<TableLine<8>> = read!("tasks");
            let beats = beats(world, count);
            pen.pour(register, beats.map(|(n, at)| task(world, &lines, n, at)))
        }
        _ => Ok(()),
    }
}

/// Moments at even distances over the past three years, or over more where a minute each is not enough.
fn beats(world: &World, count: i64) -> impl Iterator<Item = (i64, NaiveDateTime)> + use<> {
    let end = world.time.at(-BEFORE, 8, 0);
    let gap = (3 * 365 * 1440 / count.max(1)).clamp(1, 600);
    (0..count).map(move |n| (n, end - Duration::minutes(gap * (count - n))))
}

/// The devices to which things happen: the usual ones, and as many of the further ones as there are.
fn devices(world: &World) -> Vec<(i64, String)> {
    let usual = world
        .working(&["pc", "laptop", "server"])
        .into_iter()
        .map(|d| (d.id, d.no.clone()));
    let more = world
        .more
        .iter()
        .zip(0i64..)
        .map(|(id, n)| (*id, further(n)));
    usual.chain(more).collect()
}

fn device(world: &World, kind: &str, rng: &mut Rng) -> Option<Device> {
    let all = world.working(&[kind]);
    let usual = (*all.get(rng.below(all.len()))?).clone();
    match rng.id(&world.more).filter(|_| kind == "pc") {
        Some(id) => Some(Device { id, ..usual }),
        None => Some(usual),
    }
}

/// The number of a further computer.
fn further(n: i64) -> String {
    format!("PC-{:04}", 1001 + n)
}

fn assets(pen: &mut DemoPen<'_>, world: &mut World, count: i64, rng: &mut Rng) -> Result<()> {
    let usual: Vec<Device> = world.working(&["pc"]).into_iter().cloned().collect();
    let first = world.time.day(-BEFORE - 5 * 365);
    let rows = (0..count).map(|n| {
        let like = rng.pick(&usual);
        let bought = plus(first, n * 5 * 365 / count.max(1));
        DemoRow::new("asset", at(bought, 600), "管理员甲")
            // The machines of former years stand in the store: nobody is asked to look after them any more.
            .state("idle")
            .text("asset_no", further(n))
            .text("kind", "pc")
            .text(
                "model",
                *rng.pick(&["商用台式机 T460", "商用台式机 T480G", "教学一体机 A24"]),
            )
            .text("serial_no", format!("PC{n:07}{:04X}", rng.below(65_536)))
            .text("os", "Windows 11 专业版")
            .link("org_unit", like.unit)
            .link("site", like.site)
            .link("keeper", like.keeper)
            .text(
                "fixed_asset_no",
                format!("GD{}{n:06}", bought.format("%y%m")),
            )
            .day("purchased_on", bought)
            .yuan("original_value", rng.between(420, 560) * 10)
            .yes("key_device", false)
            .yes("internet_allowed", true)
            .yes("internet_connected", false)
            .yes("holds_secret", false)
            .yes("holds_important", false)
    });
    let ids = pen.write("asset", rows)?;
    world.more = ids;
    Ok(())
}

/// Slots of one post in the years before the usual demo.
const SLOTS: i64 = 2 * 730;

/// Further posts with four people each, so that nobody stands twice at once.
fn shifts(pen: &mut DemoPen<'_>, world: &World, count: i64, rng: &mut Rng) -> Result<()> {
    let posts = (count / SLOTS).max(1);
    let made = world.time.at(-840, 9, 0);
    let unit = world.unit("04");
    let people = (0..posts * 4).map(|n| {
        DemoRow::new("person", made, "文秘甲")
            .state("active")
            .text("staff_no", format!("{}", 20_001 + n))
            .text("name", format!("分岗值班员{:04}", n + 1))
            .link("org_unit", unit)
            .text("position", "门卫值班员")
            .yes("is_core", false)
            .text("phone", format!("8{n:05}"))
            .text("pager", format!("13{n:06}"))
            .day("hired_on", world.time.day(-900))
    });
    let people = pen.write("person", people)?;
    let sites = (0..posts).map(|n| {
        DemoRow::new("site", made, "文秘甲")
            .state("closed")
            .text("code", format!("Y{:04}", n + 1))
            .text("name", format!("分校区 {} 号门", n + 1))
            .text("kind", "duty_post")
            .link("org_unit", unit)
            .link("manager", world.who("保卫科长"))
            .text("address", format!("分校区 {} 号门岗亭", n + 1))
            .text("protections", "fire,theft")
            .yes("restricted", false)
    });
    let sites = pen.write("site", sites)?;
    let end = world.time.at(-BEFORE, 8, 0);
    let slots = count / posts;
    let guard = |post: i64, slot: i64| {
        let n = usize::try_from(post * 4 + slot.rem_euclid(4)).unwrap_or(0);
        people.get(n).copied()
    };
    let rows = (0..slots * posts).map(|n| {
        let (slot, post) = (n / posts, n % posts);
        let from = end - Duration::hours(12 * (slots - slot));
        let to = from + Duration::hours(12);
        let week = plus(from.date(), 1 - weekday(from.date()));
        let turn = post * 4 + slot.rem_euclid(4);
        DemoRow::new("duty_shift", at(plus(week, -4), 920), "综治干事甲")
            .state("handed_over")
            .link(
                "site",
                usize::try_from(post)
                    .ok()
                    .and_then(|p| sites.get(p).copied()),
            )
            .text(
                "slot",
                if slots % 2 == slot % 2 {
                    "day"
                } else {
                    "night"
                },
            )
            .moment("start_at", from)
            .moment("end_at", to)
            .link("person", guard(post, slot))
            .text("phone", format!("8{turn:05}"))
            .text("pager", format!("13{turn:06}"))
            .moment("signed_in_at", from - rng.minutes(2, 12))
            .moment("signed_out_at", to + rng.minutes(0, 8))
            .link("handed_to", guard(post, slot + 1))
    });
    pen.pour("duty_shift", rows)
}

fn call(
    world: &World,
    lines: &[TableLine<8>],
    n: i64,
    at: NaiveDateTime,
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
    ] = *rng.pick(lines);
    let guards = ["值班员甲", "值班员乙", "值班员丙", "值班员丁", "值班员戊"];
    let name = guards[usize::try_from(n % 5).unwrap_or(0)];
    let passes = matches!(kind, "from_above" | "from_below");
    DemoRow::new("call_log", at + Duration::minutes(2), name)
        .state("closed")
        .moment("received_at", at)
        .text("kind", kind)
        .text("urgency", urgency)
        .text("caller", caller)
        .text("caller_phone", phone)
        .text("content", content)
        .link("taken_by", world.who(name))
        .text("action_taken", action)
        .text("relayed_to", relayed)
        .when(passes, |r| {
            r.moment("relayed_at", at + Duration::minutes(9))
        })
        .text("reply", reply)
        .moment("closed_at", at + rng.minutes(20, 900))
}

/// Daily cleaning, device by device and day by day, so that no device is done twice on a day.
fn care(world: &World, devices: &[(i64, String)], n: i64, count: i64, rng: &mut Rng) -> DemoRow {
    let each = i64::try_from(devices.len()).unwrap_or(1).max(1);
    let day = world.time.day(-BEFORE - (count - 1 - n) / each);
    let device = devices
        .get(usize::try_from(n % each).unwrap_or(0))
        .map(|d| d.0);
    DemoRow::new("maintenance", at(day, 1000), "管理员乙")
        .state("done")
        .text("kind", "daily")
        .link("asset", device)
        .day("planned_on", day)
        .day("done_on", day)
        .link("done_by", world.who("管理员乙"))
        .text(
            "items",
            *rng.pick(&["surface", "surface,peripheral", "surface,dust"]),
        )
        .text("result", "ok")
}

fn patrol(world: &World, n: i64, at: NaiveDateTime) -> DemoRow {
    let (target, who, items) = match n % 3 {
        0 => ("website", "安全员甲", "home,column,message,upload,link"),
        1 => ("server", "网络管理员甲", "service,log,av,audit"),
        _ => ("lan", "网络管理员乙", "service,log,users"),
    };
    DemoRow::new("patrol", at + Duration::minutes(4), who)
        .text("target", target)
        .day("date", at.date())
        .moment("patrolled_at", at)
        .link("patroller", world.who(who))
        .text("items", items)
        .text("finding", "normal")
}

fn scan(
    world: &World,
    devices: &[(i64, String)],
    n: i64,
    at: NaiveDateTime,
    rng: &mut Rng,
) -> DemoRow {
    let (id, no) = rng.pick(devices);
    DemoRow::new("virus_scan", at + Duration::minutes(1), "管理员甲")
        .text("target_kind", "asset")
        .link("asset", *id)
        .text("target", no)
        .moment("scanned_at", at)
        .text("tool", "端点杀毒 9.1")
        .day("definitions_on", plus(at.date(), -(n % 4)))
        .int("found", 0)
        .link("scanned_by", world.who("管理员甲"))
}

fn task(world: &World, lines: &[TableLine<8>], n: i64, at: NaiveDateTime) -> DemoRow {
    let line = lines[usize::try_from(n).unwrap_or(0) % lines.len()];
    let [_, what, source, owner, by, ..] = line;
    let due = plus(at.date(), 7 + n % 20);
    DemoRow::new("task", at, by)
        .state("confirmed")
        .text("content", format!("{what}（第 {} 次）", n + 1))
        .text("source", source)
        .link("owner", world.who(owner))
        .day("due_on", due)
        .link("assigned_by", world.who(by))
        .day("assigned_on", at.date())
        .text("result", "按期办结，材料已归档。")
        .day("done_on", plus(due, -1))
}
