//! What goes on behind the screen: long lists by key, drafts that come back, what others write meanwhile.

use deskbook::app::command::Command;
use deskbook::app::layer::Layer;
use deskbook::app::pane::Pane;
use deskbook::app::scope::PaneId;
use deskbook::app::session::Session;
use deskbook::app::worker::{Job, Order, Reply, Worker};
use deskbook::model::Lang;
use deskbook::store::{Access, Store};

use crate::desk::every;
use crate::tours::campus;
use crate::tours::person::Person;

fn task(session: &mut Session, n: usize) -> i64 {
    let content = format!("第{n}件事");
    let fields = [
        ("content", content.as_str()),
        ("source", "superior"),
        ("owner", "管理员甲"),
        ("due_on", "2026-12-10"),
    ];
    campus::add(session, "task", &fields)
}

#[test]
fn a_long_list_is_walked_by_key_and_always_knows_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = campus::seeded(folder.path(), Lang::En);
    for n in 0..700 {
        task(&mut session, n);
    }
    let stamp = session.stamp();
    let all = session.reader(&stamp).ids(&every("task")).expect("the ids");
    let mut person = Person::sits_down(session, 120, 36);
    person.goes_to("task");
    person.settles();
    let mut at: usize = 0;
    let walk = [
        ("pgdn", 25),
        ("down", 9),
        ("pgup", 27),
        ("end", 1),
        ("pgup", 30),
        ("up", 3),
        ("home", 1),
        ("pgdn", 40),
    ];
    for (key, times) in walk {
        let page = isize::try_from(person.desk.panes.list().expect("a list").window.height)
            .expect("small")
            - 1;
        let by = match key {
            "pgdn" => page,
            "pgup" => -page,
            "down" => 1,
            "up" => -1,
            "end" => 10_000,
            _ => -10_000,
        };
        for _ in 0..times {
            person.presses(key);
            at = at.saturating_add_signed(by).min(all.len() - 1);
            let window = &person.desk.panes.list().expect("a list").window;
            assert_eq!(
                window.current().map(|r| r.id),
                Some(all[at]),
                "{key} to {at}"
            );
            assert_eq!(window.position(), Some(at as u64 + 1), "{key} to {at}");
            assert!(window.rows.len() <= 800, "{}", window.rows.len());
        }
    }
}

#[test]
fn what_was_typed_and_not_saved_is_offered_next_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = campus::seeded(folder.path(), Lang::En);
    let mut person = Person::sits_down(session, 80, 24);
    person.goes_to("task");
    person.presses("ctrl-n");
    person.types("查夜间照明");
    person.desk.pause(&mut person.session);
    let mut person = Person::sits_down(person.session, 80, 24);
    let seen = person.sees();
    assert!(seen.contains("Go on with what was not saved?"), "{seen}");
    assert!(seen.contains("查夜间照明"), "{seen}");
    person.presses("enter");
    let seen = person.sees();
    assert!(
        seen.contains("查夜间照明") && !seen.contains("Go on with"),
        "{seen}"
    );
}

#[test]
fn a_neighbour_that_holds_the_file_holds_up_no_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = campus::seeded(folder.path(), Lang::En);
    let path = session.store.path().to_owned();
    let mut person = Person::sits_down(session, 80, 24);
    person.goes_to("task");
    person.presses("ctrl-n");
    let before = person.cursor();
    let neighbour = rusqlite::Connection::open(path).expect("the file");
    neighbour
        .execute_batch("BEGIN IMMEDIATE")
        .expect("the lock");
    person.types("查夜间照明");
    person.presses("tab");
    assert_ne!(person.cursor().1, before.1, "Tab moves on");
    let seen = person.sees();
    assert!(seen.contains("draft not kept yet"), "{seen}");
    person.presses("esc");
    let seen = person.sees();
    assert!(seen.contains("could not be kept"), "{seen}");
    person.presses("esc");
    neighbour.execute_batch("ROLLBACK").expect("free again");
    person.desk.layers.keep_typed(&person.session);
    person.draws();
    let seen = person.sees();
    assert!(
        seen.contains("draft kept") && !seen.contains("not kept yet"),
        "{seen}"
    );
}

