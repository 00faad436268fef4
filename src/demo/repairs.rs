//! What breaks in the demo, why, and how far its repair is.

use chrono::{Duration, NaiveDateTime};

use crate::store::Result;

use super::pen::DemoPen;
use super::rng::Rng;
use super::row::DemoRow;
use super::table::{TableLine, number, read};
use super::world::{Device, World};

/// The stages of a repair, in order.
const STAGES: [&str; 5] = ["reported", "accepted", "diagnosed", "repaired", "closed"];

/// The repairs that are not finished: stage, kind of device, reported so many hours ago.
const RUNNING: [(&str, &str, i64); 9] = [
    ("reported", "pc", 2),
    ("reported", "printer", 31),
    ("accepted", "laptop", 20),
    ("accepted", "visualiser", 151),
    ("diagnosed", "pc", 50),
    ("diagnosed", "ups", 98),
    ("repaired", "pc", 27),
    ("repaired", "audio", 75),
    ("scrap_proposed", "projector", 320),
];

pub type Breakage = TableLine<9>;

/// Writes the repairs of the last months, the one of a lesson among them.
pub fn fill(pen: &mut DemoPen<'_>, world: &mut World, count: i64) -> Result<()> {
    let mut rng = world.rng("repair");
    let faults: Vec<Breakage> = read!("repairs");
    let mut rows = Vec::new();
    for _ in 0..count {
        let fault = *rng.pick(&faults);
        let day = world.time.workday(-rng.between(6, 210));
        let at = super::days::at(day, rng.between(480, 1010));
        if let Some(device) = some(world, fault[0], &mut rng) {
            rows.push((
                repair(world, device, &fault, "closed", at, &mut rng),
                (device.id, None),
            ));
        }
    }
    for (state, kind, hours) in RUNNING {
        let of_kind: Vec<&Breakage> = faults.iter().filter(|f| f[0] == kind).collect();
        let fault = **rng.pick(&of_kind);
        let at = world.time.office_before(world.time.hours_ago(hours));
        let scrapped = world
            .devices
            .iter()
            .find(|d| d.state == "scrap_pending" && d.kind == kind);
        let sent = world
            .devices
            .iter()
            .find(|d| d.state == "repair" && d.kind == kind);
        let device = match state {
            "scrap_proposed" => scrapped,
            "accepted" | "diagnosed" => sent.or_else(|| some(world, kind, &mut rng)),
            _ => some(world, kind, &mut rng),
        };
        if let Some(device) = device {
            rows.push((
                repair(world, device, &fault, state, at, &mut rng),
                (device.id, None),
            ));
        }
    }
    let limit = world.time.hours_ago(30);
    let lesson = world.lessons.iter().rev().find(|l| l.to < limit).cloned();
    if let (Some(lesson), Some(fault)) = (lesson, faults.iter().find(|f| f[0] == "projector")) {
        let device = world
            .devices
            .iter()
            .find(|d| d.kind == "projector" && d.site == lesson.room);
        if let Some(device) = device {
            let at = lesson.to + Duration::minutes(6);
            let row = repair(world, device, fault, "closed", at, &mut rng);
            rows.push((row, (device.id, Some(lesson.booking))));
        }
    }
    for (id, (device, booking)) in pen.write_known("repair", rows)? {
        world.repairs.push((device, id));
        world.room_fault = booking.map(|b| (b, id)).or(world.room_fault);
    }
    Ok(())
}

/// Some device of a kind that is in use.
fn some<'w>(world: &'w World, kind: &str, rng: &mut Rng) -> Option<&'w Device> {
    let all = world.working(&[kind]);
    all.get(rng.below(all.len())).copied()
}

pub fn repair(
    world: &World,
    device: &Device,
    fault: &Breakage,
    state: &str,
    at: NaiveDateTime,
    rng: &mut Rng,
) -> DemoRow {
    let [
        _,
        symptom,
        cause,
        kind,
        measure,
        parts,
        cost,
        external,
        dismantled,
    ] = *fault;
    // A proposal to scrap follows the diagnosis.
    let stage = STAGES.iter().position(|s| *s == state).unwrap_or(2);
    let later = |from: NaiveDateTime, low, high, rng: &mut Rng| {
        world
            .time
            .office_after(from + rng.minutes(low, high))
            .max(from)
    };
    let accepted = later(at, 5, 240, rng);
    let done = later(accepted, 60, 2600, rng);
    let occurred = at - rng.minutes(4, 55);
    let media_room = world
        .places
        .iter()
        .any(|p| p.id == device.site && p.kind == "media_room");
    let cost = number(cost);
    let open = dismantled == "yes";
    let disposal = world.disposals.iter().find(|(d, _)| *d == device.id);
    DemoRow::new("repair", at, world.name_of(device.keeper))
        .state(state)
        .link("asset", device.id)
        .link("site", device.site)
        .text("symptom", symptom)
        .link("reported_by", device.keeper)
        .moment("reported_at", at)
        .moment("occurred_at", occurred)
        .moment("stopped_at", occurred + rng.minutes(0, 4))
        .text(
            "reported_to",
            if media_room { "room_admin" } else { "it_admin" },
        )
        .when(stage >= 1, |r| r.moment("accepted_at", accepted))
        .when(stage >= 2, |r| {
            r.text("cause", cause)
                .text("cause_kind", kind)
                .yes("personal", matches!(kind, "misuse" | "formatted"))
                .text("measure", measure)
        })
        .yes("external", external == "yes")
        .when(stage >= 3, |r| {
            r.yes("dismantled", open)
                .when(open, |r| r.yes("antistatic", true).yes("restored", true))
                .yes("virus_free", true)
                .text("parts", parts)
                .when(cost > 0, |r| r.yuan("cost", cost))
                .link(
                    "repairer",
                    world.who(if media_room {
                        "教室管理员甲"
                    } else {
                        "管理员乙"
                    }),
                )
                .moment("done_at", done)
        })
        .when(stage >= 4, |r| r.link("confirmed_by", device.keeper))
        .when(state == "scrap_proposed", |r| {
            r.link("disposal", disposal.map(|(_, id)| *id))
        })
}
