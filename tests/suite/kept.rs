//! What a desk file keeps beside its records so that it opens at once: believed under the seal of whoever opens it, and
//! worked out anew where anything about it is not as it was.

use std::path::{Path, PathBuf};

use deskbook::model::definition::{compiled, read};
use deskbook::model::{Lang, Stamp};
use deskbook::store::{Access, Error, Seal, Store};
use rusqlite::{Connection, params};

use crate::desk::{LOAN, PERSON};

/// The seal of the officer at the desk, and of somebody else.
fn ours() -> Seal {
    Seal::of([7; 32])
}

fn theirs() -> Seal {
    Seal::of([8; 32])
}

/// A desk of two registers in a folder of its own.
struct Kept {
    folder: tempfile::TempDir,
}

impl Kept {
    fn new() -> Self {
        let kept = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        let forms = [PERSON, LOAN].map(|text| (read::form(text).expect("a form"), text.to_owned()));
        let mut store = Store::create(&kept.path(), &forms, &[], &stamp()).expect("a desk");
        store.seal_with(Some(ours()));
        drop(store);
        kept
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("desk.sqlite")
    }

    fn open(&self, seal: &Seal) -> Result<Store, Error> {
        Store::open_sealed(&self.path(), Access::Write, &stamp(), Some(seal.clone()))
    }

    fn raw(&self) -> Connection {
        raw(&self.path())
    }

    /// Writes over a definition as somebody does who knows the file better than the program.
    fn rewrite(&self, id: &str, from: &str, to: &str) {
        let raw = self.raw();
        raw.execute_batch("DROP TRIGGER IF EXISTS _tg_form_update")
            .expect("no guard");
        let sql = "UPDATE _form SET source = replace(source, ?2, ?3) WHERE id = ?1";
        assert_eq!(raw.execute(sql, params![id, from, to]).expect("changed"), 1);
    }

    /// The packed form that is kept under a seal, and the seal on it.
    fn row(&self, seal: &Seal, form: &str) -> (Vec<u8>, Vec<u8>) {
        let sql = "SELECT body, seal FROM _kept_form WHERE holder = ? AND form = ?";
        let found = self
            .raw()
            .query_row(sql, params![seal.holder(), form], |row| {
                Ok((row.get(0)?, row.get(1)?))
            });
        found.expect("a kept form")
    }

    fn put(&self, seal: &Seal, form: &str, (body, on): &(Vec<u8>, Vec<u8>)) {
        let sql = "UPDATE _kept_form SET body = ?3, seal = ?4 WHERE holder = ?1 AND form = ?2";
        let changed = self
            .raw()
            .execute(sql, params![seal.holder(), form, body, on]);
        assert_eq!(changed.expect("changed"), 1);
    }
}

fn raw(path: &Path) -> Connection {
    Connection::open(path).expect("the file")
}

fn stamp() -> Stamp {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let now = day.and_hms_opt(9, 0, 0).expect("a moment");
    Stamp {
        now,
        utc: now.and_utc(),
        by: "officer A".into(),
        me: None,
    }
}

fn label(store: &Store, form: &str) -> String {
    let form = store.catalog().form(form).expect("a register");
    form.label.get(Lang::En).to_owned()
}

#[test]
fn a_desk_that_was_opened_once_reads_no_definition_again() {
    let desk = Kept::new();
    let store = desk.open(&ours()).expect("it opens");
    assert!(store.read_anew().is_empty());
    assert_eq!(label(&store, "loan"), "Loans");
    let loan = store.catalog().form("loan").expect("a register").clone();
    let said = read::form(LOAN).expect("a form");
    assert_eq!(compiled::pack(&loan), compiled::pack(&said));
    // What looks beside it knows the same forms.
    let beside = store.second_connection().expect("a second connection");
    assert_eq!(label(&beside, "loan"), "Loans");
}

#[test]
fn a_definition_that_was_changed_is_read_anew() {
    let desk = Kept::new();
    desk.rewrite("loan", "Loans", "Lent things");
    let store = desk.open(&ours()).expect("it opens");
    assert_eq!(store.read_anew(), ["loan"]);
    assert_eq!(label(&store, "loan"), "Lent things");
    drop(store);
    let store = desk.open(&ours()).expect("it opens");
    assert!(store.read_anew().is_empty(), "and kept as it is now");
    assert_eq!(label(&store, "loan"), "Lent things");
}

#[test]
fn a_definition_that_became_faulty_is_not_passed_over() {
    let desk = Kept::new();
    desk.rewrite("loan", "listed = 1", "listet = 1");
    let opened = desk.open(&ours()).map(|_| ());
    assert!(matches!(opened, Err(Error::Faulty { file, .. }) if file == "loan.toml"));
    desk.rewrite("loan", "listet = 1", "listed = 1");
    let store = desk.open(&ours()).expect("as it was");
    assert!(store.read_anew().is_empty(), "the seal is on it again");
}

