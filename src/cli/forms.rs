//! DefinitionsArgs of registers: checked, planned, applied, shown.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use crate::app::session::Session;
use crate::model::catalog::shipped;
use crate::model::{Form, Text};
use crate::store::Ahead;

use super::args::{ChangesArgs, DefinitionsArgs, Forms, RegisterArgs};
use super::context::Call;
use super::definitions::{self, Planned, sound};
use super::exit::{Ended, Stop};
use super::resolve;

/// `deskbook forms …`
pub fn forms(call: &mut Call, verb: &Forms) -> Ended {
    match verb {
        Forms::Check(args) => check_all(call, args),
        Forms::Plan(args) => plan(call, args),
        Forms::Apply(args) => apply(call, args),
        Forms::Show(args) => show(call, args),
    }
}

fn check_all(call: &mut Call, args: &DefinitionsArgs) -> Ended {
    // A desk that is there knows registers of its own; without one the shipped ones are looked at.
    let catalog = match call.path() {
        Ok(path) if call.file.is_some() || path.exists() => call.open()?.store.catalog().clone(),
        _ => shipped::catalog(),
    };
    let texts = definitions::found(&args.paths)?;
    let sound = sound(call, &texts, &catalog)?;
    if call.json {
        return call.put(&json!({ "ok": true, "registers": sound.iter().map(|d| &d.form.id).collect::<Vec<_>>(), "faults": [] }));
    }
    let text = call.say("cli-forms-sound", &[("count", &sound.len().to_string())]);
    call.line(&text)
}

/// What would change: definitions that stand in the desk already, word for word, are left out.
fn planned(call: &mut Call, session: &Session, args: &ChangesArgs) -> Ended<Vec<Planned>> {
    let texts = if args.paths.is_empty() {
        definitions::shipped()
    } else {
        definitions::found(&args.paths)?
    };
    let mut out = Vec::new();
    for definition in sound(call, &texts, session.store.catalog())? {
        if session.store.form_source(&definition.form.id)?.as_ref() != Some(&definition.text) {
            let steps = session.store.plan(&definition.form)?;
            out.push(Planned { definition, steps });
        }
    }
    Ok(out)
}

fn plan(call: &mut Call, args: &ChangesArgs) -> Ended {
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
    let step = |(step, held): &Ahead| {
        let says: Text = step.describe(&plan.definition.form);
        let held: Vec<Json> = held
            .iter()
            .map(|(code, n)| json!({ "code": code, "records": n }))
            .collect();
        json!({ "says": super::json::text(&says), "refused": step.is_refused(), "held": held })
    };
    let steps: Vec<Json> = plan.steps.iter().map(step).collect();
    json!({ "register": plan.definition.form.id, "file": plan.definition.file, "possible": !plan.is_refused(), "steps": steps })
}

fn apply(call: &mut Call, args: &ChangesArgs) -> Ended {
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
    let set: Vec<(Form, String)> = planned
        .into_iter()
        .map(|p| (p.definition.form, p.definition.text))
        .collect();
    let copies: Vec<PathBuf> = if set.is_empty() {
        Vec::new()
    } else {
        let applied = session.store.apply_all(&set, &stamp)?;
        applied.into_result()?.into_iter().collect()
    };
    let applied: Vec<String> = set.into_iter().map(|(form, _)| form.id).collect();
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

fn show(call: &mut Call, args: &RegisterArgs) -> Ended {
    let session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    let text = session.store.form_source(&form.id)?.unwrap_or_default();
    if call.json {
        return call.put(&json!({ "register": form.id, "source": text }));
    }
    call.text(&text)
}
