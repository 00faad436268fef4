//! The command line keeps the file: making, copying, restoring, verifying; files that are no desk; forms; transfer.

use serde_json::json;

use crate::cli::{Bench, said};

#[test]
fn a_new_desk_keeps_the_contract_of_the_file() {
    let bench = Bench::bare();
    bench
        .run(&["init", "d.sqlite", "--packs", "core,it", "--name", "House"])
        .ends(0);
    let sql = bench.sql();
    let number = |pragma: &str| -> i64 {
        sql.pragma_query_value(None, pragma, |row| row.get(0))
            .expect("a pragma")
    };
    assert_eq!(number("application_id"), 0x6465_736b);
    assert!(number("user_version") >= 1);
    for table in ["duty_shift", "asset", "repair"] {
        let mut statement = sql
            .prepare(&format!("SELECT name FROM pragma_table_xinfo('{table}')"))
            .expect("SQL");
        let columns: Vec<String> = statement
            .query_map([], |row| row.get(0))
            .expect("rows")
            .flatten()
            .collect();
        for column in [
            "id",
            "number",
            "rev",
            "state",
            "created_at",
            "created_by",
            "updated_at",
            "updated_by",
            "void_at",
            "void_reason",
        ] {
            assert!(columns.iter().any(|c| c == column), "{table}.{column}");
        }
    }
    bench.run(&["init", "d.sqlite"]).ends(3);
    bench.run(&["init", "nowhere/d.sqlite"]).ends(3);
}

#[test]
fn what_is_no_desk_ends_with_3_and_one_line() {
    let bench = Bench::new();
    let whole = std::fs::read(bench.path("d.sqlite")).expect("the desk");
    std::fs::write(bench.path("cut.sqlite"), &whole[..3000]).expect("a file");
    std::fs::write(bench.path("empty.sqlite"), b"").expect("a file");
    bench.write("text.sqlite", "only words, and quite a few of them");
    rusqlite::Connection::open(bench.path("foreign.sqlite"))
        .and_then(|c| c.execute_batch("CREATE TABLE a (b)"))
        .expect("a file");
    std::fs::copy(bench.path("d.sqlite"), bench.path("new.sqlite")).expect("a copy");
    let newer = rusqlite::Connection::open(bench.path("new.sqlite")).expect("a file");
    newer
        .execute_batch("PRAGMA user_version = 9999")
        .expect("a pragma");
    drop(newer);
    let foreign = std::fs::read(bench.path("foreign.sqlite")).expect("the file");
    let files = [
        ("missing.sqlite", "missing"),
        ("cut.sqlite", "corrupt"),
        ("empty.sqlite", "empty"),
        ("text.sqlite", "not-sqlite"),
        ("foreign.sqlite", "not-ours"),
        ("new.sqlite", "too-new"),
        (".", "not-a-file"),
    ];
    for (file, code) in files {
        let said = bench.run(&["--file", file, "list", "repair"]).ends(3);
        assert_eq!(said.err.lines().count(), 1, "{said:?}");
        let said = bench
            .run(&["--json", "--file", file, "list", "repair"])
            .ends(3);
        assert_eq!(said.json()["error"]["code"], code);
        bench.run(&[file]).ends(3);
    }
    assert_eq!(
        std::fs::read(bench.path("foreign.sqlite")).expect("the file"),
        foreign
    );
}

#[test]
fn a_locked_desk_ends_with_3() {
    let bench = Bench::new();
    let other = bench.sql();
    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        .expect("a lock");
    let said = bench
        .run(&["edit", "repair", "1", "symptom=x", "--json"])
        .ends(3);
    assert_eq!(said.json()["error"]["code"], "locked");
}

#[cfg(unix)]
#[test]
fn a_desk_that_cannot_be_written_ends_with_3() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let path = bench.path("d.sqlite");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).expect("permissions");
    if std::fs::OpenOptions::new().write(true).open(&path).is_ok() {
        return; // Whoever may do everything is not stopped by permissions.
    }
    let said = bench
        .run(&["edit", "repair", "1", "symptom=x", "--json"])
        .ends(3);
    assert_eq!(said.json()["error"]["code"], "read-only");
}

