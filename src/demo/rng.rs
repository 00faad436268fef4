//! Chance that can be repeated: splitmix64, a counter whose every step is mixed into 64 bits.
//!
//! The same seed gives the same desk on every machine. Each register draws from a stream of its own, so that
//! a sentence added to one register leaves the others as they were.

use chrono::Duration;

/// A stream of numbers. Never use it where chance must not be guessed.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// The stream of one register under one seed.
    pub fn new(seed: u64, stream: &str) -> Self {
        let mut name = 0xcbf2_9ce4_8422_2325_u64;
        for byte in stream.bytes() {
            name = (name ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(seed ^ name)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % n).unwrap_or(0)
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to - from).unwrap_or(0) + 1;
        from + i64::try_from(self.next() % span).unwrap_or(0)
    }

    /// True in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of the ids, if there are any.
    pub fn id(&mut self, ids: &[i64]) -> Option<i64> {
        ids.get(self.below(ids.len())).copied()
    }

    pub fn minutes(&mut self, from: i64, to: i64) -> Duration {
        Duration::minutes(self.between(from, to))
    }
}
