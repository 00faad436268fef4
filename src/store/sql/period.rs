//! Stretches of the calendar, and the first or last of several days, as SQL.

use crate::model::expr::{Expr, Type};

use super::expr::Emit;
use super::names::literal;

/// The word of a stretch in an expression.
pub(super) fn word(period: Option<&Expr>) -> &str {
    match period {
        Some(Expr::Text(word, _)) => word,
        _ => "",
    }
}

impl Emit<'_> {
    /// The first of the filled ones; a blank one counts as later than any day, so that it never wins.
    pub(super) fn earliest(&self, args: &[Expr]) -> String {
        let each = self.days_or(args, "'~'");
        format!("nullif({}, '~')", self.dialect.least(&each))
    }

    /// The last of the filled ones; a blank one counts as earlier than any day.
    pub(super) fn latest(&self, args: &[Expr]) -> String {
        let each = self.days_or(args, "''");
        format!("nullif({}, '')", self.dialect.greatest(&each))
    }

    fn days_or(&self, args: &[Expr], blank: &str) -> String {
        let sides: Vec<Type> = args.iter().map(|a| self.side(a)).collect();
        let all_days = sides.iter().all(|t| matches!(t, Type::Date | Type::Null));
        let each = args.iter().zip(&sides).map(|(arg, side)| {
            let value = match (arg, side) {
                (Expr::Text(text, _), Type::Text) => literal(&text.replacen(' ', "T", 1)),
                (_, Type::Date) if !all_days => format!("{} || 'T00:00'", self.expr(arg)),
                _ => self.expr(arg),
            };
            format!("coalesce({value}, {blank})")
        });
        each.collect::<Vec<_>>().join(", ")
    }
}
