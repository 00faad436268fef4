//! The demo: no record is refused on any day, the same seed gives the same desk, and Today has something to show.

use std::path::Path;
use std::sync::OnceLock;

use chrono::NaiveDateTime;
use deskbook::app::clock::Clock;
use deskbook::app::entry::Entry;
use deskbook::app::session::Session;
use deskbook::demo::{self, DemoPlan};
use deskbook::model::{Lang, locale};
use deskbook::rules::watch::{Severity, Watch};
use deskbook::store::{Direction, Query, Store};

use super::desk::{at, done, every, prepared};

struct Made {
    store: Store,
    clock: Clock,
    _folder: tempfile::TempDir,
}

/// A desk of a plan, and how many records it was filled with.
fn made(at: NaiveDateTime, plan: &DemoPlan) -> (Made, u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, records) = filled(&folder.path().join("demo.sqlite"), at, plan);
    (Made::over(store, at, folder), records)
}

impl Made {
    fn over(store: Store, at: NaiveDateTime, folder: tempfile::TempDir) -> Self {
        Self {
            store,
            clock: Clock::Fixed(at),
            _folder: folder,
        }
    }
}

fn filled(path: &Path, at: NaiveDateTime, plan: &DemoPlan) -> (Store, u64) {
    let clock = Clock::Fixed(at);
    let mut store = prepared::shipped(path, &clock.stamp("tester", None));
    let filled = demo::fill(&mut store, clock, plan, &mut |_, _| true);
    let filled = filled.unwrap_or_else(|e| panic!("at {at}:\n{}", e.message(Lang::En)));
    (store, filled.records)
}

/// The working evening of the README.
pub fn evening() -> NaiveDateTime {
    at("2026-11-23T18:54")
}

/// What `deskbook demo` makes in the evening, and how many records that were.
pub fn usual(path: &Path) -> (Store, u64) {
    static RECORDS: OnceLock<u64> = OnceLock::new();
    prepared::copy("demo", path, |file| {
        let (store, records) = filled(file, evening(), &plan(1));
        store.close();
        RECORDS.get_or_init(|| records);
    });
    let stamp = Clock::Fixed(evening()).stamp("tester", None);
    let records = RECORDS.get().expect("a filled desk");
    (prepared::open(path, &stamp), *records)
}

fn made_as_usual() -> (Made, u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, records) = usual(&folder.path().join("demo.sqlite"));
    (Made::over(store, evening(), folder), records)
}

fn plan(seed: u64) -> DemoPlan {
    DemoPlan {
        seed,
        ..DemoPlan::default()
    }
}

/// The usual size stands in other tests; a desk of the fewest records has the same cases.
fn fewest(seed: u64) -> DemoPlan {
    DemoPlan {
        rows: Some(1),
        ..plan(seed)
    }
}

/// A desk of the fewest records: made once in a run.
fn small(at: NaiveDateTime, seed: u64) -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("demo.sqlite");
    prepared::copy(&format!("demo {at} {seed}"), &path, |file| {
        filled(file, at, &fewest(seed)).0.close();
    });
    let stamp = Clock::Fixed(at).stamp("tester", None);
    Made::over(prepared::open(&path, &stamp), at, folder)
}

/// Days of every sort: a working evening, a weekend, the last and first minutes of months and years, a leap day.
fn clocks() -> [NaiveDateTime; 5] {
    [
        evening(),
        at("2026-11-29T09:20"),
        at("2027-01-01T00:05"),
        at("2028-02-29T08:00"),
        at("2026-08-30T20:00"),
    ]
}

fn count(made: &Made, query: &Query) -> u64 {
    let stamp = made.clock.stamp("tester", None);
    let reader = made.store.reader(&stamp, Lang::Zh);
    reader
        .count(query)
        .unwrap_or_else(|e| panic!("{}: {e:?}", query.register))
}

