//! Stretches of the calendar and the first or last of several days, as SQL.

use crate::model::expr::{Expr, Type};

use super::expr::Emit;
use super::names::literal;

/// The first day of the stretch in which a day lies.
pub(super) fn start(day: &str, period: Option<&Expr>) -> String {
    match word(period) {
        // The Monday on or before it.
        "week" => format!("date({day}, '-6 days', 'weekday 1')"),
        "month" => format!("date({day}, 'start of month')"),
        "quarter" => of_months(day, 3),
        "half" => of_months(day, 6),
        "year" => format!("date({day}, 'start of year')"),
        _ => format!("date({day})"),
    }
}

/// Its last day.
pub(super) fn end(day: &str, period: Option<&Expr>) -> String {
    let months = match word(period) {
        "week" => return format!("date({day}, 'weekday 0')"),
        "month" => 1,
        "quarter" => 3,
        "half" => 6,
        "year" => 12,
        _ => return format!("date({day})"),
    };
    format!("date({}, '+{months} months', '-1 day')", start(day, period))
}

fn word(period: Option<&Expr>) -> &str {
    match period {
        Some(Expr::Text(word, _)) => word,
        _ => "",
    }
}

/// The first day of a stretch of months that divides the year.
fn of_months(day: &str, months: u8) -> String {
    format!(
        "date({day}, 'start of month', (-((CAST(substr({day}, 6, 2) AS INTEGER) - 1) % {months})) || ' months')"
    )
}

/// A stamp of the program on the wall clock of the desk.
pub(super) fn wall(utc: &str) -> String {
    format!("strftime('%Y-%m-%dT%H:%M', {utc}, 'localtime')")
}

impl Emit<'_> {
    /// The least or greatest of the filled ones; `stand_in` is what a blank one counts as, so that it never wins.
    pub(super) fn extreme(&self, aggregate: &str, stand_in: &str, args: &[Expr]) -> String {
        let sides: Vec<Type> = args.iter().map(|a| self.side(a)).collect();
        let all_days = sides.iter().all(|t| matches!(t, Type::Date | Type::Null));
        let each = args.iter().zip(&sides).map(|(arg, side)| {
            let value = match (arg, side) {
                (Expr::Text(text, _), Type::Text) => literal(&text.replacen(' ', "T", 1)),
                (_, Type::Date) if !all_days => format!("{} || 'T00:00'", self.expr(arg)),
                _ => self.expr(arg),
            };
            format!("coalesce({value}, {stand_in})")
        });
        let each: Vec<String> = each.collect();
        format!("nullif({aggregate}({}), {stand_in})", each.join(", "))
    }
}
