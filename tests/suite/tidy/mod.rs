//! The house rules, held by reading the sources: floors, circles, names, file sizes, texts in both languages.

mod commands;
mod imports;
mod keys;
mod kinds;
mod registers;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use deskbook::model::catalog::shipped;
use deskbook::model::fault::Wrong;
use deskbook::model::locale;
use deskbook::model::text::Lang;
use deskbook::model::value::complaint;
use regex_lite::Regex;
use strum::IntoEnumIterator;

const LONGEST: usize = 400;

/// The floors from the ground up; a floor may name only those before it, and `cli` and `ui` never each other.
const FLOORS: [&str; 8] = [
    "model", "store", "rules", "exchange", "app", "demo", "cli", "ui",
];

struct Source {
    /// Path below `src/`, with forward slashes.
    name: String,
    text: String,
}

impl Source {
    fn floor(&self) -> Option<usize> {
        let first = self.name.split('/').next().unwrap_or_default();
        let first = first.trim_end_matches(".rs");
        FLOORS.iter().position(|f| *f == first)
    }

    fn is_test(&self) -> bool {
        self.name.ends_with("/tests.rs") || self.name.contains("/tests/")
    }

    /// The text without its unit tests at the foot.
    fn body(&self) -> &str {
        let cut = self.text.find("#[cfg(test)]\nmod tests {");
        &self.text[..cut.unwrap_or(self.text.len())]
    }

    /// The body's lines with their numbers, comments left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.body()
            .lines()
            .zip(1..)
            .filter(|(line, _)| !line.trim_start().starts_with("//"))
            .map(|(line, n)| (n, line))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    files(&root().join("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .map(|p| Source {
            name: p
                .strip_prefix(root().join("src"))
                .expect("below src")
                .to_string_lossy()
                .replace('\\', "/"),
            text: fs::read_to_string(&p).expect("a source file"),
        })
        .collect()
}

fn none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

/// Lines of code that a pattern matches, in the files that the test lets through.
fn lines(pattern: &str, wanted: impl Fn(&Source) -> bool) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("a pattern");
    sources()
        .iter()
        .filter(|s| wanted(s))
        .flat_map(|s| {
            let found: Vec<String> = s
                .code()
                .filter(|(_, line)| pattern.is_match(line))
                .map(|(n, line)| format!("src/{}:{n}: {}", s.name, line.trim()))
                .collect();
            found
        })
        .collect()
}

#[test]
fn floors_look_only_down() {
    let mut found = Vec::new();
    for (rank, floor) in FLOORS.iter().enumerate() {
        for (above, name) in FLOORS.iter().enumerate() {
            let beside = ["cli", "ui"].contains(floor) && ["cli", "ui"].contains(name);
            if above > rank || (beside && above != rank) {
                found.extend(lines(&format!(r"\b(crate|deskbook)::{name}\b"), |s| {
                    s.floor() == Some(rank)
                }));
            }
        }
    }
    none("a floor names a higher one", &found);
}

/// Files that take names from each other in a circle, and why they do. Whoever cuts one takes it out.
const CIRCLES: &[(&[&str], &str)] = &[(
    &["model/form/field.rs", "model/form/kind.rs"],
    "the lines of a record are fields again",
)];

#[test]
fn no_file_takes_from_one_that_takes_from_it() {
    let read: Vec<(String, String)> = sources()
        .iter()
        .filter(|s| !s.is_test() && s.name != "main.rs")
        .map(|s| (s.name.clone(), s.body().to_owned()))
        .collect();
    let arrows = imports::arrows(&read);
    assert!(
        arrows["cli/mod.rs"].iter().any(|to| to.starts_with("app/")),
        "no import is seen"
    );
    let circles = imports::circles(&arrows);
    let within = |circle: &BTreeSet<String>, files: &[&str]| {
        circle.iter().all(|file| files.contains(&file.as_str()))
    };
    let told = |circle: &BTreeSet<String>| {
        let ties = circle.iter().flat_map(|from| {
            let to = arrows[from].intersection(circle);
            to.map(move |to| format!("{from} -> {to}"))
        });
        ties.collect::<Vec<_>>().join("\n  ")
    };
    let new: Vec<String> = circles
        .iter()
        .filter(|circle| !CIRCLES.iter().any(|(files, _)| within(circle, files)))
        .map(told)
        .collect();
    none("files in a circle", &new);
    let cut: Vec<String> = CIRCLES
        .iter()
        .filter(|(files, _)| !circles.iter().any(|circle| within(circle, files)))
        .map(|(files, _)| files.join(", "))
        .collect();
    none("no circle any more: take it out of the list", &cut);
}

