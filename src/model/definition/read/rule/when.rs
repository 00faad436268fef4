//! Kinds of rule that hold something to a day, a period or a stretch of time.

use super::quantified::{far, far_when, need};
use crate::model::definition::read::length;
use crate::model::definition::read::table::TomlTable;
use crate::model::expr::{Formula, Piece};
use crate::model::form::rule::{Coverage, Deadline, Period, Periods};

use Piece::{Of, Words};

pub(super) fn deadline(
    t: &TomlTable<'_>,
    start: Formula,
    when: Option<Formula>,
) -> Option<Deadline> {
    t.need("within");
    let within = length::read(t, "within")?;
    let due = within.after(&start);
    Some(Deadline {
        warn: warn(t, &start, &due, within.is_exact()),
        done: t.formula("done"),
        start,
        due,
        when,
    })
}

/// From when a deadline is shown: what the rule says, all the time where it is counted in hours, else a week before.
pub(super) fn warn(t: &TomlTable<'_>, start: &Formula, due: &Formula, exact: bool) -> Formula {
    match length::read(t, "warn") {
        Some(length) => length.before(due),
        None if exact => start.clone(),
        None => Formula::compose(&[Words("add_days("), Of(due), Words(", -7)")]),
    }
}

pub(super) fn notice(t: &TomlTable<'_>, when: Option<Formula>) -> Option<Deadline> {
    let event = t.formula("notice")?;
    t.need("least");
    let least = length::read(t, "least")?;
    let due = least.before(&event);
    Some(Deadline {
        warn: warn(t, &event, &due, false),
        start: event,
        due,
        done: Some(need(t, "given")?),
        when,
    })
}

/// The last one of a register is not older than a length of time.
pub(super) fn rolling(t: &TomlTable<'_>, when: Option<Formula>) -> Option<Deadline> {
    let at = need(t, "at")?;
    let last = far(t, "every", "last", Some(&at))?;
    let start = t.formula("start");
    let first = start.unwrap_or_else(|| t.made("created()", t.at.start));
    // Nobody is asked for what lay before the regulation was in force.
    let begun = Formula::compose(&[
        Words("coalesce(date("),
        Of(&last),
        Words("), greatest(date("),
        Of(&first),
        Words("), in_force()))"),
    ]);
    t.need("within");
    let within = length::read(t, "within")?;
    let due = within.after(&begun);
    Some(Deadline {
        warn: warn(t, &begun, &due, false),
        start: begun,
        due,
        done: None,
        when,
    })
}

pub(super) fn periods(t: &TomlTable<'_>, when: Option<Formula>) -> Option<Periods> {
    let at = need(t, "at")?;
    let day = Formula::compose(&[Words("date("), Of(&at), Words(")")]);
    let period = period(t)?;
    Some(Periods {
        days: far(t, "every", "list", Some(&day))?,
        period,
        reach: t.number("reach", 1..=400).unwrap_or(period.usual_reach()),
        grace: t.table("grace").and_then(|g| {
            let days = g.scalar("days").and_then(|d| g.read_formula(&d));
            g.finish();
            days
        }),
        start: t.formula("start"),
        when,
    })
}

pub(super) fn period(t: &TomlTable<'_>) -> Option<Period> {
    t.need("period");
    t.word("period")
}

pub(super) fn coverage(t: &TomlTable<'_>, when: Option<Formula>) -> Option<Coverage> {
    let (from, to) = (need(t, "from")?, need(t, "to")?);
    let both = Formula::compose(&[Of(&from), Words(" || '/' || "), Of(&to)]);
    let now = t.made("now()", t.at.start);
    let edge = |key, after: bool| {
        let length = length::read(t, key);
        length.map_or_else(
            || now.clone(),
            |s| if after { s.after(&now) } else { s.before(&now) },
        )
    };
    let until = edge("ahead", true);
    let first = t.formula("start");
    let after = match &first {
        // From the first moment on, or from now where that lies ahead.
        Some(start) => Formula::compose(&[
            Words("earliest("),
            Of(start),
            Words(", "),
            Of(&now),
            Words(")"),
        ]),
        None => edge("back", false),
    };
    // Shifts that cannot reach the stretch are left where they are. Those after it say where a hole ends.
    let near = Formula::compose(&[Of(&to), Words(" >= add_days("), Of(&after), Words(", -1)")]);
    let near = Some(&near).filter(|_| first.is_none());
    Some(Coverage {
        spans: far_when(t, "coverage", "list", Some(&both), near)?,
        until,
        after,
        when,
    })
}
