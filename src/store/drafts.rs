//! Drafts: what was typed and not yet saved, kept in the file at every pause.

use serde_json::{Map, Value as Json, json};

use crate::model::value::draft::{Answer, AskedBy, Draft};

use super::connection::{Bind, Connection};
use super::error::Result;
use super::ledger::{from_json, to_json};
use super::sql::own;

/// Whether a draft waits until another writer is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    AtOnce,
    Waits,
}

/// Keeps a draft; one for each person and record, and for each new record that a person has begun.
pub fn keep(conn: &Connection, who: &str, draft: &Draft, at: &str) -> Result<()> {
    let (place, body) = (draft.place(), write(draft).to_string());
    conn.execute(
        own::KEEP_DRAFT,
        &[&who, &draft.register, &place, &body, &at],
    )?;
    Ok(())
}

/// The kept draft of a record, or of a new one (`record` 0 or below).
pub fn find(conn: &Connection, who: &str, register: &str, record: i64) -> Result<Option<Draft>> {
    let key: [&dyn Bind; 3] = [&who, &register, &record];
    let body = conn.first(own::DRAFT, &key, |row| row.text(0))?;
    let mut draft = body.and_then(|b| read(register, &serde_json::from_str(&b).ok()?));
    if let Some(draft) = &mut draft {
        draft.slot = record.min(0);
    }
    Ok(draft)
}

/// A place for one more new record of a register, when others are begun already.
pub fn free_slot(conn: &Connection, who: &str, register: &str) -> Result<i64> {
    conn.number(own::FREE_DRAFT, &[&who, &register])
}

/// The registers and records of which a person has drafts, newest first.
pub fn list(conn: &Connection, who: &str) -> Result<Vec<(String, i64)>> {
    conn.rows(own::DRAFTS, &[&who], |row| Ok((row.text(0)?, row.int(1)?)))
}

pub fn forget(conn: &Connection, who: &str, register: &str, record: i64) -> Result<()> {
    conn.execute(own::FORGET_DRAFT, &[&who, &register, &record])?;
    Ok(())
}

fn write(draft: &Draft) -> Json {
    let answers: Map<String, Json> = draft
        .answers()
        .map(|(k, a)| (k.to_owned(), write_answer(a)))
        .collect();
    json!({ "of": draft.of.map(|(id, rev)| [id, rev]), "state": draft.state, "number": draft.number, "origin": draft.origin.as_ref().map(write_origin), "answers": answers })
}

fn write_origin(origin: &AskedBy) -> Json {
    json!({ "register": origin.register, "id": origin.id, "link": origin.link })
}

fn read_origin(json: &Json) -> Option<AskedBy> {
    Some(AskedBy {
        register: json["register"].as_str()?.to_owned(),
        id: json["id"].as_i64()?,
        link: json["link"].as_str().map(str::to_owned),
    })
}

fn write_answer(answer: &Answer) -> Json {
    match answer {
        Answer::Typed(text) => json!({ "typed": text }),
        Answer::Picked(value, shown) => json!({ "picked": to_json(value), "shown": shown }),
        Answer::Lines(lines) => lines
            .iter()
            .map(|line| {
                line.iter()
                    .map(|(k, a)| (k.clone(), write_answer(a)))
                    .collect::<Map<_, _>>()
            })
            .map(Json::Object)
            .collect(),
    }
}

fn read(register: &str, body: &Json) -> Option<Draft> {
    let mut draft = Draft::new(register);
    draft.of = body["of"]
        .as_array()
        .and_then(|a| Some((a.first()?.as_i64()?, a.get(1)?.as_i64()?)));
    draft.state = body["state"].as_str().map(str::to_owned);
    draft.number = body["number"].as_str().map(str::to_owned);
    draft.origin = read_origin(&body["origin"]);
    for (field, answer) in body["answers"].as_object()? {
        match read_answer(answer) {
            Answer::Typed(text) => draft.typed(field, text),
            Answer::Picked(value, shown) => draft.picked(field, value, shown),
            Answer::Lines(lines) => draft.lines(field, lines),
        }
    }
    Some(draft)
}

fn read_answer(json: &Json) -> Answer {
    if let Some(lines) = json.as_array() {
        let line = |l: &Json| {
            l.as_object()
                .map(|m| m.iter().map(|(k, a)| (k.clone(), read_answer(a))).collect())
                .unwrap_or_default()
        };
        return Answer::Lines(lines.iter().map(line).collect());
    }
    match json.get("picked") {
        Some(value) => Answer::Picked(
            from_json(value),
            json["shown"].as_str().unwrap_or_default().to_owned(),
        ),
        None => Answer::Typed(json["typed"].as_str().unwrap_or_default().to_owned()),
    }
}
