//! Records in and out of the desk through files.

use std::io::{Read, Write};
use std::path::Path;

use serde_json::json;

use crate::exchange::encoding::Charset;
use crate::exchange::export::{self, Format};
use crate::exchange::import::{self, NameMap, Report, Source};
use crate::model::Form;

use super::args::{ExportArgs, ImportArgs};
use super::context::Call;
use super::definitions::unreadable;
use super::exit::{self, Ended, Stop};
use super::resolve;

/// Rejected rows that are told; the rejects file has all of them.
const TOLD: usize = 20;

/// `deskbook import REGISTER FILE`
pub fn import(call: &mut Call, args: &ImportArgs) -> Ended {
    let mut session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    let options = import::ImportOptions {
        map: args
            .map
            .as_deref()
            .map(map)
            .transpose()?
            .unwrap_or_default(),
        dry_run: args.dry_run,
        all_or_nothing: args.all,
        rejects: args.rejects.clone(),
        encoding: charset(call, args.encoding.as_deref())?,
        raw: args.raw,
    };
    let source = if args.path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        Source::Bytes(bytes.into())
    } else {
        Source::Path(args.path.clone())
    };
    let stamp = session.stamp();
    let watched = call.watched();
    let mut percent = u64::MAX;
    let report = import::run(
        &mut session.store,
        &stamp,
        call.lang,
        &form.id,
        &source,
        &options,
        &mut |now| {
            let reached = (now.bytes * 100).checked_div(now.of).unwrap_or(100);
            if watched && reached != percent {
                percent = reached;
                // The work goes on although its progress cannot be shown.
                let _ = write!(std::io::stderr(), "\r{percent:3} %\r");
            }
            true
        },
    )?
    .into_result()?;
    if call.json {
        call.put(&report.json(&form, call.lang))?;
    } else {
        tell(call, &report, &form)?;
    }
    // Rows that were left out beside others that were written are told, not refused.
    if report.rejected > 0 && !report.written {
        Err(Stop::Said(1))
    } else {
        Ok(())
    }
}

fn tell(call: &mut Call, report: &Report, form: &Form) -> Ended {
    let counts = [
        ("register", form.label.get(call.lang).to_owned()),
        ("rows", report.rows.to_string()),
        ("new", report.new.to_string()),
        ("changed", report.changed.to_string()),
        ("same", report.same.to_string()),
        ("rejected", report.rejected.to_string()),
    ];
    let args: Vec<(&str, &str)> = counts.iter().map(|(name, n)| (*name, n.as_str())).collect();
    let text = call.say("cli-imported", &args);
    call.line(&text)?;
    if !report.written {
        let text = call.say("cli-nothing-written", &[]);
        call.line(&text)?;
    }
    call.out.flush()?;
    for row in report.reasons.iter().take(TOLD) {
        exit::tell_line(row.line, &row.reasons, call.lang)?;
    }
    if let Some(path) = &report.rejects {
        let text = call.say("cli-rejects", &[("path", &path.display().to_string())]);
        call.line(&text)?;
    }
    Ok(())
}

/// A file of `"column" = "field"` lines.
fn map(path: &Path) -> Ended<NameMap> {
    let text = std::fs::read_to_string(path).map_err(|e| unreadable(path, &e))?;
    Ok(NameMap::read(&text, &path.display().to_string())?)
}

fn charset(call: &Call, name: Option<&str>) -> Ended<Option<Charset>> {
    let Some(name) = name else { return Ok(None) };
    let read = Charset::read(name);
    read.map(Some)
        .ok_or_else(|| call.usage("exchange-bad-encoding", &[("name", name)]))
}

/// `deskbook export REGISTER FILE`
pub fn export(call: &mut Call, args: &ExportArgs) -> Ended {
    let session = call.open()?;
    let form = resolve::register(&session, &args.register)?;
    let query = resolve::query(&session, &form, &args.choose, args.sort.as_deref())?;
    let view = args.choose.view.as_deref().and_then(|v| form.view(v));
    let mut options = export::ExportOptions::new(format(call, args)?);
    if let Some(view) = view {
        view.label.get(call.lang).clone_into(&mut options.heading);
    }
    options.encoding = charset(call, args.encoding.as_deref())?;
    options.raw = args.raw;
    options.organisation = session.store.setting("organisation")?.unwrap_or_default();
    for column in args
        .columns
        .iter()
        .map(|c| c.trim())
        .filter(|c| !c.is_empty())
    {
        options
            .columns
            .push(resolve::column(call.lang, &form, column)?);
    }
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    if args.path == Path::new("-") {
        export::write(&reader, &query, &options, &mut call.out, &mut |_| true)?;
        return Ok(());
    }
    let watched = call.watched();
    let rows = export::run(&reader, &query, &options, &args.path, &mut |rows| {
        if watched {
            // The work goes on although its progress cannot be shown.
            let _ = write!(std::io::stderr(), "\r{rows}\r");
        }
        true
    })?;
    let path = args.path.display().to_string();
    if call.json {
        return call.put(&json!({ "register": form.id, "file": path, "records": rows }));
    }
    let text = call.say(
        "cli-exported",
        &[("path", &path), ("count", &rows.to_string())],
    );
    call.line(&text)
}

/// What is asked for by name, else by the file's ending.
fn format(call: &Call, args: &ExportArgs) -> Ended<Format> {
    let named = args
        .format
        .as_ref()
        .map(|name| Format::of(Path::new(&format!("-.{name}"))));
    named
        .unwrap_or_else(|| Format::of(&args.path))
        .ok_or_else(|| {
            let known: Vec<&str> = Format::ALL.iter().map(|(name, _)| *name).collect();
            call.usage(
                "cli-bad-format",
                &[
                    ("path", &args.path.display().to_string()),
                    ("known", &known.join(", ")),
                ],
            )
        })
}
