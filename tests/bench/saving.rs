//! One confirmed save beside one raw durable insert into the same table.

use deskbook::model::Draft;
use deskbook::rules::save;
use rusqlite::{Connection, params};

use super::fixture::{Desk, REGISTER, row, stamp};
use super::ratio;

const TURNS: u32 = 300;

pub fn ratios(desk: &Desk) {
    let copy = desk.path.with_extension("saving");
    let _ = std::fs::remove_file(&copy);
    desk.open()
        .back_up(&copy, |_, _| true)
        .expect("a copy to write into");
    {
        let copy_desk = Desk {
            path: copy.clone(),
            rows: desk.rows,
        };
        let mut store = copy_desk.open();
        let raw = Connection::open(&copy).expect("the file opens");
        raw.execute_batch("PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON;")
            .expect("settings");
        let mut insert = raw
            .prepare(
                "INSERT INTO call_log (id, number, rev, state, created_at, created_by, updated_at, updated_by, received_at, \
                 kind, urgency, caller, content, taken_by) VALUES (?, ?, 1, 'received', '', '', '', '', ?, ?, ?, ?, ?, ?)",
            )
            .expect("SQL");
        ratio::pair(
            "one confirmed save",
            3.0,
            TURNS,
            |turn| {
                let mut draft = Draft::new(REGISTER);
                for (field, text) in row(turn) {
                    draft.typed(field, text);
                }
                // The key is minute and person: years before the file begins both are free.
                draft.typed(
                    "received_at",
                    format!("2019-{:02}-01T00:{:02}", turn / 60 + 1, turn % 60),
                );
                let saved = save::add(&mut store, &draft, &stamp()).expect("no trouble");
                saved.into_result().expect("a save");
            },
            |turn| {
                let r = row(desk.rows + turn);
                let text = |i: usize| r[i].1.as_str();
                let id = -1 - i64::from(turn);
                insert
                    .execute(params![
                        id,
                        format!("RAW-{turn}"),
                        text(0),
                        text(1),
                        text(2),
                        text(3),
                        text(4),
                        1
                    ])
                    .expect("an insert");
            },
        );
    }
    for end in ["saving", "saving-wal", "saving-shm"] {
        let _ = std::fs::remove_file(desk.path.with_extension(end));
    }
}
