//! What holds for every file: rows are accounted for, a second time changes nothing, exports come back.

use deskbook::exchange::cell;
use deskbook::exchange::export::{self, Format};
use deskbook::exchange::import::{self, ImportOptions, Source};
use deskbook::model::form::field::Required;
use deskbook::model::form::kind::Kind;
use deskbook::model::text::safety;
use deskbook::model::value::record::Cleaned;
use deskbook::model::{Form, Lang, Value};
use deskbook::store::{Op, Outcome, Store};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::desk::{Desk, done, every, officer, prepared, record_says, tried, words};

/// Text as the desk keeps it, from what people and enemies write.
fn text(lines: bool) -> impl Strategy<Value = String> {
    "[ a-zA-Z0-9=+@'\"，,;、；#\\-\\t\n\\r值班室中庆＝é😀]{0,12}".prop_filter_map(
        "kept",
        move |text| {
            let clean = safety::clean(&text, lines).ok()?;
            let kept = clean.trim().to_owned();
            (!kept.is_empty()).then_some(kept)
        },
    )
}

/// Any value of a kind, as the store would hold it; references are to the first few records.
fn value(kind: &Kind) -> BoxedStrategy<Value> {
    let filled: BoxedStrategy<Value> = match kind {
        Kind::Text | Kind::File => text(false).prop_map(Value::Text).boxed(),
        Kind::Note => text(true).prop_map(Value::Text).boxed(),
        Kind::Integer | Kind::Number | Kind::Money => {
            prop_oneof![any::<i64>(), -99_999..99_999_i64]
                .prop_map(Value::Int)
                .boxed()
        }
        Kind::Duration => (0..500_000_i64).prop_map(Value::Int).boxed(),
        Kind::YesNo => (0..2_i64).prop_map(Value::Int).boxed(),
        Kind::Date => (1..=9999, 1..=12, 1..=28)
            .prop_map(|(y, m, d)| Value::Text(format!("{y:04}-{m:02}-{d:02}")))
            .boxed(),
        Kind::Time => (0..24, 0..60)
            .prop_map(|(h, m)| Value::Text(format!("{h:02}:{m:02}")))
            .boxed(),
        Kind::Moment => (1..=9999, 1..=12, 1..=28, 0..24, 0..60)
            .prop_map(|(y, m, d, h, n)| Value::Text(format!("{y:04}-{m:02}-{d:02}T{h:02}:{n:02}")))
            .boxed(),
        Kind::Choice(list) => {
            let codes: Vec<String> = list.iter().map(|c| c.code.clone()).collect();
            proptest::sample::select(codes)
                .prop_map(Value::Text)
                .boxed()
        }
        Kind::Choices(list) | Kind::Checklist(list) => {
            let codes: Vec<String> = list.iter().map(|c| c.code.clone()).collect();
            let most = codes.len();
            proptest::sample::subsequence(codes, 1..=most)
                .prop_map(|codes| Value::Text(codes.join(",")))
                .boxed()
        }
        Kind::Reference(_) => (1..4_i64).prop_map(Value::Int).boxed(),
        Kind::Rows(fields) => {
            // A line has its first column, and those without which it would not have been kept.
            let cell = |(place, f): (usize, &deskbook::model::Field)| {
                if place == 0 || matches!(f.required, Required::Always) {
                    value_filled(&f.kind)
                } else {
                    value(&f.kind)
                }
            };
            let line: Vec<_> = fields.iter().enumerate().map(cell).collect();
            proptest::collection::vec(line, 1..3)
                .prop_map(Value::Lines)
                .boxed()
        }
        Kind::State | Kind::Computed(_) => Just(Value::Empty).boxed(),
    };
    prop_oneof![1 => Just(Value::Empty), 3 => filled].boxed()
}

fn value_filled(kind: &Kind) -> BoxedStrategy<Value> {
    value(kind).prop_filter("filled", |v| !v.is_empty()).boxed()
}

