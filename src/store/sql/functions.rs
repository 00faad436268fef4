//! The functions of an expression as SQL.

use crate::model::Field;
use crate::model::expr::{Expr, Function};

use super::expr::Emit;
use super::names::quote;
use super::period;

impl Emit<'_> {
    pub(super) fn call(&self, function: Function, args: &[Expr]) -> String {
        let arg = |i: usize| args.get(i).map_or_else(|| "NULL".into(), |a| self.expr(a));
        let all = || {
            args.iter()
                .map(|a| self.expr(a))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let day = |i: usize| format!("substr({}, 1, 10)", arg(i));
        let part = |i: usize, from: u8, len: u8| {
            format!("CAST(substr({}, {from}, {len}) AS INTEGER)", arg(i))
        };
        let months = |a: &str, b: &str| {
            let piece =
                |d: &str, from: u8, len: u8| format!("CAST(substr({d}, {from}, {len}) AS INTEGER)");
            // The last day of a month completes it, as `add_months` says.
            format!(
                "(({} - {}) * 12 + {} - {} - (substr({b}, 9, 2) < substr({a}, 9, 2) \
                 AND strftime('%d', substr({b}, 1, 10), '+1 day') <> '01'))",
                piece(b, 1, 4),
                piece(a, 1, 4),
                piece(b, 6, 2),
                piece(a, 6, 2)
            )
        };
        match function {
            Function::Today => ":today".into(),
            Function::Now => ":now".into(),
            Function::Me => ":me".into(),
            Function::Days => format!(
                "CAST(julianday({}) - julianday({}) AS INTEGER)",
                day(1),
                day(0)
            ),
            Function::Hours => {
                format!("((unixepoch({}) - unixepoch({})) / 3600.0)", arg(1), arg(0))
            }
            Function::Minutes => format!("((unixepoch({}) - unixepoch({})) / 60)", arg(1), arg(0)),
            Function::Months => months(&arg(0), &arg(1)),
            Function::Age => format!("({} / 12)", months(&arg(0), ":today")),
            Function::AddDays => format!("date({}, ({}) || ' days')", day(0), arg(1)),
            Function::AddMonths => format!("date({}, ({}) || ' months', 'floor')", day(0), arg(1)),
            Function::AddHours => format!(
                "strftime('%Y-%m-%dT%H:%M', {}, ({}) || ' hours')",
                arg(0),
                arg(1)
            ),
            Function::AddMinutes => format!(
                "strftime('%Y-%m-%dT%H:%M', {}, ({}) || ' minutes')",
                arg(0),
                arg(1)
            ),
            Function::Date => day(0),
            Function::Year => part(0, 1, 4),
            Function::Month => part(0, 6, 2),
            Function::Weekday => format!(
                "((CAST(strftime('%w', {}) AS INTEGER) + 6) % 7 + 1)",
                arg(0)
            ),
            Function::Coalesce => format!("coalesce({})", all()),
            Function::Length => format!("length({})", arg(0)),
            Function::Lower => format!("lower({})", arg(0)),
            Function::Upper => format!("upper({})", arg(0)),
            Function::Round => format!("round({})", all()),
            Function::Contains => format!("(instr(lower({}), lower({})) > 0)", arg(0), arg(1)),
            Function::AddYears => format!("date({}, ({}) || ' years', 'floor')", day(0), arg(1)),
            Function::PeriodStart => period::start(&day(0), args.get(1)),
            Function::PeriodEnd => period::end(&day(0), args.get(1)),
            Function::Earliest => self.extreme("min", "'~'", args),
            Function::Latest => self.extreme("max", "''", args),
            Function::Holds => self.holds(args),
            Function::Staffed => self.staffed(args),
            Function::Within => self.within(args),
            Function::Param => self.param(args),
            Function::IsWorkingDay | Function::IsTransferDay | Function::IsTeachingDay => {
                format!("{}({})", function.signature().name, day(0))
            }
            Function::WorkingDays => format!("working_days({}, {})", day(0), day(1)),
            Function::AddWorkingDays => format!("add_working_days({}, {})", day(0), arg(1)),
            Function::AddTransferDays => format!("add_transfer_days({}, {})", day(0), arg(1)),
            Function::ChangedAt => self.changed_at(args),
            Function::Created => period::wall(&self.column("created_at")),
            Function::InForce => ":in_force".into(),
            Function::Abs => format!("abs({})", arg(0)),
            Function::Least => format!("min({})", all()),
            Function::Greatest => format!("max({})", all()),
            Function::Has => format!(
                "(instr(',' || coalesce({}, '') || ',', ',' || {} || ',') > 0)",
                arg(0),
                arg(1)
            ),
            Function::Filled => format!("({0} IS NOT NULL AND {0} <> '')", arg(0)),
            Function::Ref => self.far(args),
            Function::Related => self.related(args),
            Function::Lines => self.lines(args, None),
            Function::Total => self.lines(args, args.get(1)),
            // These are nodes of their own.
            Function::Some
            | Function::None
            | Function::Count
            | Function::Sum
            | Function::First
            | Function::Last
            | Function::List
            | Function::Streak => "NULL".into(),
        }
    }

    /// A field of the record that a reference points at.
    fn far(&self, args: &[Expr]) -> String {
        let (Some(Expr::Name(own, _)), Some(Expr::Name(name, _))) = (args.first(), args.get(1))
        else {
            return "NULL".into();
        };
        self.beyond(own, |there| there.name(name))
    }

    fn related(&self, args: &[Expr]) -> String {
        let (Some(Expr::Text(register, _)), Some(Expr::Name(field, _) | Expr::Text(field, _))) =
            (args.first(), args.get(1))
        else {
            return "0".into();
        };
        format!(
            "(SELECT count(*) FROM {} AS far WHERE far.{} = {} AND far.\"void_at\" IS NULL)",
            quote(register),
            quote(field),
            self.column("id")
        )
    }

    /// The number of lines, or the sum of one of their columns.
    pub(super) fn lines(&self, args: &[Expr], column: Option<&Expr>) -> String {
        let Some(Expr::Name(own, _)) = args.first() else {
            return "0".into();
        };
        let column = match column {
            Some(Expr::Name(name, _) | Expr::Text(name, _)) => Some(name.as_str()),
            _ => None,
        };
        let lines = self
            .frame
            .form
            .field(own)
            .and_then(Field::line_fields)
            .unwrap_or_default();
        let place = column.and_then(|c| lines.iter().position(|f| f.id == c));
        let scale = place
            .and_then(|p| lines[p].kind.places())
            .map_or(1, |p| 10_i64.pow(p));
        if self.draft {
            let json = format!("coalesce({}, '[]')", self.column(own));
            return match place {
                None => format!("json_array_length({json})"),
                Some(p) => format!(
                    "(SELECT coalesce(sum(value ->> {p}), 0) / {scale}.0 FROM json_each({json}))"
                ),
            };
        }
        let table = quote(&self.frame.form.child_table(own));
        let what = column.map_or("count(*)".into(), |c| {
            format!("coalesce(sum({}), 0) / {scale}.0", quote(c))
        });
        format!(
            "(SELECT {what} FROM {table} WHERE \"parent\" = {})",
            self.column("id")
        )
    }
}
