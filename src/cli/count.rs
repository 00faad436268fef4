//! Counting the records of a register, and finding words in every register.

use serde_json::json;

use crate::exchange::json::value_json;
use crate::model::{Kind, Value};

use super::args::{CountArgs, FindArgs};
use super::context::Call;
use super::exit::Ended;
use super::resolve;
use super::table::{self, TextTable};

/// `deskbook count REGISTER`
pub fn count(call: &mut Call, args: &CountArgs) -> Ended {
    let session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    let query = resolve::query(&session, &form, &args.choose, None)?;
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    let Some(by) = &args.by else {
        let count = reader.count(&query)?;
        return if call.json {
            call.put(&json!({ "register": form.id, "count": count }))
        } else {
            call.line(&count.to_string())
        };
    };
    let by = resolve::column(call.lang, &form, by)?;
    let counts = reader.count_by(&query, &by)?;
    let label = |value: &Value, title: &Option<String>| match (title, form.field(&by)) {
        (Some(title), _) => title.clone(),
        (None, Some(f)) if !matches!(f.kind, Kind::State) => value.show(&f.kind, call.lang),
        _ => table::state(&form, value.as_text(), call.lang),
    };
    if call.json {
        let mut list = Vec::new();
        for (value, title, n) in &counts {
            let json = match form.field(&by) {
                Some(f) => value_json(f, value, title.as_deref(), &reader)?,
                None => value
                    .as_int()
                    .map_or_else(|| json!(value.as_text()), |n| json!(n)),
            };
            list.push(json!({ "value": json, "label": label(value, title), "count": n }));
        }
        return call.put(&json!({ "register": form.id, "by": by, "counts": list }));
    }
    let rows: Vec<Vec<String>> = counts
        .iter()
        .map(|(v, t, n)| vec![label(v, t), n.to_string()])
        .collect();
    let heads = vec![
        form.label_of(&by, call.lang),
        call.say("cli-col-records", &[]),
    ];
    TextTable::new(heads).right(1).rows(call, &rows)
}

/// `deskbook find TEXT`
pub fn find(call: &mut Call, args: &FindArgs) -> Ended {
    let session = call.open()?;
    let stamp = session.stamp();
    let hits = session
        .reader(&stamp)
        .find(&args.text.join(" "), args.limit)?;
    if call.json {
        let one = |h: &crate::store::Hit| json!({ "register": h.register, "id": h.id, "number": h.number, "title": h.title });
        return call.put(&hits.iter().map(one).collect());
    }
    if hits.is_empty() {
        return Ok(());
    }
    let heads = ["register", "id", "title"]
        .map(|h| call.say(&format!("cli-col-{h}"), &[]))
        .to_vec();
    let name = |h: &crate::store::Hit| h.number.clone().unwrap_or_else(|| h.id.to_string());
    let rows: Vec<Vec<String>> = hits
        .iter()
        .map(|h| vec![h.register.clone(), name(h), h.title.clone()])
        .collect();
    TextTable::new(heads).rows(call, &rows)
}
