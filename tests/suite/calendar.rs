//! Calendars: the shipped years against a second source, counting of days, deadlines, files with faults.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use deskbook::model::calendar::{
    self, Calendar, DayKind, FESTIVALS, LessonPeriod, Override, Term, Week, Year,
};
use deskbook::model::{Lang, locale};
use proptest::prelude::*;
use tyme4rs::tyme::Culture;
use tyme4rs::tyme::holiday::LegalHoliday;

use super::desk::{at as moment, day};

fn whole_years() -> impl Iterator<Item = NaiveDate> {
    let last = day("2026-12-31");
    day("2019-01-01")
        .iter_days()
        .take_while(move |d| *d <= last)
}

#[test]
fn the_shipped_years_have_no_fault_and_no_year_is_missing() {
    let faults: Vec<String> = calendar::sources()
        .into_iter()
        .flat_map(|(name, text)| {
            let found = calendar::faults()
                .into_iter()
                .filter(move |(n, _)| *n == name);
            found.map(move |(_, fault)| fault.render(Lang::Zh, name, text))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let years: Vec<i32> = calendar::shipped().iter().map(|y| y.year).collect();
    assert_eq!(years, (2019..=2026).collect::<Vec<_>>());
    let names: Vec<&str> = calendar::sources().into_iter().map(|(n, _)| n).collect();
    let wanted: Vec<String> = years.iter().map(|y| format!("{y}.toml")).collect();
    assert_eq!(names, wanted);
}

#[test]
fn every_day_is_as_a_second_source_has_it() {
    let calendar = Calendar::announced();
    for date in whole_years() {
        let (y, m, d) = (
            date.year() as isize,
            date.month() as usize,
            date.day() as usize,
        );
        let other = LegalHoliday::from_ymd(y, m, d);
        let weekday = date.weekday().num_days_from_monday() < 5;
        let off = other.as_ref().is_some_and(|h| !h.is_work());
        let shifted = other.as_ref().is_some_and(LegalHoliday::is_work);
        let named = other.filter(|h| !h.is_work()).map(|h| h.get_name());
        assert_eq!(
            calendar.is_working_day(date),
            Some(shifted || (weekday && !off)),
            "{date} {named:?}"
        );
        assert_eq!(
            calendar.is_transfer_day(date),
            Some(weekday && !off),
            "{date}"
        );
        assert_eq!(calendar.holiday(date).is_some(), off, "{date} {named:?}");
        if let (Some(ours), Some(theirs)) = (calendar.holiday(date), &named) {
            let mut parts = ours.name.zh.split('、');
            let known = parts.any(|part| theirs.contains(part.trim_end_matches('节')));
            assert!(known, "{date}: {} and {theirs}", ours.name.zh);
        }
    }
}

#[test]
fn some_days_that_clerks_remember() {
    let calendar = Calendar::announced();
    // DayKind, working, transfer.
    for (date, working, transfer) in [
        ("2024-02-04", true, false), // a Sunday, worked for the Spring Festival
        ("2024-02-09", true, true),  // New Year's Eve of 2024 was no day off
        ("2024-02-10", false, false),
        ("2024-02-16", false, false),
        ("2024-02-18", true, false),
        ("2024-02-19", true, true),
        ("2020-01-31", false, false), // the festival was made longer
        ("2020-02-01", false, false), // so this Saturday was not worked after all
        ("2019-05-05", true, false),
        ("2026-01-04", true, false),
        ("2026-02-23", false, false),
        ("2026-02-28", true, false),
        ("2026-09-20", true, false),
        ("2026-10-07", false, false),
        ("2026-10-08", true, true),
        ("2026-10-10", true, false),
        ("2026-10-11", false, false),
    ] {
        assert_eq!(calendar.is_working_day(day(date)), Some(working), "{date}");
        assert_eq!(
            calendar.is_transfer_day(day(date)),
            Some(transfer),
            "{date}"
        );
    }
}

#[test]
fn days_are_counted_over_festivals() {
    let calendar = Calendar::announced();
    // From, how many, the working day, the transfer day.
    for (from, n, working, transfer) in [
        ("2024-02-08", 1, "2024-02-09", "2024-02-09"),
        ("2024-02-08", 2, "2024-02-18", "2024-02-19"),
        ("2024-02-02", 1, "2024-02-04", "2024-02-05"),
        ("2024-02-19", -1, "2024-02-18", "2024-02-09"),
        ("2026-09-30", 1, "2026-10-08", "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10", "2026-10-12"),
        ("2026-10-03", 2, "2026-10-09", "2026-10-09"),
        ("2026-10-12", -2, "2026-10-09", "2026-10-08"),
        ("2025-12-31", 1, "2026-01-04", "2026-01-05"),
        ("2026-01-04", -1, "2025-12-31", "2025-12-31"),
        ("2026-11-23", 0, "2026-11-23", "2026-11-23"),
    ] {
        let found = calendar.nth_working_day_after(day(from), n);
        assert_eq!(found, Some(day(working)), "{n} working days after {from}");
        let found = calendar.nth_transfer_day_after(day(from), n);
        assert_eq!(found, Some(day(transfer)), "{n} transfer days after {from}");
    }
    let between = |a, b| calendar.working_days_between(day(a), day(b));
    assert_eq!(between("2024-02-08", "2024-02-19"), Some(3));
    assert_eq!(between("2024-02-19", "2024-02-08"), Some(-3));
    assert_eq!(between("2024-02-10", "2024-02-10"), Some(0));
    assert_eq!(between("2023-12-31", "2024-12-31"), Some(251));
    assert_eq!(between("2024-12-31", "2025-12-31"), Some(248));
}

#[test]
fn a_year_that_is_not_announced_has_no_answers() {
    let calendar = Calendar::announced();
    // Not even its weekends: a Saturday may be shifted.
    for date in [
        "2018-12-31",
        "2027-01-01",
        "2027-01-02",
        "2027-06-01",
        "0001-01-01",
        "9999-12-31",
    ] {
        assert_eq!(calendar.is_working_day(day(date)), None, "{date}");
        assert_eq!(calendar.is_transfer_day(day(date)), None, "{date}");
        assert_eq!(calendar.is_teaching_day(day(date)), None, "{date}");
        assert_eq!(calendar.nth_working_day_after(day(date), 1), None, "{date}");
        assert_eq!(
            calendar.nth_working_day_after(day(date), -2),
            None,
            "{date}"
        );
    }
    let last = day("2026-12-31");
    assert_eq!(calendar.nth_working_day_after(last, 1), None);
    assert_eq!(
        calendar.nth_working_day_after(last, -1),
        Some(day("2026-12-30"))
    );
    assert_eq!(calendar.nth_working_day_after(last, i64::MAX), None);
    assert_eq!(calendar.nth_working_day_after(last, i64::MIN), None);
    assert_eq!(calendar.working_days_between(last, day("2027-01-01")), None);
    assert_eq!(
        calendar.working_days_between(day("0001-01-01"), day("9999-12-31")),
        None
    );
    let unknown = calendar.unknown(DayKind::Working, day("2026-11-23"), day("2027-03-01"));
    assert_eq!(unknown, Some(day("2027-01-01")));
    assert_eq!(
        calendar.unknown(DayKind::Transfer, day("2026-11-23"), last),
        None
    );
    for far in [NaiveDate::MIN, NaiveDate::MAX] {
        assert_eq!(calendar.nth_transfer_day_after(far, 1), None);
        assert_eq!(calendar.working_days_between(far, last), None);
    }

    let said = calendar::not_loaded(day("2027-01-01"));
    assert!(
        said.zh.starts_with("2027 年的放假安排还没有载入"),
        "{}",
        said.zh
    );
    assert!(said.en.contains("2027"), "{}", said.en);
    let said = calendar::no_terms(day("2026-11-23"));
    assert!(said.zh.contains("2026-11-23") && said.en.contains("2026-11-23"));
    for lang in [Lang::Zh, Lang::En] {
        assert_ne!(calendar::out_of_reach().get(lang), "calendar-out-of-reach");
        assert!(locale::has(lang, "calendar-out-of-reach"));
    }
}

fn own(working: Option<bool>, transfer: Option<bool>, teaching: Option<bool>) -> Override {
    Override {
        working,
        transfer,
        teaching,
    }
}

#[test]
fn the_organisation_has_the_last_word() {
    let days = [
        (day("2026-11-23"), own(Some(false), None, None)),
        (day("2026-11-28"), own(Some(true), None, None)),
        (day("2027-01-04"), own(Some(true), Some(true), None)),
    ];
    let calendar = Calendar::new(calendar::shipped(), days, []);
    assert_eq!(calendar.is_working_day(day("2026-11-23")), Some(false));
    assert_eq!(
        calendar.is_transfer_day(day("2026-11-23")),
        Some(true),
        "said of work alone"
    );
    assert_eq!(
        calendar.nth_working_day_after(day("2026-11-27"), 1),
        Some(day("2026-11-28"))
    );
    assert_eq!(calendar.is_working_day(day("2027-01-04")), Some(true));
    assert_eq!(calendar.is_working_day(day("2027-01-05")), None);
    // The way to the entered day leads over three days of which nothing is known.
    assert_eq!(calendar.nth_working_day_after(day("2026-12-31"), 1), None);
    let days = (1..=4).map(|d| {
        let date = NaiveDate::from_ymd_opt(2027, 1, d).expect("a day");
        (date, own(Some(d == 4), Some(d == 4), None))
    });
    let calendar = Calendar::new(calendar::shipped(), days, []);
    assert_eq!(
        calendar.nth_working_day_after(day("2026-12-31"), 1),
        Some(day("2027-01-04"))
    );
    assert_eq!(calendar.nth_working_day_after(day("2026-12-31"), 2), None);
    let far = [day("0001-01-01"), day("9999-12-31")].map(|d| (d, own(Some(true), None, None)));
    let calendar = Calendar::new(calendar::shipped(), far, []);
    assert_eq!(
        calendar.nth_working_day_after(day("9999-12-30"), 1),
        Some(day("9999-12-31"))
    );
    assert_eq!(calendar.nth_working_day_after(day("9999-12-31"), 1), None);
    assert_eq!(calendar.nth_working_day_after(day("0001-01-01"), -1), None);
}

fn term(name: &str, from: &str, to: &str, first: Week) -> Term {
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).expect("a time");
    Term {
        name: name.into(),
        from: day(from),
        to: day(to),
        first_week: Some(first),
        periods: vec![
            LessonPeriod {
                no: 1,
                start: time(8, 0),
                end: time(8, 45),
            },
            LessonPeriod {
                no: 2,
                start: time(8, 55),
                end: time(9, 40),
            },
        ],
    }
}

#[test]
fn lessons_are_held_on_the_working_days_of_a_term() {
    let terms = [
        term("2026 autumn", "2026-09-01", "2027-01-15", Week::A),
        term("2026 spring", "2026-03-02", "2026-07-10", Week::B),
        term("the wrong way round", "2026-12-01", "2026-11-01", Week::A),
    ];
    let special = [(day("2026-11-20"), own(None, None, Some(false)))];
    let calendar = Calendar::new(calendar::shipped(), special, terms);
    for (date, held) in [
        ("2026-02-27", None), // before the first term
        ("2026-03-02", Some(true)),
        ("2026-04-06", Some(false)),
        ("2026-08-03", Some(false)), // between two terms
        ("2026-09-20", Some(true)),  // a shifted Sunday
        ("2026-10-05", Some(false)),
        ("2026-11-20", Some(false)), // a sports day, say
        ("2026-11-23", Some(true)),
        ("2027-01-04", None), // in the term, but the year is not announced
        ("2027-01-18", None), // after the last term
    ] {
        assert_eq!(calendar.is_teaching_day(day(date)), held, "{date}");
    }
    for (date, letter) in [
        ("2026-09-01", Some(Week::A)), // a Tuesday
        ("2026-09-06", Some(Week::A)),
        ("2026-09-07", Some(Week::B)),
        ("2026-09-14", Some(Week::A)),
        ("2026-03-02", Some(Week::B)),
        ("2026-03-09", Some(Week::A)),
        ("2026-08-03", None),
    ] {
        assert_eq!(calendar.week(day(date)), letter, "{date}");
    }
    let autumn = calendar.term(day("2026-11-23")).expect("a term");
    assert_eq!(autumn.week_number(day("2026-11-23")), Some(13));
    let at = |text| calendar.period_at(moment(text));
    assert_eq!(at("2026-11-23T08:00"), Some((Weekday::Mon, 1)));
    assert_eq!(at("2026-11-23T08:45"), None, "the break");
    assert_eq!(at("2026-11-24T09:39"), Some((Weekday::Tue, 2)));
    assert_eq!(
        calendar.lesson(day("2026-11-23"), 2),
        Some((moment("2026-11-23T08:55"), moment("2026-11-23T09:40")))
    );
    assert_eq!(calendar.lesson(day("2026-11-23"), 9), None);
    let none = Calendar::announced();
    assert_eq!(
        none.is_teaching_day(day("2026-11-23")),
        None,
        "without terms"
    );
}

/// A sound file of 2026, to be spoilt.
fn sound() -> String {
    let mut text = "year = 2026\n".to_owned();
    for (festival, month) in FESTIVALS.iter().zip(1..) {
        text += &format!(
            "[[holiday]]\nfestivals = [\"{festival}\"]\nname = {{ zh = \"节\", en = \"DayKind\" }}\n\
             from = \"2026-{month:02}-10\"\nto = \"2026-{month:02}-11\"\n"
        );
    }
    text
}

#[test]
fn a_bad_file_says_what_is_wrong_and_where() {
    let read = |text: &str| Year::read(text);
    assert!(read(&sound()).is_ok());
    let cases = [
        (
            "K02",
            sound().replacen("from = \"2026-03-10\"", "from = \"2025-03-10\"", 1),
            "2025-03-10",
        ),
        (
            "K01",
            sound().replacen("\"2026-02-11\"", "\"2026-02-30\"", 1),
            "2026-02-30",
        ),
        (
            "K01",
            sound().replacen("\"2026-02-11\"", "\"2026-2-11\"", 1),
            "2026-2-11",
        ),
        (
            "K03",
            sound().replacen("to = \"2026-04-11\"", "to = \"2026-05-10\"", 1),
            "2026-05-10",
        ),
        (
            "K03",
            sound() + "worked = [\"2026-11-14\", \"2026-11-14\"]\n",
            "2026-11-14",
        ),
        ("K03", sound() + "worked = [\"2026-07-11\"]\n", "2026-07-11"),
        ("K04", sound() + "worked = [\"2026-11-13\"]\n", "2026-11-13"),
        ("K02", sound() + "worked = [\"2027-01-02\"]\n", "2027-01-02"),
        ("K05", sound().replace("[\"qingming\"]", "[]"), "qingming"),
        (
            "K06",
            sound().replace("\"qingming\"]", "\"qingming\", \"easter\"]"),
            "easter",
        ),
        (
            "K03",
            sound().replace("\"qingming\"]", "\"qingming\", \"spring_festival\"]"),
            "spring_festival",
        ),
        (
            "K07",
            sound().replacen("to = \"2026-06-11\"", "to = \"2026-06-09\"", 1),
            "before it begins",
        ),
        ("F01", sound() + "wroked = []\n", "wroked"),
        ("F02", sound().replacen("year = 2026\n", "", 1), "year"),
        (
            "F02",
            sound().replacen("to = \"2026-06-11\"\n", "", 1),
            "`to`",
        ),
        ("F03", sound() + "worked = [1]\n", "worked"),
        (
            "F03",
            sound().replacen("year = 2026", "year = 0", 1),
            "year",
        ),
        ("F00", sound() + "from = \n", ""),
    ];
    for (code, text, said) in cases {
        let faults = read(&text).expect_err(code);
        let found = faults
            .iter()
            .find(|f| f.code() == code && f.message(Lang::En).contains(said));
        let found = found.unwrap_or_else(|| panic!("{code} {said}: {faults:?}"));
        assert!(!found.render(Lang::Zh, "2026.toml", &text).is_empty());
    }
    let (line, _) = read(&(sound() + "worked = [\"2026-11-13\"]\n")).expect_err("a fault")[0]
        .place(&(sound() + "worked = [\"2026-11-13\"]\n"));
    assert_eq!(line, 37);
    assert!(read("").is_err());
}

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        cases: 300,
        ..ProptestConfig::default()
    }
}

