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
mod moves;
mod pen;
mod people;
mod repairs;
mod rng;
mod rooms;
mod row;
mod supplies;
mod table;
mod upkeep;
mod work;
mod world;

use crate::app::clock::Clock;
use crate::store::{Result, Store};

use pen::Pen;
use world::World;

/// What the demo is to hold.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// About so many records in all; `None`: the usual few thousand.
    pub rows: Option<u64>,
    /// What chance starts from.
    pub seed: u64,
    /// Puts all further records into this one register instead of spreading them.
    pub register: Option<String>,
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
    plan: &Plan,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Filled> {
    // The wall clock moves while we write: the demo stands at one moment.
    let clock = Clock::Fixed(clock.now());
    let mut pen = Pen::new(store, clock, plan.rows.unwrap_or(USUAL), progress);
    let mut world = World::new(clock.now(), plan.seed);
    usual(&mut pen, &mut world)?;
    Ok(Filled {
        records: pen.done,
        stopped: pen.stopped,
    })
}

/// The desk of the usual size: every register, each after those that it refers to.
fn usual(pen: &mut Pen<'_>, world: &mut World) -> Result<()> {
    people::fill(pen, world)?;
    supplies::media(pen, world)?;
    supplies::purchases(pen, world)?;
    devices::fill(pen, world)?;
    supplies::software(pen, world)?;
    accounts::fill(pen, world)?;
    duty::shifts(pen, world, 60)?;
    let known = incidents::fill(pen, world)?;
    calls::reports(pen, world, &known)?;
    calls::responses(pen, world, &known)?;
    calls::calls(pen, world, &known)?;
    calls::tests(pen, world)?;
    rooms::timetable(pen, world)?;
    rooms::bookings(pen, world, 24)?;
    moves::archives(pen, world)?;
    moves::disposals(pen, world)?;
    repairs::fill(pen, world, 40)?;
    lessons::fill(pen, world, 14)?;
    let permits = moves::changes(pen, world)?;
    moves::addresses(pen, world, &permits)?;
    moves::moves(pen, world)?;
    upkeep::fill(pen, world, 4)?;
    checks::scans(pen, world, 120)?;
    checks::rooms(pen, world, 9)?;
    let evidence = data::fill(pen, world, &known, 9)?;
    checks::patrols(pen, world, &known, &evidence, 60)?;
    checks::logs(pen, world, 6)?;
    work::tasks(pen, world)?;
    work::handovers(pen, world)
}

/// About the number of records of the usual demo, for the progress alone.
const USUAL: u64 = 3_000;