#[test]
fn a_type_name_stands_for_one_type() {
    let made = Regex::new(
        r"^(?:\s*(?:pub(?:\([a-z: ]+\))? )?(?:struct|enum|trait|union)|(?:pub(?:\([a-z: ]+\))? )?type) ([A-Z]\w*)",
    )
    .expect("a pattern");
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        for (_, line) in source.code() {
            if let Some(name) = made.captures(line) {
                let place = format!("src/{}", source.name);
                places.entry(name[1].to_owned()).or_default().push(place);
            }
        }
    }
    let shared: Vec<String> = places
        .iter()
        .filter(|(_, at)| at.len() > 1)
        .map(|(name, at)| format!("{name}: {}", at.join(", ")))
        .collect();
    none("one name for several types", &shared);
}

#[test]
fn each_outside_part_stays_on_its_floor() {
    let outside =
        |floor: &'static str| move |s: &Source| !s.name.starts_with(floor) && !s.is_test();
    none(
        "the driver of the database outside its connection",
        &lines(r"\brusqlite\b", outside("store/connection/")),
    );
    none(
        "the terminal outside the ui",
        &lines(r"\b(ratatui|crossterm)\b", outside("ui/")),
    );
    none(
        "the clock of the machine",
        &lines(r"\b(Local|Utc|SystemTime|Instant)::now\b", |s| {
            s.name != "app/clock.rs" && !s.is_test() && !s.name.starts_with("ui/")
        }),
    );
    none(
        "the clock of the machine in the ui",
        &lines(r"\b(Local|Utc|SystemTime)::now\b", |s| {
            s.name.starts_with("ui/") && !s.is_test()
        }),
    );
    none(
        "a colour outside the theme",
        &lines(r"\bColor::", |s| s.name != "ui/theme.rs" && !s.is_test()),
    );
}

#[test]
fn statements_are_written_in_one_room() {
    none(
        "SQL outside store/sql",
        &lines(
            r#""[^"]*\b(SELECT|INSERT INTO|UPDATE \{|UPDATE "|DELETE FROM|CREATE (UNIQUE |VIRTUAL )?(TABLE|INDEX|TRIGGER)|ALTER TABLE|DROP (TABLE|INDEX|TRIGGER))\b"#,
            |s| {
                !s.name.starts_with("store/sql/")
                    && !s.name.starts_with("store/connection/")
                    && !s.is_test()
            },
        ),
    );
}

/// What only `SQLite` says, or says otherwise than others; whoever finds one more adds it. The second ones are words of
/// our own language too, and count between quotes alone.
const WORDS_OF_SQLITE: &[&str] = &[
    r"\bSTRICT\b|\bWITHOUT ROWID\b|\bAUTOINCREMENT\b",
    r"\bPRAGMA\b|\bpragma_|\bsqlite_(schema|master)\b",
    r"\bVIRTUAL\b|\bGENERATED ALWAYS\b|\bRAISE\(",
    r"\bfts5\b| MATCH |\browid\b",
    r"\bEXPLAIN\b|\bNOT INDEXED\b|\bGLOB\b|\bCOLLATE\b",
    r"\b(printf|strftime|julianday|unixepoch|instr|group_concat)\(|->>",
    r"\bCAST\(|\bIIF\(|\bOR (REPLACE|IGNORE)\b|'localtime'",
    r" IS (NOT )?(\?|\{|')",
];
const BETWEEN_QUOTES: &[&str] = &[
    r"\bdate\([^)]*'(\+|-|start|weekday)",
    r"\b(round|typeof|changes|json_[a-z]+)\(|\bLIKE\b",
    r"\b(min|max)\([^()]*,",
];

#[test]
fn one_dialect_stands_in_one_room() {
    let own = ["store/sql/sqlite/", "store/connection/"];
    let apart = |s: &Source| !s.is_test() && !own.iter().any(|o| s.name.starts_with(o));
    let mut found = Vec::new();
    for words in WORDS_OF_SQLITE {
        found.extend(lines(words, apart));
    }
    for words in BETWEEN_QUOTES {
        let words = format!(r#""[^"]*({words})"#);
        let in_store = |s: &Source| s.name.starts_with("store/") && apart(s);
        found.extend(lines(&words, in_store));
    }
    none("a word of SQLite outside store/sql/sqlite", &found);
}

#[test]
fn every_file_says_what_it_holds() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|s| !s.text.starts_with("//! "))
        .map(|s| s.name.clone())
        .collect();
    none("a file without a first sentence", &silent);
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|s| !s.is_test() && s.body().lines().count() > LONGEST)
        .map(|s| format!("src/{} {}", s.name, s.body().lines().count()))
        .collect();
    none("a file that is too long", &long);
}

