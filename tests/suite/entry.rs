//! The entry form, told as stories: keys and words in, drafts, complaints and records out; then how it looks.

mod clerk;
mod looks;

use deskbook::app::entry::Entry;
use deskbook::app::entry::occasion::Purpose;
use deskbook::app::entry::popup::Popup;
use deskbook::app::screen::effect::Effect;
use deskbook::app::screen::notice::Notice;
use deskbook::model::{Draft, Lang, Value};
use deskbook::rules::save;
use deskbook::store::{Condition, Predicate};

use crate::desk::done;

use clerk::{Clerk, desk};

#[test]
fn a_visit_is_entered_without_a_mouse() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    // The first required field that waits has the focus.
    assert_eq!(clerk.field(), "guest");
    clerk.types("来宾甲").presses("enter");
    clerk.types("zbyj");
    assert!(matches!(clerk.entry.popup(), Some(Popup::List(_))));
    clerk.presses("enter");
    assert_eq!(clerk.text("host"), "值班员甲");
    clerk.types("23").presses("tab");
    assert_eq!(clerk.text("day"), "2026-03-23");
    clerk.types("830").presses("tab");
    assert_eq!(clerk.text("at"), "08:30");
    clerk.types("1,280.5").presses("enter");
    assert_eq!(clerk.text("fee"), "1280.50");
    clerk.types(" ").presses("tab");
    assert_eq!(clerk.text("escorted"), "是");
    // Whoever is escorted has an escort.
    assert_eq!(clerk.field(), "escort");
    clerk.presses("tab").types("会").presses("tab");
    assert_eq!(clerk.text("reason"), "会议");
    clerk.types("1").types("3").presses("tab");
    assert_eq!(clerk.field(), "remarks");
    clerk.types("第一行").presses("enter").types("第二行");
    clerk.presses("ctrl-s");
    let id = clerk.saved_id();
    assert_eq!(clerk.value(id, "host"), Value::Int(1));
    assert_eq!(clerk.value(id, "fee"), Value::Int(128_050));
    assert_eq!(clerk.value(id, "reason"), Value::text("meeting"));
    assert_eq!(clerk.value(id, "carries"), Value::text("laptop,tools"));
    assert_eq!(clerk.value(id, "remarks"), Value::text("第一行\n第二行"));
    let kept = clerk.session.store.drafts(&clerk.session.by);
    assert_eq!(kept.expect("drafts"), Vec::new());
}

#[test]
fn enter_never_saves_and_complaints_wait_for_the_save() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    for _ in 0..30 {
        clerk.presses("enter");
    }
    assert!(clerk.last.is_empty());
    assert_eq!(clerk.count(), 0);
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    clerk.presses("tab tab");
    assert_eq!(clerk.codes(), Vec::<String>::new());
    clerk.presses("ctrl-s");
    assert_eq!(clerk.field(), "guest");
    assert!(clerk.codes().contains(&"guest: required".to_owned()));
    assert!(matches!(clerk.last[..], [Effect::Notice(Notice::Say(_))]));
    clerk.types("来宾甲").presses("tab");
    assert!(!clerk.codes().contains(&"guest: required".to_owned()));
}

#[test]
fn what_cannot_be_read_is_said_under_its_field_and_stays() {
    let mut clerk = Clerk::begins_new(desk(Lang::En));
    clerk.goes_to("day").types("32 Foo").presses("tab");
    assert_eq!(clerk.text("day"), "32 Foo");
    assert_eq!(clerk.codes(), ["day: misread"]);
    clerk.goes_to("host").types("nobody").presses("tab");
    assert!(clerk.codes().contains(&"host: not-found".to_owned()));
    // A rule across fields speaks as soon as both are there.
    clerk.goes_to("day").types("2026-03-05").presses("tab");
    clerk.goes_to("until").types("2026-03-04").presses("tab");
    assert!(
        clerk.codes().contains(&"until: min".to_owned()),
        "{:?}",
        clerk.codes()
    );
}

#[test]
fn a_field_that_does_not_matter_is_skipped() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    assert!(!clerk.is_shown("escort"));
    clerk.goes_to("escorted").types("是").presses("tab");
    assert!(clerk.is_shown("escort"));
    clerk.goes_to("escorted").types("n").presses("tab");
    assert!(!clerk.is_shown("escort"));
}

