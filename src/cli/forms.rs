//! Definitions of registers: checked, planned, applied, shown.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::app::session::Session;
use crate::model::{Catalog, Fault, Form, Text, check, locale, shipped, source};
use crate::store::{Error, Step};

use super::args::{Definitions, Forms, Register};
use super::call::Call;
use super::names;
use super::stop::{Ended, Stop};

/// A definition that was read.
struct Definition {
    file: String,
    text: String,
    form: Form,
}

/// What applying a definition would do: each step with the codes that records still hold.
struct Planned {
    definition: Definition,
    steps: Vec<(Step, Vec<(String, i64)>)>,
}

impl Planned {
    fn is_refused(&self) -> bool {
        self.steps.iter().any(|(step, _)| step.is_refused())
    }
}

/// `deskbook forms …`
pub fn forms(call: &mut Call, verb: &Forms) -> Ended {
    match verb {
        Forms::Check(args) => check_all(call, args),
        Forms::Plan(args) => plan(call, args),
        Forms::Apply(args) => apply(call, args),
        Forms::Show(args) => show(call, args),
    }
}

fn check_all(call: &mut Call, args: &Definitions) -> Ended {
    // A desk that is there knows registers of its own; without one the shipped ones are looked at.
    let catalog = match call.path() {
        Ok(path) if call.file.is_some() || path.exists() => call.open()?.store.catalog().clone(),
        _ => shipped::catalog(),
    };
    let sound = sound(call, args, &catalog)?;
    if call.json {
        return call.put(&json!({ "ok": true, "registers": sound.iter().map(|d| &d.form.id).collect::<Vec<_>>(), "faults": [] }));
    }
    let text = call.say("cli-forms-sound", &[("count", &sound.len().to_string())]);
    call.line(&text)
}

/// The definitions of the given places; with any fault, all faults are told and it ends.
fn sound(call: &mut Call, args: &Definitions, catalog: &Catalog) -> Ended<Vec<Definition>> {
    let mut found = Vec::new();
    let mut faulty: Vec<(String, String, Fault)> = Vec::new();
    for path in files(&args.paths)? {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|e| unreadable(&path, &e))?;
        match source::read(&text) {
            Ok(form) => found.push(Definition { file, text, form }),
            Err(faults) => {
                faulty.extend(faults.into_iter().map(|f| (file.clone(), text.clone(), f)))
            }
        }
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

/// What would change: definitions that stand in the desk already, word for word, are left out.
fn planned(call: &mut Call, session: &Session, args: &Definitions) -> Ended<Vec<Planned>> {
    let mut out = Vec::new();
    for definition in sound(call, args, session.store.catalog())? {
        if session.store.form_source(&definition.form.id)?.as_ref() != Some(&definition.text) {
            let steps = session.store.plan(&definition.form)?;
            out.push(Planned { definition, steps });
        }
    }
    Ok(out)
}

fn plan(call: &mut Call, args: &Definitions) -> Ended {
    let session = call.open()?;
    let planned = planned(call, &session, args)?;
    if call.json {
        call.put(&planned.iter().map(planned_json).collect())?;
    } else {
        tell(call, &planned)?;
    }
    if planned.iter().any(Planned::is_refused) {
        Err(Stop::Said(1))
    } else {
        Ok(())
    }
}

fn tell(call: &mut Call, planned: &[Planned]) -> Ended {
    if planned.is_empty() {
        let text = call.say("cli-forms-same", &[]);
        return call.line(&text);
    }
    for plan in planned {
        call.line(&format!(
            "{} ({})",
            plan.definition.form.id, plan.definition.file
        ))?;
        for (step, held) in &plan.steps {
            let mark = if step.is_refused() { "!" } else { "-" };
            call.line(&format!(
                "  {mark} {}",
                step.describe(&plan.definition.form).get(call.lang)
            ))?;
            for (code, records) in held.iter().filter(|(_, n)| *n > 0) {
                let text = call.say(
                    "cli-held",
                    &[("code", code), ("count", &records.to_string())],
                );
                call.line(&format!("      {text}"))?;
            }
        }
    }
    Ok(())
}

fn planned_json(plan: &Planned) -> Json {
    let step = |(step, held): &(Step, Vec<(String, i64)>)| {
        let says: Text = step.describe(&plan.definition.form);
        let held: Vec<Json> = held
            .iter()
            .map(|(code, n)| json!({ "code": code, "records": n }))
            .collect();
        json!({ "says": super::shape::text(&says), "refused": step.is_refused(), "held": held })
    };
    let steps: Vec<Json> = plan.steps.iter().map(step).collect();
    json!({ "register": plan.definition.form.id, "file": plan.definition.file, "possible": !plan.is_refused(), "steps": steps })
}

fn apply(call: &mut Call, args: &Definitions) -> Ended {
    let mut session = call.open()?;
    let planned = planned(call, &session, args)?;
    let refused = planned.iter().any(Planned::is_refused);
    if !call.json {
        tell(call, &planned)?;
    } else if refused {
        call.put(&planned.iter().map(planned_json).collect())?;
    }
    if refused {
        return Err(Stop::Said(1));
    }
    if !planned.is_empty() {
        let question = call.say("cli-forms-ask", &[]);
        call.ask(&question)?;
    }
    let stamp = session.stamp();
    let (mut applied, mut copies) = (Vec::new(), Vec::new());
    for plan in by_reference(&planned) {
        let Definition { form, text, .. } = &plan.definition;
        copies.extend(session.store.apply(form, text, &stamp)?);
        applied.push(form.id.clone());
    }
    if call.json {
        return call.put(&json!({ "applied": applied, "copies": copies }));
    }
    for copy in &copies {
        let text = call.say("cli-kept", &[("path", &copy.display().to_string())]);
        call.line(&text)?;
    }
    if !applied.is_empty() {
        let text = call.say("cli-forms-applied", &[("registers", &applied.join(", "))]);
        call.line(&text)?;
    }
    Ok(())
}

/// A definition comes after those that it refers to; where they go round in a circle, in the order of the files.
fn by_reference(planned: &[Planned]) -> Vec<&Planned> {
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

fn show(call: &mut Call, args: &Register) -> Ended {
    let session = call.open()?;
    let form = names::register(&session, &args.register)?;
    let text = session.store.form_source(&form.id)?.unwrap_or_default();
    if call.json {
        return call.put(&json!({ "register": form.id, "source": text }));
    }
    call.text(&text)
}
