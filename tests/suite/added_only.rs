//! A register that a person makes one to which is only added: from then on nobody changes what stands there, whichever door
//! they come through.

use deskbook::model::Lang;
use serde_json::{Value as Json, json};

use crate::cli::{Bench, Said};
use crate::desk::prepared;
use crate::tours::campus::at;
use crate::tours::person::Person;

const FREE: &str = r#"
id = "round"
label = { zh = "巡查簿", en = "Rounds" }
one = { zh = "巡查", en = "Round" }
pack = "core"
number = "XC-{seq:3}"
title = "{said}"
field = [
  { id = "said", label = { zh = "所见", en = "Seen" }, kind = "text", required = true, listed = 1 },
  { id = "gate", label = { zh = "门", en = "Gate" }, kind = "text", listed = 2 },
]
state = [
  { id = "open", label = { zh = "未阅", en = "Open" } },
  { id = "read", label = { zh = "已阅", en = "Read" } },
]
action = [{ id = "mark", label = { zh = "阅", en = "Mark as read" }, from = ["open"], to = "read" }]
"#;

const NOW: &str = "2026-03-01T08:30";
const ME: &str = "值班员甲";

/// Three rounds of which the second was edited, and edited again and taken back; then the register is only added to.
fn desk() -> Bench {
    Bench::prepared("rounds", |bench| {
        crate::cli::stock(bench);
        bench.write("round.toml", FREE);
        bench
            .run(&["forms", "apply", "round.toml", "--yes"])
            .ends(0);
        for said in ["quiet", "a light", "a noise"] {
            let said = format!("said={said}");
            run(bench, &["add", "round", &said]).ends(0);
        }
        run(bench, &["edit", "round", "XC-002", "gate=east"]).ends(0);
        run(bench, &["edit", "round", "XC-002", "gate=west"]).ends(0);
        run(bench, &["undo"]).ends(0);
        let only = FREE.replace("pack = ", "append_only = true\npack = ");
        bench.write("round.toml", &only);
        bench
            .run(&["forms", "apply", "round.toml", "--yes"])
            .ends(0);
    })
}

fn run(bench: &Bench, args: &[&str]) -> Said {
    bench.run(&[&["--json", "--as", ME], args].concat())
}

/// What stands in the register, and all that ever happened to it.
fn standing(bench: &Bench) -> Vec<Json> {
    let show = |id: &str| bench.json(&["show", "round", id, "--history"]);
    ["1", "2", "3"].map(show).to_vec()
}

fn refused(said: Said) {
    let complaints = said.ends(1).complaints();
    assert_eq!(complaints, [("-".into(), "append-only".into())]);
}

#[test]
fn no_verb_of_the_command_line_changes_it() {
    let bench = desk();
    let before = standing(&bench);
    refused(run(&bench, &["edit", "round", "1", "gate=east"]));
    refused(run(&bench, &["act", "round", "XC-001", "mark"]));
    // Neither a step from before is taken back, nor one brought back.
    refused(run(&bench, &["undo"]));
    refused(run(&bench, &["redo"]));
    assert_eq!(standing(&bench), before);
    assert_eq!(bench.json(&["verify"])["ok"], true);
}

#[test]
fn a_file_adds_to_it_and_changes_no_row() {
    let bench = desk();
    let before = standing(&bench);
    for (file, text) in [
        ("in.csv", "number,said,gate\nXC-001,quiet,east\n".to_owned()),
        (
            "in.json",
            json!([{ "number": "XC-001", "state": "read" }]).to_string(),
        ),
    ] {
        bench.write(file, &text);
        let report = run(&bench, &["import", "round", file]).ends(1).json();
        assert_eq!(report["rejected"], 1, "{report}");
        assert!(report.to_string().contains("append-only"), "{report}");
    }
    assert_eq!(standing(&bench), before);
    bench.write(
        "more.csv",
        "number,said,gate\nXC-001,quiet,\nXC-009,late,east\n",
    );
    let report = run(&bench, &["import", "round", "more.csv"]).ends(0).json();
    assert_eq!((&report["same"], &report["new"]), (&json!(1), &json!(1)));
    assert_eq!(standing(&bench), before);
}

#[test]
fn marked_records_are_not_moved_together() {
    let bench = desk();
    let before = standing(&bench);
    let path = bench.path("d.sqlite");
    let session = prepared::session(&path, at(NOW), ME, Lang::En);
    let mut person = Person::sits_down(session, 120, 36);
    person.goes_to("round");
    person.presses("ctrl-a ctrl-x");
    person.types("Mark");
    person.presses("enter right enter");
    let seen = person.sees();
    for number in ["XC-001", "XC-002", "XC-003"] {
        assert!(seen.contains(number), "{seen}");
    }
    assert!(seen.contains("never changed"), "{seen}");
    person.session.store.close();
    assert_eq!(standing(&bench), before);
}

/// What is wrong in it is taken out of use for a reason, and that can be taken back.
#[test]
fn a_record_is_voided_with_a_reason_and_comes_back() {
    let bench = desk();
    let void = ["void", "round", "3", "--reason", "twice"];
    run(&bench, &void).ends(0);
    assert_eq!(bench.json(&["show", "round", "3"])["void_reason"], "twice");
    run(&bench, &["undo"]).ends(0);
    assert_eq!(
        bench.json(&["show", "round", "3"])["void_reason"],
        Json::Null
    );
}
