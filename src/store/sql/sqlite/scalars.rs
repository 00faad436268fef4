//! Numbers, texts and comparisons in SQLite.

use crate::store::sql::dialect::Scalars;

use super::Sqlite;

impl Scalars for Sqlite {
    fn yes_no(&self, yes: bool) -> &'static str {
        if yes { "1" } else { "0" }
    }

    fn whole(&self, number: &str) -> String {
        format!("CAST({number} AS INTEGER)")
    }

    fn as_text(&self, value: &str) -> String {
        format!("CAST({value} AS TEXT)")
    }

    fn rounded(&self, number: &str, places: Option<&str>) -> String {
        match places {
            Some(places) => format!("round({number}, {places})"),
            None => format!("round({number})"),
        }
    }

    fn quotient(&self, a: &str, b: &str) -> String {
        format!("({a} * 1.0 / {b})")
    }

    fn remainder(&self, a: &str, b: &str) -> String {
        format!("({a} % {b})")
    }

    fn least(&self, values: &str) -> String {
        format!("min({values})")
    }

    fn greatest(&self, values: &str) -> String {
        format!("max({values})")
    }

    fn same(&self, a: &str, b: &str) -> String {
        format!("{a} IS {b}")
    }

    fn differ(&self, a: &str, b: &str) -> String {
        format!("{a} IS NOT {b}")
    }

    fn like(&self, text: &str, pattern: &str) -> String {
        format!("{text} LIKE {pattern}")
    }

    fn contains(&self, text: &str, part: &str) -> String {
        format!("instr({text}, {part}) > 0")
    }

    fn unindexed(&self, column: &str) -> String {
        format!("+{column}")
    }
}
