//! The shipped forms: no faults, both languages, and every one of them makes a file.

use deskbook::model::Lang;
use deskbook::model::catalog::shipped;

use super::desk::every;

#[test]
fn shipped_forms_have_no_fault() {
    let faults: Vec<String> = shipped::faults()
        .into_iter()
        .map(|(name, fault)| {
            let text = shipped::sources()
                .into_iter()
                .find(|(n, _)| *n == name)
                .map(|(_, t)| t)
                .unwrap_or_default();
            fault.render(Lang::Zh, name, text)
        })
        .collect();
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n\n")
    );
}

#[test]
fn every_shipped_form_makes_its_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let stamp = deskbook::app::clock::Clock::Wall.stamp("tester", None);
    let store =
        deskbook::store::Store::create_shipped(&folder.path().join("desk.sqlite"), &[], &stamp);
    let store = store.unwrap_or_else(|e| panic!("{e:?}"));
    for form in store.catalog().forms() {
        let query = every(&form.id);
        let reader = store.reader(&stamp, deskbook::model::Lang::Zh);
        assert_eq!(reader.count(&query).expect("a count"), 0);
        for view in &form.views {
            let day = stamp.now.date();
            let query = deskbook::store::Query::of_view(form, Some(view), day);
            let page = reader.page(&query, None, deskbook::store::Direction::Forward, 10);
            page.unwrap_or_else(|e| panic!("{}.{}: {e:?}", form.id, view.id));
        }
        let checked = deskbook::rules::Checker::new(form, store.catalog())
            .check(
                &deskbook::model::Draft::new(&form.id),
                None,
                &deskbook::rules::Origin::Person,
                &reader,
            )
            .unwrap_or_else(|e| panic!("{}: {e:?}", form.id));
        // An empty draft may well be refused; it must be answered.
        drop(checked);
    }
}
