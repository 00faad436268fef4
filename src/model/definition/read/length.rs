//! Lengths of time as the TOML writes them: `{ hours = 24 }`, `{ working_days = "param('reply.working_days')" }`.

use super::table::TomlTable;
use crate::model::expr::{Formula, Piece};
use crate::model::fault::{Fault, Wrong};

use Piece::{Of, Words};

/// The units with the function that counts them, and what one is of the function's own.
const UNITS: [(&str, &str, &str); 8] = [
    ("minutes", "add_minutes", ""),
    ("hours", "add_hours", ""),
    ("days", "add_days", ""),
    ("working_days", "add_working_days", ""),
    ("transfer_days", "add_transfer_days", ""),
    ("weeks", "add_days", "7 * "),
    ("months", "add_months", ""),
    ("years", "add_years", ""),
];

/// So many of a unit.
pub struct Length {
    unit: usize,
    count: Formula,
}

/// Reads the length under a key; exactly one unit.
pub fn read(t: &TomlTable<'_>, key: &'static str) -> Option<Length> {
    let inner = t.table(key)?;
    let mut found = Vec::new();
    for (unit, (name, ..)) in UNITS.iter().enumerate() {
        if inner.has(name)
            && let Some(count) = inner.scalar(name).and_then(|n| inner.read_formula(&n))
        {
            found.push(Length { unit, count });
        }
    }
    if found.len() != 1 && !t.reading.faults.has_at(&inner.at) {
        let fault = Fault::new(Wrong::BadLength, inner.at.clone());
        t.fault(fault.near_or_known(&[], UNITS.map(|(name, ..)| name)));
    }
    inner.finish();
    found.pop()
}

impl Length {
    /// Whether it counts to the minute; the other units give a last day.
    pub fn is_exact(&self) -> bool {
        self.unit < 2
    }

    /// The moment or day so long after another.
    pub fn after(&self, start: &Formula) -> Formula {
        self.from(start, "")
    }

    /// The moment or day so long before another.
    pub fn before(&self, end: &Formula) -> Formula {
        self.from(end, "-")
    }

    fn from(&self, start: &Formula, sign: &str) -> Formula {
        let (_, function, times) = UNITS[self.unit];
        let factor = format!(", {sign}{times}");
        Formula::compose(&[
            Words(function),
            Words("("),
            Of(start),
            Words(&factor),
            Of(&self.count),
            Words(")"),
        ])
    }
}
