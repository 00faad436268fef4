//! What the regulations ask for, from outside: `due`, `rulebook`, and the figures that rules rest on.

use serde_json::{Value as Json, json};

use super::cli::{Bench, stock};
use super::desk::{Desk, PERSON};

/// A desk that has adopted regulations 1, 4 and 12 since the beginning of 2026, with a theft twelve hours old.
fn desk() -> Bench {
    Bench::prepared("a desk with regulations", |bench| {
        stock(bench);
        for number in ["1", "4", "12"] {
            adopt(bench, number, "2026-01-01");
        }
        steal(bench, "2026-02-28 20:00", "2026-02-28 21:00").ends(0);
    })
}

fn adopt(bench: &Bench, number: &str, from: &str) {
    let (code, title) = (
        format!("code=Z{number}-{from}"),
        format!("title=制度{number}"),
    );
    let seed = format!("seed_no={number}");
    let mut add = vec![
        "add",
        "regulation",
        &code,
        &title,
        &seed,
        "version=1",
        "kind=own",
    ];
    add.extend(["scope_unit=信息部", "drafted_by=信息部", "text_file=a.pdf"]);
    add.extend([
        "approval_route=gm",
        "approved_by=总经理",
        "approved_on=2025-12-01",
    ]);
    let id = bench.json(&add)["id"].to_string();
    let from = format!("effective_on={from}");
    let act = ["act", "regulation", &id, "adopt", &from, "--as", "007"];
    bench.run(&act).ends(0);
}

fn steal(bench: &Bench, at: &str, seen: &str) -> super::cli::Said {
    let (at, seen) = (format!("occurred_at={at}"), format!("discovered_at={seen}"));
    let mut add = vec!["--json", "add", "incident", "category=theft", &at, &seen];
    add.extend([
        "discovered_by=007",
        "org_unit=信息部",
        "place=机房",
        "summary=被盗",
    ]);
    add.extend([
        "severity=serious",
        "severe_order=no",
        "is_crime=yes",
        "loss=20000",
    ]);
    add.extend(["--as", "007"]);
    bench.run(&add)
}

fn due(bench: &Bench, more: &[&str]) -> Vec<Json> {
    let found = bench.json(&[&["due"], more].concat());
    found.as_array().expect("a list").clone()
}

fn rules(found: &[Json]) -> Vec<&str> {
    found.iter().filter_map(|f| f["rule"].as_str()).collect()
}

/// The severity of a rule's first finding.
fn severity(found: &[Json], rule: &str) -> Option<String> {
    let finding = found.iter().find(|f| f["rule"] == rule)?;
    finding["severity"].as_str().map(str::to_owned)
}

const OFFICE: &str = "incident.joint_office_24h";
const POLICE: &str = "incident.police_told";

#[test]
fn findings_have_the_promised_fields_in_the_same_order_every_time() {
    let bench = desk();
    let once = bench.run(&["--json", "due"]).ends(0);
    let again = bench.run(&["--json", "due"]).ends(0);
    assert_eq!(once.out, again.out);
    let promised = [
        "due_at",
        "id",
        "message",
        "number",
        "obligations",
        "register",
        "rule",
        "severity",
        "since",
        "title",
    ];
    for finding in once.json().as_array().expect("a list") {
        let fields = finding.as_object().expect("an object");
        let mut keys: Vec<&str> = fields.keys().map(String::as_str).collect();
        keys.retain(|k| !["rests_on", "snoozed_until"].contains(k));
        keys.sort_unstable();
        assert_eq!(keys, promised);
        let kinds = ["overdue", "due", "gap", "breach", "advisory", "unknown"];
        assert!(kinds.contains(&finding["severity"].as_str().expect("a word")));
    }
    let found = due(&bench, &["--register", "incident"]);
    let office = found
        .iter()
        .find(|f| f["rule"] == OFFICE)
        .expect("to be reported");
    assert_eq!(
        *office,
        json!({
            "rule": OFFICE, "obligations": ["R01.26", "R01.27", "R01.28", "R01.29", "R01.31"],
            "register": "incident", "id": 1, "number": "SJ-2026-0001", "title": office["title"],
            "severity": "due", "since": "2026-02-28T20:00", "due_at": "2026-03-01T20:00",
            "message": "To be reported to the joint office by 2026-03-01 20:00",
        })
    );
    let urgent = ["overdue", "breach", "gap", "due", "unknown", "advisory"];
    let place = |f: &Json| urgent.iter().position(|u| f["severity"] == *u);
    assert!(
        due(&bench, &[]).is_sorted_by_key(place),
        "the most urgent first"
    );
}

