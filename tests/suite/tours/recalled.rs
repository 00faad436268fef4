//! What was found last stands on the screen when the desk is opened again, as of then, until it has been looked at again;
//! and never where anything says that it is not so.

use std::cell::RefCell;

use deskbook::app::session::Session;
use deskbook::app::worker::{self, Job, Order, Reply};
use deskbook::model::{Lang, Text};
use deskbook::store::{Access, Seal};
use rusqlite::Connection;

use super::campus::{NOW, add, at};
use super::keys;
use super::person::Person;
use crate::desk::prepared::{self, seal};

/// Who lends a key, sees what is due, and leaves; the folder holds the desk.
fn left(lang: Lang) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tour.desk");
    prepared::sat_at(&format!("left in {lang:?}"), &path, |folder| {
        let session = keys::lending(folder, lang);
        let mut person = Person::sits_down(session, 100, 30);
        assert!(person.sees().contains("机房钥匙"), "{}", person.sees());
        leaves(&mut person);
        person.session
    });
    folder
}

fn leaves(person: &mut Person) {
    person.desk.scene.findings.keep(true, &mut person.session);
}

/// Whoever comes back at a moment, before any rule has run.
fn back(folder: &tempfile::TempDir, moment: &str, by: &str, lang: Lang) -> Person {
    let path = folder.path().join("tour.desk");
    let session = prepared::session(&path, at(moment), by, lang);
    let mut person = Person::sits_up(session, 100, 30);
    person.answers_but_rules();
    person
}

fn raw(folder: &tempfile::TempDir) -> Connection {
    Connection::open(folder.path().join("tour.desk")).expect("the file")
}

const AS_OF: &str = "As it was at";
const CALM: &str = "Nothing asks for attention";
const HEAD: &str = "rules as of";
const CHECKING: &str = "The rules are being checked...";
const LATER: &str = "2026-11-23T19:30";

fn waits(person: &Person) -> bool {
    let look = |job: &Job| matches!(job, Job::Findings(_));
    person.desk.orders.jobs.iter().any(look)
}

/// Number and minute of the look that the file keeps of whoever runs the tests.
fn kept(folder: &tempfile::TempDir) -> (i64, String) {
    let sql = "SELECT seq, at FROM _kept_look";
    let row = raw(folder).query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)));
    row.expect(sql)
}

/// Somebody else writes that the key was brought back.
fn bring_back(folder: &tempfile::TempDir, moment: &str) {
    let path = folder.path().join("tour.desk");
    let mut other = prepared::session(&path, at(moment), "值班员乙", Lang::En);
    let fields = [
        ("loan", "YS-2026-0002"),
        ("returned_at", "2026-11-23 18:00"),
    ];
    add(&mut other, "key_return", &fields);
}

/// The lines of Today without what is said of them as a whole.
fn findings(person: &Person) -> Vec<String> {
    let found = person.desk.scene.findings.found.as_ref().expect("a look");
    let said = |f: &deskbook::rules::watch::Finding| format!("{f:?}");
    found.held.findings.iter().map(said).collect()
}

#[test]
fn a_desk_opens_with_what_was_found_last_and_says_as_of_when() {
    let folder = left(Lang::En);
    let mut person = back(&folder, LATER, "值班员甲", Lang::En);
    let seen = person.sees();
    assert!(seen.contains("As it was at 18:54"), "{seen}");
    assert!(seen.contains("rules as of 18:54"), "{seen}");
    assert!(seen.contains("机房钥匙"), "{seen}");
    assert!(waits(&person), "the rules are to run again");
    let recalled = findings(&person);
    person.settles();
    let seen = person.sees();
    assert!(!seen.contains(AS_OF) && !seen.contains(HEAD), "{seen}");
    assert_eq!(findings(&person), recalled, "nothing has changed");
}

#[test]
fn within_the_minute_and_without_a_change_it_is_true_as_it_is() {
    let folder = left(Lang::En);
    let person = back(&folder, NOW, "值班员甲", Lang::En);
    let seen = person.sees();
    assert!(!seen.contains(AS_OF) && !seen.contains(CHECKING), "{seen}");
    assert!(seen.contains("机房钥匙"), "{seen}");
    assert!(!waits(&person), "no rule need run");
}

