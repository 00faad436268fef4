//! The demo: no record is refused on any day, the same seed gives the same desk, and Today has something to show.

use chrono::{NaiveDate, NaiveDateTime};
use deskbook::app::clock::Clock;
use deskbook::app::demo::{self, Plan};
use deskbook::model::Lang;
use deskbook::store::{Error, Query, Store};

struct Made {
    store: Store,
    clock: Clock,
    records: u64,
    _folder: tempfile::TempDir,
}

fn moment(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day)
        .and_then(|d| d.and_hms_opt(hour, minute, 0))
        .expect("a moment")
}

fn made(at: NaiveDateTime, plan: &Plan) -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Clock::Fixed(at);
    let stamp = clock.stamp("tester", None);
    let mut store = Store::create_shipped(&folder.path().join("demo.sqlite"), &[], &stamp)
        .unwrap_or_else(|e| panic!("{e:?}"));
    let filled = demo::fill(&mut store, clock, plan, &mut |_, _| true);
    let filled = filled.unwrap_or_else(|e| match e {
        Error::Refused(all) => panic!(
            "at {at}:\n{}",
            all.iter()
                .map(|c| format!("{:?} {}: {}", c.field, c.code, c.message(Lang::En)))
                .collect::<Vec<_>>()
                .join("\n")
        ),
        other => panic!("at {at}: {other:?}"),
    });
    Made {
        store,
        clock,
        records: filled.records,
        _folder: folder,
    }
}

fn plan(seed: u64) -> Plan {
    Plan {
        seed,
        ..Plan::default()
    }
}

#[test]
fn every_register_has_records() {
    let made = made(moment(2026, 11, 23, 18, 54), &plan(1));
    let stamp = made.clock.stamp("tester", None);
    let reader = made.store.reader(&stamp, Lang::Zh);
    let mut empty = Vec::new();
    let mut all = 0;
    for form in made.store.catalog().forms() {
        let query = Query {
            register: form.id.clone(),
            ..Query::default()
        };
        match reader.count(&query).expect("a count") {
            0 => empty.push(form.id.clone()),
            n => all += n,
        }
    }
    assert_eq!(all, made.records);
    assert!(empty.len() < 30, "empty: {empty:?}");
}
