//! The command line reads: lists, counts, searches, records as JSON, languages, help.

use serde_json::json;

use crate::cli::{Bench, said};

#[test]
fn a_record_has_the_promised_shape() {
    let bench = Bench::new();
    let record = bench.json(&["show", "asset", "DN-0001"]);
    assert_eq!(record["original_value"], "4280.00");
    assert_eq!(record["purchased_on"], "2025-01-01");
    assert_eq!(record["key_device"], false);
    assert_eq!(record["purchase"], json!(null));
    assert_eq!(
        record["keeper"],
        json!({ "id": 1, "number": null, "title": "值班员甲", "key": "007" })
    );
    let keys: Vec<&String> = record.as_object().expect("an object").keys().collect();
    assert_eq!(keys[..4], ["id", "number", "rev", "state"]);
    for key in [
        "title",
        "void_at",
        "void_reason",
        "created_at",
        "created_by",
        "updated_at",
        "updated_by",
    ] {
        assert!(record.get(key).is_some(), "{key}");
    }
    let repair = bench.json(&["show", "repair", "WX-2026-0001", "--history"]);
    assert_eq!(
        (&repair["reported_at"], &repair["no"]),
        (&json!("2026-03-01T08:30"), &json!("WX-2026-0001"))
    );
    assert_eq!(repair["history"][0]["kind"], "insert");
    assert_eq!(
        bench.json(&["show", "site", "R101"])["protections"],
        json!(["fire", "heat"])
    );
}

#[test]
fn a_record_is_meant_by_number_or_row_id() {
    let bench = Bench::new();
    for id in ["WX-2026-0002", "2", "#2"] {
        assert_eq!(bench.json(&["show", "repair", id])["id"], 2);
    }
    let said = bench
        .run(&["show", "repair", "WX-2026-0099", "--json"])
        .ends(1);
    assert_eq!(said.complaints(), [("-".into(), "not-found".into())]);
}

#[test]
fn a_list_is_narrowed_ordered_and_cut() {
    let bench = Bench::new();
    let ids = |args: &[&str]| -> Vec<i64> {
        let list = bench.json(&[["list", "repair"].as_slice(), args].concat());
        list.as_array()
            .expect("a list")
            .iter()
            .map(|r| r["id"].as_i64().expect("an id"))
            .collect()
    };
    assert_eq!(ids(&[]), [3, 2, 1]);
    assert_eq!(ids(&["--sort", "id"]), [1, 2, 3]);
    assert_eq!(ids(&["--sort", "symptom:desc", "--limit", "1"]), [2]);
    assert_eq!(ids(&["--offset", "1", "--limit", "1"]), [2]);
    assert_eq!(ids(&["--offset", "9"]), [0i64; 0]);
    assert_eq!(ids(&["--limit", "0"]), [0i64; 0]);
    assert_eq!(ids(&["--where", "symptom = 'noise'"]), [3]);
    assert_eq!(ids(&["--search", "花屏"]), [2]);
    assert_eq!(
        ids(&["--view", "open", "--where", "id < 3", "--sort", "id"]),
        [1, 2]
    );
    let said = bench
        .run(&["list", "repair", "--where", "symptm = 'x' and cost > 'y'"])
        .ends(2);
    assert!(
        said.err.contains("symptom") && said.err.contains('^'),
        "{said:?}"
    );
    bench.run(&["list", "repair", "--where", "(("]).ends(2);
}

#[test]
fn a_long_condition_is_answered_and_one_without_end_is_refused() {
    let bench = Bench::new();
    let terms = |n: usize| {
        (0..n)
            .map(|i| format!("id = {}", i * 2))
            .collect::<Vec<_>>()
    };
    let list = |condition: &str| bench.run(&["list", "repair", "--json", "--where", condition]);
    let found = list(&terms(1000).join(" or ")).ends(0).json();
    assert_eq!(found[0]["id"], 2);
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    let said = list(&terms(4000).join(" or ")).ends(2);
    assert_eq!(said.json()["error"]["code"], "usage");
    assert!(
        said.out.contains("E08") && said.out.contains("5000"),
        "{said:?}"
    );
    let deep = format!("{}id = 1{}", "(".repeat(5000), ")".repeat(5000));
    assert!(list(&deep).ends(2).out.contains("E07"));
}

#[test]
fn lists_are_aligned_by_cells_and_carry_no_colour() {
    let bench = Bench::new();
    let said = bench.run(&["list", "repair"]).ends(0);
    let lines: Vec<&str> = said.out.lines().collect();
    assert!(
        lines[0].starts_with("Number        Device      Symptom"),
        "{said:?}"
    );
    assert!(
        lines[2].contains("花屏                   2026-03-01 08:30  值班员甲     机房"),
        "{said:?}"
    );
    assert!(!said.out.contains('\u{1B}'));
}

#[test]
fn counts_and_finds() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["count", "repair"]).ends(0).out, "3\n");
    let by = bench.json(&["count", "repair", "--by", "asset"]);
    assert_eq!(
        by["counts"],
        json!([{ "value": { "id": 1, "number": null, "title": "DN-0001 M1", "key": "DN-0001" }, "label": "DN-0001 M1", "count": 3 }])
    );
    assert_eq!(
        bench.json(&["count", "repair", "--by", "state"])["counts"][0]["value"],
        "reported"
    );
    assert_eq!(
        bench.json(&["count", "repair", "--where", "id > 1"])["count"],
        2
    );
    let hits = bench.json(&["find", "花屏"]);
    assert_eq!(
        hits,
        json!([{ "register": "repair", "id": 2, "number": "WX-2026-0002", "title": "DN-0001 M1 花屏" }])
    );
    assert_eq!(bench.json(&["find", "nothing of the kind"]), json!([]));
}

