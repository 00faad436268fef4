//! The world goes wrong: killed writers, full and read-only disks, strange and damaged files, busy neighbours.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use deskbook::model::{Draft, Lang};
use deskbook::rules::save;
use deskbook::store::{Access, Error, Store, Trouble, verify};
use rusqlite::Connection;

use super::desk::{Desk, LOAN, PERSON, every, form, officer};

fn trouble<T>(result: Result<T, Error>) -> Trouble {
    match result {
        Err(Error::World { kind, path, .. }) => {
            let error = Error::world(kind, &path);
            assert!(
                error
                    .message(Lang::Zh)
                    .contains(&path.display().to_string()),
                "the message names the file"
            );
            kind
        }
        Err(other) => panic!("another error: {other:?}"),
        Ok(_) => panic!("no trouble at all"),
    }
}

fn open(path: &Path) -> Result<Store, Error> {
    Store::open(path, Access::Write, &officer())
}

fn create(path: &Path) -> Result<Store, Error> {
    Store::create(
        path,
        &[(form(PERSON), PERSON.into()), (form(LOAN), LOAN.into())],
        &[],
        &officer(),
    )
}

fn lend(store: &mut Store, tool: &str) -> Result<String, Error> {
    let mut draft = Draft::new("loan");
    draft.typed("tool", tool);
    let saved = save::add(store, &draft, &officer())?;
    let saved = saved.into_result().expect("a loan");
    Ok(saved.written.number.unwrap_or_default())
}

fn loans(store: &Store) -> u64 {
    let stamp = officer();
    store
        .reader(&stamp, Lang::Zh)
        .count(&every("loan"))
        .expect("a count")
}

/// This very program as a child that runs one of the parts below.
fn part(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args([
        &format!("faults::{name}"),
        "--exact",
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env("DESK_FOLDER", folder);
    command
}

fn folder_of_part() -> Option<PathBuf> {
    std::env::var_os("DESK_FOLDER").map(PathBuf::from)
}

#[test]
#[ignore = "a part of the test below, run as a process of its own"]
fn part_that_saves_until_it_is_killed() {
    let Some(folder) = folder_of_part() else {
        return;
    };
    let mut store = open(&folder.join("desk.sqlite")).expect("the file");
    loop {
        let number = lend(&mut store, &"drill ".repeat(50)).expect("a save");
        let mut out = std::io::stdout().lock();
        writeln!(out, "saved {number}")
            .and_then(|()| out.flush())
            .expect("an answer");
    }
}

#[test]
fn no_confirmed_save_is_lost_when_the_program_is_killed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk.sqlite");
    create(&path).expect("a desk").close();
    let mut saved: Vec<String> = Vec::new();
    for round in 0..12 {
        let mut child = part("part_that_saves_until_it_is_killed", folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let mut lines = BufReader::new(child.stdout.take().expect("its answers")).lines();
        let mut heard = 0;
        let confirmed = |line: &str| line.find("saved ").map(|n| line[n + 6..].to_owned());
        while heard <= (round * 7) % 23 {
            let line = lines.next().expect("it goes on").expect("a line");
            if let Some(number) = confirmed(&line) {
                saved.push(number);
                heard += 1;
            }
        }
        child.kill().expect("killed");
        // What it said before it died counts too.
        saved.extend(
            lines
                .map_while(Result::ok)
                .filter_map(|line| confirmed(&line)),
        );
        child.wait().expect("gone");
    }
    let store = open(&path).expect("the file is whole");
    let stamp = officer();
    let reader = store.reader(&stamp, Lang::Zh);
    let loan = store.catalog().form("loan").expect("loans");
    for number in &saved {
        assert!(
            reader.by_number(loan, number).expect("a look").is_some(),
            "{number} was confirmed and is gone"
        );
    }
    let last: u64 = saved
        .last()
        .and_then(|n| n.rsplit('-').next()?.parse().ok())
        .expect("a number");
    assert!(
        loans(&store) >= last && loans(&store) <= last + 12,
        "no gap, and at most one more from each round"
    );
    assert!(store.examine().expect("a look").iter().all(|f| f.ok));
    verify(&path).expect("sound");
}

/// Runs a part with its folder on a small disk of its own; `false`, with a word, where the machine does not allow it.
fn on_small_disk(part_name: &str, size: &str, script: &str) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let can = Command::new("unshare")
        .args(["-rm", "true"])
        .stderr(Stdio::null())
        .status();
    if !can.is_ok_and(|s| s.success()) {
        eprintln!(
            "skipped: {part_name} needs a file system of its own, which this machine does not give"
        );
        return false;
    }
    let program = part(part_name, folder.path());
    let script =
        format!("mount -t tmpfs -o size={size} none \"$DESK_FOLDER\" || exit 77\n{script}");
    let status = Command::new("unshare")
        .args(["-rm", "sh", "-c", &script, "sh"])
        .arg(program.get_program())
        .args(program.get_args())
        .env("DESK_FOLDER", folder.path())
        .status()
        .expect("a child");
    if status.code() == Some(77) {
        eprintln!("skipped: {part_name} needs to mount a small disk");
        return false;
    }
    assert!(status.success(), "{part_name}: {status}");
    true
}

#[test]
#[ignore = "a part of the test below, run as a process of its own"]
fn part_that_fills_the_disk() {
    let Some(folder) = folder_of_part() else {
        return;
    };
    let path = folder.join("desk.sqlite");
    let mut store = create(&path).expect("a desk");
    lend(&mut store, "drill").expect("room for one");
    let filler = folder.join("filler");
    let mut file = fs::File::create(&filler).expect("a filler");
    // Down to the last page: another program has taken the disk.
    for block in [1 << 16, 1 << 12] {
        while file
            .write_all(&vec![1; block])
            .and_then(|()| file.sync_all())
            .is_ok()
        {}
    }
    let before = loans(&store);
    let mut refused = 0;
    for n in 0..400 {
        match lend(&mut store, &format!("saw {n} {}", "x".repeat(400))) {
            Ok(_) => assert_eq!(refused, 0, "room came from nowhere"),
            other => {
                assert_eq!(trouble(other), Trouble::Full);
                refused += 1;
                if refused == 3 {
                    break;
                }
            }
        }
    }
    assert_eq!(refused, 3, "the disk was never full");
    assert!(loans(&store) >= before);
    assert!(
        store
            .examine()
            .expect("reading goes on")
            .iter()
            .all(|f| f.ok)
    );
    assert_eq!(
        trouble(store.back_up(&folder.join("copy.sqlite"), |_, _| true)),
        Trouble::Full
    );
    let made = create(&folder.join("second.sqlite"));
    assert_eq!(trouble(made), Trouble::Full);
    let names: Vec<String> = fs::read_dir(&folder)
        .expect("the folder")
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        names
            .iter()
            .all(|n| n.starts_with("desk.sqlite") || n == "filler"),
        "something half made is left: {names:?}"
    );
    let counted = loans(&store);
    drop(file);
    fs::remove_file(&filler).expect("room again");
    lend(&mut store, "hammer").expect("one failure is not for ever");
    drop(store);
    let store = open(&path).expect("the file is whole");
    assert_eq!(loans(&store), counted + 1);
    verify(&path).expect("sound");
}

