//! Definitions of registers as they are read from files or came with the program.
//!
//! Invariant: what leaves this file has no fault; with any, all faults are told and the command ends.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::model::catalog::shipped;
use crate::model::definition;
use crate::model::{Catalog, Fault, Form, Lang, locale};
use crate::store::{Ahead, Error};

use super::context::Call;
use super::exit::{Ended, Stop};

/// A definition that was read.
pub struct Definition {
    pub file: String,
    pub text: String,
    pub form: Form,
}

/// What applying a definition would do: each step with the codes that records still hold.
pub struct Planned {
    pub definition: Definition,
    pub steps: Vec<Ahead>,
}

impl Planned {
    pub fn is_refused(&self) -> bool {
        self.steps.iter().any(|(step, _)| step.is_refused())
    }
}

/// A definition as it lies in its place: the name of the file, and its text.
type NamedText = (String, String);

/// The definitions of the given places.
pub fn found(paths: &[PathBuf]) -> Ended<Vec<NamedText>> {
    let read = |path: PathBuf| match std::fs::read_to_string(&path) {
        Ok(text) => Ok((path.display().to_string(), text)),
        Err(error) => Err(unreadable(&path, &error)),
    };
    files(paths)?.into_iter().map(read).collect()
}

/// The definitions that came with the program.
pub fn shipped() -> Vec<NamedText> {
    let owned = |(file, text): (&str, &str)| (file.to_owned(), text.to_owned());
    shipped::sources().into_iter().map(owned).collect()
}

/// The definitions as they are understood; with any fault, all faults are told and it ends.
pub fn sound(call: &mut Call, texts: &[NamedText], catalog: &Catalog) -> Ended<Vec<Definition>> {
    let (mut found, mut faulty) = (Vec::new(), Vec::new());
    for (file, text) in texts {
        let read = definition::read::whole(text);
        faulty.extend(read.faults.into_iter().map(|f| (file, text, f)));
        found.extend(
            read.value
                .map(|form| (file, text, Arc::new(form), read.places)),
        );
    }
    let catalog = catalog.with(found.iter().map(|(.., form, _)| form.clone()));
    for (file, text, form, places) in &found {
        let faults = definition::lint::form(form, places, &catalog);
        faulty.extend(faults.into_iter().map(|f| (*file, *text, f)));
    }
    if faulty.is_empty() {
        let definition = |(file, text, form, _): (&String, &String, Arc<Form>, _)| Definition {
            file: file.clone(),
            text: text.clone(),
            form: Arc::unwrap_or_clone(form),
        };
        return Ok(found.into_iter().map(definition).collect());
    }
    faulty.sort_by_key(|(file, _, fault)| (file.as_str(), fault.at.start));
    if call.json {
        call.put(
            &json!({ "ok": false, "faults": faulty.iter().map(|f| fault_json(f, call.lang)).collect::<Vec<_>>() }),
        )?;
    } else {
        for (file, text, fault) in &faulty {
            call.text(&fault.render(call.lang, file, text))?;
        }
        let text = call.say("cli-forms-faulty", &[("count", &faulty.len().to_string())]);
        call.line(&text)?;
    }
    Err(Stop::Said(1))
}

/// The files themselves, and the TOML files of folders, in order.
fn files(paths: &[PathBuf]) -> Ended<Vec<PathBuf>> {
    let mut out = Vec::new();
    for path in paths {
        if !path.is_dir() {
            out.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(|e| unreadable(path, &e))?;
        let inside = entries.filter_map(|e| Some(e.ok()?.path()));
        let mut inside: Vec<PathBuf> = inside
            .filter(|p| p.extension().is_some_and(|e| e == "toml"))
            .collect();
        inside.sort();
        out.extend(inside);
    }
    Ok(out)
}

/// A file beside the desk that cannot be read.
pub fn unreadable(path: &Path, cause: &std::io::Error) -> Stop {
    let id = match cause.kind() {
        ErrorKind::NotFound => "exchange-missing",
        ErrorKind::PermissionDenied => "exchange-unreadable",
        _ => "cli-unreadable",
    };
    let args = [
        ("path", &*path.display().to_string()),
        ("cause", &*cause.to_string()),
    ];
    Stop::Store(Error::Outside(locale::both(id, &args)))
}

fn fault_json((file, text, fault): &(&String, &String, Fault), lang: Lang) -> Json {
    let (line, column) = fault.place(text);
    json!({
        "file": file, "line": line, "column": column, "code": fault.code(),
        "message": fault.message(lang), "hint": fault.hint(lang),
    })
}
