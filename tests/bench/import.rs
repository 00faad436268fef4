//! An import of CSV beside the same rows inserted by plain SQL, with the same indexes and search index.

use std::fmt::Write as _;
use std::path::Path;

use deskbook::exchange::import::{self, ImportOptions, Source};
use deskbook::model::{Lang, Value};
use deskbook::store::Indexer;
use rusqlite::{Connection, params};

use super::fixture::{REGISTER, empty, row, stamp};
use super::ratio::{show, time};

/// Both are timed once: they take long.
pub fn ratios() {
    let rows = std::env::var("DESKBOOK_BENCH_IMPORT")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(200_000);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let csv = folder.path().join("calls.csv");
    std::fs::write(&csv, text(rows)).expect("the file is written");

    let mut store = empty(&folder.path().join("ours.sqlite"));
    let ours = time(|| {
        let source = Source::path(&csv);
        let options = ImportOptions::default();
        let report = import::run(
            &mut store,
            &stamp(),
            Lang::Zh,
            REGISTER,
            &source,
            &options,
            &mut |_| true,
        )
        .expect("no trouble")
        .into_result()
        .expect("an import");
        assert_eq!(report.new, u64::from(rows), "every row is new");
    });

    let raw_path = folder.path().join("raw.sqlite");
    let words = words(rows, &empty(&raw_path));
    let raw = time(|| plain(&raw_path, rows, &words));
    let ratio = ours.as_secs_f64() / raw.as_secs_f64();
    let name = format!("import of {rows} rows");
    println!(
        "{name:<44} {:>11} {:>11} {ratio:>8.2} {:>7.1}",
        show(ours),
        show(raw),
        4.0
    );
}

fn text(rows: u32) -> String {
    let mut csv = row(0)
        .iter()
        .map(|(name, _)| *name)
        .collect::<Vec<_>>()
        .join(",");
    csv.push('\n');
    for n in 0..rows {
        let cells: Vec<String> = row(n).into_iter().map(|(_, text)| text).collect();
        let _ = writeln!(csv, "{}", cells.join(","));
    }
    csv
}

/// The search words of each row, made beforehand: plain SQL is given them.
fn words(rows: u32, store: &deskbook::store::Store) -> Vec<(String, String, String)> {
    let form = store
        .catalog()
        .form(REGISTER)
        .expect("the call log")
        .clone();
    let stamp = stamp();
    let conn = store.reader(&stamp, deskbook::model::Lang::Zh).conn;
    let mut indexer = Indexer::default();
    (0..rows)
        .map(|n| {
            let mut values = vec![Value::Empty; form.fields.len()];
            for (name, text) in row(n) {
                let place = form
                    .fields
                    .iter()
                    .position(|f| f.id == name)
                    .unwrap_or_default();
                values[place] = if name == "taken_by" {
                    Value::Int(1)
                } else {
                    Value::text(text)
                };
            }
            let number = format!("JB-2026-{:04}", n + 1);
            let words = indexer
                .words(conn, &form, store.catalog(), Some(&number), &values)
                .expect("words");
            (words.t, words.pi, words.py)
        })
        .collect()
}

fn plain(path: &Path, rows: u32, words: &[(String, String, String)]) {
    let mut conn = Connection::open(path).expect("the file opens");
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000;",
    )
    .expect("settings");
    let tx = conn.transaction().expect("a transaction");
    {
        let mut insert = tx
            .prepare(
                "INSERT INTO call_log (id, number, rev, state, created_at, created_by, updated_at, updated_by, received_at, \
                 kind, urgency, caller, content, taken_by) VALUES (?1, ?2, 1, 'received', ?3, 'bench', ?3, 'bench', ?4, ?5, ?6, ?7, ?8, ?9)",
            )
            .expect("SQL");
        let mut search = tx
            .prepare("INSERT INTO _call_log_words (rowid, t, pi, py) VALUES (?, ?, ?, ?)")
            .expect("SQL");
        let at = stamp().utc_text();
        for (n, (t, pi, py)) in (0..rows).zip(words) {
            let r = row(n);
            let cell = |i: usize| r[i].1.as_str();
            let person: i64 = cell(5).parse().unwrap_or(1);
            let number = format!("JB-2026-{:04}", n + 1);
            let values = params![
                n + 1,
                number,
                at,
                cell(0),
                cell(1),
                cell(2),
                cell(3),
                cell(4),
                person
            ];
            insert.execute(values).expect("a row");
            search
                .execute(params![n + 1, t, pi, py])
                .expect("its words");
        }
    }
    tx.commit().expect("the rows are kept");
}
