//! A small desk for the tests: a temporary folder, a file with two or three registers, a fixed clock.

mod files;
pub mod prepared;
pub mod registers;
mod said;
mod truth;

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};
use deskbook::model::{Draft, Lang, Record, Stamp, Value};
use deskbook::rules::{Saved, fill, save};
use deskbook::store::{Direction, PageKey, Query, Store};
use rusqlite::Connection;

pub use files::{csv, record_says, rejected, words};
pub use registers::{CALL, LOAN, PERSON, PLACE, THING, UNIT, catalog, form};
pub use said::{Tried, clauses, codes, codes_or_none, complaints, done, tried};
pub use truth::hold;

pub struct Desk {
    // Dropped last: the file is closed before its folder goes.
    pub store: Store,
    pub by: String,
    pub me: Option<i64>,
    pub now: NaiveDateTime,
    folder: tempfile::TempDir,
}

pub fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").expect("a moment")
}

pub fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day")
}

pub fn stamp(by: &str, me: Option<i64>, now: NaiveDateTime) -> Stamp {
    Stamp {
        now,
        utc: now.and_utc(),
        by: by.into(),
        me,
    }
}

/// Officer A on Monday, 2 March 2026, at nine.
pub fn officer() -> Stamp {
    stamp("officer A", None, at("2026-03-02T09:00"))
}

/// The live records of a register, in its own order.
pub fn every(register: &str) -> Query {
    Query {
        register: register.into(),
        ..Query::default()
    }
}

/// Saves a record as a person would, every default included.
pub fn enter(
    store: &mut Store,
    stamp: &Stamp,
    register: &str,
    answers: &[(&str, &str)],
) -> Tried<Saved> {
    let form = store.catalog().form(register).expect("a register").clone();
    let mut draft = fill::new_draft(&form, &store.reader(stamp, Lang::Zh)).expect("a draft");
    for (field, text) in answers {
        draft.typed(field, *text);
    }
    tried(save::add(store, &draft, stamp))
}

impl Desk {
    pub fn with(forms: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, officer) = (folder.path().join("desk.sqlite"), officer());
        prepared::copy(&forms.concat(), &path, |file| {
            let forms: Vec<_> = forms.iter().map(|t| (form(t), (*t).to_owned())).collect();
            let made = Store::create(file, &forms, &[], &officer);
            prepared::close(made.unwrap_or_else(|e| panic!("{e:?}")));
        });
        Self {
            store: prepared::open(&path, &officer),
            by: officer.by,
            me: None,
            now: officer.now,
            folder,
        }
    }

    /// All shipped registers, and the records that lines of a case tell of, by their label.
    pub fn shipped(now: &str, lines: &str) -> (Self, HashMap<String, i64>) {
        let folder = tempfile::tempdir().expect("a folder");
        let now = at(now);
        let stamp = stamp("officer A", None, now);
        let mut store = prepared::shipped(&folder.path().join("desk.sqlite"), &stamp);
        let ids = super::rulebook::cases::stock(&mut store, lines, now);
        let desk = Self {
            store,
            by: "officer A".into(),
            me: None,
            now,
            folder,
        };
        (desk, ids)
    }

    /// Places, things and calls, none of them yet; it is noon.
    pub fn of_things() -> Self {
        let mut desk = Self::with(&[PLACE, THING, CALL]);
        desk.now = at("2026-03-02T12:00");
        desk
    }

    /// Persons 1 and 2, and an empty register of loans.
    pub fn lending() -> Self {
        let mut desk = Self::with(&[PERSON, LOAN]);
        for name in ["重庆", "管理员甲"] {
            desk.add("person", &[("name", name)]).expect("a person");
        }
        desk
    }

    pub fn path(&self) -> PathBuf {
        self.store.path().to_owned()
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub fn stamp(&self) -> Stamp {
        stamp(&self.by, self.me, self.now)
    }

    pub fn reopen(&mut self) {
        self.store = prepared::open(&self.path(), &self.stamp());
    }

    /// Another program at the same file.
    pub fn raw(&self) -> Connection {
        let conn = Connection::open(self.path()).expect("a connection");
        conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;")
            .expect("pragmas");
        conn
    }

    pub fn add(&mut self, register: &str, answers: &[(&str, &str)]) -> Tried<Saved> {
        let stamp = self.stamp();
        enter(&mut self.store, &stamp, register, answers)
    }

    pub fn id(&mut self, register: &str, answers: &[(&str, &str)]) -> i64 {
        self.add(register, answers)
            .unwrap_or_else(|said| panic!("{said:?}"))
            .written
            .id
    }

    pub fn record(&self, register: &str, id: i64) -> Record {
        let stamp = self.stamp();
        self.store
            .reader(&stamp, Lang::Zh)
            .record(register, id)
            .expect("a look")
            .expect("a record")
    }

    pub fn value(&self, register: &str, id: i64, field: &str) -> Value {
        let form = self.store.catalog().form(register).expect("a register");
        let place = form
            .fields
            .iter()
            .position(|f| f.id == field)
            .expect("a field");
        self.record(register, id).values[place].clone()
    }

    pub fn draft(&self, register: &str, id: i64, answers: &[(&str, &str)]) -> Draft {
        let form = self.store.catalog().form(register).expect("a register");
        let mut draft = Draft::of(form, &self.record(register, id));
        for (field, text) in answers {
            draft.typed(field, *text);
        }
        draft
    }

    pub fn edit(&mut self, register: &str, id: i64, answers: &[(&str, &str)]) -> Tried<Saved> {
        let draft = self.draft(register, id, answers);
        let stamp = self.stamp();
        tried(save::edit(&mut self.store, &draft, None, &stamp))
    }

    pub fn act(
        &mut self,
        register: &str,
        id: i64,
        action: &str,
        answers: &[(&str, &str)],
    ) -> Tried<Saved> {
        let mut draft = Draft::new(register);
        draft.of = Some((id, self.record(register, id).rev));
        for (field, text) in answers {
            draft.typed(field, *text);
        }
        let stamp = self.stamp();
        tried(save::act(&mut self.store, &draft, action, &stamp))
    }

    pub fn void(&mut self, register: &str, id: i64) -> Tried<Saved> {
        let (rev, stamp) = (self.record(register, id).rev, self.stamp());
        tried(save::void(
            &mut self.store,
            register,
            id,
            rev,
            "a mistake",
            &stamp,
        ))
    }

    pub fn ids(&self, query: &Query) -> Vec<i64> {
        let stamp = self.stamp();
        self.store
            .reader(&stamp, Lang::Zh)
            .ids(query)
            .expect("a list")
    }

    pub fn found(&self, register: &str, words: &str) -> Vec<i64> {
        self.ids(&Query {
            search: Some(words.into()),
            ..every(register)
        })
    }

    pub fn page(
        &self,
        query: &Query,
        from: Option<&PageKey>,
        way: Direction,
        limit: usize,
    ) -> (Vec<i64>, Vec<PageKey>) {
        let stamp = self.stamp();
        let page = self
            .store
            .reader(&stamp, Lang::Zh)
            .page(query, from, way, limit)
            .expect("a page");
        (page.rows.iter().map(|r| r.id).collect(), page.keys)
    }
}
