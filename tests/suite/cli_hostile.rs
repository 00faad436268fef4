//! The command line over texts of hostile sizes: nothing breaks, nothing is padded to the width of the longest, and every
//! verb is asked.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::cli::Bench;

/// A register with a note, a column of every width, and more fields than anybody needs.
fn form() -> String {
    let head = r#"
id = "heap"
label = { zh = "杂物", en = "Heap" }
one = { zh = "杂物", en = "Thing" }
pack = "core"
title = "{name}"

[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
required = true
listed = 1

[[field]]
id = "story"
label = { zh = "说明", en = "Story" }
kind = "note"
listed = 2
search = "words"

[[field]]
id = "other"
label = { zh = "另一件", en = "Other" }
kind = { reference = "heap" }
listed = 3
"#;
    let one = |n: usize| {
        format!(
            "\n[[field]]\nid = \"f{n}\"\nlabel = {{ zh = \"字段{n}\", en = \"Field {n}\" }}\nkind = \"text\"\nlisted = {}\n",
            10 + n / 2
        )
    };
    head.to_owned() + &(0..150).map(one).collect::<String>()
}

/// Long, wide, without width, marked, and nothing at all.
fn texts() -> [String; 6] {
    [
        "a".repeat(70_000),
        "宽".repeat(24_000),
        "e\u{301}\u{200d}\u{2060}".repeat(9_000),
        "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿".repeat(1_000),
        "word \n ".repeat(10_000),
        "\u{feff} \u{3000} ".to_owned(),
    ]
}

/// A value for an argument: long, wide, with marks and without width, and with what must never reach a terminal.
fn hostile() -> String {
    format!(
        "{}{}{}\u{1b}[31m\u{202e}'\";--",
        "宽".repeat(20_000),
        "e\u{301}\u{200d}".repeat(2_000),
        "x".repeat(20_000)
    )
}

/// Every verb once over the heap, and once for each of its arguments with something hostile in it (`@`).
const CALLS: &[(&str, &[&str])] = &[
    ("registers", &["registers"]),
    ("fields", &["fields", "heap"]),
    ("fields", &["fields", "@"]),
    ("add", &["add", "heap", "name=@", "story=@", "f0=@"]),
    ("add", &["add", "heap", "@=1"]),
    ("add", &["add", "@", "name=x"]),
    ("edit", &["edit", "heap", "1", "f1=@", "--reason", "@"]),
    ("edit", &["edit", "heap", "@", "f1=x"]),
    ("show", &["show", "heap", "1"]),
    ("show", &["show", "heap", "2", "--history"]),
    ("show", &["show", "heap", "@"]),
    ("list", &["list", "heap"]),
    ("list", &["list", "heap", "--where", "name = '@'"]),
    ("list", &["list", "heap", "--where", "@"]),
    ("list", &["list", "heap", "--sort", "@"]),
    ("list", &["list", "heap", "--view", "@"]),
    (
        "list",
        &[
            "list",
            "heap",
            "--limit",
            "18446744073709551615",
            "--offset",
            "18446744073709551615",
        ],
    ),
    ("count", &["count", "heap", "--by", "name"]),
    ("count", &["count", "heap", "--by", "@"]),
    ("find", &["find", "a"]),
    ("find", &["find", "@"]),
    ("act", &["act", "repair", "1", "@"]),
    ("act", &["act", "repair", "@", "finish"]),
    ("void", &["void", "heap", "4", "--reason", "@"]),
    ("undo", &["undo"]),
    ("undo", &["undo", "--list"]),
    ("redo", &["redo"]),
    ("due", &["due"]),
    ("due", &["due", "--clause", "@"]),
    ("due", &["due", "--register", "@"]),
    ("rulebook", &["rulebook"]),
    ("rulebook", &["rulebook", "@"]),
    ("import", &["import", "heap", "heap.csv", "--preview"]),
    ("import", &["import", "heap", "heap.csv", "--map", "@"]),
    ("import", &["import", "heap", "heap.json"]),
    ("import", &["import", "@", "heap.json"]),
    ("export", &["export", "heap", "out.csv"]),
    ("export", &["export", "heap", "out.html"]),
    ("export", &["export", "heap", "out.jsonl"]),
    ("export", &["export", "heap", "@"]),
    ("backup", &["backup", "@"]),
    ("restore", &["restore", "@"]),
    ("verify", &["verify"]),
    ("doctor", &["doctor"]),
    ("forms", &["forms", "check", "@"]),
    ("forms", &["forms", "show", "heap"]),
    ("forms", &["forms", "show", "@"]),
    ("forms", &["forms", "plan", "heap.toml"]),
    ("init", &["init", "@"]),
    ("init", &["init", "new.sqlite", "--name", "@"]),
    ("init", &["init", "other.sqlite", "--packs", "@"]),
    ("demo", &["demo", "demo.sqlite", "--register", "@", "--yes"]),
    ("completions", &["completions", "@"]),
    ("man", &["man"]),
    ("help", &["help", "@"]),
    ("help", &["help", "list", "--now", "@"]),
    ("list", &["list", "heap", "--as", "@"]),
    ("list", &["list", "heap", "--lang", "@"]),
    ("list", &["list", "heap", "--now", "9999-12-31T23:59"]),
    ("due", &["due", "--now", "0001-01-01T00:00"]),
];

/// A desk with the heap: made once, every test works on a copy.
fn heap() -> Bench {
    static MADE: LazyLock<Bench> = LazyLock::new(|| {
        let bench = Bench::new();
        bench.write("heap.toml", &form());
        bench.run(&["forms", "apply", "heap.toml", "--yes"]).ends(0);
        for (n, text) in texts().iter().enumerate() {
            bench.write("story.txt", text);
            let name = format!("name=no. {n}");
            bench.run(&["add", "heap", &name, "story=@story.txt"]);
        }
        assert!(bench.json(&["count", "heap"])["count"].as_u64() > Some(2));
        bench
    });
    let bench = Bench::bare();
    for file in ["d.sqlite", "heap.toml"] {
        std::fs::copy(MADE.path(file), bench.path(file)).expect("a copy");
    }
    let mut csv = String::from("name,story\n");
    let mut json = Vec::new();
    for (n, text) in texts().iter().enumerate() {
        csv += &format!("\"n{n}\",\"{}\"\n", text.replace('"', "\"\""));
        json.push(serde_json::json!({ "name": text, "story": text, "f3": n }));
    }
    bench.write("heap.csv", &csv);
    bench.write("heap.json", &serde_json::Value::from(json).to_string());
    bench
}

/// Runs every third call, from one on, as text and as JSON where it is not about a hostile argument.
fn runs_every_third(from: usize) {
    let (bench, value) = (heap(), hostile());
    let mut broken = Vec::new();
    for (nth, (_, call)) in CALLS.iter().enumerate().skip(from).step_by(3) {
        let args: Vec<String> = call.iter().map(|a| a.replace('@', &value)).collect();
        let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
        if !args.contains(&"--lang") {
            args.extend(["--lang", ["zh", "en"][nth % 2]]);
        }
        let plain = !call.iter().any(|a| a.contains('@'));
        for as_json in [false, true] {
            if as_json && !plain {
                continue;
            }
            args.extend(as_json.then_some("--json"));
            let said = bench.run(&args);
            let whole = !said.err.contains(".rs:") && (0..=4).contains(&said.code);
            let safe = ![&said.out, &said.err].iter().any(|t| t.contains('\u{1b}'));
            if !whole || !safe {
                let err: String = said.err.chars().take(200).collect();
                broken.push(format!("{call:?}: {} {err}", said.code));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_verb_breaks_over_hostile_sizes_one() {
    runs_every_third(0);
}

#[test]
fn no_verb_breaks_over_hostile_sizes_two() {
    runs_every_third(1);
}

#[test]
fn no_verb_breaks_over_hostile_sizes_three() {
    runs_every_third(2);
}

#[test]
fn every_verb_is_asked() {
    let manual = std::fs::read_to_string("docs/CLI.md").expect("the manual");
    let verbs: BTreeSet<&str> = manual
        .lines()
        .filter_map(|line| line.strip_prefix("## deskbook ")?.split(' ').next())
        .collect();
    let asked: BTreeSet<&str> = CALLS.iter().map(|(verb, _)| *verb).collect();
    assert_eq!(asked, verbs);
}

#[test]
fn a_long_text_pads_no_line_and_ends_in_a_mark() {
    let bench = heap();
    for lang in ["zh", "en"] {
        let said = bench.run(&["list", "heap", "--lang", lang]).ends(0);
        let columns = bench.json(&["fields", "heap"])["fields"]
            .as_array()
            .map_or(0, Vec::len);
        let widest = said.out.lines().map(|l| l.chars().count()).max();
        assert!(widest <= Some(82 * (columns + 1)), "{widest:?}");
        assert!(said.out.contains('…'), "a cut is marked");
        for line in said.out.lines() {
            assert!(!line.ends_with(' '));
        }
    }
}