#[test]
fn what_others_have_written_since_is_looked_at_before_it_is_called_true() {
    for moment in [NOW, LATER] {
        let folder = left(Lang::En);
        bring_back(&folder, moment);
        let mut person = back(&folder, moment, "值班员甲", Lang::En);
        let seen = person.sees();
        assert!(seen.contains(AS_OF) && seen.contains("1 d late"), "{seen}");
        person.settles();
        let seen = person.sees();
        assert!(
            !seen.contains(AS_OF) && !seen.contains("1 d late"),
            "{seen}"
        );
    }
}

#[test]
fn it_is_told_in_the_language_that_is_spoken_now() {
    let folder = left(Lang::Zh);
    let mut person = back(&folder, LATER, "值班员甲", Lang::En);
    assert!(person.sees().contains(AS_OF), "{}", person.sees());
    let recalled = findings(&person);
    person.settles();
    assert_eq!(findings(&person), recalled, "every word of it");
}

/// Whatever is done to the kept look: it is not shown, and the rules say what is so.
fn is_not_believed(folder: &tempfile::TempDir, moment: &str, by: &str) {
    let mut person = back(folder, moment, by, Lang::En);
    let seen = person.sees();
    assert!(seen.contains(CHECKING) && !seen.contains(AS_OF), "{seen}");
    assert!(person.desk.scene.findings.found.is_none());
    person.settles();
    assert!(person.sees().contains("机房钥匙"), "{}", person.sees());
}

#[test]
fn a_kept_look_that_somebody_has_changed_is_not_shown() {
    for change in [
        "UPDATE _kept_look SET seq = seq + 1",
        "UPDATE _kept_look SET at = '2026-11-23T19:30'",
        "UPDATE _kept_look SET body = x'00'",
        "UPDATE _kept_look SET body = CAST(substr(body, 1, length(body) - 1) || x'01' AS BLOB)",
        "UPDATE _kept_look SET seal = zeroblob(32)",
        "DELETE FROM _kept_look",
    ] {
        let folder = left(Lang::En);
        raw(&folder).execute_batch(change).expect(change);
        is_not_believed(&folder, LATER, "值班员甲");
    }
}

#[test]
fn a_look_of_somebody_else_is_not_shown() {
    let folder = left(Lang::En);
    is_not_believed(&folder, LATER, "值班员乙");
    // The sender of a desk has sealed findings that nobody found.
    let forger = Seal::of([9; 32]);
    let raw = raw(&folder);
    let body: Vec<u8> = raw
        .query_row("SELECT body FROM _kept_look", [], |row| row.get(0))
        .expect("a look");
    let seal = forger.on(&[b"look", &body]);
    raw.execute("UPDATE _kept_look SET seal = ?", [&seal[..]])
        .expect("forged");
    drop(raw);
    is_not_believed(&folder, LATER, "值班员甲");
}

#[test]
fn a_look_over_other_definitions_is_not_shown() {
    let folder = left(Lang::En);
    let raw = raw(&folder);
    raw.execute_batch(
        "DROP TRIGGER _tg_form_update;
         UPDATE _form SET source = source || char(10) WHERE id = 'key_loan'",
    )
    .expect("another definition");
    drop(raw);
    is_not_believed(&folder, LATER, "值班员甲");
}

#[test]
fn a_look_from_a_time_that_is_yet_to_come_is_not_shown() {
    let folder = left(Lang::En);
    is_not_believed(&folder, "2026-11-23T18:00", "值班员甲");
    // The file was put back to a day before the look.
    let folder = left(Lang::En);
    let raw = raw(&folder);
    let sql = "DROP TRIGGER _tg_change_delete; DELETE FROM _change WHERE seq = (SELECT max(seq) FROM _change)";
    raw.execute_batch(sql).expect(sql);
    drop(raw);
    is_not_believed(&folder, LATER, "值班员甲");
}

#[test]
fn a_look_that_was_not_made_to_its_end_is_not_kept() {
    let folder = left(Lang::En);
    let kept = || kept(&folder);
    let before = kept();
    let mut person = back(&folder, LATER, "值班员甲", Lang::En);
    leaves(&mut person);
    assert_eq!(kept(), before, "nothing was looked at yet");
    person.settles();
    person.desk.scene.findings.keep(false, &mut person.session);
    assert_eq!(kept(), before, "nothing was written since");
    leaves(&mut person);
    assert_eq!(kept(), (before.0, LATER.to_owned()));
}

