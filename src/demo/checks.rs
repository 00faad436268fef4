//! The looks that the demo's people take: virus scans, rooms, patrols of site and servers, and how far logs reach.

use chrono::{Duration, NaiveDateTime};

use crate::store::Result;

use super::days::{at, is_workday, plus};
use super::incidents::KnownCase;
use super::pen::DemoPen;
use super::row::DemoRow;
use super::table::{TableLine, read};
use super::world::{Device, RoomPlace, World};

const TOOL: &str = "端点杀毒 9.1";

/// Writes scans of computers, of sticks before use, and of machines that leave.
pub fn scans(pen: &mut DemoPen<'_>, world: &World, count: i64) -> Result<()> {
    let mut rng = world.rng("virus_scan");
    let computers = world.working(&["pc", "laptop", "server"]);
    let mut rows = Vec::new();
    let each = i64::try_from(computers.len()).unwrap_or(0);
    // Every computer once within the month, but for two that were forgotten.
    for (n, computer) in (0i64..).zip(&computers).filter(|(n, _)| n % 41 != 29) {
        let day = world.time.workday(-rng.between(1, 19));
        let when = at(day, 480 + n * 6 % 540);
        rows.push(scan(world, computer, when));
    }
    for n in each..each + count / 2 {
        let day = world.time.workday(-rng.between(26, 120));
        let when = at(day, rng.between(480, 1030) / 2 * 2) + Duration::minutes(n % 2);
        let found = if rng.chance(6) { rng.between(1, 4) } else { 0 };
        let (kind, target, asset, medium) = match n % 9 {
            0 | 4 => {
                let (title, id) = world.media[rng.below(world.media.len())];
                ("medium", title.to_owned(), None, Some(id))
            }
            8 => {
                let d = world.devices[rng.below(world.devices.len())].clone();
                ("outgoing", d.no, Some(d.id), None)
            }
            _ => {
                let d = computers[rng.below(computers.len())];
                ("asset", d.no.clone(), Some(d.id), None)
            }
        };
        // The newest finding has not been removed yet.
        let cleaned = n != each + count / 2 - 3;
        let found = if cleaned { found } else { 2 };
        let when = if cleaned {
            when
        } else {
            world.time.office_before(world.time.hours_ago(29))
        };
        rows.push(
            DemoRow::new("virus_scan", when + Duration::minutes(1), "管理员甲")
                .text("target_kind", kind)
                .link("asset", asset)
                .link("medium", medium)
                .text("target", target)
                .moment("scanned_at", when)
                .text("tool", TOOL)
                .day("definitions_on", plus(when.date(), -rng.between(0, 4)))
                .int("found", found)
                .when(found > 0, |r| r.yes("cleaned", cleaned))
                .when(found > 0 && !cleaned, |r| {
                    r.text("note", "文件被占用，需要进安全模式再清除")
                })
                .when(kind == "medium", |r| {
                    r.moment("used_at", when + Duration::minutes(7))
                })
                .link("scanned_by", world.who("管理员甲"))
                .when(kind == "outgoing", |r| {
                    r.link("assisted_by", world.who("管理员乙"))
                }),
        );
    }
    rows.sort_by(|a, b| (a.at, a.draft.text("target")).cmp(&(b.at, b.draft.text("target"))));
    rows.dedup_by_key(|r| {
        (
            r.at,
            r.draft.get("target").cloned().map(|a| format!("{a:?}")),
        )
    });
    pen.write("virus_scan", rows)?;
    Ok(())
}

/// A scan of a computer that found nothing.
fn scan(world: &World, computer: &Device, when: NaiveDateTime) -> DemoRow {
    DemoRow::new("virus_scan", when + Duration::minutes(1), "管理员甲")
        .text("target_kind", "asset")
        .link("asset", computer.id)
        .text("target", &computer.no)
        .moment("scanned_at", when)
        .text("tool", TOOL)
        .day("definitions_on", plus(when.date(), -1))
        .int("found", 0)
        .link("scanned_by", world.who("管理员甲"))
}

