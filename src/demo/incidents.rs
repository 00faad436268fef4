//! What happened at the demo's school: incidents in every stage, who was told, who came.

use chrono::{Duration, NaiveDateTime};

use crate::store::Result;

use super::days::at;
use super::pen::DemoPen;
use super::row::DemoRow;
use super::table::{TableLine, number, read};
use super::world::World;

/// One event, told once, from which its record, reports and responses are made.
pub struct Case {
    /// Found so many minutes before now.
    pub ago: i64,
    /// Began so many minutes before it was found.
    pub before: i64,
    pub state: &'static str,
    pub category: &'static str,
    pub severity: &'static str,
    pub unit: &'static str,
    pub place: &'static str,
    pub finder: &'static str,
    pub like: &'static str,
    pub loss: Option<i64>,
    pub crime: bool,
    pub summary: &'static str,
    pub disposition: &'static str,
    pub remedial: &'static str,
    pub lessons: &'static str,
}

const DAY: i64 = 1440;

/// A case with its record.
pub struct KnownCase {
    pub id: i64,
    pub case: Case,
    pub found: NaiveDateTime,
}

/// The events of the table, oldest first.
fn cases() -> Vec<Case> {
    let lines: Vec<TableLine<15>> = read!("incidents");
    let case = |l: TableLine<15>| Case {
        ago: number(l[0]),
        before: number(l[1]),
        state: l[2],
        category: l[3],
        severity: l[4],
        unit: l[5],
        place: l[6],
        finder: l[7],
        like: l[8],
        loss: l[9].parse().ok(),
        crime: l[10] == "yes",
        summary: l[11],
        disposition: l[12],
        remedial: l[13],
        lessons: l[14],
    };
    lines.into_iter().map(case).collect()
}

/// Writes the incidents.
pub fn fill(pen: &mut DemoPen<'_>, world: &World) -> Result<Vec<KnownCase>> {
    let rows = cases()
        .into_iter()
        .map(|case| {
            let (row, found) = incident(world, &case);
            (row, (case, found))
        })
        .collect();
    let known = pen.write_known("incident", rows)?;
    Ok(known
        .into_iter()
        .map(|(id, (case, found))| KnownCase { id, case, found })
        .collect())
}

fn incident(world: &World, case: &Case) -> (DemoRow, NaiveDateTime) {
    // What is days old happened at its own hour of the day, whatever the hour is now.
    let (days, rest) = (case.ago / DAY, case.ago % DAY);
    let found = if days > 2 {
        at(world.time.day(-days), 440 + (days * 97 + rest) % 690)
    } else {
        world.time.now - Duration::minutes(case.ago)
    };
    let began = found - Duration::minutes(case.before);
    let after = |minutes: i64| world.time.not_after_now(found + Duration::minutes(minutes));
    let (handled, closed) = (case.state != "open", case.state == "closed");
    let reported = closed || case.state == "reported";
    let on_site = case.unit == "20";
    let network = matches!(
        case.category,
        "harmful_info" | "illegal_online" | "intrusion" | "virus"
    );
    let device = match case.category {
        "virus" => world
            .devices
            .iter()
            .find(|d| Some(d.keeper) == world.who("会计甲")),
        "intrusion" | "data_anomaly" => world.devices.iter().find(|d| d.kind == "server"),
        "lightning" => world.devices.iter().find(|d| d.kind == "switch"),
        _ => None,
    };
    let account = matches!(
        case.category,
        "password_leak" | "data_anomaly" | "intrusion"
    )
    .then(|| world.account("paike"))
    .flatten();
    let row = DemoRow::new("incident", after(4), case.finder)
        .state(case.state)
        .text("category", case.category)
        .moment("occurred_at", began)
        .moment("discovered_at", found)
        .link("discovered_by", world.who(case.finder))
        .link("org_unit", world.unit(case.unit))
        .text("place", case.place)
        .text("summary", case.summary)
        .text("severity", case.severity)
        .yes("severe_order", case.category == "unrest")
        .yes("is_crime", case.crime)
        .text("case_type", case.like)
        .when(case.loss.is_some(), |r| {
            r.yuan("loss", case.loss.unwrap_or_default())
        })
        .when(on_site && handled, |r| {
            r.link("commander", world.who("项目经理"))
                .moment("first_contact_at", after(2))
        })
        .text("disposition", case.disposition)
        .when(case.category == "fire" && handled, |r| {
            r.moment("fire_brigade_at", after(6))
        })
        .when(network && handled, |r| {
            r.moment("stopped_at", after(18))
                .yes("evidence_saved", true)
                .text(
                    "evidence_path",
                    format!("取证/{}-{}.zip", found.format("%Y%m%d"), case.category),
                )
        })
        .link("asset", device.map(|d| d.id))
        .link("account", account)
        .when(case.category == "password_leak" && closed, |r| {
            r.day("password_renewed_on", found.date())
        })
        .when(on_site && reported, |r| {
            r.moment("staff_told_at", after(600))
        })
        .text("remedial", case.remedial)
        .text("lessons", case.lessons)
        .when(closed, |r| r.moment("closed_at", after(3 * DAY + 200)));
    (row, found)
}