#[test]
fn a_kept_form_that_was_changed_is_not_believed() {
    let desk = Kept::new();
    let (mut body, on) = desk.row(&ours(), "loan");
    let place = body
        .windows(5)
        .rposition(|w| w == b"Loans")
        .expect("a label");
    body[place..place + 5].copy_from_slice(b"Moans");
    assert!(compiled::unpack(&body).is_some(), "it is a form still");
    desk.put(&ours(), "loan", &(body, on));
    let store = desk.open(&ours()).expect("it opens");
    assert_eq!(store.read_anew(), ["loan"]);
    assert_eq!(label(&store, "loan"), "Loans");
    drop(store);
    assert!(desk.open(&ours()).expect("it opens").read_anew().is_empty());
}

#[test]
fn a_form_that_bears_the_seal_of_another_form_is_not_believed() {
    let desk = Kept::new();
    let person = desk.row(&ours(), "person");
    desk.put(&ours(), "loan", &person);
    let store = desk.open(&ours()).expect("it opens");
    assert_eq!(store.read_anew(), ["loan"]);
    assert_eq!(label(&store, "loan"), "Loans");
}

#[test]
fn whoever_receives_a_desk_believes_its_definitions_alone() {
    let desk = Kept::new();
    // The sender has kept another form than the definition says, under a seal that is right in every way but one.
    let forged = read::form(&LOAN.replace("Loans", "Gifts")).expect("a form");
    let body = compiled::pack(&forged).expect("packed");
    let on = theirs().on(&[b"loan", LOAN.as_bytes(), &body]);
    desk.put(&ours(), "loan", &(body, on.to_vec()));
    let store = desk.open(&ours()).expect("it opens");
    assert_eq!(label(&store, "loan"), "Loans");
    drop(store);
    // Nor does anybody else believe what this officer has kept.
    let mut store = desk.open(&theirs()).expect("it opens");
    let mut read = store.read_anew();
    read.sort_unstable();
    assert_eq!(read, ["loan", "person"]);
    store.keep();
    assert!(store.read_anew().is_empty());
    drop(store);
    for seal in [ours(), theirs()] {
        let store = desk.open(&seal).expect("it opens");
        assert!(store.read_anew().is_empty(), "both have kept their own");
    }
}

#[test]
fn without_a_seal_nothing_is_kept_and_nothing_believed() {
    let desk = Kept::new();
    let sql = "SELECT count(*) FROM _kept_form";
    let count = || -> i64 { desk.raw().query_row(sql, [], |row| row.get(0)).expect(sql) };
    assert_eq!(count(), 2);
    let store = Store::open(&desk.path(), Access::Write, &stamp()).expect("it opens");
    assert_eq!(store.read_anew().len(), 2);
    drop(store);
    assert_eq!(count(), 2);
}

#[test]
fn a_file_that_is_only_looked_at_is_left_as_it_is() {
    let desk = Kept::new();
    let path = desk.path();
    let before = std::fs::read(&path).expect("the file");
    for seal in [ours(), theirs()] {
        let mut store =
            Store::open_sealed(&path, Access::Read, &stamp(), Some(seal)).expect("it opens");
        assert_eq!(label(&store, "loan"), "Loans");
        store.keep();
    }
    assert_eq!(std::fs::read(&path).expect("the file"), before);
}

#[test]
fn what_is_kept_waits_while_somebody_else_writes() {
    let desk = Kept::new();
    let store = desk.open(&theirs()).expect("it opens");
    let other = desk.raw();
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    drop(store);
    other.execute_batch("COMMIT").expect("no lock");
    let store = desk.open(&theirs()).expect("it opens");
    assert_eq!(store.read_anew().len(), 2, "it was not waited for");
    drop(store);
    let store = desk.open(&theirs()).expect("it opens");
    assert!(store.read_anew().is_empty(), "the next one has kept it");
}

#[test]
fn a_file_of_an_older_program_gets_what_it_needs_to_keep_things() {
    let desk = Kept::new();
    let older = "DROP TABLE _kept_form; DROP TABLE _kept_rulebook; DROP TABLE _kept_look; PRAGMA user_version = 1";
    desk.raw().execute_batch(older).expect("an older file");
    let only = Store::open_sealed(&desk.path(), Access::Read, &stamp(), Some(ours()));
    assert_eq!(only.expect("it can be looked at").read_anew().len(), 2);
    let store = desk.open(&ours()).expect("it opens");
    assert_eq!(label(&store, "loan"), "Loans");
    drop(store);
    assert!(desk.open(&ours()).expect("it opens").read_anew().is_empty());
    let copies = std::fs::read_dir(desk.folder.path()).expect("the folder");
    let names = copies
        .flatten()
        .map(|f| f.file_name().to_string_lossy().into_owned());
    assert!(
        names
            .into_iter()
            .any(|name| name.contains("before-upgrade")),
        "a copy from before"
    );
}
