//! A small desk at a standing clock: a campus with two gates, a media room, a few machines and tasks.

use std::path::Path;

use chrono::NaiveDateTime;
use deskbook::app::clock::Clock;
use deskbook::app::session::Session;
use deskbook::model::Lang;

use crate::desk::{enter, prepared};

pub const NOW: &str = "2026-11-23T18:54";

pub fn at(moment: &str) -> Clock {
    Clock::Fixed(NaiveDateTime::parse_from_str(moment, "%Y-%m-%dT%H:%M").expect("a moment"))
}

/// A session of 值班员甲 over a file of its own in the folder.
pub fn seeded(folder: &Path, lang: Lang) -> Session {
    let path = folder.join("tour.desk");
    prepared::copy("campus", &path, make);
    prepared::session(&path, at(NOW), "值班员甲", lang)
}

fn make(file: &Path) {
    let (clock, lang) = (at(NOW), Lang::Zh);
    let store = prepared::shipped(file, &clock.stamp("值班员甲", None));
    let mut session = Session::over(store, clock, "值班员甲", lang).expect("a session");
    session
        .store
        .set_setting("organisation", "信息中心")
        .expect("a setting");
    unit(&mut session);
    let mut session = Session::over(session.store, clock, "值班员甲", lang).expect("a session");
    rest(&mut session);
    session.store.close();
}

fn unit(session: &mut Session) {
    add(
        session,
        "org_unit",
        &[("code", "IT"), ("name", "信息中心"), ("kind", "department")],
    );
    for (no, name, position, phone) in [
        ("1001", "值班员甲", "值班员", "6001"),
        ("1002", "值班员乙", "值班员", "6002"),
        ("2001", "管理员甲", "管理员", "6101"),
        ("3001", "教师甲", "教师", "6201"),
    ] {
        let fields = [
            ("staff_no", no),
            ("name", name),
            ("org_unit", "信息中心"),
            ("position", position),
            ("phone", phone),
        ];
        add(session, "person", &fields);
    }
}

fn rest(session: &mut Session) {
    for (code, name, kind) in [
        ("G1", "东门值班点", "duty_post"),
        ("G2", "西门值班点", "duty_post"),
        ("M1", "多媒体1室", "media_room"),
        ("M2", "多媒体2室", "media_room"),
        ("S1", "中心机房", "machine_room"),
    ] {
        let fields = [
            ("code", code),
            ("name", name),
            ("kind", kind),
            ("org_unit", "信息中心"),
            ("manager", "管理员甲"),
            ("address", "一号楼"),
            ("protections", "fire"),
        ];
        add(session, "site", &fields);
    }
    for (site, slot, from, to, person, phone) in [
        (
            "东门值班点",
            "day",
            "2026-11-23 12:00",
            "2026-11-23 20:00",
            "值班员甲",
            "6001",
        ),
        (
            "东门值班点",
            "night",
            "2026-11-23 20:00",
            "2026-11-24 08:00",
            "值班员乙",
            "6002",
        ),
    ] {
        let fields = [
            ("site", site),
            ("slot", slot),
            ("start_at", from),
            ("end_at", to),
            ("person", person),
            ("phone", phone),
            ("pager", "3频道"),
        ];
        add(session, "duty_shift", &fields);
    }
    for (no, kind, model, money) in [
        ("PC-0137", "pc", "商用台式机 T460", "4750"),
        ("PC-0138", "pc", "教学一体机 A24", "5200"),
        ("SV-0001", "server", "机架服务器 R5300", "38000"),
        ("PR-0002", "printer", "黑白激光打印机 P22", "1299"),
    ] {
        let fields = [
            ("asset_no", no),
            ("kind", kind),
            ("model", model),
            ("site", "中心机房"),
            ("keeper", "管理员甲"),
            ("purchased_on", "2025-09-01"),
            ("original_value", money),
        ];
        add(session, "asset", &fields);
    }
    // What is late today was given out a week ago.
    session.clock = at("2026-11-16T09:00");
    for (content, due) in [
        ("核对机房门禁名单", "2026-11-20"),
        ("寄出三季度备份", "2026-11-24"),
        ("更换多媒体1室灯泡", "2026-12-10"),
    ] {
        let fields = [
            ("content", content),
            ("source", "superior"),
            ("owner", "管理员甲"),
            ("due_on", due),
        ];
        add(session, "task", &fields);
    }
    session.clock = at(NOW);
}

/// Saves a record as a person would, every default included.
pub fn add(session: &mut Session, register: &str, fields: &[(&str, &str)]) -> i64 {
    let stamp = session.stamp();
    match enter(&mut session.store, &stamp, register, fields) {
        Ok(saved) => saved.written.id,
        Err(said) => panic!("{register} {fields:?}: {said:?}"),
    }
}
