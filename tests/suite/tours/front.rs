//! The screen in the README is what `deskbook demo` shows.

use chrono::NaiveDate;
use deskbook::app::clock::Clock;
use deskbook::app::session::Session;
use deskbook::demo::{self, DemoPlan};
use deskbook::model::Lang;
use deskbook::store::Store;

use super::person::Person;

#[test]
fn the_readme_shows_a_real_screen() {
    let now = NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|d| d.and_hms_opt(18, 54, 0));
    let clock = Clock::Fixed(now.expect("an evening"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk.sqlite");
    let mut store = Store::create_shipped(&path, &[], &clock.stamp("demo", None)).expect("a desk");
    let plan = DemoPlan {
        rows: None,
        seed: 1,
        register: None,
    };
    demo::fill(&mut store, clock, &plan, &mut |_, _| true).expect("a demo");
    let session = Session::over(store, clock, "值班员甲", Lang::En).expect("a session");
    let screen = Person::sits_down(session, 106, 40).sees();

    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let readme = readme.expect("the README");
    let shown = readme
        .split("```text\n")
        .nth(1)
        .and_then(|s| s.split("```").next());
    assert!(shown == Some(&screen), "README.md should show\n\n{screen}");
}
