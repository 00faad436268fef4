//! The backups of the demo: what is copied how often, who took the copies over, and whether they can be read.

use chrono::{Duration, NaiveDateTime};

use crate::model::Value;
use crate::store::Result;

use super::days::{at, plus};
use super::incidents::KnownCase;
use super::pen::DemoPen;
use super::rng::Rng;
use super::row::DemoRow;
use super::table::{TableLine, number, read};
use super::world::World;

/// A copy that has been written.
struct Copy {
    chain: usize,
    state: &'static str,
    made: NaiveDateTime,
    by: &'static str,
    checksum: String,
}

/// Writes backups, their handovers and their checks; gives the copies kept as evidence by kind of event.
pub fn fill(
    pen: &mut DemoPen<'_>,
    world: &World,
    known: &[KnownCase],
    copies: i64,
) -> Result<Vec<(&'static str, i64)>> {
    let mut rng = world.rng("backup");
    let plans: Vec<TableLine<11>> = read!("backups");
    let mut rows = Vec::new();
    for (chain, plan) in plans.into_iter().enumerate() {
        for back in (0..copies).rev() {
            rows.push(routine(world, chain, plan, back, &mut rng));
        }
    }
    for event in known {
        if matches!(event.case.category, "harmful_info" | "intrusion")
            && event.case.state == "closed"
        {
            rows.push(evidence(world, event, &mut rng));
        }
    }
    let made = pen.write_known("backup", rows)?;
    link(pen, world, &made)?;
    handovers(pen, world, &made, &mut rng)?;
    verifies(pen, world, &made, &mut rng)?;
    Ok(made
        .iter()
        .filter_map(|(id, copy)| match copy.chain {
            100 => Some(("harmful_info", *id)),
            101 => Some(("intrusion", *id)),
            _ => None,
        })
        .collect())
}

/// The chains that hold one copy each, as evidence.
const EVIDENCE: usize = 100;

fn digest(rng: &mut Rng) -> String {
    format!("{:016x}{:016x}", rng.next(), rng.next())
}

fn routine(
    world: &World,
    chain: usize,
    plan: TableLine<11>,
    back: i64,
    rng: &mut Rng,
) -> (DemoRow, Copy) {
    let [
        data,
        system,
        unit,
        purpose,
        method,
        every,
        ago,
        hour,
        by,
        size,
        medium,
    ] = plan;
    let (every, ago) = (number(every), number(ago));
    let day = world.time.day(-(ago + back * every));
    let made = at(day, number(hour) * 60 + rng.between(2, 50));
    let state = match (back, chain % 3) {
        (0, 0) => "made",
        (0, 1) => "handed_over",
        (0 | 1, _) => "stored",
        (2 | 4, _) => "verified",
        (3, _) => "stored",
        _ => "retired",
    };
    let checksum = digest(rng);
    let off_site = chain != 7;
    let store = if off_site { "B01" } else { "J01" };
    let source = match unit {
        "07" => "A01",
        "05" => "O03",
        _ => "J01",
    };
    let row = DemoRow::new("backup", made + Duration::minutes(6), by)
        .state(state)
        .text("data", data)
        .text("system", system)
        .link("org_unit", world.unit(unit))
        .text("purpose", purpose)
        .yes("important", true)
        .text("method", method)
        .link("medium", world.medium(medium))
        .moment("made_at", made)
        .link("made_by", world.who(by))
        .tenths("size_mb", number(size) * (100 - back) / 10)
        .text("checksum", &checksum)
        .link("source_site", world.place(source))
        .link("store_site", world.place(store))
        .when(state != "made", |r| {
            r.link("custodian", world.who("数据保管员甲"))
        })
        .day("next_due", plus(day, every))
        .when(state == "retired" && back > 6, |r| {
            r.day("destroyed_on", plus(day, every * 6).min(world.time.today()))
        });
    let copy = Copy {
        chain,
        state,
        made,
        by,
        checksum,
    };
    (row, copy)
}

