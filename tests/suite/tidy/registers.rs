//! No particular register inside the engine: what the program must know by name stands in `catalog/system`, the rest is
//! said by the forms.

use std::collections::BTreeSet;

use deskbook::model::catalog::shipped;
use deskbook::model::catalog::system::System;
use regex_lite::Regex;

use super::{Source, none, sources};

/// Words of the sources that are also the name of a register, and what they are there.
const WORDS_NOT_REGISTERS: &[(&str, &str, &str)] = &[
    ("app/command.rs", "snooze", "the name of a command"),
    ("cli/backup.rs", "backup", "a part of a file's name"),
    ("cli/due.rs", "regulation", "a key of JSON"),
    ("model/expr/functions.rs", "person", "the word of a kind"),
    ("model/expr/ty.rs", "person", "the word of a type"),
    ("model/typing/dependencies.rs", "person", "a field"),
    ("store/sql/org_functions.rs", "person", "a field"),
];

#[test]
fn registers_are_named_by_the_catalog_and_the_demo_alone() {
    let ids: BTreeSet<String> = shipped::sources()
        .into_iter()
        .filter_map(|(file, _)| Some(file.strip_suffix(".toml")?.to_owned()))
        .collect();
    let quoted = Regex::new(r#""([a-z][a-z0-9_]*)""#).expect("a pattern");
    let (mut wrong, mut met) = (Vec::new(), BTreeSet::new());
    let free = |s: &Source| s.name.starts_with("demo/") || s.name == "model/catalog/system.rs";
    for source in sources().iter().filter(|s| !s.is_test() && !free(s)) {
        for (n, line) in source.code() {
            for word in quoted.captures_iter(line).map(|c| c[1].to_owned()) {
                let known = WORDS_NOT_REGISTERS
                    .iter()
                    .any(|(file, name, _)| *file == source.name && *name == word);
                met.extend(known.then(|| (source.name.clone(), word.clone())));
                if ids.contains(&word) && !known {
                    wrong.push(format!("src/{}:{n}: {word}", source.name));
                }
            }
        }
    }
    none("a register named outside of the catalog", &wrong);
    let gone: Vec<String> = WORDS_NOT_REGISTERS
        .iter()
        .filter(|(file, name, _)| !met.contains(&((*file).to_owned(), (*name).to_owned())))
        .map(|(file, name, _)| format!("{name} in {file}"))
        .collect();
    none("not written there any more: take it out of the list", &gone);
}

#[test]
fn what_the_program_knows_of_its_own_registers_is_there() {
    let catalog = shipped::catalog();
    let mut missing = Vec::new();
    for &system in System::ALL {
        assert_eq!(System::read(system.id()), Some(system));
        let form = catalog.form(system.id()).expect("a shipped form");
        let unknown = system.fields().iter().filter(|f| form.field(f).is_none());
        missing.extend(unknown.map(|f| format!("{}.{f}", system.id())));
    }
    none(
        "a field that the program knows and the form has not",
        &missing,
    );
}