#[test]
fn lists_calendars_and_the_record_above() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    clerk.goes_to("host").presses("f4 down enter");
    assert!(!clerk.text("host").is_empty());
    clerk.goes_to("host").presses("f4 esc");
    assert!(clerk.entry.popup().is_none());
    // Monday 2 March: a week down and a day right.
    clerk.goes_to("day").presses("f4 down right enter");
    assert_eq!(clerk.text("day"), "2026-03-10");
    clerk.goes_to("at").presses("f4 down enter");
    assert_eq!(clerk.text("at"), "09:30");
    clerk.goes_to("day").presses("ctrl-t");
    assert_eq!(clerk.text("day"), "2026-03-02");
    clerk.goes_to("reason").types("2").presses("tab");
    assert_eq!(clerk.text("reason"), "参观");
    clerk.goes_to("guest").types("来宾乙").presses("ctrl-s");
    clerk.saved_id();
    let mut clerk = clerk.begins_another();
    clerk.goes_to("guest").presses("ctrl-d");
    clerk.goes_to("reason").presses("ctrl-d");
    assert_eq!(clerk.text("guest"), "来宾乙");
    assert_eq!(clerk.text("reason"), "参观");
}

#[test]
fn lines_are_entered_inside_the_form() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    clerk.types("来宾甲").goes_to("luggage");
    clerk.types("箱子").presses("tab").types("2").presses("tab");
    clerk
        .types("包")
        .presses("tab")
        .types("x")
        .presses("ctrl-s");
    assert!(clerk.codes().iter().any(|c| c.starts_with("luggage")));
    clerk.goes_to("luggage");
    clerk.presses("down tab ctrl-delete ctrl-s");
    let id = clerk.saved_id();
    let lines = Value::Lines(vec![vec![Value::text("箱子"), Value::Int(2)]]);
    assert_eq!(clerk.value(id, "luggage"), lines);
}

#[test]
fn undo_goes_field_by_field() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    clerk
        .types("来宾甲")
        .presses("tab")
        .types("zbyj")
        .presses("enter");
    clerk.types("23").presses("tab");
    clerk.presses("ctrl-z");
    assert_eq!(clerk.field(), "day");
    assert_eq!(clerk.text("day"), "23");
    clerk.presses("ctrl-y");
    assert_eq!(clerk.text("day"), "2026-03-23");
    clerk.presses("ctrl-z ctrl-z ctrl-z ctrl-z ctrl-z ctrl-z");
    assert_eq!(clerk.text("guest"), "");
    assert!(!clerk.entry.is_dirty());
}

#[test]
fn a_killed_program_loses_nothing_typed() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    clerk.types("来宾甲").presses("tab").types("zby");
    clerk.entry.pause(&mut clerk.session);
    // No farewell: the entry is dropped, a new one is opened.
    let mut clerk = clerk.begins_another();
    assert_eq!(clerk.text("guest"), "来宾甲");
    assert_eq!(clerk.text("host"), "zby");
    assert!(clerk.entry.is_dirty());
    clerk.presses("esc");
    assert!(matches!(clerk.entry.popup(), Some(Popup::Leave(0))));
    clerk.presses("esc esc down down enter");
    assert!(matches!(clerk.last[..], [Effect::Close]));
    let mut clerk = clerk.begins_another();
    assert_eq!(clerk.text("guest"), "来宾甲");
    clerk.presses("esc down down down enter");
    let mut clerk = clerk.begins_another();
    assert_eq!(clerk.text("guest"), "");
    clerk.presses("esc");
    assert!(matches!(clerk.last[..], [Effect::Close]));
}

#[test]
fn a_follow_up_leaves_what_was_begun_before() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    clerk.types("来宾甲");
    clerk.entry.pause(&mut clerk.session);
    let mut follow = Draft::new("visit");
    follow.typed("guest", "来宾乙");
    let entry = done(Entry::add(follow, &mut clerk.session));
    let mut clerk = clerk.turns_to(entry);
    assert_eq!(clerk.text("guest"), "来宾乙");
    clerk.presses("tab").types("zby");
    clerk.entry.pause(&mut clerk.session);
    let by = clerk.session.by.clone();
    let kept = clerk.session.store.drafts(&by).expect("drafts");
    assert_eq!(kept.len(), 2, "{kept:?}");
    let mut clerk = clerk.begins_another();
    assert_eq!(clerk.text("guest"), "来宾甲");
    let second = clerk.session.store.draft(&by, "visit", -1).expect("a look");
    let entry = Entry::add(second.expect("the follow-up's draft"), &mut clerk.session);
    let clerk = clerk.turns_to(done(entry));
    assert_eq!(
        (clerk.text("guest"), clerk.text("host")),
        ("来宾乙".into(), "zby".into())
    );
}