fn evidence(world: &World, event: &KnownCase, rng: &mut Rng) -> (DemoRow, Copy) {
    let made = event.found + Duration::minutes(25);
    let checksum = digest(rng);
    let row = DemoRow::new("backup", made + Duration::minutes(5), "安全员甲")
        .state("stored")
        .text("data", format!("{}取证", event.case.place))
        .text("system", "学校网站")
        .link("org_unit", world.unit("02"))
        .text("purpose", "evidence")
        .yes("important", true)
        .text("method", "optical")
        .link("medium", world.medium("取证光盘一"))
        .moment("made_at", made)
        .link("made_by", world.who("安全员甲"))
        .tenths("size_mb", rng.between(40, 900))
        .text("checksum", &checksum)
        .link("source_site", world.place("J01"))
        .link("store_site", world.place("B01"))
        .link("custodian", world.who("数据保管员甲"));
    let copy = Copy {
        chain: EVIDENCE + usize::from(event.case.category == "intrusion"),
        state: "stored",
        made,
        by: "安全员甲",
        checksum,
    };
    (row, copy)
}

/// Each copy names the next one of its chain; the newest has none yet.
fn link(pen: &mut DemoPen<'_>, world: &World, made: &[(i64, Copy)]) -> Result<()> {
    let mut rows = Vec::new();
    for (n, (id, copy)) in made.iter().enumerate() {
        let next = made.iter().skip(n + 1).find(|(_, c)| c.chain == copy.chain);
        if let Some((next, later)) = next {
            let at = world.time.not_after_now(later.made + Duration::minutes(7));
            rows.push(
                DemoRow::of("backup", *id, 1, at, later.by).put("next_backup", Value::Int(*next)),
            );
        }
    }
    pen.write("backup", rows)?;
    Ok(())
}

fn handovers(
    pen: &mut DemoPen<'_>,
    world: &World,
    made: &[(i64, Copy)],
    rng: &mut Rng,
) -> Result<()> {
    let mut rows = Vec::new();
    for (id, copy) in made.iter().filter(|(_, c)| c.state != "made") {
        let at = world.time.not_after_now(copy.made + rng.minutes(30, 900));
        // Of the newest one a signature is still missing.
        let signed = copy.state != "handed_over" || copy.chain != 1;
        rows.push(
            DemoRow::new("backup_handover", at, copy.by)
                .link("backup", *id)
                .link("from_person", world.who(copy.by))
                .link("to_person", world.who("数据保管员甲"))
                .moment("handed_at", at)
                .text(
                    "method",
                    *rng.pick(&["sealed", "sealed", "copy", "network"]),
                )
                .text("checksum", &copy.checksum)
                .link("store_site", world.place("B01"))
                .yes("signed_both", signed)
                .when(!signed, |r| r.text("note", "保管员外出开会，回来补签")),
        );
    }
    pen.write_by_time("backup_handover", rows)?;
    Ok(())
}

fn verifies(
    pen: &mut DemoPen<'_>,
    world: &World,
    made: &[(i64, Copy)],
    rng: &mut Rng,
) -> Result<()> {
    let mut rows = Vec::new();
    let read = made
        .iter()
        .filter(|(_, c)| matches!(c.state, "verified" | "retired"));
    for (n, (id, copy)) in read.enumerate() {
        let at = world
            .time
            .not_after_now(copy.made + rng.minutes(1500, 9000));
        let drill = n % 5 == 2;
        let failed = n == 7;
        let note = if drill {
            "恢复到试验机，抽查 20 条记录一致"
        } else {
            ""
        };
        rows.push(
            DemoRow::new("backup_verify", at, "网络管理员乙")
                .link("backup", *id)
                .text("kind", if drill { "restore" } else { "checksum" })
                .moment("at", at)
                .link("by", world.who("网络管理员乙"))
                .when(!drill, |r| {
                    r.text(
                        "checksum_now",
                        if failed {
                            digest(rng)
                        } else {
                            copy.checksum.clone()
                        },
                    )
                })
                .when(drill, |r| r.tenths("minutes", rng.between(180, 1500)))
                .text("result", if failed { "failed" } else { "ok" })
                .text(
                    "note",
                    if failed {
                        "介质读取出错，已另做一份"
                    } else {
                        note
                    },
                ),
        );
    }
    pen.write_by_time("backup_verify", rows)?;
    Ok(())
}
