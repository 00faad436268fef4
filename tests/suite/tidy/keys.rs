//! Whatever can be written in a form is read by something that changes what a person gets.
//!
//! The keys are the fields of the structs of `model/form`; a reader names one with a variable that is called as the
//! house calls it. Reading a definition, checking it, and showing it as it is written do not count.

use std::collections::BTreeSet;

use regex_lite::Regex;

use super::{Source, none, sources};

/// The structs that a definition is read into, and how a value of each is called.
const CALLED: &[(&str, &str)] = &[
    ("Action", "action|a"),
    ("Choice", "choice|c|entry"),
    ("Computed", "computed|c"),
    ("Coverage", "coverage"),
    ("Creates", "creates|cure"),
    ("DayView", "day|view"),
    ("Deadline", "deadline"),
    ("Field", "field|column|line|f"),
    ("Follow", "follow|f"),
    ("Form", "form|far"),
    ("OnDay", "on"),
    ("Periods", "periods|p"),
    ("Print", "print"),
    ("Rule", "rule|r"),
    ("Section", "section|s"),
    ("Sort", "sort"),
    ("State", "state|s"),
    ("TableView", "table"),
    ("Target", "target"),
    ("View", "view|v"),
];

/// Structs of `model/form` that no definition is read into.
const NOT_WRITTEN: [&str; 3] = ["FormHead", "KindFacts", "Template"];

/// Keys that are read under another name: where, and how.
const READ_AS: &[(&str, &str, &str)] = &[
    (
        "Form.clauses",
        "model/rulebook/mod.rs",
        "form.clauses.contains(id)",
    ),
    ("Form.unit", "model/catalog/unit.rs", "self.unit"),
    ("Periods.start", "store/sql/rule.rs", ".start"),
    (
        "Rule.lets",
        "model/definition/read/rule/mod.rs",
        "named(&mut t)",
    ),
    ("Rule.whose", "store/sql/rule.rs", ".whose"),
    ("TableView.columns", "model/form/mod.rs", "table.columns"),
    ("TableView.since", "app/pane/today/read.rs", "t.since"),
    ("TableView.today", "app/pane/today/read.rs", "t.today"),
];

/// Keys that a definition may have already, for what comes with a later version.
const LATER: &[(&str, &str)] = &[
    ("Action.sign", "signing again needs a secret of each person"),
    ("Field.confidential", "hiding needs to know who sits there"),
    ("Print.copies", "sheets are not printed yet"),
    ("Print.sections", "sheets are not printed yet"),
    ("Print.signatures", "sheets are not printed yet"),
];

/// Struct and field, for every key that can be written.
fn keys(all: &[Source]) -> BTreeSet<(String, String)> {
    let head = Regex::new(r"^pub struct (\w+) \{$").expect("a pattern");
    let field = Regex::new(r"^    pub (\w+): ").expect("a pattern");
    let mut keys = BTreeSet::new();
    for source in all.iter().filter(|s| s.name.starts_with("model/form/")) {
        let mut of = None;
        for (_, line) in source.code() {
            if let Some(found) = head.captures(line) {
                of = Some(found[1].to_owned());
            } else if line == "}" {
                of = None;
            } else if let (Some(of), Some(found)) = (&of, field.captures(line)) {
                keys.insert((of.clone(), found[1].to_owned()));
            }
        }
    }
    keys.retain(|(of, _)| !NOT_WRITTEN.contains(&of.as_str()));
    keys
}

/// Whether a file makes something of a form for a person.
fn counts(source: &Source) -> bool {
    let shows_as_written = source.name == "cli/fields.rs";
    let makes_its_own = source.name.starts_with("demo/");
    !source.is_test() && !source.name.starts_with("model/") && !shows_as_written && !makes_its_own
}

fn is_read(all: &[Source], called: &str, key: &str) -> bool {
    let read = Regex::new(&format!(r"\b({called})\.{key}\b")).expect("a pattern");
    all.iter()
        .filter(|s| counts(s))
        .any(|s| s.code().any(|(_, line)| read.is_match(line)))
}

#[test]
fn every_key_of_a_form_is_read() {
    let all = sources();
    let (mut unread, mut listed) = (Vec::new(), BTreeSet::new());
    for (of, key) in keys(&all) {
        let name = format!("{of}.{key}");
        let called = CALLED.iter().find(|(known, _)| *known == of);
        let Some((_, called)) = called else {
            unread.push(format!("{name}: how is a value of {of} called?"));
            continue;
        };
        let read = is_read(&all, called, &key);
        let elsewhere = READ_AS.iter().find(|(known, ..)| *known == name);
        let later = LATER.iter().find(|(known, _)| *known == name);
        match (read, elsewhere, later) {
            (true, None, None) => {}
            (true, ..) => unread.push(format!("{name} is read: take it out of the list")),
            (false, Some((_, file, how)), None) => {
                let there = all.iter().find(|s| s.name == *file);
                if !there.is_some_and(|s| s.body().contains(how)) {
                    unread.push(format!("{name} is not read in {file} as {how}"));
                }
            }
            (false, None, Some(_)) => {}
            (false, ..) => unread.push(format!("{name} is read by nothing")),
        }
        listed.insert(name);
    }
    let known = READ_AS.iter().map(|(name, ..)| name);
    let known = known.chain(LATER.iter().map(|(name, _)| name));
    let gone = known.filter(|name| !listed.contains(**name));
    unread.extend(gone.map(|name| format!("{name} is no key any more")));
    none("keys of forms", &unread);
}
