//! Kinds of rule that count, add up or compare, written out as conditions and deadlines.

use super::quantified::{all, need, of, quantified};
use super::when::{deadline, period, warn};
use crate::model::definition::read::length;
use crate::model::definition::read::table::TomlTable;
use crate::model::expr::{Formula, Piece};
use crate::model::fault::{Fault, Wrong};
use crate::model::form::rule::{Deadline, Test};

use Piece::{Name, Of, Words};

/// A sum per period of the calendar: the last whole one, and the running one.
pub(super) fn total(t: &TomlTable<'_>, when: Option<Formula>) -> Option<Test> {
    let (sum, at) = (t.formula("total")?, need(t, "at")?);
    let word = t.need_string("period").value;
    period(t)?;
    let register = t.need_string("in");
    let edge = |name: &str, day: &str| format!("period_{name}({day}, '{word}')");
    let before = format!("add_days({}, -1)", edge("start", "today()"));
    let over = |day: &str| {
        let from = t.made(&edge("start", day), t.at.start);
        let to = t.made(&edge("end", day), t.at.start);
        let within = Formula::compose(&[
            Words("date("),
            Of(&at),
            Words(") between "),
            Of(&from),
            Words(" and "),
            Of(&to),
        ]);
        quantified(t, &register, "sum", Some(&sum), Some(&within))
    };
    let (past, running) = (over(&before), over("today()"));
    let end = edge("end", "today()");
    Some(match (t.formula("at_least"), t.formula("at_most")) {
        (Some(least), _) => {
            // The end of the last period while it fell short, else of the running one.
            let whole = format!("case when in_force() <= {} and ", edge("start", &before));
            let due = Formula::compose(&[
                Words(&whole),
                Of(&past),
                Words(" < "),
                Of(&least),
                Words(&format!(" then {before} when ")),
                Of(&running),
                Words(" < "),
                Of(&least),
                Words(&format!(" then {end} end")),
            ]);
            let start = Formula::compose(&[
                Words("case when "),
                Of(&due),
                Words(&format!(
                    " is not null then {} end",
                    edge("start", "today()")
                )),
            ]);
            Test::Deadline(Deadline {
                warn: warn(t, &start, &due, false),
                start,
                due,
                done: None,
                when,
            })
        }
        (None, most) => {
            if most.is_none() {
                t.need("at_least");
            }
            let most = most?;
            Test::Require {
                holds: Formula::compose(&[
                    Of(&past),
                    Words(" <= "),
                    Of(&most),
                    Words(" and "),
                    Of(&running),
                    Words(" <= "),
                    Of(&most),
                ]),
                when,
            }
        }
    })
}

/// Months in a row, with months that are credited.
pub(super) fn run(t: &TomlTable<'_>, when: Option<Formula>) -> Option<Test> {
    let (at, until, least) = (need(t, "at")?, need(t, "until")?, need(t, "at_least")?);
    let register = t.name(&t.string("run")?);
    let of = of(t);
    let mut pieces = vec![
        Words("streak("),
        Name(&register),
        Words(", "),
        Of(&at),
        Words(", "),
    ];
    let filter = t.formula("where");
    let condition = all(of.iter().chain(&filter));
    pieces.extend([Of(&condition), Words(", "), Of(&until), Words(")")]);
    let credit = t.formula("credit");
    if let Some(credit) = &credit {
        pieces.extend([Words(" + coalesce("), Of(credit), Words(", 0)")]);
    }
    pieces.extend([Words(" >= "), Of(&least)]);
    Some(Test::Require {
        holds: Formula::compose(&pieces),
        when,
    })
}

/// Like records within a window: from the so-manieth on a clock of its own runs.
pub(super) fn count_within(
    t: &TomlTable<'_>,
    register: &str,
    when: Option<&Formula>,
) -> Option<Test> {
    let least = t.scalar("count_within").and_then(|n| t.read_formula(&n))?;
    let at = need(t, "at")?;
    t.need("window");
    let window = length::read(t, "window")?;
    // The window is measured from the earlier record on, as people do.
    let reach = window.after(&at);
    let own = Formula::compose(&[Words("this."), Name(&at)]);
    // Of those at the same minute the one entered first came first.
    let mut alike = vec![Formula::compose(&[
        Of(&at),
        Words(" <= "),
        Of(&own),
        Words(" and ("),
        Of(&at),
        Words(" < "),
        Of(&own),
        Words(" or id <= this.id)"),
    ])];
    for field in t.strings("like") {
        let name = Name(&t.name(&field));
        alike.push(Formula::compose(&[name, Words(" = this."), name]));
    }
    let alike = all(&alike);
    let filter = t.formula("where");
    let near = Formula::compose(&[
        Of(&alike),
        Words(" and date("),
        Of(&own),
        Words(") <= "),
        Of(&reach),
    ]);
    let found = all([&near].into_iter().chain(&filter));
    let many = Formula::compose(&[
        Words("count("),
        Words(register),
        Words(", "),
        Of(&found),
        Words(") >= "),
        Of(&least),
    ]);
    let mut applies = vec![];
    for condition in when.into_iter().chain(&filter) {
        applies.extend([Of(condition), Words(" and ")]);
    }
    applies.push(Of(&many));
    let when = Some(Formula::compose(&applies));
    if t.has("within") {
        Some(Test::Deadline(deadline(t, at, when)?))
    } else {
        Some(Test::Require {
            holds: t.made("no", t.at.start),
            when,
        })
    }
}

/// Dates never fall from one field to the next.
pub(super) fn order(t: &TomlTable<'_>, when: Option<Formula>) -> Test {
    let fields: Vec<Formula> = t.strings("order").iter().map(|name| t.name(name)).collect();
    let sign = if t.flag("strict").unwrap_or(false) {
        " < "
    } else {
        " <= "
    };
    let complete = t.flag("complete").unwrap_or(false);
    let mut tests = Vec::new();
    for (i, earlier) in fields.iter().enumerate() {
        for later in &fields[i + 1..] {
            let (a, b) = (Of(earlier), Of(later));
            let falls = [
                a,
                Words(" is null or "),
                b,
                Words(" is null or "),
                a,
                Words(sign),
                b,
            ];
            tests.push(Formula::compose(&falls));
            if complete {
                let gap = [Words("filled"), a, Words(" or not filled"), b];
                tests.push(Formula::compose(&gap));
            }
        }
    }
    if tests.is_empty() {
        t.fault(Fault::new(Wrong::OneToOrder, t.at.clone()));
    }
    Test::Require {
        holds: all(&tests),
        when,
    }
}

/// A log reaches back so far, or to its own beginning.
pub(super) fn retain(t: &TomlTable<'_>, when: Option<Formula>) -> Option<Test> {
    let (reaches, at) = (t.formula("retain")?, need(t, "at")?);
    t.need("least");
    let edge = length::read(t, "least")?.before(&at);
    let born = t.formula("born");
    let mut pieces = vec![Of(&reaches), Words(" <= "), Of(&edge)];
    if let Some(born) = &born {
        // A log of unknown age gets no leave to be short.
        pieces.extend([
            Words(" or coalesce("),
            Of(born),
            Words(" > "),
            Of(&edge),
            Words(" and "),
            Of(&reaches),
            Words(" <= "),
            Of(born),
            Words(", no)"),
        ]);
    }
    Some(Test::Require {
        holds: Formula::compose(&pieces),
        when,
    })
}
