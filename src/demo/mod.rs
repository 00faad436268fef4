//! The demo: a desk filled with believable, linked records of every register around the desk's clock.
//!
//! The same seed and clock give the same records, numbers and history. Every record passes the rules' own
//! door, as an import does; one that is refused is a fault of the demo, and a test holds that there is none.

mod accounts;
mod calls;
mod checks;
mod data;
mod days;
mod devices;
mod duty;
mod incidents;
mod lessons;
mod more;
mod moves;
mod pen;
mod people;
mod repairs;
mod rng;
mod rooms;
mod row;
mod sheets;
mod supplies;
mod table;
mod upkeep;
mod work;
mod world;

use crate::app::clock::Clock;
use crate::store::{Result, Store};

use pen::DemoPen;
use world::World;

/// What the demo is to hold.
#[derive(Clone, Debug, Default)]
pub struct DemoPlan {
    /// About so many records in all; `None`: the usual few thousand.
    pub rows: Option<u64>,
    /// What chance starts from.
    pub seed: u64,
    /// Brings this one register to `rows` records instead of spreading them; it must be one of [`growing`].
    pub register: Option<String>,
}

/// The registers that grow by themselves, and so can be filled to any number of records.
pub fn growing() -> impl Iterator<Item = &'static str> {
    more::SHARES.iter().map(|(register, _)| *register)
}

/// What a fill did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Records written.
    pub records: u64,
    /// The caller asked to stop before the end.
    pub stopped: bool,
}

/// Fills a new, empty desk file. `progress` is told how many of how many records are there; `false` stops.
///
/// # Errors
/// Trouble with the file. What was written before stays.
pub fn fill(
    store: &mut Store,
    clock: Clock,
    plan: &DemoPlan,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Filled> {
    // The wall clock moves while we write: the demo stands at one moment.
    let clock = Clock::Fixed(clock.now());
    let mut pen = DemoPen::new(store, clock, plan.rows.unwrap_or(USUAL), progress);
    let mut world = World::new(clock.now(), plan.seed);
    usual(&mut pen, &mut world, Size::of(plan))?;
    further(&mut pen, &mut world, plan)?;
    Ok(Filled {
        records: pen.done,
        stopped: pen.stopped,
    })
}

/// How far back the registers of the usual demo reach.
#[derive(Clone, Copy, Debug)]
struct Size {
    days: i64,
    weeks: i64,
    repairs: i64,
    scans: i64,
    times: i64,
}

impl Size {
    const USUAL: Self = Self {
        days: 60,
        weeks: 9,
        repairs: 40,
        scans: 120,
        times: 4,
    };

    /// Fewer records than usual: shorter histories, but every register.
    fn of(plan: &DemoPlan) -> Self {
        let wanted = plan.rows.unwrap_or(USUAL).clamp(1, USUAL);
        let part = |usual: i64, least: i64| {
            let scaled = u64::try_from(usual).unwrap_or(0) * wanted / USUAL;
            i64::try_from(scaled).unwrap_or(usual).max(least)
        };
        Self {
            days: part(Self::USUAL.days, 24),
            weeks: part(Self::USUAL.weeks, 3),
            repairs: part(Self::USUAL.repairs, 8),
            scans: part(Self::USUAL.scans, 30),
            times: part(Self::USUAL.times, 1),
        }
    }
}

/// What is wanted beyond the usual desk.
fn further(pen: &mut DemoPen<'_>, world: &mut World, plan: &DemoPlan) -> Result<()> {
    let Some(rows) = plan.rows else {
        return Ok(());
    };
    if let Some(register) = &plan.register {
        let there = pen.written(register);
        return more::pour(pen, world, register, rows.saturating_sub(there));
    }
    let wanted = rows.saturating_sub(pen.done);
    for (register, share) in more::SHARES {
        if wanted >= 100 {
            more::pour(pen, world, register, wanted * share / 100)?;
        }
    }
    Ok(())
}

/// The desk of the usual size: every register, each after those that it refers to.
fn usual(pen: &mut DemoPen<'_>, world: &mut World, size: Size) -> Result<()> {
    people::fill(pen, world)?;
    supplies::media(pen, world)?;
    supplies::purchases(pen, world)?;
    devices::fill(pen, world)?;
    supplies::software(pen, world)?;
    accounts::fill(pen, world)?;
    duty::shifts(pen, world, size.days)?;
    let known = incidents::fill(pen, world)?;
    calls::reports(pen, world, &known)?;
    calls::responses(pen, world, &known)?;
    calls::calls(pen, world, &known)?;
    calls::tests(pen, world)?;
    rooms::timetable(pen, world)?;
    rooms::bookings(pen, world, size.days * 2 / 5)?;
    moves::archives(pen, world)?;
    moves::disposals(pen, world)?;
    repairs::fill(pen, world, size.repairs)?;
    lessons::fill(pen, world, size.days / 4)?;
    let permits = moves::changes(pen, world)?;
    moves::addresses(pen, world, &permits)?;
    moves::moves(pen, world)?;
    upkeep::fill(pen, world, size.times)?;
    checks::scans(pen, world, size.scans)?;
    checks::rooms(pen, world, size.weeks)?;
    let evidence = data::fill(pen, world, &known, size.weeks)?;
    checks::patrols(pen, world, &known, &evidence, size.days)?;
    checks::logs(pen, world, 6)?;
    work::tasks(pen, world)?;
    work::handovers(pen, world)?;
    sheets::fill(pen, world)
}

/// About the number of records of the usual demo.
const USUAL: u64 = 3_200;
