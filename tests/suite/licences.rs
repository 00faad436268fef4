//! Who else's work the program is made of: docs/LICENCES.md names every package, and no licence is of a kind that
//! nobody agreed to.
//!
//! `Cargo.lock` says which packages there are, cargo which of them are built and what each says of itself. Without a
//! network cargo knows only those of the platform at hand: they are held against the page; of the others, that they
//! stand there in the right version.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Licences under which others' work may come in.
const AGREED: [&str; 6] = [
    "Apache-2.0",
    "BSD-3-Clause",
    "MIT",
    // It holds for the files it stands on, which are used as they are.
    "MPL-2.0",
    "Unicode-3.0",
    "Zlib",
];

/// The parts of the page, in their order: what stands in the program, and what only helps to make and test it.
const PARTS: [(&str, &str); 2] = [
    ("In the program", "normal"),
    ("Only for building and testing", "normal,build,dev"),
];

/// Name and version.
type Package = (String, String);

fn place(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The packages that cargo builds along some kinds of edges, with their licences.
fn built(edges: &str, more: &[&str]) -> BTreeMap<Package, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["tree", "--locked", "--no-dedupe", "--prefix=none"])
        .args(["--format={p}|{l}", "--edges", edges])
        .args(more);
    let output = command.output().expect("cargo");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let package = |line: &str| {
        let (package, licence) = line.split_once('|').expect("a licence");
        let mut words = package.split(' ');
        let name = words.next().expect("a name").to_owned();
        let version = words.next().expect("a version").trim_start_matches('v');
        (
            (name, version.to_owned()),
            licence.replace(" / ", " OR ").replace('/', " OR "),
        )
    };
    let mut all: BTreeMap<_, _> = lines.lines().map(package).collect();
    all.retain(|(name, _), _| name != env!("CARGO_PKG_NAME"));
    all
}

/// The packages that the lock file names, other than the program itself.
fn locked() -> BTreeSet<Package> {
    let text = fs::read_to_string(place("Cargo.lock")).expect("Cargo.lock");
    let lock: toml::Table = text.parse().expect("a lock file");
    let all = lock["package"].as_array().expect("packages");
    let word = |package: &toml::Value, key: &str| package[key].as_str().expect("a word").to_owned();
    all.iter()
        .map(|p| (word(p, "name"), word(p, "version")))
        .filter(|(name, _)| name != env!("CARGO_PKG_NAME"))
        .collect()
}

/// The packages under each heading of the page, with their licences.
fn told(page: &str) -> BTreeMap<&str, BTreeMap<Package, String>> {
    let mut parts = BTreeMap::new();
    for part in page.split("\n## ").skip(1) {
        let (heading, lines) = part.split_once('\n').expect("a heading");
        let row = |line: &str| {
            let mut cells = line.strip_prefix("| ")?.split('|').map(str::trim);
            let (name, version, licence) = (cells.next()?, cells.next()?, cells.next()?);
            Some(((name.to_owned(), version.to_owned()), licence.to_owned()))
        };
        parts.insert(heading, lines.lines().skip(3).filter_map(row).collect());
    }
    parts
}

/// The page as it should be; for the packages of other platforms this asks the network.
fn page() -> String {
    let mut page = String::from(HEAD);
    let mut left = locked();
    for (heading, edges) in PARTS {
        let mut here = built(edges, &["--target=all"]);
        here.retain(|package, _| left.remove(package));
        page += &format!("\n## {heading}\n\n| package | version | licence |\n|---|---|---|\n");
        for ((name, version), licence) in here {
            page += &format!("| {name} | {version} | {licence} |\n");
        }
    }
    page += &format!("\n## {UNBUILT}\n\n| package | version | |\n|---|---|---|\n");
    for (name, version) in left {
        page += &format!("| {name} | {version} | |\n");
    }
    page
}

const HEAD: &str = "# Licences of others

deskbook itself is under the MIT licence ([LICENSE](../LICENSE)). It is made of the packages below; each licence is what
the package says of itself. SQLite, which `libsqlite3-sys` brings along, is in the public domain.

This page is written by `UPDATE_DOCS=1 cargo test --test suite licences` and held against `Cargo.lock` by a test.
";

/// What parts that nobody asked for would need.
const UNBUILT: &str = "Named in the lock file, but not built";

#[test]
fn the_page_names_every_package() {
    let path = place("docs/LICENCES.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, page()).expect("written");
    }
    let page = fs::read_to_string(&path).expect("docs/LICENCES.md");
    let told = told(&page);
    let how = "write it anew with UPDATE_DOCS=1 cargo test --test suite licences";
    assert!(page.starts_with(HEAD), "{how}");
    let named: Vec<Package> = told
        .values()
        .flat_map(|part| part.keys().cloned())
        .collect();
    let once = named.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(once.len(), named.len(), "a package stands twice");
    let astray: Vec<_> = once.symmetric_difference(&locked()).cloned().collect();
    assert!(astray.is_empty(), "{astray:?}: {how}");
    let [program, helpers] =
        PARTS.map(|(heading, edges)| (&told[heading], built(edges, &["--offline"])));
    for (package, licence) in &program.1 {
        assert_eq!(program.0.get(package), Some(licence), "{package:?}: {how}");
    }
    for (package, licence) in &helpers.1 {
        let said = program.0.get(package).or(helpers.0.get(package));
        assert_eq!(said, Some(licence), "{package:?}: {how}");
    }
}

#[test]
fn no_licence_is_of_a_new_kind() {
    let page = fs::read_to_string(place("docs/LICENCES.md")).expect("docs/LICENCES.md");
    let told = told(&page);
    let mut used = BTreeSet::new();
    for (heading, _) in PARTS {
        for (package, licence) in &told[heading] {
            // One of each choice is enough; of what holds together every part is needed.
            for choice in licence.split(" AND ") {
                let mut ways = choice.trim_matches(['(', ')']).split(" OR ");
                let way = ways.find(|way| AGREED.contains(way));
                used.insert(way.unwrap_or_else(|| panic!("{package:?} is under {licence}")));
            }
        }
    }
    assert_eq!(used, AGREED.into(), "nothing is agreed to for nothing");
}
