//! The ledger: every exact write with what stood before and after, appended in the same transaction.

use std::fmt::Write as _;

use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde_json::{Value as Json, json};

use crate::model::value::record::{Change, ChangeKind};
use crate::model::{Stamp, Value};

use super::error::Result;
use super::rows;

/// Opens a step: everything that one act writes belongs to it.
pub fn begin(
    conn: &Connection,
    stamp: &Stamp,
    what: &str,
    register: &str,
    undoes: Option<i64>,
    redoes: Option<i64>,
) -> Result<i64> {
    let sql = "INSERT INTO _op (id, at, by, what, register, undoes, redoes)
               SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6 FROM _op RETURNING id";
    let id = conn.prepare_cached(sql)?.query_row(
        params![stamp.utc_text(), stamp.by, what, register, undoes, redoes],
        |row| row.get(0),
    )?;
    Ok(id)
}

/// The last number of the ledger.
pub fn last(conn: &Connection) -> Result<i64> {
    Ok(conn
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM _change")?
        .query_row([], |row| row.get(0))?)
}

/// The latest moment at which one of the last acts was written.
pub fn latest(conn: &Connection) -> Result<Option<String>> {
    let sql = "SELECT max(at) FROM (SELECT at FROM _op ORDER BY id DESC LIMIT 200)";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Appends a change and gives it its number.
pub fn append(conn: &Connection, change: &mut Change) -> Result<()> {
    let sql = "INSERT INTO _change (seq, op, register, record, rev, kind, reason, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    conn.prepare_cached(sql)?.execute(params![
        change.seq,
        change.op,
        change.register,
        change.record,
        change.rev,
        change.kind.name(),
        change.reason,
        body(&change.fields)
    ])?;
    Ok(())
}

/// `{"field":[before,after]}`
fn body(fields: &[(String, Value, Value)]) -> String {
    let mut out = String::with_capacity(64 * fields.len() + 2);
    out.push('{');
    for (n, (name, before, after)) in fields.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        out.push_str(&serde_json::to_string(name).unwrap_or_default());
        out.push_str(":[");
        write_json(&mut out, before);
        out.push(',');
        write_json(&mut out, after);
        out.push(']');
    }
    out.push('}');
    out
}

/// What [`to_json`] gives, written without the tree between.
fn write_json(out: &mut String, value: &Value) {
    match value {
        Value::Empty => out.push_str("null"),
        Value::Int(n) => {
            // Writing into a String cannot fail.
            let _ = write!(out, "{n}");
        }
        Value::Text(text) => out.push_str(&serde_json::to_string(text).unwrap_or_default()),
        Value::Lines(_) => out.push_str(&to_json(value).to_string()),
    }
}

pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Text(text) => Json::String(text.clone()),
        Value::Int(n) => json!(n),
        Value::Lines(lines) => lines
            .iter()
            .map(|l| l.iter().map(to_json).collect::<Json>())
            .collect(),
    }
}

pub fn from_json(json: &Json) -> Value {
    match json {
        Json::String(text) => Value::Text(text.clone()),
        Json::Number(n) => n.as_i64().map_or(Value::Empty, Value::Int),
        Json::Bool(b) => Value::Int(i64::from(*b)),
        Json::Array(lines) => Value::Lines(
            lines
                .iter()
                .map(|line| {
                    line.as_array()
                        .map(|l| l.iter().map(from_json).collect())
                        .unwrap_or_default()
                })
                .collect(),
        ),
        Json::Null | Json::Object(_) => Value::Empty,
    }
}

const COLUMNS: &str =
    "c.seq, c.op, c.register, c.record, c.rev, o.at, o.by, c.kind, c.reason, c.body";

fn read(row: &Row<'_>) -> rusqlite::Result<Change> {
    let body: Json = serde_json::from_str(&rows::text(row, 9)?).unwrap_or_default();
    let fields = body.as_object().map(|map| {
        map.iter()
            .map(|(name, pair)| {
                let side = |i: usize| pair.get(i).map_or(Value::Empty, from_json);
                (name.clone(), side(0), side(1))
            })
            .collect()
    });
    Ok(Change {
        seq: row.get(0)?,
        op: row.get(1)?,
        register: rows::text(row, 2)?,
        record: row.get(3)?,
        rev: row.get(4)?,
        at: rows::text(row, 5)?,
        by: rows::text(row, 6)?,
        kind: ChangeKind::read(&rows::text(row, 7)?).unwrap_or(ChangeKind::Amend),
        reason: rows::maybe(row, 8)?,
        fields: fields.unwrap_or_default(),
    })
}

/// The history of a record, oldest first.
pub fn history(conn: &Connection, register: &str, record: i64) -> Result<Vec<Change>> {
    select(
        conn,
        "WHERE c.register = ? AND c.record = ? ORDER BY c.seq",
        &[Value::text(register), Value::Int(record)],
    )
}

