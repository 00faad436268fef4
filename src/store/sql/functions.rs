//! The functions of an expression as SQL.

use crate::model::Field;
use crate::model::expr::{Expr, Function};

use super::codes::has_code;
use super::dialect::TimeUnit;
use super::expr::Emit;
use super::names::quote;
use super::period::word;

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
            self.dialect
                .whole(&format!("substr({}, {from}, {len})", arg(i)))
        };
        let moved = |at: &str, span: TimeUnit| self.dialect.moved(at, &arg(1), span);
        let dialect = self.dialect;
        match function {
            Function::Today => ":today".into(),
            Function::Now => ":now".into(),
            Function::Me => ":me".into(),
            Function::Days => dialect.days_between(&day(0), &day(1)),
            Function::Hours => dialect.hours_between(&arg(0), &arg(1)),
            Function::Minutes => dialect.minutes_between(&arg(0), &arg(1)),
            Function::Months => dialect.months_between(&arg(0), &arg(1)),
            Function::Age => format!("({} / 12)", dialect.months_between(&arg(0), ":today")),
            Function::AddDays => moved(&day(0), TimeUnit::Days),
            Function::AddMonths => moved(&day(0), TimeUnit::Months),
            Function::AddYears => moved(&day(0), TimeUnit::Years),
            Function::AddHours => moved(&arg(0), TimeUnit::Hours),
            Function::AddMinutes => moved(&arg(0), TimeUnit::Minutes),
            Function::Date => day(0),
            Function::Year => part(0, 1, 4),
            Function::Month => part(0, 6, 2),
            Function::Weekday => dialect.weekday(&arg(0)),
            Function::Coalesce => format!("coalesce({})", all()),
            Function::Length => format!("length({})", arg(0)),
            Function::Lower => format!("lower({})", arg(0)),
            Function::Upper => format!("upper({})", arg(0)),
            Function::Round => {
                let places = args.get(1).map(|_| arg(1));
                dialect.rounded(&arg(0), places.as_deref())
            }
            Function::Contains => {
                let folded = |i| format!("lower({})", arg(i));
                format!("({})", dialect.contains(&folded(0), &folded(1)))
            }
            Function::PeriodStart => dialect.period_start(&day(0), word(args.get(1))),
            Function::PeriodEnd => dialect.period_end(&day(0), word(args.get(1))),
            Function::Earliest => self.earliest(args),
            Function::Latest => self.latest(args),
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
            Function::Created => dialect.wall(&self.column("created_at")),
            Function::InForce => ":in_force".into(),
            Function::Abs => format!("abs({})", arg(0)),
            Function::Least => dialect.least(&all()),
            Function::Greatest => dialect.greatest(&all()),
            Function::Has => format!("({})", has_code(dialect, &arg(0), &arg(1))),
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
            let lines = self.column(own);
            return match place {
                None => self.dialect.draft_lines(&lines),
                Some(p) => format!("(({}) / {scale}.0)", self.dialect.draft_sum(&lines, p)),
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