#[test]
fn every_register_every_state_and_every_field_occurs() {
    let (made, records_made) = made_as_usual();
    let stamp = made.clock.stamp("tester", None);
    let reader = made.store.reader(&stamp, Lang::Zh);
    let (mut missing, mut records) = (Vec::new(), 0);
    for form in made.store.catalog().forms() {
        let mut states: Vec<&str> = form.states.iter().map(|s| s.id.as_str()).collect();
        let mut fields: Vec<usize> = (0..form.fields.len())
            .filter(|i| form.fields[*i].is_stored() && !RARE.contains(&form.fields[*i].id.as_str()))
            .collect();
        let mut here = 0;
        let seen = reader.each(&every(&form.id), |record| {
            here += 1;
            states.retain(|s| record.state.as_deref() != Some(s));
            fields.retain(|i| record.values[*i].is_empty());
            Ok(())
        });
        seen.expect("the records");
        records += here;
        if here == 0 {
            missing.push(form.id.clone());
        }
        missing.extend(states.iter().map(|s| format!("{} in {s}", form.id)));
        missing.extend(
            fields
                .iter()
                .map(|i| format!("{}.{}", form.id, form.fields[*i].id)),
        );
    }
    assert_eq!(records, records_made);
    assert!(missing.is_empty(), "missing:\n{}", missing.join("\n"));
}

/// Fields that stay blank in a believable desk: remarks, and what belongs to events that the demo spares us.
const RARE: [&str; 3] = ["note", "internal_conflict", "work_injury"];

#[test]
fn nothing_is_refused_on_any_day_and_today_has_something_to_show() {
    for (at, seed) in clocks().into_iter().zip(0..) {
        let made = small(at, seed);
        let mut shown: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
        let forms: Vec<_> = made.store.catalog().forms().cloned().collect();
        for form in forms {
            for view in &form.views {
                let query = Query {
                    filters: view.filter.clone().into_iter().collect(),
                    ..every(&form.id)
                };
                let n = count(&made, &query);
                if let Some(today) = view.table().and_then(|t| t.today) {
                    *shown
                        .entry(format!("{today:?}").to_lowercase())
                        .or_default() += n;
                }
                if form.id == "duty_shift" && ["now", "next"].contains(&view.id.as_str()) {
                    assert!(n > 0, "nobody on duty {} at {at}", view.id);
                }
            }
        }
        for part in ["now", "next", "overdue", "due", "open"] {
            assert!(
                shown.get(part).is_some_and(|n| *n > 0),
                "{part} at {at}: {shown:?}"
            );
        }
    }
}

/// Every row of every register, and the ledger, as text.
fn content(made: &Made) -> String {
    let stamp = made.clock.stamp("tester", None);
    let reader = made.store.reader(&stamp, Lang::Zh);
    let mut text = String::new();
    for form in made.store.catalog().forms() {
        let seen = reader.each(&every(&form.id), |record| {
            text += &format!("{} {record:?}\n", form.id);
            Ok(())
        });
        seen.expect("the records");
    }
    let changes = made.store.recent(i64::MAX, 100_000).expect("the ledger");
    text + &changes
        .iter()
        .map(|c| format!("{c:?}\n"))
        .collect::<String>()
}

#[test]
fn the_same_seed_gives_the_same_desk_and_another_seed_another() {
    let at = evening();
    let one = content(&small(at, 0));
    let [again, other] = [0, 5].map(|seed| content(&made(at, &fewest(seed)).0));
    assert!(one == again, "the same seed made two desks");
    assert!(one != other, "two seeds made one desk");
}

#[test]
fn about_as_many_records_as_asked_for() {
    let at = evening();
    let rows = |rows, register: Option<&str>| DemoPlan {
        rows: Some(rows),
        register: register.map(str::to_owned),
        ..plan(1)
    };
    let (spread, records) = made(at, &rows(6_000, None));
    assert!((5_700..6_300).contains(&records), "{records}");
    for register in ["call_log", "task"] {
        let (one, records) = made(at, &rows(1_000, Some(register)));
        assert_eq!(count(&one, &every(register)), 1_000);
        assert!(records > 3_000, "the others have theirs: {records}");
    }
    // Every register that grows takes its share.
    for register in demo::growing() {
        let more = count(&spread, &every(register));
        assert!(more > 80, "{register}: {more}");
    }
}