#[test]
fn without_a_terminal_the_desk_is_not_opened() {
    let bench = Bench::new();
    for args in [[].as_slice(), &["d.sqlite"], &["demo"]] {
        let said = bench.run(args).ends(2);
        assert_eq!(said.err.lines().count(), 1, "{said:?}");
    }
    let mut command = bench.command();
    said(
        command
            .env_remove("DESKBOOK_FILE")
            .env("XDG_DATA_HOME", bench.path("data")),
    )
    .ends(3);
    assert!(!bench.path("data").exists());
}

#[test]
fn an_export_never_takes_the_place_of_a_log() {
    let bench = Bench::new();
    for end in ["-wal", "-shm", "-journal"] {
        let place = format!("d.sqlite{end}");
        let format = ["--format", "csv"];
        bench
            .run(&[&["export", "repair", &place], &format[..]].concat())
            .ends(3);
        bench.run(&["list", "repair"]).ends(0);
    }
    let elsewhere = ["export", "repair", "no-desk-wal", "--format", "csv"];
    bench.run(&elsewhere).ends(0);
}

/// Whenever it is killed: there is a whole desk or none, and the next one to make it leaves nothing else there.
#[test]
fn a_desk_that_was_half_made_is_in_nobodys_way() {
    let bench = Bench::bare();
    let mut none = 0;
    for turn in 0..2 {
        let name = format!("n{turn}.sqlite");
        let mut init = std::process::Command::new(env!("CARGO_BIN_EXE_deskbook"));
        let init = init.args(["init", &name]).current_dir(bench.path("."));
        let mut init = init.spawn().expect("it starts");
        // As soon as something of it stands in the folder.
        let begun = || {
            std::fs::read_dir(bench.path("."))
                .expect("the folder")
                .flatten()
        };
        let begun = || begun().any(|f| f.file_name().to_string_lossy().ends_with(".part"));
        while !begun() && init.try_wait().expect("a process").is_none() {
            std::thread::yield_now();
        }
        init.kill().expect("killed");
        init.wait().expect("it ended");
        if bench.path(&name).exists() {
            bench.run(&["--file", &name, "verify"]).ends(0);
        } else {
            none += 1;
            bench.run(&["init", &name]).ends(0);
            assert!(!begun(), "what was left has gone");
        }
    }
    assert!(none > 0, "never killed on the way");
}

#[cfg(unix)]
#[test]
fn a_restored_desk_belongs_to_whom_it_belonged() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let bench = Bench::new();
    let desk = bench.path("d.sqlite");
    bench.json(&["backup", "copy.sqlite"]);
    std::fs::set_permissions(&desk, std::fs::Permissions::from_mode(0o660)).expect("shared");
    // Only the administrator can try it with another group.
    let other = std::os::unix::fs::chown(&desk, None, Some(4711)).is_ok();
    let before = std::fs::metadata(&desk).expect("the desk");
    bench.json(&["restore", "copy.sqlite", "--yes"]);
    let after = std::fs::metadata(&desk).expect("the desk");
    assert_ne!(before.ino(), after.ino(), "it was replaced");
    assert_eq!(after.mode() & 0o777, 0o660);
    assert_eq!(after.gid(), before.gid());
    assert!(!other || after.gid() == 4711);
}

#[test]
fn copies_are_verified_and_restored_without_loss() {
    let bench = Bench::new();
    let json = bench.json(&["backup", "copy.sqlite"]);
    assert_eq!(json["copy"], "copy.sqlite");
    bench.run(&["backup", "copy.sqlite"]).ends(3);
    assert!(
        bench.json(&["backup"])["copy"]
            .as_str()
            .is_some_and(|c| c.contains("d-backup-20260301"))
    );
    bench.run(&["edit", "repair", "1", "symptom=later"]).ends(0);
    bench.run(&["restore", "copy.sqlite"]).ends(2);
    bench.run(&["restore", "nothing.sqlite", "--yes"]).ends(3);
    bench
        .run(&["restore", "copy.sqlite", "--to", "other.sqlite"])
        .ends(0);
    let json = bench.json(&["restore", "copy.sqlite", "--yes"]);
    let kept = json["kept"].as_str().expect("the old desk");
    let symptom =
        |file: &str| bench.json(&["--file", file, "show", "repair", "1"])["symptom"].clone();
    assert_eq!(
        (symptom("d.sqlite"), symptom("other.sqlite")),
        (json!("black screen"), json!("black screen"))
    );
    assert_eq!(symptom(kept), "later");
    bench.write("notes.txt", "not a desk at all, but dear to somebody");
    bench
        .run(&["restore", "copy.sqlite", "--to", "notes.txt", "--yes"])
        .ends(3);
    assert!(
        bench
            .path("notes.txt")
            .metadata()
            .is_ok_and(|m| m.len() < 100)
    );
}

