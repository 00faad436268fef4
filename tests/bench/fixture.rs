//! A desk whose call log holds a million believable rows, written through the same door as everybody's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Duration, NaiveDate, NaiveDateTime};
use deskbook::model::{Draft, Form, Lang, Stamp};
use deskbook::rules::{Checker, Origin, save};
use deskbook::store::{Access, Op, Query, Store};

pub const REGISTER: &str = "call_log";
pub const PEOPLE: u32 = 20;

/// The file and how many rows its call log has.
pub struct Desk {
    pub path: PathBuf,
    pub rows: u32,
}

/// The same moment in every run.
pub fn stamp() -> Stamp {
    let now = start() + Duration::days(800);
    Stamp {
        now,
        utc: now.and_utc(),
        by: "bench".into(),
        me: Some(1),
    }
}

fn start() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2024, 1, 1)
        .unwrap_or_default()
        .and_hms_opt(0, 0, 0)
        .unwrap_or_default()
}

/// The kept file, made when there is none that this program can read.
pub fn desk() -> Desk {
    let asked = std::env::var("DESKBOOK_BENCH_ROWS").ok();
    let rows = asked.and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{rows}.sqlite"));
    if !is_usable(&path) {
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
        let unfinished = path.with_extension("part");
        fill(&mut empty(&unfinished), rows);
        std::fs::rename(&unfinished, &path).expect("the finished file gets its name");
    }
    Desk { path, rows }
}

/// A file kept from an earlier run may be of another shape.
fn is_usable(path: &Path) -> bool {
    let Ok(store) = Store::open(path, Access::Read, &stamp()) else {
        return false;
    };
    let query = Query {
        register: REGISTER.into(),
        search: Some("1".into()),
        ..Query::default()
    };
    store.reader(&stamp(), Lang::Zh).count(&query).is_ok()
}

impl Desk {
    pub fn open(&self) -> Store {
        Store::open(&self.path, Access::Write, &stamp()).expect("the bench file opens")
    }
}

/// A desk with a unit and people, and nothing else.
pub fn empty(path: &Path) -> Store {
    let mut store = Store::create_shipped(path, &[], &stamp()).expect("a new desk");
    let unit = [
        ("code", "XX"),
        ("name", "信息中心"),
        ("kind", "department"),
        ("has_computers", "yes"),
    ];
    add(&mut store, "org_unit", &unit);
    for n in 1..=PEOPLE {
        let (number, name, phone) = (
            format!("{n:04}"),
            format!("值班员{n}"),
            format!("{}", 6000 + n),
        );
        let person = [
            ("staff_no", number.as_str()),
            ("name", &name),
            ("org_unit", "XX"),
            ("position", "值班员"),
            ("is_core", "no"),
            ("phone", &phone),
            ("hired_on", "2020-01-01"),
        ];
        add(&mut store, "person", &person);
    }
    store
}

fn add(store: &mut Store, register: &str, fields: &[(&str, &str)]) {
    let mut draft = Draft::new(register);
    for (field, text) in fields {
        draft.typed(field, *text);
    }
    let saved = save::add(store, &draft, &stamp()).expect("no trouble");
    saved.into_result().expect("a record of the bench");
}

fn fill(store: &mut Store, rows: u32) {
    let form: Arc<Form> = store
        .catalog()
        .form(REGISTER)
        .expect("the call log")
        .clone();
    for batch in 0..rows.div_ceil(50_000) {
        let act = Op::Other("bench".into()).on(REGISTER).bulk();
        let work = |tx: &mut deskbook::store::Tx<'_>| {
            let mut checker = Checker::new(&form, tx.catalog());
            for n in (batch * 50_000)..rows.min((batch + 1) * 50_000) {
                let mut draft = Draft::new(REGISTER);
                for (field, text) in row(n) {
                    draft.typed(field, text);
                }
                let put = save::insert(tx, &form, &mut checker, &draft, &Origin::Import)?;
                put.into_result().expect("a row of the bench");
            }
            Ok(((), true))
        };
        store
            .propose(&stamp(), &act, work)
            .expect("a batch of rows");
    }
}

/// The n-th row, as text by field.
pub fn row(n: u32) -> Vec<(&'static str, String)> {
    const KINDS: [&str; 5] = ["complaint", "from_above", "from_below", "outside", "alarm"];
    const WHAT: [&str; 8] = [
        "东门值班室来电，路灯不亮，请派人查看",
        "机房温度偏高，空调已重新启动",
        "通知下周检查消防器材，各点先自查",
        "多媒体教室投影机偏色，已登记报修",
        "财务科反映打印机卡纸",
        "访客车辆登记后放行",
        "仓库门锁更换，钥匙交值班室",
        "夜间巡查一切正常",
    ];
    let at = start() + Duration::minutes(i64::from(n));
    let rare = if n.is_multiple_of(10_007) {
        "，消防演练"
    } else {
        ""
    };
    vec![
        ("received_at", at.format("%Y-%m-%dT%H:%M").to_string()),
        ("kind", KINDS[n as usize % KINDS.len()].to_owned()),
        (
            "urgency",
            if n.is_multiple_of(97) {
                "urgent"
            } else {
                "normal"
            }
            .to_owned(),
        ),
        ("caller", format!("来电人{}", n % 5003)),
        (
            "content",
            format!("{}{rare}，第{n}号", WHAT[n as usize % WHAT.len()]),
        ),
        ("taken_by", format!("{:04}", n % PEOPLE + 1)),
    ]
}