#[test]
fn findings_are_narrowed_by_clause_register_person_and_time() {
    let bench = desk();
    let all = due(&bench, &[]);
    for (narrow, keeps) in [
        ("R1", "R01."),
        ("r01", "R01."),
        ("R12", "R12."),
        ("R01.26", "R01.26"),
    ] {
        let found = due(&bench, &["--clause", narrow]);
        assert!(!found.is_empty() && found.len() < all.len(), "{narrow}");
        let about = |f: &Json| f["obligations"].to_string().contains(keeps);
        assert!(found.iter().all(about), "{narrow}");
    }
    assert!(due(&bench, &["--clause", "R15"]).is_empty(), "not adopted");
    let people = due(&bench, &["--register", "person"]);
    assert!(people.iter().all(|f| f["register"] == "person"));
    assert!(due(&bench, &["--register", "repair", "--clause", "R01.26"]).is_empty());
    let mine = due(&bench, &["--mine", "--as", "007"]);
    assert!(mine.len() < all.len());
    let nobody = due(&bench, &["--mine"]);
    assert!(nobody.len() <= mine.len());
    let near = due(&bench, &["--within", "400d"]);
    assert!(near.len() >= all.len() && rules(&all).iter().all(|r| rules(&near).contains(r)));
    for span in ["12h", "7d", "2w"] {
        assert!(
            due(&bench, &["--within", span]).len() >= all.len(),
            "{span}"
        );
    }
}

#[test]
fn exit_codes_say_how_it_went() {
    let bench = desk();
    bench.run(&["due"]).ends(0);
    bench.run(&["due", "--fail"]).ends(1);
    bench.run(&["due", "--fail", "--clause", "R15"]).ends(0);
    for wrong in [
        ["--clause", "R16"],
        ["--clause", "R01.99"],
        ["--clause", "joint"],
        ["--within", "soon"],
        ["--within", "7"],
        ["--register", "incidnt"],
    ] {
        let said = bench.run(&[&["due"], wrong.as_slice()].concat()).ends(2);
        assert!(
            said.out.is_empty() && said.err.contains(wrong[1]),
            "{said:?}"
        );
    }
}

#[test]
fn people_read_findings_in_their_language() {
    let bench = desk();
    let said = bench
        .run(&["due", "--register", "incident", "--lang", "zh"])
        .ends(0);
    assert!(
        said.out.contains("应报联席办，最迟 2026-03-01 20:00"),
        "{said:?}"
    );
    let nothing = Bench::new().run(&["due"]).ends(0);
    assert_eq!(nothing.out.trim(), "Nothing is asked for now.");
}