#[test]
fn registers_and_fields_are_told() {
    let bench = Bench::new();
    let all = bench.json(&["registers"]);
    let repair = all
        .as_array()
        .expect("a list")
        .iter()
        .find(|r| r["id"] == "repair")
        .expect("repair");
    assert_eq!(
        (&repair["pack"], &repair["records"]),
        (&json!("it"), &json!(3))
    );
    assert_eq!(repair["labels"]["en"], "Computer repair record");
    let form = bench.json(&["fields", "repair"]);
    for key in ["fields", "states", "actions", "views", "rules"] {
        assert!(form[key].as_array().is_some_and(|l| !l.is_empty()), "{key}");
    }
    assert!(
        bench
            .run(&["fields", "repair"])
            .ends(0)
            .out
            .contains("symptom")
    );
    bench.run(&["fields", "repairs"]).ends(2);
}

#[test]
fn both_languages_everywhere() {
    let bench = Bench::new();
    let zh = bench.run(&["list", "repair", "--lang", "zh"]).ends(0);
    assert!(zh.out.starts_with("编号"), "{zh:?}");
    assert!(
        bench
            .run(&["--lang=zh", "add", "--help"])
            .ends(0)
            .out
            .contains("用法：deskbook add")
    );
    assert!(
        bench
            .run(&["add", "--help"])
            .ends(0)
            .out
            .contains("Usage: deskbook add")
    );
    assert!(
        bench
            .run(&["--lang", "zh", "list", "repair", "--vew"])
            .ends(2)
            .err
            .contains("不认识")
    );
    let mut silent = bench.command();
    assert!(
        said(silent.env_remove("LANG").args(["list", "repair"]))
            .out
            .starts_with("编号")
    );
    let mut other = bench.command();
    assert!(
        said(other.env("LC_ALL", "zh_CN.UTF-8").args(["list", "repair"]))
            .out
            .starts_with("编号")
    );
}

#[test]
fn global_options_stand_before_and_after() {
    let bench = Bench::new();
    let before = bench
        .run(&["--json", "--file", "d.sqlite", "count", "repair"])
        .ends(0);
    let after = bench
        .run(&["count", "repair", "--json", "--file", "d.sqlite"])
        .ends(0);
    assert_eq!(before.out, after.out);
    let mut command = bench.command();
    let moved = said(command.args([
        "--now",
        "2027-05-06T07:08",
        "add",
        "repair",
        "asset=1",
        "site=1",
        "symptom=x",
        "--as",
        "007",
        "--json",
    ]));
    assert_eq!(moved.ends(0).json()["number"], "WX-2027-0001");
}

#[test]
fn every_verb_and_argument_has_its_words() {
    let bench = Bench::bare();
    for lang in ["zh", "en"] {
        let text = bench.run(&["docs", "cli", "--lang", lang]).ends(0).out;
        let gaps: Vec<&str> = text.lines().filter(|l| l.contains(" cli-")).collect();
        assert!(gaps.is_empty(), "{lang}: {gaps:?}");
    }
    for args in [
        ["help"].as_slice(),
        &["help", "forms", "plan"],
        &["--help"],
        &["--version"],
        &["man"],
        &["completions", "bash"],
    ] {
        assert!(!bench.run(args).ends(0).out.is_empty(), "{args:?}");
    }
    for args in [
        ["help", "nothing"].as_slice(),
        &["completions", "tcl"],
        &["docs", "nothing"],
        &["forms"],
    ] {
        bench.run(args).ends(2);
    }
}

/// The names of the commands that a help lists.
fn listed(help: &str) -> Vec<String> {
    let mut lines = help.lines().skip_while(|l| *l != "Commands:").skip(1);
    let listed = lines.by_ref().take_while(|l| !l.is_empty());
    let named = listed.filter_map(|l| l.strip_prefix("  ")?.split(' ').next());
    named.filter(|n| !n.is_empty()).map(str::to_owned).collect()
}

#[test]
fn no_help_shows_a_message_id() {
    let bench = Bench::bare();
    let mut left = vec![Vec::<String>::new()];
    let mut seen = 0;
    while let Some(path) = left.pop() {
        for lang in ["zh", "en"] {
            let mut command = bench.command();
            command.args(&path).args(["--help", "--lang", lang]);
            let help = said(&mut command).ends(0).out;
            assert!(!help.contains("cli-"), "{path:?} {lang}:\n{help}");
            seen += 1;
            if lang == "en" {
                let below = listed(&help);
                left.extend(below.into_iter().map(|n| [path.clone(), vec![n]].concat()));
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn the_look_belongs_to_opening_the_desk() {
    let bench = Bench::new();
    bench.run(&["--ascii", "count", "repair"]).ends(2);
    bench.run(&["--theme", "green"]).ends(2);
    // Nothing is wrong with the options: it is the terminal that is not there.
    let said = bench.run(&["--theme", "light", "--ascii", "--no-mouse"]);
    assert!(said.ends(2).err.contains("terminal"));
}

#[test]
fn the_manual_page_of_the_command_line_is_up_to_date() {
    let bench = Bench::bare();
    let text = bench.run(&["docs", "cli", "--lang", "en"]).ends(0).out;
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/CLI.md");
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == text,
        "make it anew: cargo run -- docs cli --lang en > docs/CLI.md"
    );
}