/// What is ticked in a sound room of a kind.
fn ticks(kind: &str) -> &'static str {
    match kind {
        "machine_room" => {
            "clean,tidy,equipment_clean,fire,heat,moisture,dust,theft,electric,temperature,interference,ground"
        }
        "computer_room" => {
            "clean,tidy,equipment_clean,fire,moisture,dust,water,electric,light,temperature,interference,ground,doors,power_off"
        }
        "backup_store" => "clean,tidy,fire,heat,moisture,dust,magnetic,theft",
        _ => "clean,tidy,equipment_clean,doors,clutter",
    }
}

/// Writes the rounds through the rooms: every week each, and what was found wrong in some.
pub fn rooms(pen: &mut DemoPen<'_>, world: &World, weeks: i64) -> Result<()> {
    let mut rng = world.rng("site_check");
    let kinds = ["machine_room", "computer_room", "backup_store", "office"];
    let places: Vec<&RoomPlace> = world
        .places
        .iter()
        .filter(|p| kinds.contains(&p.kind))
        .collect();
    let faults: Vec<TableLine<2>> = read!("checks");
    let mut rows = Vec::new();
    for week in 0..weeks {
        for (n, place) in (0i64..).zip(&places) {
            let wrong = match (week, place.code) {
                (0, "B01" | "O04") => true,
                (0, _) => false,
                _ => rng.chance(9),
            };
            let day = world.time.workday(-(week * 7 + n % 5 + 1));
            let when = match (week, place.code) {
                // Longer open than a room should be.
                (0, "B01") => world.time.office_before(world.time.hours_ago(97)),
                (0, "O04") => world.time.office_before(world.time.hours_ago(26)),
                _ => at(day, 490 + n * 17),
            };
            let state = match (week, wrong, place.code) {
                (0, true, "B01") => "rectifying",
                (0, true, _) => "checked",
                (0, false, _) if n % 4 == 1 => "checked",
                _ => "closed",
            };
            let warm = matches!(
                place.kind,
                "machine_room" | "computer_room" | "backup_store"
            );
            let own: Vec<&TableLine<2>> = faults.iter().filter(|f| f[0] == place.kind).collect();
            let problem = own[rng.below(own.len())][1];
            let checker = match place.kind {
                "machine_room" => "网络管理员甲",
                "computer_room" => "教室管理员乙",
                "backup_store" => "数据保管员甲",
                _ => "安全员甲",
            };
            rows.push(
                DemoRow::new("site_check", when + Duration::minutes(9), checker)
                    .state(state)
                    .link("site", place.id)
                    .moment("checked_at", when)
                    .link("checked_by", world.who(checker))
                    .text(
                        "items",
                        if wrong {
                            "fire,theft,moisture,dust,interference,ground"
                        } else {
                            ticks(place.kind)
                        },
                    )
                    .when(warm, |r| r.tenths("temperature", rng.between(205, 256)))
                    .when(warm, |r| r.tenths("humidity", rng.between(420, 610)))
                    .text("result", if wrong { "not_ok" } else { "ok" })
                    .when(wrong, |r| r.text("problem", problem))
                    .when(wrong && state == "closed", |r| {
                        r.day("rectified_on", plus(when.date(), 2).min(world.time.today()))
                    }),
            );
        }
    }
    pen.write_by_time("site_check", rows)?;
    Ok(())
}

/// Targets of the patrols: what, by whom, at which minute of the day, what is looked at, every so many days.
const PATROLS: [(&str, &str, i64, &str, i64); 4] = [
    (
        "website",
        "安全员甲",
        515,
        "home,column,message,upload,link",
        1,
    ),
    ("server", "网络管理员甲", 550, "service,log,av,audit", 1),
    ("users", "网络管理员乙", 905, "users,account,audit", 3),
    ("lan", "网络管理员乙", 980, "service,log,users", 5),
];

