//! The wizard at the first start and the Rulebook pane: screens, tours of a fresh desk, and what is refused.

use chrono::NaiveDate;
use deskbook::app::adopt::{self, AdoptionPlan, Standing};
use deskbook::app::session::Session;
use deskbook::model::Lang;
use deskbook::rules::watch::InForce;

use crate::desk::{codes, done, prepared};

use super::campus::{NOW, at, seeded};
use super::person::Person;
use super::{someone, walk};

fn empty(folder: &std::path::Path, lang: Lang) -> Session {
    let clock = at(NOW);
    let stamp = clock.stamp("值班员甲", None);
    let path = folder.join("new.desk");
    let store = prepared::shipped(&path, &stamp);
    Session::over(store, clock, "值班员甲", lang).expect("a session")
}

/// Somebody who opens a desk in which nothing was ever written.
fn newcomer(lang: Lang, width: u16, height: u16) -> (Person, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let session = empty(folder.path(), lang);
    let mut person = Person::sits_down(session, width, height);
    person.desk.welcome(&person.session).expect("a welcome");
    person.resizes(width, height);
    (person, folder)
}

looks!(wizard, the_rulebook);

fn wizard(lang: Lang, width: u16, height: u16) {
    let (mut person, _folder) = newcomer(lang, width, height);
    person.types("信息中心");
    person.looks_like("adopt_1");
    person.presses("enter enter space down down down down down down down space");
    person.looks_like("adopt_2");
    person.presses("enter");
    person.looks_like("adopt_3");
    person.presses("enter");
    person.looks_like("adopt_4");
}

fn the_rulebook(lang: Lang, width: u16, height: u16) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tour.desk");
    prepared::sat_at("three regulations", &path, |folder| {
        let mut session = seeded(folder, Lang::Zh);
        adopts(&mut session, &[1, 4, 12]);
        session
    });
    let session = prepared::session(&path, at(NOW), "值班员甲", lang);
    let mut person = Person::sits_down(session, width, height);
    person.presses("alt-r");
    person.looks_like("rulebook_1");
    person.presses("end up up up enter end");
    person.looks_like("rulebook_2");
    person.presses("esc home enter");
    person.types("R01.26");
    person.presses("enter");
    person.looks_like("rulebook_3");
}

fn adopts(session: &mut Session, numbers: &[u8]) {
    let stamp = session.stamp();
    let plan = plan(numbers);
    done(adopt::carry_out(
        &mut session.store,
        &plan,
        &stamp,
        Lang::Zh,
    ));
}

fn plan(numbers: &[u8]) -> AdoptionPlan {
    AdoptionPlan {
        name: "信息中心".into(),
        numbers: numbers.iter().copied().collect(),
        packs: [].into(),
        from: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"),
        reason: String::new(),
    }
}

#[test]
fn a_fresh_desk_is_asked_once() {
    let (person, folder) = newcomer(Lang::En, 80, 24);
    let tour = "see: This desk is new\nkeys: esc\nsee: Later, then\nnot: This desk is new";
    let person = follow_on(person, tour);
    person.session.store.close();
    let path = folder.path().join("new.desk");
    let session = prepared::session(&path, at(NOW), "值班员甲", Lang::En);
    let mut again = Person::sits_down(session, 80, 24);
    again.desk.welcome(&again.session).expect("a welcome");
    again.settles();
    follow_on(
        again,
        "not: This desk is new\nkeys: ctrl-p\ntype: adopt\nkeys: enter\nsee: Organisation",
    );
}

#[test]
fn a_desk_with_records_is_not_asked() {
    let (mut person, _folder) = someone(Lang::En, 80, 24);
    person.desk.welcome(&person.session).expect("no welcome");
    person.settles();
    assert!(person.desk.layers.is_empty());
}

