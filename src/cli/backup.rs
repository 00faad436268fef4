//! Keeping the file: copies, bringing one back, looking for damage.

use std::io::Write;
use std::path::Path;

use serde_json::{Value as Json, json};

use crate::model::Lang;
use crate::store::{self, Defect, Query};

use super::args::{BackupArgs, DoctorArgs, RestoreArgs};
use super::context::Call;
use super::exit::{Ended, Stop};

/// `deskbook backup [DEST]`
pub fn backup(call: &mut Call, args: &BackupArgs) -> Ended {
    let session = call.open()?;
    let stamp = session.stamp();
    let here = session.store.path();
    let dest = match &args.dest {
        None => store::name_of_copy(here, &stamp, "backup"),
        Some(folder) if folder.is_dir() => {
            let name = here
                .file_name()
                .unwrap_or(std::ffi::OsStr::new("desk.sqlite"));
            store::name_of_copy(&folder.join(name), &stamp, "backup")
        }
        Some(file) => file.clone(),
    };
    session.store.back_up(&dest, progress(call.watched()))?;
    let bytes = std::fs::metadata(&dest)?.len();
    if call.json {
        return call.put(&json!({ "file": here, "copy": dest, "bytes": bytes }));
    }
    let text = call.say("cli-backed-up", &[("path", &dest.display().to_string())]);
    call.line(&text)
}

/// `deskbook restore FILE`
pub fn restore(call: &mut Call, args: &RestoreArgs) -> Ended {
    let to = match &args.to {
        Some(to) => to.clone(),
        None => call.path()?,
    };
    let shown = |path: &Path| path.display().to_string();
    store::verify(&args.from)?;
    if to.exists() {
        let question = call.say("cli-restore-over", &[("path", &shown(&to))]);
        call.ask(&question)?;
    }
    let stamp = call.stamp();
    let kept = store::restore(&args.from, &to, true, &stamp, progress(call.watched()))?;
    if call.json {
        return call.put(&json!({ "file": to, "from": args.from, "kept": kept }));
    }
    let text = call.say("cli-restored", &[("path", &shown(&to))]);
    call.line(&text)?;
    if let Some(kept) = &kept {
        let text = call.say("cli-kept", &[("path", &shown(kept))]);
        call.line(&text)?;
    }
    Ok(())
}

/// Shows how far a copy is, where somebody watches.
fn progress(watched: bool) -> impl FnMut(i32, i32) -> bool {
    move |remaining, total| {
        if watched && total > 0 {
            let end = if remaining == 0 { "\n" } else { "" };
            let percent = i64::from(total - remaining) * 100 / i64::from(total);
            // The copy goes on although its progress cannot be shown.
            let _ = write!(std::io::stderr(), "\r{percent:3} %{end}");
        }
        true
    }
}

/// `deskbook verify`
pub fn verify(call: &mut Call) -> Ended {
    let session = call.open()?;
    let findings = session.store.examine()?;
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    let mut records = 0;
    for form in session.store.catalog().forms() {
        records += reader.count(&Query {
            register: form.id.clone(),
            with_void: true,
            ..Query::default()
        })?;
    }
    let changes = session.store.last_seq()?;
    let ok = findings.iter().all(|f| f.ok);
    if call.json {
        let problems: Vec<Json> = findings
            .iter()
            .filter(|f| !f.ok)
            .map(|f| told(f, call.lang))
            .collect();
        let head = changes.to_string();
        call.put(&json!({ "ok": ok, "records": records, "changes": changes, "head": head, "problems": problems }))?;
    } else {
        let id = if ok { "cli-sound" } else { "cli-unsound" };
        let text = call.say(
            id,
            &[
                ("records", &records.to_string()),
                ("changes", &changes.to_string()),
            ],
        );
        call.line(&text)?;
        for finding in findings.iter().filter(|f| !f.ok) {
            call.line(finding.says.get(call.lang))?;
        }
    }
    if ok { Ok(()) } else { Err(Stop::Said(3)) }
}

/// `deskbook doctor [--fix]`
pub fn doctor(call: &mut Call, args: &DoctorArgs) -> Ended {
    let mut session = call.open()?;
    let mut findings = session.store.examine()?;
    let mut fixed = Vec::new();
    if args.fix && findings.iter().any(|f| f.check == "search" && !f.ok) {
        let ids: Vec<String> = session
            .store
            .catalog()
            .forms()
            .map(|f| f.id.clone())
            .collect();
        for id in &ids {
            session.store.rebuild_search(id)?;
        }
        fixed.push("search");
        findings = session.store.examine()?;
    }
    let ok = findings.iter().all(|f| f.ok);
    if call.json {
        let checks: Vec<Json> = findings.iter().map(|f| told(f, call.lang)).collect();
        call.put(
            &json!({ "ok": ok, "file": session.store.path(), "checks": checks, "fixed": fixed }),
        )?;
    } else {
        for finding in &findings {
            let mark = if finding.ok { "+" } else { "!" };
            call.line(&format!("{mark} {}", finding.says.get(call.lang)))?;
        }
    }
    if ok { Ok(()) } else { Err(Stop::Said(3)) }
}

fn told(finding: &Defect, lang: Lang) -> Json {
    json!({ "check": finding.check, "ok": finding.ok, "message": finding.says.get(lang) })
}
