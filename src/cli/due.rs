//! What the regulations ask for now: `due`, and where each obligation is kept: `rulebook`.

use std::collections::HashMap;

use chrono::Duration;
use serde_json::{Value as Json, json};

use crate::model::rulebook::{self, Holder, Obligation, Regulation, Rulebook};
use crate::model::value::MOMENT;
use crate::rules::watch::{Finding, Guard, InForce, Snoozed, Watch, is_about};

use super::args;
use super::context::Call;
use super::exit::{Ended, Stop};
use super::resolve;
use super::table::TextTable;

/// `deskbook due`
pub fn due(call: &mut Call, args: &args::DueArgs) -> Ended {
    let session = call.open()?;
    session.store.ready_rulebook();
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    if let Some(register) = &args.register {
        resolve::register(&session, register)?;
    }
    if let Some(clause) = args.clause.as_deref().filter(|c| !known(c)) {
        return Err(call.usage("cli-wrong-clause", &[("clause", clause)]));
    }
    let ahead = match args.within.as_deref() {
        None => String::new(),
        Some(text) => {
            let span =
                span(text).ok_or_else(|| call.usage("cli-wrong-within", &[("text", text)]))?;
            let until = stamp.now.checked_add_signed(span).unwrap_or(stamp.now);
            until.format(MOMENT).to_string()
        }
    };
    if let Some(last) = reader.clock_is_behind()? {
        call.note("found-clock-behind", &[("last", &last)])?;
    }
    if args.mine && session.me.is_none() {
        call.note("cli-due-nobody", &[("who", &session.by)])?;
    }
    let snoozed = Snoozed::read(&reader)?;
    let wanted = |guard: &Guard| {
        args.register.as_ref().is_none_or(|r| guard.form.id == *r)
            && args
                .clause
                .as_deref()
                .is_none_or(|c| is_about(&guard.rule.clauses, c))
    };
    let watch = Watch::read(&reader)?;
    let mut found = watch.run_wide(&session.store, &stamp, call.lang, &ahead, &wanted)?;
    found.retain(|f| !args.mine || f.whose.is_some() && f.whose == session.me);
    if call.json {
        let all: Json = found.iter().map(|f| json_of(f, snoozed.until(f))).collect();
        call.put(&all)?;
    } else {
        print(call, &found, &snoozed)?;
    }
    if args.fail && !found.is_empty() {
        return Err(Stop::Said(1));
    }
    Ok(())
}

fn json_of(finding: &Finding, snoozed: Option<&str>) -> Json {
    let mut out = json!({
        "rule": finding.rule, "obligations": finding.obligations, "register": finding.register, "id": Some(finding.id).filter(|id| *id > 0),
        "number": finding.number, "title": finding.title, "severity": finding.severity.word(),
        "since": finding.since, "due_at": finding.due_at, "message": finding.message,
    });
    if let Some(until) = snoozed {
        out["snoozed_until"] = json!(until);
    }
    if let Some(code) = &finding.rests_on {
        out["rests_on"] = json!(code);
    }
    out
}

fn print(call: &mut Call, found: &[Finding], snoozed: &Snoozed) -> Ended {
    if found.is_empty() {
        let nothing = call.say("cli-due-none", &[]);
        return call.line(&nothing);
    }
    let heads = [
        "severity", "matter", "since", "clause", "record", "register",
    ];
    let heads = heads
        .map(|h| call.say(&format!("cli-col-{h}"), &[]))
        .to_vec();
    let rows: Vec<Vec<String>> = found
        .iter()
        .filter(|f| snoozed.until(f).is_none())
        .map(|f| {
            vec![
                call.say(&format!("finding-{}", f.severity.word()), &[]),
                f.message.clone(),
                f.day().unwrap_or_default().replace('T', " "),
                clauses(&f.obligations),
                f.number.clone().unwrap_or_else(|| f.title.clone()),
                f.register.clone(),
            ]
        })
        .collect();
    TextTable::new(heads).rows(call, &rows)?;
    let aside = found.len() - rows.len();
    if aside > 0 {
        let line = call.say("cli-due-snoozed", &[("n", &aside.to_string())]);
        call.line(&line)?;
    }
    Ok(())
}

/// The first of a finding's obligations, and how many more there are.
fn clauses(obligations: &[String]) -> String {
    let shown = obligations[..obligations.len().min(3)].join(" ");
    match obligations.len().saturating_sub(3) {
        0 => shown,
        more => format!("{shown} +{more}"),
    }
}

/// `7d`, `12h`, `2w`
fn span(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at(
        text.len()
            .checked_sub(1)
            .filter(|n| text.is_char_boundary(*n))?,
    );
    let number: i64 = number.parse().ok().filter(|n| (0..=36_500).contains(n))?;
    match unit {
        "h" => Duration::try_hours(number),
        "d" => Duration::try_days(number),
        "w" => Duration::try_weeks(number),
        _ => None,
    }
}

/// A regulation (`R1`) or an obligation (`R01.26`) that the rulebook has.
fn known(clause: &str) -> bool {
    let upper = clause.to_ascii_uppercase();
    if upper.contains('.') {
        return rulebook::knows(&upper);
    }
    let number = upper.strip_prefix('R').and_then(|n| n.parse().ok());
    number.is_some_and(|n| rulebook::shipped().regulation(n).is_some())
}

