//! Taking back and bringing back what a person did.

use serde_json::{Value as Json, json};

use crate::model::value::stamp::wall;
use crate::store::{Done, LoggedOp};

use super::args::UndoArgs;
use super::context::Call;
use super::exit::Ended;
use super::table::TextTable;

/// Steps that are listed.
const LISTED: usize = 50;
/// Records that are named.
const NAMED: usize = 5;

/// `deskbook undo [--list]`
pub fn undo(call: &mut Call, args: &UndoArgs) -> Ended {
    let mut session = call.open()?;
    if args.list {
        return list(call, &session.store.undo_list(&session.by, LISTED)?);
    }
    let stamp = session.stamp();
    let done = session.store.undo(&stamp)?.into_result()?;
    tell(call, "undone", &done)
}

/// `deskbook redo`
pub fn redo(call: &mut Call) -> Ended {
    let mut session = call.open()?;
    let stamp = session.stamp();
    let done = session.store.redo(&stamp)?.into_result()?;
    tell(call, "redone", &done)
}

fn list(call: &mut Call, ops: &[LoggedOp]) -> Ended {
    if call.json {
        return call.put(&ops.iter().map(op_json).collect());
    }
    let heads = ["at", "what", "register"]
        .map(|h| call.say(&format!("cli-col-{h}"), &[]))
        .to_vec();
    let rows: Vec<Vec<String>> = ops
        .iter()
        .map(|o| vec![wall(&o.at), o.op.word().into_owned(), o.register.clone()])
        .collect();
    TextTable::new(heads).rows(call, &rows)
}

fn tell(call: &mut Call, word: &str, done: &Done<LoggedOp>) -> Ended {
    let changes = || done.changes.iter();
    if call.json {
        let changes: Vec<Json> = changes()
            .map(|c| json!({ "register": c.register, "id": c.record, "rev": c.rev, "kind": c.kind.name() }))
            .collect();
        return call.put(&json!({ word: op_json(&done.value), "changes": changes }));
    }
    let mut records: Vec<String> = changes()
        .take(NAMED)
        .map(|c| format!("{} #{}", c.register, c.record))
        .collect();
    if done.changes.len() > NAMED {
        records.push("…".to_owned());
    }
    let args = [
        ("what", &*done.value.op.word()),
        ("at", &*wall(&done.value.at)),
        ("records", &*records.join(", ")),
    ];
    let text = call.say(&format!("cli-{word}"), &args);
    call.line(&text)
}

fn op_json(op: &LoggedOp) -> Json {
    json!({ "op": op.id, "at": op.at, "by": op.by, "what": op.op.word(), "register": op.register })
}