#[test]
fn what_is_wrong_is_said_where_it_stands() {
    let (mut person, _folder) = newcomer(Lang::En, 80, 24);
    person = follow_on(
        person,
        "keys: enter enter
see: Say what the organisation is called
type: School
keys: enter enter
see: Housing fund
keys: enter
see: Tick at least one regulation
keys: ctrl-a
see: 15 ticked
keys: ctrl-a
see: 0 ticked
keys: space enter
see: comes with R1
keys: enter ctrl-u
type: yesterdayish
keys: enter enter
see: cannot be read as a day
keys: ctrl-u
type: 0001-01-01
keys: enter enter
see: This is no day
keys: ctrl-u
type: 9999-12-31
keys: enter enter
see: This is no day
keys: esc esc
see: [x] R1
keys: enter enter ctrl-u
type: 2026-12-01
keys: enter enter
see: come into force on 2026-12-01",
    );
    let stamp = person.session.stamp();
    let reader = person.session.reader(&stamp);
    let now = InForce::read(&reader).expect("the register");
    assert_eq!(now.numbers().count(), 0, "its day has not come");
    person.session.clock = at("2026-12-01T00:05");
    person.desk.tick(&mut person.session);
    let stamp = person.session.stamp();
    let reader = person.session.reader(&stamp);
    let then = InForce::read(&reader).expect("the register");
    assert_eq!(then.since(1), Some("2026-12-01"));
}

#[test]
fn adopting_is_one_step_and_brings_its_registers() {
    let (mut person, _folder) = newcomer(Lang::En, 120, 36);
    person = follow_on(
        person,
        "type: School
keys: enter enter down down down down down down down down space enter enter enter enter
see: 1 regulations are in force
see: School
see: Rooms
not: Housing fund
keys: alt-r
see: 2026-11-23
keys: ctrl-z
see: Undone
see: not adopted",
    );
    let standing = standing(&person.session);
    assert!(standing.numbers.is_empty() && !standing.fresh);
}

fn standing(session: &Session) -> Standing {
    let stamp = session.stamp();
    Standing::read(&session.store, &session.reader(&stamp)).expect("how it stands")
}

#[test]
fn what_ends_needs_a_reason_and_can_be_adopted_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = empty(folder.path(), Lang::En);
    adopts(&mut session, &[8, 9]);
    assert_eq!(standing(&session).numbers, [8, 9].into());
    let stamp = session.stamp();
    let refused = adopt::carry_out(&mut session.store, &plan(&[9]), &stamp, Lang::En);
    assert_eq!(codes(refused), ["reason:rule"]);
    let ending = AdoptionPlan {
        reason: "no network of our own any more".into(),
        ..plan(&[9, 13])
    };
    let done = done(adopt::carry_out(
        &mut session.store,
        &ending,
        &stamp,
        Lang::En,
    ));
    assert_eq!((done.adopted, done.ended), (vec![13], vec![8]));
    assert!(!done.made_unit, "there is one already");
    assert_eq!(standing(&session).numbers, [9, 13].into());
    adopts(&mut session, &[8, 9, 13]);
    assert_eq!(standing(&session).numbers, [8, 9, 13].into());
}

#[test]
fn a_desk_that_was_never_named_can_adopt_and_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = empty(folder.path(), Lang::En);
    let fields = [("code", "A"), ("name", "校本部"), ("kind", "hq")];
    super::campus::add(&mut session, "org_unit", &fields);
    let person = Person::sits_down(session, 80, 24);
    let person = follow_on(
        person,
        "keys: ctrl-p
type: adopt regulations
keys: enter
see: [ ] R1
keys: space enter enter enter enter
see: 1 regulations are in force
keys: ctrl-p
type: adopt regulations
keys: enter
see: [x] R1
keys: space enter enter enter enter enter
see: Say why
type: the site is closed
keys: enter enter
see: 0 adopted, 1 ended",
    );
    assert!(standing(&person.session).numbers.is_empty());
}

#[test]
fn several_tops_are_all_in_scope() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = empty(folder.path(), Lang::En);
    for (code, name) in [("A", "校本部"), ("B", "附属厂")] {
        let fields = [("code", code), ("name", name), ("kind", "hq")];
        super::campus::add(&mut session, "org_unit", &fields);
    }
    adopts(&mut session, &[12]);
    let stamp = session.stamp();
    let reader = session.reader(&stamp);
    let adopted = InForce::read(&reader).expect("the register");
    let realm = adopted.realm(&["R12.01".into()]).expect("in force");
    assert!(
        realm.units.is_none_or(|u| u.len() == 2),
        "it holds for both"
    );
}

#[test]
fn every_regulation_can_be_adopted_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = empty(folder.path(), Lang::Zh);
    let all: Vec<u8> = (1..=15).collect();
    adopts(&mut session, &all);
    assert_eq!(standing(&session).numbers.len(), 15);
}

fn follow_on(person: Person, tour: &str) -> Person {
    walk(person, tour).unwrap_or_else(|why| panic!("{why}"))
}