#[test]
fn the_rulebook_tells_of_every_obligation_what_holds_it() {
    let bench = desk();
    let book = bench.json(&["rulebook"]);
    let all = book.as_array().expect("a list");
    assert_eq!(all.len(), 664);
    let (mut findings, mut awaiting) = (0, 0);
    let ways = ["register", "field", "state", "rule", "view", "program"];
    for obligation in all {
        let id = obligation["id"].as_str().expect("an id");
        let regulation = obligation["regulation"].as_u64().expect("a number");
        assert!(id.starts_with(&format!("R{regulation:02}.")), "{id}");
        assert!(
            obligation["clause"].is_string() && obligation["kind"].is_string(),
            "{id}"
        );
        assert_eq!(
            obligation["adopted"],
            json!([1, 4, 12].contains(&regulation)),
            "{id}"
        );
        let held = obligation["held_by"].as_array().expect("a list");
        assert!(
            !held.is_empty() || obligation["outside"].is_object(),
            "{id}"
        );
        for holder in held {
            assert!(
                ways.contains(&holder["by"].as_str().expect("a way")),
                "{id}"
            );
            assert!(holder["name"].is_string(), "{id}");
            assert_eq!(
                holder["register"].is_null(),
                holder["by"] == "program",
                "{id}"
            );
        }
        let not_yet = obligation["not_yet"].as_array().expect("a list");
        let waits = |h: &Json| h["by"] == "print" || h["by"] == "permission";
        assert!(not_yet.iter().all(waits), "{id}");
        awaiting += usize::from(!not_yet.is_empty());
        findings += obligation["findings"].as_u64().expect("a number");
    }
    assert_eq!(awaiting, 27);
    let told = bench.run(&["rulebook", "--regulation", "4"]).ends(0);
    assert!(
        told.out.contains("3 of 96 obligations are not held yet"),
        "{told:?}"
    );
    let counted: usize = due(&bench, &[])
        .iter()
        .map(|f| f["obligations"].as_array().expect("a list").len())
        .sum();
    assert_eq!(usize::try_from(findings), Ok(counted));
}

#[test]
fn one_regulation_can_be_asked_for() {
    let bench = desk();
    let nine = bench.json(&["rulebook", "--regulation", "9"]);
    let ids: Vec<&str> = nine
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|o| o["id"].as_str())
        .collect();
    assert_eq!((ids.len(), ids[0], ids[23]), (24, "R09.01", "R09.24"));
    let said = bench.run(&["rulebook", "--regulation", "9"]).ends(0);
    assert!(
        said.out.starts_with("R9 ") && said.out.contains("R09.24"),
        "{said:?}"
    );
    for wrong in ["0", "16", "-1", "nine"] {
        bench
            .run(&["rulebook", &format!("--regulation={wrong}")])
            .ends(2);
    }
}

fn figure(code: &'static str, value: &'static str, unit: &'static str) -> Vec<String> {
    let mut all: Vec<String> = ["--json", "add", "rule_param", "meaning=x", "clause=x"]
        .map(str::to_owned)
        .into();
    all.extend([
        format!("code={code}"),
        format!("value={value}"),
        format!("unit={unit}"),
    ]);
    all
}

#[test]
fn a_stricter_figure_is_asked_for_at_once_and_a_looser_one_is_refused() {
    let bench = desk();
    let hours = |value| {
        let mut all = figure("report.joint_office_hours", value, "hours");
        all.push("given_by_text=yes".into());
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        bench.run(&all)
    };
    let refused = hours("36").ends(1).json();
    let complaint = &refused["complaints"][0];
    assert_eq!(
        (&complaint["code"], &complaint["clause"]),
        (&json!("loosened"), &json!("R01.26"))
    );
    assert!(
        complaint["message"]
            .as_str()
            .is_some_and(|m| m.contains("24 or less"))
    );
    assert_eq!(severity(&due(&bench, &[]), OFFICE).as_deref(), Some("due"));
    hours("12").ends(0);
    assert_eq!(
        severity(&due(&bench, &[]), OFFICE).as_deref(),
        Some("overdue")
    );
    let edit = ["--json", "edit", "rule_param", "1", "value=25"];
    let said = bench.run(&edit).ends(1);
    assert_eq!(said.complaints(), [("value".into(), "loosened".into())]);
}

