//! The desk itself: opening it, and making a new one.

use std::collections::BTreeSet;

use serde_json::json;

use crate::app::adopt;
use crate::app::session::Session;
use crate::model::catalog::shipped;
use crate::model::rulebook;
use crate::model::text::near::nearest;
use crate::store::{Error, Store, Trouble};

use super::args::InitArgs;
use super::context::{self, Call};
use super::exit::{Ended, Stop};
use super::resolve;
use super::{Appearance, OpenedDesk, help_text};

/// `deskbook [FILE]`: the desk is shown; the one in the default place is made when it is not there.
pub fn open(call: &Call, named: bool) -> Ended<OpenedDesk> {
    let path = call.path()?;
    if named && !path.exists() {
        misspelt_verb(call)?;
    }
    if !context::has_terminal() {
        // What is wrong with the file is worth more than that there is no terminal.
        call.open()?;
        return Err(call.usage("cli-no-terminal", &[]));
    }
    if call.file.is_none() && !path.exists() {
        context::make_folder(&path)?;
        let mut store = Store::create_shipped(&path, &[], &call.stamp())?;
        store.seal_with(context::seal());
        let session = Session::over(store, call.clock, &call.by, call.lang)?;
        return Ok(OpenedDesk {
            session,
            folder: None,
            look: Appearance::default(),
        });
    }
    Ok(OpenedDesk {
        session: call.open()?,
        folder: None,
        look: Appearance::default(),
    })
}

/// A single word that is no file may be a verb with a slip in it.
fn misspelt_verb(call: &Call) -> Ended {
    let word = call
        .file
        .as_ref()
        .map(|p| p.to_string_lossy().into_owned())
        .unwrap_or_default();
    let command = help_text::command(call.lang);
    let verbs = command
        .get_subcommands()
        .filter(|c| !c.is_hide_set())
        .map(clap::Command::get_name);
    let near = nearest(&word, verbs);
    match near.first() {
        Some(_) if word.chars().all(|c| c.is_ascii_alphabetic()) => {
            Err(resolve::unknown(call.lang, "verb", &word, near))
        }
        _ => Ok(()),
    }
}

/// `deskbook init FILE`: a new desk with the shipped forms.
pub fn init(call: &mut Call, args: &InitArgs) -> Ended {
    let packs: Vec<String> = args
        .packs
        .iter()
        .map(|p| p.trim().to_owned())
        .filter(|p| !p.is_empty())
        .collect();
    let shipped = shipped::packs();
    for pack in &packs {
        if !shipped.all().iter().any(|p| p.id == *pack) {
            return Err(resolve::unknown(
                call.lang,
                "pack",
                pack,
                shipped.all().iter().map(|p| p.id.as_str()),
            ));
        }
    }
    if args.path.as_os_str().is_empty() {
        return Err(Stop::Store(Error::world(Trouble::Missing, &args.path)));
    }
    let book = rulebook::shipped();
    if let Some(n) = args.adopt.iter().find(|n| book.regulation(**n).is_none()) {
        return Err(call.usage("cli-wrong-regulation", &[("n", &n.to_string())]));
    }
    let mut seen = BTreeSet::new();
    if let Some(n) = args.adopt.iter().find(|n| !seen.insert(**n)) {
        return Err(call.usage("cli-regulation-twice", &[("n", &n.to_string())]));
    }
    let mut store = Store::create_shipped(&args.path, &packs, &call.stamp())?;
    store.seal_with(context::seal());
    if let Some(name) = &args.name {
        store.set_setting("organisation", name.trim())?;
    }
    if !args.adopt.is_empty() {
        adopt(call, args, &packs, &mut store)?;
    }
    let forms = store
        .catalog()
        .forms()
        .filter(|f| store.catalog().is_adopted(f))
        .count();
    let store_packs = store.catalog().adopted_packs().to_vec();
    store.close();
    let path = args.path.display().to_string();
    if call.json {
        return call.put(
            &json!({
                "file": path, "packs": store_packs, "adopted": args.adopt, "organisation": args.name, "registers": forms,
            }),
        );
    }
    let text = call.say(
        "cli-made",
        &[("path", &path), ("count", &forms.to_string())],
    );
    call.line(&text)
}

/// Adopts regulations in a new desk, from today, for the whole organisation.
fn adopt(call: &Call, args: &InitArgs, packs: &[String], store: &mut Store) -> Ended {
    let stamp = call.stamp();
    let whole = call.say("adopt-whole", &[]);
    let name = args.name.as_deref().map(str::trim);
    let plan = adopt::AdoptionPlan {
        name: name.filter(|n| !n.is_empty()).unwrap_or(&whole).to_owned(),
        numbers: args.adopt.iter().copied().collect(),
        packs: packs.iter().cloned().collect(),
        from: stamp.now.date(),
        reason: String::new(),
    };
    adopt::carry_out(store, &plan, &stamp, call.lang)?.into_result()?;
    Ok(())
}