fn record(form: &Form) -> BoxedStrategy<Cleaned> {
    let key = form.natural_key();
    let one = |f: &deskbook::model::Field| {
        if key.contains(&f.id.as_str()) {
            value_filled(&f.kind)
        } else {
            value(&f.kind)
        }
    };
    let values: Vec<_> = form.fields.iter().map(one).collect();
    let states: Vec<Option<String>> = match form.states.as_slice() {
        [] => vec![None],
        states => states.iter().map(|s| Some(s.id.clone())).collect(),
    };
    (
        values,
        proptest::sample::select(states),
        proptest::option::of("旧?-[0-9]{6}"),
    )
        .prop_map(|(values, state, number)| Cleaned {
            values,
            state,
            number,
        })
        .boxed()
}

/// Writes records past the rules: what the file itself refuses is left out.
fn put(store: &mut Store, form: &Form, records: &[Cleaned]) -> usize {
    let act = Op::Other("test".into()).on(&form.id);
    let work = |tx: &mut deskbook::store::Tx<'_>| {
        let mut kept = 0;
        for record in records {
            kept += usize::from(tried(tx.insert(form, record)).is_ok());
        }
        Ok((kept, true))
    };
    store
        .propose(&officer(), &act, work)
        .expect("records")
        .value
}

/// A way in which records leave: the format, whether cells are raw, and the language.
type Way = (Format, bool, Lang);

const WAYS: [Way; 5] = [
    (Format::Csv, false, Lang::Zh),
    (Format::Json, false, Lang::Zh),
    (Format::Csv, false, Lang::En),
    (Format::JsonLines, false, Lang::En),
    (Format::Csv, true, Lang::Zh),
];

/// Exports in these ways and takes each file in again: every row says what is there already.
fn comes_back(
    store: &mut Store,
    form: &Form,
    folder: &std::path::Path,
    kept: usize,
    ways: impl IntoIterator<Item = Way>,
) -> Result<(), TestCaseError> {
    let stamp = officer();
    for (format, raw, lang) in ways {
        let options = export::ExportOptions {
            raw,
            ..export::ExportOptions::new(format)
        };
        let query = every(&form.id);
        let ending = if format == Format::Csv { "csv" } else { "json" };
        let path = folder.join(format!("out.{ending}"));
        let reader = store.reader(&stamp, lang);
        let rows = export::run(&reader, &query, &options, &path, &mut |_| true).expect("an export");
        prop_assert_eq!(rows, kept as u64);
        let options = ImportOptions {
            raw,
            ..ImportOptions::default()
        };
        let report = import::run(
            store,
            &stamp,
            lang,
            &form.id,
            &Source::path(&path),
            &options,
            &mut |_| true,
        );
        let report = done(report);
        let text = std::fs::read_to_string(&path).expect("text");
        prop_assert_eq!(
            (report.same, report.rows),
            (rows, rows),
            "{} {:?} raw {} {:?}: {:?}\n{}\n{}",
            form.id,
            format,
            raw,
            lang,
            report,
            words(&report),
            text
        );
    }
    Ok(())
}

