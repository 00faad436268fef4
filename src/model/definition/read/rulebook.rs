//! The files of the rulebook: a regulation with its obligations, and the rules that watch them.

use std::sync::Arc;

use strum::VariantNames;

use super::rule;
use super::table::{Placed, TomlTable};
use super::understood::{Understood, toml};
use crate::model::fault::{Fault, Wrong};
use crate::model::rulebook::{Absent, BookRule, By, Holder, Obligation, Regulation, Rulebook};

/// Reads the files of a rulebook: `rNN.toml` with the obligations, `rNN.rules.toml` with the rules.
pub fn book<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> (Rulebook, Vec<(&'a str, Fault)>) {
    read(files, false)
}

/// The same of files that the tests hold to be sound: their expressions are taken apart when they are first needed.
pub fn shipped<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Rulebook {
    read(files, true).0
}

fn read<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    trusting: bool,
) -> (Rulebook, Vec<(&'a str, Fault)>) {
    let mut book = Rulebook::default();
    let mut faults = Vec::new();
    for (name, text) in files {
        let found = if name.ends_with(".rules.toml") {
            let read = rules(text, trusting);
            book.rules.extend(read.value);
            read.faults
        } else {
            let read = regulation(text, trusting);
            book.regulations.push(read.value);
            read.faults
        };
        faults.extend(found.into_iter().map(|fault| (name, fault)));
    }
    book.regulations.sort_by_key(|r| r.number);
    (book, faults)
}

fn regulation(source: &str, trusting: bool) -> Understood<'_, Regulation> {
    toml(source, trusting, |t| Regulation {
        number: t
            .number("seed_no", 1..=99)
            .map_or(0, |n| u8::try_from(n).unwrap_or(0)),
        title: t.need_text("title"),
        packs: t.words("packs"),
        absent: t.tables("absent").iter().map(absent).collect(),
        obligations: t.tables("obligation").iter().map(obligation).collect(),
    })
}

/// Reads the rules of a regulation and everything that is wrong with their file, but for what needs the forms.
pub fn rules(source: &str, trusting: bool) -> Understood<'_, Vec<BookRule>> {
    let watch = |t: TomlTable<'_>| {
        let register = t.need_string("register").value;
        BookRule {
            rule: Arc::new(rule::watching(t, &register)),
            register,
        }
    };
    toml(source, trusting, |t| {
        t.tables("rule").into_iter().map(watch).collect()
    })
}

fn absent(t: &TomlTable<'_>) -> Absent {
    let absent = Absent {
        clause: t.need_string("clause").value,
        say: t.need_text("say"),
    };
    t.finish();
    absent
}

fn obligation(t: &TomlTable<'_>) -> Obligation {
    let obligation = Obligation {
        id: t.need_string("id").value,
        clause: t.need_string("clause").value,
        kind: t.need_string("kind").value,
        text: t.languages(),
        reading: t.text("reading"),
        held: held(t),
        outside: t.text("outside"),
    };
    t.finish();
    obligation
}

/// `field:register.name`, `print:register`, `program:ledger`; an action holds by the state it leads to.
fn held(t: &TomlTable<'_>) -> Vec<Holder> {
    let mut holders = Vec::new();
    for Placed { value, at } in t.strings("held") {
        let (way, rest) = value.split_once(':').unwrap_or((&value, ""));
        let way = if way == "action" { "state" } else { way };
        let Ok(by) = way.parse::<By>() else {
            let word = Placed {
                value: way.to_owned(),
                at,
            };
            t.not_one_of(Wrong::UnknownWord, &word, <By as VariantNames>::VARIANTS);
            continue;
        };
        let (register, name) = if by == By::Program {
            ("", rest)
        } else {
            rest.split_once('.').unwrap_or((rest, rest))
        };
        holders.push(Holder {
            register: register.to_owned(),
            by,
            name: name.to_owned(),
        });
    }
    holders
}