/// `deskbook rulebook`
pub fn rulebook(call: &mut Call, args: &args::RulebookArgs) -> Ended {
    let session = call.open()?;
    session.store.ready_rulebook();
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    let book = rulebook::shipped();
    if let Some(n) = args.regulation.filter(|n| book.regulation(*n).is_none()) {
        return Err(call.usage("cli-wrong-regulation", &[("n", &n.to_string())]));
    }
    let adopted = InForce::read(&reader)?;
    let mut findings: HashMap<String, u64> = HashMap::new();
    for finding in
        Watch::read(&reader)?.run_wide(&session.store, &stamp, call.lang, "", &|_| true)?
    {
        for id in finding.obligations {
            *findings.entry(id).or_default() += 1;
        }
    }
    let wanted = |r: &&Regulation| args.regulation.is_none_or(|n| r.number == n);
    let regulations: Vec<&Regulation> = book.regulations.iter().filter(wanted).collect();
    if call.json {
        let mut all = Vec::new();
        for regulation in &regulations {
            for obligation in &regulation.obligations {
                let found = findings.get(&obligation.id).copied().unwrap_or(0);
                let mut one = obligation_json(book, obligation, reader.catalog);
                one["regulation"] = json!(regulation.number);
                one["adopted"] = json!(adopted.has(regulation.number));
                one["findings"] = json!(found);
                all.push(one);
            }
        }
        return call.put(&Json::Array(all));
    }
    for regulation in regulations {
        let title = regulation.title.get(call.lang).to_owned();
        let state = if adopted.has(regulation.number) {
            "cli-rulebook-adopted"
        } else {
            "cli-rulebook-not-adopted"
        };
        let state = call.say(state, &[]);
        let number = regulation.number.to_string();
        let words = [("n", number.as_str()), ("title", &title), ("state", &state)];
        let line = call.say("cli-rulebook-head", &words);
        call.line(&line)?;
        let waiting = regulation.obligations.iter().filter(|o| o.is_awaiting());
        let (n, all) = (waiting.count(), regulation.obligations.len());
        if n > 0 {
            let (n, all) = (n.to_string(), all.to_string());
            let line = call.say("cli-rulebook-not-held", &[("n", &n), ("all", &all)]);
            call.line(&line)?;
        }
        for absent in &regulation.absent {
            let line = format!("  {}  {}", absent.clause, absent.say.get(call.lang));
            call.line(&line)?;
        }
        let heads = ["id", "clause", "obligation", "held", "findings"];
        let heads = heads
            .map(|h| call.say(&format!("cli-col-{h}"), &[]))
            .to_vec();
        let row = |o: &Obligation| {
            let holders = book.holders(o, reader.catalog);
            let mut held = Vec::new();
            let awaited = o.awaited().map(holder).collect::<Vec<_>>().join(", ");
            if !awaited.is_empty() {
                held.push(call.say("cli-rulebook-awaited", &[("names", &awaited)]));
            }
            held.extend(holders.iter().take(3).map(holder));
            if let Some(more) = holders.len().checked_sub(3).filter(|n| *n > 0) {
                held.push(format!("+{more}"));
            }
            let found = findings.get(&o.id).map_or_else(String::new, u64::to_string);
            vec![
                o.id.clone(),
                o.clause.clone(),
                o.text.get(call.lang).to_owned(),
                held.join(", "),
                found,
            ]
        };
        let rows: Vec<Vec<String>> = regulation.obligations.iter().map(row).collect();
        TextTable::new(heads).right(4).rows(call, &rows)?;
        call.line("")?;
    }
    Ok(())
}

fn holder(holder: &Holder) -> String {
    if holder.name.is_empty() {
        format!("{}:{}", holder.by.word(), holder.register)
    } else if holder.register.is_empty() {
        format!("{}:{}", holder.by.word(), holder.name)
    } else {
        format!("{}:{}.{}", holder.by.word(), holder.register, holder.name)
    }
}

fn obligation_json(
    book: &Rulebook,
    obligation: &Obligation,
    catalog: &crate::model::Catalog,
) -> Json {
    let json = |h: &Holder| {
        let register = Some(&h.register).filter(|r| !r.is_empty());
        json!({ "register": register, "by": h.by.word(), "name": h.name })
    };
    let held: Vec<Json> = book.holders(obligation, catalog).iter().map(json).collect();
    let awaited: Vec<Json> = obligation.awaited().map(json).collect();
    let mut out = json!({
        "id": obligation.id, "clause": obligation.clause, "kind": obligation.kind, "held_by": held,
        "not_yet": awaited,
        "text": { "zh": obligation.text.zh, "en": obligation.text.en },
    });
    for (key, text) in [
        ("reading", &obligation.reading),
        ("outside", &obligation.outside),
    ] {
        if let Some(text) = text {
            out[key] = json!({ "zh": text.zh, "en": text.en });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_hours_days_or_weeks() {
        assert_eq!(span("7d"), Duration::try_days(7));
        assert_eq!(span("36h"), Duration::try_hours(36));
        assert_eq!(span("2w"), Duration::try_weeks(2));
        for odd in ["", "d", "7", "-1d", "7天", "99999999999d", "1y"] {
            assert_eq!(span(odd), None, "{odd}");
        }
    }
}