#[test]
fn nothing_is_left_for_later_and_nothing_gives_up() {
    let not_test = |s: &Source| !s.is_test();
    none(
        "left for later",
        &lines(r"\b(TODO|FIXME|XXX|HACK)\b|todo!|unimplemented!", |_| true),
    );
    let late = Regex::new(r"\b(TODO|FIXME)\b").expect("a pattern");
    let said: Vec<String> = sources()
        .iter()
        .filter(|s| late.is_match(&s.text))
        .map(|s| s.name.clone())
        .collect();
    none("left for later, in a comment", &said);
    none(
        "a way to give up",
        &lines(
            r"\.unwrap\(\)|\.expect\(|\bpanic!|\bunreachable!|\.unwrap_err\(\)",
            not_test,
        ),
    );
}

#[test]
fn the_top_level_is_as_the_house_says() {
    let known = [
        ".ci",
        ".git",
        ".gitignore",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "assets",
        "docs",
        "src",
        "target",
        "tests",
    ];
    let strange: Vec<String> = fs::read_dir(root())
        .expect("the project")
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    none("not of the house", &strange);
    for name in known
        .iter()
        .filter(|n| !matches!(**n, ".git" | "target" | "README.md"))
    {
        assert!(root().join(name).exists(), "{name} is missing");
    }
}

#[test]
fn forms_are_named_as_their_files() {
    let id = Regex::new(r#"(?m)^id *= *"([a-z0-9_]+)""#).expect("a pattern");
    let wrong: Vec<String> = shipped::sources()
        .into_iter()
        .filter(|(file, text)| {
            let found = id
                .captures(text)
                .map(|c| c[1].to_owned())
                .unwrap_or_default();
            format!("{found}.toml") != *file
        })
        .map(|(file, _)| file.to_owned())
        .collect();
    none("a form under another name", &wrong);
}

/// Message ids of a language with the arguments that each asks for.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let argument = Regex::new(r"\$([a-z_]+)").expect("a pattern");
    let mut paths = Vec::new();
    files(&root().join("assets/locale").join(lang.tag()), &mut paths);
    paths.sort();
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a file of messages");
        let mut current = String::new();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let starts = line.starts_with(|c: char| c.is_ascii_alphabetic());
            if let Some((id, _)) = line.split_once('=').filter(|_| starts) {
                id.trim().clone_into(&mut current);
                let twice = out.insert(current.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{current} stands twice in {}", lang.tag());
            }
            if let Some(arguments) = out.get_mut(&current) {
                arguments.extend(argument.captures_iter(line).map(|c| c[1].to_owned()));
            }
        }
    }
    out
}

#[test]
fn both_languages_say_the_same_things() {
    let (zh, en) = (messages(Lang::Zh), messages(Lang::En));
    let ids = |m: &BTreeMap<String, BTreeSet<String>>| m.keys().cloned().collect::<BTreeSet<_>>();
    let lone: Vec<String> = ids(&zh).symmetric_difference(&ids(&en)).cloned().collect();
    none("a message in one language only", &lone);
    let uneven: Vec<String> = zh
        .iter()
        .filter(|(id, arguments)| en.get(*id) != Some(arguments))
        .map(|(id, _)| id.clone())
        .collect();
    none(
        "a message with other arguments in the other language",
        &uneven,
    );
    for lang in [Lang::Zh, Lang::En] {
        let read: BTreeSet<String> = locale::ids(lang).into_iter().map(str::to_owned).collect();
        let unread: Vec<String> = messages(lang)
            .into_keys()
            .filter(|id| !read.contains(id) || !locale::has(lang, id))
            .collect();
        none("a message that the program does not read", &unread);
    }
}

#[test]
fn every_complaint_has_its_words() {
    let mut wordless = Vec::new();
    for code in complaint::CODES {
        let id = format!("complaint-{code}");
        if !locale::has(Lang::Zh, &id) || !locale::has(Lang::En, &id) {
            wordless.push(id);
        }
    }
    none("a complaint without words", &wordless);
    let idle: Vec<String> = messages(Lang::Zh)
        .into_keys()
        .filter(|id| {
            id.strip_prefix("complaint-")
                .is_some_and(|code| !complaint::CODES.contains(&code))
        })
        .collect();
    none("words without a complaint", &idle);
}