#[test]
fn the_least_that_a_demo_holds_is_as_the_help_says() {
    let made = small(evening(), 0);
    let forms: Vec<String> = made.store.catalog().forms().map(|f| f.id.clone()).collect();
    let records: u64 = forms.iter().map(|id| count(&made, &every(id))).sum();
    for lang in [Lang::Zh, Lang::En] {
        let said = locale::say(lang, "cli-demo-rows", &[]);
        let digits: String = said.chars().filter(char::is_ascii_digit).collect();
        let told: u64 = digits.parse().expect("a number of records");
        assert!(told.abs_diff(records) < told / 20, "{records}: {said}");
    }
}

/// A living desk: something of every kind to see, and no more than a desk of that size would have.
#[test]
fn the_demo_desk_is_mostly_in_order() {
    let (made, _) = made_as_usual();
    let stamp = made.clock.stamp("tester", None);
    let reader = made.store.reader(&stamp, Lang::En);
    let watch = Watch::read(&reader).expect("the rules");
    let found = watch
        .run_wide(&made.store, &stamp, Lang::En, "", &|_| true)
        .expect("the findings");
    let mut rules: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for finding in &found {
        *rules.entry(&*finding.rule).or_default() += 1;
    }
    assert!(
        (40..=200).contains(&found.len()),
        "{}: {rules:?}",
        found.len()
    );
    assert!(rules.values().all(|n| *n <= 12), "a loud rule: {rules:?}");
    for &severity in Severity::ALL {
        assert!(found.iter().any(|f| f.severity == severity), "{severity:?}");
    }
    let regulations: std::collections::BTreeSet<&str> = found
        .iter()
        .flat_map(|f| &f.obligations)
        .filter_map(|c| c.split_once('.').map(|(regulation, _)| regulation))
        .collect();
    assert!(regulations.len() >= 12, "{regulations:?}");
}

#[test]
fn a_fill_can_be_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Clock::Fixed(evening());
    let path = folder.path().join("demo.sqlite");
    let mut store = prepared::shipped(&path, &clock.stamp("tester", None));
    let (mut calls, mut last) = (0, 0);
    let filled = demo::fill(&mut store, clock, &plan(1), &mut |done, total| {
        assert!(last <= done && done <= total);
        last = done;
        calls += 1;
        calls < 25
    });
    let filled = filled.expect("a part of a desk");
    assert!(filled.stopped && calls == 25);
}

#[test]
fn a_form_that_was_only_opened_has_nothing_to_save() {
    let (made, _) = made_as_usual();
    let mut session =
        Session::over(made.store, made.clock, "值班员甲", Lang::En).expect("a session");
    let registers: Vec<String> = session
        .store
        .catalog()
        .forms()
        .map(|f| f.id.clone())
        .collect();
    let mut dirty = Vec::new();
    for register in &registers {
        let stamp = session.stamp();
        let page = session
            .reader(&stamp)
            .page(&every(register), None, Direction::Forward, 24)
            .expect("a page");
        let turns = [Lang::Zh, Lang::En].into_iter().cycle();
        for (id, lang) in page.rows.iter().map(|r| r.id).zip(turns) {
            session.lang = lang;
            let mut entry = done(Entry::edit(register, id, &mut session));
            if entry.is_dirty() {
                dirty.push(format!("{register} {id} open in {lang:?}"));
            }
            entry.pause(&mut session);
            if entry.is_dirty() {
                dirty.push(format!("{register} {id} paused in {lang:?}"));
            }
        }
    }
    assert!(dirty.is_empty(), "{} {dirty:?}", dirty.len());
}
