//! The command line writes: each verb done right, and refused with the promised shape.

use serde_json::json;

use crate::cli::{Bench, REPAIR, said};

#[test]
fn add_answers_with_number_id_revision_and_state() {
    let bench = Bench::new();
    let json = bench.json(&[REPAIR.as_slice(), &["symptom=dead", "--as", "007"]].concat());
    let wanted = json!({ "register": "repair", "id": 4, "number": "WX-2026-0004", "rev": 1, "state": "reported" });
    assert_eq!(json, wanted);
    let said = bench.run(&[REPAIR.as_slice(), &["symptom=dead", "--as", "值班员甲"]].concat());
    assert_eq!(said.ends(0).out, "WX-2026-0005  id=5  rev=1  Reported\n");
}

#[test]
fn warnings_do_not_stop_a_save() {
    let bench = Bench::new();
    let args = [
        "add",
        "person",
        "staff_no=8",
        "name=officer A",
        "org_unit=IT",
        "position=x",
        "is_core=no",
        "phone=13800000000",
        "hired_on=2020-01-01",
    ];
    let said = bench.run(&args).ends(0);
    assert!(said.err.starts_with("warning: pager: "), "{said:?}");
    bench.run(&["undo"]).ends(0);
    let json = bench.json(&args);
    assert_eq!(json["warnings"][0]["field"], "pager");
}

#[test]
fn what_is_refused_is_told_all_at_once_and_nothing_is_written() {
    let bench = Bench::new();
    let said = bench.run(&[
        "add",
        "repair",
        "asset=DN-9999",
        "reported_at=x",
        "reported_to=nobody",
        "--json",
    ]);
    let said = said.ends(1);
    let all = said.complaints();
    for pair in [
        ("asset", "not-found"),
        ("reported_at", "misread"),
        ("reported_to", "choice"),
        ("symptom", "required"),
    ] {
        assert!(
            all.contains(&(pair.0.into(), pair.1.into())),
            "{pair:?} in {said:?}"
        );
    }
    let first = &said.json()["complaints"][0];
    let keys: Vec<&String> = first.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["field", "code", "message", "clause"]);
    assert_eq!(bench.json(&["count", "repair"])["count"], 3);
    let said = bench.run(&["add", "repair", "asset=DN-9999"]).ends(1);
    assert!(
        said.out.is_empty() && said.err.contains("asset: "),
        "{said:?}"
    );
}

#[test]
fn a_wrong_command_line_ends_with_2_and_names_what_is_near() {
    let bench = Bench::new();
    let wrong: [(&[&str], &str); 17] = [
        (&["add", "repai", "symptom=x"], "repair"),
        (&["add", "repair", "symptm=x"], "symptom"),
        (&["add", "repair", "symptom"], "field=value"),
        (&["edit", "repair", "1", "state=closed"], "deskbook act"),
        (
            &["add", "repair", "symptom=x", "symptom=y"],
            "given already",
        ),
        (&["add", "repair", "symptom=@nothing.txt"], "nothing.txt"),
        (&["add"], "Missing"),
        (&["edit", "repair", "1"], "Missing"),
        (&["act", "repair", "1", "acept"], "accept"),
        (&["void", "repair", "1"], "--reason"),
        (&["list", "repair", "--vew", "x"], "--view"),
        (&["list", "repair", "--view", "opn"], "open"),
        (&["list", "repair", "--sort", "symptm"], "symptom"),
        (&["list", "repair", "--limit", "many"], "many"),
        (&["count", "repair", "--by", "stat"], "state"),
        (&["init", "x.sqlite", "--packs", "shool"], "school"),
        (&["registres"], "registers"),
    ];
    for (args, hint) in wrong {
        let said = bench.run(args).ends(2);
        assert!(
            said.err.contains(hint),
            "{args:?} should say {hint}: {said:?}"
        );
        let said = bench.run(&[args, &["--json"]].concat()).ends(2);
        assert_eq!(said.json()["error"]["code"], "usage");
    }
    for global in [["--now", "soon"], ["--lang", "fr"], ["--as", "  "]] {
        bench
            .run(&[global.as_slice(), &["registers"]].concat())
            .ends(2);
    }
}

