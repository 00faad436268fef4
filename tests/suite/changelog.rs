//! docs/CHANGELOG.md tells of the version that is built, and of each version once, newest first.

/// The version in front is the program's, and every heading is one of a changelog.
#[test]
fn the_newest_version_is_the_programs() {
    let text = include_str!("../../docs/CHANGELOG.md");
    let version = |line: &str| {
        let (version, day) = line.split_once("] - ")?;
        let dated = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok();
        (dated || day == "Unreleased").then(|| (version.to_owned(), dated))
    };
    let headings = text.lines().filter_map(|l| l.strip_prefix("## ["));
    let versions: Vec<(String, bool)> = headings
        .map(|h| version(h).unwrap_or_else(|| panic!("a version and its day: {h}")))
        .collect();
    assert_eq!(versions[0].0, env!("CARGO_PKG_VERSION"));
    assert!(versions[1..].iter().all(|(_, dated)| *dated));
    let number = |(version, _): &(String, bool)| -> Vec<u32> {
        let parts = version.split('.');
        parts.map(|n| n.parse().expect("a number")).collect()
    };
    assert!(versions.is_sorted_by(|newer, older| number(newer) > number(older)));
    let kinds = [
        "Added",
        "Changed",
        "Deprecated",
        "Removed",
        "Fixed",
        "Security",
    ];
    for kind in text.lines().filter_map(|l| l.strip_prefix("### ")) {
        assert!(kinds.contains(&kind), "{kind}");
    }
}