#[cfg(unix)]
#[test]
fn a_desk_behind_a_link_is_replaced_where_it_lies() {
    let bench = Bench::new();
    bench.run(&["backup", "copy.sqlite"]).ends(0);
    bench.run(&["edit", "repair", "1", "symptom=later"]).ends(0);
    std::os::unix::fs::symlink("d.sqlite", bench.path("link.sqlite")).expect("a link");
    bench
        .run(&["restore", "copy.sqlite", "--to", "link.sqlite", "--yes"])
        .ends(0);
    assert!(bench.path("link.sqlite").is_symlink());
    assert_eq!(
        bench.json(&["show", "repair", "1"])["symptom"],
        "black screen"
    );
}

#[test]
fn a_damaged_desk_is_replaced_and_kept_with_its_log() {
    let bench = Bench::new();
    bench.run(&["backup", "copy.sqlite"]).ends(0);
    let whole = std::fs::read(bench.path("d.sqlite")).expect("the desk");
    std::fs::write(bench.path("d.sqlite"), &whole[..3000]).expect("damage");
    bench.write("d.sqlite-wal", "the rest of a log");
    let kept = bench.json(&["restore", "copy.sqlite", "--yes"])["kept"].clone();
    let kept = bench.path(kept.as_str().expect("a path"));
    assert_eq!(std::fs::metadata(&kept).expect("the old desk").len(), 3000);
    assert_eq!(bench.json(&["verify"])["ok"], true);
}

#[test]
fn a_desk_in_use_is_not_replaced() {
    let bench = Bench::new();
    bench.run(&["backup", "copy.sqlite"]).ends(0);
    let other = bench.sql();
    let mut statement = other.prepare("SELECT id FROM repair").expect("SQL");
    let mut rows = statement.query([]).expect("rows");
    rows.next().expect("a row");
    let said = bench
        .run(&["restore", "copy.sqlite", "--yes", "--json"])
        .ends(3);
    assert_eq!(said.json()["error"]["code"], "locked");
}

#[test]
fn verify_finds_what_something_else_wrote() {
    let bench = Bench::new();
    let json = bench.json(&["verify"]);
    assert_eq!(
        (&json["ok"], &json["records"], &json["problems"]),
        (&json!(true), &json!(7), &json!([]))
    );
    assert!(
        json["changes"].as_i64().is_some_and(|n| n >= 7) && json["head"].is_string(),
        "{json}"
    );
    bench.run(&["doctor"]).ends(0);
    bench
        .sql()
        .execute_batch("UPDATE repair SET rev = 9 WHERE id = 1")
        .expect("a write from outside");
    let said = bench.run(&["verify", "--json"]).ends(3);
    let json = said.json();
    assert_eq!(
        (&json["ok"], &json["problems"][0]["check"]),
        (&json!(false), &json!("ledger"))
    );
    bench.run(&["doctor", "--fix"]).ends(3);
}

const GEAR: &str = r#"
id = "gear"
label = { zh = "器材", en = "Gear" }
number = "QC-{year}-{seq:3}"
title = "{name}"

