//! The demonstration: a new desk filled with believable records.

use std::io::Write;
use std::path::PathBuf;

use serde_json::json;

use crate::app::session::Session;
use crate::demo::{self, DemoPlan};
use crate::store::{Error, Store};

use super::args::DemoArgs;
use super::context::{self, Call, has_terminal};
use super::exit::{Ended, Stop};
use super::{Appearance, OpenedDesk};

/// `deskbook demo [FILE]`: written where it is named and opened where there is a terminal.
pub fn demo(call: &mut Call, args: &DemoArgs) -> Ended<Option<OpenedDesk>> {
    let opens = has_terminal() && !call.json;
    if args.path.is_none() && !opens {
        return Err(call.usage("cli-demo-needs-file", &[]));
    }
    if let Some(name) = &args.register
        && !demo::growing().any(|known| known == name)
    {
        let known: Vec<&str> = demo::growing().collect();
        let hint = call.say("cli-known", &[("known", &known.join(", "))]);
        return Err(call.usage("cli-demo-grows", &[("name", name), ("hint", &hint)]));
    }
    let (path, folder) = place(args)?;
    let mut store = Store::create_shipped(&path, &[], &call.stamp())?;
    store.seal_with(context::seal());
    let plan = DemoPlan {
        rows: args.rows,
        seed: args.seed,
        register: args.register.clone(),
    };
    let watched = call.watched();
    let mut shown = u64::MAX;
    let filled = demo::fill(&mut store, call.clock, &plan, &mut |done, all| {
        let percent = (done * 100).checked_div(all).unwrap_or(100);
        if watched && percent != shown {
            shown = percent;
            // The work goes on although its progress cannot be shown.
            let _ = write!(std::io::stderr(), "\r{percent:3} %");
        }
        true
    })?;
    if watched {
        writeln!(std::io::stderr())?;
    }
    if filled.stopped {
        return Err(Stop::Store(Error::Interrupted));
    }
    if opens {
        let session = Session::over(store, call.clock, &call.by, call.lang)?;
        return Ok(Some(OpenedDesk {
            session,
            folder,
            look: Appearance::default(),
        }));
    }
    store.close();
    if call.json {
        call.put(&json!({ "file": path, "records": filled.records, "seed": args.seed }))?;
    } else {
        let args = [
            ("path", &*path.display().to_string()),
            ("count", &*filled.records.to_string()),
        ];
        let text = call.say("cli-filled", &args);
        call.line(&text)?;
    }
    Ok(None)
}

/// The file to write; without a name one in a folder that lasts as long as the desk is open.
fn place(args: &DemoArgs) -> Ended<(PathBuf, Option<tempfile::TempDir>)> {
    if let Some(path) = &args.path {
        return Ok((path.clone(), None));
    }
    let folder = tempfile::Builder::new()
        .prefix("deskbook-demo-")
        .tempdir()?;
    Ok((folder.path().join("demo.sqlite"), Some(folder)))
}
