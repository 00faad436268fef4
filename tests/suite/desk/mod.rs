//! A small desk for the tests: a temporary folder, a file with two or three registers, a fixed clock.

pub mod prepared;

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};
use deskbook::model::definition;
use deskbook::model::{Complaint, Draft, Form, Lang, Record, Stamp, Value};
use deskbook::rules::{Saved, fill, save};
use deskbook::store::{Access, Direction, Error, PageKey, Query, Result, Store};
use rusqlite::Connection;

/// Persons, by name and pinyin.
pub const PERSON: &str = r#"
id = "person"
label = { zh = "人员", en = "Staff" }
title = "{name}"
[[field]]
id = "name"
label = { zh = "姓名", en = "Name" }
kind = "text"
required = true
listed = 1
search = "pinyin"
"#;

/// Loans of tools: states, actions, numbers, a rule of every kind.
pub const LOAN: &str = r#"
id = "loan"
label = { zh = "借用登记", en = "Loans" }
one = { zh = "借用", en = "Loan" }
number = "JY-{year}-{seq:4}"
title = "{tool} {borrower}"
[[field]]
id = "tool"
label = { zh = "器具", en = "Tool" }
kind = "text"
required = true
listed = 1
search = "pinyin"
[[field]]
id = "borrower"
label = { zh = "借用人", en = "Borrower" }
kind = "person"
listed = 2
[[field]]
id = "keeper"
label = { zh = "保管人", en = "Keeper" }
kind = "person"
[[field]]
id = "from_at"
label = { zh = "借出", en = "From" }
kind = "moment"
listed = 3
default = "now"
[[field]]
id = "to_at"
label = { zh = "归还", en = "To" }
kind = "moment"
min = "from_at"
[[field]]
id = "deposit"
label = { zh = "押金", en = "Deposit" }
kind = "money"
min = 0
max = 5000
[[field]]
id = "tag"
label = { zh = "标签", en = "Tag" }
kind = "text"
pattern = "[A-Z]{2}-[0-9]+"
unique = true
[[field]]
id = "checks"
label = { zh = "检查", en = "Checks" }
kind = { checklist = [{ code = "clean", zh = "清洁", en = "Clean" }, { code = "whole", zh = "完好", en = "Whole" }] }
[[field]]
id = "damage"
label = { zh = "损坏情况", en = "Damage" }
kind = "note"
required = "state >= 'damaged'"
show_when = "state >= 'damaged'"
[[field]]
id = "parts"
label = { zh = "附件", en = "Parts" }
kind = { rows = [
  { id = "part", label = { zh = "名称", en = "Name" }, kind = "text", required = true },
  { id = "amount", label = { zh = "数量", en = "Amount" }, kind = "integer" },
] }
[[state]]
id = "out"
label = { zh = "借出", en = "Out" }
[[state]]
id = "back"
label = { zh = "归还", en = "Back" }
[[state]]
id = "damaged"
label = { zh = "损坏", en = "Damaged" }
[[action]]
id = "return"
label = { zh = "归还", en = "Return" }
from = ["out"]
to = "back"
not_by = ["borrower"]
needs = ["checks"]
set = { to_at = "now" }
when = "has(checks, 'clean')"
say = { zh = "要先清洁", en = "it must be clean first" }
[[action]]
id = "report"
label = { zh = "报损", en = "Report" }
from = ["out"]
to = "damaged"
needs = ["damage"]
[[action]]
id = "expire"
label = { zh = "过期", en = "Expire" }
from = ["out"]
to = "back"
by = ["system"]
when = "to_at < now()"
[[rule]]
id = "two_people"
kind = { differ = ["borrower", "keeper"] }
say = { zh = "借用人和保管人不能是同一人。", en = "Borrower and keeper must differ." }
[[rule]]
id = "big_needs_deposit"
kind = { require = "deposit >= 100", when = "tool like '%projector%'" }
say = { zh = "投影仪要交押金。", en = "A projector needs a deposit." }
[[rule]]
id = "once_at_a_time"
kind = { no_overlap = ["tool"], from = "from_at", to = "to_at", while = "state = 'out'" }
say = { zh = "同一器具不能同时借出。", en = "A tool is lent once at a time." }
"#;

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

