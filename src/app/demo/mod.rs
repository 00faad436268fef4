//! The demo: a desk filled with believable, linked records of every register around the desk's clock.
//!
//! The same seed and clock give the same records, numbers and history. Every record passes the rules' own
//! door, as an import does; one that is refused is a fault of the demo, and a test holds that there is none.

#[allow(dead_code)]
mod days;
mod devices;
mod duty;
#[allow(dead_code)]
mod incidents;
#[allow(dead_code)]
mod pen;
mod people;
#[allow(dead_code)]
mod rng;
mod rooms;
#[allow(dead_code)]
mod row;
mod table;
#[allow(dead_code)]
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
    people::fill(&mut pen, &mut world)?;
    devices::fill(&mut pen, &mut world)?;
    duty::shifts(&mut pen, &mut world, 60)?;
    incidents::fill(&mut pen, &world)?;
    rooms::timetable(&mut pen, &mut world)?;
    rooms::bookings(&mut pen, &mut world, 24)?;
    Ok(Filled {
        records: pen.done,
        stopped: pen.stopped,
    })
}

/// About the number of records of the usual demo, for the progress alone.
const USUAL: u64 = 3_000;