#[test]
fn a_record_changed_meanwhile_is_shown_side_by_side() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    clerk.types("来宾甲").presses("ctrl-s");
    let id = clerk.saved_id();
    let mut clerk = clerk.edits(id);
    clerk.goes_to("guest").types("来宾乙").presses("tab");
    clerk.goes_to("fee").types("5").presses("tab");
    let mut other = Draft::new("visit");
    other.of = Some((id, 1));
    other.typed("guest", "来宾丙");
    other.typed("day", "2026-03-09");
    let stamp = clerk.session.stamp();
    // The other is first.
    done(save::edit(&mut clerk.session.store, &other, None, &stamp));
    clerk.presses("ctrl-s");
    let Some(Popup::Conflict(both)) = clerk.entry.popup() else {
        panic!("{:?}", clerk.last)
    };
    let told: Vec<(&str, bool, bool)> = both
        .rows
        .iter()
        .map(|r| (clerk.entry.field(r.field).id.as_str(), r.take_mine, r.both))
        .collect();
    let want = [
        ("guest", true, true),
        ("day", false, false),
        ("fee", true, false),
    ];
    assert_eq!(told, want);
    clerk.presses("right enter ctrl-s");
    clerk.saved_id();
    assert_eq!(clerk.value(id, "guest"), Value::text("来宾丙"));
    assert_eq!(clerk.value(id, "day"), Value::text("2026-03-09"));
    assert_eq!(clerk.value(id, "fee"), Value::Int(500));
}

#[test]
fn an_action_asks_for_what_it_needs() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    clerk.types("来宾甲").presses("ctrl-s");
    let id = clerk.saved_id();
    let entry = done(Entry::act("visit", id, "leave", &mut clerk.session));
    let mut clerk = clerk.turns_to(entry);
    assert_eq!(clerk.field(), "left_at");
    clerk.presses("ctrl-s");
    assert_eq!(clerk.codes(), ["left_at: required"]);
    clerk.presses("ctrl-t ctrl-s");
    clerk.saved_id();
    assert_eq!(clerk.record(id).state.as_deref(), Some("gone"));
    let entry = done(Entry::void("visit", id, &mut clerk.session));
    let mut clerk = clerk.turns_to(entry);
    clerk.types("登记重复").presses("ctrl-s");
    clerk.saved_id();
    assert_eq!(clerk.record(id).void_reason.as_deref(), Some("登记重复"));
    let clerk = clerk.edits(id);
    assert_eq!(clerk.entry.occasion().purpose, Purpose::View);
}

#[test]
fn a_query_by_example_counts_and_gives_back_its_conditions() {
    let mut clerk = Clerk::begins_new(desk(Lang::Zh));
    clerk
        .types("来宾甲")
        .goes_to("fee")
        .types("20")
        .presses("ctrl-s");
    let entry = done(Entry::query("visit", &[], &clerk.session));
    let mut clerk = clerk.turns_to(entry);
    assert_eq!(clerk.entry.hits(), Some(1));
    clerk.goes_to("fee").types(">30").presses("tab");
    assert_eq!(clerk.entry.hits(), Some(0));
    clerk.goes_to("host").types("zbyj").presses("tab");
    clerk.goes_to("reason").types("月球").presses("f8");
    assert_eq!(clerk.field(), "reason");
    clerk.presses("ctrl-u f8");
    let [Effect::Close, Effect::Conditions(matches)] = &clerk.last[..] else {
        panic!("{:?}", clerk.last)
    };
    let want = [
        Condition {
            field: "host".into(),
            test: Predicate::Is(Value::Int(1)),
        },
        Condition {
            field: "fee".into(),
            test: Predicate::More(Value::Int(3000)),
        },
    ];
    assert_eq!(*matches, want);
    let matches = matches.clone();
    let again = done(Entry::query("visit", &matches, &clerk.session));
    let clerk = clerk.turns_to(again);
    assert_eq!(
        (clerk.text("host"), clerk.text("fee")),
        ("值班员甲".into(), ">30.00".into())
    );
}
