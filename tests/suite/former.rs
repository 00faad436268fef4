//! Files that former versions made: each opens, nothing in it is lost, and work goes on in it.
//!
//! `tests/fixtures/` holds one desk of each version, as that version's program left it, and what that program said of it.
//! A new one is added when a version is finished; those that are there are never touched.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use deskbook::app::session::Session;
use deskbook::model::Lang;
use deskbook::model::catalog::shipped;
use deskbook::store::{Access, former};
use flate2::read::GzDecoder;
use serde_json::{Value as Json, json};

use crate::cli::Bench;
use crate::tours::campus;
use crate::tours::person::Person;

/// When and by whom the old desks are opened.
const NOW: &str = "2026-03-10T09:00";
const ME: &str = "管理员甲";

/// Version 0.1.0, commit 95cac09, debug build. Everything was done by 管理员甲 on the command line, on 2 and 3 March 2026:
/// `init` with regulations 8, 9 and 12; a unit, two persons, a room, two machines; three repairs, of which one was
/// accepted, one edited with a reason, one voided; a register of one's own with a number, lines, a computed field, a
/// deadline and a unique key, applied, filled three times, then applied again with a field renamed; of it one record
/// given back, one edited, undone, edited, undone and redone; two calls, the second undone; a day of the calendar, a
/// figure of the rules that waits for its decision, a finding put aside. Last the desk was opened, a key was begun to be
/// entered, and the terminal was taken away.
const FIRST: &str = "0.1.0";

fn fixture(version: &str, ending: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    folder.join(format!("desk-{version}.{ending}"))
}

/// A copy of the desk of a version.
fn desk(version: &str) -> Bench {
    let bench = Bench::bare();
    let packed = fs::File::open(fixture(version, "sqlite.gz")).expect("the desk of a version");
    let mut bytes = Vec::new();
    let unpacked = GzDecoder::new(packed).read_to_end(&mut bytes);
    unpacked.expect("the whole desk");
    fs::write(bench.path("d.sqlite"), bytes).expect("a copy");
    bench
}

/// What the program of that version said of its desk.
fn said(version: &str) -> Json {
    let text = fs::read_to_string(fixture(version, "json")).expect("what it said");
    serde_json::from_str(&text).expect("JSON")
}

fn ask(bench: &Bench, args: &[&str]) -> Json {
    bench.json(&[&["--lang", "zh", "--now", NOW, "--as", ME], args].concat())
}

/// Everything that was said before is said now; what is new may stand beside it.
fn holds(before: &Json, now: &Json, place: &str) {
    match (before, now) {
        (Json::Object(before), Json::Object(now)) => {
            for (key, value) in before {
                let here = now.get(key).unwrap_or(&Json::Null);
                holds(value, here, &format!("{place}.{key}"));
            }
        }
        (Json::Array(before), Json::Array(now)) => {
            assert_eq!(before.len(), now.len(), "{place}: {now:?}");
            for (n, (before, now)) in before.iter().zip(now).enumerate() {
                holds(before, now, &format!("{place}[{n}]"));
            }
        }
        (before, now) => assert_eq!(before, now, "{place}"),
    }
}

/// The version of the program's own tables, and all definitions that the file keeps.
fn kept(path: &Path) -> (i64, Vec<String>) {
    let file = rusqlite::Connection::open(path).expect("the file");
    let version = file.pragma_query_value(None, "user_version", |row| row.get(0));
    let sql = "SELECT id || ' ' || version || ' ' || source FROM _form ORDER BY id, version";
    let mut forms = file.prepare(sql).expect("the definitions");
    let forms = forms.query_map([], |row| row.get(0)).expect("rows");
    (
        version.expect("a version"),
        forms.map(|f| f.expect("a definition")).collect(),
    )
}

/// The copies beside the desk.
fn copies(bench: &Bench) -> Vec<String> {
    let files = fs::read_dir(bench.path("")).expect("the folder").flatten();
    let names = files.map(|e| e.file_name().to_string_lossy().into_owned());
    names
        .filter(|n| n.starts_with("d-before-") && n.ends_with(".sqlite"))
        .collect()
}

#[test]
fn nothing_is_lost() {
    let (bench, said) = (desk(FIRST), said(FIRST));
    let registers = said["records"].as_object().expect("registers");
    for (register, records) in registers {
        let records = records.as_array().expect("records");
        for record in records {
            let id = record["id"].to_string();
            let now = ask(&bench, &["show", register, &id, "--history"]);
            holds(record, &now, &format!("{register} {id}"));
        }
        let listed = ask(&bench, &["list", register, "--void", "--limit", "1000"]);
        assert_eq!(
            listed.as_array().map(Vec::len),
            Some(records.len()),
            "{register}"
        );
    }
    let steps = ask(&bench, &["undo", "--list"]);
    holds(&said["undo"], &steps, "steps");
    let found = ask(&bench, &["due", "--register", "key_issue"]);
    holds(&said["due"], &found, "findings");
    let words = ask(&bench, &["find", "花屏"]);
    assert!(words.to_string().contains("WX-2026-0002"), "{words}");
    let whole = json!({ "ok": true, "records": 21, "changes": 31, "head": "31", "problems": [] });
    holds(&whole, &ask(&bench, &["verify"]), "verify");
}

