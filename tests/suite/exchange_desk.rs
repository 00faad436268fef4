//! A small desk with every kind of field, and short words for taking files in and out of it.

use std::path::{Path, PathBuf};

use deskbook::app::clock::Clock;
use deskbook::exchange::export::{self, Format};
use deskbook::exchange::import::{self, ImportOptions, Report, Source};
use deskbook::model::definition;
use deskbook::model::{Draft, Lang, Record, Stamp, Value};
use deskbook::rules;
use deskbook::store::{Query, Store};

pub const PLACE: &str = r#"
id = "place"
label = { zh = "地点", en = "Places" }
one = { zh = "地点", en = "Place" }
pack = "core"
title = "{name}"
key = ["code"]

[[field]]
id = "code"
label = { zh = "代码", en = "Code" }
kind = "text"
required = true
listed = 1

[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
required = true
listed = 2
search = "pinyin"

[[field]]
id = "parent"
label = { zh = "上级", en = "Part of" }
kind = { reference = "place" }
"#;

pub const THING: &str = r#"
id = "thing"
label = { zh = "物品台账", en = "Things" }
one = { zh = "物品", en = "Thing" }
pack = "core"
number = "WP-{year}-{seq:4}"
title = "{name}"
key = ["code"]

[[field]]
id = "code"
label = { zh = "代码", en = "Code" }
kind = "text"
required = true
listed = 1

[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
listed = 2
search = "pinyin"

[[field]]
id = "story"
label = { zh = "说明", en = "Story" }
kind = "note"

[[field]]
id = "pieces"
label = { zh = "件数", en = "Pieces" }
kind = "integer"

[[field]]
id = "weight"
label = { zh = "重量(kg)", en = "Weight (kg)" }
kind = "number"

[[field]]
id = "price"
label = { zh = "单价", en = "Price" }
kind = "money"

[[field]]
id = "bought"
label = { zh = "购置日期", en = "Bought on" }
kind = "date"

[[field]]
id = "opens"
label = { zh = "开门", en = "Opens" }
kind = "time"

[[field]]
id = "seen_at"
label = { zh = "见到时间", en = "Seen at" }
kind = "moment"

[[field]]
id = "spell"
label = { zh = "时长", en = "Spell" }
kind = "duration"

[[field]]
id = "broken"
label = { zh = "是否损坏", en = "Broken" }
kind = "yes_no"

[[field]]
id = "grade"
label = { zh = "等级", en = "Grade" }
kind = { choice = [ { code = "a", zh = "甲", en = "First" }, { code = "b", zh = "乙、丙", en = "Second, third" }, { code = "x", zh = "1", en = "2" } ] }

[[field]]
id = "uses"
label = { zh = "用途", en = "Uses" }
kind = { choices = [ { code = "teach", zh = "教学", en = "Teaching" }, { code = "office", zh = "办公", en = "Office" }, { code = "spare", zh = "备用", en = "Spare" } ] }

[[field]]
id = "checks"
label = { zh = "检查", en = "Checks" }
kind = { checklist = [ { code = "clean", zh = "清洁", en = "Clean" }, { code = "safe", zh = "安全", en = "Safe" } ] }

[[field]]
id = "place"
label = { zh = "所在", en = "Kept in" }
kind = { reference = "place" }

[[field]]
id = "paper"
label = { zh = "附件", en = "Paper" }
kind = "file"

[[field]]
id = "worth"
label = { zh = "总价", en = "Worth" }
kind = { computed = "pieces * 2", as = "integer" }

[[field]]
id = "parts"
label = { zh = "配件", en = "Parts" }
kind = { rows = [
  { id = "what", label = { zh = "名称", en = "What" }, kind = "text", required = true },
  { id = "cost", label = { zh = "价", en = "Cost" }, kind = "money" },
  { id = "at", label = { zh = "地点", en = "Place" }, kind = { reference = "place" } },
] }

[[state]]
id = "in_use"
label = { zh = "在用", en = "In use" }

[[state]]
id = "gone"
label = { zh = "已报废", en = "Gone" }
"#;

/// Neither number nor key: rows are known by what they say.
pub const CALL: &str = r#"
id = "call"
label = { zh = "来电", en = "Calls" }
one = { zh = "来电", en = "Call" }
pack = "core"
title = "{who}"

[[field]]
id = "at"
label = { zh = "时间", en = "At" }
kind = "moment"
required = true
listed = 1

[[field]]
id = "who"
label = { zh = "何人", en = "Who" }
kind = "text"
required = true
listed = 2

[[field]]
id = "urgent"
label = { zh = "紧急", en = "Urgent" }
kind = "yes_no"
required = true
default = "no"
"#;

/// A desk in a folder of its own.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub store: Store,
    pub stamp: Stamp,
}

pub fn stamp() -> Stamp {
    let noon = chrono::NaiveDate::from_ymd_opt(2026, 3, 2)
        .and_then(|d| d.and_hms_opt(12, 0, 0))
        .expect("a day");
    Clock::Fixed(noon).stamp("officer A", None)
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let forms: Vec<_> = [PLACE, THING, CALL]
            .into_iter()
            .map(|text| {
                (
                    definition::read::form(text).expect("a form"),
                    text.to_owned(),
                )
            })
            .collect();
        let stamp = stamp();
        let store =
            Store::create(&folder.path().join("desk.sqlite"), &forms, &[], &stamp).expect("a desk");
        Self {
            folder,
            store,
            stamp,
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    pub fn add(&mut self, register: &str, fields: &[(&str, &str)]) -> i64 {
        let mut draft = Draft::new(register);
        for (field, text) in fields {
            draft.typed(field, *text);
        }
        rules::save::add(&mut self.store, &draft, &self.stamp)
            .unwrap_or_else(|e| panic!("{}", e.message(Lang::En)))
            .written
            .id
    }

    pub fn try_import(
        &mut self,
        register: &str,
        path: &Path,
        options: &ImportOptions,
    ) -> deskbook::store::Result<Report> {
        let source = Source::path(path);
        let mut on = |_| true;
        import::run(
            &mut self.store,
            &self.stamp,
            Lang::En,
            register,
            &source,
            options,
            &mut on,
        )
    }

    pub fn import(&mut self, register: &str, path: &Path, options: &ImportOptions) -> Report {
        let report = self
            .try_import(register, path, options)
            .unwrap_or_else(|e| panic!("{}", e.message(Lang::En)));
        let sum = report.new + report.changed + report.same + report.rejected;
        assert_eq!(sum, report.rows, "every row is accounted for: {report:?}");
        report
    }

    /// Takes text in as a CSV file.
    pub fn csv(&mut self, register: &str, text: &str) -> Report {
        let path = self.file("in.csv", text);
        self.import(register, &path, &ImportOptions::default())
    }

    pub fn export(&self, register: &str, name: &str, options: &export::ExportOptions) -> PathBuf {
        self.export_in(Lang::Zh, register, name, options)
    }

    pub fn export_in(
        &self,
        lang: Lang,
        register: &str,
        name: &str,
        options: &export::ExportOptions,
    ) -> PathBuf {
        let path = self.path(name);
        let query = Query {
            register: register.to_owned(),
            ..Query::default()
        };
        let reader = self.store.reader(&self.stamp, lang);
        export::run(&reader, &query, options, &path, &mut |_| true)
            .unwrap_or_else(|e| panic!("{}", e.message(Lang::En)));
        path
    }

    /// Every record, void ones too, without what the program stamps.
    pub fn all(&self, register: &str) -> Vec<Record> {
        records(&self.store, &self.stamp, register)
    }

    pub fn live(&self, register: &str) -> Vec<Record> {
        let mut all = self.all(register);
        all.retain(|r| !r.is_void());
        all
    }
}

pub fn records(store: &Store, stamp: &Stamp, register: &str) -> Vec<Record> {
    let query = Query {
        register: register.to_owned(),
        with_void: true,
        sort: deskbook::model::form::view::Sort::read("id"),
        ..Query::default()
    };
    let mut out = Vec::new();
    let reader = store.reader(stamp, Lang::Zh);
    reader
        .each(&query, |record| {
            out.push(record);
            Ok(())
        })
        .expect("records");
    out
}

/// What a record says: number, state and values, with the texts of what it points at.
pub fn said(record: &Record) -> (Option<String>, Option<String>, Vec<Value>) {
    let values = record
        .values
        .iter()
        .zip(&record.titles)
        .map(|(value, title)| match title {
            Some(title) => Value::Text(title.clone()),
            None => value.clone(),
        })
        .collect();
    (record.number.clone(), record.state.clone(), values)
}

pub fn csv() -> export::ExportOptions {
    export::ExportOptions::new(Format::Csv)
}

/// The codes of the reasons of each rejected row, with its line.
pub fn why(report: &Report) -> Vec<(u64, Vec<&'static str>)> {
    report
        .reasons
        .iter()
        .map(|r| (r.line, r.reasons.iter().map(|c| c.code).collect()))
        .collect()
}

/// The reasons in English, all of them.
pub fn words(report: &Report) -> String {
    report
        .reasons
        .iter()
        .flat_map(|r| r.reasons.iter().map(|c| c.message(Lang::En)))
        .collect::<Vec<_>>()
        .join("\n")
}