#[test]
fn an_open_figure_only_advises_until_the_organisation_sets_it() {
    let bench = desk();
    let before = due(&bench, &["--register", "incident"]);
    assert_eq!(severity(&before, POLICE).as_deref(), Some("advisory"));
    let police = before.iter().find(|f| f["rule"] == POLICE).expect("found");
    assert_eq!(police["rests_on"], "immediate.minutes");
    let mut add = figure("immediate.minutes", "20", "分");
    add.push("given_by_text=no".into());
    let add: Vec<&str> = add.iter().map(String::as_str).collect();
    bench.run(&add).ends(0);
    let written = due(&bench, &["--register", "incident"]);
    assert_eq!(
        severity(&written, POLICE).as_deref(),
        Some("advisory"),
        "nobody decided it"
    );
    bench
        .run(&["edit", "rule_param", "1", "set_by=007", "set_on=2026-02-01"])
        .ends(0);
    let set = due(&bench, &["--register", "incident"]);
    assert_eq!(severity(&set, POLICE).as_deref(), Some("overdue"));
    assert!(set.iter().all(|f| f["rests_on"] != "immediate.minutes"));
}

#[test]
fn figures_are_held_at_every_door() {
    let bench = desk();
    let head = "code,meaning,value,unit,clause,given_by_text\n";
    bench.write(
        "f.csv",
        &format!("{head}log.days,x,30,天,x,yes\nlog.dayz,x,90,天,x,yes\nlog.days,x,90,天,x,yes\n"),
    );
    let said = bench.run(&[
        "--json",
        "import",
        "rule_param",
        "f.csv",
        "--rejects",
        "r.csv",
    ]);
    let rejects = std::fs::read_to_string(bench.path("r.csv")).expect("rejects");
    assert!(
        rejects.contains("60 or more") && rejects.contains("log.days?"),
        "{rejects} {said:?}"
    );
    assert_eq!(bench.json(&["count", "rule_param"])["count"], 1);
    let lines = r#"{"code":"scan.days","meaning":"x","value":0,"unit":"days","clause":"x","given_by_text":false}"#;
    let said = bench
        .fed(&["--json", "add", "rule_param", "--stdin"], lines)
        .ends(1);
    assert!(said.out.contains("more than zero"), "{said:?}");
    let wrong = figure("scan.days", "7", "hours");
    let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
    assert_eq!(
        bench.run(&wrong).ends(1).complaints()[0],
        ("unit".into(), "choice".into())
    );
}

/// Dates at the ends of time, a clock that stands before the records, years without holidays: said, never a crash.
#[test]
fn odd_days_and_clocks_are_said() {
    let bench = desk();
    for day in ["0001-01-01 00:00", "9999-12-31 23:59"] {
        steal(&bench, day, day).ends(0);
    }
    adopt(&bench, "1", "0001-01-01");
    let found = due(&bench, &["--register", "incident", "--within", "36500d"]);
    let first = found
        .iter()
        .find(|f| f["rule"] == OFFICE && f["since"] == "0001-01-01T00:00");
    assert_eq!(first.expect("long overdue")["severity"], "overdue");
    let last = found
        .iter()
        .find(|f| f["rule"] == OFFICE && f["since"] == "9999-12-31T23:59");
    let last = last.expect("no day after the last");
    assert_eq!(
        (&last["severity"], &last["due_at"]),
        (&json!("unknown"), &Json::Null)
    );
    assert!(last["message"].as_str().is_some_and(|m| m.contains("9999")));
    for now in [
        "0001-01-01T00:00",
        "1999-12-31T23:59",
        "2026-02-28T19:00",
        "2100-02-28T23:59",
        "9999-12-31T23:59",
    ] {
        for within in ["0h", "36500d"] {
            let said = bench
                .run(&["--json", "--now", now, "due", "--within", within])
                .ends(0);
            assert!(
                said.json().is_array() && said.err.is_empty() == (now > "2026-03"),
                "{now}: {said:?}"
            );
        }
    }
    let before = due(
        &bench,
        &["--now", "2026-02-28T19:00", "--register", "incident"],
    );
    assert_eq!(
        severity(&before, OFFICE).as_deref(),
        Some("overdue"),
        "that of the year 1"
    );
}