/// The changes of a step, in order.
pub fn of_op(conn: &Connection, op: i64) -> Result<Vec<Change>> {
    select(conn, "WHERE c.op = ? ORDER BY c.seq", &[Value::Int(op)])
}

/// The newest changes before a number, newest first.
pub fn recent(conn: &Connection, before: i64, limit: usize) -> Result<Vec<Change>> {
    select(
        conn,
        &format!("WHERE c.seq < ? ORDER BY c.seq DESC LIMIT {limit}"),
        &[Value::Int(before)],
    )
}

/// The changes after a number, oldest first.
pub fn since(conn: &Connection, after: i64, limit: usize) -> Result<Vec<Change>> {
    select(
        conn,
        &format!("WHERE c.seq > ? ORDER BY c.seq LIMIT {limit}"),
        &[Value::Int(after)],
    )
}

fn select(conn: &Connection, tail: &str, values: &[Value]) -> Result<Vec<Change>> {
    let sql = format!("SELECT {COLUMNS} FROM _change AS c JOIN _op AS o ON o.id = c.op {tail}");
    let mut statement = conn.prepare_cached(&sql)?;
    let changes = statement
        .query_map(params_from_iter(values), read)?
        .collect::<std::result::Result<_, _>>()?;
    Ok(changes)
}

/// The registers touched after a number of the ledger, and the ledger's last number.
pub fn touched(conn: &Connection, after: i64) -> Result<(Vec<String>, i64)> {
    let last = last(conn)?;
    // By number: the index over records would be walked from end to end.
    let sql = "SELECT DISTINCT register FROM _change NOT INDEXED WHERE seq > ?";
    let mut statement = conn.prepare_cached(sql)?;
    let registers = statement
        .query_map([after], |row| row.get(0))?
        .collect::<std::result::Result<_, _>>()?;
    Ok((registers, last))
}

/// A step that can be listed for undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    pub id: i64,
    pub at: String,
    pub by: String,
    /// The verb: `add`, `edit`, `act:…`, `void`, `import`, `undo`, `redo`.
    pub what: String,
    pub register: String,
    pub undoes: Option<i64>,
    pub redoes: Option<i64>,
}

fn read_op(row: &Row<'_>) -> rusqlite::Result<Op> {
    Ok(Op {
        id: row.get(0)?,
        at: rows::text(row, 1)?,
        by: rows::text(row, 2)?,
        what: rows::text(row, 3)?,
        register: rows::text(row, 4)?,
        undoes: row.get(5)?,
        redoes: row.get(6)?,
    })
}

/// A person's own steps that stand: neither undoing nor undone, newest first.
pub fn standing(conn: &Connection, by: &str, limit: usize) -> Result<Vec<Op>> {
    let sql = format!(
        "SELECT id, at, by, what, register, undoes, redoes FROM _op AS o
         WHERE by = ?1 AND undoes IS NULL AND redoes IS NULL
           AND (SELECT count(*) FROM _op WHERE undoes = o.id) = (SELECT count(*) FROM _op WHERE redoes = o.id)
           AND EXISTS (SELECT 1 FROM _change WHERE op = o.id)
         ORDER BY id DESC LIMIT {limit}"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let ops = statement
        .query_map([by], read_op)?
        .collect::<std::result::Result<_, _>>()?;
    Ok(ops)
}

/// The step that redo would bring back: undone by this person, with nothing new of theirs since.
pub fn undone(conn: &Connection, by: &str) -> Result<Option<Op>> {
    let sql = "SELECT o.id, o.at, o.by, o.what, o.register, o.undoes, o.redoes FROM _op AS u JOIN _op AS o ON o.id = u.undoes
               WHERE u.by = ?1 AND u.undoes IS NOT NULL
                 AND (SELECT count(*) FROM _op WHERE undoes = o.id) > (SELECT count(*) FROM _op WHERE redoes = o.id)
                 AND u.id > coalesce((SELECT id FROM _op WHERE by = ?1 AND undoes IS NULL AND redoes IS NULL
                                      ORDER BY id DESC LIMIT 1), 0)
               ORDER BY u.id DESC LIMIT 1";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([by], read_op)
        .optional()?)
}

/// Of the standing changes of a record after a number, the first: what an undo would run over.
pub fn later_change(conn: &Connection, change: &Change) -> Result<Option<(String, String)>> {
    let sql = "SELECT o.by, o.at FROM _change AS c JOIN _op AS o ON o.id = c.op
               WHERE c.register = ?1 AND c.record = ?2 AND c.seq > ?3 AND o.undoes IS NULL AND o.redoes IS NULL AND o.id <> ?4
                 AND (SELECT count(*) FROM _op WHERE undoes = o.id) = (SELECT count(*) FROM _op WHERE redoes = o.id)
               ORDER BY c.seq LIMIT 1";
    let mut statement = conn.prepare_cached(sql)?;
    let args = params![change.register, change.record, change.seq, change.op];
    Ok(statement
        .query_row(args, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}
