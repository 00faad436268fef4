//! The ledger: every exact write with what stood before and after, appended in the same transaction.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use crate::model::value::record::{Change, ChangeKind};
use crate::model::{Stamp, Value};

use super::connection::{Connection, Row};
use super::error::Result;
use super::op::Op;
use super::sql::ledger::{self as sql, Changes};

/// Opens a step: everything that one act writes belongs to it.
pub fn begin(conn: &Connection, stamp: &Stamp, op: &Op, register: &str) -> Result<i64> {
    let (at, word) = (stamp.utc_text(), op.word());
    let (undoes, redoes) = (op.undoes(), op.redoes());
    conn.number(
        sql::BEGIN,
        &[&at, &stamp.by, &&*word, &register, &undoes, &redoes],
    )
}

/// The last number of the ledger.
pub fn last(conn: &Connection) -> Result<i64> {
    conn.number(sql::LAST, &[])
}

/// The latest moment at which one of the last acts was written.
pub fn latest(conn: &Connection) -> Result<Option<String>> {
    let found = conn.first(sql::LATEST, &[], |row| row.maybe_text(0))?;
    Ok(found.flatten())
}

/// Appends a change, which has its number already.
pub fn append(conn: &Connection, change: &Change) -> Result<()> {
    conn.execute(
        sql::APPEND,
        &[
            &change.seq,
            &change.op,
            &change.register,
            &change.record,
            &change.rev,
            &change.kind.name(),
            &change.reason,
            &body(&change.fields),
        ],
    )?;
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

fn read(row: &Row<'_>) -> Result<Change> {
    let body: Json = serde_json::from_str(&row.text(9)?).unwrap_or_default();
    let fields = body.as_object().map(|map| {
        map.iter()
            .map(|(name, pair)| {
                let side = |i: usize| pair.get(i).map_or(Value::Empty, from_json);
                (name.clone(), side(0), side(1))
            })
            .collect()
    });
    Ok(Change {
        seq: row.int(0)?,
        op: row.int(1)?,
        register: row.text(2)?,
        record: row.int(3)?,
        rev: row.int(4)?,
        at: row.text(5)?,
        by: row.text(6)?,
        kind: ChangeKind::read(&row.text(7)?).unwrap_or(ChangeKind::Amend),
        reason: row.maybe_text(8)?,
        fields: fields.unwrap_or_default(),
    })
}

/// The history of a record, oldest first.
pub fn history(conn: &Connection, register: &str, record: i64) -> Result<Vec<Change>> {
    conn.rows(
        &sql::changes(Changes::OfRecord),
        &[&register, &record],
        read,
    )
}

/// The changes of a step, in order.
pub fn of_op(conn: &Connection, op: i64) -> Result<Vec<Change>> {
    conn.rows(&sql::changes(Changes::OfOp), &[&op], read)
}

/// The changes by which a step was taken back last, in order.
pub fn of_undo(conn: &Connection, op: i64) -> Result<Vec<Change>> {
    of_op(conn, conn.number(sql::LAST_UNDO, &[&op])?)
}

/// The newest changes before a number, newest first.
pub fn recent(conn: &Connection, before: i64, limit: usize) -> Result<Vec<Change>> {
    conn.rows(&sql::changes(Changes::Before(limit)), &[&before], read)
}

/// The changes after a number, oldest first.
pub fn since(conn: &Connection, after: i64, limit: usize) -> Result<Vec<Change>> {
    conn.rows(&sql::changes(Changes::After(limit)), &[&after], read)
}

/// The registers touched after a number of the ledger, and the ledger's last number.
pub fn touched(conn: &Connection, after: i64) -> Result<(Vec<String>, i64)> {
    let last = last(conn)?;
    let touched = sql::touched(conn.dialect());
    Ok((conn.rows(&touched, &[&after], |row| row.text(0))?, last))
}

/// A step that can be listed for undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedOp {
    pub id: i64,
    pub at: String,
    pub by: String,
    pub op: Op,
    pub register: String,
}

fn read_op(row: &Row<'_>) -> Result<LoggedOp> {
    Ok(LoggedOp {
        id: row.int(0)?,
        at: row.text(1)?,
        by: row.text(2)?,
        op: Op::read(&row.text(3)?, row.maybe_int(5)?, row.maybe_int(6)?),
        register: row.text(4)?,
    })
}

/// A person's own steps that stand: neither undoing nor undone, newest first.
pub fn standing(conn: &Connection, by: &str, limit: usize) -> Result<Vec<LoggedOp>> {
    conn.rows(&sql::standing(limit), &[&by], read_op)
}

/// The step that redo would bring back: undone by this person, with nothing new of theirs since.
pub fn undone(conn: &Connection, by: &str) -> Result<Option<LoggedOp>> {
    conn.first(sql::UNDONE, &[&by], read_op)
}

/// Of the standing changes of a record after a number, the first: what an undo would run over. Person and time.
pub fn later_change(conn: &Connection, change: &Change) -> Result<Option<(String, String)>> {
    conn.first(
        &sql::later(),
        &[&change.register, &change.record, &change.seq, &change.op],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}
