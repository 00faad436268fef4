//! The screens of what rules find, and what they cost whom.

use deskbook::app::clock::Clock;
use deskbook::app::command::Command;
use deskbook::app::findings::look::How;
use deskbook::app::key::Key;
use deskbook::app::pane::Pane;
use deskbook::app::pane::findings::FindingsPane;
use deskbook::app::scope::PaneId;
use deskbook::app::session::Session;
use deskbook::app::worker::Job;
use deskbook::model::Lang;
use deskbook::model::definition;
use deskbook::rules::watch::{Overflow, Watch};
use deskbook::store::Access;

use super::campus::{add, at};
use super::keys;
use super::person::Person;
use crate::desk::{done, prepared};

fn lender(lang: Lang, width: u16, height: u16) -> (Person, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let session = keys::lending(folder.path(), lang);
    (Person::sits_down(session, width, height), folder)
}

looks!(findings);

fn findings(lang: Lang, width: u16, height: u16) {
    let (mut person, _folder) = lender(lang, width, height);
    person.looks_like("today_found");
    person.presses("f8");
    person.looks_like("findings");
    person.presses("ctrl-d");
    person.looks_like("findings_why");
}

#[test]
fn the_first_screen_does_not_wait_for_rules() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = keys::lending(folder.path(), Lang::En);
    let mut person = Person::sits_up(session, 80, 24);
    person.draws();
    assert!(person.sees().contains("Reading"), "{}", person.sees());
    person.answers_but_rules();
    let seen = person.sees();
    assert!(seen.contains("The rules are being checked"), "{seen}");
    assert!(
        seen.contains("机房钥匙"),
        "views are shown meanwhile: {seen}"
    );
    person.settles();
    let seen = person.sees();
    assert!(!seen.contains("being checked"), "{seen}");
    assert_eq!(
        seen.matches("机房钥匙").count(),
        1,
        "one matter is shown once: {seen}"
    );
}

#[test]
fn deadlines_pass_with_the_clock() {
    let (mut person, _folder) = lender(Lang::En, 80, 24);
    assert!(person.sees().contains("in 15 h"), "{}", person.sees());
    person.session.clock = at("2026-11-24T10:01");
    person.desk.tick(&mut person.session);
    person.settles();
    let seen = person.sees();
    assert!(seen.contains("1 min late"), "{seen}");
    // Within the same minute nothing runs again.
    person.desk.tick(&mut person.session);
    assert!(
        person
            .desk
            .orders
            .jobs
            .iter()
            .all(|j| !matches!(j, Job::Findings(_)))
    );
}

#[test]
fn what_others_write_is_seen_and_once_they_pause_everything_is_checked() {
    let (mut person, folder) = lender(Lang::En, 80, 24);
    let clock: Clock = person.session.clock;
    let path = folder.path().join("tour.desk");
    let mut other = prepared::session(&path, clock, "值班员乙", Lang::En);
    let fields = [
        ("loan", "YS-2026-0002"),
        ("returned_at", "2026-11-23 18:00"),
    ];
    add(&mut other, "key_return", &fields);
    person.desk.poll(&person.session);
    person.settles();
    let seen = person.sees();
    assert!(
        !seen.contains("1 d late") && seen.contains("2 h late"),
        "{seen}"
    );
    for _ in 0..4 {
        person.desk.poll(&person.session);
        assert!(person.desk.orders.jobs.is_empty());
    }
    person.desk.poll(&person.session);
    let anew = |job: &Job| matches!(job, Job::Findings(look) if look.how == How::Anew);
    assert!(person.desk.orders.jobs.iter().any(anew));
}

#[test]
fn a_change_that_comes_while_rules_run_is_not_missed() {
    let (mut person, _folder) = lender(Lang::Zh, 80, 24);
    person.speaks(Lang::En);
    let seen = person.sees();
    assert!(seen.contains("The key was not brought back"), "{seen}");
    for key in ["f5", "down", "enter", "ctrl-s"] {
        let key = Key::read(key).expect("a key");
        person.desk.press(key, &mut person.session);
        person.answers_but_rules();
    }
    let looks = person.desk.orders.jobs.iter();
    let looks = looks.filter(|j| matches!(j, Job::Findings(_))).count();
    assert_eq!(looks, 1, "one look at a time");
    person.settles();
    assert!(!person.sees().contains("1 d late"), "{}", person.sees());
}

/// So many more keys that are out since years, in the file past the door.
/// The list of findings.
fn list(person: &Person) -> &FindingsPane {
    match person.desk.panes.get(&PaneId::Findings) {
        Some(Pane::Findings(pane)) => pane,
        other => panic!("no list of findings: {other:?}"),
    }
}

fn lend_many(session: &Session, n: usize) {
    let raw = rusqlite::Connection::open(session.store.path()).expect("the file");
    let sql = format!(
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {n}) \
         INSERT INTO key_loan (number, rev, created_at, created_by, updated_at, updated_by, key, borrower, taken_at, purpose) \
         SELECT 'YS-2020-' || n, rev, created_at, created_by, updated_at, updated_by, key, borrower, '2026-01-02T08:00', 'x' \
         FROM n, key_loan WHERE key_loan.id = 1"
    );
    raw.execute(&sql, []).expect("many keys");
}

