//! What the desk holds: its registers.

use serde_json::json;

use crate::model::form::FormHead;

use super::context::Call;
use super::exit::Ended;
use super::json;
use super::table::TextTable;

/// `deskbook registers`
pub fn registers(call: &mut Call) -> Ended {
    let session = call.open()?;
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    let catalog = session.store.catalog();
    let mut found = Vec::new();
    for head in catalog.heads() {
        found.push((head, catalog.is_head_adopted(head), reader.size(&head.id)?));
    }
    if call.json {
        let one = |(form, adopted, records): &(&FormHead, bool, u64)| {
            json!({
                "id": form.id, "labels": json::text(&form.label), "one": json::text(&form.one), "pack": form.pack,
                "group": form.group, "adopted": adopted, "records": records,
            })
        };
        return call.put(&found.iter().map(one).collect());
    }
    let heads = ["register", "label", "pack", "records"]
        .map(|h| call.say(&format!("cli-col-{h}"), &[]))
        .to_vec();
    let rows: Vec<Vec<String>> = found
        .iter()
        .filter(|(_, adopted, records)| *adopted || *records > 0)
        .map(|(f, _, n)| {
            vec![
                f.id.clone(),
                f.label.get(call.lang).to_owned(),
                f.pack.clone(),
                n.to_string(),
            ]
        })
        .collect();
    TextTable::new(heads).right(3).rows(call, &rows)
}
