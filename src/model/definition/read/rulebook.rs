//! The files of the rulebook: a regulation with its obligations, and the rules that watch them.

use std::sync::Arc;

use toml::de::DeTable;

use super::table::TomlTable;
use super::{not_one_of, rule};
use crate::model::definition::fault::{Fault, Faults};
use crate::model::rulebook::{Absent, BookRule, By, Holder, Obligation, Regulation, Rulebook};
use crate::model::text::Text;

/// Reads the files of a rulebook: `rNN.toml` with the obligations, `rNN.rules.toml` with the rules.
pub fn book<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> (Rulebook, Vec<(&'a str, Fault)>) {
    let mut book = Rulebook::default();
    let mut faults = Vec::new();
    for (name, text) in files {
        let found = if name.ends_with(".rules.toml") {
            let (rules, found) = rules(text);
            book.rules.extend(rules);
            found
        } else {
            let (regulation, found) = regulation(text);
            book.regulations.push(regulation);
            found
        };
        faults.extend(found.into_iter().map(|fault| (name, fault)));
    }
    book.regulations.sort_by_key(|r| r.number);
    (book, faults)
}

/// Reads a regulation and everything that is wrong with its file.
pub fn regulation(source: &str) -> (Regulation, Vec<Fault>) {
    read(source, |t| Regulation {
        number: t
            .number("seed_no", 1..=99)
            .map_or(0, |n| u8::try_from(n).unwrap_or(0)),
        title: t.need_text("title"),
        packs: t.strings("packs").into_iter().map(|s| s.value).collect(),
        absent: t.tables("absent").iter().map(absent).collect(),
        obligations: t.tables("obligation").iter().map(obligation).collect(),
    })
}

/// Reads the rules of a regulation and everything that is wrong with their file, but for what needs the forms.
pub fn rules(source: &str) -> (Vec<BookRule>, Vec<Fault>) {
    read(source, |t| {
        let watch = |t: &TomlTable<'_>| {
            let register = t.need_string("register").value;
            BookRule {
                rule: Arc::new(rule::watching(t, &register)),
                register,
            }
        };
        t.tables("rule").iter().map(watch).collect()
    })
}

fn read<T>(source: &str, shape: impl FnOnce(&TomlTable<'_>) -> T) -> (T, Vec<Fault>) {
    let faults = Faults::default();
    let (root, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        faults.add(
            "F00",
            error.span().unwrap_or(0..0),
            error.message().to_owned(),
        );
    }
    let table = TomlTable::new(root.get_ref(), root.span(), &faults, source);
    let out = shape(&table);
    table.finish();
    drop(table);
    (out, faults.into_sorted())
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
        text: Text::new(t.need_string("zh").value, t.need_string("en").value),
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
    for word in t.strings("held") {
        let (way, rest) = word.value.split_once(':').unwrap_or((&word.value, ""));
        let way = if way == "action" { "state" } else { way };
        let Some((_, by)) = By::ALL.into_iter().find(|(name, _)| *name == way) else {
            not_one_of(
                t,
                "F04",
                word.at.clone(),
                way,
                &By::ALL.map(|(name, _)| name),
            );
            continue;
        };
        let (register, name) = match by {
            By::Program => ("", rest),
            _ => rest.split_once('.').unwrap_or((rest, rest)),
        };
        holders.push(Holder {
            register: register.to_owned(),
            by,
            name: name.to_owned(),
        });
    }
    holders
}
