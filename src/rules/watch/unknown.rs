//! Why a finding is not computable, in words: which year has no calendar, or that the standard is blank.

use chrono::{Days, NaiveDate};

use crate::model::calendar::{DayKind, no_terms, not_loaded, out_of_reach};
use crate::model::form::rule::{Period, Test};
use crate::model::locale;
use crate::model::text::Text;
use crate::model::typing::Frame;
use crate::model::value::DATE;
use crate::store::Reader;

use super::Guard;

/// As far ahead as a deadline is looked for.
const AHEAD: u64 = 1_000;

/// What is said instead of the rule's own words, which would claim what nobody knows.
pub fn words(guard: &Guard, since: Option<&str>, said: &str, reader: &Reader<'_>) -> String {
    let why = why(guard, since, reader);
    let args = [("say", said), ("why", why.get(reader.lang))];
    locale::say(reader.lang, "finding-not-computable", &args)
}

fn why(guard: &Guard, since: Option<&str>, reader: &Reader<'_>) -> Text {
    let read = |text: &str| NaiveDate::parse_from_str(text.get(..10)?, DATE).ok();
    let today = reader.stamp.now.date();
    let day = since.and_then(read).unwrap_or(today);
    match &guard.rule.test {
        Test::Figure { .. } => return locale::both("finding-no-standard", &[]),
        Test::Periods(p) if p.period == Period::TeachingDay => return no_terms(day),
        Test::Periods(_) => return not_loaded(day),
        _ => {}
    }
    let (form, catalog) = (&*guard.form, reader.catalog);
    let scope = Frame::of(form, catalog);
    let formulas = guard.rule.formulas();
    if !formulas.iter().any(|f| f.root().needs_calendar(scope)) {
        return out_of_reach();
    }
    let until = day.max(today).checked_add_days(Days::new(AHEAD));
    let until = until.unwrap_or(NaiveDate::MAX);
    let unknown = reader.calendar().unknown(DayKind::Working, day, until);
    unknown.map_or_else(out_of_reach, not_loaded)
}