#[test]
fn counting_and_its_inverse_agree() {
    let calendar = Calendar::announced();
    let first = day("2019-01-01");
    let kinds = prop_oneof![Just(DayKind::Working), Just(DayKind::Transfer)];
    proptest!(config(), |(into in 0..2922_i64, n in -600..600_i64, kind in kinds)| {
        let from = first + chrono::TimeDelta::days(into);
        let found = calendar.nth(kind, from, n);
        if let Some(found) = found {
            prop_assert_eq!(calendar.between(kind, from, found), Some(n));
            if n != 0 {
                let is = match kind {
                    DayKind::Working => calendar.is_working_day(found),
                    DayKind::Transfer => calendar.is_transfer_day(found),
                };
                prop_assert_eq!(is, Some(true));
            }
            let next = calendar.nth(kind, from, n + 1);
            prop_assert!(next.is_none_or(|next| next > found), "{:?} {}", next, found);
            let later = calendar.nth(kind, from + chrono::TimeDelta::days(1), n);
            prop_assert!(later.is_none_or(|later| later >= found));
        } else {
            // Only the edges of what is announced have no answer.
            prop_assert!(into + 2 * n < 0 || into + n > 2922 - 600);
        }
    });
}

#[test]
fn counting_is_walking() {
    let calendar = Calendar::announced();
    let first = day("2019-01-01");
    proptest!(config(), |(from in 0..2922_i64, length in 0..500_i64)| {
        let to = (from + length).min(2921);
        let at = |n| first + chrono::TimeDelta::days(n);
        let walked = (from + 1..=to).filter(|n| calendar.is_working_day(at(*n)) == Some(true));
        let walked = i64::try_from(walked.count()).expect("a few");
        prop_assert_eq!(calendar.working_days_between(at(from), at(to)), Some(walked));
    });
}