#[test]
fn what_is_kept_is_not_changed_without_a_verified_copy() {
    let bench = desk(FIRST);
    let before = kept(&bench.path("d.sqlite"));
    ask(&bench, &["registers"]);
    let opened = kept(&bench.path("d.sqlite"));
    assert_eq!(opened != before, !copies(&bench).is_empty());
    // What the program brings anew is taken over when it is asked for.
    let planned = ask(&bench, &["forms", "plan"]);
    let applied = ask(&bench, &["forms", "apply", "--yes"]);
    let some = planned.as_array().is_some_and(|p| !p.is_empty());
    assert_eq!(some, !applied["applied"].to_string().eq("[]"), "{applied}");
    // And a definition of one's own, changed once more.
    let own = bench.run(&["forms", "show", "key_issue"]).ends(0).out;
    bench.write("own.toml", &own.replace("钥匙领用登记", "钥匙登记"));
    let applied = ask(&bench, &["forms", "apply", "own.toml", "--yes"]);
    assert_eq!(applied["applied"], json!(["key_issue"]));
    let copies = copies(&bench);
    assert!(!copies.is_empty());
    for copy in &copies {
        let whole = ask(&bench, &["--file", copy, "verify"]);
        assert_eq!((&whole["ok"], &whole["head"]), (&json!(true), &json!("31")));
        let label = bench.run(&["--file", copy, "forms", "show", "key_issue"]);
        assert!(label.ends(0).out.contains("钥匙领用登记"));
    }
    assert_eq!(ask(&bench, &["verify"])["ok"], true);
}

#[test]
fn work_goes_on() {
    let bench = desk(FIRST);
    let key = [
        "add",
        "key_issue",
        "room=D401",
        "holder=1002",
        "issued_at=2026-03-10 08:50",
        "deposit=12.30",
    ];
    let added = ask(&bench, &key);
    assert_eq!(added["number"], "YS-2026-004");
    let record = ask(&bench, &["show", "key_issue", "4"]);
    assert_eq!(
        (&record["deposit"], &record["twice"]),
        (&json!("12.30"), &json!("24.60"))
    );
    // Its rules hold: the key of B201 is out.
    let again = bench.run(&[
        "--json",
        "add",
        "key_issue",
        "room=B201",
        "holder=1001",
        "issued_at=2026-03-10 08:51",
    ]);
    again.ends(1);
    let back = ask(&bench, &["act", "key_issue", "YS-2026-002", "give_back"]);
    assert_eq!(back["state"], "back");
    ask(&bench, &["undo"]);
    let out = ask(&bench, &["show", "key_issue", "2"]);
    assert_eq!(out["state"], "out");
    let repair = ask(
        &bench,
        &["add", "repair", "asset=1", "site=1", "symptom=异响"],
    );
    assert_eq!(repair["number"], "WX-2026-0004");
    assert_eq!(ask(&bench, &["verify"])["ok"], true);
}

#[test]
fn what_was_not_saved_is_offered() {
    let bench = desk(FIRST);
    let path = bench.path("d.sqlite");
    let session = Session::open(&path, Access::Write, campus::at(NOW), ME, Lang::En);
    let mut person = Person::sits_down(session.expect("a session"), 80, 24);
    let seen = person.sees();
    assert!(seen.contains("Go on with what was not saved?"), "{seen}");
    person.presses("enter");
    let seen = person.sees();
    assert!(seen.contains("东门岗亭"), "{seen}");
}

/// The definitions that the desk of a version has, where they came with the program.
fn brought(version: &str) -> Vec<(String, String)> {
    let bench = desk(version);
    let file = rusqlite::Connection::open(bench.path("d.sqlite")).expect("the file");
    let sql = "SELECT id, source FROM _form AS f
        WHERE version = (SELECT max(version) FROM _form WHERE id = f.id) ORDER BY id";
    let mut forms = file.prepare(sql).expect("the definitions");
    let forms = forms.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let all = forms.expect("rows").map(|f| f.expect("a definition"));
    let shipped = shipped::sources();
    let came = |(id, _): &(String, String)| {
        let file = format!("{id}.toml");
        shipped.iter().any(|(name, _)| *name == file)
    };
    all.filter(came).collect()
}

#[test]
fn the_forms_of_former_versions_are_known() {
    let line = |(id, text): &(String, String)| format!("{FIRST} {id} {}\n", former::mark(text));
    let wanted: String = brought(FIRST).iter().map(line).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/former_forms.txt");
    let listed = fs::read_to_string(&path).unwrap_or_default();
    if listed != wanted && std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, wanted).expect("written");
        return;
    }
    let how = "write it anew with UPDATE_DOCS=1 cargo test --test suite former";
    assert!(listed == wanted, "{how}");
}

#[test]
fn what_came_with_a_former_version_is_brought_up_to_date_and_what_was_changed_is_not() {
    let bench = desk(FIRST);
    let own =
        "INSERT INTO _form SELECT id, version + 1, replace(source, 'one = {', 'one  = {'), at, by
        FROM _form WHERE id = 'repair' ORDER BY version DESC LIMIT 1";
    let file = rusqlite::Connection::open(bench.path("d.sqlite")).expect("the file");
    assert_eq!(file.execute(own, []).expect("a change"), 1);
    drop(file);
    let fields = ask(&bench, &["fields", "booking"]);
    let views = fields["views"].to_string();
    assert!(views.contains("\"rooms\""), "{views}");
    let shown = bench.run(&["forms", "show", "repair"]).ends(0).out;
    assert!(shown.contains("one  = {"), "{shown}");
    let before = copies(&bench);
    assert_eq!(
        before.len(),
        2,
        "of the tables and of the forms: {before:?}"
    );
    // Once is enough.
    ask(&bench, &["registers"]);
    assert_eq!(copies(&bench), before);
    for copy in &before {
        assert_eq!(ask(&bench, &["--file", copy, "verify"])["ok"], true);
    }
    assert_eq!(ask(&bench, &["verify"])["ok"], true);
    let planned = ask(&bench, &["forms", "plan"]);
    assert_eq!(planned[0]["register"], "repair", "{planned}");
    assert_eq!(planned.as_array().map(Vec::len), Some(1), "{planned}");
}
