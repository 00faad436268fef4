//! The screen in the README is what `deskbook demo` shows.

use deskbook::app::clock::Clock;
use deskbook::app::session::Session;
use deskbook::model::Lang;

use crate::demo;

use super::person::Person;

#[test]
fn the_readme_shows_a_real_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _) = demo::usual(&folder.path().join("desk.sqlite"));
    let clock = Clock::Fixed(demo::evening());
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
