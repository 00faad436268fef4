//! Files that a desk takes in and writes, and short words for what became of them.

use std::path::{Path, PathBuf};

use deskbook::exchange::export::{self, Format};
use deskbook::exchange::import::{self, ImportOptions, Report, Source};
use deskbook::model::form::view::Sort;
use deskbook::model::{Lang, Record, Stamp, Value};
use deskbook::store::{Outcome, Query, Store};

use super::{Desk, done, every};

impl Desk {
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.place(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    pub fn try_import(
        &mut self,
        register: &str,
        path: &Path,
        options: &ImportOptions,
    ) -> deskbook::store::Result<Outcome<Report>> {
        let source = Source::path(path);
        let (stamp, mut on) = (self.stamp(), |_| true);
        import::run(
            &mut self.store,
            &stamp,
            Lang::En,
            register,
            &source,
            options,
            &mut on,
        )
    }

    pub fn import(&mut self, register: &str, path: &Path, options: &ImportOptions) -> Report {
        let report = done(self.try_import(register, path, options));
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
        let path = self.place(name);
        let stamp = self.stamp();
        let reader = self.store.reader(&stamp, lang);
        export::run(&reader, &every(register), options, &path, &mut |_| true)
            .unwrap_or_else(|e| panic!("{}", e.message(Lang::En)));
        path
    }

    /// Every record, void ones too, without what the program stamps.
    pub fn all(&self, register: &str) -> Vec<Record> {
        records(&self.store, &self.stamp(), register)
    }

    pub fn live(&self, register: &str) -> Vec<Record> {
        let mut all = self.all(register);
        all.retain(|r| !r.is_void());
        all
    }
}

fn records(store: &Store, stamp: &Stamp, register: &str) -> Vec<Record> {
    let query = Query {
        with_void: true,
        sort: Sort::read("id"),
        ..every(register)
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
pub fn record_says(record: &Record) -> (Option<String>, Option<String>, Vec<Value>) {
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
pub fn rejected(report: &Report) -> Vec<(u64, Vec<&'static str>)> {
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