#[test]
fn of_many_findings_of_a_rule_the_first_are_held_and_the_rest_is_counted() {
    let (mut person, _folder) = lender(Lang::En, 120, 36);
    lend_many(&person.session, 1_500);
    person.presses("f5 f8");
    let all = {
        let stamp = person.session.stamp();
        let reader = person.session.reader(&stamp);
        let watch = Watch::read(&reader).expect("rules");
        watch
            .run_wide(&person.session.store, &stamp, Lang::En, "", &|_| true)
            .expect("findings")
    };
    let told = |person: &Person| {
        let findings = &person.desk.scene.findings;
        let rule = |rule: &str| rule == "key_loan.brought_back";
        let held = (0..findings.len()).filter_map(|p| findings.get(p));
        let held = held.filter(|f| rule(&f.rule)).count();
        let more: usize = findings
            .more()
            .filter(|m| rule(&m.rule))
            .map(Overflow::count)
            .sum();
        (
            held,
            more,
            list(person).count,
            person.desk.side.open["key_loan"].all(),
        )
    };
    let count = all.len();
    assert_eq!(told(&person), (1_000, 503, count, count as u64));
    // The most urgent are held, in the same order.
    let findings = &person.desk.scene.findings;
    for (place, finding) in all.iter().take(1_000).enumerate() {
        assert_eq!(findings.get(place), Some(finding));
    }
    person.presses("end");
    assert!(
        person.sees().contains("more of this rule: Keys lent"),
        "{}",
        person.sees()
    );
    assert!(
        person.sees().contains(&format!("/ {count}")),
        "{}",
        person.sees()
    );
    let clock: Clock = person.session.clock;
    let path = person.session.store.path();
    let mut other = prepared::session(path, clock, "值班员乙", Lang::En);
    // What is brought back is not counted any more, whether it was held or not.
    for (n, loan) in ["YS-2020-1", "YS-2020-1500"].iter().enumerate() {
        let fields = [("loan", *loan), ("returned_at", "2026-01-02 09:00")];
        add(&mut other, "key_return", &fields);
        person.desk.poll(&person.session);
        person.settles();
        let (held, more, listed, open) = told(&person);
        assert_eq!(held + more, 1_502 - n);
        assert_eq!((listed, open), (count - n - 1, (count - n - 1) as u64));
    }
    person.desk.run(Command::Mine, &mut person.session);
    person.settles();
    let mine = person.desk.scene.findings.me;
    let mine = all
        .iter()
        .filter(|f| f.whose.is_some() && f.whose == mine)
        .count();
    assert!([mine, mine.saturating_sub(2)].contains(&list(&person).count));
}

/// A register whose rule looks at every key that is out, whichever record it is about.
const NOISE: &str = r#"
id = "noise"
label = { zh = "噪声", en = "Noise" }
title = "{what}"
[[field]]
id = "what"
label = { zh = "事", en = "What" }
kind = "text"
[[rule]]
id = "nobody_shouts"
kind = { require = "none(key_loan, purpose = 'shout')" }
on_save = "nothing"
say = { zh = "有人喊", en = "Somebody shouts" }
"#;

#[test]
fn what_a_save_changed_is_told_before_rules_that_run_over_everything() {
    let (mut person, _folder) = lender(Lang::En, 120, 36);
    let stamp = person.session.stamp();
    let form = (
        definition::read::form(NOISE).expect("a form"),
        NOISE.to_owned(),
    );
    let applied = person.session.store.apply_all(&[form], &stamp);
    done(applied);
    add(&mut person.session, "noise", &[("what", "x")]);
    let mut person = Person::sits_down(person.session, 120, 36);
    let path = person.session.store.path();
    let mut other = Session::open(
        path,
        Access::Write,
        person.session.clock,
        "值班员乙",
        Lang::En,
    )
    .expect("a second desk");
    let mut lend = |person: &mut Person| {
        let fields = [
            ("key", "塔楼钥匙"),
            ("borrower", "值班员甲"),
            ("taken_at", "2026-11-20 08:00"),
            ("purpose", "shout"),
        ];
        add(&mut other, "key_loan", &fields);
        person.desk.poll(&person.session);
        person.answers_but_rules();
    };
    let told = |person: &Person| {
        let held = &person
            .desk
            .scene
            .findings
            .found
            .as_ref()
            .expect("a look")
            .held;
        let of = |rule: &str| held.findings.iter().filter(|f| f.rule == rule).count();
        (of("key_loan.brought_back"), of("noise.nobody_shouts"))
    };
    let hows = |person: &Person| -> Vec<How> {
        let how = |job: &Job| match job {
            Job::Findings(look) => Some(look.how),
            _ => None,
        };
        person.desk.orders.jobs.iter().filter_map(how).collect()
    };
    assert_eq!(told(&person), (3, 0));
    lend(&mut person);
    assert_eq!(hows(&person), [How::Touched]);
    person.answers_one_look();
    assert_eq!(told(&person), (4, 0), "what was changed itself at once");
    assert_eq!(hows(&person), [How::Rest]);
    // The next change does not wait for what comes later, and takes it along.
    lend(&mut person);
    assert_eq!(hows(&person), [How::Rest, How::Touched]);
    person.desk.orders.jobs.remove(0);
    person.answers_one_look();
    assert_eq!((told(&person), hows(&person)), ((5, 0), vec![How::Rest]));
    person.settles();
    assert_eq!(told(&person), (5, 1));
    assert!(person.desk.orders.jobs.is_empty());
}