[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
required = true
listed = 1

[[field]]
id = "size"
label = { zh = "尺寸", en = "Size" }
kind = { choice = [ { code = "s", zh = "小", en = "Small" }, { code = "l", zh = "大", en = "Large" } ] }

[[field]]
id = "weight"
label = { zh = "重量", en = "Weight" }
kind = "number"

[[field]]
id = "parts"
label = { zh = "部件", en = "Parts" }
kind = { rows = [ { id = "what", label = { zh = "什么", en = "What" }, kind = "text" }, { id = "count", label = { zh = "数", en = "Count" }, kind = "integer" } ] }
"#;

#[test]
fn a_register_of_ones_own() {
    let bench = Bench::new();
    bench.write("gear.toml", GEAR);
    bench.write("bad.toml", &GEAR.replace("\"number\"\n\n", "\"numbr\"\n\n"));
    bench.run(&["forms", "check", "gear.toml"]).ends(0);
    let said = bench.run(&["forms", "check", "bad.toml"]).ends(1);
    assert!(
        said.out.contains('^') && said.out.contains("number"),
        "{said:?}"
    );
    let json = bench
        .run(&["forms", "check", "bad.toml", "--json"])
        .ends(1)
        .json();
    assert_eq!(
        (&json["ok"], &json["faults"][0]["line"]),
        (&json!(false), &json!(22))
    );
    bench.run(&["forms", "check", "nothing.toml"]).ends(3);
    assert_eq!(
        bench.json(&["forms", "plan", "gear.toml"])[0]["possible"],
        true
    );
    bench.run(&["forms", "apply", "gear.toml"]).ends(2);
    assert_eq!(
        bench.json(&["forms", "apply", "gear.toml", "--yes"])["applied"],
        json!(["gear"])
    );
    bench.run(&["forms", "show", "gear"]).ends(0);
    let parts = r#"parts=[{"what":"lens","count":2}]"#;
    bench
        .run(&["add", "gear", "name=camera", "size=s", "weight=1.5", parts])
        .ends(0);
    bench.run(&["add", "gear", "name=x", "parts=lens"]).ends(2);
    let record = bench.json(&["show", "gear", "QC-2026-001"]);
    assert_eq!(
        (&record["weight"], &record["parts"]),
        (&json!(1.5), &json!([{ "what": "lens", "count": 2 }]))
    );
    bench.write(
        "gear.toml",
        &GEAR
            .replace("id = \"size\"", "id = \"big\"\nwas = \"size\"")
            .replace("{ code = \"s\", zh = \"小\", en = \"Small\" }, ", ""),
    );
    let plan = bench.json(&["forms", "plan", "gear.toml"]);
    assert_eq!(
        plan[0]["steps"][1]["held"],
        json!([{ "code": "s", "records": 1 }])
    );
    let copies = bench.json(&["forms", "apply", "gear.toml", "--yes"])["copies"].clone();
    assert!(
        copies[0]
            .as_str()
            .is_some_and(|c| std::path::Path::new(c).exists() || bench.path(c).exists()),
        "{copies}"
    );
    assert_eq!(bench.json(&["show", "gear", "1"])["big"], "s");
    bench.write("gear.toml", &GEAR.replace("\"number\"\n\n", "\"text\"\n\n"));
    bench.run(&["forms", "apply", "gear.toml", "--yes"]).ends(1);
}

/// Two registers that refer to each other, and one of them to itself.
const ROUND: [(&str, &str); 2] = [
    (
        "course.toml",
        r#"
id = "course"
label = { zh = "课", en = "Courses" }
title = "{name}"
field = [
  { id = "name", label = { zh = "名称", en = "Name" }, kind = "text", required = true },
  { id = "best", label = { zh = "得意门生", en = "Best" }, kind = { reference = "pupil" } },
  { id = "after", label = { zh = "先修", en = "After" }, kind = { reference = "course" } },
]
"#,
    ),
    (
        "pupil.toml",
        r#"
id = "pupil"
label = { zh = "学员", en = "Pupils" }
title = "{name}"
field = [
  { id = "name", label = { zh = "姓名", en = "Name" }, kind = "text", required = true },
  { id = "course", label = { zh = "课", en = "Course" }, kind = { reference = "course" } },
]
"#,
    ),
];

#[test]
fn registers_that_refer_to_each_other_are_applied_together() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("round")).expect("a folder");
    for (name, text) in ROUND {
        bench.write(&format!("round/{name}"), text);
    }
    // One alone points at a register that is not there: nothing is written.
    bench
        .run(&["forms", "apply", "round/course.toml", "--yes"])
        .ends(1);
    bench.run(&["count", "course"]).ends(2);
    let applied = bench.json(&["forms", "apply", "round", "--yes"]);
    assert_eq!(applied["applied"], json!(["course", "pupil"]));
    bench.run(&["add", "course", "name=Physics"]).ends(0);
    bench
        .run(&["add", "pupil", "name=officer A", "course=Physics"])
        .ends(0);
    bench
        .run(&["edit", "course", "1", "best=officer A", "after=Physics"])
        .ends(0);
    let course = bench.json(&["show", "course", "1"]);
    assert_eq!(course["best"]["title"], "officer A");
    // Again both at once, filled; new names are found through each other, and one copy is made.
    for (name, text) in ROUND {
        let text = text.replace("\"{name}\"", "\"no. {id}\"");
        bench.write(&format!("round/{name}"), &text);
    }
    let paths = ["round/pupil.toml", "round/course.toml"];
    let applied = bench.json(&["forms", "apply", paths[0], paths[1], "--yes"]);
    assert_eq!(applied["copies"].as_array().map(Vec::len), Some(1));
    assert_eq!(bench.json(&["verify"])["ok"], true);
    // One that is wrong for the file keeps the other out.
    bench.write(
        "round/pupil.toml",
        &ROUND[1].1.replace("\"text\"", "\"date\""),
    );
    bench.write("round/course.toml", ROUND[0].1);
    bench.run(&["forms", "apply", "round", "--yes"]).ends(1);
    let kept = bench.run(&["forms", "show", "course"]).ends(0).out;
    assert!(kept.contains("no. {id}"), "{kept}");
}

