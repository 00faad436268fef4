//! How old, how late or how far off something is, in words.

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::value::{DATE, MOMENT};
use crate::model::{Lang, locale};
use crate::rules::watch::{Finding, Severity};

/// What something is aged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    Moment(NaiveDateTime),
    /// A whole day: counted in days.
    Day(NaiveDate),
}

impl Since {
    /// A date or a moment as the file writes it.
    pub fn read(text: &str) -> Option<Self> {
        let moment = text
            .get(..16)
            .and_then(|t| NaiveDateTime::parse_from_str(t, MOMENT).ok());
        let day = || NaiveDate::parse_from_str(text.get(..10)?, DATE).ok();
        moment.map(Self::Moment).or_else(|| day().map(Self::Day))
    }
}

/// How long ago, or how far ahead, in the largest fitting units.
pub fn age(since: Since, now: NaiveDateTime, lang: Lang) -> String {
    let (unit, n) = match since {
        Since::Day(day) => ("days", (now.date() - day).num_days()),
        Since::Moment(at) => match (now - at).num_minutes() {
            n @ -59..60 => ("minutes", n),
            n @ -1439..1440 => ("hours", n / 60),
            n => ("days", n / 1440),
        },
    };
    if n == 0 && matches!(since, Since::Day(_)) {
        return locale::say(lang, "desk-age-today", &[]);
    }
    let ahead = n < 0 || matches!(since, Since::Moment(at) if at > now);
    let way = if ahead { "ahead" } else { "age" };
    let n = n.abs().to_string();
    locale::say(lang, &format!("desk-{way}-{unit}"), &[("n", &n)])
}

/// How urgent a finding is: how late what is overdue (hours and minutes where there is room), how soon what is due,
/// how old the rest.
pub fn lateness(finding: &Finding, now: NaiveDateTime, lang: Lang, fully: bool) -> String {
    let Some(since) = finding.day().and_then(Since::read) else {
        return String::new();
    };
    if finding.severity != Severity::Overdue {
        return age(since, now, lang);
    }
    let minutes = match since {
        Since::Day(day) => (now.date() - day).num_days() * 1440,
        Since::Moment(at) => (now - at).num_minutes(),
    };
    let (id, big, small) = match minutes {
        n @ ..60 => ("desk-late-minutes", n.max(0), 0),
        n @ ..1440 if fully => ("desk-late-fully", n / 60, n % 60),
        n @ ..1440 => ("desk-late-hours", n / 60, 0),
        n => ("desk-late-days", n / 1440, 0),
    };
    let words = [("n", &*big.to_string()), ("m", &*small.to_string())];
    locale::say(lang, id, &words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, MOMENT).expect("a moment")
    }

    fn said(severity: Severity, due: &str) -> String {
        let finding = Finding {
            rule: String::new(),
            obligations: Vec::new(),
            register: String::new(),
            id: 1,
            number: None,
            title: String::new(),
            severity,
            since: None,
            due_at: Some(due.into()),
            missing: Vec::new(),
            message: String::new(),
            whose: None,
            rests_on: None,
        };
        lateness(&finding, at("2026-11-23T18:54"), Lang::En, true)
    }

    #[test]
    fn lateness_is_told_in_fitting_units() {
        assert_eq!(
            said(Severity::Overdue, "2026-11-23T16:44"),
            "2 h 10 min late"
        );
        assert_eq!(said(Severity::Overdue, "2026-11-23T18:53"), "1 min late");
        assert_eq!(said(Severity::Overdue, "2026-10-31"), "23 d late");
        assert_eq!(said(Severity::Due, "2026-11-23"), "today");
        assert_eq!(said(Severity::Due, "2026-11-23T20:54"), "in 2 h");
        assert_eq!(said(Severity::Breach, "2026-11-20"), "3 d");
        assert_eq!(said(Severity::Breach, "0001-01-01"), "739942 d");
        assert_eq!(said(Severity::Breach, "soon"), "");
    }
}