#[test]
fn values_come_from_files_and_lines_from_json() {
    let bench = Bench::new();
    bench.write("text.txt", "two\nlines\n");
    bench
        .run(&["edit", "repair", "1", "symptom=@text.txt", "--as", "007"])
        .ends(0);
    assert_eq!(
        bench.json(&["show", "repair", "1"])["symptom"],
        "two\nlines"
    );
    bench
        .run(&["edit", "repair", "1", "symptom=@@home", "--as", "007"])
        .ends(0);
    assert_eq!(bench.json(&["show", "repair", "1"])["symptom"], "@home");
}

#[test]
fn a_stale_revision_is_a_conflict_and_loses_nothing() {
    let bench = Bench::new();
    let json = bench.json(&[
        "edit",
        "repair",
        "WX-2026-0001",
        "symptom=first",
        "--rev",
        "1",
        "--reason",
        "typo",
    ]);
    assert_eq!(json["rev"], 2);
    let said = bench
        .run(&[
            "edit",
            "repair",
            "1",
            "symptom=second",
            "--rev",
            "1",
            "--json",
        ])
        .ends(1);
    assert_eq!(said.complaints(), [("-".into(), "conflict".into())]);
    assert_eq!(bench.json(&["show", "repair", "1"])["symptom"], "first");
}

#[test]
fn of_two_processes_with_the_same_revision_one_wins() {
    let bench = Bench::new();
    let codes: Vec<i32> = std::thread::scope(|scope| {
        let runs: Vec<_> = ["symptom=a", "symptom=b"]
            .into_iter()
            .map(|word| {
                scope.spawn(|| bench.run(&["edit", "repair", "1", word, "--rev", "1"]).code)
            })
            .collect();
        runs.into_iter().map(|r| r.join().expect("a run")).collect()
    });
    assert_eq!(codes.iter().sum::<i32>(), 1, "{codes:?}");
    assert_eq!(bench.json(&["show", "repair", "1"])["rev"], 2);
}

#[test]
fn an_action_moves_a_record_and_asks_for_what_it_needs() {
    let bench = Bench::new();
    assert_eq!(
        bench.json(&["act", "repair", "1", "accept", "--as", "007"])["state"],
        "accepted"
    );
    let said = bench
        .run(&["act", "repair", "1", "diagnose", "--as", "007", "--json"])
        .ends(1);
    assert!(
        said.complaints()
            .contains(&("cause".into(), "required".into())),
        "{said:?}"
    );
    let said = bench
        .run(&["act", "repair", "1", "accept", "--as", "007", "--json"])
        .ends(1);
    assert_eq!(said.complaints(), [("-".into(), "action".into())]);
}

#[test]
fn void_keeps_the_record_and_undo_brings_it_back() {
    let bench = Bench::new();
    bench.run(&["void", "repair", "1", "--reason", " "]).ends(1);
    bench
        .run(&["void", "repair", "1", "--reason", "entered twice"])
        .ends(0);
    assert_eq!(bench.json(&["count", "repair"])["count"], 2);
    assert_eq!(
        bench
            .json(&["list", "repair", "--void"])
            .as_array()
            .map(Vec::len),
        Some(3)
    );
    assert_eq!(
        bench.json(&["show", "repair", "WX-2026-0001"])["void_reason"],
        "entered twice"
    );
    bench.run(&["edit", "repair", "1", "symptom=x"]).ends(1);
    assert_eq!(bench.json(&["undo", "--list"])[0]["what"], "void");
    bench.run(&["undo", "--as", "somebody else"]).ends(1);
    assert_eq!(bench.json(&["undo"])["undone"]["what"], "void");
    assert_eq!(bench.json(&["count", "repair"])["count"], 3);
    assert_eq!(bench.json(&["redo"])["redone"]["what"], "void");
    assert_eq!(bench.json(&["count", "repair"])["count"], 2);
    bench.run(&["redo"]).ends(1);
}