/// A desk as an older program would have left it: a register less, a field less, another label.
fn older(bench: &Bench) -> usize {
    use deskbook::model::catalog::shipped;
    use deskbook::model::definition;
    let stamp = deskbook::app::clock::Clock::Wall.stamp("tester", None);
    let mut changed = 0;
    let mut forms = Vec::new();
    for (file, text) in shipped::sources() {
        let old = match file {
            "media_item.toml" | "call_log.toml" => text.replacen("zh = \"", "zh = \"旧", 1),
            "duty_shift.toml" => {
                let field = text.find("[[field]]\nid = \"note\"").expect("a field");
                let after = text.find("[[state]]").expect("a state");
                [&text[..field], &text[after..]].concat()
            }
            _ => text.to_owned(),
        };
        changed += usize::from(old != text);
        if file == "guest_use.toml" {
            changed += 1;
            continue;
        }
        forms.push((definition::read::form(&old).expect("a form"), old));
    }
    let made = deskbook::store::Store::create(&bench.path("d.sqlite"), &forms, &[], &stamp);
    made.expect("a desk").close();
    changed
}

#[test]
fn a_desk_of_an_older_program_is_brought_up_to_date_when_asked() {
    let bench = Bench::bare();
    let changed = older(&bench);
    bench
        .run(&[
            "add",
            "org_unit",
            "name=信息部",
            "code=IT",
            "kind=department",
        ])
        .ends(0);
    // Nothing happens by itself.
    bench.run(&["count", "guest_use"]).ends(2);
    let plan = bench.json(&["forms", "plan"]);
    assert_eq!(plan.as_array().map(Vec::len), Some(changed), "{plan}");
    let says = bench.run(&["forms", "plan"]).ends(0).out;
    assert!(
        says.contains("note") && says.contains("guest_use"),
        "{says}"
    );
    bench.run(&["forms", "apply"]).ends(2);
    bench.run(&["count", "guest_use"]).ends(2);
    let done = bench.json(&["forms", "apply", "--yes"]);
    assert_eq!(done["applied"].as_array().map(Vec::len), Some(changed));
    let copy = done["copies"][0].as_str().expect("a copy");
    assert_eq!(bench.json(&["--file", copy, "verify"])["ok"], true);
    bench.run(&["count", "guest_use"]).ends(0);
    assert_eq!(bench.json(&["count", "org_unit"])["count"], 1);
    assert_eq!(bench.json(&["verify"])["ok"], true);
    assert_eq!(bench.json(&["forms", "plan"]), json!([]));
    assert_eq!(bench.json(&["forms", "apply"])["applied"], json!([]));
}