#[test]
fn a_full_disk_refuses_the_save_and_keeps_the_rest() {
    on_small_disk("part_that_fills_the_disk", "3m", "exec \"$@\"");
}

#[test]
#[ignore = "a part of the test below, run as a process of its own"]
fn part_on_a_disk_that_cannot_be_written() {
    let Some(folder) = folder_of_part() else {
        return;
    };
    let path = folder.join("desk.sqlite");
    if !path.exists() {
        let mut store = create(&path).expect("a desk");
        lend(&mut store, "drill").expect("a loan");
        return store.close();
    }
    assert_eq!(trouble(open(&path)), Trouble::ReadOnly);
    let store = Store::open(&path, Access::Read, &officer()).expect("it can be looked at");
    assert_eq!(loans(&store), 1);
    verify(&path).expect("sound");
    assert_eq!(
        trouble(store.back_up(&folder.join("copy.sqlite"), |_, _| true)),
        Trouble::ReadOnly
    );
    assert_eq!(
        trouble(create(&folder.join("other.sqlite"))),
        Trouble::ReadOnly
    );
}

#[test]
fn a_disk_that_cannot_be_written_can_still_be_read() {
    on_small_disk(
        "part_on_a_disk_that_cannot_be_written",
        "8m",
        "\"$@\" && mount -o remount,ro none \"$DESK_FOLDER\" && exec \"$@\"",
    );
}