#[test]
fn json_lines_are_one_step() {
    let bench = Bench::new();
    let lines = concat!(
        r#"{"asset":1,"site":{"id":1},"symptom":"a","external":true,"cost":12.5}"#,
        "\n",
        r#"{"asset":"DN-0001","site":"R101","symptom":"b","reported_by":"me"}"#,
    );
    let said = bench
        .fed(
            &["add", "repair", "--stdin", "--as", "007", "--json"],
            lines,
        )
        .ends(0);
    assert_eq!(said.out.lines().count(), 2, "{said:?}");
    let record = bench.json(&["show", "repair", "4"]);
    assert_eq!(
        (&record["external"], &record["cost"]),
        (&json!(true), &json!("12.50"))
    );
    bench.run(&["undo", "--as", "007"]).ends(0);
    assert_eq!(bench.json(&["count", "repair"])["count"], 3);
    let bad = format!(
        "{lines}\n{}\n",
        r#"{"asset":99,"site":1,"symptom":"c","reported_by":"me"}"#
    );
    let said = bench
        .fed(&["add", "repair", "--stdin", "--as", "007", "--json"], &bad)
        .ends(1);
    assert_eq!(said.json()["complaints"][0]["line"], 3);
    assert_eq!(said.complaints(), [("asset".into(), "not-found".into())]);
    let said = bench
        .fed(&["add", "repair", "--stdin", "--json"], "{\"asset\":")
        .ends(1);
    assert_eq!(said.complaints(), [("-".into(), "format".into())]);
    let twice = r#"{"asset":1,"site":1,"symptom":"a","symptom":"b"}"#;
    let said = bench
        .fed(
            &["add", "repair", "--stdin", "--as", "007", "--json"],
            twice,
        )
        .ends(1);
    assert_eq!(said.complaints(), [("symptom".into(), "format".into())]);
    assert_eq!(bench.json(&["count", "repair"])["count"], 3);
    let one = bench.fed(
        &[
            "add", "repair", "asset=1", "site=1", "--stdin", "--as", "007",
        ],
        "{\n \"symptom\":\n \"c\"}",
    );
    one.ends(0);
}

#[test]
fn hostile_text_is_refused_or_made_visible() {
    let bench = Bench::new();
    let said = bench
        .run(&["edit", "repair", "1", "symptom=a\u{202E}b", "--json"])
        .ends(1);
    assert_eq!(said.complaints(), [("symptom".into(), "hostile".into())]);
    bench
        .sql()
        .execute(
            "UPDATE repair SET symptom = 'x' || char(27) || '[31mred' WHERE id = 1",
            [],
        )
        .expect("a write from outside");
    for args in [
        ["list", "repair"].as_slice(),
        &["show", "repair", "1"],
        &["find", "red"],
    ] {
        let said = bench.run(args).ends(0);
        assert!(!said.out.contains('\u{1B}'), "{said:?}");
    }
    let said = bench.run(&["show", "repair", "\u{1B}[31m"]).ends(1);
    assert!(!said.err.contains('\u{1B}'), "{said:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let bench = Bench::new();
    let program = env!("CARGO_BIN_EXE_deskbook");
    let mut shell = assert_cmd::Command::new("sh");
    shell
        .current_dir(bench.path(""))
        .env("DESKBOOK_FILE", "d.sqlite")
        .env("PROGRAM", program);
    let line = "for i in 1 2 3; do \"$PROGRAM\" fields repair --json; done | head -c 10";
    let said = said(shell.args(["-c", line]));
    assert!(said.err.is_empty(), "{said:?}");
}

#[test]
fn the_history_says_who_did_what() {
    let bench = Bench::new();
    // Somebody who is not in the staff list may act: the name is kept as it was given.
    bench
        .run(&["edit", "site", "1", "address=二号楼", "--as", "officer A"])
        .ends(0);
    for lang in ["zh", "en"] {
        let mut command = bench.command();
        command.args(["show", "site", "1", "--history", "--lang", lang]);
        let text = said(&mut command).ends(0).out;
        let told: Vec<&str> = text.lines().filter(|l| l.starts_with("2. ")).collect();
        assert!(
            told.len() == 1 && told[0].contains("officer A") && told[0].contains("2026-03-01"),
            "{text}"
        );
        // What a person reads is the time on the wall, not that of the ledger.
        assert!(!text.contains("000Z"), "{text}");
    }
    let stale = bench.run(&["edit", "site", "1", "address=三号楼", "--rev", "1"]);
    let told = stale.ends(1).err;
    assert!(told.contains("2026-03-01 08:30") && told.contains("officer A"));
    let json = bench.json(&["show", "site", "1", "--history"]);
    assert_eq!(json["history"][1]["by"], "officer A");
}