pub fn form(text: &str) -> Form {
    definition::read::form(text).unwrap_or_else(|faults| {
        let said: Vec<String> = faults
            .iter()
            .map(|f| f.render(Lang::En, "form.toml", text))
            .collect();
        panic!("{}", said.join("\n"))
    })
}

pub fn stamp(by: &str, me: Option<i64>, now: NaiveDateTime) -> Stamp {
    Stamp {
        now,
        utc: now.and_utc(),
        by: by.into(),
        me,
    }
}

impl Desk {
    pub fn with(forms: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let now = NaiveDate::from_ymd_opt(2026, 3, 2)
            .and_then(|d| d.and_hms_opt(9, 0, 0))
            .expect("a moment");
        let (path, stamp) = (
            folder.path().join("desk.sqlite"),
            stamp("officer A", None, now),
        );
        prepared::copy(&forms.concat(), &path, |file| {
            let forms: Vec<_> = forms.iter().map(|t| (form(t), (*t).to_owned())).collect();
            let made = Store::create(file, &forms, &[], &stamp);
            made.unwrap_or_else(|e| panic!("{e:?}")).close();
        });
        Self {
            store: prepared::open(&path, &stamp),
            by: "officer A".into(),
            me: None,
            now,
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
        self.store =
            Store::open(&self.path(), Access::Write, &self.stamp()).expect("the file again");
    }

    /// Another program at the same file.
    pub fn raw(&self) -> Connection {
        let conn = Connection::open(self.path()).expect("a connection");
        conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;")
            .expect("pragmas");
        conn
    }

    pub fn add(&mut self, register: &str, answers: &[(&str, &str)]) -> Result<Saved> {
        let stamp = self.stamp();
        let form = self
            .store
            .catalog()
            .form(register)
            .expect("a register")
            .clone();
        let mut draft = fill::new_draft(&form, &self.store.reader(&stamp, Lang::Zh))?;
        for (field, text) in answers {
            draft.typed(field, *text);
        }
        save::add(&mut self.store, &draft, &stamp)
    }

    pub fn id(&mut self, register: &str, answers: &[(&str, &str)]) -> i64 {
        self.add(register, answers)
            .unwrap_or_else(|e| panic!("{e}: {:?}", e.message(Lang::En)))
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

    pub fn edit(&mut self, register: &str, id: i64, answers: &[(&str, &str)]) -> Result<Saved> {
        let draft = self.draft(register, id, answers);
        let stamp = self.stamp();
        save::edit(&mut self.store, &draft, None, &stamp)
    }

    pub fn act(
        &mut self,
        register: &str,
        id: i64,
        action: &str,
        answers: &[(&str, &str)],
    ) -> Result<Saved> {
        let mut draft = Draft::new(register);
        draft.of = Some((id, self.record(register, id).rev));
        for (field, text) in answers {
            draft.typed(field, *text);
        }
        let stamp = self.stamp();
        save::act(&mut self.store, &draft, action, &stamp)
    }

    pub fn void(&mut self, register: &str, id: i64) -> Result<Saved> {
        let (rev, stamp) = (self.record(register, id).rev, self.stamp());
        save::void(&mut self.store, register, id, rev, "a mistake", &stamp)
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
            register: register.into(),
            search: Some(words.into()),
            ..Query::default()
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

/// The complaints of a refused save.
pub fn complaints<T: std::fmt::Debug>(result: Result<T>) -> Vec<Complaint> {
    match result {
        Err(Error::Refused(complaints)) => complaints,
        other => panic!("not refused: {other:?}"),
    }
}

/// Field and code of every complaint: `tool:required`.
pub fn codes<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    let said = complaints(result);
    said.iter()
        .map(|c| format!("{}:{}", c.field.as_deref().unwrap_or("-"), c.code))
        .collect()
}