#[test]
fn records_go_out_and_come_back() {
    let bench = Bench::new();
    assert_eq!(
        bench.json(&["export", "repair", "r.csv", "--where", "id < 3"])["records"],
        2
    );
    let json = bench.json(&["import", "repair", "r.csv"]);
    assert_eq!(
        (&json["same"], &json["written"]),
        (&json!(2), &json!(false))
    );
    bench.run(&["export", "repair", "r.doc"]).ends(2);
    bench.run(&["import", "repair", "nothing.csv"]).ends(3);
    bench
        .run(&["import", "repair", "r.csv", "--encoding", "klingon"])
        .ends(2);
    bench.write(
        "bad.csv",
        "asset,site,symptom\nDN-0001,R101,x\nnobody,R101,y\n",
    );
    let said = bench.run(&[
        "import",
        "repair",
        "bad.csv",
        "--dry-run",
        "--rejects",
        "rejects.csv",
        "--as",
        "007",
    ]);
    assert!(
        said.code == 1 && bench.path("rejects.csv").exists(),
        "{said:?}"
    );
    bench.write("odd.csv", "asset,bogus\nx,y\n");
    let said = bench
        .run(&["import", "repair", "odd.csv", "--json"])
        .ends(1);
    assert!(said.json()["complaints"].is_array());
}

#[test]
fn a_demonstration_is_written() {
    let bench = Bench::bare();
    let json = bench.json(&["demo", "demo.sqlite", "--rows", "100", "--seed", "7"]);
    assert!(json["records"].as_i64().is_some_and(|n| n > 0), "{json}");
    bench.run(&["demo", "demo.sqlite"]).ends(3);
    // A register that does not grow by itself cannot be filled: it is said before a file is made.
    let refused = bench.run(&["demo", "other.sqlite", "--register", "person"]);
    assert!(refused.ends(2).err.contains("task"));
    assert!(!bench.path("other.sqlite").exists());
    assert_eq!(bench.json(&["--file", "demo.sqlite", "verify"])["ok"], true);
}

#[test]
fn a_new_desk_adopts_regulations() {
    let bench = Bench::bare();
    let init = [
        "init", "d.sqlite", "--adopt", "R8,9,12", "--name", "Harbour",
    ];
    let made = bench.json(&init);
    assert_eq!(made["adopted"], json!([8, 9, 12]));
    let packs = made["packs"].as_array().expect("packs");
    assert!(packs.contains(&json!("core")) && packs.len() > 1, "{made}");
    let sql = bench.sql();
    let rows =
        "SELECT seed_no || ' ' || state || ' ' || effective_on FROM regulation ORDER BY seed_no";
    let mut statement = sql.prepare(rows).expect("SQL");
    let rows = statement
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<Result<Vec<String>, _>>()
        .expect("rows");
    let in_force = ["8", "9", "12"].map(|n| format!("{n} in_force 2026-03-01"));
    assert_eq!(rows, in_force);
    let top: String = sql
        .query_row("SELECT name FROM org_unit", [], |row| row.get(0))
        .expect("the top of the organisation");
    assert_eq!(top, "Harbour");
    let adopted = bench.json(&["rulebook"]);
    for obligation in adopted.as_array().expect("a list") {
        let number = obligation["regulation"].as_u64().expect("a number");
        assert_eq!(obligation["adopted"], json!([8, 9, 12].contains(&number)));
    }
    assert!(bench.json(&["due"]).is_array());
}

#[test]
fn regulations_that_are_none_make_no_desk() {
    let bench = Bench::bare();
    for wrong in ["0", "16", "x", "8,8", "8,", "-1", "8,16", "300"] {
        let adopt = format!("--adopt={wrong}");
        let said = bench.run(&["init", "d.sqlite", &adopt]).ends(2);
        let named = wrong.split(',').next_back().unwrap_or_default();
        assert!(said.err.contains(named) && said.out.is_empty(), "{said:?}");
        assert!(!bench.path("d.sqlite").exists(), "{wrong}");
    }
    let twice = bench.run(&["init", "d.sqlite", "--adopt", "8,9,8"]);
    assert!(
        twice.err.contains("Regulation 8 is named twice"),
        "{twice:?}"
    );
}
