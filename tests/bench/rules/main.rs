//! The speeds of the rulebook over a desk whose records are spread over all registers.
//!
//! `cargo bench --bench rules` makes the file once under `target/tmp` and keeps it; `DESKBOOK_BENCH_ROWS` sets its
//! size. The slowest rules are named, so that one that scans is seen.

mod spread;

use std::time::{Duration, Instant};

use deskbook::model::{Lang, Stamp};
use deskbook::rules::watch::{Affected, Recheck, Watch};
use deskbook::store::{Access, Op, Store};
use rusqlite::Connection;

fn main() {
    let (path, rows) = spread::desk();
    let stamp = spread::stamp();
    let mut store = Store::open(&path, Access::Write, &stamp).expect("the bench file opens");
    println!("\n{rows} records over all registers; medians\n");
    println!("{:<44} {:>11} {:>11} {:>8}", "", "deskbook", "raw", "goal");
    slowest(&store, &stamp);
    full(&store, &stamp);
    saves(&mut store, &stamp);
    let conn = Connection::open(&path).expect("the file opens");
    line(
        "count(*) of every register, raw SQLite",
        raw(&conn, &store),
        None,
    );
}

fn full(store: &Store, stamp: &Stamp) {
    let reader = store.reader(stamp, Lang::Zh);
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..3 {
        let begun = Instant::now();
        let watch = Watch::read(&reader).expect("rules");
        found = watch
            .run_wide(store, stamp, Lang::Zh, "", &|_| true)
            .expect("findings")
            .len();
        times.push(begun.elapsed());
    }
    line("a full look at all rules", median(&mut times), Some("2 s"));
    println!("{:<44} {found:>11}", "findings");
}

/// Each rule by itself.
fn slowest(store: &Store, stamp: &Stamp) {
    let reader = store.reader(stamp, Lang::Zh);
    let watch = Watch::read(&reader).expect("rules");
    let mut each: Vec<(Duration, usize, String)> = Vec::new();
    for (place, guard) in watch.guards().iter().enumerate() {
        let one = Affected {
            ground: false,
            guards: [(place, Recheck::All)].into(),
        };
        let begun = Instant::now();
        let found = watch
            .run_touched(&reader, "", &one)
            .expect("findings")
            .len();
        each.push((begun.elapsed(), found, guard.name()));
    }
    each.sort();
    let quiet = each.iter().filter(|e| e.1 == 0);
    let (rules, time) = quiet.fold((0, Duration::ZERO), |(n, t), e| (n + 1, t + e.0));
    line(&format!("{rules} rules that find nothing"), time, None);
    for (time, found, name) in each.iter().rev().take(25) {
        println!("  {:<42} {:>11} {found:>11}", name, show(*time));
    }
}

/// What a save of one record in each of the busiest registers makes worth running again.
fn saves(store: &mut Store, stamp: &Stamp) {
    let registers: Vec<String> = store.catalog().forms().map(|f| f.id.clone()).collect();
    let mut all: Vec<(Duration, usize, String)> = Vec::new();
    for register in registers {
        let form = store.catalog().form(&register).expect("a form").clone();
        let watch = Watch::read(&store.reader(stamp, Lang::Zh)).expect("rules");
        let act = Op::Edit.on(&register);
        let mut rng = spread::Rng(7);
        let known = spread::Known::read(store);
        let changes = store.propose(stamp, &act, |tx| {
            let cleaned = spread::record(&form, 9_000_001, &mut rng, &known);
            let written = tx.insert(&form, &cleaned);
            let reader = tx.reader_at(stamp);
            // Statements are kept by the connection: the second time is what a desk that stays open sees.
            let mut time = Duration::ZERO;
            let mut rules = 0;
            if written.is_ok() {
                for _ in 0..2 {
                    let begun = Instant::now();
                    let touched = watch.touched(tx.changes(), &reader)?;
                    rules = touched.guards.len();
                    watch.run_touched(&reader, "", &touched)?;
                    time = begun.elapsed();
                }
            }
            Ok(((time, rules), false))
        });
        if let Ok(done) = changes {
            all.push((done.value.0, done.value.1, register));
        }
    }
    all.sort();
    let middle = all.get(all.len() / 2).map_or(Duration::ZERO, |a| a.0);
    line("after a save, the middle register", middle, Some("20 ms"));
    for (time, rules, register) in all.iter().rev().take(12) {
        println!("  {:<42} {:>11} {rules:>5} rules", register, show(*time));
    }
}

fn raw(conn: &Connection, store: &Store) -> Duration {
    let begun = Instant::now();
    for form in store.catalog().forms() {
        let sql = format!(
            "SELECT count(*) FROM \"{}\" WHERE void_at IS NULL AND state IS NOT 'x'",
            form.id
        );
        let _: i64 = conn.query_row(&sql, [], |row| row.get(0)).expect("a count");
    }
    begun.elapsed()
}

fn line(name: &str, time: Duration, goal: Option<&str>) {
    println!(
        "{name:<44} {:>11} {:>11} {:>8}",
        show(time),
        "",
        goal.unwrap_or("")
    );
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn show(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    if micros < 1_000_000.0 {
        format!("{:.2} ms", micros / 1e3)
    } else {
        format!("{:.2} s", micros / 1e6)
    }
}