#[test]
fn exports_of_every_shipped_form_come_back_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk.sqlite");
    let mut store = prepared::shipped(&path, &officer());
    let forms: Vec<_> = store.catalog().forms().cloned().collect();
    let mut runner = TestRunner::deterministic();
    let mut next = 0;
    let mut bare = |form: &Form| {
        let mut cleaned = record(form)
            .new_tree(&mut runner)
            .expect("a record")
            .current();
        for (field, value) in form.fields.iter().zip(&mut cleaned.values) {
            if field.kind.target().is_some() || matches!(value, Value::Lines(_)) {
                *value = Value::Empty;
            }
        }
        // Without its key it is known by its number.
        next += 1;
        cleaned.number = Some(format!("编-{next}"));
        cleaned
    };
    // First a few records that point at nothing, so that the others can point at them.
    let mut counts = std::collections::HashMap::new();
    for form in &forms {
        let mut kept = 0;
        for _ in 0..40 {
            let next = [bare(form)];
            kept += put(&mut store, form, &next);
            if kept == 4 {
                break;
            }
        }
        counts.insert(form.id.clone(), kept);
    }
    let mut runner = TestRunner::deterministic();
    // Of the ways each register takes two, by turns; whatever a record holds goes all of them in another test.
    let mut turns = WAYS.into_iter().cycle();
    for form in &forms {
        if forms
            .iter()
            .any(|f| form.references_to(&f.id).next().is_some() && counts[&f.id] < 3)
        {
            continue;
        }
        let records: Vec<Cleaned> = (0..8)
            .map(|_| {
                record(form)
                    .new_tree(&mut runner)
                    .expect("a record")
                    .current()
            })
            .collect();
        let kept = counts[&form.id] + put(&mut store, form, &records);
        let ways = turns.by_ref().take(2);
        comes_back(&mut store, form, folder.path(), kept, ways).unwrap_or_else(|e| panic!("{e}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_record_holds_comes_back(seed in proptest::collection::vec(any::<u8>(), 32..33)) {
        let mut desk = Desk::of_things();
        for n in 1..4 {
            desk.id("place", &[("code", &format!("P{n}")), ("name", &format!("地点{}", n % 2))]);
        }
        let form = desk.store.catalog().form("thing").expect("the form").clone();
        let rng = proptest::test_runner::TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &seed);
        let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
        let records: Vec<Cleaned> = (0..6).map(|_| record(&form).new_tree(&mut runner).expect("a record").current()).collect();
        let kept = put(&mut desk.store, &form, &records);
        let folder = desk.folder().to_owned();
        comes_back(&mut desk.store, &form, &folder, kept, WAYS)?;
    }

    #[test]
    fn every_row_is_accounted_for_and_a_second_time_changes_nothing(
        cells in proptest::collection::vec(
            (prop_oneof!["T[0-9]", "[ -~]{0,5}", Just(String::new())], "[=a值\"\n,;\u{202e}\u{0}]{0,4}", prop_oneof!["[0-9]{1,3}", "x", Just(String::new())]),
            0..12,
        ),
        quoted in any::<bool>(),
    ) {
        let mut desk = Desk::of_things();
        let mut text = String::from("code,name,pieces\n");
        for (code, name, pieces) in &cells {
            let name = if quoted { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.clone() };
            text.push_str(&format!("{code},{name},{pieces}\n"));
        }
        let path = desk.file("in.csv", &text);
        let dry = ImportOptions { dry_run: true, ..ImportOptions::default() };
        let tried = desk.import("thing", &path, &dry);
        prop_assert_eq!(desk.all("thing").len(), 0);
        let first = desk.import("thing", &path, &ImportOptions::default());
        prop_assert_eq!((tried.new, tried.rejected), (first.new, first.rejected));
        let before: Vec<_> = desk.live("thing").iter().map(record_says).collect();
        prop_assert_eq!(before.len() as u64, first.new);
        let second = desk.import("thing", &path, &ImportOptions::default());
        prop_assert_eq!((second.new, second.changed, second.same, second.rejected), (0, 0, first.new, first.rejected), "{}", text);
        let after: Vec<_> = desk.live("thing").iter().map(record_says).collect();
        prop_assert_eq!(before, after);
        if first.written {
            done(desk.store.undo(&desk.stamp()));
            prop_assert_eq!(desk.live("thing").len(), 0);
        }
    }

    #[test]
    fn no_bytes_bring_the_import_down(bytes in proptest::collection::vec(any::<u8>(), 0..200), ending in 0..3_usize) {
        let mut desk = Desk::of_things();
        let path = desk.file(["a.csv", "a.json", "a"][ending], [b"code,name\n".as_slice(), &bytes].concat());
        let report = desk.try_import("place", &path, &ImportOptions::default());
        if let Ok(Outcome::Done(report)) = report {
            prop_assert_eq!(report.new + report.changed + report.same + report.rejected, report.rows);
        }
        let path = desk.file(["b.csv", "b.json", "b"][ending], &bytes);
        let _ = desk.try_import("place", &path, &ImportOptions::default());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_disarmed_cell_is_armed_again(text in "['=+@＝\\-\\t 0-9a,.]{0,8}|\\PC{0,8}") {
        let cell = cell::disarmed(&text);
        prop_assert_eq!(cell::armed(&cell), text.as_str());
        let core = cell.trim_start();
        let number = core.trim_end().replace(',', "").parse::<f64>().is_ok() || core.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
        prop_assert!(!core.starts_with(['=', '@', '＝']) , "{}", cell);
        prop_assert!(!core.starts_with(['+', '-']) || number, "{}", cell);
    }
}
