//! Statements over the registers that the program itself understands: regulations, units, figures, what is put
//! aside, days and terms.

use super::names::quote;

/// Number, scope and first day of the regulations in force.
pub const REGULATIONS: &str = "SELECT \"seed_no\", \"scope_unit\", coalesce(substr(\"effective_on\", 1, 10), '0001-01-01') \
     FROM \"regulation\" WHERE \"void_at\" IS NULL AND \"state\" = 'in_force' AND \"seed_no\" IS NOT NULL ORDER BY 1, 3";

/// A unit and all units below it. A ring of units ends where it began.
pub const UNITS_UNDER: &str = "WITH RECURSIVE u(id) AS (VALUES (?1) UNION \
     SELECT o.\"id\" FROM \"org_unit\" AS o JOIN u ON o.\"parent\" = u.id) SELECT id FROM u ORDER BY 1";

/// How many units there are.
pub const UNITS: &str = "SELECT count(*) FROM \"org_unit\" WHERE \"void_at\" IS NULL";

/// The codes of the figures that somebody has set.
pub const FIGURES_SET: &str = "SELECT \"code\" FROM \"rule_param\" \
     WHERE \"void_at\" IS NULL AND \"set_by\" IS NOT NULL AND \"set_on\" IS NOT NULL";

/// Rule, record and last day of what is put aside until a day or longer.
pub const SNOOZED: &str = "SELECT \"rule\", \"record\", \"until\" FROM \"snooze\" WHERE \"void_at\" IS NULL AND \"until\" >= ?";

/// Columns of the living records of a register, then their id; nothing in place of a column that is not there.
pub fn living(register: &str, columns: &[Option<&str>]) -> String {
    let column = |c: Option<&str>| c.map_or_else(|| "NULL".to_owned(), quote);
    let columns: Vec<String> = columns.iter().copied().map(column).collect();
    format!(
        "SELECT {}, \"id\" FROM {} WHERE \"void_at\" IS NULL ORDER BY \"id\"",
        columns.join(", "),
        quote(register)
    )
}
