//! How far apart the rungs of a ladder stand: the keys of evenly spaced rows, by which any part of a long list is near.

/// From this many rows on a ladder is worth its time.
const LONG: u64 = 5_000;
/// Rungs of a ladder.
const RUNGS: u64 = 1_000;

pub fn is_worth(count: u64) -> bool {
    count >= LONG
}

/// The rows between two rungs.
pub fn step(count: u64) -> u64 {
    (count / RUNGS).max(200)
}
