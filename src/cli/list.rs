//! Reading many records: list, count, find.

use std::io::Write;

use serde_json::json;

use crate::model::{Field, Form, Kind, Lang, Record, Value};
use crate::store::Way;

use super::args::{Count, Find, List};
use super::call::Call;
use super::stop::Ended;
use super::table::{self, Table};
use super::{names, shape};

/// Records read at a time.
const BATCH: usize = 500;

/// `deskbook list REGISTER`
pub fn list(call: &mut Call, args: &List) -> Ended {
    let session = call.open()?;
    let form = names::register(&session, &args.register)?;
    let query = names::query(&session, &form, &args.choose, args.sort.as_deref())?;
    let view = args.choose.view.as_deref().and_then(|v| form.view(v));
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    let columns = form.columns(view);
    let mut table = Table::new(heads(call, &form, &columns));
    for (n, column) in columns.iter().enumerate() {
        if column.kind.is_numeric() {
            table = table.right(n + 1);
        }
    }
    let mut skip = args.offset.unwrap_or(0);
    let mut left = args.limit.unwrap_or(usize::MAX);
    let mut from = None;
    let mut first = true;
    if call.json {
        call.out.write_all(b"[")?;
    }
    while left > 0 {
        let size = skip.saturating_add(left).min(BATCH);
        let mut page = reader.page(&query, from.as_ref(), Way::Forward, size)?;
        let full = page.rows.len() == size;
        from = page.keys.pop();
        let passed = skip.min(page.rows.len());
        page.rows.drain(..passed);
        skip -= passed;
        left -= page.rows.len();
        if call.json {
            for record in &mut page.rows {
                reader.fill_lines(&form, record)?;
                let json = shape::record(&form, record, &reader)?;
                call.out.write_all(if first { b"\n" } else { b",\n" })?;
                first = false;
                serde_json::to_writer(&mut call.out, &json).map_err(std::io::Error::from)?;
            }
        } else {
            let rows: Vec<Vec<String>> = page
                .rows
                .iter()
                .map(|r| row(&form, r, &columns, call.lang))
                .collect();
            table.rows(call, &rows)?;
        }
        if !full {
            break;
        }
    }
    if call.json {
        call.out.write_all(if first { b"]\n" } else { b"\n]\n" })?;
    }
    Ok(())
}

fn heads(call: &Call, form: &Form, columns: &[&Field]) -> Vec<String> {
    let lang = call.lang;
    let name = if form.number.is_some() {
        "number"
    } else {
        "id"
    };
    let mut heads = vec![form.label_of(name, lang)];
    heads.extend(columns.iter().map(|f| f.label.get(lang).to_owned()));
    if !form.states.is_empty() && !columns.iter().any(|f| matches!(f.kind, Kind::State)) {
        heads.push(form.label_of("state", lang));
    }
    heads
}

fn row(form: &Form, record: &Record, columns: &[&Field], lang: Lang) -> Vec<String> {
    let mut cells = vec![name_of(record)];
    cells.extend(columns.iter().map(|f| table::shown(form, record, f, lang)));
    if !form.states.is_empty() && !columns.iter().any(|f| matches!(f.kind, Kind::State)) {
        cells.push(table::state(form, record.state.as_deref(), lang));
    }
    cells
}

/// What stands for a record on the command line.
pub fn name_of(record: &Record) -> String {
    record
        .number
        .clone()
        .unwrap_or_else(|| record.id.to_string())
}

/// `deskbook count REGISTER`
pub fn count(call: &mut Call, args: &Count) -> Ended {
    let session = call.open()?;
    let form = names::register(&session, &args.register)?;
    let query = names::query(&session, &form, &args.choose, None)?;
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
    let by = names::column(call.lang, &form, by)?;
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
                Some(f) => crate::exchange::json::value_json(f, value, title.as_deref(), &reader)?,
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
    Table::new(heads).right(1).rows(call, &rows)
}

/// `deskbook find TEXT`
pub fn find(call: &mut Call, args: &Find) -> Ended {
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
    Table::new(heads).rows(call, &rows)
}