/// Writes the patrols of the working days, and those that found something.
pub fn patrols(
    pen: &mut DemoPen<'_>,
    world: &World,
    known: &[KnownCase],
    evidence: &[(&str, i64)],
    days_back: i64,
) -> Result<()> {
    let mut rng = world.rng("patrol");
    let mut rows = Vec::new();
    for offset in -days_back..=0 {
        let day = world.time.day(offset);
        if !is_workday(day) {
            continue;
        }
        for (target, who, minute, items, every) in PATROLS {
            let when = at(day, minute + rng.between(0, 25));
            if offset % every == 0 && when < world.time.now - Duration::minutes(15) {
                rows.push(patrol(world, (target, who, items), when).text("finding", "normal"));
            }
        }
    }
    for event in known {
        let (target, who, finding) = match event.case.category {
            "harmful_info" => ("website", "安全员甲", "harmful"),
            "intrusion" => ("server", "网络管理员甲", "abnormal"),
            _ => continue,
        };
        let backup = evidence
            .iter()
            .find(|(c, _)| *c == event.case.category)
            .map(|(_, id)| *id);
        let kept = backup.filter(|_| event.case.state != "open");
        let stopped = world
            .time
            .not_after_now(event.found + Duration::minutes(18));
        rows.push(
            patrol(world, (target, who, "message,link,upload,log"), event.found)
                .text("finding", finding)
                .text("description", event.case.summary)
                .moment("stopped_at", stopped)
                .yes("evidence_saved", kept.is_some())
                .link("backup", kept)
                .link("incident", event.id),
        );
    }
    pen.write_by_time("patrol", rows)?;
    Ok(())
}

fn patrol(world: &World, (target, who, items): (&str, &str, &str), when: NaiveDateTime) -> DemoRow {
    DemoRow::new("patrol", when + Duration::minutes(4), who)
        .text("target", target)
        .day("date", when.date())
        .moment("patrolled_at", when)
        .link("patroller", world.who(who))
        .text("items", items)
}

/// System, kind of log, in service since so many days, days kept now.
const LOGS: [(&str, &str, i64, i64); 9] = [
    ("出口网关", "network", 1400, 182),
    ("出口网关", "user", 1400, 91),
    ("教务系统", "network", 1700, 190),
    ("教务系统", "user", 1700, 190),
    ("学校网站", "network", 1900, 75),
    ("学校网站", "user", 1900, 75),
    ("核心交换机", "network", 900, 48),
    ("日志审计", "audit", 700, 365),
    ("一卡通系统", "user", 30, 30),
];

/// Writes the monthly looks at the logs.
pub fn logs(pen: &mut DemoPen<'_>, world: &World, months: i64) -> Result<()> {
    let mut rng = world.rng("log_retention");
    let mut rows = Vec::new();
    for month in 0..months {
        for (n, (system, kind, service, kept)) in (0i64..).zip(LOGS) {
            let ago = month * 30 + 4 + n % 3;
            let day = world.time.workday(-ago);
            let since = world.time.day(-service);
            if since >= day {
                continue;
            }
            // Only the newest look finds the log that is too short.
            let kept = if month == 0 { kept } else { kept.max(66) };
            let earliest = plus(day, -kept).max(since);
            let gap = rng.chance(8);
            let when = at(day, 610 + n * 12);
            rows.push(
                DemoRow::new("log_retention", when + Duration::minutes(5), "网络管理员甲")
                    .text("system", system)
                    .text("log_kind", kind)
                    .day("in_service_on", since)
                    .day("checked_on", day)
                    .moment("earliest", at(earliest, 4))
                    .moment("latest", when - rng.minutes(1, 50))
                    .when(gap, |r| {
                        r.text("gaps", "停电检修期间缺两小时，已在备注栏说明")
                    })
                    .when(kept < 60 && month == 0 && service > 60, |r| {
                        r.text("note", "日志盘写满后覆盖，正扩容")
                    })
                    .link("checked_by", world.who("网络管理员甲")),
            );
        }
    }
    pen.write_by_time("log_retention", rows)?;
    Ok(())
}
