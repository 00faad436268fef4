//! One verb over many records: all or none, complaints by record, one undo.

use deskbook::model::Lang;
use deskbook::rules::save;

use crate::desk::{Desk, codes, done};

fn loans(desk: &mut Desk) -> Vec<i64> {
    ["梯子", "电钻", "水平仪"]
        .into_iter()
        .map(|tool| desk.id("loan", &[("tool", tool), ("borrower", "管理员甲")]))
        .collect()
}

#[test]
fn many_records_are_voided_in_one_step_and_come_back_in_one() {
    let mut desk = Desk::lending();
    let ids = loans(&mut desk);
    let stamp = desk.stamp();
    let many = done(save::void_all(
        &mut desk.store,
        "loan",
        &ids,
        " twice ",
        &stamp,
    ));
    assert_eq!((many.done, many.refused.len()), (3, 0));
    for id in &ids {
        let record = desk.record("loan", *id);
        assert_eq!(record.void_reason.as_deref(), Some("twice"));
    }
    let undone = done(desk.store.undo(&stamp));
    assert_eq!(undone.changes.len(), 3);
    assert!(ids.iter().all(|id| !desk.record("loan", *id).is_void()));
}

#[test]
fn what_some_refuse_is_done_to_none_and_told_by_record() {
    let mut desk = Desk::lending();
    loans(&mut desk);
    let free = desk.id("person", &[("name", "值班员乙")]);
    let stamp = desk.stamp();
    let many = done(save::void_all(
        &mut desk.store,
        "person",
        &[2, free],
        "gone",
        &stamp,
    ));
    assert_eq!(many.done, 0);
    let names: Vec<&str> = many.refused.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["管理员甲"]);
    assert!(!many.refused[0].1[0].message(Lang::En).is_empty());
    assert!(!desk.record("person", free).is_void());

    let blank = save::void_all(&mut desk.store, "person", &[free], " ", &stamp);
    assert_eq!(codes(blank), ["void_reason:required"]);
}

#[test]
fn an_action_over_many_says_for_each_why_not() {
    let mut desk = Desk::lending();
    let ids = loans(&mut desk);
    let stamp = desk.stamp();
    let many = done(save::act_all(
        &mut desk.store,
        "loan",
        &ids,
        "return",
        &stamp,
    ));
    assert_eq!((many.done, many.refused.len()), (0, 3));
    assert!(many.refused[0].0.starts_with("JY-2026-"));
    assert_eq!(desk.record("loan", ids[0]).state.as_deref(), Some("out"));
}
