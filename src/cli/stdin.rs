//! Records as JSON from the standard input: one object, an array of objects, or one object on each line.
//!
//! Invariant: everything that stands there is one step. Where one record is refused none is written, and every
//! refused one is named by the line on which it begins.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;

use crate::app::session::Session;
use crate::model::{Answer, Complaint, Form, Text};
use crate::rules::save::Warned;
use crate::rules::{Checker, Origin, save};
use crate::store::{self, Op, Outcome, Tx, done};

use super::context::Call;
use super::exit::{Ended, Stop};
use super::written::tell_written;
use super::{field_args, json};

/// Refused records that are told; after so many the rest is not looked at.
const TOLD: usize = 50;

/// A record to be, and the line on which it begins.
type ObjectLine = (u64, Vec<(String, Json)>);

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
    let intent = Op::Add.on(&form.id).bulk();
    let mut refused: Vec<(u64, Vec<Complaint>)> = Vec::new();
    let done = session.store.propose(&stamp, &intent, |tx| {
        let mut checker = Checker::new(form, tx.catalog());
        let mut written = Vec::with_capacity(items.len());
        for (line, pairs) in &items {
            match one(tx, form, &mut checker, said, pairs)? {
                Outcome::Done(warned) => written.push(warned),
                Outcome::Refused(complaints) => refused.push((*line, complaints)),
            }
            if refused.len() >= TOLD {
                break;
            }
        }
        let keep = refused.is_empty();
        Ok((written, keep))
    })?;
    if !refused.is_empty() {
        return Err(Stop::Lines(refused));
    }
    for Warned { written, warnings } in &done.value {
        if call.json {
            let json = json::written(&form.id, written, warnings, call.lang);
            call.put(&Json::Object(json))?;
        } else {
            tell_written(call, form, written, warnings)?;
        }
    }
    Ok(())
}

fn one(
    tx: &mut Tx<'_>,
    form: &Arc<Form>,
    checker: &mut Checker,
    said: &[(String, Answer)],
    pairs: &[(String, Json)],
) -> store::Result<Outcome<Warned>> {
    let mut draft = field_args::new_draft(form, &tx.reader())?;
    field_args::put(&mut draft, said.to_vec());
    let given = field_args::object(form, pairs, &tx.reader())?;
    field_args::put(&mut draft, done!(Outcome::from(given)));
    save::insert(tx, form, checker, &draft, &Origin::Person)
}

/// What may stand in the input.
#[derive(Deserialize)]
#[serde(untagged)]
enum Records {
    Many(Vec<Pairs>),
    One(Pairs),
    Odd(Json),
}

/// An object as it is written: a name that stands twice is seen, where a map would keep the last.
struct Pairs(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("{…}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(PairsVisitor)
    }
}

/// The objects of a text with their lines, or the line and what is wrong there.
fn items(text: &str) -> Result<Vec<ObjectLine>, (u64, String)> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut out = Vec::new();
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Records>();
    loop {
        let start = stream.byte_offset();
        let begin = start + text[start..].len() - text[start..].trim_start().len();
        let line = text[..begin].matches('\n').count() as u64 + 1;
        match stream.next() {
            None => return Ok(out),
            Some(Ok(Records::One(object))) => out.push((line, object.0)),
            Some(Ok(Records::Many(list))) => out.extend(list.into_iter().map(|o| (line, o.0))),
            Some(Ok(Records::Odd(other))) => return Err((line, other.to_string())),
            Some(Err(error)) => return Err((error.line().max(1) as u64, error.to_string())),
        }
    }
}