#[test]
fn a_year_without_holidays_is_named() {
    let bench = desk();
    let meeting = [
        "add",
        "meeting",
        "body=board",
        "subjects=other",
        "present=3",
        "held_on=2030-03-01",
        "ended_at=2030-03-01 10:00",
        "--as",
        "007",
        "--now",
        "2030-03-03T10:00",
    ];
    let added = bench.run(&meeting);
    assert_eq!(added.code, 0, "{added:?}");
    let found = due(
        &bench,
        &["--now", "2030-03-03T10:00", "--register", "meeting"],
    );
    let unknown: Vec<&Json> = found
        .iter()
        .filter(|f| f["severity"] == "unknown")
        .collect();
    assert!(!unknown.is_empty(), "{found:?}");
    for finding in unknown {
        let message = finding["message"].as_str().expect("words");
        assert!(message.contains("The holidays of 2030"), "{message}");
    }
    let zh = bench.run(&[
        "due",
        "--now",
        "2030-03-03T10:00",
        "--register",
        "meeting",
        "--lang",
        "zh",
    ]);
    assert!(zh.out.contains("2030 年的放假安排"), "{zh:?}");
}

/// A desk of the user's own forms has no register of regulations and none of figures: its own rules watch it.
#[test]
fn a_desk_without_regulations_is_watched_by_its_own_rules() {
    let task = r#"
id = "task"
label = { zh = "事", en = "Tasks" }
title = "{what}"
field = [
  { id = "what", label = { zh = "事", en = "What" }, kind = "text" },
  { id = "asked_on", label = { zh = "起", en = "Asked" }, kind = "date" },
  { id = "done_on", label = { zh = "止", en = "Done" }, kind = "date" },
]
rule = [{ id = "in_time", kind = { deadline = "asked_on", within = { days = "param('scan.days')" }, done = "done_on" }, on_save = "nothing", say = { zh = "到期 {due}", en = "Due {due}" } }]
"#;
    let mut desk = Desk::with(&[PERSON, task]);
    desk.id("task", &[("what", "x"), ("asked_on", "2026-01-01")]);
    let (bench, file) = (Bench::bare(), desk.path());
    let file = file.to_str().expect("a path");
    let found = bench.json(&["--file", file, "due"]);
    assert_eq!(found[0]["rule"], "task.in_time");
    assert_eq!(
        bench.json(&["--file", file, "rulebook"])[0]["adopted"],
        false
    );
    bench
        .run(&["--file", file, "due", "--clause", "R1", "--fail"])
        .ends(0);
    bench
        .run(&["--file", file, "due", "--register", "regulation"])
        .ends(2);
}

#[test]
fn a_clock_before_the_last_entry_is_said_and_not_passed_over() {
    let bench = desk();
    let then = bench.run(&["--lang", "en", "--now", "2025-06-01T08:00", "due"]);
    assert!(
        then.err.contains("The clock is before the last entry"),
        "{}",
        then.err
    );
    let then = bench.run(&["--now", "0001-01-01T00:00", "--json", "due"]);
    assert!(!then.ends(0).err.is_empty());
    for now in ["2027-03-01T08:30", "9999-12-31T23:59"] {
        assert_eq!(bench.run(&["--now", now, "due"]).ends(0).err, "", "{now}");
    }
}

#[test]
fn who_is_not_on_the_roster_is_told_that_nothing_can_be_theirs() {
    let bench = desk();
    let nobody = bench.run(&["--lang", "en", "--as", "nobody", "due", "--mine"]);
    assert!(nobody.err.contains("nobody is not on the staff roster"));
    let known = bench.run(&["--as", "007", "due", "--mine"]);
    assert_eq!(known.ends(0).err, "");
}
