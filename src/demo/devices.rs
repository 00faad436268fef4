//! The equipment of the demo: what was bought, and every computer and device that stands somewhere.

use chrono::NaiveDate;

use crate::store::Result;

use super::days::{at, plus};
use super::pen::DemoPen;
use super::rng::Rng;
use super::row::DemoRow;
use super::table::{TableLine, number, read};
use super::world::{Device, World};

/// Names, units and offices of people who have a computer of their own.
const OFFICES: [(&str, &str); 7] = [
    ("02", "O01"),
    ("03", "O02"),
    ("05", "O03"),
    ("08", "O04"),
    ("09", "O05"),
    ("04", "O06"),
    ("01", "O07"),
];

/// Writes the equipment.
pub fn fill(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    let mut rng = world.rng("asset");
    let mut rows = Vec::new();
    let mut count = Counter::default();
    for person in &world.people {
        let office = OFFICES
            .iter()
            .find(|(unit, _)| world.unit(unit) == Some(person.unit));
        let stands = person.name.starts_with("值班员") || person.name == "水工甲";
        let Some((_, office)) = office.filter(|_| !stands) else {
            continue;
        };
        let kind = if rng.chance(30) { "laptop" } else { "pc" };
        let bought = world.time.workday(-rng.between(60, 2200));
        rows.extend(device(
            world, &mut rng, &mut count, kind, "in_use", person.id, office, bought,
        ));
    }
    let stock: Vec<TableLine<3>> = read!("stock");
    for [place, keeper, stock] in stock {
        let keeper = world.who(keeper).unwrap_or_default();
        let bought = world.time.workday(-rng.between(120, 1800));
        for (kind, n) in stock.split(' ').filter_map(|s| s.split_once(':')) {
            for _ in 0..number(n) {
                rows.extend(device(
                    world, &mut rng, &mut count, kind, "in_use", keeper, place, bought,
                ));
            }
        }
    }
    let past: Vec<TableLine<5>> = read!("past_devices");
    for [kind, state, keeper, place, ago] in past {
        let ago = number(ago);
        let keeper = world.who(keeper).unwrap_or_default();
        let bought = world.time.workday(-ago);
        rows.extend(device(
            world, &mut rng, &mut count, kind, state, keeper, place, bought,
        ));
    }
    for (id, device) in pen.write_known("asset", rows)? {
        world.devices.push(Device { id, ..device });
    }
    Ok(())
}

/// How many of each kind have been numbered.
#[derive(Default)]
struct Counter(Vec<(&'static str, i64)>);

impl Counter {
    fn of(&self, letters: &str) -> i64 {
        self.0
            .iter()
            .find(|(l, _)| *l == letters)
            .map_or(0, |(_, n)| *n)
    }

    fn next(&mut self, letters: &'static str) -> i64 {
        match self.0.iter_mut().find(|(l, _)| *l == letters) {
            Some((_, n)) => {
                *n += 1;
                *n
            }
            None => {
                self.0.push((letters, 1));
                1
            }
        }
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one line of the ledger of equipment"
)]
fn device(
    world: &World,
    rng: &mut Rng,
    count: &mut Counter,
    kind: &str,
    state: &'static str,
    keeper: i64,
    place: &str,
    bought: NaiveDate,
) -> Option<(DemoRow, Device)> {
    let [kind, letters, models, config, system, low, high] =
        *world.models.iter().find(|m| m[0] == kind)?;
    let models: Vec<&str> = models.split(" / ").collect();
    let (low, high) = (number(low), number(high));
    let place = world.places.iter().find(|p| p.code == place)?;
    let unit = world.people.iter().find(|p| p.id == keeper)?.unit;
    let no = format!("{letters}-{:04}", count.next(letters));
    let arrived = plus(bought, rng.between(1, 9));
    let entered = at(arrived, rng.between(540, 1020)).max(world.time.at(-850, 9, 0));
    let runs = matches!(kind, "pc" | "laptop" | "server");
    let key =
        matches!(kind, "server" | "router") || (kind == "switch" && place.kind == "machine_room");
    let online = runs && state == "in_use" && place.kind != "computer_room" && rng.chance(80);
    let finance = world.who("会计甲") == Some(keeper);
    // Kept in whole tens, as invoices are.
    let price = rng.between(low / 10, high / 10) * 10;
    let row = DemoRow::new("asset", world.time.not_after_now(entered), "管理员甲")
        .state(state)
        .text("asset_no", &no)
        .text("kind", kind)
        .text("model", *rng.pick(&models))
        .text("serial_no", serial(rng, letters))
        .text("config", config)
        .text(
            "os",
            if kind == "laptop" && rng.chance(15) {
                "统信 UOS 20"
            } else {
                system
            },
        )
        .link("org_unit", unit)
        .link("site", place.id)
        .link("keeper", keeper)
        .text(
            "fixed_asset_no",
            format!("GD{}{:04}", bought.format("%y%m"), rng.between(1, 9999)),
        )
        .link("purchase", purchase(world, kind, place.code, count))
        .day("purchased_on", bought)
        .yuan("original_value", price)
        .yes("key_device", key)
        .when(key, |r| r.yes("ups_fitted", no != "SW-0006"))
        .yes(
            "grounded",
            matches!(place.kind, "machine_room" | "computer_room") || !runs,
        )
        .yes("internet_allowed", online || rng.chance(8))
        .yes("internet_connected", online)
        .yes("holds_secret", kind == "server" && no.ends_with('3'))
        .yes("holds_important", kind == "server" || finance && runs)
        .when(state == "lent", |r| {
            r.text("note", "借给实习教师备课用，学期末归还")
        })
        .when(state == "lost", |r| {
            r.text("note", "外出培训途中遗失，已报案")
        });
    let device = Device {
        id: 0,
        no,
        kind,
        unit,
        site: place.id,
        keeper,
        state,
        since: arrived,
    };
    Some((row, device))
}

/// The purchase that brought a device, where it is still known.
fn purchase(world: &World, kind: &str, place: &str, count: &Counter) -> Option<i64> {
    let found = |n: usize| world.purchases.get(n).map(|(_, id)| *id);
    match (kind, place) {
        ("pc", "W01") => found(0),
        ("pc", "W02") => found(1),
        ("switch", "J01") => found(2),
        ("projector", "M03") => found(5),
        ("ups", "J02") => found(6),
        ("laptop", _) if count.of("NB") <= 4 => found(4),
        _ => None,
    }
}

/// Twelve characters, none of which is mistaken for another.
fn serial(rng: &mut Rng, letters: &str) -> String {
    const SIGNS: &[u8] = b"0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
    let tail: String = (0..9).map(|_| char::from(*rng.pick(SIGNS))).collect();
    format!("{letters}{}{tail}", rng.below(9) + 1)
}