#[test]
fn every_fault_has_its_words() {
    let mut known: BTreeSet<String> = Wrong::iter().map(Wrong::message_id).collect();
    let wordless = known
        .iter()
        .filter(|id| !locale::has(Lang::Zh, id) || !locale::has(Lang::En, id));
    none(
        "a fault without words",
        &wordless.cloned().collect::<Vec<_>>(),
    );
    known.extend(Wrong::iter().map(Wrong::hint_id));
    let others = [
        "fault-error",
        "fault-help",
        "fault-near",
        "fault-known",
        "fault-before",
        "fault-before-end",
        "fault-arity-open",
        "fault-arity-range",
    ];
    known.extend(others.map(str::to_owned));
    let idle = messages(Lang::Zh).into_keys();
    let idle = idle.filter(|id| id.starts_with("fault-") && !known.contains(id));
    none("words without a fault", &idle.collect::<Vec<_>>());
    let codes: BTreeSet<&str> = Wrong::iter().map(Wrong::code).collect();
    let odd = |code: &&&str| {
        !Regex::new("^[FELK][0-9]{2}$")
            .expect("a pattern")
            .is_match(code)
    };
    assert_eq!(codes.iter().find(odd), None, "a code of another shape");
}

/// Everything between quotes in the sources, with the beginnings of formatted ids.
fn words_of_the_sources() -> (BTreeSet<String>, BTreeSet<String>) {
    let quoted = Regex::new(r#""([a-z][a-z0-9_]*(?:-[a-z0-9_]+)*)""#).expect("a pattern");
    let begun = Regex::new(r#""([a-z][a-z0-9-]*-)\{"#).expect("a pattern");
    let (mut words, mut beginnings) = (BTreeSet::new(), BTreeSet::new());
    for source in sources() {
        words.extend(quoted.captures_iter(&source.text).map(|c| c[1].to_owned()));
        beginnings.extend(begun.captures_iter(&source.text).map(|c| c[1].to_owned()));
    }
    (words, beginnings)
}

#[test]
fn every_message_is_used() {
    let (words, beginnings) = words_of_the_sources();
    let idle: Vec<String> = messages(Lang::Zh)
        .into_keys()
        .filter(|id| !words.contains(id) && !beginnings.iter().any(|b| id.starts_with(b.as_str())))
        .collect();
    none("a message that nobody says", &idle);
}

#[test]
fn every_message_that_is_said_exists() {
    let said =
        Regex::new(r#"locale::(?:say|both)\(\s*(?:[A-Za-z_.:()]+,\s*)?"([a-z][a-z0-9_-]*)""#)
            .expect("a pattern");
    let bare =
        Regex::new(r#"\b(?:say|both)\(\s*(?:[A-Za-z_.:()]+,\s*)?"([a-z][a-z0-9_]*-[a-z0-9_-]*)""#)
            .expect("a pattern");
    let mut missing = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        let body: String = source.code().map(|(_, line)| format!("{line}\n")).collect();
        let imports =
            Regex::new(r"(?m)^use [^;]*locale::(\{[^}]*\b)?(say|both)\b").expect("a pattern");
        let mut ids: Vec<String> = said.captures_iter(&body).map(|c| c[1].to_owned()).collect();
        if imports.is_match(&body) {
            ids.extend(bare.captures_iter(&body).map(|c| c[1].to_owned()));
        }
        missing.extend(
            ids.into_iter()
                .filter(|id| !locale::has(Lang::Zh, id))
                .map(|id| format!("{id} in src/{}", source.name)),
        );
    }
    none("said but not in the locale", &missing);
}

/// The table of places names files that exist, and every file of the program is in it.
#[test]
fn the_map_of_the_architecture_is_true() {
    let text = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).expect("a text");
    let marks = ["<<<<<<<", "=======", ">>>>>>>"];
    let torn = text
        .lines()
        .filter(|l| marks.iter().any(|m| l.starts_with(m)));
    let mut found: Vec<String> = torn.map(str::to_owned).collect();
    let quoted = Regex::new("`([a-z_/]+(?:\\.rs|/))`").expect("a pattern");
    let mut named: BTreeSet<String> = BTreeSet::new();
    for row in text.lines().filter(|l| l.starts_with("| `")) {
        let mut folder = String::new();
        let cells = row.split('|').nth(1).unwrap_or_default();
        for place in quoted.captures_iter(cells) {
            let path = format!("{folder}{}", &place[1]);
            if folder.is_empty() {
                let parent = path.trim_end_matches('/').rsplit_once('/');
                folder = parent.map_or(String::new(), |(parent, _)| format!("{parent}/"));
            }
            if !root().join("src").join(&path).exists() {
                found.push(format!("{path} is not there"));
            }
            named.insert(path);
        }
    }
    // What only names what stands beside it needs no line.
    let names_only = |s: &Source| s.name.ends_with("mod.rs") || !s.name.contains('/');
    for source in sources().iter().filter(|s| !s.is_test() && !names_only(s)) {
        let whole = named.iter().any(|n| {
            *n == source.name || (n.ends_with('/') && source.name.starts_with(n.as_str()))
        });
        if !whole {
            found.push(format!("{} is named nowhere", source.name));
        }
    }
    none("the map is not the country", &found);
}
