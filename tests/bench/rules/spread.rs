//! A desk whose records are spread evenly over all registers, referring to each other, all regulations in force.
//!
//! Values are made by kind, not believed: dates of the last two years, any choice, mostly the last states.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Duration, NaiveDate, NaiveDateTime};
use deskbook::model::value::record::Cleaned;
use deskbook::model::{Form, Kind, Lang, Stamp, Value};
use deskbook::store::{Access, Op, Query, Store};

/// The same moment in every run.
pub fn stamp() -> Stamp {
    let now = now();
    Stamp {
        now,
        utc: now.and_utc(),
        by: "bench".into(),
        me: Some(1),
    }
}

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, 2)
        .and_then(|d| d.and_hms_opt(9, 0, 0))
        .unwrap_or_default()
}

/// A small generator: the same numbers in every run.
pub struct Rng(pub u64);

impl Rng {
    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below.max(1)
    }

    fn signed(&mut self, below: i64) -> i64 {
        i64::try_from(self.next(below.unsigned_abs())).unwrap_or(0)
    }
}

/// How many records each register holds.
#[derive(Default)]
pub struct Known(HashMap<String, i64>);

impl Known {
    pub fn read(store: &Store) -> Self {
        let stamp = stamp();
        let reader = store.reader(&stamp, Lang::Zh);
        let count = |f: &Arc<Form>| {
            let query = Query {
                register: f.id.clone(),
                ..Query::default()
            };
            (
                f.id.clone(),
                i64::try_from(reader.count(&query).unwrap_or(0)).unwrap_or(0),
            )
        };
        Self(store.catalog().forms().map(count).collect())
    }
}

/// The kept file and its records, made when there is none.
///
/// `DESKBOOK_BENCH_FILE` names another desk to be looked at instead.
pub fn desk() -> (PathBuf, u32) {
    if let Ok(path) = std::env::var("DESKBOOK_BENCH_FILE") {
        return (PathBuf::from(path), 0);
    }
    let asked = std::env::var("DESKBOOK_BENCH_ROWS").ok();
    let rows: u32 = asked.and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("spread-{rows}.sqlite"));
    if Store::open(&path, Access::Read, &stamp()).is_err() {
        for end in [
            "sqlite",
            "sqlite-wal",
            "sqlite-shm",
            "part",
            "part-wal",
            "part-shm",
        ] {
            let _ = std::fs::remove_file(path.with_extension(end));
        }
        let part = path.with_extension("part");
        let mut store = Store::create_shipped(&part, &[], &stamp()).expect("a new desk");
        fill(&mut store, rows);
        drop(store);
        std::fs::rename(&part, &path).expect("the finished file gets its name");
    }
    (path, rows)
}

fn fill(store: &mut Store, rows: u32) {
    let forms: Vec<Arc<Form>> = store.catalog().forms().cloned().collect();
    // Small ground: units, roles, rules of an organisation of that size.
    let few = [
        "org_unit",
        "regulation",
        "rule_param",
        "workday",
        "term",
        "snooze",
        "role_appointment",
        "site",
    ];
    let each = i64::from(rows) / i64::try_from(forms.len() - few.len()).unwrap_or(1);
    let mut known = Known::default();
    let mut rng = Rng(88_172_645_463_325_252);
    for form in ordered(&forms) {
        let count = match form.id.as_str() {
            "regulation" => 15,
            id if few.contains(&id) => 200.min(each),
            _ => each,
        };
        for batch in 0..(count + 19_999) / 20_000 {
            let act = Op::Other("bench".into()).on(&form.id).bulk();
            let work = |tx: &mut deskbook::store::Tx<'_>| {
                for n in batch * 20_000..count.min((batch + 1) * 20_000) {
                    // What the file refuses by chance is left out.
                    let _ = tx.insert(&form, &record(&form, n, &mut rng, &known));
                }
                Ok(((), true))
            };
            store.propose(&stamp(), &act, work).expect("a batch");
        }
        known.0.insert(form.id.clone(), count);
    }
}

/// Each register after those that it refers to, as far as that goes.
fn ordered(forms: &[Arc<Form>]) -> Vec<Arc<Form>> {
    let (mut out, mut rest): (Vec<Arc<Form>>, Vec<Arc<Form>>) = (Vec::new(), forms.to_vec());
    while !rest.is_empty() {
        let there = |id: &str| out.iter().any(|f| f.id == id);
        let ready = |f: &Arc<Form>| {
            let mut targets = f.fields.iter().filter_map(|x| x.kind.target());
            targets.all(|t| t == f.id || there(t))
        };
        let next = rest.iter().position(ready).unwrap_or(0);
        out.push(rest.remove(next));
    }
    out
}

/// The n-th record of a register.
pub fn record(form: &Form, n: i64, rng: &mut Rng, known: &Known) -> Cleaned {
    let values = form
        .fields
        .iter()
        .map(|f| value(form, &f.id, &f.kind, n, rng, known))
        .collect();
    let last = form.states.len();
    let state = match (last, rng.next(20)) {
        (0, _) => None,
        (_, 0) => form
            .states
            .get(usize::try_from(rng.next(last as u64)).unwrap_or(0)),
        _ => form.states.last(),
    };
    let mut cleaned = Cleaned {
        values,
        state: state.map(|s| s.id.clone()),
        number: None,
    };
    if form.id == "regulation" {
        regulation(form, n, &mut cleaned);
    }
    cleaned
}

fn regulation(form: &Form, n: i64, cleaned: &mut Cleaned) {
    for (field, value) in form.fields.iter().zip(&mut cleaned.values) {
        match field.id.as_str() {
            "seed_no" => *value = Value::Int(n % 15 + 1),
            "effective_on" => *value = Value::text("2024-01-01"),
            "scope_unit" => *value = Value::Empty,
            _ => {}
        }
    }
    cleaned.state = Some("in_force".into());
}

fn value(form: &Form, id: &str, kind: &Kind, n: i64, rng: &mut Rng, known: &Known) -> Value {
    let codes = |list: &[deskbook::model::form::kind::Choice], rng: &mut Rng| {
        let pick = usize::try_from(rng.next(list.len() as u64)).unwrap_or(0);
        list.get(pick)
            .map_or(Value::Empty, |c| Value::text(c.code.clone()))
    };
    match kind {
        Kind::Text | Kind::Note | Kind::File => Value::text(format!("{id} {n}")),
        Kind::Integer | Kind::Duration => Value::Int(n % 90 + 1),
        Kind::Number => Value::Int((n % 90 + 1) * 1000),
        Kind::Money => Value::Int((n % 9_000 + 1) * 100),
        Kind::Date => Value::date((now() - Duration::days(rng.signed(700))).date()),
        Kind::Time => Value::text("08:00"),
        Kind::Moment => {
            // Intervals of the same subject follow each other.
            let base = now() - Duration::hours(n % 16_000);
            Value::moment(
                base + Duration::minutes(if id.contains("end") || id.contains("out") {
                    45
                } else {
                    0
                }),
            )
        }
        Kind::YesNo => Value::Int(1),
        Kind::Choice(list) => codes(list, rng),
        Kind::Choices(list) | Kind::Checklist(list) => Value::text(
            list.iter()
                .map(|c| c.code.as_str())
                .collect::<Vec<_>>()
                .join(","),
        ),
        Kind::Reference(target) => match known.0.get(&target.register) {
            Some(count) if *count > 0 && target.register != form.id => {
                Value::Int(rng.signed(*count) + 1)
            }
            _ => Value::Empty,
        },
        Kind::Rows(_) | Kind::Computed(_) | Kind::State => Value::Empty,
    }
}