#[test]
fn what_another_process_writes_appears_without_a_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = campus::seeded(folder.path(), Lang::En);
    let (path, clock) = (session.store.path().to_owned(), session.clock);
    let mut person = Person::sits_down(session, 120, 36);
    person.goes_to("task");
    person.settles();
    assert!(!person.desk.poll(&person.session));
    let store =
        Store::open(&path, Access::Write, &clock.stamp("值班员乙", None)).expect("the file");
    let mut other = Session::over(store, clock, "值班员乙", Lang::Zh).expect("a session");
    task(&mut other, 7);
    assert!(person.desk.poll(&person.session));
    person.settles();
    assert!(person.sees().contains("第7件事"));
    person.desk.run(Command::Refresh, &mut person.session);
    assert!(
        !person.desk.poll(&person.session),
        "one's own looking is no change"
    );
}

fn tasks() -> PaneId {
    PaneId::Register("task".into())
}

/// Somebody before a list of tasks that is as long as its last id says.
fn before_many_tasks(folder: &std::path::Path) -> Person {
    let mut session = campus::seeded(folder, Lang::En);
    let last = task(&mut session, 5);
    let raw = rusqlite::Connection::open(session.store.path()).expect("the file");
    raw.execute("UPDATE task SET id = 1000000 WHERE id = ?", [last])
        .expect("a far id");
    let mut person = Person::sits_down(session, 120, 36);
    person.goes_to("task");
    person.settles();
    person
}

#[test]
fn a_long_list_in_an_order_no_index_has_is_read_behind_the_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut person = before_many_tasks(folder.path());
    assert!(!person.sees().contains("reading…"));
    let ids = |person: &Person| -> Vec<i64> {
        let window = &person.desk.panes.list().expect("a list").window;
        window.rows.iter().map(|r| r.id).collect()
    };
    let before = ids(&person);
    let pane = person.desk.panes.get_mut(&tasks());
    let pane = pane.and_then(Pane::list_mut).expect("the list");
    let source = pane.columns().iter().position(|f| f.id == "source");
    pane.column = source.expect("a column that no index has");
    person.desk.run(Command::Sort, &mut person.session);
    // Nothing was read yet; keys keep working, and leaving and coming back loses nothing.
    person.draws();
    assert_eq!(ids(&person), before);
    assert!(person.sees().contains("reading…"), "{}", person.sees());
    person.desk.run(Command::Down, &mut person.session);
    for shown in [PaneId::Today, tasks()] {
        let jobs = person.desk.orders.jobs.len();
        person.desk.show(shown.clone(), &person.session);
        assert!(shown == PaneId::Today || person.desk.orders.jobs.len() > jobs);
    }
    person.settles();
    let pane = person.desk.panes.list().expect("a list");
    assert!(!pane.is_reading());
    let stamp = person.session.stamp();
    let reader = person.session.reader(&stamp);
    assert_eq!(ids(&person), reader.ids(&pane.query()).expect("the ids"));
    assert_eq!(pane.window.selected, 1, "the step is taken afterwards");
    assert!(!person.sees().contains("reading…"));
    person.presses("ctrl-o ctrl-o");
    assert_eq!(ids(&person), before);
}

#[test]
fn what_fits_a_query_is_counted_behind_the_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut person = before_many_tasks(folder.path());
    let hits = |person: &Person| match person.desk.layers.last() {
        Some(Layer::Entry(entry)) => entry.hits(),
        other => panic!("no form: {other:?}"),
    };
    person.desk.run(Command::Query, &mut person.session);
    assert_eq!(hits(&person), None, "nobody has counted yet");
    person.settles();
    assert_eq!(hits(&person), Some(4));
    for word in ["第", "x"] {
        person.desk.text(word, &mut person.session);
        person.desk.pause(&mut person.session);
    }
    assert_eq!(hits(&person), Some(4), "the last count stands meanwhile");
    person.settles();
    assert_eq!(hits(&person), Some(0));
}

/// The worker has a connection of its own: it finds in the registers that are adopted now, not when it was started.
#[test]
fn the_worker_follows_the_packs() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = campus::seeded(folder.path(), Lang::En);
    let (tell, told) = std::sync::mpsc::channel();
    let worker = Worker::start(session.store.connector(), move |answer| {
        let _ = tell.send(answer);
    })
    .expect("a worker");
    for (packs, hits) in [("core", 0), ("core,it", 1), ("core", 0), ("", 1)] {
        session.store.set_setting("packs", packs).expect("set");
        worker.order(Order {
            job: Job::Find {
                asked: 1,
                text: "PC-0137".into(),
            },
            stamp: session.stamp(),
            lang: Lang::En,
        });
        match told.recv_timeout(std::time::Duration::from_mins(1)) {
            Ok(Reply::Found { hits: found, .. }) => assert_eq!(found.len(), hits, "{packs}"),
            other => panic!("{other:?}"),
        }
    }
}
