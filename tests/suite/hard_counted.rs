//! The hard rules that count, counted again by hand: like cases of a month, months in a row, minutes on duty, days of
//! the exchange.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::{Datelike, Duration, Months, NaiveDate, NaiveDateTime, Weekday};
use deskbook::rules::watch::Finding;
use deskbook::store::Store;
use proptest::prelude::*;

use super::desk::{at, day, prepared};
use super::rulebook::cases;

fn moment(when: NaiveDateTime) -> String {
    when.format("%Y-%m-%dT%H:%M").to_string()
}

/// What a rule finds, on one empty desk for all tries of a test.
fn found(text: &str) -> cases::Answer {
    thread_local! {
        static DESK: RefCell<Option<(Store, tempfile::TempDir)>> = const { RefCell::new(None) };
    }
    DESK.with_borrow_mut(|desk| {
        let (store, _) = desk.get_or_insert_with(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("desk.sqlite");
            let stamp = cases::stamp(cases::long_ago());
            (prepared::shipped(&path, &stamp), folder)
        });
        cases::found(store, text)
    })
}

/// The labels that are found.
fn labels(answer: &cases::Answer) -> BTreeSet<String> {
    let (ids, findings) = answer;
    let of = |f: &Finding| {
        let label = ids
            .iter()
            .find(|(label, id)| **id == f.id && label.starts_with('x'));
        label.map(|(label, _)| label.clone()).expect("a label")
    };
    findings.iter().map(of).collect()
}

/// Days on which the stock exchange rests in 2026 although they are no Saturday or Sunday, from the announcement.
fn rests(day: NaiveDate) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let holidays = [
        ((1, 1), (1, 3)),
        ((2, 15), (2, 23)),
        ((4, 4), (4, 6)),
        ((5, 1), (5, 5)),
        ((6, 19), (6, 21)),
        ((9, 25), (9, 27)),
        ((10, 1), (10, 7)),
    ];
    let md = (day.month(), day.day());
    weekend || holidays.iter().any(|(from, to)| *from <= md && md <= *to)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// A case is reported as the third when two earlier ones lie less than a month and a day before it.
    #[test]
    fn like_cases_of_a_month(hours in prop::collection::vec((0_i64..24 * 80, 0_usize..2), 1..9)) {
        let mut text = String::from("rule incident.third_like_case at 2026-12-01T09:00\n  org_unit u: kind=department state=active\n");
        let start = at("2026-01-20T00:00");
        let all: Vec<_> = hours.iter().map(|(h, kind)| (start + Duration::hours(*h), *kind)).collect();
        for (i, (when, kind)) in all.iter().enumerate() {
            writeln!(text, "  incident x{i}: case_type=t{kind} org_unit=u occurred_at={} state=handling", moment(*when)).unwrap();
        }
        let third = |i: usize| {
            let (when, kind) = all[i];
            let before = all.iter().enumerate().filter(|(j, (other, k))| {
                let earlier = *other < when || *other == when && *j < i;
                *k == kind && earlier && other.date() + Months::new(1) >= when.date()
            });
            before.count() >= 2
        };
        let wanted: BTreeSet<String> = (0..all.len()).filter(|i| third(*i)).map(|i| format!("x{i}")).collect();
        let found = labels(&found(&text));
        prop_assert_eq!(found, wanted, "{}", text);
    }

    /// Twelve months in a row, credited ones joined only where they touch the first own one.
    #[test]
    fn months_in_a_row(own in prop::collection::btree_set(0_u32..16, 0..16), credit in 0_u32..13, ends in 0_u32..16, until in 10_u32..18) {
        let month = |n: u32| day("2025-04-01") + Months::new(n);
        let name = |n: u32| month(n).format("%Y-%m").to_string();
        let mut text = String::from("rule hpf_loan.twelve_in_a_row at 2026-12-01T09:00\n  hpf_account a: account_no=1 id_no=1 category=veteran state=normal\n");
        for n in &own {
            writeln!(text, "  hpf_contribution c{n}: account=a month={} paid_on={}-10 normal=yes late_fill=no", name(*n), name(*n)).unwrap();
        }
        writeln!(text, "  hpf_transfer t: account=a months={credit} months_to={} state=transferred", name(ends)).unwrap();
        writeln!(text, "  hpf_loan x: account=a applied_on={}-20 decision=eligible", name(until)).unwrap();
        let newest = if own.contains(&until) { Some(until) } else { Some(until - 1).filter(|n| own.contains(n)) };
        let mut count = 0;
        if let Some(newest) = newest {
            let mut first = newest;
            while first > 0 && own.contains(&(first - 1)) {
                first -= 1;
            }
            count = newest - first + 1;
            if first > 0 && ends == first - 1 {
                count += credit;
            }
        }
        let (_, findings) = found(&text);
        prop_assert_eq!(findings.is_empty(), count >= 12, "{} months\n{}", count, text);
    }

    /// Each minute since the first shift is in a named hole exactly when nobody stood the post.
    #[test]
    fn minutes_on_duty(shifts in prop::collection::vec((0_i64..60, 1_i64..14, 0_u8..4), 1..10), now in 20_i64..60) {
        let start = at("2025-12-30T20:00");
        let hour = |n: i64| start + Duration::hours(n);
        let mut text = format!("rule site.post_unmanned at {}\n  site xs: kind=duty_post state=open\n", moment(hour(now)));
        for (i, (from, long, missed)) in shifts.iter().enumerate() {
            let state = if *missed == 0 { "missed" } else { "planned" };
            writeln!(text, "  person p{i}: staff_no={i}").unwrap();
            writeln!(text, "  duty_shift d{i}: site=xs person=p{i} start_at={} end_at={} state={state}", moment(hour(*from)), moment(hour(from + long))).unwrap();
        }
        let (_, findings) = found(&text);
        let first = shifts.iter().map(|s| s.0).min().unwrap_or(0).min(now);
        for n in first..now + 24 {
            let stood = shifts.iter().any(|(from, long, missed)| *missed > 0 && *from <= n && n < from + long);
            let named = findings.iter().any(|f| {
                let edge = |t: &Option<String>| at(t.as_deref().expect("both ends"));
                edge(&f.since) <= hour(n) && hour(n) < edge(&f.due_at)
            });
            prop_assert_ne!(stood, named, "{} in\n{}", hour(n), text);
        }
    }

    /// The second day of the exchange after a day, against the announced list.
    #[test]
    fn days_of_the_exchange(after in 0_i64..355) {
        let fact = day("2026-01-01") + Duration::days(after);
        let mut due = fact;
        for _ in 0..2 {
            due += Duration::days(1);
            while rests(due) {
                due += Duration::days(1);
            }
        }
        let told = |on: NaiveDate| format!("kind=k01 occurred_on={fact} first_disclosed_on={on} state=disclosed");
        let text = format!(
            "rule material_event.two_transfer_days at 2026-12-31T23:00\n  material_event a: {}\n  material_event xb: {}\n",
            told(due),
            told(due + Duration::days(1)),
        );
        let answer = found(&text);
        prop_assert_eq!(answer.1.len(), 1, "{}", text);
        prop_assert_eq!(answer.1[0].id, answer.0["xb"]);
        prop_assert_eq!(answer.1[0].due_at.clone(), Some(due.to_string()));
    }
}