#[test]
fn what_is_no_desk_is_named_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name);
    assert_eq!(trouble(open(&place("nowhere.sqlite"))), Trouble::Missing);
    assert_eq!(trouble(open(folder.path())), Trouble::NotAFile);
    assert_eq!(
        trouble(create(&place("no/such/desk.sqlite"))),
        Trouble::NoFolder
    );
    fs::write(place("empty"), "").expect("a file");
    assert_eq!(trouble(open(&place("empty"))), Trouble::Empty);
    fs::write(place("text"), "just a letter, nothing else").expect("a file");
    assert_eq!(trouble(open(&place("text"))), Trouble::NotSqlite);
    fs::write(place("short"), "SQL").expect("a file");
    assert_eq!(trouble(open(&place("short"))), Trouble::NotSqlite);
    assert_eq!(trouble(create(&place("text"))), Trouble::Exists);

    let foreign = place("foreign");
    Connection::open(&foreign)
        .and_then(|c| c.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)"))
        .expect("a database");
    let before = fs::read(&foreign).expect("its bytes");
    assert_eq!(trouble(open(&foreign)), Trouble::NotOurs);
    assert_eq!(
        fs::read(&foreign).expect("its bytes"),
        before,
        "another program's file is not touched"
    );
    assert!(!place("foreign-wal").exists());
}

#[test]
fn a_newer_file_is_not_opened_and_not_changed() {
    let desk = Desk::lending();
    desk.raw()
        .pragma_update(None, "user_version", 9999)
        .expect("from the future");
    assert_eq!(trouble(open(&desk.path())), Trouble::TooNew);
}

#[test]
fn damage_is_called_damage() {
    let mut desk = Desk::lending();
    for n in 0..300 {
        desk.id("person", &[("name", &format!("管理员甲{n}"))]);
    }
    let copy = desk.folder().join("copy.sqlite");
    desk.store.back_up(&copy, |_, _| true).expect("a copy");
    let whole = fs::read(&copy).expect("its bytes");

    let garbled = desk.folder().join("garbled.sqlite");
    let mut bytes = whole.clone();
    bytes[16..100].fill(0xA5);
    fs::write(&garbled, &bytes).expect("a file");
    assert!(matches!(
        trouble(open(&garbled)),
        Trouble::NotSqlite | Trouble::Corrupt
    ));

    let cut = desk.folder().join("cut.sqlite");
    fs::write(&cut, &whole[..whole.len() / 2]).expect("a file");
    assert_eq!(trouble(verify(&cut)), Trouble::Corrupt);
    assert_eq!(
        trouble(open(&cut).map(|_| ()).and_then(|()| verify(&cut))),
        Trouble::Corrupt
    );

    let holed = desk.folder().join("holed.sqlite");
    let mut bytes = whole.clone();
    let middle = bytes.len() / 2;
    bytes[4096..middle].fill(0);
    fs::write(&holed, &bytes).expect("a file");
    assert_eq!(trouble(open(&holed)), Trouble::Corrupt);
}

#[test]
fn a_file_held_by_another_program_is_locked_not_broken() {
    let mut desk = Desk::lending();
    let holder = desk.raw();
    holder.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    assert_eq!(loans(&desk.store), 0, "reading goes on");
    assert_eq!(trouble(lend(&mut desk.store, "drill")), Trouble::Locked);
    holder.execute_batch("ROLLBACK").expect("free again");
    lend(&mut desk.store, "drill").expect("a save");
}

#[test]
fn a_copy_is_whole_while_others_write() {
    let desk = Desk::lending();
    let (path, stop) = (desk.path(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut store = open(&path).expect("the file");
            let mut n = 0;
            while !stop.load(Ordering::Relaxed) {
                lend(&mut store, &format!("drill {n} {}", "x".repeat(2000))).expect("a save");
                n += 1;
            }
            n
        });
        let mut seen = 0;
        for n in 0..5 {
            let copy = desk.folder().join(format!("copy-{n}.sqlite"));
            desk.store.back_up(&copy, |_, _| true).expect("a copy");
            verify(&copy).expect("the copy is sound");
            let copied = open(&copy).expect("a copy is a desk");
            assert!(loans(&copied) >= seen, "a later copy holds no less");
            seen = loans(&copied);
            assert!(copied.examine().expect("a look").iter().all(|f| f.ok));
            lend(&mut open(&copy).expect("a restored desk"), "after")
                .expect("it goes on from there");
        }
        stop.store(true, Ordering::Relaxed);
        assert!(writer.join().expect("the writer") > 0);
    });
    let taken = desk.folder().join("copy-0.sqlite");
    assert_eq!(
        trouble(desk.store.back_up(&taken, |_, _| true)),
        Trouble::Exists
    );
    let stopped = desk
        .store
        .back_up(&desk.folder().join("stopped.sqlite"), |_, _| false);
    assert!(matches!(stopped, Err(Error::Interrupted)));
    assert!(!desk.folder().join("stopped.sqlite").exists());
}
