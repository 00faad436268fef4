//! Statements over the ledger: what was done, and what it changed.

use super::dialect::Dialect;

/// Opens a step: time, person, verb, register, and which step it takes back or brings back. Gives its number.
pub const BEGIN: &str = "INSERT INTO _op (id, at, by, what, register, undoes, redoes) \
     SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6 FROM _op RETURNING id";

/// The last number of the ledger.
pub const LAST: &str = "SELECT coalesce(max(seq), 0) FROM _change";

/// The latest moment among the last steps.
pub const LATEST: &str =
    "SELECT max(at) FROM (SELECT at FROM _op ORDER BY id DESC LIMIT 200) AS newest";

/// Appends a change.
pub const APPEND: &str = "INSERT INTO _change (seq, op, register, record, rev, kind, reason, body) \
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

/// Which changes are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Of a record, oldest first.
    OfRecord,
    /// Of a step, in order.
    OfOp,
    /// The newest before a number, newest first.
    Before(usize),
    /// Those after a number, oldest first.
    After(usize),
}

/// Changes: number, step, register, record, revision, time, person, kind, reason, body.
pub fn changes(which: Changes) -> String {
    let which = match which {
        Changes::OfRecord => "c.register = ? AND c.record = ? ORDER BY c.seq".to_owned(),
        Changes::OfOp => "c.op = ? ORDER BY c.seq".to_owned(),
        Changes::Before(limit) => format!("c.seq < ? ORDER BY c.seq DESC LIMIT {limit}"),
        Changes::After(limit) => format!("c.seq > ? ORDER BY c.seq LIMIT {limit}"),
    };
    format!(
        "SELECT c.seq, c.op, c.register, c.record, c.rev, o.at, o.by, c.kind, c.reason, c.body \
         FROM _change AS c JOIN _op AS o ON o.id = c.op WHERE {which}"
    )
}

/// The registers touched after a number.
pub fn touched(dialect: &dyn Dialect) -> String {
    let ledger = dialect.ledger_by_number();
    format!("SELECT DISTINCT register FROM {ledger} WHERE seq > ?")
}

/// Whether one of two registers was touched after a number.
pub fn touched_one_of_two(dialect: &dyn Dialect) -> String {
    let ledger = dialect.ledger_by_number();
    format!("SELECT 1 FROM {ledger} WHERE seq > ?1 AND register IN (?2, ?3) LIMIT 1")
}

/// Whether a step stands: it was brought back as often as it was taken back.
const STANDS: &str = "(SELECT count(*) FROM _op WHERE undoes = o.id) = (SELECT count(*) FROM _op WHERE redoes = o.id)";

/// A person's own steps that stand, newest first: number, time, person, verb, register, taken back, brought back.
pub fn standing(limit: usize) -> String {
    format!(
        "SELECT id, at, by, what, register, undoes, redoes FROM _op AS o \
         WHERE by = ?1 AND undoes IS NULL AND redoes IS NULL AND {STANDS} \
         AND EXISTS (SELECT 1 FROM _change WHERE op = o.id) ORDER BY id DESC LIMIT {limit}"
    )
}

/// The step that this person took back last, with nothing new of theirs since; columns as [`standing`].
pub const UNDONE: &str = "SELECT o.id, o.at, o.by, o.what, o.register, o.undoes, o.redoes \
     FROM _op AS u JOIN _op AS o ON o.id = u.undoes WHERE u.by = ?1 AND u.undoes IS NOT NULL \
     AND (SELECT count(*) FROM _op WHERE undoes = o.id) > (SELECT count(*) FROM _op WHERE redoes = o.id) \
     AND u.id > coalesce((SELECT id FROM _op WHERE by = ?1 AND undoes IS NULL AND redoes IS NULL \
     ORDER BY id DESC LIMIT 1), 0) ORDER BY u.id DESC LIMIT 1";

/// The step that took a step back last.
pub const LAST_UNDO: &str = "SELECT max(id) FROM _op WHERE undoes = ?";

/// Person and time of the first change of a record after a number that stands and is not of a step.
pub fn later() -> String {
    format!(
        "SELECT o.by, o.at FROM _change AS c JOIN _op AS o ON o.id = c.op \
         WHERE c.register = ?1 AND c.record = ?2 AND c.seq > ?3 AND o.undoes IS NULL AND o.redoes IS NULL \
         AND o.id <> ?4 AND {STANDS} ORDER BY c.seq LIMIT 1"
    )
}
