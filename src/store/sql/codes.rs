//! Ticks, which are kept as codes joined by commas.

use super::dialect::Dialect;

/// Whether a code is among those of a column.
pub fn has_code(dialect: &dyn Dialect, codes: &str, code: &str) -> String {
    let within = format!("',' || coalesce({codes}, '') || ','");
    dialect.contains(&within, &format!("',' || {code} || ','"))
}
