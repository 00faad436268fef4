//! Definitions of registers as they are read from files, and the order in which they can be applied.
//!
//! Invariant: what leaves this file has no fault; with any, all faults are told and the command ends.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::model::{Catalog, Fault, Form, check, locale, source};
use crate::store::{Ahead, Error};

use super::args::Definitions;
use super::call::Call;
use super::stop::{Ended, Stop};

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

/// The definitions of the given places; with any fault, all faults are told and it ends.
pub fn sound(call: &mut Call, args: &Definitions, catalog: &Catalog) -> Ended<Vec<Definition>> {
    let mut found = Vec::new();
    let mut faulty: Vec<(String, String, Fault)> = Vec::new();
    for path in files(&args.paths)? {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|e| unreadable(&path, &e))?;
        let (form, faults) = source::read_whole(&text);
        faulty.extend(faults.into_iter().map(|f| (file.clone(), text.clone(), f)));
        found.extend(form.map(|form| Definition { file, text, form }));
    }
    let catalog = catalog.with(found.iter().map(|d| std::sync::Arc::new(d.form.clone())));
    for d in &found {
        let faults = check::check(&d.form, &d.text, &catalog);
        faulty.extend(
            faults
                .into_iter()
                .map(|f| (d.file.clone(), d.text.clone(), f)),
        );
    }
    if faulty.is_empty() {
        return Ok(found);
    }
    faulty.sort_by_key(|(file, _, fault)| (file.clone(), fault.at.start));
    if call.json {
        call.put(
            &json!({ "ok": false, "faults": faulty.iter().map(fault_json).collect::<Vec<_>>() }),
        )?;
    } else {
        for (file, text, fault) in &faulty {
            call.text(&fault.render(file, text))?;
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

fn unreadable(path: &Path, cause: &std::io::Error) -> Stop {
    let args = [
        ("path", &*path.display().to_string()),
        ("cause", &*cause.to_string()),
    ];
    Stop::Store(Error::Outside(locale::both("cli-unreadable", &args)))
}

fn fault_json((file, text, fault): &(String, String, Fault)) -> Json {
    let (line, column) = fault.place(text);
    json!({ "file": file, "line": line, "column": column, "code": fault.code, "message": fault.message, "hint": fault.hint })
}

/// A definition comes after those that it refers to; where they go round in a circle, in the order of the files.
pub fn by_reference(planned: &[Planned]) -> Vec<&Planned> {
    let mut left: Vec<&Planned> = planned.iter().collect();
    let mut out = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let free = left.iter().position(|p| {
            let form = &p.definition.form;
            let others = left.iter().map(|o| &o.definition.form.id);
            !others
                .filter(|id| **id != form.id)
                .any(|id| form.references_to(id).next().is_some())
        });
        out.push(left.remove(free.unwrap_or(0)));
    }
    out
}