#[test]
fn while_the_rules_cannot_be_checked_it_stays_as_of_then() {
    let folder = left(Lang::En);
    let mut person = back(&folder, LATER, "值班员甲", Lang::En);
    let why = Text::new("磁盘", "the disk");
    person.desk.take(Reply::Unchecked(why), &person.session);
    person.draws();
    let seen = person.sees();
    assert!(seen.contains("could not be checked"), "{seen}");
    assert!(seen.contains(AS_OF) && seen.contains(HEAD), "{seen}");
    assert!(!seen.contains(CALM), "{seen}");
    // What others write is seen, but says nothing of deadlines that have passed since.
    person.desk.orders.jobs.clear();
    bring_back(&folder, LATER);
    person.desk.poll(&person.session);
    person.settles();
    let seen = person.sees();
    assert!(seen.contains(AS_OF) && !seen.contains("1 d late"), "{seen}");
}

#[test]
fn what_found_nothing_then_is_no_promise_for_now() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tour.desk");
    drop(prepared::shipped(&path, &at(NOW).stamp("值班员甲", None)));
    let mut person = back(&folder, NOW, "值班员甲", Lang::En);
    person.settles();
    assert!(person.sees().contains(CALM), "{}", person.sees());
    leaves(&mut person);
    let mut person = back(&folder, LATER, "值班员甲", Lang::En);
    let seen = person.sees();
    assert!(seen.contains(AS_OF) && !seen.contains(CALM), "{seen}");
    person.settles();
    assert!(person.sees().contains(CALM), "{}", person.sees());
}

#[test]
fn what_stands_at_the_top_comes_first_and_is_not_taken_for_all() {
    let folder = left(Lang::En);
    let path = folder.path().join("tour.desk");
    let session = prepared::session(&path, at(NOW), "值班员甲", Lang::En);
    let mut person = Person::sits_up(session, 100, 30);
    let order = Order {
        job: Job::Opening,
        stamp: person.session.stamp(),
        lang: Lang::En,
    };
    let told = RefCell::new(Vec::new());
    let tell = |reply| told.borrow_mut().push(reply);
    let whole = worker::work(&person.session.store, &order, &tell).expect("all of it");
    let sees = |person: &mut Person, reply| {
        person.desk.take(reply, &person.session);
        person.draws();
        person.sees()
    };
    let top = told.into_inner().pop().expect("the top");
    let seen = sees(&mut person, top);
    assert!(seen.contains("NOW") && seen.contains("机房钥匙"), "{seen}");
    assert!(
        seen.contains("Reading...") && !seen.contains("NEXT"),
        "{seen}"
    );
    let seen = sees(&mut person, whole);
    assert!(
        seen.contains("NEXT") && !seen.contains("Reading..."),
        "{seen}"
    );
}

#[test]
fn whoever_only_looked_leaves_no_trace_in_the_ledger_and_disturbs_nobody() {
    let folder = left(Lang::En);
    let mut other = back(&folder, LATER, "值班员乙", Lang::En);
    other.settles();
    let mut person = back(&folder, LATER, "值班员甲", Lang::En);
    person.settles();
    let seq = person.session.store.last_seq().expect("a number");
    leaves(&mut person);
    assert_eq!(person.session.store.last_seq().expect("a number"), seq);
    for _ in 0..10 {
        assert!(!other.desk.poll(&other.session));
    }
    assert!(
        other.desk.orders.jobs.is_empty(),
        "{:?}",
        other.desk.orders.jobs
    );
}

#[test]
fn whoever_leaves_while_somebody_writes_keeps_nothing_and_waits_for_nobody() {
    let folder = left(Lang::En);
    let before = kept(&folder);
    let mut person = back(&folder, LATER, "值班员甲", Lang::En);
    person.settles();
    let writer = raw(&folder);
    writer.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    leaves(&mut person);
    assert_eq!(kept(&folder), before);
    writer.execute_batch("ROLLBACK").expect("done");
    leaves(&mut person);
    assert_eq!(kept(&folder).1, LATER, "nobody writes any more");
}

#[test]
fn a_file_that_may_only_be_read_tells_what_was_found_last_and_stays_as_it_is() {
    let folder = left(Lang::En);
    let path = folder.path().join("tour.desk");
    let before = std::fs::read(&path).expect("the file");
    let clock = at(LATER);
    let session = Session::open_sealed(&path, Access::Read, clock, "值班员甲", Lang::En, seal());
    let mut person = Person::sits_up(session.expect("it opens"), 100, 30);
    person.answers_but_rules();
    assert!(person.sees().contains(AS_OF), "{}", person.sees());
    person.settles();
    assert!(!person.sees().contains(AS_OF), "{}", person.sees());
    leaves(&mut person);
    drop(person);
    assert!(std::fs::read(&path).expect("the file") == before);
}
