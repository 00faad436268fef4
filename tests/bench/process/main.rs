//! Whole processes on a demonstration of everything: what a command costs from its start to its end, beside the `sqlite3`
//! shell, and how soon the window stands, beside a bare one.
//!
//! `cargo bench --bench process`. Where `hyperfine` is installed it does the timing; where it or the shell is not, that is
//! said. What counts are the ratios: both sides ran in the same minutes on the same machine.

mod clock;
mod window;

use std::path::{Path, PathBuf};
use std::process::Command;

use clock::{Clock, show};

const PROGRAM: &str = env!("CARGO_BIN_EXE_deskbook");

/// The evening at which the demonstration is looked at.
const NOW: &str = "2026-11-23T18:54";

/// The page that `list --limit 40` shows, as somebody would ask the shell for it.
const PAGE: &str = "SELECT number, received_at, kind, urgency, caller, content FROM call_log \
    WHERE void_at IS NULL ORDER BY received_at DESC, id DESC LIMIT 40";

/// One more row of a table without rules, history or search.
const INSERT: &str =
    "INSERT INTO bare_task VALUES ('look at the gate', 'superior', 1, '2026-11-30')";

fn main() {
    if let Some(file) = std::env::var_os(window::FILE) {
        return window::bare(Path::new(&file));
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let desk = demo(folder.path());
    let clock = Clock::new(folder.path());
    println!(
        "{:<44} {:>10} {:>10} {:>7} {:>6}",
        "", "deskbook", "beside", "ratio", "goal"
    );
    commands(&clock, &desk);
    window::ratios(&desk);
}

/// A demonstration in a file of its own, adopted regulations and all.
fn demo(folder: &Path) -> PathBuf {
    let desk = folder.join("demo.sqlite");
    let file = desk.to_string_lossy().into_owned();
    let made = Command::new(PROGRAM)
        .args(["demo", &file, "--yes", "--now", NOW])
        .env("HOME", folder)
        .output();
    let made = made.expect("the program");
    assert!(made.status.success(), "{made:?}");
    desk
}

/// A command line over a desk, by somebody whose home lies beside it.
fn ours(desk: &Path, args: &[&str]) -> Vec<String> {
    let file = desk.to_string_lossy();
    let all = [
        &[PROGRAM, "--file", &*file, "--now", NOW, "--lang", "en"],
        args,
    ]
    .concat();
    all.into_iter().map(str::to_owned).collect()
}

fn shell(file: &Path, sql: &str) -> Vec<String> {
    ["sqlite3", &*file.to_string_lossy(), sql]
        .map(str::to_owned)
        .to_vec()
}

fn commands(clock: &Clock, desk: &Path) {
    if Command::new("sqlite3").arg("-version").output().is_err() {
        println!("the sqlite3 shell is not installed: commands have nothing to stand beside");
        return;
    }
    let page = shell(desk, PAGE);
    for args in [
        &["list", "call_log", "--limit", "40"][..],
        &["registers"],
        &["fields", "call_log"],
    ] {
        beside(
            clock,
            &format!("{}, beside a page", args.join(" ")),
            &ours(desk, args),
            &page,
        );
    }
    let copy = desk.with_file_name("bare.sqlite");
    std::fs::copy(desk, &copy).expect("a copy");
    let table = "CREATE TABLE bare_task (content, source, owner, due_on)";
    let made = Command::new("sqlite3").arg(&copy).arg(table).status();
    assert!(made.expect("the shell").success());
    let add = [
        "add",
        "task",
        "content=look at the gate",
        "source=superior",
        "owner=me",
        "due_on=2026-11-30",
        "--as",
        "值班员甲",
    ];
    beside(
        clock,
        "add task, beside an INSERT",
        &ours(desk, &add),
        &shell(&copy, INSERT),
    );
}

fn beside(clock: &Clock, name: &str, ours: &[String], other: &[String]) {
    let [ours, other] = clock.medians([ours, other]);
    line(name, ours, other, Some(2.5));
}

fn line(name: &str, ours: f64, other: f64, goal: Option<f64>) {
    let ratio = ours / other;
    let goal = goal.map_or_else(String::new, |goal| format!("{goal:.1}"));
    println!(
        "{name:<44} {:>10} {:>10} {ratio:>7.2} {goal:>6}",
        show(ours),
        show(other)
    );
}
