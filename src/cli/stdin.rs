//! Records as JSON from the standard input: one object, an array of objects, or one object on each line.
//!
//! Invariant: everything that stands there is one step. Where one record is refused none is written, and every
//! refused one is named by the line on which it begins.

use std::sync::Arc;

use serde_json::{Deserializer, Map, Value as Json};

use crate::app::session::Session;
use crate::model::{Answer, Complaint, Form, Text};
use crate::rules::{Checker, Door, save};
use crate::store::{self, Act, Error, Tx, Written};

use super::call::Call;
use super::stop::{Ended, Stop};
use super::{answers, shape, write};

/// Refused records that are told; after so many the rest is not looked at.
const TOLD: usize = 50;

/// A record to be, and the line on which it begins.
type Item = (u64, Map<String, Json>);
type Warned = (Written, Vec<Complaint>);

/// Adds every record of a text; what was said on the command line holds for each of them.
pub fn add(
    call: &mut Call,
    session: &mut Session,
    form: &Arc<Form>,
    said: &[(String, Answer)],
    text: &str,
) -> Ended {
    let items = items(text).map_err(|(line, what)| {
        let complaint = Complaint::new(None, "format").with_text("what", Text::same(what));
        Stop::Lines(vec![(line, vec![complaint])])
    })?;
    let stamp = session.stamp();
    let act = Act {
        what: "add",
        register: &form.id,
        bulk: true,
    };
    let mut refused: Vec<(u64, Vec<Complaint>)> = Vec::new();
    let done = session.store.transact(&stamp, &act, |tx| {
        let mut checker = Checker::new(form, tx.catalog());
        let mut written = Vec::with_capacity(items.len());
        for (line, map) in &items {
            match one(tx, form, &mut checker, said, map) {
                Ok(pair) => written.push(pair),
                Err(Error::Refused(complaints)) => refused.push((*line, complaints)),
                Err(other) => return Err(other),
            }
            if refused.len() >= TOLD {
                break;
            }
        }
        if refused.is_empty() {
            Ok(written)
        } else {
            Err(Error::Interrupted)
        }
    });
    if !refused.is_empty() {
        return Err(Stop::Lines(refused));
    }
    for (written, warnings) in &done?.value {
        if call.json {
            let json = shape::written(&form.id, written, warnings, call.lang);
            call.put(&Json::Object(json))?;
        } else {
            write::tell_written(call, form, written, warnings)?;
        }
    }
    Ok(())
}

fn one(
    tx: &mut Tx<'_>,
    form: &Arc<Form>,
    checker: &mut Checker,
    said: &[(String, Answer)],
    map: &Map<String, Json>,
) -> store::Result<Warned> {
    let mut draft = answers::new_draft(form, &tx.reader())?;
    answers::put(&mut draft, said.to_vec());
    let given = answers::object(form, map, &tx.reader()).map_err(Error::refused)?;
    answers::put(&mut draft, given);
    save::insert(tx, form, checker, &draft, &Door::Person)
}

/// The objects of a text with their lines, or the line and what is wrong there.
fn items(text: &str) -> Result<Vec<Item>, (u64, String)> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut out = Vec::new();
    let mut stream = Deserializer::from_str(text).into_iter::<Json>();
    loop {
        let start = stream.byte_offset();
        let begin = start + text[start..].len() - text[start..].trim_start().len();
        let line = text[..begin].matches('\n').count() as u64 + 1;
        match stream.next() {
            None => return Ok(out),
            Some(Ok(Json::Object(map))) => out.push((line, map)),
            Some(Ok(Json::Array(list))) => {
                for item in list {
                    match item {
                        Json::Object(map) => out.push((line, map)),
                        other => return Err((line, other.to_string())),
                    }
                }
            }
            Some(Ok(other)) => return Err((line, other.to_string())),
            Some(Err(error)) => return Err((error.line().max(1) as u64, error.to_string())),
        }
    }
}
