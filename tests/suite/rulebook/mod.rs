//! The rulebook held to what it promises: every file sound, every obligation held, every rule shown at work.

pub mod cases;
mod plans;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use deskbook::model::catalog::shipped;
use deskbook::model::definition;
use deskbook::model::rulebook::{self, By, Obligation, Rulebook, params};
use deskbook::model::{Catalog, Lang};

use crate::desk::prepared;
use cases::Shown;

/// Obligations of each regulation, 1 to 15.
const COUNTS: [usize; 15] = [41, 23, 66, 96, 21, 37, 39, 28, 24, 35, 62, 82, 23, 43, 44];

/// What the program does as a whole, whatever the register.
const PROGRAM: [&str; 11] = [
    "ledger",
    "undo",
    "search",
    "numbers",
    "backup",
    "verify",
    "stamps",
    "no_delete",
    "export",
    "drafts",
    "calendar",
];

#[test]
fn the_files_have_no_fault() {
    let (_, mut faults) = definition::read::rulebook::book(rulebook::sources());
    let catalog = shipped::catalog();
    for (name, text) in rulebook::sources() {
        if name.ends_with(".rules.toml") {
            faults.extend(
                definition::lint::rulebook(text, &catalog)
                    .into_iter()
                    .map(|f| (name, f)),
            );
        }
    }
    let text: BTreeMap<_, _> = rulebook::sources().into_iter().collect();
    let shown: Vec<String> = faults
        .iter()
        .map(|(name, f)| f.render(Lang::Zh, name, text[name]))
        .collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn all_obligations_stand_there_once_in_both_languages() {
    let book = rulebook::shipped();
    let counts: Vec<usize> = book
        .regulations
        .iter()
        .map(|r| r.obligations.len())
        .collect();
    assert_eq!(counts, COUNTS);
    let mut seen = BTreeSet::new();
    for obligation in book.obligations() {
        let id = &obligation.id;
        assert!(seen.insert(id), "{id} stands twice");
        let said = |lang| !obligation.text.get(lang).trim().is_empty();
        assert!(said(Lang::Zh) && said(Lang::En), "{id} has no words");
        assert!(
            !obligation.clause.is_empty() && !obligation.kind.is_empty(),
            "{id}"
        );
    }
    for regulation in &book.regulations {
        assert!(
            !regulation.title.is_empty(),
            "R{} has no title",
            regulation.number
        );
        let packs = shipped::packs();
        for pack in &regulation.packs {
            assert!(
                packs.all().iter().any(|p| p.id == *pack),
                "R{}: no pack {pack}",
                regulation.number
            );
        }
    }
}

#[test]
fn every_obligation_is_held_by_something_that_exists() {
    let (book, catalog) = (rulebook::shipped(), shipped::catalog());
    let mut wrong = Vec::new();
    for obligation in book.obligations() {
        let holders = book.holders(obligation, &catalog);
        assert!(holders.iter().all(|h| h.by.is_at_work()));
        let awaited: Vec<_> = obligation.awaited().cloned().collect();
        if holders.is_empty() && awaited.is_empty() && obligation.outside.is_none() {
            wrong.push(format!("{} is held by nothing", obligation.id));
        }
        for holder in holders.iter().chain(&awaited) {
            if !exists(book, &catalog, &holder.register, holder.by, &holder.name) {
                let by = holder.by.word();
                wrong.push(format!(
                    "{}: there is no {by} {}.{}",
                    obligation.id, holder.register, holder.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What waits for sheets or for fields that only some may see is not said to be held.
#[test]
fn what_the_program_cannot_do_yet_holds_nothing() {
    let (book, catalog) = (rulebook::shipped(), shipped::catalog());
    let unheld = |o: &&Obligation| o.outside.is_none() && book.holders(o, &catalog).is_empty();
    assert_eq!(book.obligations().filter(unheld).count(), 0);
    let awaiting = book.obligations().filter(|o| o.is_awaiting());
    let mut counts = [0; 15];
    for obligation in awaiting {
        let number = rulebook::regulation_of(&obligation.id).expect("a regulation");
        counts[usize::from(number) - 1] += 1;
    }
    assert_eq!(counts, NOT_YET);
}

/// How many obligations of each regulation wait for printed sheets, or for fields that only some may see.
const NOT_YET: [usize; 15] = [4, 4, 0, 3, 1, 0, 1, 4, 0, 1, 2, 1, 2, 2, 2];

fn exists(book: &Rulebook, catalog: &Catalog, register: &str, by: By, name: &str) -> bool {
    if by == By::Program {
        return PROGRAM.contains(&name);
    }
    let Some(form) = catalog.form(register) else {
        return false;
    };
    match by {
        By::Rule => {
            let watched = book
                .rules
                .iter()
                .any(|w| w.register == register && w.rule.id == name);
            watched || form.rules.iter().any(|r| r.id == name)
        }
        By::Field => form.field(name).is_some(),
        By::Permission => form.field(name).is_some_and(|f| !f.confidential.is_empty()),
        By::State => form.state(name).is_some() || form.actions.iter().any(|a| a.id == name),
        By::View => form.views.iter().any(|v| v.id == name),
        By::Register | By::Print | By::Program => true,
    }
}

/// What no program can hold: a short list, each with its reason.
#[test]
fn few_obligations_are_not_for_software() {
    let outside: Vec<&str> = rulebook::shipped()
        .obligations()
        .filter(|o| o.outside.is_some())
        .map(|o| o.id.as_str())
        .collect();
    assert!(outside.len() <= 12, "{outside:?}");
}

#[test]
fn rules_have_names_of_their_own() {
    let mut seen = BTreeSet::new();
    for watch in &rulebook::shipped().rules {
        let name = format!("{}.{}", watch.register, watch.rule.id);
        assert!(seen.insert(name.clone()), "{name} stands twice");
        assert!(
            !watch.rule.clauses.is_empty(),
            "{name} watches no obligation"
        );
    }
}

#[test]
fn figures_that_rules_use_are_known() {
    for param in params::all() {
        for clause in &param.clauses {
            let number = clause
                .strip_prefix('R')
                .and_then(|c| c.split(' ').next()?.parse().ok());
            let known = number.is_some_and(|n| rulebook::shipped().regulation(n).is_some());
            assert!(known, "{}: {clause}", param.code);
        }
    }
}

/// Every rule finds what it should, and leaves alone what it should, on a fixed day.
#[test]
fn every_rule_has_a_case_that_it_finds_and_one_that_it_leaves_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let stamp = cases::stamp(cases::long_ago());
    let mut store = prepared::shipped(&folder.path().join("desk.sqlite"), &stamp);
    let (book, mut shown, mut wrong) = (rulebook::shipped(), Shown::default(), Vec::new());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("cases")
        .flatten()
        .map(|e| e.path())
        .collect();
    files.sort();
    for path in files {
        let text = fs::read_to_string(&path).expect("a file of cases");
        let name = path
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default()
            .to_owned();
        for case in cases::read(&text).unwrap_or_else(|e| panic!("{name}: {e}")) {
            if let Err(why) = cases::run(&case, &mut store, book, &mut shown) {
                wrong.push(format!("{name} {why}"));
            }
        }
    }
    for watch in &book.rules {
        let name = format!("{}.{}", watch.register, watch.rule.id);
        if !shown.found.contains(&name) {
            wrong.push(format!("{name}: no case finds anything"));
        }
        if !shown.silent.contains(&name) {
            wrong.push(format!("{name}: no case is left alone"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
