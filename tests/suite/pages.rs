//! The pages of the manual that the program prints are the pages in the folder.

use deskbook::app::manual;

#[test]
fn the_printed_pages_are_the_files() {
    for (name, text) in manual::pages() {
        let path = format!(
            "{}/docs/{}.md",
            env!("CARGO_MANIFEST_DIR"),
            name.to_uppercase()
        );
        let file = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            file == text,
            "docs/{}.md is out of date: deskbook docs {name} > it",
            name.to_uppercase()
        );
    }
}
