//! Who does something, and when: what every write and every expression is told about the world.

use chrono::{DateTime, Local, NaiveDateTime, Utc};

/// The moment and the person of one act. The clock is injected: this is the only way time enters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Wall clock of the desk.
    pub now: NaiveDateTime,
    pub utc: DateTime<Utc>,
    /// The name under which the act is kept in the ledger.
    pub by: String,
    /// The record of the register `person` that stands for this user, if there is one.
    pub me: Option<i64>,
}

impl Stamp {
    /// UTC with milliseconds, `2026-11-23T10:54:00.123Z`, as the ledger keeps it.
    pub fn utc_text(&self) -> String {
        self.utc.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
    }
}

/// A stamp of the ledger (`2026-11-23T10:54:00.123Z`) on the wall clock of the desk.
pub fn wall(utc: &str) -> String {
    DateTime::parse_from_rfc3339(utc).map_or_else(
        |_| utc.to_owned(),
        |t| {
            t.with_timezone(&Local)
                .format("%Y-%m-%d %H:%M:%S")
                .to_string()
        },
    )
}
