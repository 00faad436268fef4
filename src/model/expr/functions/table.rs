//! Every function of the expression language, once, in the order of the manual.
//!
//! A line: variant, name, what it takes (after `?` what may be left out, `..` where more of the last may
//! follow), what it gives, what it reads, one line for the manual.

use super::{Gives, RestsOn, Signature, Takes};
use crate::model::expr::ty::Type;

macro_rules! functions {
    ($($variant:ident $name:literal [$($takes:ident)* $(? $($rest:ident)+)?] $(.. $open:ident)? => $gives:ident $(($ty:ident))?, $reads:ident, $doc:literal;)*) => {
        /// A function of the expression language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Function { $($variant),* }

        /// Every function, in the order of the manual.
        pub const FUNCTIONS: &[Signature] = &[$(Signature {
            function: Function::$variant,
            name: $name,
            takes: &[$(Takes::$takes,)* $($(Takes::$rest,)+)?],
            least: count(&[$(Takes::$takes,)*]),
            open: functions!(@open $($open)?),
            gives: Gives::$gives $((Type::$ty))?,
            reads: RestsOn::$reads,
            doc: $doc,
        }),*];
    };
    (@open more) => { true };
    (@open) => { false };
}

functions! {
    Today "today" [] => Always(Date), Clock, "the desk's date";
    Now "now" [] => Always(Moment), Clock, "the desk's date and time";
    Me "me" [] => Always(Person), Clock, "the person at the desk";
    Days "days" [Day Day] => Always(Number), Record, "days from the first to the second";
    Hours "hours" [Moment Moment] => Fraction, Record, "hours from the first to the second";
    Minutes "minutes" [Moment Moment] => Always(Number), Record, "minutes from the first to the second";
    Months "months" [Day Day] => Always(Number), Record, "whole months from the first to the second";
    AddDays "add_days" [Day Number] => Always(Date), Record, "the day n days later";
    AddMonths "add_months" [Day Number] => Always(Date), Record, "the same day n months later, or the month's last";
    AddHours "add_hours" [Moment Number] => Always(Moment), Record, "the moment n hours later";
    AddMinutes "add_minutes" [Moment Number] => Always(Moment), Record, "the moment n minutes later";
    AddYears "add_years" [Day Number] => Always(Date), Record, "the same day n years later, or the month's last";
    PeriodStart "period_start" [Day Period] => Always(Date), Record, "the first day of the day, week, month, quarter, half or year";
    PeriodEnd "period_end" [Day Period] => Always(Date), Record, "its last day";
    Date "date" [Day] => Always(Date), Record, "the date of a moment";
    Year "year" [Day] => Always(Number), Record, "the year";
    Month "month" [Day] => Always(Number), Record, "the month, 1 to 12";
    Weekday "weekday" [Day] => Always(Number), Record, "the day of the week, 1 is Monday";
    Age "age" [Day] => Always(Number), Clock, "whole years up to today";
    Coalesce "coalesce" [Any Any] .. more => First, Record, "the first that is filled";
    Length "length" [Text] => Always(Number), Record, "characters";
    Lower "lower" [Text] => Always(Text), Record, "in small letters";
    Upper "upper" [Text] => Always(Text), Record, "in capital letters";
    Contains "contains" [Text Text] => Always(YesNo), Record, "whether the first has the second in it, in small or capital letters";
    Round "round" [Number ? Number] => First, Record, "rounded to a whole number, or to so many places";
    Abs "abs" [Number] => First, Record, "without its sign";
    Least "least" [Any Any] .. more => First, Record, "the smaller";
    Greatest "greatest" [Any Any] .. more => First, Record, "the larger";
    Earliest "earliest" [Day Day] .. more => Widest, Record, "the first of the filled ones; a date counts from its 00:00";
    Latest "latest" [Day Day] .. more => Widest, Record, "the last of the filled ones; a date counts from its 00:00";
    Has "has" [Ticks Code] => Always(YesNo), Record, "whether the list has the tick";
    Filled "filled" [Any] => Always(YesNo), Record, "whether anything stands there";
    Ref "ref" [Reference Far] => Far, Referred, "a field of the record referred to; also `reference.its_field`";
    Related "related" [Register Back] => Always(Number), Referring, "how many records of a register point here";
    Lines "lines" [Rows] => Always(Number), Lines, "how many lines";
    Total "total" [Rows Column] => Fraction, Lines, "the sum of a column of the lines";
    Some "some" [Over Condition] => Always(YesNo), Register, "whether the register has a live record for which the condition holds";
    None "none" [Over Condition] => Always(YesNo), Register, "whether it has not one";
    Count "count" [Over Condition] => Always(Number), Register, "how many it has";
    Sum "sum" [Over Number Condition] => Far, Register, "the sum of a number of theirs; 0 where there are none";
    First "first" [Over Any Condition] => Far, Register, "the least of a value of theirs";
    Last "last" [Over Any Condition] => Far, Register, "the greatest of a value of theirs";
    List "list" [Over Any Condition] => Always(Text), Register, "the values of theirs, each once, with commas between";
    Streak "streak" [Over Day Condition Day] => Always(Number), Register, "how many calendar months in a row have one, backwards from the month of the last argument (a day of the record at hand), or from the month before while that has none";
    Holds "holds" [Person Role ? Day] => Always(YesNo), Appointments, "whether the person holds the role on the day, or today";
    Staffed "staffed" [Role ? Unit] => Always(YesNo), Appointments, "whether anybody holds the role today: anywhere, or for the unit or one above it";
    Within "within" [Unit Unit] => Always(YesNo), Units, "whether the first unit is the second or lies below it";
    Param "param" [Figure] => Always(Number), Figures, "a figure of the rules: the desk's own, or the shipped one";
    IsWorkingDay "is_working_day" [Day] => Always(YesNo), Calendar, "whether it is a working day; blank where no calendar tells";
    IsTransferDay "is_transfer_day" [Day] => Always(YesNo), Calendar, "whether shares are transferred on it";
    IsTeachingDay "is_teaching_day" [Day] => Always(YesNo), Calendar, "whether lessons are given on it";
    WorkingDays "working_days" [Day Day] => Always(Number), Calendar, "working days after the first up to the second";
    AddWorkingDays "add_working_days" [Day Number] => Always(Date), Calendar, "the n-th working day after the day";
    AddTransferDays "add_transfer_days" [Day Number] => Always(Date), Calendar, "the n-th transfer day after the day";
    ChangedAt "changed_at" [Kept] => Always(Moment), Ledger, "when the field was last changed after the record was made";
    Created "created" [] => Always(Moment), Ledger, "when the record was made, by the desk's clock";
    InForce "in_force" [] => Always(Date), InForce, "in a rule: the day since when its regulation is in force; blank elsewhere";
}

const fn count(takes: &[Takes]) -> usize {
    takes.len()
}

/// The reserved words that stand for records, with a line each for the manual.
pub const WORDS: &[(&str, &str, &str)] = &[
    (
        "this",
        "a record",
        "the record on which the expression stands; `this.field` is a field of it, also inside `some(…)`",
    ),
    (
        "up",
        "a record",
        "inside `some(…)` and its like: the record around it; `up.field` is a field of that one",
    ),
];
